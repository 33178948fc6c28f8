"""How a context runs for some batches and stops: what is not run is not recorded as done."""

from __future__ import annotations

import pickle
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Iterator
from concurrent.futures import Future, InvalidStateError
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Any

from pyspark import cloudpickle
from pyspark.errors import PySparkRuntimeError
from pyspark.streaming import StreamingContext as PySparkStreamingContext

from sparkish._core.callsite import inLibrary
from sparkish._core.duration import Duration, Milliseconds
from sparkish._core.sentences import sentence
from sparkish._core.threads import deferringInterrupts, isProxy
from sparkish._core.unpicklable import heldBy
from sparkish._jvm import quiet
from sparkish._jvm.conversions import javaField, scalaSeq
from sparkish._jvm.failures import javaErrors, usersTrace
from sparkish._notebook.cells import streamOutput
from sparkish._notebook.displays import kernelShell

if TYPE_CHECKING:
    from sparkish._core.protocols import Context

__all__ = [
    "Run",
    "awaitCallbacks",
    "batchesWithJobs",
    "endRun",
    "isAfterRun",
    "mayRun",
    "raiseFailure",
    "recordingFailure",
    "runFor",
]

_MADE_THERE = (
    "what makes the value inside the function, in mapPartitions once for each partition; what "
    "needs a SparkContext into transform or foreachRDD, with rdd.context; and what is needed of "
    "self into a local variable before"
)
# How often it is looked whether the batches are done, in s.
_POLL = 0.025
_MOMENT = Milliseconds(25)
_FAILURE = Milliseconds(10_000)
# How long a checkpoint is waited for, in s.
_CHECKPOINT = 10.0
# How long a stop waits for the functions that still run, in s.
_PATIENCE = 10


class Run:
    """The batches that one context was asked to run.

    Spark may begin later batches before it is stopped. Their output operations wait until the
    context records nothing more, and then do nothing: a recovered context runs these batches.
    """

    def __init__(self) -> None:
        self._last: Future[int] = Future()
        self._ended = threading.Event()
        self._isLifted = False

    def until(self, milliseconds: int) -> None:
        """Set the time of the last batch; before that is known, output operations wait for it."""
        # A function may have stopped the context already.
        with suppress(InvalidStateError):
            self._last.set_result(milliseconds)

    def isAfter(self, milliseconds: int) -> bool:
        """Tell whether a batch is after the last one."""
        return not self._isLifted and milliseconds > self._last.result()

    def admits(self, milliseconds: int) -> bool:
        """Tell whether the output operations of a batch are to run; wait where they are not."""
        if not self.isAfter(milliseconds):
            return True
        self._ended.wait()
        return self._isLifted

    def end(self, isLifted: bool) -> None:
        """Let the output operations that wait return, or run: a graceful stop runs all of them."""
        self._isLifted = isLifted
        self.until(0)
        self._ended.set()


def isAfterRun(ssc: Any, milliseconds: int) -> bool:
    """Tell whether a batch is after the last one that a context was asked for."""
    run: Run | None = getattr(ssc, "_run", None)
    return run is not None and run.isAfter(milliseconds)


def mayRun(milliseconds: int) -> bool:
    """Tell whether an output operation of the active context runs for a batch."""
    # PySpark's own place for it; read so, it costs no call to the JVM.
    run: Run | None = getattr(PySparkStreamingContext._activeContext, "_run", None)
    return run is None or run.admits(milliseconds)


@contextmanager
def explainingPickles(functions: Any) -> Iterator[None]:
    """Say which variable of which function cannot be sent to the workers."""
    try:
        yield
    except (pickle.PicklingError, TypeError, PySparkRuntimeError) as error:
        if not isinstance(error, pickle.PicklingError) and not any(
            word in str(error) for word in ("cannot pickle", "SPARK-5063", "SPARK-13758")
        ):
            raise
        held = heldBy(functions, cloudpickle.dumps)
        if held is None or not held.function:
            raise
        what = sentence(f"{held}, which cannot be sent to the workers", None, _MADE_THERE)
        raise pickle.PicklingError(what) from error


