"""PySpark 2.4's ``KafkaUtils``, without ZooKeeper and without the old connector."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import pyspark

from sparkish._core.callsite import warnUser
from sparkish._core.errors import IllegalStateError
from sparkish._executor.kafka.makers import Decoder, Handled, Pair
from sparkish.streaming._engine import construct
from sparkish.streaming._kafka import streams
from sparkish.streaming._kafka.arguments import (
    kafkaSettings,
    offsetsOf,
    partitionOf,
    topicNames,
)
from sparkish.streaming._kafka.cluster import Cluster, KafkaException
from sparkish.streaming._kafka.feed import Feed
from sparkish.streaming._kafka.locations import preferConsistent, preferFixed
from sparkish.streaming._kafka.members import member
from sparkish.streaming._kafka.params import Params, forDriver, understood
from sparkish.streaming._kafka.rdds import KafkaRDD
from sparkish.streaming._kafka.strategies import Assign
from sparkish.streaming._kafka.streams import DirectStream
from sparkish.streaming._kafka.values import (
    OffsetRange,
    OffsetRange08,
    TopicPartition,
    wholeNumber,
)
from sparkish.streaming.context import StreamingContext

__all__ = ["Group", "Reader", "directStream", "groupStream", "rangesRDD", "warnOfConnector"]

D = TypeVar("D", bound=DirectStream[Any])

_BROKERS = "spark.sparkish.kafka.brokers"
_MAX_RATE = "spark.streaming.receiver.maxRate"
_CONNECTOR = re.compile(r"spark-streaming-kafka[-\w.]*(?::[\w.-]+)?")
_WHERE = ("spark.jars.packages", "spark.jars", "spark.submit.pyFiles")


@dataclass(frozen=True)
class Reader:
    """The functions that turn messages into elements."""

    keyDecoder: Decoder
    valueDecoder: Decoder
    messageHandler: Callable[[Any], Any] | None = None

    def make(self) -> Any:
        """Return the function that runs on the executors.

        Raises
        ------
        TypeError
            If one of them is not a function.
        """
        for name, function in vars(self).items():
            if not callable(function) and (name, function) != ("messageHandler", None):
                raise TypeError(f"{name} must be a function, not {function!r}.")
        if self.messageHandler is None:
            return Pair(self.keyDecoder, self.valueDecoder)
        return Handled(self.keyDecoder, self.valueDecoder, self.messageHandler)


@dataclass(frozen=True)
class Group:
    """The arguments of ``createStream``."""

    zkQuorum: str
    groupId: str
    topics: Mapping[str, int]
    kafkaParams: Mapping[str, Any]
    storageLevel: pyspark.StorageLevel


def directStream(
    ssc: StreamingContext,
    topics: list[str],
    kafkaParams: Mapping[str, Any],
    fromOffsets: Mapping[Any, int],
    reader: Reader,
    kind: type[D],
) -> D:
    """Return the stream of ``createDirectStream``."""
    if not isinstance(topics, list):
        raise TypeError("topics should be list")
    topicNames(topics)
    params = _params(kafkaParams)
    fromOffsets = offsetsOf(fromOffsets, "fromOffsets")
    make = reader.make()
    streams.streamingContext(ssc, "createDirectStream")
    _warnOfConfiguredConnector(ssc._sc)
    params = streams.understandable(params)
    if fromOffsets:
        named = {each.topic for each in fromOffsets}
        if named != set(topics):
            raise IllegalStateError(
                f"The specified topics: {' '.join(topics)} do not equal to the topic from offsets: "
                f"{' '.join(sorted(named))}"
            )
        partitions = list(fromOffsets)
    else:
        partitions = _partitions(topics, params)
    strategy: Assign[Any, Any] = Assign(partitions, kafkaParams, fromOffsets)
    plan = streams.plan(
        ssc, strategy, params, "Kafka direct stream", preferConsistent, usesGroup=False
    )
    feed = Feed(plan)
    # As in PySpark, the first offsets are decided now, not at ssc.start().
    feed.begin()
    return streams.direct(ssc, feed, make, kind, OffsetRange08)


def groupStream(
    ssc: StreamingContext, group: Group, decoders: tuple[Decoder, Decoder]
) -> DirectStream[tuple[Any, Any]]:
    """Return the stream of ``createStream``."""
    if not isinstance(group.topics, dict):
        raise TypeError("topics should be dict")
    if not isinstance(group.groupId, str) or not group.groupId:
        raise TypeError(f"groupId must be the name of a group, not {group.groupId!r}.")
    for topic in topicNames(group.topics):
        wholeNumber(group.topics[topic], f"The number of threads of {topic!r}")
    make = Reader(*decoders).make()
    streams.streamingContext(ssc, "createStream")
    construct.jlevel(ssc._sc, group.storageLevel)
    _warnOfConfiguredConnector(ssc._sc)
    conf = ssc._sc.getConf()
    kafkaParams = {**kafkaSettings(group.kafkaParams), "group.id": group.groupId}
    if not {"bootstrap.servers", "metadata.broker.list"} & set(kafkaParams):
        kafkaParams["bootstrap.servers"] = _brokers(conf.get(_BROKERS), group)
    params = streams.understandable(understood(kafkaParams, autoCommit=True))
    plan = streams.plan(
        ssc,
        member(ssc, list(group.topics), kafkaParams),
        params,
        "Kafka stream",
        preferConsistent,
        commitsBatches=params.autoCommit,
        maxTotalRate=int(conf.get(_MAX_RATE, "0")),
    )
    return streams.direct(ssc, Feed(plan), make, DirectStream, OffsetRange08)


def rangesRDD(
    sc: pyspark.SparkContext,
    kafkaParams: Mapping[str, Any],
    offsetRanges: Sequence[OffsetRange],
    leaders: Mapping[Any, Any],
    reader: Reader,
) -> KafkaRDD[Any]:
    """Return the RDD of ``createRDD``."""
    if not isinstance(offsetRanges, list):
        raise TypeError("offsetRanges should be list")
    for each in offsetRanges:
        if not isinstance(each, OffsetRange):
            raise TypeError(
                f'offsetRanges is a list of OffsetRange("lines", 0, 5, 8), not of {each!r}.'
            )
    if not isinstance(sc, pyspark.SparkContext):
        raise TypeError(f"createRDD takes a SparkContext, not {sc!r}.")
    params = streams.understandable(_params(kafkaParams))
    hosts = {}
    for each, broker in leaders.items():
        if not hasattr(broker, "_host"):
            raise TypeError(f'A leader is a Broker("localhost", 9092), not {broker!r}.')
        hosts[TopicPartition(*partitionOf(each))] = broker._host
    locations = preferFixed(hosts) if hosts else preferConsistent
    _warnOfConfiguredConnector(sc)
    return streams.kafkaRDD(sc, params, offsetRanges, reader.make(), OffsetRange08, locations)


def _params(kafkaParams: Mapping[str, Any]) -> Params:
    if not isinstance(kafkaParams, dict):
        raise TypeError("kafkaParams should be dict")
    return understood(kafkaSettings(kafkaParams))


def _partitions(topics: Sequence[str], params: Params) -> list[TopicPartition]:
    cluster = Cluster(forDriver(params.conf, "sparkish"))
    try:
        found = {topic: cluster.numberOfPartitions(topic) for topic in topics}
    finally:
        cluster.close()
    if missing := [topic for topic, number in found.items() if not number]:
        raise KafkaException(
            f"There is no topic {', '.join(map(repr, missing))} in Kafka at "
            f"{params.conf['bootstrap.servers']}."
        )
    return [TopicPartition(topic, each) for topic in topics for each in range(found[topic])]


def _brokers(configured: str | None, group: Group) -> str:
    if configured:
        return configured
    raise ValueError(
        f"createStream names ZooKeeper ({group.zkQuorum}), but Kafka's clients connect to the "
        'brokers: give it kafkaParams={"bootstrap.servers": "host:9092"} or, without a change '
        f"to the job, spark-submit --conf {_BROKERS}=host:9092."
    )


def warnOfConnector() -> None:
    """Warn if the environment asks Spark to fetch the old connector."""
    _warnOf("PYSPARK_SUBMIT_ARGS", os.environ.get("PYSPARK_SUBMIT_ARGS", ""))


def _warnOfConfiguredConnector(sc: pyspark.SparkContext) -> None:
    conf = sc.getConf()
    for key in _WHERE:
        _warnOf(key, conf.get(key, ""))


def _warnOf(where: str, text: str) -> None:
    if match := _CONNECTOR.search(text):
        _warnOnce(where, match[0])


@cache
def _warnOnce(where: str, connector: str) -> None:
    warnUser(
        f"{where} asks for {connector}, Spark's old Kafka connector: sparkish does not need it, "
        "and it does not work with this version of Spark. Remove it."
    )
