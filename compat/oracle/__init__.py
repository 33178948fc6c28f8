"""The oracle: real Scala programs beside their Python twins, on the same input."""
