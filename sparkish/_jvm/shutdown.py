"""How running streams end with the process: at its exit, by SIGTERM, and when the JVM is told to.

A program's own handlers come first, and keep their places: those of ``atexit`` run last in, first
out, and ours is registered when sparkish is imported.
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
# Before Spark's own hooks, of which the first ones stop the executor of a local master.
_FIRST = 1000
# How long a program has to end by itself when its streams are stopped, in s.
_GRACE = 5
#: What a shell, systemd and a JVM call a process that SIGTERM has ended.
_EXIT = 128 + signal.SIGTERM


def begin(ssc: Context) -> None:
    """Honour ``spark.streaming.stopGracefullyOnShutdown`` while a context runs.

    Raises
    ------
    SystemExit
        If the program was told to end, and begins another stream.
    """
    last = signal.getsignal(signal.SIGTERM)
    if isinstance(last, Termination) and last.hasBegun:
        raise SystemExit(_EXIT)
    if _isGraceful(ssc):
        ssc._termination = Termination(ssc)
        ssc._termination.install()


def end(ssc: Context) -> None:
    """Ask the JVM no more to tell of its end."""
    if ssc._termination is not None:
        ssc._termination.remove()


def _isGraceful(ssc: Context) -> bool:
    return bool(ssc._sc.getConf().get(_GRACEFULLY, "false") == "true")


@atexit.register
def _stopActive() -> None:
    """Stop what still runs when the program ends, be it by Ctrl-C, while Python can still answer.

    Without it the JVM would find out by itself, and go on calling functions that have gone.
    """
    streaming: Any = sys.modules.get("pyspark.streaming.context")
    ssc = streaming and streaming.StreamingContext._activeContext
    # A process that was forked has it too, and must not speak to the JVM.
    if getattr(ssc, "_process", None) != os.getpid():
        return
    # Where the JVM has gone there is nothing to stop.
    with suppress(IllegalStateError), javaErrors("stop()"):
        if streaming.StreamingContext.getActive() is ssc:
            ssc.stop(stopSparkContext=True, stopGracefully=_isGraceful(ssc))


class Termination:
    """What SIGTERM does to the context that runs: it is stopped gracefully, and then the program.

    As in Scala, where a hook of the JVM's stops it, the main thread goes on meanwhile: its
    ``awaitTermination`` returns when the context is stopped. Where the program does not end then,
    ``SystemExit`` is raised in it.

    Parameters
    ----------
    ssc : StreamingContext
        To stop.
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
        """Whether this process was told to end."""
        return self._thread is not None and self._process == os.getpid()

    def install(self) -> None:
        """Take SIGTERM, unless the program does, and have the JVM tell of its own."""
        current = signal.getsignal(signal.SIGTERM)
        # That of a context that has stopped may be there.
        isFree = current is signal.SIG_DFL or isinstance(current, Termination)
        # Python lets no other thread set one.
        if isFree and threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, self)
        jvm: Any = self._ssc._jvm
        with javaErrors("start()"):
            self._hook = jvm.org.apache.spark.util.ShutdownHookManager.addShutdownHook(
                _FIRST, _Hook(self)
            )

    def remove(self) -> None:
        """Let the JVM forget it; the signal's handler, which only the main thread sets, stays."""
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
        """Begin to stop, once; return the thread that does."""
        with self._lock:
            if self._thread is None:
                # The interpreter waits for it before it exits.
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
    """What the JVM calls when it is told to end: under ``spark-submit`` the signal comes to it.

    It holds up the JVM, which the program still needs.
    """

    def __init__(self, termination: Termination) -> None:
        self._termination = termination

    def apply(self) -> None:
        """Stop, and wait until the program has ended or was told to."""
        self._termination.begin().join()
        sys.stdout.flush()

    class Java:
        """What it is for py4j."""

        implements = ("scala.Function0",)


# Scala's name for it where the result is Unit.
setattr(_Hook, "apply$mcV$sp", _Hook.apply)
