"""Scala's names on RDDs and on SparkContext, in addition to PySpark's and without a cost."""

from __future__ import annotations

import os
import pickle
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from operator import add
from pathlib import Path
from typing import Any

import pyspark
import pytest
from pyspark import rdd as pysparkRDD
from pyspark.sql import Row, SparkSession

import sparkish
from sparkish import HashPartitioner, Option, Partitioner, SparkContext
from sparkish._rdd.base import RDD, PipelinedRDD, withScalaMethods
from sparkish._rdd.lineage import Partition
from sparkish.streaming import Seconds, StreamingContext

pytestmark = pytest.mark.spark

Eventually = Callable[..., None]


def isNamed(rdd: Any) -> bool:
    """Whether an RDD has Scala's names, is PySpark's, and is folded as PySpark's are."""
    assert isinstance(rdd, pyspark.RDD)
    assert isinstance(rdd, PipelinedRDD) == isinstance(rdd, pysparkRDD.PipelinedRDD)
    return isinstance(rdd, RDD) and rdd.sparkContext is rdd.ctx


# Where RDDs with Scala's names come from.


def test_the_public_class_stays_pysparks(sc: SparkContext) -> None:
    assert sparkish.RDD is pyspark.RDD
    assert isinstance(sc.parallelize([1]), sparkish.RDD)
    theirs = pyspark.SparkContext.parallelize(sc, [1])
    assert type(theirs) is pyspark.RDD
    assert withScalaMethods(theirs) is theirs
    assert isNamed(theirs)
    assert withScalaMethods(None) is None


def test_what_the_context_makes(sc: SparkContext, tmp_path: Path) -> None:
    path = str(tmp_path / "pairs")
    pairs = sc.parallelize([(1, "a")], 1)
    pairs.saveAsSequenceFile(path)
    pairs.saveAsObjectFile(path + ".objects")
    pairs.saveAsTextFile(path + ".text")
    hadoop = ("org.apache.hadoop.io.IntWritable", "org.apache.hadoop.io.Text")
    old = "org.apache.hadoop.mapred.SequenceFileInputFormat"
    new = "org.apache.hadoop.mapreduce.lib.input.SequenceFileInputFormat"
    made = [
        pairs,
        sc.makeRDD([1]),
        sc.range(3),
        sc.emptyRDD(),
        sc.textFile(path + ".text"),
        sc.wholeTextFiles(path + ".text"),
        sc.binaryFiles(path + ".text"),
        sc.binaryRecords(path + ".text", 1),
        sc.pickleFile(path + ".objects"),
        sc.objectFile(path + ".objects", 1),
        sc.sequenceFile(path),
        sc.sequenceFile(path, 1, keyClass=hadoop[0], valueClass=hadoop[1]),
        sc.sequenceFile(path, *hadoop),
        sc.sequenceFile(path, "IntWritable", "Text", 1),
        sc.sequenceFile(path, *hadoop, None, None, 1, 0),
        sc.hadoopFile(path, old, *hadoop),
        sc.newAPIHadoopFile(path, new, *hadoop),
        sc.union([pairs, pairs]),
        sc.union(pairs, pairs, pairs),
    ]
    assert all(map(isNamed, made))
    assert [made[i].collect() for i in range(8, 17)] == [[(1, "a")]] * 9
    assert (made[-2].count(), made[-1].count()) == (2, 3)
    with pytest.raises(TypeError, match="sequenceFile"):
        sc.sequenceFile(path, 1, 2)


@pytest.mark.parametrize(
    "method",
    [
        lambda rdd: rdd.map(lambda pair: pair),
        lambda rdd: rdd.flatMap(lambda pair: [pair]),
        lambda rdd: rdd.filter(bool),
        lambda rdd: rdd.mapPartitions(lambda part: part),
        lambda rdd: rdd.mapPartitionsWithIndex(lambda i, part: part),
        lambda rdd: rdd.mapValues(str),
        lambda rdd: rdd.glom(),
        lambda rdd: rdd.union(rdd),
        lambda rdd: rdd + rdd,
        lambda rdd: rdd.cartesian(rdd),
        lambda rdd: rdd.coalesce(1),
        lambda rdd: rdd.repartition(3),
        lambda rdd: rdd.partitionBy(3),
        lambda rdd: rdd.zip(rdd),
        lambda rdd: rdd.zipWithIndex(),
        lambda rdd: rdd.distinct(),
        lambda rdd: rdd.sortBy(lambda pair: pair),
        lambda rdd: rdd.sortByKey(),
        lambda rdd: rdd.sample(False, 0.5),
        lambda rdd: rdd.randomSplit([1, 1])[0],
        lambda rdd: rdd.groupBy(lambda pair: pair),
        lambda rdd: rdd.groupByKey(),
        lambda rdd: rdd.reduceByKey(add),
        lambda rdd: rdd.join(rdd),
        lambda rdd: rdd.cogroup(rdd),
        lambda rdd: rdd.groupWith(rdd, rdd),
        lambda rdd: rdd.subtract(rdd),
        lambda rdd: rdd.intersection(rdd),
        lambda rdd: rdd.keys(),
        lambda rdd: rdd.keyBy(str),
        lambda rdd: rdd.cache(),
        lambda rdd: rdd.setName("name"),
        lambda rdd: rdd.zipPartitions(rdd)(lambda a, b: a),
    ],
)
def test_what_is_made_of_an_rdd(sc: SparkContext, method: Any) -> None:
    ours = sc.parallelize([("a", 1), ("b", 2), ("b", 3)], 2)
    made = method(ours)
    assert isNamed(made)
    assert isNamed(made.map(str))


