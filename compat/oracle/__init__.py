"""The oracle: real Scala programs and their Python twins run on the same input."""
