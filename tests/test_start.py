"""What ``start()`` refuses and warns of, its words, and that the context stays usable."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pyspark.streaming import DStream as PySparkDStream
from usable import assertUsable

from sparkish import IllegalStateError, SparkContext
from sparkish.lineserver import LineServer
from sparkish.streaming import Milliseconds, Seconds, StreamingContext, StreamingContextState

pytestmark = pytest.mark.spark


def lineAbove() -> int:
    """The line above the call of this function."""
    frame = inspect.currentframe()
    assert frame is not None
    assert frame.f_back is not None
    return frame.f_back.f_lineno - 1


def nothing(rdd: Any) -> None:
    pass


@contextmanager
def warned() -> Iterator[list[str]]:
    """Collect the warnings of the block, each of which must point into this file."""
    messages: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield messages
    for warning in caught:
        assert warning.filename == __file__, warning
        messages.append(str(warning.message))


def test_no_output_operation(ssc: StreamingContext) -> None:
    counts = ssc.queueStream([[1]]).count()
    made = lineAbove()
    with pytest.raises(IllegalStateError) as error:
        ssc.start()
    assert "No output operation" in str(error.value)
    assert (
        f"count() at test_start.py:{made} is a transformation, not an output operation; "
        "add .print()" in str(error.value)
    )
    assert "queueStream" not in str(error.value)
    assert repr(counts) == f"TransformedDStream[count() at test_start.py:{made}]"
    assertUsable(ssc)


def test_no_output_operation_names_every_stream_that_ends_nowhere(ssc: StreamingContext) -> None:
    stream = ssc.queueStream([[1]])
    stream.map(str)
    stream.window(Seconds(1)).filter(bool)
    ssc.queueStream([[2]])
    with pytest.raises(IllegalStateError) as error:
        ssc.start()
    named = [text.split("(")[0] for text in str(error.value).splitlines()[1:]]
    assert named == ["map", "filter", "queueStream"]
    assert "is an input stream, not an output operation" in str(error.value)
    assertUsable(ssc)


def test_no_stream_at_all(ssc: StreamingContext) -> None:
    with pytest.raises(IllegalStateError, match=r"Make a stream, for instance ssc\.socketText"):
        ssc.start()
    assertUsable(ssc)


def test_a_stream_that_reaches_no_output_operation(ssc: StreamingContext) -> None:
    stream = ssc.queueStream([[1]])
    stream.foreachRDD(nothing)
    stream.map(str).count()
    made = lineAbove()
    with warned() as messages:
        ssc.start()
    (message,) = messages
    assert f"count() at test_start.py:{made} is a transformation, not an output oper" in message
    assert "It does not run." in message


def test_streams_that_pyspark_itself_hands_on_are_not_accused(ssc: StreamingContext) -> None:
    stream = ssc.queueStream([[1]]).map(str)
    PySparkDStream.pprint(PySparkDStream(stream._jdstream, ssc, stream._jrdd_deserializer))
    with warned() as messages:
        ssc.start()
    assert messages == []


def test_state_without_a_checkpoint_directory(ssc: StreamingContext, tmp_path: Path) -> None:
    pairs = ssc.queueStream([[("a", 1)]])
    state = pairs.updateStateByKey(lambda new, old: sum(new) + (old or 0))
    made = lineAbove()
    state.foreachRDD(nothing)
    with pytest.raises(IllegalStateError) as error:
        ssc.start()
    assert f"updateStateByKey() at test_start.py:{made} keeps state" in str(error.value)
    assert "ssc.checkpoint(" in str(error.value)
    assert ssc.getState() is StreamingContextState.INITIALIZED


def test_a_window_with_an_inverse_needs_one_too(ssc: StreamingContext) -> None:
    ssc.queueStream([[1]]).countByWindow(Seconds(1), Milliseconds(500)).foreachRDD(nothing)
    with pytest.raises(IllegalStateError, match=r"countByWindow\(\) at .* keeps state"):
        ssc.start()
    assert ssc.getState() is StreamingContextState.INITIALIZED


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (lambda s: s.window(Milliseconds(750)), "windowDuration .* 500 ms; got 750 ms"),
        (lambda s: s.window(Seconds(1), Milliseconds(750)), "slideDuration .*; got 750 ms"),
        (lambda s: s.window(0.75), "windowDuration"),
        (lambda s: s.window(0), "windowDuration"),
        (lambda s: s.window(-1), "windowDuration"),
        (lambda s: s.countByWindow(Seconds(1), 0.3), "slideDuration"),
        (lambda s: s.countByValueAndWindow(0.3, Seconds(1)), "windowDuration"),
        (lambda s: s.reduceByWindow(max, 0.3, 1), "windowDuration"),
        (lambda s: s.reduceByWindow(max, min, 0.3, 1), "windowDuration"),
        (lambda s: s.reduceByKeyAndWindow(max, 0.3), "windowDuration"),
        (lambda s: s.reduceByKeyAndWindow(max, None, 0.3), "windowDuration"),
        (lambda s: s.reduceByKeyAndWindow(max, min, 1, 0.3), "slideDuration"),
        (lambda s: s.groupByKeyAndWindow(0.3), "windowDuration"),
        (lambda s: s.checkpoint(0.75), "checkpoint interval must be a multiple"),
    ],
)
def test_durations_that_are_no_multiple_of_the_batch_duration(
    ssc: StreamingContext, operation: Any, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        operation(ssc.queueStream([[("a", 1)]]))
    assertUsable(ssc)


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (lambda s: s.window("1"), "windowDuration"),
        (lambda s: s.window(True), "windowDuration"),
        (lambda s: s.window(None), "windowDuration"),
        (lambda s: s.print("10"), "num is how many elements to print"),
        (lambda s: s.pprint(True), "num is how many elements to print"),
        (lambda s: s.repartition("2"), "number of partitions"),
        (lambda s: s.groupByKey(2.5), "number of partitions"),
        (lambda s: s.join([1]), r"must be a DStream, not \[1\]"),
        (lambda s: s.foreachRDD(3), "foreachRDD takes a function"),
        (lambda s: s.transform(lambda: 1), "transform's function takes"),
        (lambda s: s.reduceByKeyAndWindow(max, "1"), "reduceByKeyAndWindow.*no matching call"),
        (lambda s: s.transformWith(max), "transformWith.*no matching call"),
        (lambda s: s.slice("a", "b"), "slice takes an Interval"),
    ],
)
def test_arguments_of_the_wrong_type(ssc: StreamingContext, operation: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        operation(ssc.queueStream([[("a", 1)]]))
    assertUsable(ssc)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (("localhost", "9999"), TypeError, "port must be a whole number from 1 to 65535"),
        (("localhost", True), TypeError, "port"),
        (("localhost", 0), ValueError, "port"),
        (("localhost", 70000), ValueError, "port"),
        (("localhost", 9999, "MEMORY_ONLY"), TypeError, "storageLevel must be a StorageLevel"),
    ],
)
def test_a_socket_stream_of_nonsense(
    ssc: StreamingContext, arguments: Any, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        ssc.socketTextStream(*arguments)
    assertUsable(ssc)


def test_too_few_cores_for_the_receivers(ssc: StreamingContext) -> None:
    with LineServer([]) as server:
        for _ in range(2):
            ssc.socketTextStream("localhost", server.port).foreachRDD(nothing)
        with warned() as messages:
            ssc.start()
        ssc.stop(stopSparkContext=False)
    (message,) = messages
    assert "local[2] has no core left for processing: each of the 2 receiver(s)" in message
    assert 'setMaster("local[3]")' in message


def test_a_batch_duration_that_is_no_multiple_of_the_block_interval(sc: SparkContext) -> None:
    ssc = StreamingContext(sc, Milliseconds(350))
    with LineServer([]) as server:
        ssc.socketTextStream("localhost", server.port).foreachRDD(nothing)
        with warned() as messages:
            ssc.start()
        ssc.stop(stopSparkContext=False)
    (message,) = messages
    assert "The batch duration, 350 ms, is no multiple of the block interval, 100 ms" in message


def test_enough_cores_and_a_fitting_duration_give_no_warning(ssc: StreamingContext) -> None:
    with LineServer([]) as server:
        ssc.socketTextStream("localhost", server.port).foreachRDD(nothing)
        with warned() as messages:
            ssc.start()
        ssc.stop(stopSparkContext=False)
    assert messages == []


def test_starting_twice_does_nothing_and_says_so(ssc: StreamingContext) -> None:
    ssc.queueStream([[1]]).foreachRDD(nothing)
    ssc.start()
    with warned() as messages:
        ssc.start()
    assert messages == ["This StreamingContext is active already: start() has done nothing."]
    assert ssc.getState() is StreamingContextState.ACTIVE


def test_starting_after_a_stop(ssc: StreamingContext) -> None:
    ssc.queueStream([[1]]).foreachRDD(nothing)
    ssc.start()
    ssc.stop(stopSparkContext=False)
    with pytest.raises(IllegalStateError, match="cannot be started again: make a new"):
        ssc.start()


def test_a_second_active_context(sc: SparkContext, ssc: StreamingContext) -> None:
    ssc.queueStream([[1]]).foreachRDD(nothing)
    second = StreamingContext(sc, Milliseconds(500))
    second.queueStream([[1]]).foreachRDD(nothing)
    ssc.start()
    with pytest.raises(IllegalStateError, match="Another StreamingContext is active"):
        second.start()
    assert second.getState() is StreamingContextState.INITIALIZED
    ssc.stop(stopSparkContext=False)
    second.runFor(batches=1)


@pytest.mark.parametrize(
    ("operation", "name"),
    [
        (lambda s: s.map(str), "map"),
        (lambda s: s.print(), "print"),
        (lambda s: s.context().queueStream([[1]]), "queueStream"),
        (lambda s: s.window(1), "window"),
        (lambda s: s.foreachRDD(nothing), "foreachRDD"),
    ],
)
def test_adding_after_the_start(ssc: StreamingContext, operation: Any, name: str) -> None:
    stream = ssc.queueStream([[1]])
    stream.foreachRDD(nothing)
    ssc.start()
    with pytest.raises(IllegalStateError) as error:
        operation(stream)
    assert f"{name}() at test_start.py:" in str(error.value)
    assert "declared before ssc.start()" in str(error.value)
    assert ssc.getState() is StreamingContextState.ACTIVE


def test_adding_after_a_stop(ssc: StreamingContext) -> None:
    stream = ssc.queueStream([[1]])
    ssc.stop(stopSparkContext=False)
    with pytest.raises(IllegalStateError, match="after the context was stopped"):
        stream.map(str)


def test_spark_connect_is_refused() -> None:
    class SparkSession:
        __module__ = "pyspark.sql.connect.session"

    with pytest.raises(IllegalStateError, match="Spark Connect has no DStreams"):
        StreamingContext(SparkSession(), Seconds(1))  # type: ignore[call-overload]