def test_what_callbacks_are_given(ssc: StreamingContext) -> None:
    named: dict[str, list[bool]] = {}

    def look(where: str) -> Any:
        seen = named.setdefault(where, [])
        return lambda *args: seen.extend(isNamed(a) for a in args if isinstance(a, pyspark.RDD))

    def through(where: str) -> Any:
        return lambda rdd: (look(where)(rdd), rdd.map(lambda pair: pair))[1]

    ssc.remember(Seconds(60))
    stream = ssc.queueStream([[("a", 1)], [("a", 2)]])
    stream.foreachRDD(look("foreachRDD"))
    stream.map(lambda pair: pair).filter(bool).foreachRDD(look("folded"))
    stream.transform(through("transform")).foreachRDD(look("transformed"))
    stream.window(Seconds(1)).foreachRDD(lambda time, rdd: look("with a time")(rdd))
    both = stream.transformWith(
        lambda one, two: (look("transformWith")(one, two), one.union(two))[1], stream
    )
    both.foreachRDD(look("combined"))
    ssc.transform(
        [stream, stream], lambda rdds: (look("ssc.transform")(*rdds), rdds[0])[1]
    ).foreachRDD(lambda rdd, time: look("sliced")(*stream.slice(time, time)))
    ssc.runFor(batches=2)
    assert set(named) == {
        "foreachRDD",
        "folded",
        "transform",
        "transformed",
        "with a time",
        "transformWith",
        "combined",
        "ssc.transform",
        "sliced",
    }
    assert all(all(seen) and len(seen) >= 2 for seen in named.values())


def test_a_chain_is_one_python_stage(sc: SparkContext) -> None:
    def stages(rdd: Any) -> int:
        return rdd.map(str).filter(bool).map(len).toDebugString().decode().count("PythonRDD[")

    ours, theirs = sc.parallelize([1]), pyspark.SparkContext.parallelize(sc, [1])
    assert stages(ours) == stages(theirs) == 1
    # Also if one follows the other.
    assert stages(withScalaMethods(theirs.map(str))) == 1


def test_an_rdd_is_still_not_pickled(sc: SparkContext) -> None:
    with pytest.raises(Exception, match=r"SPARK-5063|broadcast an RDD"):
        pickle.dumps(sc.parallelize([1]).map(str))


# The names themselves.


def test_partitions(sc: SparkContext) -> None:
    partitions = sc.parallelize(range(4), 3).partitions
    assert (partitions.length, partitions.size, len(partitions)) == (3, 3, 3)
    assert list(partitions) == [Partition(0), Partition(1), Partition(2)]
    assert [partition.index for partition in partitions] == [0, 1, 2]
    assert (partitions.isEmpty, partitions.nonEmpty) == (False, True)
    none = sc.emptyRDD().partitions
    assert (none.length, none.isEmpty, none.nonEmpty) == (0, True, False)


def test_is_empty_with_and_without_parentheses(sc: SparkContext) -> None:
    full, empty = sc.parallelize([1]), sc.parallelize([], 1)
    assert full.isEmpty() is False
    assert empty.isEmpty() is True
    assert not full.isEmpty
    assert empty.isEmpty
    assert [len(rdd.collect()) for rdd in (full, empty) if not rdd.isEmpty] == [1]


def test_the_names_that_pyspark_has_are_as_they_were(sc: SparkContext) -> None:
    rdd = sc.parallelize([1, 2, 3], 2).setName("numbers")
    assert rdd.name() == "numbers"
    assert rdd.id() >= 0
    assert rdd.partitioner is None
    assert rdd.getNumPartitions() == 2
    assert rdd.context is sc
    assert rdd.aggregate((0, 0), lambda a, n: (a[0] + n, a[1] + 1), lambda a, b: (a, b)) is not None
    assert list(rdd.toLocalIterator()) == rdd.take(3) == [1, 2, 3]
    assert rdd.top(2) == [3, 2]


