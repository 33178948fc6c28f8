"""``runFor`` and ``stop``: a batch that does not run is not recorded as done in a checkpoint."""

from __future__ import annotations

import pickle
import re
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Iterator
from concurrent.futures import Future, InvalidStateError
from contextlib import contextmanager, suppress
from datetime import datetime
from types import FrameType
from typing import TYPE_CHECKING, Any

from py4j.protocol import Py4JError
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
from sparkish._jvm.failures import JAVA_FAILURES, briefly, javaErrors, usersTrace, withoutJava
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

# How often it is looked whether the batches are done, in s.
_POLL = 0.025
_MOMENT = Milliseconds(25)
_FAILURE = Milliseconds(10_000)
# The longest wait for a checkpoint, in s.
_CHECKPOINT = 10.0
# The longest wait of a stop for functions that still run, in s.
_PATIENCE = 10


class Run:
    """The batches that ``runFor`` runs on one context.

    Spark may begin later batches before it is stopped. Their output operations wait until the
    context writes no more checkpoints, and then do nothing: a recovered context runs these batches.
    """

    def __init__(self) -> None:
        self._last: Future[int] = Future()
        self._ended = threading.Event()
        self._isLifted = False

    def until(self, milliseconds: int) -> None:
        """Set the time of the last batch. Output operations wait until it is known."""
        # A function may have stopped the context already.
        with suppress(InvalidStateError):
            self._last.set_result(milliseconds)

    def isAfter(self, milliseconds: int) -> bool:
        """Tell whether a batch is after the last one."""
        return not self._isLifted and milliseconds > self._last.result()

    def admits(self, milliseconds: int) -> bool:
        """Tell whether a batch's output operations run; for a batch after the last, wait first."""
        if not self.isAfter(milliseconds):
            return True
        self._ended.wait()
        return self._isLifted

    def end(self, isLifted: bool) -> None:
        """End the wait of output operations. After a graceful stop they run, otherwise not."""
        self._isLifted = isLifted
        self.until(0)
        self._ended.set()


def isAfterRun(ssc: Any, milliseconds: int) -> bool:
    """Tell whether a batch is after the last batch of a context's run."""
    run: Run | None = getattr(ssc, "_run", None)
    return run is not None and run.isAfter(milliseconds)


def mayRun(milliseconds: int) -> bool:
    """Tell whether an output operation of the active context runs for a batch."""
    # PySpark keeps the active context here. Reading it costs no call to the JVM.
    run: Run | None = getattr(PySparkStreamingContext._activeContext, "_run", None)
    return run is None or run.admits(milliseconds)


@contextmanager
def explainingPickles(functions: Any) -> Iterator[None]:
    """Improve a pickling error: name the variable and the function that cannot be pickled."""
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
        what = sentence(f"{held}, which cannot be sent to the workers", None, held.instead)
        raise pickle.PicklingError(what) from error


@contextmanager
def recordingFailure(
    site: str, functions: Any = None, batch: datetime | None = None
) -> Iterator[None]:
    """Let the active context know of the first failure inside, and where it was declared.

    A checkpoint that an earlier sparkish wrote gives no batch.

    Who waits for the context is told by Spark. In a notebook nobody may: then the cell that has
    started the stream tells, of each batch where Spark does not log it.
    """
    try:
        with explainingPickles(functions):
            yield
    except BaseException as error:
        ssc: Any = PySparkStreamingContext._activeContext
        isEnded = hasattr(ssc, "_failedAt") and ssc._isStopping and _isInterrupted(error)
        if isEnded and ssc._failedAt is not None and batch is not None:
            # The stop after a failure interrupts the batch that follows: nothing new to tell.
            with suppress(Py4JError, OSError):
                quiet.batchIsTold(ssc._jvm, round(batch.timestamp() * 1000))
        elif hasattr(ssc, "_failedAt") and not isEnded:
            isFirst, isQuiet = ssc._failedAt is None, quiet.isQuiet()
            ssc._failedAt = ssc._failedAt or site
            if batch is not None:
                quiet.batchIsTold(ssc._jvm, round(batch.timestamp() * 1000))
            isNotebook = kernelShell() is not None
            if not ssc._waiting and (isQuiet or (isFirst and isNotebook)):
                told = usersTrace(traceback.format_exc(), site)
                # The trace once, where it can be scrolled away.
                told = withoutJava(told) if isFirst and not isNotebook else briefly(told)
                with streamOutput():
                    print(told, file=sys.stderr)
        raise


