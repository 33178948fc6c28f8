"""Waiting that Ctrl-C ends cleanly, and calls that must not be made inside a callback."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import copy_context
from types import FrameType
from typing import TypeVar

__all__ = ["deferringInterrupts", "isProxy", "outsideCallbacks", "patiently"]

T = TypeVar("T")


def patiently(action: Callable[[], T]) -> T:
    """Return what a call to the JVM gives that may last, and that Ctrl-C may end.

    A thread of its own makes the call: one that is interrupted leaves its connection waiting for
    the answer, and the thread that has made it cannot speak to the JVM again.
    """
    answer: Future[T] = Future()

    def run() -> None:
        try:
            answer.set_result(action())
        except BaseException as error:
            answer.set_exception(error)

    try:
        threading.Thread(target=copy_context().run, args=(run,), daemon=True).start()
    except RuntimeError:
        # Python 3.12 starts no thread any more when the program ends.
        return action()
    with _plainInterrupts():
        return answer.result()


@contextmanager
def _plainInterrupts() -> Iterator[None]:
    """Let Ctrl-C be a ``KeyboardInterrupt`` and no more.

    PySpark's handler cancels all jobs first: those of the batch that runs, and the receivers', so
    that a driver which then stops gracefully would have lost what it had received.
    """
    handler = signal.getsignal(signal.SIGINT)
    isPySparks = getattr(handler, "__module__", "").startswith("pyspark.")
    if not isPySparks or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


@contextmanager
def deferringInterrupts() -> Iterator[None]:
    """Raise ``KeyboardInterrupt`` when what is inside has ended; a second Ctrl-C ends it at once.

    A JVM whose start is interrupted does not find its Python, and stays.
    """
    handler = signal.getsignal(signal.SIGINT)
    if handler is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    came = threading.Event()

    def later(*_: object) -> None:
        came.set()
        # Not that of a SparkContext which has stopped: PySpark leaves it.
        signal.signal(signal.SIGINT, signal.default_int_handler)

    signal.signal(signal.SIGINT, later)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
    if came.is_set():
        raise KeyboardInterrupt


def outsideCallbacks(action: Callable[[], None]) -> None:
    """Make a call that waits for the callbacks of the JVM to end.

    Inside one of them it would wait for itself: a thread makes it then, and this returns at once.
    """
    if not _isCallback(sys._getframe(1)):
        action()
    else:
        # The interpreter waits for it before it exits.
        threading.Thread(target=action, name="sparkish stop").start()


def _isCallback(frame: FrameType | None) -> bool:
    """Tell whether a frame is of a thread that Spark waits for.

    It runs a function of a stream's or a listener, or takes what tasks add to accumulators.
    """
    while frame is not None:
        isAccumulators = frame.f_globals.get("__name__") == "pyspark.accumulators"
        if isProxy(frame) or (isAccumulators and frame.f_code.co_name == "handle"):
            return True
        frame = frame.f_back
    return False


def isProxy(frame: FrameType) -> bool:
    """Tell whether a frame is py4j's that calls for the JVM."""
    module = str(frame.f_globals.get("__name__"))
    return "_call_proxy" in frame.f_code.co_name and module.startswith("py4j")
