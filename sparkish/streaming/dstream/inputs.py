"""``InputDStream`` and its subclasses: the streams that receive data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from py4j.java_gateway import JavaObject
from pyspark import RDD
from pyspark.serializers import Serializer
from pyspark.streaming import StreamingContext as PySparkStreamingContext

from sparkish._core.typearguments import typeArguments
from sparkish._executor.elements import JavaElements
from sparkish._executor.parentheses import parentheses
from sparkish.option import Option, Some
from sparkish.storagelevel import StorageLevel
from sparkish.streaming._engine.callgraph import refuseAfterStart
from sparkish.streaming.dstream.dstream import DStream
from sparkish.streaming.dstream.transformed import TransformedDStream
from sparkish.streaming.receiver import Receiver

__all__ = [
    "ConstantInputDStream",
    "FromJava",
    "InputDStream",
    "ReceiverFromJava",
    "ReceiverInputDStream",
]

T = TypeVar("T")


@typeArguments()
@parentheses
class InputDStream(DStream[T]):
    """A stream that receives data from a source.

    Scala: ``org.apache.spark.streaming.dstream.InputDStream``.
    """

    def _jinput(self) -> Any:
        return self._jdstream.dstream()

    @property
    def id(self) -> int:
        """The id of this input stream in its context, which listeners and the web UI show.

        Notes
        -----
        Scala: ``id``.

        Examples
        --------
        >>> [ssc.socketTextStream("localhost", port).id for port in (5800, 5801)]
        [0, 1]
        """
        return int(self._jinput().id())

    @property
    def name(self) -> str:
        """The name of this input stream in the web UI.

        Notes
        -----
        Scala: ``name``.

        Examples
        --------
        >>> ssc.socketTextStream("localhost", 5800).name
        'Socket stream [0]'
        """
        return str(self._jinput().name())

    def start(self) -> None:
        """Start receiving. ``ssc.start()`` calls it for every input stream.

        Notes
        -----
        Scala: ``start()``.

        Examples
        --------
        >>> ssc.socketTextStream("localhost", 5800).start()  # Spark's tracker starts receivers
        """
        self._jinput().start()

    def stop(self) -> None:
        """Stop receiving. ``ssc.stop()`` calls it for every input stream.

        Notes
        -----
        Scala: ``stop()``.

        Examples
        --------
        >>> ssc.socketTextStream("localhost", 5800).stop()  # Spark's tracker stops receivers
        """
        self._jinput().stop()


class ConstantInputDStream(InputDStream[T]):
    """A stream with the same RDD in every batch.

    A context that has such a stream cannot be recovered from a checkpoint.

    Parameters
    ----------
    ssc : StreamingContext
        The context.
    rdd : RDD
        The RDD of every batch.

    Raises
    ------
    TypeError
        If it is not an RDD.

    Notes
    -----
    Scala: ``new ConstantInputDStream(ssc, rdd)``.

    Examples
    --------
    >>> from sparkish.streaming.dstream import ConstantInputDStream
    >>> ConstantInputDStream(ssc, sc.makeRDD(["a", "b"])).count().print()
    >>> ssc.runFor(batches=2)
    -------------------------------------------
    Time: ... ms
    -------------------------------------------
    2
    <BLANKLINE>
    -------------------------------------------
    Time: ... ms
    -------------------------------------------
    2
    <BLANKLINE>
    """

    def __init__(self, ssc: PySparkStreamingContext, rdd: RDD[T]) -> None:
        if not isinstance(rdd, RDD):
            raise TypeError(
                f"ConstantInputDStream takes an RDD, such as sc.makeRDD([1, 2, 3]), not {rdd!r}."
            )
        refuseAfterStart(ssc)
        jvm: Any = ssc._jvm
        jrdd: Any = rdd._jrdd
        streaming, tag = jvm.org.apache.spark.streaming, jrdd.classTag()
        jstream = streaming.dstream.ConstantInputDStream(ssc._jssc.ssc(), jrdd.rdd(), tag)
        jdstream = streaming.api.java.JavaDStream.fromDStream(jstream, tag)
        super().__init__(jdstream, ssc, rdd._jrdd_deserializer)
        self._node.recoverable = False


@typeArguments()
@parentheses
class ReceiverInputDStream(InputDStream[T]):
    """A stream of the elements that a receiver stores.

    Scala: ``org.apache.spark.streaming.dstream.ReceiverInputDStream``.
    """

    _receiver: Receiver[T] | None = None

    def getReceiver(self) -> Receiver[T]:
        """Return the receiver: a custom one, or a view of Spark's own.

        Notes
        -----
        Scala: ``getReceiver()``.

        Examples
        --------
        >>> lines = ssc.socketTextStream("localhost", 5800, StorageLevel.MEMORY_ONLY)
        >>> lines.getReceiver().storageLevel == StorageLevel.MEMORY_ONLY
        True
        """
        return self._receiver or SparkReceiver(self._jinput().getReceiver())


class FromJava(TransformedDStream[T], InputDStream[T]):
    """An input stream of Java objects, which a function converts to Python.

    It is folded with the operations after it, and needs no extra Python worker.
    """

    def __init__(
        self,
        jdstream: JavaObject,
        ssc: PySparkStreamingContext,
        toPython: Callable[[datetime, RDD[Any]], RDD[T]],
    ) -> None:
        # Only the function reads this stream, and it takes the JVM's RDD. So the serializer is
        # never used.
        source: DStream[Any] = DStream(jdstream, ssc, Serializer())
        super().__init__(source, toPython, pure=True)
        self._jrdd_deserializer = JavaElements()
        # The source is a part of this stream, and the user did not declare it.
        self._parents = ()

    def _jinput(self) -> Any:
        return self.prev._jdstream.dstream()


class ReceiverFromJava(FromJava[T], ReceiverInputDStream[T]):
    """A stream of Java objects that a receiver stores."""


class SparkReceiver(Receiver[Any]):
    """One of Spark's own receivers."""

    def __init__(self, jreceiver: Any) -> None:
        level = jreceiver.storageLevel()
        super().__init__(
            StorageLevel(
                level.useDisk(),
                level.useMemory(),
                level.useOffHeap(),
                level.deserialized(),
                level.replication(),
            )
        )
        self._jreceiver = jreceiver

    def onStart(self) -> None:
        """Start receiving. Spark calls it on an executor."""
        self._jreceiver.onStart()

    def onStop(self) -> None:
        """Stop receiving. Spark calls it on an executor."""
        self._jreceiver.onStop()

    @property
    def preferredLocation(self) -> Option[str]:
        """The preferred host, if there is one."""
        location = self._jreceiver.preferredLocation()
        return Some(location.get()) if location.isDefined() else Option.empty()

    @property
    def streamId(self) -> int:
        """The id of the receiver's stream; -1 before it has a stream."""
        return int(self._jreceiver.streamId())
