"""PySpark's own objects and sparkish's on one SparkContext that PySpark made."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pyspark
import pytest
from pyspark.sql import SparkSession
from pyspark.streaming import DStream as PySparkDStream
from pyspark.streaming import StreamingContext as PySparkStreamingContext

from sparkish.streaming import DStream, Milliseconds, StreamingContext

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def spark(sharedContext: Any) -> Iterator[SparkSession]:
    sharedContext.stop()
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.default.parallelism", "2")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    # PySpark's default is the python3 on the PATH, which may be a different one.
    session.sparkContext.pythonExec = sys.executable
    yield session
    session.stop()


@pytest.fixture(scope="module")
def sc(spark: SparkSession) -> pyspark.SparkContext:
    assert type(spark.sparkContext) is pyspark.SparkContext
    return spark.sparkContext


@pytest.fixture
def theirs(ssc: StreamingContext) -> PySparkStreamingContext:
    """PySpark's own context for the same JVM context."""
    return PySparkStreamingContext(ssc.sparkContext, None, ssc._jssc)


def ofThirdParty(stream: Any) -> Any:
    """Do the same as a library that knows only PySpark's classes."""
    assert isinstance(stream, PySparkDStream)
    assert isinstance(stream.context(), PySparkStreamingContext)
    raw: Any = PySparkDStream(stream._jdstream, stream._ssc, stream._jrdd_deserializer)
    return PySparkDStream.map(raw, lambda pair: (pair[0], pair[1] * 2))


Combine = Callable[[Any, Any, Any, Any], Any]
COMBINED: dict[str, tuple[Combine, list[Any]]] = {
    "ours.union(theirs)": (
        lambda ssc, pyssc, ours, theirs: ours.union(theirs),
        [("a", 1), ("b", 2), ("a", 10), ("c", 30)],
    ),
    "theirs.union(ours)": (
        lambda ssc, pyssc, ours, theirs: theirs.union(ours),
        [("a", 1), ("b", 2), ("a", 10), ("c", 30)],
    ),
    "ssc.union(ours, theirs)": (
        lambda ssc, pyssc, ours, theirs: ssc.union(ours, theirs),
        [("a", 1), ("b", 2), ("a", 10), ("c", 30)],
    ),
    "ssc.union([theirs, ours])": (
        lambda ssc, pyssc, ours, theirs: ssc.union([theirs, ours]),
        [("a", 1), ("b", 2), ("a", 10), ("c", 30)],
    ),
    # PySpark refuses streams with different serializers, and a list's depends on its length.
    "pyssc.union(ours.map(), theirs.map())": (
        lambda ssc, pyssc, ours, theirs: pyssc.union(ours.map(tuple), theirs.map(tuple)),
        [("a", 1), ("b", 2), ("a", 10), ("c", 30)],
    ),
    "ours.join(theirs)": (
        lambda ssc, pyssc, ours, theirs: ours.join(theirs),
        [("a", (1, 10))],
    ),
    "theirs.join(ours)": (
        lambda ssc, pyssc, ours, theirs: theirs.join(ours),
        [("a", (10, 1))],
    ),
    "ours.map().join(theirs.map())": (
        lambda ssc, pyssc, ours, theirs: ours.mapValues(str).join(theirs.mapValues(str)),
        [("a", ("1", "10"))],
    ),
    "ours.leftOuterJoin(theirs)": (
        lambda ssc, pyssc, ours, theirs: ours.leftOuterJoin(theirs),
        [("a", (1, 10)), ("b", (2, None))],
    ),
    "theirs.fullOuterJoin(ours)": (
        lambda ssc, pyssc, ours, theirs: theirs.fullOuterJoin(ours),
        [("a", (10, 1)), ("b", (None, 2)), ("c", (30, None))],
    ),
    "ours.cogroup(theirs)": (
        lambda ssc, pyssc, ours, theirs: ours.cogroup(theirs).mapValues(
            lambda sides: tuple(map(sum, sides))
        ),
        [("a", (1, 10)), ("b", (2, 0)), ("c", (0, 30))],
    ),
    "theirs.cogroup(ours)": (
        lambda ssc, pyssc, ours, theirs: theirs.cogroup(ours).mapValues(
            lambda sides: tuple(map(sum, sides))
        ),
        [("a", (10, 1)), ("b", (0, 2)), ("c", (30, 0))],
    ),
    "ours.transformWith(f, theirs)": (
        lambda ssc, pyssc, ours, theirs: ours.transformWith(
            lambda a, b: a.subtractByKey(b), theirs
        ),
        [("b", 2)],
    ),
    "theirs.transformWith(f, ours)": (
        lambda ssc, pyssc, ours, theirs: theirs.transformWith(
            lambda a, b: a.subtractByKey(b), ours
        ),
        [("c", 30)],
    ),
    "ssc.transform([ours, theirs], f)": (
        lambda ssc, pyssc, ours, theirs: ssc.transform(
            [ours, theirs], lambda rdds: rdds[1].subtractByKey(rdds[0])
        ),
        [("c", 30)],
    ),
    "pyssc.transform([ours, theirs], f)": (
        lambda ssc, pyssc, ours, theirs: pyssc.transform(
            [ours, theirs], lambda rdds: rdds[0].subtractByKey(rdds[1])
        ),
        [("b", 2)],
    ),
    "a third party's function of ours": (
        lambda ssc, pyssc, ours, theirs: ofThirdParty(ours),
        [("a", 2), ("b", 4)],
    ),
    "ours with a third party's": (
        lambda ssc, pyssc, ours, theirs: ours.join(ofThirdParty(ours.mapValues(str))),
        [("a", (1, "11")), ("b", (2, "22"))],
    ),
    "PySpark's methods of ours": (
        lambda ssc, pyssc, ours, theirs: PySparkDStream.reduceByKey(ours, max),
        [("a", 1), ("b", 2)],
    ),
}


