"""How a Python receiver runs: in the driver, feeding Spark's own socket receiver."""

from __future__ import annotations

import pickle
import socket
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import pyspark
from py4j.java_gateway import JavaObject
from pyspark.serializers import CloudPickleSerializer

from sparkish import _units
from sparkish._cells import receiverOutput, streamOutput
from sparkish._errors import IllegalStateError
from sparkish._jvm import javaField
from sparkish.streaming._elements import pickledLine
from sparkish.streaming._tracker import Tracker

if TYPE_CHECKING:
    from sparkish.streaming._sources import Sources
    from sparkish.streaming.receiver import Receiver

__all__ = ["Feed", "Supervisor", "drain", "recovered", "saveReceivers"]

_CHECKPOINTED = "spark.sparkish.receivers"
# How often the end of the context is looked for while Spark's receiver is not connected, in s.
_POLL = 0.1
# Spark starts a receiver that has stopped again as soon as it has scheduled its job, in ms.
_RESCHEDULED = 500
# How long Spark waits for receivers that stop, in s.
_PATIENCE = 10.0

_INITIALIZED, _STARTED, _STOPPED = range(3)


class Supervisor:
    """The life cycle of one receiver, as Spark's ``ReceiverSupervisor`` has it."""

    def __init__(self, receiver: Receiver[Any], tracker: Tracker, streamId: int, delay: int):
        self.streamId = streamId
        self._receiver = receiver
        self._tracker = tracker
        self._delay = delay
        self._state = _INITIALIZED
        self._changing = threading.Lock()
        self._calling = threading.RLock()
        self._sending = threading.Lock()
        self._late = threading.local()
        self._connection: socket.socket | None = None
        self._isConnected = False
        self._over = threading.Event()

    @property
    def isStarted(self) -> bool:
        """Whether the receiver has been started, and not stopped since."""
        return self._state == _STARTED

    @property
    def isStopped(self) -> bool:
        """Whether the receiver has been stopped, and not started again since."""
        return self._state == _STOPPED

    @property
    def isOver(self) -> bool:
        """Whether the receiver has been stopped for good."""
        return self._over.is_set()

    def push(self, elements: Iterable[Any]) -> None:
        """Send elements to Spark's receiver; waits for it where it lags behind.

        Raises
        ------
        IllegalStateError
            Where it is not connected.
        """
        lines = b"".join(map(pickledLine, elements))
        connection = self._connection
        if connection is None:
            # A thread that asks isStopped() before each element may be late with one.
            if self._state == _STOPPED and not hasattr(self._late, "one"):
                self._late.one = True
                return
            raise IllegalStateError(
                f"{self._receiver} is not running, and what it stores would be lost: store from "
                "onStart() on, and no more when isStopped()."
            )
        try:
            with self._sending:
                connection.sendall(lines)
        except OSError:
            # Spark's receiver has just gone, and what was on its way is lost with it.
            return

    def connected(self, connection: socket.socket) -> None:
        """Spark's receiver has come: start the Python one."""
        self._connection = connection
        self._isConnected = True
        # In a thread of its own: an onStart that goes on must not hide the end of the connection.
        self._spawn(self._start, "onStart")

    def disconnected(self) -> None:
        """Spark's receiver has gone: stop the Python one."""
        with self._changing:
            self._isConnected = False
        self._stop()
        self._connection = None

    def end(self) -> None:
        """Stop for good."""
        self._over.set()
        self._stop()
        connection = self._connection
        if connection is not None:
            # Unlike close() it also ends a sendall() or a recv() that waits in another thread.
            _shutdown(connection, socket.SHUT_RDWR)

    def drain(self) -> None:
        """Stop for good, and let Spark's receiver take what is on its way to it."""
        self._over.set()
        self._stop()
        connection = self._connection
        if connection is not None:
            with self._sending:
                _shutdown(connection, socket.SHUT_WR)

    def reportError(self, message: str, error: BaseException | None) -> None:
        """Let the log and the listeners know."""
        self._tracker.reportError(message, error)

    def restart(self, message: str, error: BaseException | None, delay: int | None) -> None:
        """Stop and, after a delay in milliseconds, start again; returns at once."""
        delay = self._delay if delay is None else delay
        text = f"Restarting receiver with delay {delay}ms: {message}"

        def run() -> None:
            if self._stop():
                self._tracker.stopped(text, error)
                self._startAgain(delay)

        self._spawn(run, "restart")

    def stop(self, message: str, error: BaseException | None) -> None:
        """Stop; Spark's tracker starts a receiver that has stopped again, and so does this."""
        if self._stop():
            self._tracker.stopped(message, error)
            self._spawn(lambda: self._startAgain(_RESCHEDULED), "restart")

    def _start(self, again: bool = False) -> None:
        with self._calling:
            with self._changing:
                if self._state == _STARTED or self.isOver or not self._isConnected:
                    return
                self._state = _STARTED
            if again:
                self._tracker.started()
            failure: Exception | None = None
            try:
                with receiverOutput(self._receiver):
                    self._receiver.onStart()
            except Exception as error:
                failure = error
            # Not in the except block: an error of onStop() is no consequence of this one.
            if failure is not None:
                self.stop(f"Error starting receiver {self.streamId}", failure)

    def _startAgain(self, delay: int) -> None:
        if not self._over.wait(delay / 1000):
            self._start(again=True)

    def _stop(self) -> bool:
        """Stop the receiver if it is started, and tell whether it was."""
        with self._changing:
            if self._state != _STARTED:
                return False
            # Before onStop(), and not waiting for an onStart() that has not returned: it may look.
            self._state = _STOPPED
        returned = self._calling.acquire(timeout=_PATIENCE)
        try:
            if not returned:
                self._tracker.log(f"{self._receiver}.onStart() has not returned: it must not block")
            with streamOutput():
                self._receiver.onStop()
        except Exception as error:
            self._tracker.log(f"Error stopping receiver {self.streamId}", error)
        finally:
            if returned:
                self._calling.release()
        return True

    def _spawn(self, run: Callable[[], None], what: str) -> None:
        threading.Thread(target=run, name=f"{self._receiver} {what}", daemon=True).start()


