"""How a Python receiver runs: in the driver, from where it feeds Spark's own socket receiver."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import pyspark
from py4j.java_gateway import JavaObject
from py4j.protocol import Py4JError

from sparkish._core.callsite import callSite
from sparkish._core.errors import IllegalStateError
from sparkish._executor import units
from sparkish._executor.elements import Frames, PickledLines
from sparkish._executor.seal import Seal
from sparkish._jvm.conversions import javaField
from sparkish._notebook.cells import receiverOutput, streamOutput
from sparkish.streaming._engine.checkpoints import checkpointSerializer
from sparkish.streaming._sources.links import Frame, Links
from sparkish.streaming._sources.tracker import Tracker

if TYPE_CHECKING:
    from sparkish.streaming._engine.construct import ContextParts
    from sparkish.streaming.receiver import Receiver

__all__ = ["Feed", "Supervisor", "drain", "recovered", "saveReceivers"]

# The settings that limit the rate of elements.
_LIMITS = ("spark.streaming.receiver.maxRate", "spark.streaming.backpressure.enabled")
# The settings that make Spark encrypt its own traffic.
_SECRETLY = (
    "spark.network.crypto.enabled",
    "spark.ssl.rpc.enabled",
    "spark.authenticate.enableSaslEncryption",
)
# The wait after an error before the next connection is accepted, in s.
_POLL = 0.1
# The delay before a stopped receiver starts again, in ms: about the time that Spark needs.
_RESCHEDULED = 500
# How long Spark waits for receivers that stop, in s.
_PATIENCE = 10.0

_INITIALIZED, _STARTED, _STOPPED = range(3)


class Supervisor:
    """The life cycle of one receiver, as in Spark's ``ReceiverSupervisor``."""

    def __init__(
        self,
        receiver: Receiver[Any],
        tracker: Tracker,
        streamId: int,
        delay: int,
        frames: Frames,
        send: Callable[[Sequence[Frame]], None],
    ) -> None:
        self.streamId = streamId
        self._receiver = receiver
        self._tracker = tracker
        self._delay = delay
        self._frames = frames
        self._send = send
        self._state = _INITIALIZED
        self._stops = 0
        self._changing = threading.Lock()
        self._calling = threading.RLock()
        self._late = threading.local()
        self._isConnected = False
        self._isOpen = False
        self._over = threading.Event()

    @property
    def isStarted(self) -> bool:
        """Whether the receiver is started, and not stopped since."""
        return self._state == _STARTED

    @property
    def isStopped(self) -> bool:
        """Whether the receiver is stopped, and not started again since."""
        return self._state == _STOPPED

    @property
    def isOver(self) -> bool:
        """Whether the receiver is stopped and never starts again."""
        return self._over.is_set()

    def push(self, elements: Sequence[Any]) -> None:
        """Send elements to Spark's receiver; waits if it lags behind.

        Raises
        ------
        IllegalStateError
            If Spark's receiver is not connected.
        """
        frames = tuple(self._frames.of(elements))
        if not self._isOpen:
            # A thread that calls isStopped() before each element may still be late with one.
            if self._state == _STOPPED and getattr(self._late, "stop", None) != self._stops:
                self._late.stop = self._stops
                return
            raise IllegalStateError(
                f"{self._receiver} is not running, and what it stores would be lost: store from "
                "onStart() on, and no more when isStopped()."
            )
        self._send(frames)

    def connected(self) -> None:
        """Start the Python receiver, because Spark's receiver has connected."""
        self._isConnected = self._isOpen = not self.isOver
        # In a new thread: an onStart() that does not return must not hide the connection's end.
        self._spawn(self._start, "onStart")

    def disconnected(self) -> None:
        """Stop the Python receiver, because Spark's receiver has disconnected."""
        with self._changing:
            self._isConnected = False
        self._stop()
        # Elements that its threads stored until they could notice are lost, without an error.
        self._isOpen = self._isConnected

    def end(self) -> None:
        """Stop, and never start again."""
        self._over.set()
        self._stop()

    def reportError(self, message: str, error: BaseException | None) -> None:
        """Report an error to the log and the listeners."""
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
        """Stop, and start again after a delay, as Spark's tracker does with a stopped receiver."""
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
            # Not in the except block: this error does not cause an error of onStop().
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
            # Set before onStop(), and without waiting for onStart(): that can then see the state.
            self._state = _STOPPED
            self._stops += 1
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

    It keeps its port until the context has ended. So a receiver that connects again never reaches
    another process.

    Parameters
    ----------
    sparkContext : SparkContext
        Its master shows where executors run, and so where to listen.
    seal : Seal, optional
        The seal of the elements; a new one if not given.
    """

    def __init__(self, sparkContext: pyspark.SparkContext, seal: Seal | None = None) -> None:
        self._sc: Any = sparkContext
        self.seal = seal or Seal()
        conf = sparkContext.getConf()
        self.host = "127.0.0.1"
        bind = self.host
        if (sparkContext.master or "").split("[")[0] not in ("local", "local-cluster"):
            self.host = conf.get("spark.driver.host", "")
            bind = conf.get("spark.driver.bindAddress", self.host)
        bind = bind.strip("[]")
        family = socket.AF_INET6 if ":" in bind else socket.AF_INET
        self._listener = socket.create_server((bind, 0), family=family, backlog=128)
        self._listener.setblocking(False)
        self.port: int = self._listener.getsockname()[1]
        self._thread: threading.Thread | None = None
        self._closed = threading.Event()
        self._told = ""

    def attach(self, receiver: Receiver[Any], jssc: JavaObject, streamId: int) -> None:
        """Set the receiver to run, and connect it with its stream."""
        conf = self._sc.getConf()
        self.receiver = receiver
        self.streamId = streamId
        self._tracker = Tracker(self._sc, jssc, streamId, type(receiver).__name__, callSite())
        self._links = Links(
            self._listener,
            self._tracker,
            self.seal,
            secretly=any(str(conf.get(key, "")).lower() == "true" for key in _SECRETLY),
            whenConnected=lambda: self._supervisor.connected(),
            whenDisconnected=lambda: self._supervisor.disconnected(),
        )
        self._supervisor = Supervisor(
            receiver,
            self._tracker,
            streamId,
            int(conf.get("spark.streaming.receiverRestartDelay", "2000")),
            Frames(together=not any(map(conf.contains, _LIMITS))),
            self._links.send,
        )
        receiver._supervisor = self._supervisor

    def start(self) -> None:
        """Run the receiver whenever Spark's receiver is connected, until the context has ended."""
        if self._thread is None:
            name = f"{self.receiver} feed"
            self._thread = threading.Thread(target=self._run, name=name, daemon=True)
            self._thread.start()

    def drain(self, seconds: float) -> None:
        """Stop the receiver, and wait until Spark has all elements that it stored."""
        if self._thread is not None:
            self._supervisor.end()
            self._links.finish(seconds)

    def close(self) -> None:
        """Stop the receiver and the server."""
        self._closed.set()
        if self._thread is None:
            self._listener.close()
            return
        self._supervisor.end()
        self._links.end()
        if self._thread is not threading.current_thread():
            self._thread.join(_PATIENCE)

    def _run(self) -> None:
        with self._listener:
            while not (self._closed.is_set() or self._tracker.hasEnded()):
                self._turn()
            self._supervisor.end()
            self._links.close()

    def _turn(self) -> None:
        try:
            self._links.turn()
        except (OSError, Py4JError) as error:
            # There are no file descriptors or no memory left, for instance. Keep the port, and try
            # again later.
            if (text := str(error)) != self._told:
                self._tracker.log(f"{self.receiver} cannot take a connection", error)
                self._told = text
            self._closed.wait(_POLL)