def test_streams_of_both_are_combined(
    ssc: StreamingContext, theirs: PySparkStreamingContext, eventually: Callable[..., None]
) -> None:
    found: dict[str, list[Any]] = {name: [] for name in COMBINED}

    def gather(name: str, stream: Any) -> None:
        stream.foreachRDD(lambda rdd: found[name].append(sorted(rdd.collect())))

    mine = ssc.queueStream([[("a", 1), ("b", 2)]])
    other = theirs.queueStream([ssc.sparkContext.parallelize([("a", 10), ("c", 30)])])
    assert type(other) is PySparkDStream
    for name, (combine, _) in COMBINED.items():
        gather(name, combine(ssc, theirs, mine, other))
    ssc.start()
    eventually(lambda: all(found.values()), "the first batch", seconds=120)
    assert {name: batches[0] for name, batches in found.items()} == {
        name: sorted(expected) for name, (_, expected) in COMBINED.items()
    }


def test_what_ours_makes_with_theirs_is_ours(
    ssc: StreamingContext, theirs: PySparkStreamingContext
) -> None:
    mine, other = ssc.queueStream([[1]]), theirs.queueStream([[2]])
    assert isinstance(ssc.union(other, mine), DStream)
    for stream in (mine.union(other), mine.transformWith(lambda a, b: a.union(b), other)):
        assert isinstance(stream, DStream)
        assert stream.dependencies == [mine, other]
    with pytest.raises(ValueError, match="same slide duration"):
        mine.union(other.window(1, 1))


def test_an_output_operation_of_theirs_is_one(
    ssc: StreamingContext, theirs: PySparkStreamingContext, eventually: Callable[..., None]
) -> None:
    """``start()`` finds the output operation, and knows that our stream leads to it."""
    seen: list[Any] = []
    mine: Any = ssc.queueStream([[1]]).map(lambda n: n + 1)
    theirs.transform([mine], lambda rdds: rdds[0]).foreachRDD(
        lambda rdd: seen.append(rdd.collect())
    )
    ssc.start()
    eventually(lambda: seen, "a batch")
    assert seen[0] == [2]


def test_the_active_context_is_known_to_both(
    ssc: StreamingContext, eventually: Callable[..., None]
) -> None:
    ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)
    ssc.start()
    assert PySparkStreamingContext.getActive() is ssc
    assert PySparkStreamingContext.getActiveOrCreate(None, lambda: None) is ssc  # type: ignore[arg-type, return-value]
    PySparkStreamingContext.getActive().stop(stopSparkContext=False)  # type: ignore[union-attr]
    assert StreamingContext.getActive() is None


def test_pysparks_context_is_used_before_and_after(
    sc: pyspark.SparkContext, eventually: Callable[..., None]
) -> None:
    seen: list[Any] = []
    for cls in (PySparkStreamingContext, StreamingContext, PySparkStreamingContext):
        ssc = cls(sc, 0.5)
        ssc.queueStream([[cls.__module__]]).foreachRDD(lambda rdd: seen.extend(rdd.collect()))
        ssc.start()
        assert StreamingContext.getActive() is ssc
        count = len(seen)
        eventually(lambda count=count: len(seen) > count, "a batch")
        ssc.stop(stopSparkContext=False)
    assert seen == [
        "pyspark.streaming.context",
        "sparkish.streaming.context",
        "pyspark.streaming.context",
    ]


def test_data_frames_of_a_session_made_elsewhere(
    spark: SparkSession, ssc: StreamingContext
) -> None:
    tables: list[Any] = []

    def count(rdd: Any) -> None:
        frame = spark.createDataFrame(rdd, ["word", "n"]).groupBy("word").sum("n")
        tables.append(sorted(map(tuple, frame.collect())))

    ssc.queueStream([[("a", 1), ("a", 2), ("b", 3)]]).foreachRDD(count)
    ssc.runFor(batches=1, timeout=60)
    assert tables == [[("a", 3), ("b", 3)]]


def test_a_context_of_a_duration_in_seconds_stands_on_it(sc: pyspark.SparkContext) -> None:
    ssc = StreamingContext(sc, 0.25)
    stream = ssc.queueStream([[1]])
    assert stream.slideDuration == Milliseconds(250)
    assert ssc.sparkContext is sc
    ssc.stop(stopSparkContext=False)
