"""Lines of Scala in Python: what they print with raw PySpark and with sparkish."""
