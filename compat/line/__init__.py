"""What Scala's lines print in Python, with raw PySpark and with sparkish."""
