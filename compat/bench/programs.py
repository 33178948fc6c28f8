"""The programs that are measured; Programs.scala has the same, by the same names.

A program is one function of a streaming context and its lines. It runs under raw PySpark and under
sparkish unchanged, prints something for every batch that has lines, and is found by its name.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import add

from pyspark.streaming import DStream, StreamingContext

Lines = DStream[str]


def map_print(ssc: StreamingContext, lines: Lines) -> None:
    lines.map(lambda line: line + "VIN").pprint(10)


def word_count(ssc: StreamingContext, lines: Lines) -> None:
    words = lines.flatMap(lambda line: line.split(" "))
    words.map(lambda word: (word, 1)).reduceByKey(add).pprint(10)


def count(ssc: StreamingContext, lines: Lines) -> None:
    lines.count().pprint(10)


PROGRAMS: dict[str, Callable[[StreamingContext, Lines], None]] = {
    program.__name__: program for program in (map_print, word_count, count)
}