def test_preferred_locations(sc: SparkContext, tmp_path: Path) -> None:
    (tmp_path / "lines").write_text("a\n")
    rdd = sc.textFile((tmp_path / "lines").as_uri(), 1)
    assert rdd.preferredLocations(rdd.partitions[0]) == []


def test_zip_partitions(sc: SparkContext) -> None:
    one, two, three = (sc.parallelize(range(n, n + 3), 2) for n in (0, 10, 20))

    def merged(*parts: Any) -> Any:
        return [tuple(map(tuple, parts))]

    assert one.zipPartitions(two)(merged).collect() == [((0,), (10,)), ((1, 2), (11, 12))]
    assert one.zipPartitions(two, merged).collect() == [((0,), (10,)), ((1, 2), (11, 12))]
    assert one.zipPartitions(two, three)(merged).collect() == [
        ((0,), (10,), (20,)),
        ((1, 2), (11, 12), (21, 22)),
    ]
    pairs = sc.parallelize([("a", 1)]).partitionBy(2)
    kept = pairs.zipPartitions(pairs, True)(lambda a, b: a)
    assert kept.partitioner == pairs.partitioner
    assert pairs.zipPartitions(pairs)(lambda a, b: a).partitioner is None
    for wrong in ((), (5,), (merged,)):
        with pytest.raises(TypeError, match="zipPartitions takes other RDDs"):
            one.zipPartitions(*wrong)


def test_partitioners_wherever_a_number_can_stand(sc: SparkContext) -> None:
    pairs = sc.parallelize([("a", 1), ("bb", 2), ("bb", 3)], 2)
    other = sc.parallelize([("bb", 4)], 2)

    class ByLength(Partitioner):
        numPartitions = 3

        def getPartition(self, key: Any) -> int:
            return len(key) % 3

    by = ByLength()

    def checked(rdd: Any) -> Any:
        """Check that every key is in its partition, and return the elements."""
        parts = rdd.glom().collect()
        assert len(parts) == 3
        for place, part in enumerate(parts):
            assert all(by.getPartition(pair[0]) == place for pair in part)
        return sorted(pair for part in parts for pair in part)

    assert checked(pairs.partitionBy(by)) == [("a", 1), ("bb", 2), ("bb", 3)]
    assert checked(pairs.reduceByKey(by, add)) == [("a", 1), ("bb", 5)]
    assert checked(pairs.reduceByKey(add, by)) == [("a", 1), ("bb", 5)]
    assert checked(pairs.groupByKey(by).mapValues(list)) == [("a", [1]), ("bb", [2, 3])]
    assert checked(pairs.foldByKey(10, add, by)) == [("a", 11), ("bb", 15)]
    assert checked(pairs.aggregateByKey(0, add, add, by)) == [("a", 1), ("bb", 5)]
    assert checked(pairs.combineByKey(str, lambda c, v: f"{c}{v}", add, by)) == [
        ("a", "1"),
        ("bb", "23"),
    ]
    assert checked(pairs.join(other, by)) == [("bb", (2, 4)), ("bb", (3, 4))]
    assert checked(pairs.leftOuterJoin(other, by))[0] == ("a", (1, None))
    assert checked(pairs.rightOuterJoin(other, by))[0] == ("bb", (2, 4))
    assert len(checked(pairs.fullOuterJoin(other, by))) == 3
    assert checked(pairs.subtractByKey(other, by)) == [("a", 1)]
    assert checked(pairs.keys().groupBy(lambda key: key, by).mapValues(len)) == [
        ("a", 1),
        ("bb", 2),
    ]
    grouped = pairs.cogroup(other, by).mapValues(lambda sides: tuple(map(sorted, sides)))
    assert checked(grouped) == [("a", ([1], [])), ("bb", ([2, 3], [4]))]
    for rdd in (
        pairs.cogroup(other, other, by),
        pairs.cogroup(other, other, other, by),
        pairs.keys().subtract(sc.parallelize(["a"]), by).map(lambda key: (key, None)),
        pairs.keys().intersection(other.keys(), by).map(lambda key: (key, None)),
    ):
        assert len(rdd.glom().collect()) == 3
    assert pairs.reduceByKey(HashPartitioner(5), add).getNumPartitions() == 5
    assert pairs.reduceByKey(add, 4).getNumPartitions() == 4
    # RDDs with the same partitioning are not shuffled again.
    same = pairs.partitionBy(HashPartitioner(2))
    assert same.partitionBy(2) is same
    with pytest.raises(TypeError, match="reduceByKey"):
        pairs.reduceByKey(3)