def drain(ssc: Any) -> None:
    """Stop the Python receivers before Spark's receivers, which first take all stored elements."""
    milliseconds = 10 * ssc._jssc.ssc().graph().batchDuration().milliseconds()
    limit = ssc._sc.getConf().get("spark.streaming.gracefulStopTimeout")
    if limit is not None:
        milliseconds = units.parseTime(limit, "ms")
    for feed in ssc._feeds:
        feed.drain(milliseconds / 1000)


def saveReceivers(ssc: Any) -> None:
    """Put the receivers into the context's checkpoints, as in Scala, if it is checkpointed.

    Raises
    ------
    IllegalStateError
        If a receiver cannot be pickled.
    """
    transformers: Any = ssc._transformerSerializer
    # A PySpark context that was made in the meantime has set its own serializer there.
    transformers.serializer = checkpointSerializer
    receivers = {feed.streamId: (feed.receiver, feed.seal) for feed in ssc._feeds}
    try:
        isHeld = receivers and ssc._jssc.ssc().isCheckpointingEnabled()
        checkpointSerializer.hold(receivers if isHeld else None)
    except Exception as error:
        raise IllegalStateError(
            f"The context is checkpointed together with its receivers, but they cannot be pickled: "
            f"{error}. Make values that cannot be pickled, such as connections, in onStart(), or "
            "leave them out in __getstate__()."
        ) from error


def recovered(parts: ContextParts) -> list[Feed]:
    """Return the feeds of the receivers in the context's checkpoint."""
    feeds: list[Feed] = []
    ssc: Any = parts.jssc.ssc()
    for stream in ssc.graph().getReceiverInputStreams() if parts.receivers else ():
        if stream.id() in parts.receivers:
            receiver, seal = parts.receivers[stream.id()]
            # The reader of a stream in an old checkpoint has no seal.
            PickledLines.seal = seal
            feed = Feed(parts.sparkContext, seal)
            _lead(stream, feed)
            feed.attach(receiver, parts.jssc, stream.id())
            feeds.append(feed)
    return feeds


def _lead(stream: Any, feed: Feed) -> None:
    """Set the address of Spark's recovered socket stream to that of this driver's feed."""
    for name, value in (("host", feed.host), ("port", feed.port)):
        javaField(stream, name)[0].set(stream, value)
