"""Java's and Scala's own libraries: numbers, the system, threads, dates, files."""

from sparkish.port._translate._java import library, numbers, system, values

__all__ = ["library", "numbers", "system", "values"]
