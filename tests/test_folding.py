"""Consecutive transformations are one Python stage, and an output operation adds none."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pyspark.streaming import DStream as PySparkDStream
from pyspark.streaming import StreamingContext as PySparkStreamingContext
from pyspark.streaming.dstream import TransformedDStream as PySparkTransformedDStream

from sparkish import SparkContext, StorageLevel
from sparkish._jvm.conversions import scalaSeq
from sparkish.streaming import DStream, Milliseconds, Seconds, StreamingContext
from sparkish.streaming.dstream import TransformedDStream

pytestmark = pytest.mark.spark


def jvmStreams(ssc: StreamingContext) -> Counter[str]:
    """The classes of the streams that lead to an output operation, in the JVM's graph."""
    seen: Counter[str] = Counter()
    todo = list(ssc._jssc.ssc().graph().getOutputStreams())
    while todo:
        stream = todo.pop()
        seen[stream.getClass().getSimpleName()] += 1
        todo.extend(scalaSeq(stream.dependencies()))
    return seen


def chain(stream: Any) -> Any:
    return stream.map(str).filter(bool).map(len)


def nothing(rdd: Any) -> None:
    pass


def test_a_chain_that_another_stream_needs_is_one_python_stream(ssc: StreamingContext) -> None:
    chain(ssc.queueStream([[1]])).window(Seconds(1)).foreachRDD(nothing)
    assert jvmStreams(ssc)["PythonTransformedDStream"] == 1


@pytest.mark.parametrize("output", ["print", "pprint", "foreachRDD", "saveAsTextFiles"])
def test_an_output_operation_takes_the_chain_in(ssc: StreamingContext, output: str) -> None:
    argument = {"foreachRDD": nothing, "saveAsTextFiles": "prefix"}.get(output, 10)
    getattr(chain(ssc.queueStream([[1]])), output)(argument)
    # Only the two streams of the queue, and no Python stage.
    assert jvmStreams(ssc) == {
        "ForEachDStream": 1,
        "QueueInputDStream": 1,
        "TransformedDStream": 1,
    }


@pytest.mark.parametrize(
    ("keep", "stages"),
    [
        (lambda stream: stream.cache(), 1),
        (lambda stream: stream.persist(StorageLevel.DISK_ONLY), 1),
        (lambda stream: stream.checkpoint(Seconds(1)), 1),
        (lambda stream: stream.transform(lambda rdd: rdd), 1),
        (lambda stream: (stream.window(Seconds(1)).foreachRDD(nothing), stream)[1], 2),
    ],
)
def test_what_is_kept_or_shared_or_the_users_own_is_not_taken_in(
    ssc: StreamingContext, tmp_path: Path, keep: Any, stages: int
) -> None:
    ssc.checkpoint(str(tmp_path))
    keep(chain(ssc.queueStream([[1]]))).foreachRDD(nothing)
    assert jvmStreams(ssc)["PythonTransformedDStream"] == stages


def test_a_cached_stream_is_not_folded_into_the_next(ssc: StreamingContext) -> None:
    cached = ssc.queueStream([[1]]).map(str).cache()
    assert cached.map(len).prev is cached
    assert ssc.queueStream([[1]]).map(str).map(len).prev is not cached


def test_the_users_own_transform_function_runs_once_a_batch(ssc: StreamingContext) -> None:
    calls: list[Any] = []

    def seen(rdd: Any) -> Any:
        calls.append(rdd)
        return rdd

    stream = ssc.queueStream([[1], [2]]).transform(seen)
    for _ in range(3):
        stream.foreachRDD(nothing)
    ssc.runFor(batches=2)
    # One call may belong to the batch after the last one.
    assert len(calls) in (2, 3)


def collected(module: Any, sc: SparkContext, parallel: int) -> list[Any]:
    """The results of a program's branches, batch by batch, with one module's facade."""
    seen: list[Any] = []
    ssc = module(sc, 0.5)
    data = [list(range(20)), [], [7]]
    stream = ssc.queueStream([sc.parallelize(batch, parallel) for batch in data])
    branches = (
        stream.map(lambda n: n + 1).filter(lambda n: n % 3).flatMap(lambda n: [n, -n]),
        stream.map(lambda n: (n % 4, n)).reduceByKey(lambda a, b: a + b).mapValues(str),
        stream.map(lambda n: (n % 4, n)).groupByKey(2).mapValues(sorted).glom(),
        stream.countByValue().map(lambda pair: pair[0]).repartition(1),
    )
    for branch in branches:
        branch.foreachRDD(lambda rdd: seen.append((rdd.getNumPartitions(), rdd.collect())))
    ssc.start()
    try:
        while len(seen) < len(data) * len(branches):
            assert not ssc.awaitTerminationOrTimeout(0.05)
    finally:
        ssc.stop(stopSparkContext=False)
    return seen[: len(data) * len(branches)]


@pytest.mark.parametrize("parallel", [1, 3])
def test_the_results_are_the_same_folded_or_not(sc: SparkContext, parallel: int) -> None:
    ours = collected(StreamingContext, sc, parallel)
    assert ours == collected(PySparkStreamingContext, sc, parallel)


def test_streams_are_pysparks_and_ours(ssc: StreamingContext) -> None:
    stream = ssc.queueStream([[("a", 1)]])
    other = ssc.queueStream([[("a", 2)]])
    streams = [
        stream,
        stream.map(str),
        stream.window(1),
        stream.union(other),
        stream.join(other),
        stream.cogroup(other),
        stream.transformWith(lambda a, b: a, other),
        stream.reduceByKeyAndWindow(max, None, 1),
        stream.reduceByKeyAndWindow(max, min, 1),
        stream.updateStateByKey(lambda new, last: last),
        stream.countByWindow(1, 1),
        ssc.union(stream, other),
        ssc.transform([stream, other], lambda rdds: rdds[0]),
    ]
    for each in streams:
        assert isinstance(each, DStream)
        assert isinstance(each, PySparkDStream)
    assert isinstance(stream.map(str), TransformedDStream)
    assert isinstance(stream.map(str), PySparkTransformedDStream)


def test_slicing_a_stream_that_only_outputs_need(ssc: StreamingContext) -> None:
    ssc.remember(Seconds(60))
    slices: list[Any] = []
    doubled = ssc.queueStream([[1], [2]]).map(lambda n: 2 * n)

    def look(rdd: Any, time: Any) -> None:
        both = doubled.slice(time - Milliseconds(500), time)
        slices.append([element for each in both for element in each.collect()])

    doubled.foreachRDD(look)
    ssc.runFor(batches=2)
    assert slices == [[2], [2, 4]]
