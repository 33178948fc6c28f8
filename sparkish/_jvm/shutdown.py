"""Stops running streams when the process ends: at exit, on SIGTERM, and when the JVM ends.

A program's own handlers come first and stay in place: ``atexit`` runs the last handler first, and
ours is registered when sparkish is imported.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sparkish._core.errors import IllegalStateError
from sparkish._jvm.failures import javaErrors

if TYPE_CHECKING:
    from sparkish._core.protocols import Context

__all__ = ["Termination", "begin", "end"]

_GRACEFULLY = "spark.streaming.stopGracefullyOnShutdown"
# Before Spark's own hooks: the first of these stop the executor of a local master.
_FIRST = 1000
# How many seconds a program has to end by itself after its streams are stopped.
_GRACE = 5
#: The exit code for SIGTERM that a shell, systemd and a JVM use.
_EXIT = 128 + signal.SIGTERM


def begin(ssc: Context) -> None:
    """Honour ``spark.streaming.stopGracefullyOnShutdown`` while a context runs.

    Raises
    ------
    SystemExit
        If the program has got SIGTERM and starts another stream.
    """
    last = signal.getsignal(signal.SIGTERM)
    if isinstance(last, Termination) and last.hasBegun:
        raise SystemExit(_EXIT)
    if _isGraceful(ssc):
        ssc._termination = Termination(ssc)
        ssc._termination.install()


def end(ssc: Context) -> None:
    """Remove the JVM's shutdown hook."""
    if ssc._termination is not None:
        ssc._termination.remove()


def _isGraceful(ssc: Context) -> bool:
    return bool(ssc._sc.getConf().get(_GRACEFULLY, "false") == "true")


@atexit.register
def _stopActive() -> None:
    """Stop the active context when the program ends, while Python can still answer the JVM.

    Otherwise the JVM would keep calling Python functions that no longer exist.
    """
    streaming: Any = sys.modules.get("pyspark.streaming.context")
    ssc = streaming and streaming.StreamingContext._activeContext
    # A forked process has this handler too, and must not call the JVM.
    if getattr(ssc, "_process", None) != os.getpid():
        return
    # If the JVM has ended, there is nothing to stop.
    with suppress(IllegalStateError), javaErrors("stop()"):
        if streaming.StreamingContext.getActive() is ssc:
            ssc.stop(stopSparkContext=True, stopGracefully=_isGraceful(ssc))


class Termination:
    """Handles SIGTERM: stops the running context gracefully, and then ends the program.

    Meanwhile the main thread continues, as in Scala, where a JVM hook stops the context. Its
    ``awaitTermination`` returns when the context is stopped. If the program does not end then,
    ``SystemExit`` is raised in the main thread.

    Parameters
    ----------
    ssc : StreamingContext
        The context to stop.
    """

    def __init__(self, ssc: Context) -> None:
        self._ssc = ssc
        self._process = os.getpid()
        self._lock = threading.RLock()
        self._thread: threading.Thread | None = None
        self._isOver = False
        self._hook: Any = None

    @property
    def hasBegun(self) -> bool:
        """Whether this process has been told to end."""
        return self._thread is not None and self._process == os.getpid()

    def install(self) -> None:
        """Handle SIGTERM, unless the program does, and add a shutdown hook to the JVM."""
        current = signal.getsignal(signal.SIGTERM)
        # The handler of a stopped context may still be set.
        isFree = current is signal.SIG_DFL or isinstance(current, Termination)
        # Python allows signal handlers only from the main thread.
        if isFree and threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, self)
        jvm: Any = self._ssc._jvm
        with javaErrors("start()"):
            self._hook = jvm.org.apache.spark.util.ShutdownHookManager.addShutdownHook(
                _FIRST, _Hook(self)
            )

    def remove(self) -> None:
        """Remove the JVM's hook. The signal handler stays: only the main thread can change it."""
        hook, self._hook = self._hook, None
        jvm: Any = self._ssc._jvm
        if hook is not None:
            with suppress(IllegalStateError), javaErrors("stop()"):
                jvm.org.apache.spark.util.ShutdownHookManager.removeShutdownHook(hook)

    def __call__(self, *_: object) -> None:
        """Handle the signal."""
        isOurs = self._process == os.getpid()
        if isOurs and self._isOver:
            raise SystemExit(_EXIT)
        if isOurs and (self._thread is not None or self._hook is not None):
            self.begin()
            return
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTERM)

    def begin(self) -> threading.Thread:
        """Start to stop the context, once, and return the thread that does it."""
        with self._lock:
            if self._thread is None:
                # Not a daemon thread: the interpreter waits for it before it exits.
                self._thread = threading.Thread(target=self._run, name="sparkish stop")
                self._thread.start()
            return self._thread

    def _run(self) -> None:
        main = threading.main_thread()
        try:
            with suppress(IllegalStateError):
                self._ssc._stop(stopSparkContext=False, gracefully=True)
        finally:
            main.join(_GRACE)
            self._isOver = True
            if main.is_alive() and signal.getsignal(signal.SIGTERM) is self:
                assert main.ident is not None
                signal.pthread_kill(main.ident, signal.SIGTERM)


class _Hook:
    """The JVM's shutdown hook: under ``spark-submit`` the JVM gets the signal.

    The hook delays the end of the JVM, because the program still needs it.
    """

    def __init__(self, termination: Termination) -> None:
        self._termination = termination

    def apply(self) -> None:
        """Stop the context, and wait until the program has ended or got the signal."""
        self._termination.begin().join()
        sys.stdout.flush()

    class Java:
        """The Java interface that py4j shows to the JVM."""

        implements = ("scala.Function0",)


# Scala's specialized name of apply with the result Unit.
setattr(_Hook, "apply$mcV$sp", _Hook.apply)