class Feed:
    """The server that Spark's receiver connects to, one for each receiver stream.

    Parameters
    ----------
    sparkContext : SparkContext
        Its master tells where executors run, and so where to listen.
    """

    def __init__(self, sparkContext: pyspark.SparkContext) -> None:
        self._sc: Any = sparkContext
        conf = sparkContext.getConf()
        self.host = "127.0.0.1"
        bind = self.host
        if (sparkContext.master or "").split("[")[0] != "local":
            self.host = conf.get("spark.driver.host", "")
            bind = conf.get("spark.driver.bindAddress", self.host)
        bind = bind.strip("[]")
        family = socket.AF_INET6 if ":" in bind else socket.AF_INET
        self._listener = socket.create_server((bind, 0), family=family, backlog=1)
        self._listener.settimeout(_POLL)
        self.port: int = self._listener.getsockname()[1]
        self._thread: threading.Thread | None = None

    def attach(self, receiver: Receiver[Any], jssc: JavaObject, streamId: int) -> None:
        """Take the receiver to run, which is that of a stream from now on."""
        conf = self._sc.getConf()
        self.receiver = receiver
        self.streamId = streamId
        self._tracker = Tracker(self._sc, jssc, streamId, type(receiver).__name__)
        delay = int(conf.get("spark.streaming.receiverRestartDelay", "2000"))
        self._supervisor = Supervisor(receiver, self._tracker, streamId, delay)
        receiver._supervisor = self._supervisor

    def start(self) -> None:
        """Run the receiver whenever Spark's is connected, until the context has ended."""
        if self._thread is None:
            name = f"{self.receiver} feed"
            self._thread = threading.Thread(target=self._run, name=name, daemon=True)
            self._thread.start()

    def drain(self, seconds: float) -> None:
        """Stop the receiver, and wait until Spark has all that it has stored."""
        if self._thread is not None:
            self._supervisor.drain()
            self._join(seconds)

    def close(self) -> None:
        """Stop the receiver and the server."""
        if self._thread is None:
            self._listener.close()
            return
        self._supervisor.end()
        self._join(_PATIENCE)

    def _join(self, seconds: float) -> None:
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(seconds)

    def _run(self) -> None:
        with self._listener:
            while not (self._supervisor.isOver or self._tracker.hasEnded()):
                try:
                    connection, _ = self._listener.accept()
                except TimeoutError:
                    continue
                with connection:
                    self._attend(connection)
        self._supervisor.end()

    def _attend(self, connection: socket.socket) -> None:
        connection.settimeout(None)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _keepAlive(connection)
        self._supervisor.connected(connection)
        try:
            # Spark's receiver sends nothing: this waits until it goes.
            while connection.recv(1):
                pass
        except OSError:
            pass  # a reset is an end too
        finally:
            self._supervisor.disconnected()


