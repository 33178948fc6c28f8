"""An embedded server of text lines for ``socketTextStream``, which replaces ``nc -lk``."""

from __future__ import annotations

import errno
import itertools
import logging
import math
import os
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

__all__ = ["LineServer"]

_log = logging.getLogger(__name__)

_CHUNK = 1 << 16
# How many bytes the source is read ahead of the slowest receiver.
_READ_AHEAD = 1 << 20
# How many seconds of a delay a paced source catches up, so that the average rate is right and a
# long wait causes no burst.
_CATCH_UP = 0.1
# How many seconds close() waits for a source that is blocked while it reads.
_PATIENCE = 1.0
_END = object()


class LineServer:
    r"""Serve lines of text over TCP to every receiver that connects.

    It replaces ``nc -lk`` in programs, tests and notebooks on every platform:

    - Lines wait until a receiver is connected. Each receiver gets all lines that are served while
      it is connected.
    - When a receiver disconnects and comes back, serving continues after the last line that any
      receiver got. Lines that lie unread in a dead connection are lost, as with ``nc``.
    - The slowest receiver sets the pace and loses nothing.
    - Connections stay open after the last line until :meth:`close`: Spark restarts a receiver
      whose connection is closed.

    Lines are sent in UTF-8, each with one ``"\n"`` at its end. A string that contains ``"\n"`` is
    several lines. A ``"\n"`` at its end adds no line, so a text file is served unchanged.

    Parameters
    ----------
    lines : iterable of str or os.PathLike, optional
        The lines in order: a list, a generator, an open text file, or the ``Path`` of a
        UTF-8 file. A thread of the server takes them one by one, as fast as receivers do.
    host : str, default "127.0.0.1"
        The address to listen on; ``"0.0.0.0"`` means all addresses of this machine.
    port : int, default 0
        The port to listen on; 0 means any free port, which :attr:`port` returns.
    rate : float, optional
        Lines per second; by default as fast as the receivers take them. It applies to
        `lines`, not to the lines of :meth:`send`.
    repeat : bool, default False
        Start again with the first line after the last one, forever. The lines of an iterator are
        kept in memory for this.

    Raises
    ------
    TypeError
        If `lines` is a single ``str``, or a line is not a ``str``.
    ValueError
        If `port` or `rate` is out of range.
    OSError
        If the file cannot be read; from :meth:`start`, if the port is not available.

    Notes
    -----
    Connections are logged at level ``INFO`` by the logger ``sparkish.lineserver``. If `lines`
    raises an error, no more of its lines are served. The error is logged, and :meth:`join` or the
    end of the ``with`` block raises it.

    Examples
    --------
    >>> import socket
    >>> from sparkish.lineserver import LineServer
    >>> with LineServer(["hello", "world"]) as server:
    ...     with socket.create_connection((server.host, server.port)) as receiver:
    ...         server.send("bye")
    ...         received = receiver.makefile(encoding="utf-8")
    ...         sorted(next(received) for _ in range(3))
    ['bye\n', 'hello\n', 'world\n']

    With Spark:

    >>> with LineServer(["a", "b"], rate=5) as server:  # doctest: +SKIP
    ...     ssc.socketTextStream(server.host, server.port).print()
    ...     ssc.runFor(batches=3)
    """

    def __init__(
        self,
        lines: Iterable[str] | os.PathLike[str] | None = None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        rate: float | None = None,
        repeat: bool = False,
    ) -> None:
        if not 0 <= port <= 65535:
            raise ValueError(f"port is a number from 0 to 65535, got {port}")
        if rate is not None and not 0 < rate < math.inf:
            raise ValueError(
                f"rate is a number of lines per second above 0, got {rate}; "
                "leave it out to serve as fast as the receivers take the lines"
            )
        self._host = host
        self._port = port
        self._period = 0.0 if rate is None else 1 / rate
        self._source = None if lines is None else _iterator(lines, repeat)
        self._exhausted = lines is None
        self._failure: Exception | None = None
        # Guards the attributes below; notified when one of them changes.
        self._changed = threading.Condition()
        self._backlog = _Backlog()
        self._sent = 0
        self._receivers: list[_Receiver] = []
        self._threads: list[threading.Thread] = []
        self._closed = False
        self._woken = False

    @property
    def host(self) -> str:
        """The address that the server listens on, as given."""
        return self._host

    @property
    def port(self) -> int:
        """The port that the server listens on.

        Raises
        ------
        RuntimeError
            If the port is 0, for any free port, and the server has not started yet.
        """
        if not self._port:
            raise RuntimeError("The server has no port yet: call start(), or use it in `with`.")
        return self._port

    @property
    def receivers(self) -> int:
        """The number of receivers that are connected."""
        with self._changed:
            return len(self._receivers)

    @property
    def sent(self) -> int:
        """The number of lines sent so far; a line counts once for all receivers."""
        with self._changed:
            return self._sent

    @property
    def finished(self) -> bool:
        """Whether every connected receiver has got all lines.

        The server knows a source's end only when it has read it, and it reads only while a receiver
        is connected.
        """
        with self._changed:
            return self._isFinished()

    def start(self) -> LineServer:
        """Start to listen and to serve.

        Returns
        -------
        LineServer
            This server.

        Raises
        ------
        OSError
            If the port is in use, or this machine does not have the address.
        RuntimeError
            If the server has been closed.

        Examples
        --------
        >>> server = LineServer().start()
        >>> server.port > 0
        True
        >>> server.close()
        """
        with self._changed:
            self._checkOpen()
            if self._threads:
                return self
            self._listener = _listen(self._host, self._port)
            self._port = self._listener.getsockname()[1]
            self._wakeup, self._waker = socket.socketpair()
            self._waker.setblocking(False)
            self._threads = [threading.Thread(target=self._serve, daemon=True)]
            if self._source is not None:
                self._threads.append(
                    threading.Thread(target=self._feed, args=(self._source,), daemon=True)
                )
            for thread in self._threads:
                thread.name = f"LineServer:{self._port}"
                thread.start()
        return self

    def close(self) -> None:
        """Stop serving and close every connection; lines that are not sent yet are dropped.

        It returns when the server's threads have ended. For a source that is blocked while it reads
        it waits one second, and then leaves it in its daemon thread.

        Examples
        --------
        >>> server = LineServer(["never read"]).start()
        >>> server.close()
        >>> server.receivers
        0
        """
        with self._changed:
            if not self._closed:
                self._closed = True
                self._changed.notify_all()
                self._wake()
        for thread in self._threads:
            thread.join(_PATIENCE if thread is not self._threads[0] else None)

    def __enter__(self) -> LineServer:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        if error is None:
            self._raiseFailure()

    def send(self, *lines: str) -> None:
        """Send lines from the program at once, after the lines already taken from the source.

        Lines of one call stay together. Without a receiver they wait for one in memory.

        Parameters
        ----------
        *lines : str
            The lines.

        Raises
        ------
        RuntimeError
            If the server has been closed.
        TypeError
            If a line is not a ``str``.

        Examples
        --------
        >>> with LineServer() as server:
        ...     server.send("a line", "another")
        ...     server.finished
        False
        """
        encoded = [part for line in lines for part in _encoded(line)]
        with self._changed:
            self._checkOpen()
            self._append(encoded)

    def waitForReceiver(self, timeout: float | None = None) -> bool:
        """Wait until a receiver is connected.

        Parameters
        ----------
        timeout : float, optional
            How many seconds to wait at most; by default forever.

        Returns
        -------
        bool
            Whether one is connected: ``False`` after `timeout`, or if the server was closed.

        Examples
        --------
        >>> with LineServer() as server:
        ...     server.waitForReceiver(timeout=0.01)
        False
        """
        with self._changed:
            self._changed.wait_for(lambda: self._receivers or self._closed, timeout)
            return bool(self._receivers)

    def join(self, timeout: float | None = None) -> bool:
        """Wait until every connected receiver has got all lines.

        Parameters
        ----------
        timeout : float, optional
            How many seconds to wait at most; by default forever.

        Returns
        -------
        bool
            Whether they have: ``False`` after `timeout`, or if the server was closed before.

        Raises
        ------
        Exception
            The error that the source of the lines raised, if any.

        Examples
        --------
        >>> import socket
        >>> with LineServer(["a", "b"]) as server:
        ...     with socket.create_connection((server.host, server.port)):
        ...         server.join(timeout=10)
        True
        """
        with self._changed:
            self._changed.wait_for(lambda: self._isFinished() or self._closed, timeout)
            self._raiseFailure()
            return self._isFinished()

    def _isFinished(self) -> bool:
        end = self._backlog.end
        positions = (receiver.position for receiver in self._receivers)
        return self._exhausted and self._sent == end and all(at == end for at in positions)

    def _checkOpen(self) -> None:
        if self._closed:
            raise RuntimeError("This LineServer has been closed; make a new one.")

    def _raiseFailure(self) -> None:
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    def _append(self, lines: list[bytes]) -> None:
        self._backlog.extend(lines)
        self._wake()

    def _wake(self) -> None:
        if self._threads and not self._woken:
            self._woken = True
            self._waker.send(b"\0")

    def _feed(self, lines: Iterator[str]) -> None:
        """Take the source's lines; runs in its own thread, since a source may block."""
        due = time.monotonic()
        try:
            while self._waitForTurn(due) and (line := next(lines, _END)) is not _END:
                encoded = _encoded(line)
                with self._changed:
                    if self._closed:
                        break
                    self._append(encoded)
                due = max(due + self._period, time.monotonic() - _CATCH_UP)
        except Exception as error:
            _log.error("reading the lines failed: %s: %s", type(error).__name__, error)
            self._failure = error
        with self._changed:
            self._exhausted = not self._closed
            self._changed.notify_all()

    def _waitForTurn(self, due: float) -> bool:
        """Wait until the next line is due and there is a receiver with room for it."""
        with self._changed:
            while not self._closed:
                if not self._receivers or self._backlog.size > _READ_AHEAD:
                    self._changed.wait()
                elif (delay := due - time.monotonic()) > 0:
                    self._changed.wait(delay)
                else:
                    return True
        return False

    def _serve(self) -> None:
        """Accept receivers and send lines; runs in a thread, the only one that uses the sockets."""
        with (
            selectors.DefaultSelector() as selector,
            self._listener,
            self._wakeup,
            self._waker,
        ):
            selector.register(self._listener, selectors.EVENT_READ)
            selector.register(self._wakeup, selectors.EVENT_READ)
            try:
                while self._wantsMore(selector):
                    for key, events in selector.select():
                        if key.fileobj is self._listener:
                            self._accept(selector)
                        elif key.fileobj is self._wakeup:
                            self._wakeup.recv(_CHUNK)
                        elif not self._exchange(key.data, events):
                            selector.unregister(key.fileobj)
                            self._forget(key.data)
            finally:
                with self._changed:
                    self._closed = True
                    self._changed.notify_all()
                    for receiver in self._receivers:
                        receiver.socket.close()
                    self._receivers.clear()

    def _wantsMore(self, selector: selectors.BaseSelector) -> bool:
        """Ask the selector for writing if there is something to write; return whether to go on."""
        with self._changed:
            self._woken = False
            for receiver in self._receivers:
                waiting = receiver.position < self._backlog.end
                selector.modify(
                    receiver.socket,
                    selectors.EVENT_READ | (selectors.EVENT_WRITE if waiting else 0),
                    receiver,
                )
            return not self._closed

    def _accept(self, selector: selectors.BaseSelector) -> None:
        try:
            connection, address = self._listener.accept()
        except (BlockingIOError, ConnectionError):  # it has disconnected again
            return
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        receiver = _Receiver(connection, f"{address[0]}:{address[1]}", self._sent)
        selector.register(connection, selectors.EVENT_READ, receiver)
        with self._changed:
            self._receivers.append(receiver)
            self._changed.notify_all()
        _log.info("receiver %s connected", receiver.name)

    def _exchange(self, receiver: _Receiver, events: int) -> bool:
        """Read and write what is possible without waiting; return whether the receiver is there."""
        try:
            # Read first, so that nothing is written to a receiver that has disconnected.
            if events & selectors.EVENT_READ and not receiver.socket.recv(_CHUNK):
                return False
            if events & selectors.EVENT_WRITE:
                with self._changed:
                    chunk = self._backlog.chunk(receiver.position, receiver.offset)
                    count = receiver.offset + receiver.socket.send(chunk)
                    receiver.position, receiver.offset = self._backlog.after(
                        receiver.position, count
                    )
                    self._sent = max(self._sent, receiver.position)
                    self._trim()
        except BlockingIOError:
            return True
        except OSError:
            return False
        return True

    def _forget(self, receiver: _Receiver) -> None:
        receiver.socket.close()
        with self._changed:
            self._receivers.remove(receiver)
            self._trim()
        _log.info("receiver %s left", receiver.name)

    def _trim(self) -> None:
        positions = [receiver.position for receiver in self._receivers]
        self._backlog.dropBefore(min(positions, default=self._sent))
        self._changed.notify_all()


