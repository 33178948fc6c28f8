"""Pairs: by key, and of two streams."""

from __future__ import annotations

import operator
from typing import Any

from compat.dropin.cases.registry import Names, declares


def _pairs(ssc: Any) -> Any:
    return ssc.queueStream([[("a", 1), ("b", 2), ("a", 3)], [("c", 1)], [("", 1), ("", 1)]])


def _two(ssc: Any) -> tuple[Any, Any]:
    other = ssc.queueStream([[("a", "x"), ("z", "y")], [("c", None)], []])
    return _pairs(ssc), other


@declares()
def reducedByKey(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).reduceByKey(operator.add)


@declares()
def reducedByKeyInto(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).reduceByKey(func=lambda a, b: a + b, numPartitions=3)


@declares()
def combinedByKey(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).combineByKey(str, lambda c, n: f"{c}+{n}", lambda c, d: f"{c}+{d}", 1)


@declares()
def combinedByKeyByName(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).combineByKey(
        createCombiner=lambda n: n, mergeValue=max, mergeCombiners=max, numPartitions=None
    )


@declares()
def groupedByKey(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).groupByKey().mapValues(sorted)


@declares()
def groupedByKeyInto(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).groupByKey(3)


@declares()
def groupsAreIterables(m: Names, ssc: Any) -> Any:
    return (
        _pairs(ssc)
        .groupByKey()
        .map(
            lambda pair: (
                pair[0],
                len(pair[1]),
                sum(pair[1]),
                pair[1].maxindex,
                sorted(pair[1].data),
            )
        )
    )


@declares()
def partitionedBy(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).partitionBy(2).glom().map(sorted)


@declares()
def partitionedByAFunction(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).partitionBy(3, lambda key: len(key)).glom().map(sorted)


@declares()
def valuesMapped(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).mapValues(lambda n: n * 10)


@declares()
def valuesFlatMapped(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).flatMapValues(range)


@declares()
def cogrouped(m: Names, ssc: Any) -> Any:
    one, two = _two(ssc)
    return one.cogroup(two)


@declares()
def cogroupedInto(m: Names, ssc: Any) -> Any:
    one, two = _two(ssc)
    return one.cogroup(two, numPartitions=3).mapValues(lambda s: tuple(sorted(map(str, s[0]))))


@declares()
def joined(m: Names, ssc: Any) -> Any:
    one, two = _two(ssc)
    return one.join(two)


@declares()
def joinedInto(m: Names, ssc: Any) -> Any:
    one, two = _two(ssc)
    return one.join(two, 1)


@declares()
def leftOuterJoined(m: Names, ssc: Any) -> Any:
    one, two = _two(ssc)
    return one.leftOuterJoin(two)


@declares()
def rightOuterJoined(m: Names, ssc: Any) -> Any:
    one, two = _two(ssc)
    return one.rightOuterJoin(other=two, numPartitions=2)


@declares()
def fullOuterJoined(m: Names, ssc: Any) -> Any:
    one, two = _two(ssc)
    return one.fullOuterJoin(two)


@declares()
def joinedWithAnRDD(m: Names, ssc: Any) -> Any:
    table = m.sc.parallelize([("a", "A"), ("c", "C")])
    return _pairs(ssc).transform(lambda rdd: rdd.join(table))
