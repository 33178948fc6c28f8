"""The JVM's side of a stream: what calls the feed for each batch, and what Spark is told.

``ConstantInputDStream`` gives the trigger, ``PythonTransformedDStream`` calls the feed: once for
each batch, however many output operations there are.
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
        The JVM's streams: the trigger, and what calls the feed.
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
        """Return the streams that a checkpoint may hold, by the ids of their beats."""
        found = {}
        for stream in jvmStreams(ssc._jssc.ssc().graph()):
            if stream.getClass().getSimpleName() != "PythonTransformedDStream":
                continue
            parent = stream.dependencies().apply(0)
            if parent.getClass().getSimpleName() == "ConstantInputDStream":
                found[int(parent.id())] = cls(ssc, parent, stream)
        return found

    def revive(self, ssc: Any) -> None:
        """Give the trigger an RDD of this SparkContext's: a checkpoint holds an earlier one's."""
        javaField(self.constant, "rdd")[0].set(self.constant, ssc._sc.emptyRDD()._jrdd.rdd())

    @property
    def batchDuration(self) -> float:
        """In seconds."""
        return int(self._ssc.graph().batchDuration().milliseconds()) / 1000

    def report(self, milliseconds: int, ranges: Sequence[Range], name: str) -> None:
        """Tell Spark what the batch reads: for its listeners, and the web UI."""
        if milliseconds <= self._reported:
            # A recovered window asks for batches of the past.
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
        """Return which batches no output and no window can ask for any more."""
        if self._remembered is None:
            self._remembered = int(self.source.rememberDuration().milliseconds())
        # Spark keeps the RDDs of as long a time; one more batch for what it is about to forget.
        before = milliseconds - 2 * self._remembered
        old = [each for each in batches if each < before]
        if not old:
            return []
        pending = {int(time.milliseconds()) for time in scalaSeq(self._pending())}
        return [each for each in old if each not in pending]

    def _pending(self) -> JavaObject:
        return self._ssc.scheduler().getPendingTimes()

    def _name(self, name: str) -> None:
        """Let the web UI show what the stream is, not the JVM's class that gives the trigger."""
        field, names = javaField(self._ssc.graph(), "inputStreamNameAndID")
        pairs = [(str(each._1()), int(each._2())) for each in scalaSeq(names)]
        tuples = [
            self._jvm.scala.Tuple2(name if number == self.streamId else own, number)
            for own, number in pairs
        ]
        field.set(self._ssc.graph(), self._jvm.PythonUtils.toSeq(tuples))
