"""Java's and Scala's own libraries: numbers, the system, threads, dates, files."""

from sparkish.port._translate._java import (
    decimals,
    futures,
    library,
    numbers,
    processes,
    streams,
    system,
    values,
)

__all__ = ["decimals", "futures", "library", "numbers", "processes", "streams", "system", "values"]
