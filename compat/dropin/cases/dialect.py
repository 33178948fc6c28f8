"""Calls that Scala has too, but with different results: plain numbers mean PySpark's results."""

from __future__ import annotations

import operator
from typing import Any

import pyspark.streaming

from compat.dropin.cases.life import _raised
from compat.dropin.cases.outputs import printed, running
from compat.dropin.cases.registry import BATCH, Collector, Difference, Names, declares, runs, until

#: A window of fewer than five slides, which PySpark reduces as a whole each time, and a window of
#: five slides, from whose last result it subtracts.
FEW, MANY = 2 * BATCH, 5 * BATCH
_add, _sub = operator.add, operator.sub


def _pairs(ssc: Any) -> Any:
    batches: list[list[tuple[str, Any]]] = [
        [(f"k{n * 7 % 13}", n) for n in range(16)],
        [("k3", 1), ("z", 5), ("z", -5), ("y", 2)],
        [],
        [("k0", 4), ("x", 1)],
    ]
    return ssc.queueStream(batches)


def _inOrder(stream: Any) -> Any:
    """Return each partition as one list, because the collector sorts elements but not lists."""
    return stream.glom().filter(bool)


# Windows with an inverse: which keys stay, and in which order.


@declares(batches=6, checkpointed=True)
def inverseOfFewSlides(m: Names, ssc: Any) -> Any:
    return _inOrder(_pairs(ssc).reduceByKeyAndWindow(_add, _sub, FEW, BATCH))


@declares(batches=8, checkpointed=True)
def inverseOfManySlides(m: Names, ssc: Any) -> Any:
    return _inOrder(_pairs(ssc).reduceByKeyAndWindow(_add, _sub, MANY, BATCH))


@declares(batches=3, checkpointed=True)
def inverseThatSlidesFarther(m: Names, ssc: Any) -> Any:
    return _inOrder(_pairs(ssc).reduceByKeyAndWindow(_add, _sub, 2 * FEW, FEW, 3))


@declares(batches=4, checkpointed=True)
def inverseOfFewSlidesWithAFilter(m: Names, ssc: Any) -> Any:
    keep = ("k1", "y", "z")
    return _pairs(ssc).reduceByKeyAndWindow(
        _add, _sub, FEW, BATCH, 1, filterFunc=lambda pair: pair[0] in keep
    )


@declares(batches=8, checkpointed=True)
def inverseOfManySlidesWithAFilter(m: Names, ssc: Any) -> Any:
    return _inOrder(
        _pairs(ssc).reduceByKeyAndWindow(_add, _sub, MANY, BATCH, 2, lambda pair: pair[1] > 0)
    )


@declares(batches=7, checkpointed=True)
def inverseIsNotCalledForNone(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).reduceByKeyAndWindow(
        func=lambda a, b: None,
        invFunc=lambda a, b: "called",
        windowDuration=MANY,
        slideDuration=None,
        numPartitions=1,
    )


@declares(batches=5, checkpointed=True)
def reducedByAnEmptiedWindow(m: Names, ssc: Any) -> Any:
    numbers = ssc.queueStream([[1, 2], [4]])
    return numbers.reduceByWindow(_add, _sub, FEW, BATCH)