@contextmanager
def recordingFailure(site: str, functions: Any = None) -> Iterator[None]:
    """Let the active context know of the first failure inside, and where it was declared.

    Who waits for the context is told by Spark. In a notebook nobody may, and its log be off: then
    the cell that has started the stream tells.
    """
    try:
        with explainingPickles(functions):
            yield
    except BaseException:
        ssc: Any = PySparkStreamingContext._activeContext
        if getattr(ssc, "_failedAt", site) is None and not ssc._isStopping:
            ssc._failedAt = site
            if ssc._waiting:
                quiet.quietly(ssc._jvm)
            elif kernelShell() is not None or quiet.isQuiet():
                with streamOutput():
                    print(usersTrace(traceback.format_exc(), site), file=sys.stderr)
        raise


def runFor(ssc: Context, batches: int, timeout: Duration | None) -> None:
    """Start a context, wait until it has completed some batches, and stop it.

    Raises
    ------
    TypeError, ValueError
        If ``batches`` is not a whole number, or less than 1.
    TimeoutError
        If they took longer than the timeout.
    """
    if isinstance(batches, bool) or not isinstance(batches, int):
        raise TypeError(f"batches must be a whole number, not {batches!r}.")
    if batches < 1:
        raise ValueError(f"batches must be at least 1, not {batches}.")
    before = time.time() * 1000
    ssc._run = run = Run()
    ssc._waiting += 1
    try:
        ssc.start()
    except BaseException:
        # It can be mended and started again.
        ssc._run = None
        ssc._waiting -= 1
        raise
    try:
        graph: Any = ssc._jssc.ssc().graph()
        zero, each = graph.zeroTime().milliseconds(), graph.batchDuration().milliseconds()
        # One that was recovered has begun long ago, and first makes up for what it has missed.
        done = int(max(0, before - zero) // each)
        end = zero + (done + batches) * each
        run.until(end)
        withJobs = batchesWithJobs(ssc, done, done + batches)
        deadline = None if timeout is None else time.monotonic() + timeout.milliseconds / 1000
        generator = _generator(ssc)
        progress: Any = ssc._jssc.ssc().progressListener()
        isGenerated = False
        while (completed := _completed(progress, done, zero + done * each)) < withJobs or (
            not isGenerated
        ):
            if deadline is not None and time.monotonic() > deadline:
                raise TimeoutError(f"{completed} of {withJobs} batches completed within {timeout}.")
            with javaErrors("runFor()", lambda: ssc._failedAt):
                if ssc._jssc.awaitTerminationOrTimeout(0):
                    return
            isGenerated = isGenerated or _endGeneration(generator, end)
            time.sleep(_POLL)
        raiseFailure(ssc)
        if withJobs and ssc._jssc.ssc().isCheckpointingEnabled():
            _awaitCheckpoint(ssc, progress)
    finally:
        # A Ctrl-C more would leave the context between running and stopped.
        with deferringInterrupts():
            ssc.stop(stopSparkContext=False)
        quiet.loud(ssc._jvm, jobsOnly=True)


def _generator(ssc: Context) -> Any:
    return javaField(ssc._jssc.ssc().scheduler(), "jobGenerator")[1]


def _endGeneration(generator: Any, end: int) -> bool:
    """Let Spark begin no batch any more if the last one has begun; tell whether it has."""
    if time.time() * 1000 < end:
        return False
    timer = javaField(generator, "timer")[1]
    if javaField(timer, "nextTime")[1] <= end:
        return False
    timer.stop(True)
    return True


def _awaitCheckpoint(ssc: Context, progress: Any) -> None:
    """Wait until the checkpoint says that the last batch is done."""
    last = max(
        batch.batchTime().milliseconds() for batch in scalaSeq(progress.retainedCompletedBatches())
    )
    deadline = time.monotonic() + _CHECKPOINT
    while time.monotonic() < deadline:
        processed = javaField(_generator(ssc), "lastProcessedBatch")[1]
        if processed is not None and processed.milliseconds() >= last:
            return
        ssc.awaitTerminationOrTimeout(_MOMENT)


def endRun(ssc: Context, gracefully: bool) -> None:
    """Let the output operations return that wait for the end of a context's run, before it stops.

    First Spark ends what makes checkpoints, and what takes batches for completed.
    """
    run = ssc._run
    if run is None:
        return
    try:
        if not gracefully:
            _generator(ssc).stop(False)
            scheduler: Any = ssc._jssc.ssc().scheduler()
            # An inner class reads the field, and Scala puts the class before its name.
            fields = (field.getName() for field in scheduler.getClass().getDeclaredFields())
            name = next(name for name in fields if name.endswith("eventLoop"))
            if (events := javaField(scheduler, name)[1]) is not None:
                events.stop()
    finally:
        run.end(isLifted=gracefully)


def awaitCallbacks(ssc: Context) -> None:
    """Wait for the functions of a context that has stopped: Spark itself waits for 2 s only.

    Warns
    -----
    UserWarning
        If one still runs.
    """
    executor = javaField(ssc._jssc.ssc().scheduler(), "jobExecutor")[1]
    # That of a context that was never started is not shut down.
    if not executor.isShutdown():
        return
    jvm: Any = ssc._jvm
    if not executor.awaitTermination(_PATIENCE, jvm.java.util.concurrent.TimeUnit.SECONDS):
        for frame in _runningCallbacks():
            code = frame.f_code
            warnings.warn_explicit(
                f"The StreamingContext is stopped, but {code.co_name} at {code.co_filename}:"
                f"{frame.f_lineno}, which it has called, still runs after {_PATIENCE} s.",
                UserWarning,
                code.co_filename,
                frame.f_lineno,
            )


def _runningCallbacks() -> list[FrameType]:
    """Return the frames of the user's functions that the JVM has called."""
    frames = []
    for innermost in sys._current_frames().values():
        users: FrameType | None = None
        frame: FrameType | None = innermost
        while frame is not None and not isProxy(frame):
            if not inLibrary(frame.f_code.co_filename):
                users = frame
            frame = frame.f_back
        if frame is not None and users is not None:
            frames.append(users)
    return frames


def _completed(progress: Any, done: int, begin: int) -> int:
    """Return how many batches are completed after those that were done before the context began."""
    completed = int(progress.numTotalCompletedBatches())
    if done:
        retained = scalaSeq(progress.retainedCompletedBatches())
        completed -= sum(batch.batchTime().milliseconds() <= begin for batch in retained)
    return completed


def batchesWithJobs(ssc: Context, first: int, last: int) -> int:
    """Return how many batches have jobs: of windows, those in which one slides.

    Counted from the first one after a batch to the last, both by their number.

    Spark does not count the others among those that it has completed.
    """
    graph: Any = ssc._jssc.ssc().graph()
    duration = graph.batchDuration().milliseconds()
    slides = {stream.slideDuration().milliseconds() for stream in graph.getOutputStreams()}
    times = range((first + 1) * duration, (last + 1) * duration, duration)
    return sum(any(time % slide == 0 for slide in slides) for time in times)


def raiseFailure(ssc: Context) -> None:
    """Raise what a completed batch has failed with.

    Raises
    ------
    BatchFailedError
        If one has.
    """
    progress: Any = ssc._jssc.ssc().progressListener()
    if any(batch.isFailed() for batch in scalaSeq(progress.retainedCompletedBatches())):
        # Spark counts a batch before it tells that it failed.
        ssc.awaitTerminationOrTimeout(_FAILURE)
