"""The connections to a receiver's feed: one of them comes from Spark's own receiver.

Spark's socket receiver sends nothing, so it cannot send a password. But the driver can find out
which connection comes from it:

- Spark's tracker knows whether a receiver runs, and where. A receiver registers before it connects,
  so an earlier connection comes from a stranger.
- If the receiver runs in the driver's own JVM, the driver looks at the receiver's socket. No byte
  goes to another connection.
- If it runs on an executor, the blocks that it stores show which connection they came over. Until
  a block is stored, the elements go to all connections. They are encrypted for the workers, and
  sealed for each connection in a different way. They are also kept, and sent again if a stranger
  got them.

Then the driver closes all other connections, and refuses later ones.
"""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from py4j.protocol import Py4JError

from sparkish._executor.elements import pickledElements
from sparkish._executor.seal import Seal, Sealer
from sparkish.streaming._sources.tracker import Tracker

__all__ = ["Frame", "Links"]

Frame = tuple[bytes, bytes]
_NOTHING = pickledElements([])

# The time between two looks at which connection is Spark's and whether the context has ended, in s.
_POLL = 0.1
_SOON = 0.02
# The most bytes that are kept to be sent again.
_WINDOW = 1 << 16
# The longest wait until a stored block shows which connection is Spark's, in s.
_PATIENCE = 5.0
# The most connections that are kept until one of them is known to be Spark's.
_MOST = 100


class _Link:
    """One connection."""

    def __init__(self, connection: socket.socket, port: int, seal: Seal) -> None:
        self.connection = connection
        self.port = port
        self.sealer = Sealer(seal)
        self.frames = 0
        self.pending = b""

    def lines(self, frames: Sequence[Frame], secretly: bool) -> bytes:
        """Return frames as the lines that go over this connection."""
        sealed = self.sealer.sealed
        return b"".join([sealed(data, secretly) + rest for data, rest in frames])

    def flush(self) -> None:
        """Send as many of the pending bytes as possible without waiting."""
        with suppress(OSError):  # it is full, or has ended: then the next read finds out
            self.pending = self.pending[self.connection.send(self.pending) :]

    def shutdown(self, how: int = socket.SHUT_RDWR) -> None:
        """End it; unlike ``close()``, this also ends a call of another thread that waits for it."""
        with suppress(OSError):  # it has ended already
            self.connection.shutdown(how)


