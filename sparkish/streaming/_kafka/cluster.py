"""The driver's requests to Kafka: the partitions and their offsets.

The consumer here joins no group. It only commits offsets for a group, and reads no messages.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar

from sparkish._core.errors import SparkishError
from sparkish.streaming._kafka.extra import confluentKafka, quietLogger
from sparkish.streaming._kafka.params import Config, Params, forExecutors, unknownKey

__all__ = ["EARLIEST", "LATEST", "Cluster", "KafkaException", "usable"]

T = TypeVar("T")

Partition = tuple[str, int]

EARLIEST, LATEST = -2, -1

# How long one request may take, in s.
_REQUEST = 2.0
# How long Kafka may not answer, in s: before its first answer, and later. Java's clients try for a
# minute.
_FIRST, _LATER = 8.0, 60.0
_PAUSE = 0.1
_AFTER = re.compile(r" \(after \d+ms in state \w+\)")


class KafkaException(SparkishError, RuntimeError):
    """A request to Kafka, or the connection to it, failed; the message says where.

    Scala: ``org.apache.kafka.common.KafkaException``.
    """


def usable(params: Params) -> Params:
    """Return the settings without those that librdkafka does not know.

    Raises
    ------
    ValueError
        If librdkafka refuses a value; the message has its words and the key.
    """
    kafka = confluentKafka()
    while True:
        try:
            kafka.Consumer(forExecutors(params.conf, ""), logger=quietLogger()).close()
            return params
        except kafka.KafkaException as error:
            reason = error.args[0].str()
        key = unknownKey(reason)
        if key not in params.conf:
            raise ValueError(_refusal(params, reason))
        conf = {name: value for name, value in params.conf.items() if name != key}
        params = replace(params, conf=conf, ignored=(*params.ignored, params.given.get(key, key)))


def _refusal(params: Params, reason: str) -> str:
    quoted = re.findall(r'["`]([\w.]+)["`]', reason)
    keys = [params.given.get(name, name) for name in quoted if name in params.conf]
    where = f' "{keys[0]}"' if keys else ""
    words = reason.strip().rstrip(".")
    return f"kafkaParams{where}: librdkafka says: {words}."


class Cluster:
    """The Kafka cluster, as the driver sees it.

    Parameters
    ----------
    conf : mapping
        The consumer's settings.
    """

    def __init__(self, conf: Config) -> None:
        self._conf = conf
        self._kafka = confluentKafka()
        self._changing = threading.Lock()
        self._consumer: Any = None
        self._hasAnswered = False
        self._failures: list[Any] = []

    def numberOfPartitions(self, topic: str) -> int:
        """Return how many partitions a topic has; 0 if there is no such topic.

        Raises
        ------
        KafkaException
            If no broker answers, or reading the topic is not allowed.
        """
        found = self._metadata(topic).topics[topic]
        return len(found.partitions) if self._isThere(found) else 0

    def topics(self) -> dict[str, int]:
        """Return all topics with their numbers of partitions.

        Raises
        ------
        KafkaException
            If no broker answers.
        """
        found = self._metadata(None).topics.items()
        return {name: len(each.partitions) for name, each in found if each.error is None}

    def leaders(self, topics: Iterable[str]) -> dict[Partition, str]:
        """Return the host of each partition's leader broker.

        Raises
        ------
        KafkaException
            If no broker answers.
        """
        hosts: dict[Partition, str] = {}
        for topic in topics:
            listed = self._metadata(topic)
            for number, partition in listed.topics[topic].partitions.items():
                if partition.leader in listed.brokers:
                    hosts[topic, number] = listed.brokers[partition.leader].host
        return hosts

    def offsets(self, partitions: Iterable[Partition], end: int) -> dict[Partition, int]:
        """Return the first offset of each partition, or the one after its last.

        Parameters
        ----------
        partitions : iterable of pairs
            Pairs of a topic and a number.
        end : int
            ``EARLIEST`` or ``LATEST``.

        Raises
        ------
        KafkaException
            If Kafka does not answer, or has no such partition.
        """
        asked = [self._kafka.TopicPartition(*each, end) for each in partitions]
        if not asked:
            return {}

        def ask(consumer: Any) -> dict[Partition, int]:
            found = {}
            # Each broker gets one request for all of its partitions.
            for each in self._offsetsForTimes(consumer, asked):
                self._raise(each)
                if each.offset < 0:
                    # Some brokers give no offset for an empty partition.
                    ends = consumer.get_watermark_offsets(each, timeout=_REQUEST, cached=False)
                    if ends is None:
                        raise self._kafka.KafkaException(
                            self._kafka.KafkaError(self._kafka.KafkaError._TIMED_OUT)
                        )
                    each.offset = ends[end == LATEST]
                found[each.topic, each.partition] = each.offset
            return found

        which = "latest" if end == LATEST else "earliest"
        return self._ask(f"the {which} offsets of {_named(asked)}", ask)

    def committed(self, partitions: Iterable[Partition]) -> dict[Partition, int]:
        """Return the group's committed offsets, without the partitions that have none.

        Raises
        ------
        KafkaException
            If Kafka does not answer, or reading the group is not allowed.
        """
        asked = [self._kafka.TopicPartition(*each) for each in partitions]
        if not asked:
            return {}

        def ask(consumer: Any) -> dict[Partition, int]:
            found = consumer.committed(asked, timeout=_REQUEST)
            for each in found:
                self._raise(each)
            return {(each.topic, each.partition): each.offset for each in found if each.offset >= 0}

        return self._ask(f"what {self._conf['group.id']!r} has committed", ask)

    def commit(self, offsets: Mapping[Partition, int]) -> None:
        """Commit the next offset of each partition for the group, and wait for the answer.

        Raises
        ------
        KafkaException
            If the commit fails.
        """
        given = [self._kafka.TopicPartition(*each, offset) for each, offset in offsets.items()]

        def commit(consumer: Any) -> None:
            for each in consumer.commit(offsets=given, asynchronous=False) or ():
                self._raise(each)

        self._ask(f"to commit for {self._conf['group.id']!r}", commit)

    def close(self) -> None:
        """Close the connections to the brokers; a later request connects again."""
        with self._changing:
            consumer, self._consumer = self._consumer, None
        if consumer is not None:
            consumer.close()

    def _offsetsForTimes(self, consumer: Any, asked: list[Any]) -> list[Any]:
        codes = self._kafka.KafkaError
        try:
            return consumer.offsets_for_times(asked, timeout=_REQUEST)  # type: ignore[no-any-return]
        except self._kafka.KafkaException as error:
            # The same error also comes if a partition's broker does not answer, so look first.
            if error.args[0].code() in (codes._UNKNOWN_PARTITION, codes._UNKNOWN_TOPIC):
                for each in asked:
                    if each.partition >= (number := self.numberOfPartitions(each.topic)):
                        raise KafkaException(
                            f"There is no partition {each.topic}-{each.partition} in Kafka: topic "
                            f"{each.topic!r} has {number}."
                        ) from error
            raise

    def _metadata(self, topic: str | None) -> Any:
        what = "the topics" if topic is None else f"topic {topic!r}"
        arguments = {} if topic is None else {"topic": topic}
        return self._ask(what, lambda consumer: consumer.list_topics(timeout=_REQUEST, **arguments))

    def _isThere(self, topic: Any) -> bool:
        codes = self._kafka.KafkaError
        absent = (codes.UNKNOWN_TOPIC_OR_PART, codes.LEADER_NOT_AVAILABLE)
        if topic.error is None or topic.error.code() == codes.LEADER_NOT_AVAILABLE:
            return bool(topic.partitions)
        if topic.error.code() in absent:
            return False
        raise KafkaException(f"Topic {topic.topic!r}: {topic.error.str()}.")

    def _raise(self, partition: Any) -> None:
        if partition.error is not None:
            raise self._kafka.KafkaException(partition.error)

    def _ask(self, what: str, ask: Callable[[Any], T]) -> T:
        began = time.monotonic()
        while True:
            consumer = self._connected()
            try:
                answer = ask(consumer)
            except self._kafka.KafkaException as error:
                reason = error.args[0]
            else:
                self._hasAnswered = True
                self._failures.clear()
                return answer
            # poll() makes librdkafka report its background errors to self._failures.
            with suppress(self._kafka.KafkaException):
                consumer.poll(0)
            limit = _LATER if self._hasAnswered else _FIRST
            if not self._mayPass(reason) or time.monotonic() - began > limit:
                raise KafkaException(self._sentence(what, reason, time.monotonic() - began))
            time.sleep(_PAUSE)

    def _connected(self) -> Any:
        with self._changing:
            if self._consumer is None:
                self._consumer = self._kafka.Consumer(
                    {**self._conf, "error_cb": self._failures.append}, logger=quietLogger()
                )
            return self._consumer

    def _mayPass(self, reason: Any) -> bool:
        """Tell whether another attempt can succeed."""
        codes = self._kafka.KafkaError
        hopeless = (codes._AUTHENTICATION, codes.SASL_AUTHENTICATION_FAILED, codes._SSL)
        if any(failure.code() in hopeless for failure in self._failures):
            return False
        own = (codes._INVALID_ARG, codes._STATE, codes._FATAL, codes._UNSUPPORTED_FEATURE)
        if reason.code() < 0:
            # Negative codes are librdkafka's own: most are about the connection to the broker.
            return reason.code() not in own
        passing = (
            codes.LEADER_NOT_AVAILABLE,
            codes.NOT_LEADER_FOR_PARTITION,
            codes.BROKER_NOT_AVAILABLE,
            codes.REQUEST_TIMED_OUT,
            codes.COORDINATOR_LOAD_IN_PROGRESS,
            codes.COORDINATOR_NOT_AVAILABLE,
            codes.NOT_COORDINATOR,
        )
        return reason.code() in passing or bool(reason.retriable())

    def _sentence(self, what: str, reason: Any, seconds: float) -> str:
        servers = self._conf["bootstrap.servers"]
        codes = self._kafka.KafkaError
        # Each attempt adds its own time to the text. Without it, equal errors are one.
        told = [_AFTER.sub("", each.str()) for each in (*self._failures[-3:], reason)]
        why = "; ".join(dict.fromkeys(text.strip().rstrip(".") for text in told))
        if any(failure.code() == codes._AUTHENTICATION for failure in self._failures):
            return f"The Kafka brokers at {servers} refuse these credentials: {why}."
        if not self._mayPass(reason):
            return f"Kafka at {servers} was asked for {what}, and refuses: {why}."
        if not self._hasAnswered:
            return (
                f"No Kafka broker answers at {servers}, within {seconds:.0f} s. Is it running, and "
                f'does "bootstrap.servers" name it? ({why})'
            )
        return (
            f"Kafka at {servers} was asked for {what}, and has not answered within {seconds:.0f} s "
            f"({why})."
        )


def _named(partitions: Iterable[Any]) -> str:
    names = [f"{each.topic}-{each.partition}" for each in partitions]
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