def drain(ssc: Sources) -> None:
    """Stop the receivers before Spark's are, which take first what these have stored."""
    milliseconds = 10 * ssc._jssc.ssc().graph().batchDuration().milliseconds()
    limit = ssc._sc.getConf().get("spark.streaming.gracefulStopTimeout")
    if limit is not None:
        milliseconds = _units.parseTime(limit, "ms")
    for feed in ssc._feeds:
        feed.drain(milliseconds / 1000)


def saveReceivers(ssc: Sources) -> None:
    """Let the context's checkpoints hold its receivers, as in Scala, if it is checkpointed.

    They lie in the configuration, of which each checkpoint has a copy.

    Raises
    ------
    IllegalStateError
        Where one cannot be pickled.
    """
    sc: Any = ssc._sc
    conf = sc._jsc.sc().conf()
    conf.remove(_CHECKPOINTED)
    receivers = {feed.streamId: feed.receiver for feed in ssc._feeds}
    if not receivers or not ssc._jssc.ssc().isCheckpointingEnabled():
        return
    try:
        pickled = CloudPickleSerializer().dumps(receivers)
    except Exception as error:
        raise IllegalStateError(
            f"The context is checkpointed, and its receivers with it, but they cannot be pickled: "
            f"{error}. Make in onStart() what cannot, such as connections, or leave it out in "
            "__getstate__()."
        ) from error
    conf.set(_CHECKPOINTED, b64encode(pickled).decode("ascii"))


def recovered(sparkContext: pyspark.SparkContext, jssc: JavaObject) -> list[Feed]:
    """Return the feeds of the receivers that the context's checkpoint holds, if any."""
    ssc: Any = jssc.ssc()
    if not ssc.isCheckpointPresent():
        return []
    conf: Any = ssc.initialCheckpoint().createSparkConf()
    pickled = conf.get(_CHECKPOINTED, "")
    receivers = pickle.loads(b64decode(pickled)) if pickled else {}
    feeds = []
    for stream in ssc.graph().getReceiverInputStreams():
        if stream.id() in receivers:
            feed = Feed(sparkContext)
            _lead(stream, feed)
            feed.attach(receivers[stream.id()], jssc, stream.id())
            feeds.append(feed)
    return feeds


def _lead(stream: Any, feed: Feed) -> None:
    """Lead Spark's socket stream, of an earlier driver, to this one."""
    for name, value in (("host", feed.host), ("port", feed.port)):
        javaField(stream, name)[0].set(stream, value)


def _keepAlive(connection: socket.socket) -> None:
    """Notice within half a minute that the executor's machine has died."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 10), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 4)):
        if hasattr(socket, name):
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _shutdown(connection: socket.socket, how: int) -> None:
    try:
        connection.shutdown(how)
    except OSError:
        return  # it has ended already