@dataclass(eq=False)
class _Receiver:
    socket: socket.socket
    name: str
    position: int  # the number of the line that it gets next
    offset: int = 0  # how many bytes of that line it has got


class _Backlog:
    """The lines that some receiver has not got yet, numbered from the first line ever served."""

    def __init__(self) -> None:
        self._lines: deque[bytes] = deque()
        self._first = 0
        self.size = 0

    @property
    def end(self) -> int:
        return self._first + len(self._lines)

    def extend(self, lines: list[bytes]) -> None:
        self._lines.extend(lines)
        self.size += sum(map(len, lines))

    def chunk(self, position: int, offset: int) -> memoryview:
        """Return the next bytes after `offset` bytes of the line at `position`."""
        parts = []
        size = -offset
        for line in itertools.islice(self._lines, position - self._first, None):
            parts.append(line)
            size += len(line)
            if size >= _CHUNK:
                break
        return memoryview(b"".join(parts))[offset:]

    def after(self, position: int, count: int) -> tuple[int, int]:
        """Return the position and offset `count` bytes after the beginning of the line."""
        for line in itertools.islice(self._lines, position - self._first, None):
            if count < len(line):
                break
            count -= len(line)
            position += 1
        return position, count

    def dropBefore(self, position: int) -> None:
        while self._first < position:
            self.size -= len(self._lines.popleft())
            self._first += 1


