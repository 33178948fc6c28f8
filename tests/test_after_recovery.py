"""A recovered context refuses new streams at the line that declares them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sparkish import IllegalStateError, SparkContext
from sparkish._jvm.failures import JavaError
from sparkish.streaming import Milliseconds, StreamingContext


@pytest.mark.spark
def test_streams_are_declared_in_the_function_alone(sc: SparkContext, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    checkpoint = str(tmp_path / "checkpoint")

    def create() -> StreamingContext:
        ssc = StreamingContext(sc, Milliseconds(500))
        ssc.textFileStream(str(tmp_path / "in")).foreachRDD(lambda rdd: None)
        return ssc

    first = StreamingContext.getOrCreate(checkpoint, create)
    # A new context accepts more streams.
    first.textFileStream(str(tmp_path / "in")).foreachRDD(lambda rdd: None)
    first.runFor(batches=1)
    second = StreamingContext.getOrCreate(checkpoint, create)
    lines = second.textFileStream(str(tmp_path / "in"))
    with pytest.raises(IllegalStateError, match="comes from its checkpoint") as error:
        lines.foreachRDD(lambda rdd: None)
    assert f"foreachRDD() at {Path(__file__).name}:" in str(error.value)
    assert "Write all streams and output operations inside the function" in str(error.value)
    assert second.getState().name == "INITIALIZED"
    with pytest.warns(match="does not run"):
        second.start()
    second.stop(stopSparkContext=False)


@pytest.mark.spark
def test_a_broadcast_variable_of_a_checkpoint_is_told(
    sc: SparkContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    checkpoint = str(tmp_path / "checkpoint")

    def create() -> StreamingContext:
        stop = sc.broadcast({"a"})
        ssc = StreamingContext(sc, Milliseconds(500))
        lines = ssc.textFileStream(str(tmp_path / "in"))
        lines.filter(lambda line: line not in stop.value).foreachRDD(lambda rdd: None)
        return ssc

    StreamingContext.getOrCreate(checkpoint, create).runFor(batches=1)
    # As in the process of another driver.
    monkeypatch.setattr("pyspark.broadcast._broadcastRegistry", {})
    monkeypatch.setattr("pyspark.core.broadcast._broadcastRegistry", {}, raising=False)
    with pytest.raises(JavaError, match="Write a function that makes the broadcast variable once"):
        StreamingContext.getOrCreate(checkpoint, create)
    second = StreamingContext.getOrCreate(checkpoint, create, createOnError=True)
    second.runFor(batches=1)


@pytest.mark.spark
def test_an_initial_rdd_of_a_checkpoint_is_told(sc: SparkContext, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    checkpoint = str(tmp_path / "checkpoint")

    def create() -> StreamingContext:
        ssc = StreamingContext(sc, Milliseconds(500))
        pairs = ssc.textFileStream(str(tmp_path / "in")).map(lambda line: (line, 1))
        first = sc.parallelize([("a", 10)])
        states = pairs.updateStateByKey(lambda new, old: sum(new, old or 0), initialRDD=first)
        states.foreachRDD(lambda rdd: None)
        return ssc

    StreamingContext.getOrCreate(checkpoint, create).runFor(batches=1)
    second = StreamingContext.getOrCreate(checkpoint, create)
    with pytest.raises(JavaError, match=r"(?s)lacks a SparkContext\.\nWrite .* in a dict"):
        second.start()
    second.stop(stopSparkContext=False)
