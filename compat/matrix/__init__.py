"""The versions that sparkish is tested on."""
