"""Kafka as in Scala: ``org.apache.spark.streaming.kafka010``, with the Kafka classes it needs.

It needs the extra ``kafka`` (``pip install 'sparkish[kafka]'``), confluent-kafka on the executors,
and no jar. A deserializer is the name of a Java class, a class of this module, or any Python
function that takes bytes.

Examples
--------
>>> from sparkish.streaming.kafka010 import ConsumerStrategies, KafkaUtils, LocationStrategies
>>> from sparkish.streaming.kafka010 import StringDeserializer
>>> from sparkish.testing import KafkaBroker
>>> with KafkaBroker({"lines": 2}) as broker:
...     kafkaParams = {
...         "bootstrap.servers": broker.bootstrapServers,
...         "key.deserializer": StringDeserializer,
...         "value.deserializer": StringDeserializer,
...         "group.id": "counting",
...         "auto.offset.reset": "earliest",
...         "enable.auto.commit": False,
...     }
...     stream = KafkaUtils.createDirectStream(
...         ssc,
...         LocationStrategies.PreferConsistent,
...         ConsumerStrategies.Subscribe(["lines"], kafkaParams),
...     )
...     stream.map(lambda record: record.value).print()
...     broker.send("lines", ["to be", "or not"])
...     ssc.runFor(batches=1)
-------------------------------------------
Time: ... ms
-------------------------------------------
to be
or not
<BLANKLINE>
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyspark

from sparkish._executor.kafka.deserializers import (
    BooleanDeserializer,
    ByteArrayDeserializer,
    ByteBufferDeserializer,
    BytesDeserializer,
    Deserializer,
    DoubleDeserializer,
    FloatDeserializer,
    IntegerDeserializer,
    LongDeserializer,
    ShortDeserializer,
    StringDeserializer,
    UUIDDeserializer,
    VoidDeserializer,
    deserializer,
)
from sparkish._executor.kafka.makers import Record
from sparkish._executor.kafka.records import ConsumerRecord, Header, Headers
from sparkish._executor.parentheses import staticTypeArguments
from sparkish.streaming._kafka import streams
from sparkish.streaming._kafka.arguments import kafkaSettings
from sparkish.streaming._kafka.cluster import KafkaException
from sparkish.streaming._kafka.commits import OffsetAndMetadata
from sparkish.streaming._kafka.configs import (
    CommonClientConfigs,
    ConsumerConfig,
    SecurityProtocol,
)
from sparkish.streaming._kafka.feed import Feed
from sparkish.streaming._kafka.locations import (
    LocationStrategy,
    preferBrokers,
    preferConsistent,
    preferFixed,
)
from sparkish.streaming._kafka.params import Params, understood
from sparkish.streaming._kafka.rates import PerPartitionConfig
from sparkish.streaming._kafka.rdds import HasOffsetRanges, KafkaRDD
from sparkish.streaming._kafka.strategies import (
    Assign,
    ConsumerStrategy,
    Subscribe,
    SubscribePattern,
)
from sparkish.streaming._kafka.streams import CanCommitOffsets, DirectStream
from sparkish.streaming._kafka.values import OffsetRange, TopicPartition
from sparkish.streaming.context import StreamingContext

__all__ = [
    "KafkaUtils",
    "LocationStrategies",
    "LocationStrategy",
    "PreferBrokers",
    "PreferConsistent",
    "PreferFixed",
    "ConsumerStrategies",
    "ConsumerStrategy",
    "Assign",
    "Subscribe",
    "SubscribePattern",
    "PerPartitionConfig",
    "CommonClientConfigs",
    "ConsumerConfig",
    "SecurityProtocol",
    "OffsetRange",
    "HasOffsetRanges",
    "CanCommitOffsets",
    "DirectKafkaInputDStream",
    "KafkaRDD",
    "ConsumerRecord",
    "Header",
    "Headers",
    "KafkaException",
    "OffsetAndMetadata",
    "TopicPartition",
    "BooleanDeserializer",
    "ByteArrayDeserializer",
    "ByteBufferDeserializer",
    "BytesDeserializer",
    "Deserializer",
    "DoubleDeserializer",
    "FloatDeserializer",
    "IntegerDeserializer",
    "LongDeserializer",
    "ShortDeserializer",
    "StringDeserializer",
    "UUIDDeserializer",
    "VoidDeserializer",
]

PreferConsistent = preferConsistent
PreferBrokers = preferBrokers
PreferFixed = preferFixed


class LocationStrategies:
    """The strategies that choose the executor for each partition.

    ``PreferConsistent`` spreads the partitions over the executors. Each partition stays on its
    executor as long as the executors are the same. ``PreferBrokers`` reads a partition on the host
    of its leader broker, if an executor runs there. ``PreferFixed(hostMap)`` reads each
    ``TopicPartition`` on the host that the mapping gives.

    Scala: ``org.apache.spark.streaming.kafka010.LocationStrategies``.
    """

    PreferConsistent = preferConsistent
    PreferBrokers = preferBrokers
    PreferFixed = staticmethod(preferFixed)


class ConsumerStrategies:
    """The strategies that choose the partitions: by topics, by a pattern of topics, or one by one.

    Scala: ``org.apache.spark.streaming.kafka010.ConsumerStrategies``.
    """

    Subscribe = Subscribe
    SubscribePattern = SubscribePattern
    Assign = Assign


class DirectKafkaInputDStream(DirectStream[ConsumerRecord]):
    """A stream of records. Its RDDs have ``offsetRanges``, which the stream can commit."""


@staticTypeArguments
class KafkaUtils:
    """Makes streams and RDDs of Kafka's records.

    Scala: ``org.apache.spark.streaming.kafka010.KafkaUtils``.
    """

    @staticmethod
    def createDirectStream(
        ssc: StreamingContext,
        locationStrategy: LocationStrategy,
        consumerStrategy: ConsumerStrategy[Any, Any],
        perPartitionConfig: PerPartitionConfig | None = None,
    ) -> DirectKafkaInputDStream:
        """Return a stream of Kafka's records, one RDD partition per Kafka partition.

        Parameters
        ----------
        ssc : StreamingContext
            The context.
        locationStrategy : LocationStrategy
            Chooses the executors: ``LocationStrategies.PreferConsistent``.
        consumerStrategy : ConsumerStrategy
            Chooses the partitions: ``ConsumerStrategies.Subscribe(topics, kafkaParams)``.
        perPartitionConfig : PerPartitionConfig, optional
            Limits the rate of each partition; ``spark.streaming.kafka.maxRatePerPartition`` and
            ``minRatePerPartition`` if not given.

        Returns
        -------
        DirectKafkaInputDStream
            A stream of :class:`ConsumerRecord`.

        Raises
        ------
        ImportError
            If the extra is not installed.
        TypeError, ValueError
            If an argument, or a value of ``kafkaParams``, cannot be used.

        Warns
        -----
        UserWarning
            If keys of ``kafkaParams`` have no effect here.

        Notes
        -----
        Scala: ``createDirectStream(ssc, locationStrategy, consumerStrategy)``, ``(ssc,
        locationStrategy, consumerStrategy, perPartitionConfig)``.
        """
        streams.streamingContext(ssc, "createDirectStream")
        _expect(locationStrategy, LocationStrategy, "LocationStrategies.PreferConsistent")
        _expect(
            consumerStrategy, ConsumerStrategy, 'ConsumerStrategies.Subscribe(["lines"], params)'
        )
        if perPartitionConfig is not None:
            _expect(perPartitionConfig, PerPartitionConfig, "one of a class that extends it")
        params, make = _understood(consumerStrategy.kafkaParams)
        plan = streams.plan(
            ssc,
            consumerStrategy,
            params,
            "Kafka 0.10 direct stream",
            locationStrategy,
            perPartitionConfig,
        )
        return streams.direct(ssc, Feed(plan), make, DirectKafkaInputDStream, OffsetRange)

    @staticmethod
    def createRDD(
        sc: pyspark.SparkContext,
        kafkaParams: Mapping[str, Any],
        offsetRanges: Sequence[OffsetRange],
        locationStrategy: LocationStrategy = PreferConsistent,
    ) -> KafkaRDD[ConsumerRecord]:
        """Return an RDD of the records of some offset ranges, one partition for each.

        Parameters
        ----------
        sc : SparkContext
            The context.
        kafkaParams : mapping
            The settings.
        offsetRanges : sequence of OffsetRange
            The ranges to read.
        locationStrategy : LocationStrategy
            Chooses the executors; not ``PreferBrokers``, as in Scala.

        Raises
        ------
        ImportError, TypeError, ValueError
            As in :meth:`createDirectStream`.

        Notes
        -----
        Scala: ``createRDD(sc, kafkaParams, offsetRanges, locationStrategy)``.
        """
        _expect(locationStrategy, LocationStrategy, "LocationStrategies.PreferConsistent")
        if locationStrategy is PreferBrokers:
            raise ValueError(
                "If you want to prefer brokers, you must provide a mapping using PreferFixed. A "
                "single KafkaRDD does not have a driver consumer and cannot look up brokers for "
                "you."
            )
        if not isinstance(sc, pyspark.SparkContext):
            raise TypeError(f"createRDD takes a SparkContext, not {sc!r}.")
        for each in offsetRanges:
            _expect(each, OffsetRange, 'OffsetRange("lines", 0, 5, 8)')
        params, make = _understood(kafkaSettings(kafkaParams))
        return streams.kafkaRDD(sc, params, offsetRanges, make, OffsetRange, locationStrategy)


def _understood(kafkaParams: Mapping[str, Any]) -> tuple[Params, Any]:
    # Java's clients commit automatically by default.
    params = streams.understandable(understood(kafkaParams, autoCommit=True))
    key, value = (deserializer(kafkaParams, isKey) for isKey in (True, False))
    return params, Record(key, value)


def _expect(value: Any, kind: type, example: str) -> None:
    if not isinstance(value, kind):
        raise TypeError(f"This takes a {kind.__name__}, for instance {example}, not {value!r}.")
