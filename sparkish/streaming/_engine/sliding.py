"""Windows with an inverse function: each result is made from the last one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import reduce
from importlib import import_module
from typing import Any

from pyspark import RDD
from pyspark.streaming.util import TransformFunction

from sparkish._core.duration import Duration
from sparkish._jvm.conversions import javaDuration
from sparkish._rdd import joins
from sparkish._rdd.base import withScalaMethods
from sparkish.streaming._engine.callbacks import batchTime

__all__ = ["slidingReduce"]

Reduce = Callable[[Any, Any], Any]
Partitioning = tuple[int, Callable[[Any], int]]
# The module of PySpark's RDD has another name before PySpark 4.
_Partitioner: Any = import_module(RDD.__module__).Partitioner
# PySpark's JVM stream subtracts old values only in a window of at least this many slides. In a
# shorter window it reduces all values again, and so forgets the keys that left. Scala keeps them.
_SLIDES_OF_A_LARGE_WINDOW = 5


def slidingReduce(
    reduced: Any,
    function: Reduce,
    inverse: Reduce,
    window: Duration,
    slide: Duration,
    partitioning: Partitioning,
    keep: Callable[[Any], bool] | None,
    *,
    isScalas: bool,
) -> Any:
    """Return the stream of a window's values by key, each made from the last window's values.

    Parameters
    ----------
    reduced : DStream
        The pairs, reduced by key in each batch.
    function, inverse : callable
        The user's reduce function, and its inverse.
    window, slide : Duration
        The length of the window, and the time from window to window.
    partitioning : tuple
        The number of partitions, and the partitioner's function.
    keep : callable or None
        The filter: it returns whether a pair stays.
    isScalas : bool
        Whether the results are Scala's, or PySpark's.
    """
    large = window.milliseconds >= _SLIDES_OF_A_LARGE_WINDOW * slide.milliseconds
    if isScalas and not large:
        return _byTimes(reduced, function, inverse, window, slide, partitioning, keep)
    if not isScalas:
        inverse = _unlessNone(inverse)
    return _byDifference(reduced, function, inverse, window, slide, partitioning, keep)


def _unlessNone(inverse: Reduce) -> Reduce:
    """Return an inverse that skips ``None``: PySpark does not call the inverse for it."""
    return lambda value, left: value if left is None else inverse(value, left)


def _partitioned(pairs: Any, partitioning: Partitioning) -> Any:
    """Tell PySpark's RDD how the JVM has partitioned the pairs, and return them.

    Then PySpark shuffles neither them nor their union with others, and needs one stage, not two. If
    the JVM has partitioned one of them in another way, as before a recovery, the union has more
    partitions: PySpark sees that, and shuffles.
    """
    pairs = withScalaMethods(pairs)
    pairs.partitioner = _Partitioner(*partitioning)
    return pairs


def _kept(rdd: RDD[Any], keep: Callable[[Any], bool] | None) -> RDD[Any]:
    return rdd if keep is None else rdd.filter(keep)


def _byDifference(
    reduced: Any,
    function: Reduce,
    inverse: Reduce,
    window: Duration,
    slide: Duration,
    partitioning: Partitioning,
    keep: Callable[[Any], bool] | None,
) -> Any:
    number, partitionFunc = partitioning
    # The pairs of one batch are reduced already. A stage less is a worker less.
    isOneBatch = slide == reduced.slideDuration

    def reducedByKey(pairs: Any) -> Any:
        return withScalaMethods(pairs).reduceByKey(function, number, partitionFunc)

    def ofSlide(pairs: Any) -> Any:
        return _partitioned(pairs, partitioning) if isOneBatch else reducedByKey(pairs)

    def enter(time: datetime, last: Any, new: Any) -> Any:
        # Without a last value, these are the pairs of the whole window.
        if last is not None:
            new = _partitioned(last, partitioning).union(ofSlide(new))
        return _kept(reducedByKey(new), keep)

    def leave(time: datetime, last: Any, old: Any) -> Any:
        def subtract(sides: tuple[list[Any], list[Any]]) -> Any:
            (value,), left = sides
            return inverse(value, left[0]) if left else value

        sides = _partitioned(last, partitioning), ofSlide(old)
        both = joins.grouped(sides, number, partitionFunc)
        return both.filter(lambda pair: pair[1][0]).mapValues(subtract)

    callbacks = [
        TransformFunction(reduced._sc, each, reduced._jrdd_deserializer) for each in (enter, leave)
    ]

    def jdstream(jvm: Any) -> Any:
        durations = (javaDuration(jvm, each) for each in (window, slide))
        return jvm.PythonReducedWindowedDStream(
            reduced._jdstream.dstream(), *callbacks, *durations
        ).asJavaDStream()

    return reduced._derived(jdstream, mustCheckpoint=True)


def _byTimes(
    reduced: Any,
    function: Reduce,
    inverse: Reduce,
    window: Duration,
    slide: Duration,
    partitioning: Partitioning,
    keep: Callable[[Any], bool] | None,
) -> Any:
    number, partitionFunc = partitioning
    windowMillis, slideMillis = window.milliseconds, slide.milliseconds

    def timed(time: datetime, rdd: RDD[Any]) -> RDD[Any]:
        milliseconds = batchTime(time).milliseconds
        return rdd.mapValues(lambda value: (milliseconds, value))

    def slid(time: datetime, last: Any, within: Any) -> Any:
        now = batchTime(time).milliseconds
        oldUntil, newAfter = now - windowMillis, now - slideMillis

        def merged(sides: tuple[list[Any], list[Any]]) -> list[Any]:
            before, values = sides
            new = [value for at, value in values if at > newAfter]
            if not before:
                return [reduce(function, new)] if new else []
            value = before[0]
            old = [value for at, value in values if at <= oldUntil]
            if old:
                value = inverse(value, reduce(function, old))
            return [reduce(function, new, value)]

        if last is None:
            last = within.ctx.emptyRDD()
        grouped = joins.grouped((last, within), number, partitionFunc)
        return _kept(grouped.flatMapValues(merged), keep)

    # One slide longer than the window: it also has the values that leave the window now.
    within = reduced._transformed(timed, pure=True).window(window + slide, slide)
    callback = TransformFunction(
        reduced._sc, slid, reduced._sc.serializer, within._jrdd_deserializer
    )

    def jdstream(jvm: Any) -> Any:
        return jvm.PythonStateDStream(within._jdstream.dstream(), callback).asJavaDStream()

    return within._derived(jdstream, mustCheckpoint=True)
