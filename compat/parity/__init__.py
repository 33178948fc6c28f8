"""The parity table: every public Scala signature, and the Python call that supports it."""
