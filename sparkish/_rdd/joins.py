"""Joins of the RDDs of two streams, with any partitioner."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

from pyspark import RDD
from pyspark.resultiterable import ResultIterable

from sparkish._rdd.base import withScalaMethods
from sparkish.option import Option

__all__ = [
    "Join",
    "cogroup",
    "fullOuterJoin",
    "grouped",
    "join",
    "leftOuterJoin",
    "rightOuterJoin",
    "withOptions",
]

Values = list[Any]
Join = Callable[[Any, int, Callable[[Any], int]], RDD[Any]]
"""Takes the two RDDs, the number of partitions and the partitioner's function."""


def cogroup(rdds: Any, number: int, function: Callable[[Any], int]) -> RDD[Any]:
    """Group each key's values into two iterables, one for each side."""
    return grouped(rdds, number, function).mapValues(
        lambda sides: (ResultIterable(sides[0]), ResultIterable(sides[1]))
    )


def _joining(pairs: Callable[[Values, Values], Iterable[Any]]) -> Join:
    def joined(rdds: Any, number: int, function: Callable[[Any], int]) -> RDD[Any]:
        return grouped(rdds, number, function).flatMapValues(lambda sides: pairs(*sides))

    return joined


join = _joining(lambda left, right: product(left, right))
leftOuterJoin = _joining(lambda left, right: product(left, right or [None]))
rightOuterJoin = _joining(lambda left, right: product(left or [None], right))
fullOuterJoin = _joining(lambda left, right: product(left or [None], right or [None]))


def withOptions(element: Any, optionalSides: tuple[bool, bool]) -> Any:
    """Return an outer join's element with Options, as Scala prints it."""
    key, sides = element
    paired = zip(sides, optionalSides, strict=True)
    return key, tuple(Option(side) if isOptional else side for side, isOptional in paired)


def grouped(rdds: Any, number: int, function: Callable[[Any], int]) -> RDD[Any]:
    left, right = map(withScalaMethods, rdds)

    def sides(tagged: Iterable[tuple[int, Any]]) -> tuple[Values, Values]:
        both: tuple[Values, Values] = ([], [])
        for side, value in tagged:
            both[side].append(value)
        return both

    tagged = left.mapValues(lambda value: (0, value)).union(
        right.mapValues(lambda value: (1, value))
    )
    return tagged.groupByKey(number, function).mapValues(sides)  # type: ignore[no-any-return]
