"""Listeners: Scala's events as Python values, PySpark's as Java objects, and their errors."""

from __future__ import annotations

import json
import logging
import os
import socket
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from py4j.java_gateway import JavaObject

from sparkish import SparkContext
from sparkish.option import Option, Some
from sparkish.streaming import StreamingContext, StreamingListener, Time
from sparkish.streaming import scheduler as scala
from sparkish.streaming._engine.listenerbus import Relay
from sparkish.streaming.scheduler import (
    BatchInfo,
    OutputOperationInfo,
    ReceiverInfo,
    StatsReportListener,
    StreamingListenerBatchCompleted,
    StreamInputInfo,
)

Eventually = Callable[..., None]
spark = pytest.mark.spark

METHODS = [name for name in vars(scala.StreamingListener) if name.startswith("on")]


def recording(base: type) -> Any:
    """A listener with all methods, and its events by method."""

    def method(name: str) -> Any:
        return lambda self, event: self.events[name].append(event)

    listener = type("Recording", (base,), {name: method(name) for name in METHODS})()
    listener.events = {name: [] for name in METHODS}
    return listener


class Completed(scala.StreamingListener):
    def __init__(self) -> None:
        self.infos: list[BatchInfo] = []

    def onBatchCompleted(self, batchCompleted: StreamingListenerBatchCompleted) -> None:
        self.infos.append(batchCompleted.batchInfo)


# The values.


def batch(start: int | None, end: int | None) -> BatchInfo:
    infos = {0: StreamInputInfo(0, 2), 1: StreamInputInfo(1, 3)}
    return BatchInfo(Time(1000), infos, 1010, Option(start), Option(end), {})


def test_delays_are_options() -> None:
    done, running, waiting = batch(1015, 1045), batch(1015, None), batch(None, None)
    assert (done.schedulingDelay, done.processingDelay, done.totalDelay) == (
        Some(5),
        Some(30),
        Some(35),
    )
    assert (running.schedulingDelay, running.processingDelay) == (Some(5), Option.empty())
    assert not any((waiting.schedulingDelay, waiting.processingDelay, waiting.totalDelay))
    assert done.numRecords == 5


def test_the_values_are_values() -> None:
    assert batch(1, 2) == batch(1, 2) != batch(1, 3)
    assert len({batch(1, 2), batch(1, 2), batch(1, 3)}) == 2
    with pytest.raises(AttributeError):
        batch(1, 2).submissionTime = 3  # type: ignore[misc]
    receiver = ReceiverInfo(0, "Socket-0", True, "host", "driver")
    assert (receiver.lastErrorMessage, receiver.lastError, receiver.lastErrorTime) == ("", "", -1)


def test_the_duration_of_an_output_operation() -> None:
    def operation(end: Option[int]) -> OutputOperationInfo:
        return OutputOperationInfo(Time(0), 0, "n", "d", Some(3), end, Option.empty())

    assert operation(Some(10)).duration == Some(7)
    assert operation(Option.empty()).duration == Option.empty()


@spark
@pytest.mark.parametrize(
    "delays", [[5], [3, 1, 2], list(range(40, 0, -1)), [999, 1000, 1001, 61_000, 3_600_001]]
)
def test_the_report_is_scalas(
    sc: SparkContext, capsys: pytest.CaptureFixture[str], delays: list[int]
) -> None:
    stats = StatsReportListener(len(delays))
    for delay in delays:
        info = BatchInfo(Time(0), {}, 0, Some(0), Some(delay), {})
        stats.onBatchCompleted(StreamingListenerBatchCompleted(info))
    jvm: Any = sc._jvm
    values = sc._gateway.new_array(jvm.double, len(delays))  # type: ignore[union-attr]
    for i, delay in enumerate(delays):
        values[i] = float(delay)
    distribution = jvm.org.apache.spark.util.Distribution(values, 0, len(delays))
    percents = (0, 5, 10, 25, 50, 75, 90, 95, 100)
    probabilities = jvm.PythonUtils.toSeq([percent / 100 for percent in percents])
    quantiles = distribution.getQuantiles(probabilities)
    text = jvm.org.apache.spark.scheduler.StatsReportListener.millisToString
    lines = [
        f"Processing time: {distribution.statCounter().toString()}",
        "\t" + "\t".join(f"{percent}%" for percent in percents),
        "\t" + "\t".join(text(int(quantiles.apply(i))) for i in range(len(percents))),
    ]
    assert capsys.readouterr().err.splitlines()[-3:] == lines


def test_the_report_is_of_the_last_batches(capsys: pytest.CaptureFixture[str]) -> None:
    stats = StatsReportListener(numBatchInfos=2)
    for end in (10, 20, 30):
        stats.onBatchCompleted(StreamingListenerBatchCompleted(batch(0, end)))
    assert [info.processingEndTime.get() for info in stats.batchInfos] == [20, 30]
    stats.batchInfos.clear()
    capsys.readouterr()
    stats.printStats()
    assert capsys.readouterr().err == ""


