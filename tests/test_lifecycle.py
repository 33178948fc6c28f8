"""How a program ends: by Ctrl-C, by itself, gracefully, after a failure, without its JVM."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from drivers import Driver, tracebacks

from sparkish import IllegalStateError, SparkContext
from sparkish._jvm.failures import BatchFailedError
from sparkish.lineserver import LineServer
from sparkish.streaming import StreamingContext, StreamingContextState
from sparkish.streaming.scheduler import StreamingListener

pytestmark = pytest.mark.spark

START = """
import sys
from sparkish import SparkConf, SparkContext
from sparkish.streaming import Milliseconds, StreamingContext

def start(declare):
    conf = SparkConf().setMaster("local[2]").setAppName("test").set("spark.ui.enabled", "false")
    sc = SparkContext(conf.set("spark.driver.host", "127.0.0.1"))
    sc.setLogLevel("ERROR")
    ssc = StreamingContext(sc, Milliseconds(500))
    declare(ssc, ssc.socketTextStream("localhost", int(sys.argv[1])))
    ssc.start()
    return ssc
"""

WAITING = (
    START
    + """
ssc = start(lambda ssc, lines: lines.map(lambda line: "got " + line).print())
ssc.awaitTermination()
"""
)

GRACEFUL = (
    START
    + """
from sparkish.streaming.scheduler import StreamingListener

class Stored(StreamingListener):
    records = 0
    def onBatchSubmitted(self, batchSubmitted):
        Stored.records += batchSubmitted.batchInfo.numRecords

processed = []
def declare(ssc, lines):
    ssc.addStreamingListener(Stored())
    # Not yet done when Ctrl-C comes.
    slow = lines.map(lambda line: (__import__("time").sleep(0.02), line)[1])
    slow.foreachRDD(lambda rdd: processed.extend(rdd.collect()))
    lines.print(1)

ssc = start(declare)
try:
    ssc.awaitTermination()
except KeyboardInterrupt:
    ssc.stop(stopSparkContext=True, stopGracefully=True)
