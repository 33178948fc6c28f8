"""The partitions that a stream reads, and their first offsets: Scala's ``ConsumerStrategies``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, Protocol, TypeVar

from sparkish._core.errors import IllegalStateError
from sparkish.streaming._kafka.arguments import kafkaSettings, offsetsOf, partitionsOf, topicNames
from sparkish.streaming._kafka.values import TopicPartition

__all__ = ["Assign", "ConsumerStrategy", "Subscribe", "SubscribePattern"]

K = TypeVar("K")
V = TypeVar("V")

Partition = tuple[str, int]

_INTERNAL = ("__consumer_offsets", "__transaction_state", "__share_group_state")


class Topics(Protocol):
    """The requests of a strategy to Kafka."""

    def numberOfPartitions(self, topic: str) -> int:
        """Return how many partitions a topic has; 0 if there is no such topic."""
        ...

    def topics(self) -> dict[str, int]:
        """Return all topics with their numbers of partitions."""
        ...


class ConsumerStrategy(Generic[K, V]):
    """Chooses the partitions that a stream reads, and their first offsets.

    Scala: ``org.apache.spark.streaming.kafka010.ConsumerStrategy``.
    """

    isFixed = False
    """Whether the partitions never change."""

    def __init__(
        self,
        kafkaParams: Mapping[str, Any],
        offsets: Mapping[TopicPartition, int] | None,
    ) -> None:
        self.kafkaParams = kafkaSettings(kafkaParams)
        self.offsets = offsetsOf(offsets)

    @property
    def executorKafkaParams(self) -> dict[str, Any]:
        """The settings. Scala: ``executorKafkaParams``."""
        return self.kafkaParams

    def partitions(self, kafka: Topics, excludesInternal: bool) -> list[Partition]:
        """Return the partitions that exist now."""
        raise NotImplementedError

    def missing(self, partitions: Iterable[Partition]) -> list[str]:
        """Return the program's topics that do not exist."""
        return []


class Subscribe(ConsumerStrategy[K, V]):
    """All partitions of some topics, also partitions that are added while the stream runs.

    Scala: ``ConsumerStrategies.Subscribe(topics, kafkaParams)``, ``(topics, kafkaParams,
    offsets)``.

    Parameters
    ----------
    topics : iterable of str
        The topics.
    kafkaParams : mapping
        The settings.
    offsets : mapping of TopicPartition to int, optional
        The first offsets of partitions. Other partitions begin at the group's committed offset;
        without one, ``auto.offset.reset`` decides.

    Examples
    --------
    >>> from sparkish.streaming.kafka010 import ConsumerStrategies, StringDeserializer
    >>> kafkaParams = {
    ...     "bootstrap.servers": "localhost:9092",
    ...     "key.deserializer": StringDeserializer,
    ...     "value.deserializer": StringDeserializer,
    ...     "group.id": "counting",
    ... }
    >>> ConsumerStrategies.Subscribe(["lines"], kafkaParams).topics
    ['lines']
    """

    def __init__(
        self,
        topics: Iterable[str],
        kafkaParams: Mapping[str, Any],
        offsets: Mapping[TopicPartition, int] | None = None,
    ) -> None:
        super().__init__(kafkaParams, offsets)
        self.topics = topicNames(topics)
        _expectSome(self.offsets, lambda each: each.topic in self.topics)

    def partitions(self, kafka: Topics, excludesInternal: bool) -> list[Partition]:
        """Return the partitions of the topics."""
        return [
            (topic, number)
            for topic in self.topics
            for number in range(kafka.numberOfPartitions(topic))
        ]

    def missing(self, partitions: Iterable[Partition]) -> list[str]:
        """Return the topics that do not exist."""
        found = {topic for topic, _ in partitions}
        return [topic for topic in self.topics if topic not in found]


class SubscribePattern(ConsumerStrategy[K, V]):
    """All partitions of the topics whose full name matches a pattern.

    Scala: ``ConsumerStrategies.SubscribePattern(pattern, kafkaParams)``, ``(pattern, kafkaParams,
    offsets)``.

    Parameters
    ----------
    pattern : str or re.Pattern
        The regular expression.
    kafkaParams : mapping
        The settings.
    offsets : mapping of TopicPartition to int, optional
        As in :class:`Subscribe`.
    """

    def __init__(
        self,
        pattern: str | re.Pattern[str],
        kafkaParams: Mapping[str, Any],
        offsets: Mapping[TopicPartition, int] | None = None,
    ) -> None:
        super().__init__(kafkaParams, offsets)
        try:
            self.pattern = re.compile(pattern)
        except (re.error, TypeError) as error:
            raise ValueError(f"{pattern!r} is no regular expression: {error}.") from error

    def partitions(self, kafka: Topics, excludesInternal: bool) -> list[Partition]:
        """Return the partitions of the topics that match."""
        return [
            (topic, number)
            for topic, partitions in sorted(kafka.topics().items())
            if self.pattern.fullmatch(topic) and not (excludesInternal and topic in _INTERNAL)
            for number in range(partitions)
        ]


class Assign(ConsumerStrategy[K, V]):
    """A fixed set of partitions.

    Scala: ``ConsumerStrategies.Assign(topicPartitions, kafkaParams)``, ``(topicPartitions,
    kafkaParams, offsets)``.

    Parameters
    ----------
    topicPartitions : iterable of TopicPartition
        The partitions.
    kafkaParams : mapping
        The settings.
    offsets : mapping of TopicPartition to int, optional
        As in :class:`Subscribe`.
    """

    isFixed = True

    def __init__(
        self,
        topicPartitions: Iterable[TopicPartition],
        kafkaParams: Mapping[str, Any],
        offsets: Mapping[TopicPartition, int] | None = None,
    ) -> None:
        super().__init__(kafkaParams, offsets)
        self.topicPartitions = partitionsOf(topicPartitions)
        _expectSome(self.offsets, lambda each: each in self.topicPartitions)

    def partitions(self, kafka: Topics, excludesInternal: bool) -> list[Partition]:
        """Return the partitions."""
        return [(each.topic, each.partition) for each in self.topicPartitions]


def _expectSome(
    offsets: Iterable[TopicPartition], isRead: Callable[[TopicPartition], bool]
) -> None:
    """Refuse offsets for partitions that the stream does not read, as Kafka's consumer does."""
    for each in offsets:
        if not isRead(each):
            raise IllegalStateError(
                f"No current assignment for partition {each}: offsets has it, and the stream does "
                "not read it."
            )