# The events of a run.


@spark
def test_every_event_of_a_run(
    ssc: StreamingContext, tmp_path: Path, eventually: Eventually
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = server.getsockname()[1]
    listener, raw = recording(scala.StreamingListener), recording(StreamingListener)
    ssc.addStreamingListener(listener)
    ssc.addStreamingListener(raw)
    directory = tmp_path / "in"
    directory.mkdir()

    def move(rdd: Any) -> None:
        (tmp_path / "lines").write_text("a\nb\n")
        os.rename(tmp_path / "lines", directory / f"lines{rdd.id()}")

    ssc.textFileStream(directory.as_uri()).foreachRDD(move)
    ssc.socketTextStream("127.0.0.1", closed).foreachRDD(lambda rdd: None)
    ssc.start()
    events = listener.events
    eventually(lambda: events["onReceiverStopped"], "a receiver that cannot connect")
    eventually(lambda: len(events["onBatchCompleted"]) >= 3, "three batches")
    ssc.stop(stopSparkContext=False)
    assert {name: len(told) for name, told in events.items()} == {
        name: len(told) for name, told in raw.events.items()
    }
    for name, told in events.items():
        if name == "onReceiverError":  # Spark's own receivers report none
            continue
        kind = getattr(scala, "StreamingListener" + name.removeprefix("on"))
        assert {type(event) for event in told} == {kind}, name
        assert all(isinstance(event, JavaObject) for event in raw.events[name])

    assert events["onStreamingStarted"][0].time == raw.events["onStreamingStarted"][0].time()
    started = events["onReceiverStarted"][0].receiverInfo
    assert (started.streamId, started.active) == (1, True)
    assert started.executorId == "driver"
    stopped = events["onReceiverStopped"][0].receiverInfo
    assert stopped.active is False
    assert "Error connecting to 127.0.0.1" in stopped.lastErrorMessage
    assert "ConnectException" in stopped.lastError

    for ours, java in zip(
        (event.batchInfo for event in events["onBatchCompleted"]),
        (event.batchInfo() for event in raw.events["onBatchCompleted"]),
        strict=True,
    ):
        assert ours.batchTime == Time(java.batchTime().milliseconds())
        assert ours.submissionTime == java.submissionTime()
        assert ours.schedulingDelay == Some(java.schedulingDelay())
        assert ours.processingDelay == Some(java.processingDelay())
        assert ours.totalDelay == Some(java.totalDelay())
        assert ours.numRecords == java.numRecords()
        assert list(ours.streamIdToInputInfo) == list(ours.outputOperationInfos) == [0, 1]
    files = [
        event.batchInfo.streamIdToInputInfo[0].metadata["files"]
        for event in events["onBatchCompleted"]
    ]
    names = next(names for names in files if names)
    assert all(name.startswith("file:") and "/in/lines" in name for name in names)
    described = [
        event.batchInfo.streamIdToInputInfo[0].metadataDescription
        for event in events["onBatchCompleted"]
    ]
    assert Some("\n".join(names)) in described
    submitted = events["onBatchSubmitted"][0].batchInfo
    assert (submitted.processingStartTime, submitted.totalDelay) == (Option(None), Option(None))
    operation = events["onOutputOperationStarted"][0].outputOperationInfo
    assert (operation.id, operation.endTime, operation.duration) == (0, Option(None), Option(None))
    operation = events["onOutputOperationCompleted"][0].outputOperationInfo
    assert operation.duration.get() >= 0
    assert operation.failureReason == Option.empty()


@spark
def test_a_failed_output_operation_tells_why(ssc: StreamingContext, eventually: Eventually) -> None:
    listener = recording(scala.StreamingListener)
    ssc.addStreamingListener(listener)
    ssc.queueStream([[1]]).foreachRDD(lambda rdd: 1 / 0)
    ssc.start()
    told = listener.events["onOutputOperationCompleted"]
    eventually(lambda: told, "a completed output operation")
    assert "ZeroDivisionError" in told[0].outputOperationInfo.failureReason.get()


@spark
def test_a_listener_that_raises_is_reported_once(
    ssc: StreamingContext, eventually: Eventually, caplog: pytest.LogCaptureFixture
) -> None:
    class Raising(scala.StreamingListener):
        called = 0

        def onBatchCompleted(self, batchCompleted: StreamingListenerBatchCompleted) -> None:
            self.called += 1
            raise ValueError("no such thing as a batch")

        def onBatchStarted(self, batchStarted: Any) -> None:
            raise KeyError("started")

    class PySparks(StreamingListener):
        called = 0

        def onBatchCompleted(self, batchCompleted: Any) -> None:
            self.called += 1
            raise OSError("PySpark's")

    raising, pysparks, after = Raising(), PySparks(), Completed()
    for listener in (raising, pysparks, after):
        ssc.addStreamingListener(listener)
    seen: list[Any] = []
    ssc.queueStream([[1], [2], [3]]).foreachRDD(lambda rdd: seen.append(rdd.collect()))
    with caplog.at_level(logging.ERROR, "sparkish"):
        ssc.start()
        eventually(lambda: len(after.infos) >= 3, "three batches")
        eventually(lambda: raising.called >= 3 and pysparks.called >= 3, "all of them told")
    assert seen[:3] == [[1], [2], [3]]
    records = [record for record in caplog.records if record.name.startswith("sparkish")]
    assert sorted(str(record.exc_info[1]) for record in records if record.exc_info) == [
        "'started'",
        "PySpark's",
        "no such thing as a batch",
    ]
    assert "test_listeners.py" in caplog.text
    assert "The listener's onBatchCompleted raised an error" in caplog.text


@spark
def test_listeners_are_removed(ssc: StreamingContext, eventually: Eventually) -> None:
    removed, pysparks, kept = Completed(), recording(StreamingListener), Completed()
    for listener in (removed, pysparks, kept):
        ssc.addStreamingListener(listener)
    ssc.removeStreamingListener(Completed())  # never added
    ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)
    ssc.start()
    told = pysparks.events["onBatchCompleted"]
    eventually(lambda: removed.infos and told, "a batch")
    ssc.removeStreamingListener(removed)
    ssc.removeStreamingListener(pysparks)
    ssc.removeStreamingListener(removed)
    # One event may still be on its way.
    count, bound = len(removed.infos) + len(told), len(kept.infos) + 3
    eventually(lambda: len(kept.infos) >= bound, "three batches more")
    assert len(removed.infos) + len(told) <= count + 2


