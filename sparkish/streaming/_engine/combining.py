"""``combineByKey``: the values of a key are combined before and after the shuffle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pyspark
from pyspark import RDD

from sparkish._core.switches import isOn
from sparkish._executor.stages import combined

__all__ = ["Combiners", "combining"]


class Combiners(NamedTuple):
    """The three functions of ``combineByKey``."""

    create: Callable[[Any], Any]
    merge: Callable[[Any, Any], Any]
    combine: Callable[[Any, Any], Any]


def combining(
    context: pyspark.SparkContext,
    combiners: Combiners,
    partitioning: tuple[int, Callable[[Any], int]],
    mapSideCombine: bool = True,
) -> Callable[[RDD[Any]], RDD[Any]]:
    """Return ``combineByKey`` as a function of an RDD."""
    number, function = partitioning
    isShort = isOn(context, "combining")
    # After the shuffle, the combiners of the map side take the place of the values.
    merging = Combiners(lambda value: value, combiners.combine, combiners.combine)

    def combineByKey(rdd: Any) -> RDD[Any]:
        if mapSideCombine and not isShort:
            return rdd.combineByKey(*combiners, number, function)  # type: ignore[no-any-return]
        memory, serializer = rdd._memory_limit(), rdd.ctx.serializer
        last = combiners
        if mapSideCombine:
            # Not all of the memory, as in PySpark: the shuffle's buckets need the rest.
            first, last = combined(*combiners, memory * 0.9, serializer), merging
            rdd = rdd.mapPartitions(first, preservesPartitioning=True)
        stage = combined(*last, memory, serializer)
        return rdd.partitionBy(number, function).mapPartitions(stage, True)  # type: ignore[no-any-return]

    return combineByKey