def test_combining_on_one_side_only(sc: SparkContext) -> None:
    pairs = sc.parallelize([("a", n) for n in range(8)], 4)
    merged = sc.accumulator(0)

    def merge(a: Any, b: Any) -> Any:
        merged.add(1)
        return a + b

    def combined(mapSideCombine: bool) -> Any:
        merged.value = 0
        rdd = pairs.combineByKey(
            lambda n: [n], lambda c, n: [*c, n], merge, HashPartitioner(2), mapSideCombine
        )
        [(key, values)] = rdd.collect()
        return key, sorted(values), merged.value > 0

    assert combined(True) == ("a", list(range(8)), True)
    assert combined(False) == ("a", list(range(8)), False)


def test_dependencies(sc: SparkContext) -> None:
    def kinds(rdd: Any) -> list[str]:
        return [dependency.kind for dependency in rdd.dependencies]

    numbers = sc.parallelize([1, 2, 3, 4], 3)
    assert numbers.dependencies == []
    [dependency] = numbers.map(str).filter(bool).dependencies
    assert dependency == numbers.map(len).dependencies[0]
    assert (dependency.kind, dependency.rdd.id) == ("OneToOneDependency", numbers.id())
    assert (dependency.rdd.name, dependency.rdd.numPartitions) == ("ParallelCollectionRDD", 3)
    assert dependency.rdd.dependencies == []
    assert kinds(numbers.union(numbers)) == ["RangeDependency", "RangeDependency"]
    texts = numbers.map(str)
    assert [each.rdd.name for each in texts.union(texts).dependencies] == ["PythonRDD"] * 2
    # A dependency without its own public class has the name of its kind.
    assert kinds(numbers.coalesce(1)) == ["NarrowDependency"]
    assert kinds(numbers.cartesian(numbers)) == ["NarrowDependency", "NarrowDependency"]

    def lineage(rdd: Any) -> Any:
        for each in rdd.dependencies:
            yield each.kind
            yield from lineage(each.rdd)

    assert "ShuffleDependency" not in lineage(numbers.map(lambda n: (n, n)))
    assert "ShuffleDependency" in lineage(numbers.map(lambda n: (n, n)).reduceByKey(add))
    assert numbers.setName("numbers").map(str).dependencies[0].rdd.name == "numbers"


def test_tree_aggregate(sc: SparkContext) -> None:
    def append(words: list[int], n: int) -> list[int]:
        words.append(n)
        return words

    for partitions, depth in ((1, 2), (9, 1), (9, 2), (9, 3)):
        rdd = sc.parallelize(range(30), partitions)
        assert sorted(rdd.treeAggregate([], append, add, depth, True)) == list(range(30))
        assert sorted(rdd.treeAggregate([], append, add, depth)) == list(range(30))
    assert sc.emptyRDD().treeAggregate(5, add, add, finalAggregateOnExecutor=True) == 5
    with pytest.raises(ValueError, match="at least 1, not 0"):
        rdd.treeAggregate(0, add, add, 0, True)


def test_the_last_aggregate_is_an_executors(sc: SparkContext) -> None:
    driver = os.getpid()

    def places(one: set[int], other: set[int]) -> set[int]:
        return one | other | {os.getpid()}

    rdd = sc.parallelize(range(6), 3)
    assert driver in rdd.treeAggregate(set(), lambda a, n: a, places, 2)
    merged = rdd.treeAggregate(set(), lambda a, n: a, places, 2, True)
    assert merged
    assert driver not in merged


def test_keys_in_order(sc: SparkContext) -> None:
    pairs = sc.parallelize([(n % 7, n) for n in range(14)], 3)
    assert sorted(pairs.filterByRange(2, 4).collect()) == [
        (2, 2),
        (2, 9),
        (3, 3),
        (3, 10),
        (4, 4),
        (4, 11),
    ]
    assert isNamed(pairs.filterByRange(2, 4))

    class Halves(Partitioner):
        numPartitions = 2

        def getPartition(self, key: Any) -> int:
            return int(key > 3)

    def keys(rdd: Any) -> Any:
        return rdd.keys().glom().collect()

    halves = [[0, 0, 1, 1, 2, 2, 3, 3], [4, 4, 5, 5, 6, 6]]
    assert keys(pairs.repartitionAndSortWithinPartitions(Halves())) == halves
    theirs = pairs.repartitionAndSortWithinPartitions(2, lambda key: int(key > 3), False)
    assert keys(theirs) == [part[::-1] for part in halves]


