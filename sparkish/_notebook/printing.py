"""Shows the output of a local master's Python workers on the driver's standard output."""

from __future__ import annotations

import atexit
import codecs
import os
import selectors
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pyspark
from pyspark.serializers import BatchedSerializer, CPickleSerializer

from sparkish._executor.shared import restoring
from sparkish._executor.workeroutput import SOCKET, printed
from sparkish._notebook import cells

__all__ = ["PrintingFunction", "PrintingSerializer", "WorkerOutput", "settle", "showWorkerOutput"]

# The longest path of a Unix-domain socket.
_LONGEST_PATH = 100
# How many seconds the rest of a line may take: print() writes a line and its end separately.
_REST_OF_LINE = 0.01
# Seconds between displays of an unfinished line.
_PERIOD = 0.25
# More than a socket holds. There is a limit, so that a busy worker does not block settle().
_CHUNK, _ROUNDS = 1 << 16, 64

_output: WorkerOutput | None = None
_lock = threading.Lock()


def showWorkerOutput(sc: pyspark.SparkContext) -> None:
    """Show the output of a local master's workers; a cluster's workers print to executors' logs.

    Without Unix-domain sockets, the workers keep Spark's own standard output.
    """
    if (sc.master or "").split("[")[0] != "local" or not hasattr(socket, "AF_UNIX"):
        return
    context: Any = sc
    # Another serializer is the user's own choice.
    if type(context._unbatched_serializer) is not CPickleSerializer:
        return
    output = _started()
    if output is None:
        return
    context.environment[SOCKET] = output.path
    context._unbatched_serializer = PrintingSerializer(output)
    if isinstance(context.serializer, BatchedSerializer):
        context.serializer.serializer = context._unbatched_serializer
    cells.follow(settle)


def settle() -> None:
    """Show all output of the workers so far."""
    if _output is not None:
        _output.settle()


def _started() -> WorkerOutput | None:
    """Return this process's WorkerOutput, or None; a forked child cannot use its parent's."""
    global _output
    with _lock:
        if _output is None or not _output.isOurs:
            with suppress(OSError):
                _output = WorkerOutput(cells.deliver, cells.publish)
        return _output