class Links:
    """The connections of one feed.

    Parameters
    ----------
    listener : socket
        The server's socket, which accepts them.
    tracker : Tracker
        Spark's tracker, which knows Spark's receiver.
    seal : Seal
        The seal of the elements.
    secretly : bool
        Whether the elements are encrypted even after Spark's connection is known.
    whenConnected, whenDisconnected : callable
        Called when Spark's receiver connects, and when it disconnects.
    """

    def __init__(
        self,
        listener: socket.socket,
        tracker: Tracker,
        seal: Seal,
        secretly: bool,
        whenConnected: Callable[[], None],
        whenDisconnected: Callable[[], None],
    ) -> None:
        self._listener = listener
        self._tracker = tracker
        self._seal = seal
        self._secretly = secretly
        self._whenConnected = whenConnected
        self._whenDisconnected = whenDisconnected
        self._selector = selectors.DefaultSelector()
        self._selector.register(listener, selectors.EVENT_READ)
        # Guards all fields below, and the order in which elements are sent.
        self._changed = threading.Condition()
        self._sparks: _Link | None = None
        self._links: list[_Link] = []
        self._gone: list[_Link] = []
        self._kept: list[Frame] = []
        self._place: str | None = None
        self._isHere = False
        self._isConnected = False
        self._isOver = False

    # The threads of the Python receiver call these methods.

    def send(self, frames: Sequence[Frame]) -> None:
        """Send frames; waits if Spark's receiver lags behind. Without it, the frames are lost."""
        with self._changed:
            if self._sparks is None:
                frames = self._sendToAll(frames)
            if self._sparks is not None and frames:
                lines = self._sparks.lines(frames, self._secretly)
                try:
                    self._sparks.connection.sendall(lines)
                except OSError:
                    return  # the receiver has just gone, and the frames on their way are lost

    def _sendToAll(self, frames: Sequence[Frame]) -> Sequence[Frame]:
        """Send frames to all possible connections of Spark's receiver; return the unsent frames."""
        for n, frame in enumerate(frames):
            while not self._changed.wait_for(self._mayGoOn, _PATIENCE):
                # The stored blocks were removed before the driver saw them: store one more.
                self._toAll([(_NOTHING, b"")])
            if self._sparks is not None or not self._isConnected:
                return frames[n:]
            self._kept.append(frame)
            for link in self._links:
                link.frames += 1
            self._toAll([frame])
        return ()

    def _mayGoOn(self) -> bool:
        size = sum(len(data) + len(rest) for data, rest in self._kept)
        return not self._isConnected or self._sparks is not None or size < _WINDOW

    def _toAll(self, frames: Sequence[Frame]) -> None:
        for link in self._links:
            link.pending += link.lines(frames, secretly=True)
            link.flush()

    def finish(self, seconds: float) -> None:
        """Wait until Spark's receiver has all frames that are on their way."""
        with self._changed:
            self._changed.wait_for(lambda: not self._kept, seconds)
            for link in self._links:
                link.shutdown(socket.SHUT_WR)
            self._changed.wait_for(lambda: not self._isConnected, seconds)

    def end(self) -> None:
        """End all connections, and all calls that wait for them."""
        self._isOver = True
        for link in tuple(self._links):
            link.shutdown()

    # The feed's own thread calls these methods.

    def turn(self) -> None:
        """Wait for the next events of the sockets, and handle them.

        Raises
        ------
        OSError
            If a new connection cannot be accepted.
        """
        # Without a timeout once Spark's connection is known: it closes when the context ends.
        patience = None if self._sparks else _SOON if self._links and self._isHere else _POLL
        for key, events in self._selector.select(patience):
            if key.data is None:
                self._accept()
            elif events & selectors.EVENT_READ and not self._isThere(key.data):
                self._remove(key.data)
        # Only while it is unknown: later, a send() that waits may hold the lock for a long time.
        if self._sparks is None and (self._links or self._gone):
            with self._changed:
                for link in self._links:
                    link.flush()
            self._recognize()

    def close(self) -> None:
        """Close all connections; the caller closes the listener."""
        for link in tuple(self._links):
            self._remove(link)
        self._selector.close()

    def _accept(self) -> None:
        """Accept all new connections; only then ask, once, whether Spark's receiver runs."""
        come = [self._listener.accept()]
        with suppress(OSError):
            while len(come) < _MOST:
                come.append(self._listener.accept())
        place = self._tracker.executor()
        for connection, address in come:
            if place is None or self._isOver or (self._sparks and place == self._place):
                connection.close()
            else:
                self._add(connection, address[1], place)

    def _add(self, connection: socket.socket, port: int, place: str) -> None:
        if self._sparks is not None:
            # Spark's receiver runs on another executor now: the old executor's machine has died.
            self._remove(self._sparks)
        self._place = place
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _keepAlive(connection)
        if len(self._links) == _MOST:
            self._remove(self._links[0])
        link = _Link(connection, port, self._seal)
        self._selector.register(connection, selectors.EVENT_READ, link)
        with self._changed:
            self._isHere = place == Tracker.DRIVER
            self._links.append(link)
            if not self._isHere:
                link.frames = len(self._kept)
                link.pending = link.lines(self._kept, secretly=True)
                link.flush()
        if not self._isHere:
            self._connect()

    def _isThere(self, link: _Link) -> bool:
        try:
            # Spark's receiver sends nothing.
            return bool(link.connection.recv(1 << 12)) and link is self._sparks
        except BlockingIOError:
            return True
        except OSError:
            return False

    def _remove(self, link: _Link) -> None:
        # This comes first: a send() that waits for the connection holds the lock.
        link.shutdown()
        self._selector.unregister(link.connection)
        with self._changed:
            link.connection.close()
            self._links.remove(link)
            if link is self._sparks:
                self._sparks = None
            elif link.frames:
                self._gone = [*self._gone[-_MOST:], link]
            hasEnded = self._isConnected and not self._links
            self._isConnected = self._isConnected and not hasEnded
            self._changed.notify_all()
        if hasEnded:
            self._whenDisconnected()

    def _recognize(self) -> None:
        """Find out which connection is Spark's, keep it, and close the others."""
        link = self._linkHere() if self._isHere else self._linkOfStored()
        if link is None:
            return
        with self._changed:
            self._gone.clear()
            if link not in self._links:
                # Spark's connection is closed already. The next one gets the remaining frames.
                del self._kept[: link.frames]
                for other in self._links:
                    other.frames -= link.frames
                self._changed.notify_all()
                return
            self._sparks = link
            self._kept.clear()
            link.connection.setblocking(True)
            with suppress(OSError):  # it has ended: the next turn finds out
                link.connection.sendall(link.pending)
            link.pending = b""
            self._changed.notify_all()
        for other in tuple(self._links):
            if other is not link:
                self._remove(other)
        self._connect()

    def _linkHere(self) -> _Link | None:
        try:
            port = self._tracker.receiversPort(self._listener.getsockname()[1])
        except Py4JError:
            # This version of Spark keeps the socket elsewhere, or the context ends.
            self._isHere = False
            self._connect()
            return None
        return next((link for link in self._links if link.port == port), None)

    def _linkOfStored(self) -> _Link | None:
        if not self._kept:
            return None  # nothing was sent yet
        links = {link.sealer.name: link for link in (*self._links, *self._gone)}
        for line in self._tracker.storedLines():
            try:
                sender = self._seal.sender(line)
            except ValueError:
                continue
            if sender in links:
                return links[sender]
        return None

    def _connect(self) -> None:
        if not self._isConnected:
            self._isConnected = True
            self._whenConnected()


def _keepAlive(connection: socket.socket) -> None:
    """Notice within half a minute that the executor's machine has died."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 10), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 4)):
        if hasattr(socket, name):
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
