"""The Kafka API of PySpark 2.4: ``pyspark.streaming.kafka``, which Spark 3.0 removed.

A job of that time runs after changing one word in its imports. It needs the extra ``kafka``
(``pip install 'sparkish[kafka]'``), and confluent-kafka on the executors. It needs no jar, and no
``--packages`` with the old connector.

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
    """A direct stream, whose RDDs have ``offsetRanges()`` in ``foreachRDD`` and ``transform``."""


class Broker:
    """The address of a Kafka broker, for the ``leaders`` of ``createRDD``.

    Parameters
    ----------
    host : str
        The broker's host.
    port : int
        The broker's port.
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
        """Return a stream of ``(key, value)`` pairs, which begins at the group's committed offsets.

        Kafka has no ZooKeeper any more: give the brokers in ``kafkaParams`` or, without a change
        to the job, as ``spark.sparkish.kafka.brokers``. There is no receiver, so no core is
        occupied. A batch's offsets are committed for the group after its outputs have succeeded.
        Several streams of one group in a context share the partitions, as receivers do.

        Parameters
        ----------
        ssc : StreamingContext
            The context.
        zkQuorum : str
            The addresses of ZooKeeper. They are not used.
        groupId : str
            The group. The stream begins at its committed offsets.
        topics : dict of str to int
            The topics, and the number of threads for each, which is not used.
        kafkaParams : dict, optional
            More settings: ``{"bootstrap.servers": "localhost:9092"}``.
        storageLevel : StorageLevel, optional
            Not used: Kafka keeps the messages, and Spark stores none.
        keyDecoder, valueDecoder : callable
            Take bytes, or ``None``; return the key and the value.

        Raises
        ------
        ImportError
            If the extra is not installed.
        TypeError, ValueError
            If an argument cannot be used, or no broker is known.

        Notes
        -----
        ``spark.streaming.receiver.maxRate`` and backpressure limit its rate.
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
        """Return a stream of the messages of some topics, one RDD partition per Kafka partition.

        Parameters
        ----------
        ssc : StreamingContext
            The context.
        topics : list of str
            The topics. The stream reads the partitions that they have now, and no later ones.
        kafkaParams : dict
            The settings: ``{"metadata.broker.list": "localhost:9092"}``. With
            ``"auto.offset.reset": "smallest"`` the stream begins with the first message that Kafka
            has, otherwise with the next one.
        fromOffsets : dict of TopicAndPartition to int, optional
            The partitions to read, each with its first offset.
        keyDecoder, valueDecoder : callable
            Take bytes, or ``None``; return the key and the value.
        messageHandler : callable, optional
            Takes a :class:`KafkaMessageAndMetadata`; returns the element. If it is not given, the
            elements are pairs of key and value.

        Raises
        ------
        ImportError
            If the extra is not installed.
        KafkaException
            If no broker answers, or there is no such topic.
        TypeError, ValueError
            If an argument cannot be used.
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
        """Return an RDD of the messages of some offset ranges, one partition for each.

        Parameters
        ----------
        sc : SparkContext
            The context.
        kafkaParams : dict
            The settings.
        offsetRanges : list of OffsetRange
            The ranges to read.
        leaders : dict of TopicAndPartition to Broker, optional
            The broker of each partition. If executors run on the brokers' hosts, each partition is
            read on its broker's host.
        keyDecoder, valueDecoder, messageHandler : callable
            As in :meth:`createDirectStream`.

        Raises
        ------
        ImportError, TypeError, ValueError
            As in :meth:`createDirectStream`.
        """
        reader = legacy.Reader(keyDecoder, valueDecoder, messageHandler)
        return legacy.rangesRDD(sc, kafkaParams, offsetRanges, leaders or {}, reader)
