"""Input queues, and operations on each element, partition and RDD."""

from __future__ import annotations

import operator
from typing import Any

from compat.dropin.cases.registry import BATCH, Difference, Names, declares


@declares()
def queueOfRanges(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([range(1, 5), range(5, 9), range(9, 13)])


@declares(batches=3)
def queueOfLists(m: Names, ssc: Any) -> Any:
    return ssc.queueStream(rdds=[["a", "b"], [], ["c"]])


@declares(batches=3)
def queueOfRDDs(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([m.sc.parallelize([n], n) for n in range(1, 4)])


@declares()
def queueOfRDDsOfSeveralSerializers(m: Names, ssc: Any) -> Any:
    file = m.folder() / "text"
    file.write_text("a\nb\n")
    return ssc.queueStream([m.sc.parallelize(["x"]), m.sc.textFile(str(file), 1)])


@declares(batches=3)
def queueAllAtOnce(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([[1], [2], [3]], oneAtATime=False)


@declares()
def queueAllAtOnceByPosition(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([m.sc.parallelize([1]), m.sc.parallelize([2])], False)


@declares(batches=3)
def queueWithADefaultRDD(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([[1]], True, m.sc.parallelize([0], 1))


@declares()
def queueWithADefaultList(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([[1]], default=[0, 0])


@declares(
    batches=3,
    differs=Difference(
        "an empty queue is one empty batch in PySpark, and none in Scala",
        pyspark=[[2, []], [1, ["0"]], [1, ["0"]]],
        sparkish=[[1, ["0"]], [1, ["0"]], [1, ["0"]]],
    ),
)
def emptyQueueWithADefault(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([], default=m.sc.parallelize([0], 1))


@declares()
def queueIsAListOfItsOwn(m: Names, ssc: Any) -> Any:
    rdds = [[1], [2]]
    stream = ssc.queueStream(rdds)
    rdds.clear()
    return stream.map(lambda n: n * 10)


@declares()
def mapped(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([[1, 2], [3], []]).map(lambda x: x + 1, preservesPartitioning=True)


@declares()
def mappedByBuiltins(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([["a", "bcd"], [""], ["e"]]).map(len).map(str, False)


@declares()
def flatMapped(m: Names, ssc: Any) -> Any:
    lines = ssc.queueStream([["to be", "or"], ["not"], [""]])
    return lines.flatMap(lambda line: line.split(" "), preservesPartitioning=False)


@declares()
def filtered(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([range(6), range(3)]).filter(f=lambda n: n % 2)


@declares(batches=1)
def filteredByNone(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([[0, 1, "", "a", None]]).filter(None)


@declares()
def chained(m: Names, ssc: Any) -> Any:
    numbers = ssc.queueStream([range(1, 5), range(5, 9), range(9, 13)])
    return numbers.map(lambda x: x * 2).filter(lambda x: x % 3).flatMap(lambda x: [x, -x]).map(str)


@declares()
def partitions(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([range(1, 5), range(5, 9)]).mapPartitions(lambda part: [sum(part)])


@declares()
def partitionsWithIndex(m: Names, ssc: Any) -> Any:
    numbers = ssc.queueStream([range(1, 5), range(5, 9)])
    return numbers.mapPartitionsWithIndex(lambda i, part: [(i, n) for n in part], True)


@declares()
def glommed(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([m.sc.parallelize([1, 2, 3], 2), m.sc.parallelize([4], 1)]).glom()


@declares()
def repartitioned(m: Names, ssc: Any) -> Any:
    numbers = ssc.queueStream([m.sc.parallelize(range(8), 1), m.sc.parallelize([4], 3)])
    return numbers.repartition(numPartitions=2).mapPartitions(lambda part: [len(list(part)) >= 0])


@declares(batches=3)
def reduced(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([range(1, 5), range(5, 9), []]).reduce(operator.add)


@declares()
def counted(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([[], range(5)]).count()


@declares(
    differs=Difference(
        "count() of a batch without partitions",
        pyspark=[[1, []], [1, []]],
        sparkish=[[1, ["0"]], [1, ["0"]]],
    ),
)
def countedWithoutPartitions(m: Names, ssc: Any) -> Any:
    return ssc.textFileStream(str(m.folder())).count()


@declares()
def countedByValue(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([list("abba"), [1, 1.0, True], [None, None]]).countByValue()


@declares()
def united(m: Names, ssc: Any) -> Any:
    one, two = ssc.queueStream([[1], [2], [3]]), ssc.queueStream([["a"], [], ["b"]])
    return one.union(two)


@declares()
def unitedWithItself(m: Names, ssc: Any) -> Any:
    numbers = ssc.queueStream([[1], [2], [3]])
    return numbers.union(numbers.map(lambda n: -n))


@declares()
def unitedByTheContext(m: Names, ssc: Any) -> Any:
    return ssc.union(*(ssc.queueStream([[n], [n * 10]]) for n in range(3)))


@declares()
def oneUnitedByTheContext(m: Names, ssc: Any) -> Any:
    return ssc.union(ssc.queueStream([[1], [2]]))


@declares()
def transformedByTheContext(m: Names, ssc: Any) -> Any:
    streams = [ssc.queueStream([[n], [n * 10]]) for n in range(3)]
    return ssc.transform(streams, lambda rdds: rdds[0].union(rdds[1]).union(rdds[2]))


@declares()
def transformedByTheContextByName(m: Names, ssc: Any) -> Any:
    streams = [ssc.queueStream([[2, 3], [4]]), ssc.queueStream([[3], [4]])]
    return ssc.transform(dstreams=streams, transformFunc=lambda rdds: rdds[0].subtract(rdds[1]))


@declares()
def cached(m: Names, ssc: Any) -> Any:
    stream = ssc.queueStream([[1], [2]]).map(lambda n: n + 1).cache()
    stream.count().foreachRDD(lambda rdd: None)
    return stream.map(lambda n: n * 2)


@declares()
def persisted(m: Names, ssc: Any) -> Any:
    stream = ssc.queueStream([[1], [2]]).map(lambda n: n + 1)
    assert stream.persist(m.StorageLevel.DISK_ONLY_2) is stream
    assert stream.is_cached
    return stream.flatMap(lambda n: [n] * n)


@declares()
def persistedAtEveryLevel(m: Names, ssc: Any) -> Any:
    level = m.module("storagelevel").StorageLevel
    stream = ssc.queueStream([[1], [2]])
    for name in ("MEMORY_ONLY", "MEMORY_AND_DISK", "MEMORY_AND_DISK_2", "MEMORY_AND_DISK_DESER"):
        each = stream.map(lambda n: n).persist(storageLevel=getattr(level, name))
        stream = stream.union(each)
    return stream


@declares()
def contexts(m: Names, ssc: Any) -> Any:
    stream = ssc.queueStream([[1]])
    assert stream.context() is stream.map(str).context() is stream.window(BATCH).context() is ssc
    assert ssc.sparkContext is m.sc
    kinds = [type(each).__name__ for each in (ssc, stream, stream.map(str), stream.window(BATCH))]
    areInstances = isinstance(stream.map(str), m.DStream)
    return stream.map(lambda n: (kinds, areInstances))
