"""Kafka as PySpark 2.4 had it, in ``pyspark.streaming.kafka``, which Spark 3.0 removed.

A job of that time runs after changing one word in its imports. It needs the extra ``kafka``
(``pip install 'sparkish[kafka]'``), on the executors confluent-kafka, and no jar: ``--packages``
with the old connector is not needed.

Examples
--------
>>> from sparkish.streaming.kafka import KafkaUtils
>>> from sparkish.testing import KafkaBroker
>>> with KafkaBroker({"lines": 2}) as broker:
...     kafkaParams = {
...         "metadata.broker.list": broker.bootstrapServers,
...         "auto.offset.reset": "smallest",
...     }
...     stream = KafkaUtils.createDirectStream(ssc, ["lines"], kafkaParams)
...     stream.pprint()
...     broker.send("lines", ["to be", ("a key", "or not")])
...     ssc.runFor(batches=1)
-------------------------------------------
Time: ...
-------------------------------------------
(None, 'to be')
('a key', 'or not')
<BLANKLINE>
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import pyspark

from sparkish._executor.kafka.records import KafkaMessageAndMetadata, utf8_decoder
from sparkish._executor.parentheses import staticTypeArguments
from sparkish.storagelevel import StorageLevel
from sparkish.streaming._kafka import legacy
from sparkish.streaming._kafka.rdds import KafkaRDD
from sparkish.streaming._kafka.streams import DirectStream
from sparkish.streaming._kafka.values import OffsetRange08 as OffsetRange
from sparkish.streaming._kafka.values import TopicAndPartition
from sparkish.streaming.context import StreamingContext

__all__ = [
    "Broker",
    "KafkaDStream",
    "KafkaMessageAndMetadata",
    "KafkaRDD",
    "KafkaUtils",
    "OffsetRange",
    "TopicAndPartition",
    "utf8_decoder",
]

T = TypeVar("T")

Decoder = Callable[[Any], Any]

legacy.warnOfConnector()


class KafkaDStream(DirectStream[T]):
    """A direct stream: its RDDs have ``offsetRanges()``, in ``foreachRDD`` and ``transform``."""


class Broker:
    """A Kafka broker's address, as ``createRDD`` takes it for ``leaders``.

    Parameters
    ----------
    host : str
        Its host.
    port : int
        Its port.
    """

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port

    def __repr__(self) -> str:
        return f"Broker({self._host!r}, {self._port!r})"


@staticTypeArguments
class KafkaUtils:
    """Makes streams and RDDs of Kafka's messages."""

    @staticmethod
    def createStream(
        ssc: StreamingContext,
        zkQuorum: str,
        groupId: str,
        topics: Mapping[str, int],
        kafkaParams: Mapping[str, Any] | None = None,
        storageLevel: pyspark.StorageLevel = StorageLevel.MEMORY_AND_DISK_2,
        keyDecoder: Decoder = utf8_decoder,
        valueDecoder: Decoder = utf8_decoder,
    ) -> DirectStream[tuple[Any, Any]]:
        """Return a stream of pairs of a key and a value, from where the group has got to.

        Kafka has no ZooKeeper any more: give the brokers in ``kafkaParams`` or, without a change
        to the job, as ``spark.sparkish.kafka.brokers``. There is no receiver, which would take a
        core; what a batch has read is committed for the group once its outputs have succeeded.

        Parameters
        ----------
        ssc : StreamingContext
            The context.
        zkQuorum : str
            The addresses of ZooKeeper, which nothing connects to.
        groupId : str
            The group, whose committed offsets the stream begins at.
        topics : dict of str to int
            The topics, and the number of threads for each, which are not needed.
        kafkaParams : dict, optional
            More settings: ``{"bootstrap.servers": "localhost:9092"}``.
        storageLevel : StorageLevel, optional
            Not needed: Kafka keeps the messages, and Spark stores none.
        keyDecoder, valueDecoder : callable
            Make keys and values of bytes, or of ``None``.

        Raises
        ------
        ImportError
            If the extra is not installed.
        TypeError, ValueError
            If an argument is none that can be used, or no broker is known.

        Notes
        -----
        ``spark.streaming.receiver.maxRate`` limits it, and so does backpressure.
        """
        return legacy.groupStream(
            ssc,
            legacy.Group(zkQuorum, groupId, topics, kafkaParams or {}, storageLevel),
            (keyDecoder, valueDecoder),
        )

    @staticmethod
    def createDirectStream(
        ssc: StreamingContext,
        topics: list[str],
        kafkaParams: dict[str, Any],
        fromOffsets: Mapping[TopicAndPartition, int] | None = None,
        keyDecoder: Decoder = utf8_decoder,
        valueDecoder: Decoder = utf8_decoder,
        messageHandler: Callable[[KafkaMessageAndMetadata], T] | None = None,
    ) -> KafkaDStream[Any]:
        """Return a stream of the messages of some topics, an RDD partition for each of Kafka's.

        Parameters
        ----------
        ssc : StreamingContext
            The context.
        topics : list of str
            The topics. Their partitions, as they are now, do not change.
        kafkaParams : dict
            The settings: ``{"metadata.broker.list": "localhost:9092"}``. With
            ``"auto.offset.reset": "smallest"`` it begins with the first message that Kafka has,
            otherwise with the next one.
        fromOffsets : dict of TopicAndPartition to int, optional
            Which partitions to read, each from which offset on.
        keyDecoder, valueDecoder : callable
            Make keys and values of bytes, or of ``None``.
        messageHandler : callable, optional
            Makes the elements, of a :class:`KafkaMessageAndMetadata`; pairs of key and value where
            it is not given.

        Raises
        ------
        ImportError
            If the extra is not installed.
        KafkaException
            If no broker answers, or there is no such topic.
        TypeError, ValueError
            If an argument is none that can be used.
        """
        reader = legacy.Reader(keyDecoder, valueDecoder, messageHandler)
        return legacy.directStream(
            ssc, topics, kafkaParams, fromOffsets or {}, reader, KafkaDStream
        )

    @staticmethod
    def createRDD(
        sc: pyspark.SparkContext,
        kafkaParams: dict[str, Any],
        offsetRanges: list[OffsetRange],
        leaders: Mapping[TopicAndPartition, Broker] | None = None,
        keyDecoder: Decoder = utf8_decoder,
        valueDecoder: Decoder = utf8_decoder,
        messageHandler: Callable[[KafkaMessageAndMetadata], T] | None = None,
    ) -> KafkaRDD[Any]:
        """Return an RDD of the messages of some offset ranges, a partition for each.

        Parameters
        ----------
        sc : SparkContext
            The context.
        kafkaParams : dict
            The settings.
        offsetRanges : list of OffsetRange
            What to read.
        leaders : dict of TopicAndPartition to Broker, optional
            Where executors run on the hosts of brokers: each partition is read on the host of its
            own.
        keyDecoder, valueDecoder, messageHandler : callable
            As of :meth:`createDirectStream`.

        Raises
        ------
        ImportError, TypeError, ValueError
            As :meth:`createDirectStream`.
        """
        reader = legacy.Reader(keyDecoder, valueDecoder, messageHandler)
        return legacy.rangesRDD(sc, kafkaParams, offsetRanges, leaders or {}, reader)