def test_numbers(sc: SparkContext) -> None:
    numbers = sc.parallelize([1.0, 2.0, 6.0, 10.0], 2)
    assert numbers.popVariance() == pytest.approx(12.6875)
    assert numbers.popStdev() == pytest.approx(12.6875**0.5)
    assert numbers.sampleVariance() > numbers.popVariance()
    assert numbers.histogram(2) == ([1.0, 5.5, 10.0], [2, 2])
    assert numbers.histogram([0, 5, 10]) == ([0, 5, 10], [2, 2])
    assert numbers.histogram([0, 5, 10], True) == [2, 2]
    assert numbers.histogram((0, 1.5, 10), evenBuckets=False) == [1, 3]
    with pytest.raises(ValueError, match="not even"):
        numbers.histogram([0, 1.5, 10], True)


# Exact samples.


@pytest.mark.parametrize("withReplacement", [False, True])
def test_exact_samples(sc: SparkContext, withReplacement: bool) -> None:
    sizes = {("a", 1): 100, "b": 17, "c": 1, None: 40}
    elements = [(key, n) for key, size in sizes.items() for n in range(size)]
    pairs = sc.parallelize(elements, 5)
    fractions = {("a", 1): 0.25, "b": 0.5, "c": 0.01, None: 0}
    for seed in range(3):
        sample = pairs.sampleByKeyExact(withReplacement, fractions, seed)
        assert isNamed(sample)
        found = sample.collect()
        assert Counter(key for key, _ in found) == {("a", 1): 25, "b": 9, "c": 1}
        assert set(found) <= set(elements)
        if not withReplacement:
            assert len(set(found)) == len(found)
        # The same seed gives the same sample, and a different seed a different one.
        assert sample.collect() == found
        assert pairs.sampleByKeyExact(withReplacement, fractions, seed).collect() == found
        assert pairs.sampleByKeyExact(withReplacement, fractions, seed + 1).collect() != found
    samples = [pairs.sampleByKeyExact(withReplacement, fractions).collect() for _ in range(2)]
    assert samples[0] != samples[1]


def test_every_pair_is_as_likely_to_be_in_an_exact_sample(sc: SparkContext) -> None:
    # In partitions of very different sizes, and for 60 keys.
    values = sc.parallelize(range(40), 8).coalesce(3)
    pairs = values.flatMap(lambda n: [(key, n) for key in range(60)])
    sample = pairs.sampleByKeyExact(False, dict.fromkeys(range(60), 0.25), 1)
    drawn = sample.values().countByValue()
    assert sum(drawn.values()) == 600
    # 15 times each, with a standard deviation of 3.4.
    assert len(drawn) == 40
    assert max(drawn.values()) <= 32
    many = pairs.sampleByKeyExact(True, dict.fromkeys(range(60), 1.0), 1).values().countByValue()
    assert sum(many.values()) == 2400
    assert all(30 < many[n] < 100 for n in range(40))


def test_exact_samples_of_more_than_there_is_and_of_wrong_fractions(sc: SparkContext) -> None:
    pairs = sc.parallelize([("a", 1), ("a", 2), ("b", 3)], 2)
    whole = pairs.sampleByKeyExact(False, {"a": 1.0, "b": 5.0}, 1)
    assert sorted(whole.collect()) == [("a", 1), ("a", 2), ("b", 3)]
    assert pairs.sampleByKeyExact(True, {"a": 2.0, "b": 5.0}, 1).count() == 9
    by = pairs.partitionBy(3)
    assert by.sampleByKeyExact(False, {"a": 1, "b": 1}).partitioner == by.partitioner
    assert sc.emptyRDD().sampleByKeyExact(False, {}).collect() == []
    with pytest.raises(ValueError, match="must not be negative"):
        pairs.sampleByKeyExact(False, {"a": -1.0, "b": 1})
    with pytest.raises(ValueError, match="but lacks 'b'"):
        pairs.sampleByKeyExact(False, {"a": 1.0})


# pipe.


def test_pipe_as_pyspark_has_it(sc: SparkContext) -> None:
    words = sc.parallelize(["b", "a", "c"], 2)
    assert words.pipe("cat").collect() == ["b", "a", "c"]
    assert words.pipe("/bin/sh -c 'echo $X'", {"X": "set"}).collect() == ["set"] * 2
    assert words.pipe("/bin/sh -c 'exit 3'").collect() == []
    with pytest.raises(Exception, match="exited with error code 3"):
        words.pipe("/bin/sh -c 'exit 3'", checkCode=True).collect()


