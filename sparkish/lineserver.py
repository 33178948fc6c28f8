"""An embedded server of text lines, in the place of ``nc -lk``, for ``socketTextStream``."""

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
# How far the source is read ahead of the slowest receiver, in bytes.
_READ_AHEAD = 1 << 20
# How much of a delay (in seconds) a paced source makes up for, so that the rate holds on average
# without a burst after a long wait.
_CATCH_UP = 0.1
# How long close() waits for a source that is blocked in its own reading, in seconds.
_PATIENCE = 1.0
_END = object()


class LineServer:
    r"""Serve lines of text over TCP to whatever receiver connects.

    It replaces ``nc -lk`` in programs, tests and notebooks, on every platform:

    - Lines wait until a receiver is connected; every connected receiver gets every line that is
      served while it is connected.
    - When a receiver goes away and comes back, serving goes on with the line after the last one
      handed over to any receiver. (What lies unread in a dead connection is lost, as with
      ``nc``.)
    - The slowest receiver sets the pace, and loses nothing.
    - Connections stay open after the last line, until :meth:`close`: Spark restarts a receiver
      whose connection is closed.

    Lines go out in UTF-8, each ended by one ``"\n"``. A text that contains ``"\n"`` is several
    lines; a ``"\n"`` at its end adds none, so that a text file is served as it is.

    Parameters
    ----------
    lines : iterable of str or os.PathLike, optional
        The lines in their order: a list, a generator, an open text file, or the ``Path`` of a
        UTF-8 file. They are taken one by one as receivers take them, in a thread of the server's.
    host : str, default "127.0.0.1"
        The address to listen on; ``"0.0.0.0"`` for every one of this machine.
    port : int, default 0
        The port to listen on; 0 for any free one, told by :attr:`port`.
    rate : float, optional
        Lines per second; as fast as the receivers take them where not given. It holds for
        `lines`, not for what :meth:`send` adds.
    repeat : bool, default False
        Begin again with the first line after the last one, for ever. The lines of an iterator are
        kept in memory for that.

    Raises
    ------
    TypeError
        If `lines` is a single ``str``, or a line is no ``str``.
    ValueError
        If `port` or `rate` is out of range.
    OSError
        If the file cannot be read; from :meth:`start`, where the port cannot be had.

    Notes
    -----
    Connections are logged at the level ``INFO`` under the name ``sparkish.lineserver``. An error
    that `lines` itself raises ends the serving of `lines`; it is logged, and raised by
    :meth:`join` or at the end of the ``with`` block.

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
        # Guards all that follows; notified whenever any of it changes.
        self._changed = threading.Condition()
        self._backlog = _Backlog()
        self._sent = 0
        self._receivers: list[_Receiver] = []
        self._threads: list[threading.Thread] = []
        self._closed = False
        self._woken = False

    @property
    def host(self) -> str:
        """The address that the server listens on, as it was given."""
        return self._host

    @property
    def port(self) -> int:
        """The port that the server listens on.

        Raises
        ------
        RuntimeError
            If any free port was asked for and the server has not been started yet.
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
        """The number of lines handed over so far, each counted once for all receivers."""
        with self._changed:
            return self._sent

    @property
    def finished(self) -> bool:
        """Whether all there is to send has been handed over to every connected receiver.

        A source's end is known only when it has been read, and it is read only while a receiver is
        connected.
        """
        with self._changed:
            return self._isFinished()

    def start(self) -> LineServer:
        """Listen, and serve from now on.

        Returns
        -------
        LineServer
            This server.

        Raises
        ------
        OSError
            If the port is in use, or the address is none of this machine's.
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
        """Stop serving and close every connection; lines not yet handed over are dropped.

        It returns when the server's threads have ended. A source that is blocked in its own
        reading is waited for one second, and then left to its (daemon) thread.

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
        """Send lines from the program, at once, after what has been taken from the source so far.

        Lines sent together stay together. Without a receiver they wait for one, in memory.

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
            How long to wait at most, in seconds; for ever where not given.

        Returns
        -------
        bool
            Whether one is connected: ``False`` after `timeout`, or where the server was closed.

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
        """Wait until all there is to send has been handed over to every connected receiver.

        Parameters
        ----------
        timeout : float, optional
            How long to wait at most, in seconds; for ever where not given.

        Returns
        -------
        bool
            Whether all has been: ``False`` after `timeout`, or where the server was closed before.

        Raises
        ------
        Exception
            What the source of the lines raised, if it did.

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
        """Take the source's lines; runs in a thread of its own, since a source may block."""
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
        """Accept receivers and hand lines over; runs in a thread, which alone uses the sockets."""
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
        """Ask to write where there is something to write; return whether to go on."""
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
        except (BlockingIOError, ConnectionError):  # it went away again in the meantime
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
            # First of all, so that nothing is written to a receiver that is known to have gone.
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
    """The lines that some receiver still has to get, numbered from the first one ever served."""

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
        """Return the bytes that come next after `offset` bytes of the line at `position`."""
        parts = []
        size = -offset
        for line in itertools.islice(self._lines, position - self._first, None):
            parts.append(line)
            size += len(line)
            if size >= _CHUNK:
                break
        return memoryview(b"".join(parts))[offset:]

    def after(self, position: int, count: int) -> tuple[int, int]:
        """Return the position and the offset that lie `count` bytes after the line's beginning."""
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
        # What cannot be read is to be known now, not in a thread (opening a pipe would wait).
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
            # Not its strerror, to which create_server adds words of its own.
            unknown = isinstance(error, socket.gaierror)
            reason = error.strerror if unknown else os.strerror(error.errno or 0)
            problem = f"Cannot listen on port {port} of {host}: {reason}."
        raise type(error)(problem) from error
    listener.setblocking(False)
    return listener