print("\\nstored", Stored.records, "processed", len(processed), flush=True)
"""
)


#: One call in a traceback: its file, and the lines of source below it.
CALL = re.compile(r'^  File ".*\n(?:    .*\n)*', re.MULTILINE)


def quietly(driver: Driver) -> None:
    """Check that no process is left, and that the only error output is Python's traceback.

    The traceback of a Ctrl-C in the middle of a call to the JVM has py4j's calls in it.
    """
    deadline = time.monotonic() + 20
    while driver.members() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not driver.members()
    assert "py4j" not in CALL.sub("", driver.stderr).lower()
    assert "reentrant" not in driver.stderr


def test_ctrl_c_ends_a_driver_that_waits(driver: Callable[..., Driver]) -> None:
    with LineServer(iter(lambda: "line", None), rate=20) as server:
        job = driver(WAITING, server.port)
        job.waitFor("got line")
        job.interrupt()
        assert job.end() == -signal.SIGINT
        quietly(job)
    assert tracebacks(job.stderr) == 1
    assert "py4j" not in job.stderr
    assert "KeyboardInterrupt" in job.stderr
    assert "ssc.awaitTermination()" in job.stderr


def test_ctrl_c_leaves_it_to_the_program_to_stop_gracefully(
    driver: Callable[..., Driver],
) -> None:
    """The running batch and the receiver continue until the program stops them."""
    with LineServer(iter(lambda: "line", None), rate=50) as server:
        job = driver(GRACEFUL, server.port)
        job.waitFor("line")
        job.interrupt()
        words = job.waitFor("stored").split()
        assert job.end() == 0
        quietly(job)
    assert words[1] == words[3]
    assert int(words[1]) > 0
    assert tracebacks(job.stderr) == 0


@pytest.mark.parametrize("after", [0.5, 1.2])
def test_ctrl_c_while_the_jvm_starts_leaves_none(
    driver: Callable[..., Driver], after: float
) -> None:
    job = driver('print("begun", flush=True)\n' + WAITING, 9)
    job.waitFor("begun")
    deadline = time.monotonic() + 60
    # The JVM's launcher, and then the JVM, join the group.
    while len(job.members()) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(after)
    job.interrupt()
    assert job.end() == -signal.SIGINT
    quietly(job)


def test_ctrl_c_twice_does_not_wait_for_the_jvm() -> None:
    from sparkish._core.threads import deferringInterrupts

    seen = []

    def stale(*_: object) -> None:
        raise AttributeError("of a SparkContext that has stopped")

    before = signal.signal(signal.SIGINT, stale)

    def impatient() -> None:
        with deferringInterrupts():
            signal.raise_signal(signal.SIGINT)
            seen.append("deferred")
            signal.raise_signal(signal.SIGINT)
            seen.append("late")

    try:
        with pytest.raises(KeyboardInterrupt):
            impatient()
        assert signal.getsignal(signal.SIGINT) is stale
    finally:
        signal.signal(signal.SIGINT, before)
    assert seen == ["deferred"]


def stopAt(place: str, ssc: StreamingContext, stop: Callable[[], None]) -> None:
    """Call stop() once in a user function."""
    called = threading.Event()

    def once() -> None:
        if not called.is_set():
            called.set()
            stop()

    numbers = ssc.queueStream([[1], [2]])
    if place == "transform":
        numbers.transform(lambda rdd: (once(), rdd)[1]).foreachRDD(lambda rdd: None)
        return
    if place == "foreachRDD":
        numbers.foreachRDD(lambda rdd: once())
        return
    numbers.foreachRDD(lambda rdd: None)

    class Listener(StreamingListener):
        def onBatchCompleted(self, batchCompleted: Any) -> None:
            once()

    ssc.addStreamingListener(Listener())


@pytest.mark.parametrize("place", ["foreachRDD", "transform", "listener"])
@pytest.mark.parametrize("gracefully", [False, True])
def test_stop_in_a_callback_is_carried_out(
    ssc: StreamingContext, sc: SparkContext, place: str, gracefully: bool
) -> None:
    stopAt(place, ssc, lambda: ssc.stop(stopSparkContext=False, stopGraceFully=gracefully))
    ssc.start()
    assert ssc.awaitTerminationOrTimeout(30), "stop() hangs"
    assert ssc.getState() == StreamingContextState.STOPPED
    assert sc.parallelize([1]).count() == 1


STOPPING = (
    START
    + """
def declare(ssc, lines):
    lines.foreachRDD(lambda rdd: {})
ssc = start(declare)
ssc.awaitTermination()
print("over", ssc.sparkContext._jsc, flush=True)
"""
)


@pytest.mark.parametrize(
    "stop",
    [
        "ssc.stop()",
        pytest.param("ssc.sparkContext.stop()", marks=pytest.mark.whole),
        pytest.param("ssc.stop(True, True)", marks=pytest.mark.whole),
    ],
)
def test_stopping_everything_in_a_callback_lets_the_program_end(
    driver: Callable[..., Driver], stop: str
) -> None:
    with LineServer(["line"]) as server:
        job = driver(STOPPING.format(stop), server.port)
        job.waitFor("over")
        assert job.end() == 0
        quietly(job)


def test_a_graceful_stop_processes_all_that_was_stored(
    ssc: StreamingContext, eventually: Callable[..., None]
) -> None:
    stored, processed = [], []

    class Stored(StreamingListener):
        def onBatchSubmitted(self, batchSubmitted: Any) -> None:
            stored.append(batchSubmitted.batchInfo.numRecords)

    ssc.addStreamingListener(Stored())
    with LineServer(map(str, range(100_000)), rate=2000) as server:
        lines = ssc.socketTextStream("localhost", server.port)
        lines.foreachRDD(lambda rdd: processed.extend(rdd.collect()))
        ssc.start()
        eventually(lambda: len(processed) > 500, "some batches")
        ssc.stop(stopSparkContext=False, stopGracefully=True)
    assert len(processed) == sum(stored) > 500
    assert processed == [str(n) for n in range(len(processed))]


def test_with_stops_after_a_failure(sc: SparkContext) -> None:
    ssc = StreamingContext(sc, 0.5)

    def fail(rdd: Any) -> None:
        raise ValueError("no good")

    ssc.queueStream([[1]]).foreachRDD(fail)

    def run() -> None:
        with ssc:
            ssc.start()
            ssc.awaitTerminationOrTimeout(30)

    with pytest.raises(BatchFailedError, match=r"^ValueError: no good, in fail at "):
        run()
    assert ssc.getState() == StreamingContextState.STOPPED
    assert sc.parallelize([1]).count() == 1


TWICE = """
import sys
from {module} import SparkConf, SparkContext
from sparkish.streaming import StreamingContext

