"""Reports on a Python receiver to the JVM: to Spark's tracker, its listeners and its log."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pyspark
from py4j.java_gateway import JavaObject
from py4j.protocol import Py4JError

from sparkish._core.callsite import CallSite, inLibrary
from sparkish._core.time import Time
from sparkish._jvm.conversions import javaField, javaTime, scalaSeq
from sparkish._jvm.failures import briefly, usersTrace
from sparkish._jvm.quiet import isQuiet
from sparkish.streaming._sources.failing import Reminder, tell

__all__ = ["Tracker", "trace"]

_INFOS = "org$apache$spark$streaming$scheduler$ReceiverTracker$$receiverTrackingInfos"
# The longest time back in which blocks are looked for, in ms.
_PAST = 10_000


def trace(error: BaseException | None) -> str:
    """Return the traceback of an error, from the user's own code on; empty without an error."""
    if error is None:
        return ""
    users = error.__traceback__
    while users is not None and inLibrary(users.tb_frame.f_code.co_filename):
        users = users.tb_next
    frames = users or error.__traceback__
    return "".join(traceback.format_exception(type(error), error, frames)).strip()


class Tracker:
    """The JVM's side of one receiver stream. It reports nothing after the context has ended.

    Parameters
    ----------
    sparkContext : SparkContext
        The context.
    jssc : JavaObject
        The JVM's streaming context.
    streamId : int
        The id of the stream.
    name : str
        Of the receiver's class, for the log.
    site : CallSite
        Where the user has made the stream, or has the context recovered.
    """

    DRIVER = "driver"
    """The executor id of the driver: with a local master, the driver is the executor."""

    def __init__(
        self,
        sparkContext: pyspark.SparkContext,
        jssc: JavaObject,
        streamId: int,
        name: str,
        site: CallSite,
    ) -> None:
        self._sc: Any = sparkContext
        self._jssc = jssc
        self._streamId = streamId
        self._name = name
        self._site = site
        self._reminder = Reminder()
        self._seen: set[str] = set()
        self._lookedAt = 0

    def hasEnded(self) -> bool:
        """Tell whether the context was stopped, or its SparkContext or its JVM is gone."""
        if self._sc._jsc is None:
            return True
        try:
            return bool(self._jssc.getState().toString() == "STOPPED")
        except (Py4JError, OSError):
            return True

    def executor(self) -> str | None:
        """Return the id of the executor that Spark's receiver runs on, or None if it does not run.

        A receiver registers with the tracker before it connects to the driver.
        """
        try:
            tracker = self._jssc.ssc().scheduler().receiverTracker()
            # Not allocatedExecutors(): it waits while the tracker stops.
            found = None if tracker is None else getattr(tracker, _INFOS)().get(self._streamId)
            if found is None or found.isEmpty() or found.get().state().toString() != "ACTIVE":
                return None
            return str(found.get().runningExecutor().get().executorId())
        except (Py4JError, OSError):
            if self.hasEnded():
                return None
            raise

    def receiversPort(self, port: int) -> int | None:
        """Return the local port of the connection from Spark's receiver to a port, or None.

        This works only if the receiver runs in the driver's own JVM.
        """
        dispatcher = javaField(self._env("rpcEnv"), "dispatcher")[1]
        for endpoint in tuple(javaField(dispatcher, "endpointRefs")[1].keySet()):
            if ".ReceiverSupervisorImpl$" in endpoint.getClass().getName():
                supervisor = javaField(endpoint, "$outer")[1]
                field = supervisor.getClass().getSuperclass().getDeclaredField("receiver")
                field.setAccessible(True)
                receiver = field.get(supervisor)
                if receiver.getClass().getSimpleName() == "SocketReceiver":
                    connected = javaField(receiver, "socket")[1]
                    if connected is not None and connected.getPort() == port:
                        return int(connected.getLocalPort())
        return None

    def storedLines(self) -> Iterator[bytes]:
        """Yield the first line that is not empty of each block since the last call."""
        for info in self._blocks():
            identity = info.blockId()
            if (name := identity.name()) in self._seen:
                continue
            any_ = getattr(getattr(self._sc._jvm.scala.reflect, "ClassTag$"), "MODULE$").Any()
            found = self._env("blockManager").get(identity, any_)
            if found.isDefined():
                self._seen.add(name)
                lines = found.get().data()
                line = ""
                while not line and lines.hasNext():
                    line = lines.next()
                # Read to the end: only then can the block be removed.
                lines.size()
                yield line.encode()

    def _blocks(self) -> Iterator[JavaObject]:
        """Yield the tracker's blocks of the last batches and of the next batch."""
        ssc = self._jssc.ssc()
        tracker = ssc.scheduler().receiverTracker()
        blocks = javaField(tracker, "receivedBlockTracker")[1]
        waiting = list(scalaSeq(blocks.getUnallocatedBlocks(self._streamId)))
        last = javaField(blocks, "lastAllocatedBatchTime")[1]
        if last is not None:
            end, step = last.milliseconds(), ssc.graph().batchDuration().milliseconds()
            for time in range(end, max(self._lookedAt, end - _PAST), -step):
                at = javaTime(self._sc._jvm, Time(time))
                yield from scalaSeq(tracker.getBlocksOfBatchAndStream(at, self._streamId))
            self._lookedAt = end - step
        yield from waiting

    def _env(self, name: str) -> JavaObject:
        # Not through a method of SparkEnv: py4j looks at all methods, and some use classes that are
        # not on the class path.
        env: Any = self._sc._jvm.java.lang.Class.forName("org.apache.spark.SparkEnv")
        field = env.getDeclaredField(name)
        field.setAccessible(True)
        return field.get(self._sc._jsc.sc().env())

    def reportError(self, message: str, error: BaseException | None) -> None:
        """Report an error as Scala's receivers do: the tracker logs it and tells the listeners."""

        def tell(jvm: Any) -> None:
            tracker = self._jssc.ssc().scheduler().receiverTracker()
            field = tracker.getClass().getDeclaredField("endpoint")
            field.setAccessible(True)
            scheduler = jvm.org.apache.spark.streaming.scheduler
            report = scheduler.ReportError(self._streamId, message, trace(error))
            field.get(tracker).send(report)

        self._tell(tell)

    def stopped(self, message: str, error: BaseException | None) -> None:
        """Log that the receiver has stopped, and tell the listeners.

        Spark's own receiver stays connected and registered. Otherwise ``ssc.stop()`` would not
        reach it any more.
        """
        text = trace(error)
        if error is not None and isQuiet():
            self._tellFailure(message, text)
        else:
            self.log(f"Deregistered receiver for stream {self._streamId}: {message}", error)

        def tell(jvm: Any) -> None:
            scheduler = jvm.org.apache.spark.streaming.scheduler
            at = jvm.java.lang.System.currentTimeMillis() if text else -1
            info = self._info(jvm, False, message, text, at)
            self._post(scheduler.StreamingListenerReceiverStopped(info))

        self._tell(tell)

    def _tellFailure(self, message: str, text: str) -> None:
        """Print a sentence where Spark's log would have the traceback of each attempt."""
        failure, _, write = briefly(usersTrace(text, str(self._site))).partition("\nWrite ")
        what = f"{message.rpartition('ms: ')[2]}, stream {self._streamId}: {failure}"
        if self._reminder.isDue(what) and not self.hasEnded():
            tell(what, write or None)

    def started(self) -> None:
        """Tell the listeners that the receiver has started again."""

        def tell(jvm: Any) -> None:
            scheduler = jvm.org.apache.spark.streaming.scheduler
            info = self._info(jvm, True, "", "", -1)
            self._post(scheduler.StreamingListenerReceiverStarted(info))

        self._tell(tell)

    def log(self, message: str, error: BaseException | None = None) -> None:
        """Write an error into Spark's log, with its traceback."""
        text = " - ".join(filter(None, (message, trace(error))))
        logger = f"sparkish.streaming.receiver.{self._name}"
        self._tell(lambda jvm: jvm.org.slf4j.LoggerFactory.getLogger(logger).error(text))

    def _tell(self, tell: Callable[[Any], None]) -> None:
        if self.hasEnded():
            return
        try:
            tell(self._sc._jvm)
        except (Py4JError, OSError):
            if not self.hasEnded():
                raise

    def _post(self, event: JavaObject) -> None:
        self._jssc.ssc().scheduler().listenerBus().post(event)

    def _info(self, jvm: Any, active: bool, message: str, error: str, at: int) -> JavaObject:
        name, location, executor = f"{self._name}-{self._streamId}", "", ""
        found = self._jssc.ssc().progressListener().receiverInfo(self._streamId)
        if found.isDefined():
            known = found.get()
            name, location, executor = known.name(), known.location(), known.executorId()
        return jvm.org.apache.spark.streaming.scheduler.ReceiverInfo(
            self._streamId, name, active, location, executor, message, error, at
        )
