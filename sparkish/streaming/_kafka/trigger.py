"""The JVM's side of a stream: it calls the feed for each batch, and reports to Spark.

``ConstantInputDStream`` is the trigger, and ``PythonTransformedDStream`` calls the feed: once for
each batch, for any number of output operations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from py4j.java_gateway import JavaObject
from pyspark.serializers import NoOpSerializer
from pyspark.streaming.util import TransformFunction

from sparkish._jvm.conversions import javaField, jvmStreams, scalaSeq

__all__ = ["Trigger"]

Range = tuple[str, int, int, int]


class Trigger:
    """The JVM's two streams.

    Parameters
    ----------
    ssc : StreamingContext
        The context.
    constant, source : JavaObject
        The JVM's streams: the trigger, and the stream that calls the feed.
    """

    def __init__(self, ssc: Any, constant: JavaObject, source: JavaObject) -> None:
        self._jvm = ssc._jvm
        self._ssc = ssc._jssc.ssc()
        self.constant = constant
        self.source = source
        self.streamId = int(constant.id())
        self._remembered: int | None = None
        self._isNamed = False
        self._reported = -1

    @classmethod
    def new(cls, ssc: Any, feed: Any) -> Trigger:
        """Return the streams of a new feed."""
        empty = ssc._sc.emptyRDD()._jrdd
        streams = ssc._jvm.org.apache.spark.streaming.dstream
        constant = streams.ConstantInputDStream(ssc._jssc.ssc(), empty.rdd(), empty.classTag())
        callback = TransformFunction(ssc._sc, feed, NoOpSerializer())
        return cls(ssc, constant, ssc._jvm.PythonTransformedDStream(constant, callback))

    @classmethod
    def recovered(cls, ssc: Any) -> dict[int, Trigger]:
        """Return the possible triggers in a checkpoint, by the id of their input stream."""
        found = {}
        for stream in jvmStreams(ssc._jssc.ssc().graph()):
            if stream.getClass().getSimpleName() != "PythonTransformedDStream":
                continue
            parent = stream.dependencies().apply(0)
            if parent.getClass().getSimpleName() == "ConstantInputDStream":
                found[int(parent.id())] = cls(ssc, parent, stream)
        return found

    def revive(self, ssc: Any) -> None:
        """Give the trigger an RDD of this SparkContext; in a checkpoint it has an old one."""
        javaField(self.constant, "rdd")[0].set(self.constant, ssc._sc.emptyRDD()._jrdd.rdd())

    @property
    def batchDuration(self) -> float:
        """The batch duration in seconds."""
        return int(self._ssc.graph().batchDuration().milliseconds()) / 1000

    def report(self, milliseconds: int, ranges: Sequence[Range], name: str) -> None:
        """Report a batch's input to Spark, for its listeners and the web UI."""
        if milliseconds <= self._reported:
            # A recovered window asks for past batches again, which were reported already.
            return
        self._reported = milliseconds
        counts = sorted(
            (
                (until - start, topic, partition, start, until)
                for topic, partition, start, until in ranges
                if until != start
            ),
            key=lambda each: -each[0],
        )
        text = "\n".join(
            f"topic: {topic}\tpartition: {partition}\toffsets: {start} to {until}\tcount: {count}"
            for count, topic, partition, start, until in counts
        )
        streaming = self._jvm.org.apache.spark.streaming
        metadata = self._jvm.PythonUtils.toScalaMap({"Description": text})
        total = max(sum(each[0] for each in counts), 0)
        info = streaming.scheduler.StreamInputInfo(self.streamId, total, metadata)
        tracker = self._ssc.scheduler().inputInfoTracker()
        tracker.reportInfo(streaming.Time(milliseconds), info)
        if not self._isNamed:
            self._isNamed = True
            self._name(f"{name} [{self.streamId}]")

    def forgotten(self, milliseconds: int, batches: Sequence[int]) -> list[int]:
        """Return the batches that no output and no window can ask for any more."""
        if self._remembered is None:
            self._remembered = int(self.source.rememberDuration().milliseconds())
        # Spark keeps RDDs for the remember duration. Twice that is on the safe side.
        kept = 2 * self._remembered
        if not any(each < milliseconds - kept for each in batches):
            return []
        # A batch that waits asks for those before it, if the driver is killed and starts again.
        waiting = [int(time.milliseconds()) for time in scalaSeq(self._pending())]
        return [each for each in batches if each < min([milliseconds, *waiting]) - kept]

    def _pending(self) -> JavaObject:
        return self._ssc.scheduler().getPendingTimes()

    def _name(self, name: str) -> None:
        """Set the stream's name in the web UI, instead of the class of the trigger."""
        field, names = javaField(self._ssc.graph(), "inputStreamNameAndID")
        pairs = [(str(each._1()), int(each._2())) for each in scalaSeq(names)]
        tuples = [
            self._jvm.scala.Tuple2(name if number == self.streamId else own, number)
            for own, number in pairs
        ]
        field.set(self._ssc.graph(), self._jvm.PythonUtils.toSeq(tuples))