conf = SparkConf().setMaster("local[2]").setAppName("test").set("spark.ui.enabled", "false")
sc = SparkContext(conf=conf)
sc.setLogLevel("OFF")
ssc = StreamingContext(sc, 0.5)
ssc.queueStream([[1]]).foreachRDD(lambda rdd: print("batch", flush=True))
ssc.start()
while ssc._jssc.ssc().progressListener().numTotalCompletedBatches() == 0:
    assert not ssc.awaitTerminationOrTimeout(0.1)
sc.stop()
ssc.stop()
print(ssc.getState(), StreamingContext.getActive())

sc = SparkContext(conf=conf)
sc.setLogLevel("OFF")
ssc = StreamingContext(sc, 0.5)
ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)
ssc.runFor(batches=1)
print("again")
"""


@pytest.mark.parametrize("module", ["sparkish", pytest.param("pyspark", marks=pytest.mark.whole)])
def test_the_spark_context_may_be_stopped_first(driver: Callable[..., Driver], module: str) -> None:
    job = driver(TWICE.format(module=module))
    assert job.end() == 0, job.stderr
    assert job.lines[-2:] == ["STOPPED None", "again"]
    assert tracebacks(job.stderr) == 0
    quietly(job)


GONE = (
    START
    + """
ssc = start(lambda ssc, lines: lines.print())
print("JVM", ssc.sparkContext._gateway.proc.pid, flush=True)
try:
    ssc.awaitTermination()
except Exception as error:
    print(type(error).__name__, error, flush=True)
try:
    ssc.stop()
except Exception as error:
    print(type(error).__name__, error, flush=True)
"""
)


def test_a_driver_without_its_jvm_says_so_in_a_sentence(driver: Callable[..., Driver]) -> None:
    with LineServer(["line"]) as server:
        job = driver(GONE, server.port)
        jvm = int(job.waitFor("JVM").split()[1])
        os.kill(jvm, signal.SIGKILL)
        for _ in range(2):
            line = job.waitFor("IllegalStateError")
            assert "The JVM of this SparkContext has gone" in line
        assert job.end() == 0
    assert "Traceback" not in job.stderr


def test_a_stopped_contexts_restart_says_what_to_do(ssc: StreamingContext) -> None:
    ssc.queueStream([[1]]).print()
    ssc.stop(stopSparkContext=False)
    with pytest.raises(IllegalStateError, match="make a new StreamingContext"):
        ssc.start()


def test_waiting_keeps_pysparks_handler_for_other_calls(ssc: StreamingContext) -> None:
    def handler(*_: object) -> None: ...

    # PySpark sets its handler on the main thread, perhaps for another context: use our own.
    handler.__module__ = "pyspark.core.context"
    before = signal.signal(signal.SIGINT, handler)
    try:
        ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)
        ssc.start()
        ssc.awaitTerminationOrTimeout(0.1)
        assert signal.getsignal(signal.SIGINT) is handler
    finally:
        signal.signal(signal.SIGINT, before)