@spark
def test_a_listener_added_twice_is_told_twice_and_removed_once(
    ssc: StreamingContext, eventually: Eventually
) -> None:
    listener, other = Completed(), Completed()
    for each in (listener, listener, other):
        ssc.addStreamingListener(each)
    ssc.removeStreamingListener(listener)
    ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)
    ssc.start()
    eventually(lambda: len(other.infos) >= 2, "two batches")
    assert [info.batchTime for info in listener.infos[:2]] == [
        info.batchTime for info in other.infos[:2]
    ]


@spark
@pytest.mark.parametrize("listener", [None, "onBatchCompleted", Completed, object()])
def test_what_is_no_listener(ssc: StreamingContext, listener: Any) -> None:
    with pytest.raises(TypeError, match="takes an object with methods such as onBatchCompleted"):
        ssc.addStreamingListener(listener)


# The relay that the JVM calls.


class JVM:
    """A JVM that counts the requested conversions."""

    def __init__(self) -> None:
        self.conversions = 0

    def __getattr__(self, name: str) -> Any:
        return self

    def __call__(self, *args: Any) -> Any:
        return self

    def writeValueAsString(self, value: Any) -> str:
        self.conversions += 1
        return json.dumps(value)


def test_only_what_the_listener_takes_is_converted() -> None:
    class Started(scala.StreamingListener):
        time = 0

        def onStreamingStarted(self, streamingStarted: Any) -> None:
            self.time = streamingStarted.time

    jvm, listener = JVM(), Started()
    relay: Any = Relay(jvm, listener)
    for name in METHODS[1:]:
        getattr(relay, name)({"not": "converted"})
    assert jvm.conversions == 0
    relay.onStreamingStarted({"time": 5})
    assert (jvm.conversions, listener.time) == (1, 5)


def test_a_receivers_error() -> None:
    listener = recording(scala.StreamingListener)
    relay: Any = Relay(JVM(), listener)
    info = ReceiverInfo(0, "Mine-0", True, "host", "1", "no luck", "OSError: no luck", 1000)
    relay.onReceiverError({"receiverInfo": asdict(info)})
    assert listener.events["onReceiverError"] == [scala.StreamingListenerReceiverError(info)]


def test_a_method_may_be_the_objects_own() -> None:
    listener, times = scala.StreamingListener(), []
    listener.onStreamingStarted = times.append  # type: ignore[method-assign]
    relay: Any = Relay(JVM(), listener)
    relay.onStreamingStarted({"time": 5})
    assert [event.time for event in times] == [5]


def test_pysparks_listener_need_not_extend_its_class() -> None:
    class Duck:
        def onBatchCompleted(self, event: Any) -> None:
            self.event = event

    jvm, duck = JVM(), Duck()
    relay: Any = Relay(jvm, duck)
    relay.onBatchStarted("dropped")
    relay.onBatchCompleted("as it is")
    assert (jvm.conversions, duck.event) == (0, "as it is")
