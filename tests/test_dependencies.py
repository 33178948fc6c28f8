"""The dependencies of a stream, and streams with one constant RDD."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyspark.streaming import DStream as PySparkDStream
from pyspark.streaming import StreamingContext as PySparkStreamingContext

from sparkish import IllegalStateError, SparkContext, StorageLevel
from sparkish.streaming import Milliseconds, Seconds, StateSpec, StreamingContext
from sparkish.streaming.dstream import ConstantInputDStream, InputDStream

pytestmark = pytest.mark.spark


def same(streams: Any, *expected: Any) -> bool:
    return len(streams) == len(expected) and all(map(lambda a, b: a is b, streams, expected))


def test_a_transformation_depends_on_its_stream_folded_or_not(ssc: StreamingContext) -> None:
    numbers = ssc.queueStream([[1]])
    mapped = numbers.map(str)
    kept = mapped.filter(bool)
    assert same(mapped.dependencies, numbers)
    assert same(kept.dependencies, mapped)
    assert same(kept.cache().glom().dependencies, kept)
    assert same(mapped.window(Seconds(1)).dependencies, mapped)
    for reached in (numbers.count(), numbers.countByValue().reduceByKeyAndWindow(max, 1)):
        while reached.dependencies:
            assert all(isinstance(stream, PySparkDStream) for stream in reached.dependencies)
            (reached,) = reached.dependencies
        assert reached is numbers


def test_an_operation_of_several_depends_on_all_in_order(ssc: StreamingContext) -> None:
    a, b, c = (ssc.queueStream([[("k", n)]]) for n in range(3))
    assert same(a.union(b).dependencies, a, b)
    assert same(b.join(a).dependencies, b, a)
    assert same(a.transformWith(c, lambda x, y: x).dependencies, a, c)
    assert same(ssc.union(a, b, c).dependencies, a, b, c)
    assert same(ssc.transform([c, a], lambda rdds: rdds[0]).dependencies, c, a)


def test_state_leads_to_its_stream(ssc: StreamingContext) -> None:
    pairs = ssc.queueStream([[("k", 1)]])
    spec = StateSpec.function(lambda key, value, state: key)
    mapped = pairs.mapWithState(spec)
    for stream in (mapped, mapped.stateSnapshots(), pairs.updateStateByKey(max)):
        reached: Any = stream
        while reached.dependencies:
            (reached,) = reached.dependencies
        assert reached is pairs


def test_a_stream_that_pyspark_has_made(sc: SparkContext) -> None:
    ssc = PySparkStreamingContext(sc, 1)
    theirs = ssc.queueStream([[1]])
    mine = StreamingContext(sc, None, ssc._jssc).queueStream([[2]])
    assert same(mine.union(theirs).dependencies, mine, theirs)
    ssc.stop(stopSparkContext=False)


def test_an_input_stream_depends_on_none(ssc: StreamingContext, tmp_path: Path) -> None:
    directory = str(tmp_path)
    classes = {
        "keyClass": "LongWritable",
        "valueClass": "Text",
        "inputFormatClass": "TextInputFormat",
    }
    for stream in (
        ssc.queueStream([[1]]),
        ssc.textFileStream(directory),
        ssc.fileStream(directory, **classes),
        ssc.socketTextStream("localhost", 5800),
        ssc.rawSocketStream("localhost", 5800),
        ConstantInputDStream(ssc, ssc.sparkContext.makeRDD([1])),
    ):
        assert stream.dependencies == []


def test_a_constant_stream_has_its_rdd_in_every_batch(
    ssc: StreamingContext, sc: SparkContext, tmp_path: Path
) -> None:
    (tmp_path / "text").write_text("to be\nor not\n")
    rdds = {
        "pairs": sc.makeRDD([("a", 1), ("b", 2)], 2),
        "text": sc.textFile(f"file:{tmp_path}/text"),
        "piped": sc.makeRDD(["x"]).map(str.upper).persist(StorageLevel.MEMORY_ONLY),
        "pysparks": sc.makeRDD([1, 2]).cartesian(sc.makeRDD([3])),
        "shuffled": sc.makeRDD([("a", 1), ("a", 2)]).reduceByKey(max),
        "empty": sc.emptyRDD(),
    }
    seen: dict[str, list[Any]] = {name: [] for name in rdds}
    for name, rdd in rdds.items():
        stream = ConstantInputDStream(ssc, rdd)
        assert isinstance(stream, InputDStream)
        stream.foreachRDD(lambda rdd, name=name: seen[name].append(sorted(rdd.collect())))
    ssc.runFor(batches=2, timeout=Seconds(60))
    assert seen == {
        "pairs": [[("a", 1), ("b", 2)]] * 2,
        "text": [["or not", "to be"]] * 2,
        "piped": [["X"]] * 2,
        "pysparks": [[(1, 3), (2, 3)]] * 2,
        "shuffled": [[("a", 2)]] * 2,
        "empty": [[]] * 2,
    }


def test_a_constant_stream_joins_and_slides_as_others_do(
    ssc: StreamingContext, sc: SparkContext
) -> None:
    names = ConstantInputDStream(ssc, sc.makeRDD([(1, "one"), (2, "two")]))
    seen: list[Any] = []
    joined = ssc.queueStream([[(1, "a")], [(2, "b")]]).join(names).mapValues("-".join)
    joined.foreachRDD(lambda rdd: seen.append(rdd.collect()))
    windows: list[Any] = []
    window = names.window(Milliseconds(1000)).count()
    window.foreachRDD(lambda rdd: windows.append(rdd.first()))
    ssc.runFor(batches=2, timeout=Seconds(60))
    assert seen == [[(1, "a-one")], [(2, "b-two")]]
    assert windows == [2, 4]


def test_a_constant_stream_runs_with_a_checkpoint_directory_and_is_marked_as_lost(
    ssc: StreamingContext, sc: SparkContext, tmp_path: Path, eventually: Callable[..., None]
) -> None:
    ssc.checkpoint(str(tmp_path))
    stream = ConstantInputDStream(ssc, sc.makeRDD([1]))
    assert [node.recoverable for node in ssc._graph.nodes] == [False]
    seen: list[int] = []
    stream.foreachRDD(lambda rdd: seen.append(rdd.first()))
    ssc.start()
    eventually(lambda: list(tmp_path.glob("checkpoint-*")), "a checkpoint")
    eventually(lambda: len(seen) > 2, "batches")


@pytest.mark.parametrize("rdd", [None, [1, 2], "text"])
def test_what_is_no_rdd_is_refused(ssc: StreamingContext, rdd: Any) -> None:
    with pytest.raises(TypeError, match=r"takes an RDD, such as sc\.makeRDD"):
        ConstantInputDStream(ssc, rdd)
    assert ssc._graph.nodes == []


def test_a_constant_stream_is_declared_before_the_start(
    ssc: StreamingContext, sc: SparkContext
) -> None:
    ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)
    ssc.start()
    with pytest.raises(IllegalStateError, match="comes after the context was started"):
        ConstantInputDStream(ssc, sc.makeRDD([1]))