@declares(batches=7, checkpointed=True)
def reducedByAnEmptiedWindowOfManySlides(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([[1, 2]]).reduceByWindow(_add, _sub, MANY, BATCH)


@declares(batches=5, checkpointed=True)
def countedByAnEmptiedWindow(m: Names, ssc: Any) -> Any:
    return _pairs(ssc).filter(lambda pair: pair[0] > "x").countByWindow(FEW, BATCH)


@declares(batches=8, checkpointed=True)
def countedByAnEmptiedWindowOfManySlides(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([["a", "b"]]).countByWindow(MANY, BATCH)


@declares(batches=4, checkpointed=True)
def valuesCountedByAnEmptiedWindow(m: Names, ssc: Any) -> Any:
    return _inOrder(_pairs(ssc).map(lambda pair: pair[0]).countByValueAndWindow(FEW, BATCH))


@declares(batches=8, checkpointed=True)
def valuesThatComeAgainKeepTheirPlace(m: Names, ssc: Any) -> Any:
    values = ssc.queueStream([list("abc"), [], [], [], [], list("d"), list("ca")])
    return _inOrder(values.countByValueAndWindow(MANY, BATCH, 1))


@declares(batches=5, checkpointed=True)
def groupedByAnEmptiedWindow(m: Names, ssc: Any) -> Any:
    return _inOrder(_pairs(ssc).groupByKeyAndWindow(FEW, BATCH).mapValues(list))


@declares(batches=8, checkpointed=True)
def groupedByAnEmptiedWindowOfManySlides(m: Names, ssc: Any) -> Any:
    return _inOrder(_pairs(ssc).groupByKeyAndWindow(MANY, BATCH).mapValues(list))


@declares(batches=3, checkpointed=True)
def groupsOfAWindowAreIterables(m: Names, ssc: Any) -> Any:
    def shape(values: Any) -> Any:
        return type(values).__name__, len(values), values.maxindex, list(values), values.data

    return _pairs(ssc).groupByKeyAndWindow(FEW, slideDuration=None).mapValues(shape)


# The order of the keys of a state.


def _total(values: Any, last: Any) -> Any:
    return sum(values) + (last or 0)


@declares(batches=5, checkpointed=True)
def statesInOrder(m: Names, ssc: Any) -> Any:
    return _inOrder(_pairs(ssc).updateStateByKey(_total))


@declares(batches=5, checkpointed=True)
def statesInOrderThatEndAndComeAgain(m: Names, ssc: Any) -> Any:
    def ends(values: Any, last: Any) -> Any:
        return _total(values, last) if values else None

    return _inOrder(_pairs(ssc).updateStateByKey(ends, 3))


@declares(batches=3, checkpointed=True)
def statesInOrderToBeginWith(m: Names, ssc: Any) -> Any:
    states = [("z", 1), ("k5", 10), ("k3", 100), ("z", 2), ("a", 0)]
    return _inOrder(_pairs(ssc).updateStateByKey(_total, 2, states))


@runs()
def tenOfManyStatesPrinted(m: Names) -> Any:
    def declare(ssc: Any) -> None:
        ssc.checkpoint(str(m.folder()))
        _pairs(ssc).updateStateByKey(_total).pprint()

    return printed(m, declare, 3)


# The checkpoint directory of the SparkContext.


@runs()
def checkpointDirectoryOfTheSparkContext(m: Names) -> Any:
    seen: dict[str, Any] = {}
    m.sc.setCheckpointDir(str(m.folder()))

    def declare(ssc: Any) -> None:
        pairs = _pairs(ssc)
        streams = {
            "state": pairs.updateStateByKey(_total),
            "count": pairs.countByWindow(FEW, BATCH),
            "values": pairs.countByValueAndWindow(FEW, BATCH),
            "inverse": pairs.reduceByKeyAndWindow(_add, _sub, FEW, BATCH),
            "groups": pairs.groupByKeyAndWindow(FEW, BATCH).mapValues(sorted),
            "saved": pairs.map(lambda pair: pair).checkpoint(2 * BATCH),
        }
        for name, stream in streams.items():
            seen[name] = Collector(2)
            stream.foreachRDD(seen[name].take)
        pairs.updateStateByKey(_total)  # this stream leads to no output operation

    with running(m, declare):
        until(lambda: all(each.done for each in seen.values()), "the batches")
    return {name: each.batches for name, each in seen.items()}


# Streams of different slide durations.


def _declared(m: Names, declare: Any) -> list[str]:
    ssc = m.StreamingContext(m.sc, 1)
    one, other = (_pairs(ssc).window(size, size) for size in (1, 2))
    raised = _raised(lambda: declare(ssc, one, other))
    ssc.stop(stopSparkContext=False)
    return raised


@runs(
    Difference(
        "streams of different slides are refused, as in Scala: here and there one has no RDD",
        pyspark=[[], [], [], [], [], []],
        sparkish=[["ValueError"]] * 6,
    )
)
def joinedWithAnotherSlide(m: Names) -> Any:
    calls = [
        lambda ssc, one, other: one.join(other),
        lambda ssc, one, other: one.leftOuterJoin(other),
        lambda ssc, one, other: one.rightOuterJoin(other),
        lambda ssc, one, other: one.fullOuterJoin(other),
        lambda ssc, one, other: one.cogroup(other),
        lambda ssc, one, other: one.transformWith(lambda a, b: a.union(b), other),
    ]
    return [_declared(m, call) for call in calls]


@runs(
    Difference(
        "the JVM's refusal is a ValueError, as that of a union",
        pyspark=[["ValueError"], ["ValueError"], ["Py4JJavaError", "Py4JError"]],
        sparkish=[["ValueError"]] * 3,
    )
)
def unitedWithAnotherSlide(m: Names) -> Any:
    calls = [
        lambda ssc, one, other: one.union(other),
        lambda ssc, one, other: ssc.union(one, other),
        lambda ssc, one, other: ssc.transform([one, other], lambda rdds: rdds[0]),
    ]
    return [_declared(m, call) for call in calls]


# Calls with several mistakes: which error is raised.


@runs()
def errorsOfDurationsComeFirst(m: Names) -> Any:
    ssc = m.StreamingContext(m.sc, BATCH)
    numbers = ssc.queueStream([[1]])
    refused = [
        _raised(lambda: numbers.reduceByKeyAndWindow(None, None, 0.1, 0.1)),
        _raised(lambda: numbers.reduceByKeyAndWindow(None, None, 1, 0.1)),
        _raised(lambda: numbers.reduceByKeyAndWindow(None, _sub, 0.7)),
        _raised(lambda: numbers.reduceByKeyAndWindow(_add, "no function", 1.1, 1, "no number")),
        _raised(
            lambda: numbers.reduceByKeyAndWindow(
                func=None, invFunc=None, windowDuration=0.1, slideDuration=1
            )
        ),
        _raised(lambda: numbers.reduceByWindow(None, None, 0.1, 0.1)),
        _raised(lambda: numbers.reduceByWindow(None, "no function", 1, 0.1)),
        _raised(lambda: numbers.countByWindow(0.1, "no number")),
        _raised(lambda: numbers.countByValueAndWindow(0.1, 0.1, "no number")),
        _raised(lambda: numbers.groupByKeyAndWindow(1, 0.1, "no number")),
        _raised(lambda: numbers.window(0.1, "no number")),
        _raised(lambda: ssc.union()),
    ]
    numbers.foreachRDD(lambda rdd: None)
    window = numbers.window(1, 1)
    ssc.start()
    refused += [
        _raised(lambda: ssc.union()),
        _raised(lambda: ssc.union(numbers, window)),
        _raised(lambda: numbers.window(0.7)),
    ]
    ssc.stop(stopSparkContext=False)
    return refused


# Which argument is the time.


def _kinds(*arguments: Any) -> list[str]:
    return ["time" if type(each).__name__ == "datetime" else "rdd" for each in arguments]


@declares()
def namesThatBeginWithRdd(m: Names, ssc: Any) -> Any:
    seen: list[Any] = []

    def ofTime(rdd_time: Any, rdd: Any) -> None:
        seen.append(_kinds(rdd_time, rdd))

    ssc.queueStream([[1], [2]]).foreachRDD(ofTime)
    return Collector(2, seen)


@declares()
def namesOfTwoRdds(m: Names, ssc: Any) -> Any:
    seen: list[Any] = []

    def ofTwo(rdd: Any, rdd2: Any) -> Any:
        seen.append(_kinds(rdd, rdd2))
        return rdd2

    ssc.queueStream([[1], [2]]).transform(ofTwo).foreachRDD(lambda rdd: None)
    return Collector(2, seen)


@declares()
def namesOfThreeRdds(m: Names, ssc: Any) -> Any:
    numbers = ssc.queueStream([[1], [2]])
    seen: list[Any] = []

    def ofThree(rdd: Any, rdd1: Any, rdd2: Any) -> Any:
        seen.append(_kinds(rdd, rdd1, rdd2))
        return rdd1

    numbers.transformWith(ofThree, numbers).foreachRDD(lambda rdd: None)
    return Collector(2, seen)


@declares()
def streamsTransformedWithADefault(m: Names, ssc: Any) -> Any:
    streams = [ssc.queueStream([[1], [2]]), ssc.queueStream([[3], [4]])]
    return ssc.transform(streams, lambda both, number=1: both[number])


@declares()
def streamsTransformedByAnyArguments(m: Names, ssc: Any) -> Any:
    streams = [ssc.queueStream([[1], [2]]), ssc.queueStream([[3], [4]])]
    return ssc.transform(streams, lambda *both: both[0][1])


# Odd calls that Spark accepts.


@runs()
def rememberingNothing(m: Names) -> Any:
    seen: list[Any] = []

    def declare(ssc: Any) -> None:
        ssc.remember(0)
        ssc.queueStream([[1], [2]]).foreachRDD(lambda rdd: seen.append(rdd.collect()))

    with running(m, declare):
        until(lambda: len(seen) >= 2, "two batches")
    return seen[:2]


# How to get PySpark's results, as the README's table says.


@declares()
def countsAsPySparks(m: Names, ssc: Any) -> Any:
    lines = ssc.textFileStream(str(m.folder()))
    return lines.mapPartitions(lambda part: [sum(1 for _ in part)]).reduce(_add)


@declares(batches=3)
def aListThatIsFrozen(m: Names, ssc: Any) -> Any:
    rdds = [[1], [2]]
    stream = ssc.queueStream(list(rdds))
    rdds.append([3])
    return stream


@declares(batches=3)
def anEmptyBatchBeforeTheDefault(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([[]], default=m.sc.parallelize([0], 1))


@declares(batches=4)
def differentSlidesJoined(m: Names, ssc: Any) -> Any:
    one, other = _pairs(ssc).window(FEW, BATCH), _pairs(ssc).window(FEW, FEW)
    return pyspark.streaming.DStream.transformWith(one, lambda a, b: a.leftOuterJoin(b), other)
