"""The parity table: every public signature of Scala's beside the Python call that supports it."""
