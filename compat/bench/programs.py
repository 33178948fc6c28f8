"""The measured programs. Programs.scala has the same programs under the same names.

A program is a function that takes a streaming context and a stream of lines. It runs unchanged
under raw PySpark and under sparkish, and prints something for every batch that has lines.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from operator import add, sub
from typing import Any

from pyspark.streaming import DStream, StreamingContext

Lines = DStream[str]


def map_print(ssc: StreamingContext, lines: Lines) -> None:
    lines.map(lambda line: line + "VIN").pprint(10)


def word_count(ssc: StreamingContext, lines: Lines) -> None:
    words = lines.flatMap(lambda line: line.split(" "))
    words.map(lambda word: (word, 1)).reduceByKey(add).pprint(10)


def count(ssc: StreamingContext, lines: Lines) -> None:
    lines.count().pprint(10)


def ten_maps(ssc: StreamingContext, lines: Lines) -> None:
    for _ in range(10):
        lines = lines.map(lambda line: line + "V")
    lines.pprint(10)


def three_outputs(ssc: StreamingContext, lines: Lines) -> None:
    upper = lines.map(str.upper)
    upper.pprint(10)
    upper.foreachRDD(lambda rdd: rdd.foreach(len))
    upper.foreachRDD(counted)


def foreach_collect(ssc: StreamingContext, lines: Lines) -> None:
    lines.map(lambda line: line + "VIN").foreachRDD(show)


def window_counts(ssc: StreamingContext, lines: Lines) -> None:
    ssc.checkpoint(tempfile.mkdtemp())
    seconds = ssc._jssc.ssc().graph().batchDuration().milliseconds() / 1000  # type: ignore[attr-defined]
    pairs = lines.flatMap(lambda line: line.split(" ")).map(lambda word: (word, 1))
    pairs.reduceByKeyAndWindow(add, sub, 10 * seconds, seconds).pprint(10)


def update_state(ssc: StreamingContext, lines: Lines) -> None:
    ssc.checkpoint(tempfile.mkdtemp())
    pairs = lines.flatMap(lambda line: line.split(" ")).map(lambda word: (word, 1))
    pairs.updateStateByKey(lambda new, last: sum(new) + (last or 0)).pprint(10)


def map_state(ssc: Any, lines: Any) -> None:
    """Only for sparkish and Scala: raw PySpark has no ``mapWithState``."""
    from sparkish.streaming import StateSpec

    def running(word: Any, one: Any, state: Any) -> Any:
        state.update(state.getOption().getOrElse(0) + one.get())
        return word, state.get()

    ssc.checkpoint(tempfile.mkdtemp())
    pairs = lines.flatMap(lambda line: line.split(" ")).map(lambda word: (word, 1))
    pairs.mapWithState(StateSpec.function(running)).pprint(10)


def counted(rdd: Any) -> None:
    # This returns nothing: raw PySpark would treat a result as an RDD.
    rdd.count()


def show(time: Any, rdd: Any) -> None:
    """Print a batch's first element under the header that the measurement looks for."""
    collected = rdd.collect()
    rule = "-" * 43
    print(f"{rule}\nTime: {time}\n{rule}", *collected[:1], sep="\n", flush=True)
    print()


PROGRAMS: dict[str, Callable[[StreamingContext, Lines], None]] = {
    program.__name__: program
    for program in (
        map_print,
        word_count,
        count,
        ten_maps,
        three_outputs,
        foreach_collect,
        window_counts,
        update_state,
        map_state,
    )
}

#: The programs that raw PySpark cannot run.
LACKING = ("map_state",)