def _iterator(lines: Iterable[str] | os.PathLike[str], repeat: bool) -> Iterator[str]:
    if isinstance(lines, (str, bytes)):
        raise TypeError(
            f"lines is several lines or a file; write LineServer([{lines!r}]) to serve this line, "
            f"or LineServer(Path({lines!r})) to serve the file of this name"
        )
    if isinstance(lines, os.PathLike):
        # A file that cannot be read raises here, not in a thread. (Opening a pipe would wait.)
        if not Path(lines).is_fifo():
            open(lines).close()
        return _fileLines(lines, repeat)
    return itertools.cycle(lines) if repeat else iter(lines)


def _fileLines(path: os.PathLike[str], repeat: bool) -> Iterator[str]:
    # surrogateescape, here and in _encoded: bytes that are not UTF-8 pass unchanged.
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        yield from file
        while repeat and file.tell():
            file.seek(0)
            yield from file


def _encoded(text: object) -> list[bytes]:
    if not isinstance(text, str):
        raise TypeError(f"a line is a str, got {type(text).__name__}; write str({text!r})")
    return [
        line.encode("utf-8", "surrogateescape") + b"\n"
        for line in text.removesuffix("\n").split("\n")
    ]


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            problem = (
                f"Port {port} of {host} is in use by another program; choose another port, "
                "or 0 for any free one."
            )
        else:
            # Not error.strerror: create_server adds its own words to it.
            unknown = isinstance(error, socket.gaierror)
            reason = error.strerror if unknown else os.strerror(error.errno or 0)
            problem = f"Cannot listen on port {port} of {host}: {reason}."
        raise type(error)(problem) from error
    listener.setblocking(False)
    return listener