def _isInterrupted(error: BaseException) -> bool:
    """Tell whether an error may come of a stop: of Java's, by what it says."""
    if not isinstance(error, JAVA_FAILURES):
        return isinstance(error, (Py4JError, OSError))
    return re.search(r"Interrupted|shut down|cancell?ed|stopped", str(error)) is not None


def runFor(ssc: Context, batches: int, timeout: Duration | None) -> None:
    """Start a context, wait until it has completed some batches, and stop it.

    Raises
    ------
    TypeError, ValueError
        If ``batches`` is not a whole number, or less than 1.
    TimeoutError
        If the batches took longer than the timeout.
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
        # The user can correct the program and start the context again.
        ssc._run = None
        ssc._waiting -= 1
        raise
    try:
        graph: Any = ssc._jssc.ssc().graph()
        zero, each = graph.zeroTime().milliseconds(), graph.batchDuration().milliseconds()
        # A recovered context began long ago, and first runs the batches that it missed.
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
        # A second Ctrl-C would leave the context half stopped.
        with deferringInterrupts():
            ssc.stop(stopSparkContext=False)


def _generator(ssc: Context) -> Any:
    return javaField(ssc._jssc.ssc().scheduler(), "jobGenerator")[1]


def _endGeneration(generator: Any, end: int) -> bool:
    """Stop Spark's generation of batches if the last batch has begun; tell whether it has."""
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
    """Release the output operations that wait for the end of a context's run, before it stops.

    First stop the parts of Spark that write checkpoints and that record completed batches.
    """
    run = ssc._run
    if run is None:
        return
    try:
        if not gracefully:
            _generator(ssc).stop(False)
            scheduler: Any = ssc._jssc.ssc().scheduler()
            # An inner class reads the field, so Scala adds the class to the field's name.
            fields = (field.getName() for field in scheduler.getClass().getDeclaredFields())
            name = next(name for name in fields if name.endswith("eventLoop"))
            if (events := javaField(scheduler, name)[1]) is not None:
                events.stop()
    finally:
        run.end(isLifted=gracefully)


def awaitCallbacks(ssc: Context) -> None:
    """Wait for the functions of a stopped context: Spark itself waits only 2 s.

    Warns
    -----
    UserWarning
        If a function still runs after that.
    """
    executor = javaField(ssc._jssc.ssc().scheduler(), "jobExecutor")[1]
    # If the context was never started, its executor is not shut down.
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
    """Return how many batches this run has completed, without those from before the recovery."""
    completed = int(progress.numTotalCompletedBatches())
    if done:
        retained = scalaSeq(progress.retainedCompletedBatches())
        completed -= sum(batch.batchTime().milliseconds() <= begin for batch in retained)
    return completed


def batchesWithJobs(ssc: Context, first: int, last: int) -> int:
    """Return how many of the batches after ``first``, up to ``last``, have jobs.

    A window has jobs only in the batches in which it slides. Spark does not count batches without
    jobs as completed.
    """
    graph: Any = ssc._jssc.ssc().graph()
    duration = graph.batchDuration().milliseconds()
    slides = {stream.slideDuration().milliseconds() for stream in graph.getOutputStreams()}
    times = range((first + 1) * duration, (last + 1) * duration, duration)
    return sum(any(time % slide == 0 for slide in slides) for time in times)


def raiseFailure(ssc: Context) -> None:
    """Raise the error of a batch that failed.

    Raises
    ------
    BatchFailedError
        If a completed batch failed.
    """
    progress: Any = ssc._jssc.ssc().progressListener()
    if any(batch.isFailed() for batch in scalaSeq(progress.retainedCompletedBatches())):
        # Spark counts a batch as completed before it reports its failure: wait for that.
        ssc.awaitTerminationOrTimeout(_FAILURE)
