"""Calls that Ctrl-C can interrupt cleanly, and calls that must not run inside a callback."""

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
    """Make a long call to the JVM that Ctrl-C may interrupt, and return its result.

    A separate thread makes the call. An interrupted call leaves its connection waiting for the
    answer, and the thread of that connection cannot call the JVM again.
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
        # From Python 3.12 on, no thread can start while the program ends.
        return action()
    with _plainInterrupts():
        return answer.result()


@contextmanager
def _plainInterrupts() -> Iterator[None]:
    """Make Ctrl-C raise ``KeyboardInterrupt`` and do nothing else.

    PySpark's handler first cancels all jobs: those of the running batch, and the receivers'. A
    driver that then stops gracefully would lose data that it has received.
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
    """Delay ``KeyboardInterrupt`` to the end of the block; a second Ctrl-C interrupts at once.

    A JVM whose start is interrupted does not find its Python process, and never ends.
    """
    handler = signal.getsignal(signal.SIGINT)
    if handler is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    came = threading.Event()

    def later(*_: object) -> None:
        came.set()
        # Not the earlier handler: PySpark leaves that of a stopped SparkContext in place.
        signal.signal(signal.SIGINT, signal.default_int_handler)

    signal.signal(signal.SIGINT, later)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
    if came.is_set():
        raise KeyboardInterrupt


def outsideCallbacks(action: Callable[[], None]) -> None:
    """Make a call that waits until the JVM's callbacks have ended.

    Inside a callback the call would wait for itself. So a thread makes it, and this returns at
    once.
    """
    if not _isCallback(sys._getframe(1)):
        action()
    else:
        # Not a daemon thread: the interpreter waits for it before it exits.
        threading.Thread(target=action, name="sparkish stop").start()


def _isCallback(frame: FrameType | None) -> bool:
    """Tell whether a frame is in a thread that Spark waits for.

    Such a thread runs a stream's function or a listener, or receives updates of accumulators.
    """
    while frame is not None:
        isAccumulators = frame.f_globals.get("__name__") == "pyspark.accumulators"
        if isProxy(frame) or (isAccumulators and frame.f_code.co_name == "handle"):
            return True
        frame = frame.f_back
    return False


def isProxy(frame: FrameType) -> bool:
    """Tell whether a frame is py4j's, which calls a Python object for the JVM."""
    module = str(frame.f_globals.get("__name__"))
    return "_call_proxy" in frame.f_code.co_name and module.startswith("py4j")