class PrintingFunction:
    """A function whose worker prints to the driver, for RDDs that do not use our serializer."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function

    def __reduce__(self) -> tuple[Any, ...]:
        return restoring(printed, "printed", self._function)


class PrintingSerializer(CPickleSerializer):
    """PySpark's serializer, for a driver that shows its workers' output.

    Each task's command has it, except when an RDD is saved as text. A worker that unpickles it gets
    PySpark's own, and prints to the driver from then on. In the driver it reads the results of
    actions.

    Parameters
    ----------
    output : WorkerOutput
        The output of the workers.
    """

    def __init__(self, output: WorkerOutput) -> None:
        self._output = output

    def load_stream(self, stream: Any) -> Any:
        """Show the output of an action's functions, and then yield the action's results."""
        self._output.settle()
        return super().load_stream(stream)  # type: ignore[no-untyped-call]

    def __reduce__(self) -> tuple[Any, ...]:
        return restoring(printed, "printed", CPickleSerializer())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CPickleSerializer)

    def __repr__(self) -> str:
        # PySpark hashes the repr.
        return f"{CPickleSerializer.__name__}()"

    __hash__ = CPickleSerializer.__hash__


class WorkerOutput:
    """Shows the text that workers write to a Unix-domain socket, in a private folder of the user.

    The first line of a connection has the name of a notebook cell, or is empty. The rest is text. A
    worker makes a new connection for another cell.

    Parameters
    ----------
    show : callable
        Takes the cell's name and the text.
    flush : callable
        Called when no text has come for a while.
    """

    def __init__(self, show: Callable[[str, str], None], flush: Callable[[], None]) -> None:
        self._show = show
        self._flush = flush
        self._pid = os.getpid()
        self._folder = tempfile.mkdtemp(prefix="sparkish-")
        self.path = os.path.join(self._folder, "stdout")
        self._listener = socket.socket(socket.AF_UNIX)
        try:
            if len(os.fsencode(self.path)) > _LONGEST_PATH:
                raise OSError(f"{self.path} is too long for a socket")
            self._listener.bind(self.path)
        except OSError:
            self._listener.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        self._listener.listen(128)
        self._listener.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._lock = threading.RLock()
        self._isTaking = False
        self._isOver = False
        self._unfinished: set[_Connection] = set()
        atexit.register(self._end)
        threading.Thread(target=self._run, name="sparkish worker output", daemon=True).start()

    @property
    def isOurs(self) -> bool:
        """Whether this process made the object, and not the parent of a fork."""
        return os.getpid() == self._pid

    def settle(self) -> None:
        """Show all text so far, including unfinished lines."""
        if not self.isOurs:
            return
        with self._lock:
            self._take()
            if self._unfinished:
                deadline = time.monotonic() + _REST_OF_LINE
                while self._unfinished and (left := deadline - time.monotonic()) > 0:
                    self._take(left)
                self._showUnfinished()

    def _run(self) -> None:
        isQuiet = True
        while not self._isOver:
            # Wait without the lock: settle() may take the text in another thread.
            isReady = bool(self._selector.select(None if isQuiet else _PERIOD))
            with self._lock:
                self._take()
                if not isReady:
                    self._showUnfinished()
                    with suppress(Exception):
                        self._flush()
                isQuiet = not isReady

    def _take(self, timeout: float = 0) -> None:
        """Show the complete lines that have come."""
        # The user's standard output may run an action, which calls this again.
        if self._isTaking or self._isOver:
            return
        self._isTaking = True
        try:
            for _ in range(_ROUNDS):
                ready = self._selector.select(timeout)
                timeout = 0
                if not ready:
                    return
                for key, _ in ready:
                    if key.fileobj is self._listener:
                        self._accept()
                    else:
                        self._read(key.data)
        finally:
            self._isTaking = False

    def _accept(self) -> None:
        with suppress(OSError):
            connection = _Connection(self._listener.accept()[0])
            self._selector.register(connection.socket, selectors.EVENT_READ, connection)

    def _read(self, connection: _Connection) -> None:
        try:
            data = connection.socket.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self._write(connection, connection.lines(data))
        if connection.rest:
            self._unfinished.add(connection)
        else:
            self._unfinished.discard(connection)
        if not data:
            self._selector.unregister(connection.socket)
            connection.socket.close()

    def _showUnfinished(self) -> None:
        for connection in self._unfinished:
            self._write(connection, connection.unfinished())
        self._unfinished.clear()

    def _write(self, connection: _Connection, text: str) -> None:
        # A standard output that is closed or fails must not block the workers.
        with suppress(Exception):
            if text:
                self._show(connection.cell or "", text)

    def _end(self) -> None:
        """Show the last text. No thread may write while the interpreter shuts down."""
        if self.isOurs:
            self.settle()
            with self._lock:
                self._isOver = True
            shutil.rmtree(self._folder, ignore_errors=True)


class _Connection:
    """The text of one worker for one cell."""

    def __init__(self, connected: socket.socket) -> None:
        connected.setblocking(False)
        self.socket = connected
        self.cell: str | None = None
        self.rest = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def lines(self, data: bytes) -> str:
        """Add data, and return the complete lines; at the end of the data, return the rest."""
        text = self.rest + self._decoder.decode(data, final=not data)
        whole, newline, self.rest = text.rpartition("\n")
        whole += newline
        if self.cell is None and newline:
            self.cell, _, whole = whole.partition("\n")
        return whole if data else whole + self.unfinished()

    def unfinished(self) -> str:
        """Return the line that has no end yet."""
        if self.cell is None:
            return ""
        rest, self.rest = self.rest, ""
        return rest