def test_pipe_as_scala_has_it(sc: SparkContext) -> None:
    words = sc.parallelize(["b", "a", 5], 1)
    assert words.pipe(["cat"]).collect() == ["b", "a", "5"]
    assert words.pipe(("sort", "-r")).collect() == ["b", "a", "5"]
    # The executor's environment is there too.
    assert words.pipe(["sh", "-c", "echo $X $HOME"], {"X": "set"}).collect() == [
        f"set {os.environ['HOME']}"
    ]
    doubled = words.pipe(
        ["cat"],
        {},
        lambda println: println("first"),
        lambda element, println: [println(element), println(f"{element} again")],
    )
    assert doubled.collect() == ["first", "b", "b again", "a", "a again", "5", "5 again"]
    assert isNamed(doubled)
    assert words.pipe(["cat"], printRDDElement=lambda e, println: None).collect() == []
    assert sc.parallelize([], 2).pipe(["echo", "a"]).collect() == ["a", "a"]


def test_the_encoding_and_the_buffer_of_a_pipe(sc: SparkContext) -> None:
    def bytesSeen(**options: Any) -> list[str]:
        return sc.parallelize(["é"], 1).pipe(["od", "-An", "-tx1"], **options).collect()

    assert bytesSeen() == [" c3 a9 0a"]
    assert bytesSeen(encoding="latin-1") == [" e9 0a"]
    assert sc.parallelize(["é"]).pipe(["cat"], encoding="latin-1").collect() == ["é"]
    # The gathered lines reach the command in one piece.
    count = ["sh", "-c", "dd bs=4096 count=1 2>/dev/null | wc -c"]
    lines = sc.parallelize(["a" * 9] * 50, 1)
    assert [int(n) for n in lines.pipe(count).collect()] == [500]
    large = sc.parallelize(["a" * 99] * 20_000, 1)
    assert large.pipe(["wc", "-c"], bufferSize=100).map(int).collect() == [2_000_000]
    assert large.pipe(["cat"]).count() == 20_000


def test_the_working_directory_of_a_pipe(sc: SparkContext) -> None:
    one = sc.parallelize([1], 1)
    listed = one.pipe(["sh", "-c", "pwd; ls; touch made"], separateWorkingDir=True).collect()
    plain = one.pipe(["sh", "-c", "pwd; ls"]).collect()
    assert plain[0] != listed[0]
    assert plain[1:] == listed[1:]
    assert not os.path.exists(listed[0])


