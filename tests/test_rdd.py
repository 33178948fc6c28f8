"""Scala's names on RDDs and on SparkContext, beside PySpark's and without a cost."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable
from operator import add
from pathlib import Path
from typing import Any

import pyspark
import pytest
from pyspark import rdd as pysparkRDD
from pyspark.sql import Row, SparkSession

import sparkish
from sparkish import HashPartitioner, Option, Partitioner, SparkContext
from sparkish._rdd import RDD, Partition, PipelinedRDD, scalaNamed
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
    assert scalaNamed(theirs) is theirs
    assert isNamed(theirs)
    assert scalaNamed(None) is None


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
        sc.sequenceFile(path, *hadoop, 1),
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
    # Also where the two meet.
    assert stages(scalaNamed(theirs.map(str))) == 1


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
        """What an RDD has, with every key where the partitioner has it."""
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
    # Those that are partitioned alike already are not shuffled again.
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
