"""What the JVM is told of a Python receiver: Spark's tracker, its listeners and its log."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

import pyspark
from py4j.java_gateway import JavaObject
from py4j.protocol import Py4JError

from sparkish._callsite import inLibrary

__all__ = ["Tracker", "trace"]


def trace(error: BaseException | None) -> str:
    """Return the traceback of an error from the user's own code on, or nothing for no error."""
    if error is None:
        return ""
    users = error.__traceback__
    while users is not None and inLibrary(users.tb_frame.f_code.co_filename):
        users = users.tb_next
    frames = users or error.__traceback__
    return "".join(traceback.format_exception(type(error), error, frames)).strip()


class Tracker:
    """The JVM's side of one receiver stream. Nothing is told any more once the context has ended.

    Parameters
    ----------
    sparkContext : SparkContext
        On which it runs.
    jssc : JavaObject
        Its streaming context.
    streamId : int
        Of the stream.
    name : str
        Of the receiver's class, for the log.
    """

    def __init__(
        self, sparkContext: pyspark.SparkContext, jssc: JavaObject, streamId: int, name: str
    ) -> None:
        self._sc: Any = sparkContext
        self._jssc = jssc
        self._streamId = streamId
        self._name = name

    def hasEnded(self) -> bool:
        """Tell whether the context was stopped, or its SparkContext or its JVM is gone."""
        if self._sc._jsc is None:
            return True
        try:
            return bool(self._jssc.getState().toString() == "STOPPED")
        except (Py4JError, OSError):
            return True

    def reportError(self, message: str, error: BaseException | None) -> None:
        """Report an error as Scala's receivers do; the tracker logs it and tells the listeners."""

        def tell(jvm: Any) -> None:
            tracker = self._jssc.ssc().scheduler().receiverTracker()
            field = tracker.getClass().getDeclaredField("endpoint")
            field.setAccessible(True)
            scheduler = jvm.org.apache.spark.streaming.scheduler
            report = scheduler.ReportError(self._streamId, message, trace(error))
            field.get(tracker).send(report)

        self._tell(tell)

    def stopped(self, message: str, error: BaseException | None) -> None:
        """Log and tell the listeners that the receiver has stopped.

        Spark's own receiver, which stays connected, is not deregistered: ``ssc.stop()`` would not
        reach it any more.
        """
        text = trace(error)
        self.log(f"Deregistered receiver for stream {self._streamId}: {message}", error)

        def tell(jvm: Any) -> None:
            scheduler = jvm.org.apache.spark.streaming.scheduler
            at = jvm.java.lang.System.currentTimeMillis() if text else -1
            info = self._info(jvm, False, message, text, at)
            self._post(scheduler.StreamingListenerReceiverStopped(info))

        self._tell(tell)

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
