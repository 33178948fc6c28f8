"""Java's and Scala's own libraries: numbers, the system, threads, dates, files."""

from sparkish.port._translate._java import futures, library, numbers, system, values

__all__ = ["futures", "library", "numbers", "system", "values"]