def test_a_pipe_that_fails(sc: SparkContext) -> None:
    one = sc.parallelize([1], 1)
    with pytest.raises(Exception, match="has ended with status 3: sh -c exit 3"):
        one.pipe(["sh", "-c", "exit 3"]).collect()
    with pytest.raises(Exception, match="ZeroDivisionError"):
        one.map(lambda n: n // 0).pipe(["cat"]).collect()
    with pytest.raises(Exception, match="no-such-program"):
        one.pipe(["no-such-program"]).collect()
    # A command ends if its output is not read to the end.
    assert one.pipe(["yes"]).take(2) == ["y", "y"]
    for wrong in ([], [5], 5, None):
        with pytest.raises(TypeError, match="no matching call"):
            one.pipe(wrong)


# Executors.


@pytest.fixture
def bare(sc: SparkContext, tmp_path: Path) -> Iterator[SparkContext]:
    """The context, with executors without sparkish."""
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['sparkish'] = None")
    environment: dict[str, str] = sc.environment
    before = environment.get("PYTHONPATH")
    environment["PYTHONPATH"] = str(tmp_path)
    yield sc
    del environment["PYTHONPATH"]
    if before is not None:
        environment["PYTHONPATH"] = before


def test_executors_need_no_sparkish(bare: SparkContext) -> None:
    def importing(n: int) -> str:
        try:
            import sparkish
        except ImportError as error:
            return str(error)
        return str(sparkish)

    [imported] = bare.parallelize([1], 1).map(importing).collect()
    assert "None in sys.modules" in imported
    rdd = bare.parallelize([1, 2, 2], 2)
    pairs = rdd.map(lambda n: ("k", n))
    handed: dict[int, int] = {}
    bare.runJob(rdd, lambda context, part: sum(part), handed.__setitem__)
    assert handed == {0: 1, 1: 4}
    assert bare.runJob(rdd, lambda context, part: sum(part)) == bare.runJob(rdd, sum) == [1, 4]
    assert bare.submitJob(rdd, sum, [1], handed.__setitem__, lambda: 7).result(60) == 7
    assert rdd.countAsync().result(60) == 3
    assert rdd.countByValueApprox(60_000).initialValue == {1: 1, 2: 2}
    assert rdd.countApproxDistinct(9, 20) == 2
    assert pairs.countApproxDistinctByKey().collect() == [("k", 2)]
    assert pairs.countApproxDistinctByKey(9, 20, HashPartitioner(2)).collect() == [("k", 2)]
    assert pairs.sampleByKeyExact(False, {"k": 0.5}).count() == 2
    assert pairs.filterByRange("a", "z").count() == 3
    assert pairs.repartitionAndSortWithinPartitions(HashPartitioner(2)).count() == 3
    assert rdd.histogram([0, 1, 2], True) == [0, 3]
    assert sorted(rdd.pipe(["cat"]).collect()) == ["1", "2", "2"]
    assert rdd.treeAggregate(0, add, add, 2, True) == 5
    assert rdd.zipPartitions(rdd)(lambda a, b: [sum(a) + sum(b)]).collect() == [2, 8]


def test_saving_by_scalas_names(sc: SparkContext, tmp_path: Path) -> None:
    path = str(tmp_path / "text")
    sc.parallelize([("a", "b")], 1).saveAsHadoopFile(
        path=path,
        keyClass="org.apache.hadoop.io.Text",
        valueClass="org.apache.hadoop.io.Text",
        outputFormatClass="org.apache.hadoop.mapred.TextOutputFormat",
        codec="org.apache.hadoop.io.compress.GzipCodec",
    )
    assert [each.name for each in Path(path).glob("part-*")] == ["part-00000.gz"]


def test_futures(sc: SparkContext) -> None:
    rdd = sc.parallelize([1, 2, 3], 2)
    seen = sc.accumulator(0)
    assert rdd.countAsync().result(60) == 3
    assert rdd.collectAsync().result(60) == [1, 2, 3]
    assert rdd.takeAsync(2).result(60) == [1, 2]
    assert rdd.foreachAsync(lambda n: seen.add(n)).result(60) is None
    assert rdd.foreachPartitionAsync(lambda part: seen.add(sum(part))).result(60) is None
    assert seen.value == 12
    failed = rdd.foreachAsync(lambda n: 1 / 0)  # type: ignore[arg-type,return-value]
    assert "ZeroDivisionError" in str(failed.exception(60))


# toDF.


def test_to_df_by_names(sc: SparkContext) -> None:
    pairs = sc.parallelize([("a", 1), ("b", 2)])
    named = pairs.toDF("word", "count")
    assert (named.columns, [tuple(row) for row in named.collect()]) == (
        ["word", "count"],
        [("a", 1), ("b", 2)],
    )
    words = sc.parallelize(["a", "b"]).toDF("word")
    assert (words.columns, [row.word for row in words.collect()]) == (["word"], ["a", "b"])
    rows = sc.parallelize([Row(word="a")]).toDF()
    assert rows.columns == ["word"]


def test_to_df_of_no_elements_has_the_names(sc: SparkContext) -> None:
    session = SparkSession.builder.getOrCreate()
    sc.parallelize([], 1).toDF("word", "count").createOrReplaceTempView("words")
    counted = session.sql("select word, count(*) as total from words group by word")
    assert (counted.columns, counted.collect()) == (["word", "total"], [])


def test_to_df_as_pyspark_has_it(sc: SparkContext) -> None:
    pairs = sc.parallelize([("a", 1)])
    assert pairs.toDF().columns == ["_1", "_2"]
    assert pairs.toDF(["x", "y"]).columns == ["x", "y"]
    assert pairs.toDF(schema=["x", "y"]).columns == ["x", "y"]
    assert pairs.toDF("x string, y long").columns == ["x", "y"]
    assert pairs.toDF("x: string, y: long").columns == ["x", "y"]
    assert sc.parallelize([1]).toDF("int").dtypes == [("value", "int")]
    assert pairs.toDF(["x", "y"], 1.0).columns == ["x", "y"]


def test_to_df_in_a_stream(ssc: StreamingContext) -> None:
    counts: list[Any] = []

    def count(rdd: Any) -> None:
        rdd.toDF("word").createOrReplaceTempView("words")
        session = SparkSession.builder.getOrCreate()
        rows = session.sql("select word, count(*) as total from words group by word").collect()
        counts.append(sorted((row.word, row.total) for row in rows))

    ssc.queueStream([["a", "a", "b"], []]).foreachRDD(count)
    ssc.runFor(batches=2)
    assert counts == [[("a", 2), ("b", 1)], []]


# SparkContext.


def test_what_the_context_is(sc: SparkContext) -> None:
    assert (sc.isLocal, sc.isStopped, sc.deployMode) == (True, False, "client")
    assert sc.applicationAttemptId == Option.empty()
    assert sc.getSchedulingMode == "FIFO"
    assert sc.getReadOnlyConf.get("spark.app.name") == "sparkish tests"
    assert (sc.jars, sc.files, sc.archives) == ([], [], [])
    [(address, (total, left))] = sc.getExecutorMemoryStatus.items()
    assert ":" in address
    assert total >= left > 0


def test_persistent_rdds(sc: SparkContext) -> None:
    kept, other = sc.parallelize([1]).cache(), sc.parallelize([2])
    assert kept.id() in sc.getPersistentRDDs
    assert other.id() not in sc.getPersistentRDDs
    for rdd in sc.getPersistentRDDs.values():
        rdd.unpersist()
    assert sc.getPersistentRDDs == {}


def test_the_hadoop_configuration(sc: SparkContext) -> None:
    conf = sc.hadoopConfiguration
    conf.set("sparkish.text", "a")
    conf["sparkish.mapped"] = "b"
    conf.setInt("sparkish.number", 3)
    conf.setLong("sparkish.long", 2**40)
    conf.setBoolean("sparkish.boolean", True)
    conf.setDouble("sparkish.double", 0.5)
    again = sc.hadoopConfiguration
    assert again.get("sparkish.text") == again["sparkish.text"] == "a"
    assert again["sparkish.boolean"] == "true"
    assert (again.getInt("sparkish.number", 0), again.getInt("sparkish.none", 7)) == (3, 7)
    assert again.getLong("sparkish.long", 0) == 2**40
    assert (again.getBoolean("sparkish.boolean", False), again["sparkish.double"]) == (True, "0.5")
    ours = {name: value for name, value in again.items() if name.startswith("sparkish.")}
    assert len(ours) == 6
    assert len(again) == len(list(again)) > 100
    again.unset("sparkish.text")
    del again["sparkish.mapped"]
    assert "sparkish.text" not in conf
    assert conf.get("sparkish.mapped", "default") == "default"
    with pytest.raises(KeyError):
        del conf["sparkish.mapped"]


def test_jars(sc: SparkContext, tmp_path: Path) -> None:
    (tmp_path / "added.jar").write_bytes(b"")
    sc.addJar(str(tmp_path / "added.jar"))
    assert [jar.rpartition("/")[2] for jar in sc.listJars()][-1:] == ["added.jar"]


def test_job_tags_and_groups(sc: SparkContext) -> None:
    sc.addJobTags({"a", "b"})
    sc.removeJobTags(["a"])
    assert set(sc.getJobTags()) == {"b"}
    sc.clearJobTags()
    sc.setJobGroup("group", "description")
    sc.clearJobGroup()
    assert sc.getLocalProperty("spark.jobGroup.id") is None


def test_cancelling(sc: SparkContext, eventually: Eventually) -> None:
    def slow(n: int) -> None:
        import time

        time.sleep(60)

    tracker = sc.statusTracker()
    for cancel in (
        lambda: sc.cancelJob(tracker.getActiveJobsIds()[0], "enough"),
        lambda: sc.cancelStage(tracker.getActiveStageIds()[0]),
        lambda: sc.cancelJobGroup("slow"),
        lambda: sc.cancelJobsWithTag("slow"),
    ):
        failures: list[Exception] = []

        def run(failures: list[Exception] = failures) -> None:
            sc.setJobGroup("slow", "description", interruptOnCancel=True)
            sc.addJobTag("slow")
            try:
                sc.parallelize([1], 1).foreach(slow)
            except Exception as error:
                failures.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        eventually(lambda: tracker.getActiveStageIds(), "a job that runs")
        cancel()
        thread.join(30)
        assert not thread.is_alive()
        assert "cancel" in str(failures[0])
        eventually(lambda: not tracker.getActiveJobsIds(), "the job's end")


def test_what_came_with_spark_4(sc: SparkContext) -> None:
    calls: list[Callable[[], None]] = [
        lambda: sc.cancelJobGroup("none", "a reason"),
        lambda: sc.cancelJobsWithTag("none", "a reason"),
        lambda: sc.cancelJobGroupAndFutureJobs("none"),
        lambda: sc.cancelJobGroupAndFutureJobs("none", "a reason"),
    ]
    for call in calls:
        if pyspark.__version__.startswith("3."):
            with pytest.raises(NotImplementedError, match=r"came with Spark 4\.0"):
                call()
        else:
            call()


def test_register(sc: SparkContext) -> None:
    counter = sc.longAccumulator()
    sc.register(counter, "counter")
    sc.register(counter)
    assert counter.name == "counter"
    with pytest.raises(TypeError, match="register takes an accumulator"):
        sc.register(5, "five")  # type: ignore[arg-type]
