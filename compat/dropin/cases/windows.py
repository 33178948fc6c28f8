"""Windows of all kinds."""

from __future__ import annotations

import operator
from typing import Any

from compat.dropin.cases.registry import BATCH, Names, declares


def _numbers(ssc: Any) -> Any:
    return ssc.queueStream([[1], [2], [3], [4], [5], [6]])


def _pairs(ssc: Any) -> Any:
    return ssc.queueStream([[("a", 1)], [("b", 2), ("a", 3)], [("c", 1)], [("a", 1)], [], []])


@declares(batches=4)
def window(m: Names, ssc: Any) -> Any:
    return _numbers(ssc).window(3 * BATCH)


@declares()
def windowThatSlides(m: Names, ssc: Any) -> Any:
    return _numbers(ssc).window(windowDuration=3 * BATCH, slideDuration=2 * BATCH)


@declares()
def windowInWholeSeconds(m: Names, ssc: Any) -> Any:
    return _numbers(ssc).window(1, 1).map(lambda n: n)


@declares(batches=4)
def windowOfAWindow(m: Names, ssc: Any) -> Any:
    return _numbers(ssc).window(2 * BATCH).window(2 * BATCH).count()


@declares(batches=4)
def reducedByWindowWithoutInverse(m: Names, ssc: Any) -> Any:
    return _numbers(ssc).reduceByWindow(operator.add, None, 2 * BATCH, BATCH)


@declares(batches=4, checkpointed=True)
def reducedByWindow(m: Names, ssc: Any) -> Any:
    return _numbers(ssc).reduceByWindow(
        reduceFunc=operator.add,
        invReduceFunc=operator.sub,
        windowDuration=2 * BATCH,
        slideDuration=BATCH,
    )


@declares(batches=4, checkpointed=True)
def countedByWindow(m: Names, ssc: Any) -> Any:
    return _numbers(ssc).flatMap(range).countByWindow(3 * BATCH, BATCH)


@declares(batches=4, checkpointed=True)
def countedByValueAndWindow(m: Names, ssc: Any) -> Any:
    return _numbers(ssc).map(lambda n: n % 2).countByValueAndWindow(2 * BATCH, BATCH)


@declares(batches=4, checkpointed=True)
def countedByValueAndWindowInto(m: Names, ssc: Any) -> Any:
    return _numbers(ssc).map(str).countByValueAndWindow(5 * BATCH, BATCH, 3)


@declares(batches=3, checkpointed=True)
def groupedByKeyAndWindow(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).groupByKeyAndWindow(3 * BATCH, BATCH).mapValues(sorted)


@declares(batches=3, checkpointed=True)
def groupedByKeyAndWindowInto(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).groupByKeyAndWindow(3 * BATCH, 3 * BATCH, 1).mapValues(list).mapValues(len)


@declares(batches=4)
def reducedByKeyAndWindowWithoutInverse(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).reduceByKeyAndWindow(operator.add, None, 2 * BATCH)


@declares()
def reducedByKeyAndWindowWithoutInverseThatSlides(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).reduceByKeyAndWindow(
        func=operator.add, invFunc=None, windowDuration=2 * BATCH, slideDuration=2 * BATCH
    )


@declares(batches=2, checkpointed=True)
def reducedByKeyAndWindow(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).reduceByKeyAndWindow(operator.add, operator.sub, 2 * BATCH, BATCH, 2)


@declares(batches=5, checkpointed=True)
def reducedByKeyAndWindowWithAFilter(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).reduceByKeyAndWindow(
        func=operator.add,
        invFunc=operator.sub,
        windowDuration=2 * BATCH,
        slideDuration=BATCH,
        numPartitions=1,
        filterFunc=lambda pair: pair[1] > 0,
    )


@declares(batches=6, checkpointed=True)
def reducedByKeyAndALargeWindow(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).reduceByKeyAndWindow(operator.add, operator.sub, 5 * BATCH, BATCH, 2)
