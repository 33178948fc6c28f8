"""Partitions and offset ranges: plain values that the driver and the executors exchange."""

from __future__ import annotations

from collections.abc import Iterator
from operator import index
from typing import Any, overload

from sparkish._executor.parentheses import parentheses
from sparkish._executor.shared import Shared, restoring, shared

__all__ = [
    "OffsetRange",
    "OffsetRange08",
    "Ranges",
    "TopicAndPartition",
    "TopicPartition",
    "wholeNumber",
]

shared(__name__)


def wholeNumber(value: Any, name: str) -> int:
    """Return a whole number as an ``int``; NumPy's numbers are accepted too.

    Raises
    ------
    TypeError
        If it is not a whole number.
    """
    try:
        if not isinstance(value, bool):
            return index(value)
    except TypeError:
        pass
    raise TypeError(f"{name} must be a whole number, not {value!r}.")


@parentheses
class TopicPartition(metaclass=Shared):
    """A partition of a topic.

    Scala: ``org.apache.kafka.common.TopicPartition``.

    Parameters
    ----------
    topic : str
        The topic.
    partition : int
        The partition's number in the topic.

    Examples
    --------
    >>> from sparkish.streaming.kafka010 import TopicPartition
    >>> partition = TopicPartition("lines", 0)
    >>> partition.topic, partition.partition, str(partition)
    ('lines', 0, 'lines-0')
    >>> {partition: 5}[TopicPartition("lines", 0)]
    5
    """

    __slots__ = ("_held",)

    def __init__(self, topic: str, partition: int) -> None:
        if not isinstance(topic, str):
            raise TypeError(f"The name of a topic must be text, not {topic!r}.")
        self._held = (topic, wholeNumber(partition, "The number of a partition"))

    @property
    def topic(self) -> str:
        """The topic. Scala: ``topic``."""
        return self._held[0]

    @property
    def partition(self) -> int:
        """The partition's number in the topic. Scala: ``partition``."""
        return self._held[1]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TopicPartition) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self._held)

    def __str__(self) -> str:
        return f"{self.topic}-{self.partition}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.topic!r}, {self.partition!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return restoring(type(self), type(self).__name__, *self)


class TopicAndPartition(TopicPartition):
    """A partition of a topic, as PySpark 2.4 has it.

    Parameters
    ----------
    topic : str
        The topic.
    partition : int
        The partition's number in the topic.

    Examples
    --------
    >>> from sparkish.streaming.kafka import TopicAndPartition
    >>> print(TopicAndPartition("lines", 0))
    TopicAndPartition(topic: lines, partition: 0)
    """

    __slots__ = ()

    @property
    def _topic(self) -> str:
        # PySpark has only this private name.
        return self.topic

    @property
    def _partition(self) -> int:
        return self.partition

    def __str__(self) -> str:
        return f"TopicAndPartition(topic: {self.topic}, partition: {self.partition})"


@parentheses
class OffsetRange(metaclass=Shared):
    """A range of a partition's offsets, without the offset at its end.

    Scala: ``OffsetRange(topic, partition, fromOffset, untilOffset)``,
    ``OffsetRange(topicPartition, fromOffset, untilOffset)``.

    Parameters
    ----------
    topic : str
        The topic. A ``TopicPartition`` takes the place of topic and partition.
    partition : int
        The number of the partition.
    fromOffset, untilOffset : int
        The first offset, and the one after the last.

    Examples
    --------
    >>> from sparkish.streaming.kafka010 import OffsetRange, TopicPartition
    >>> part = OffsetRange("lines", 0, 5, 8)
    >>> part.count(), part.topicPartition(), part == OffsetRange(TopicPartition("lines", 0), 5, 8)
    (3, TopicPartition('lines', 0), True)
    >>> print(part)
    OffsetRange(topic: 'lines', partition: 0, range: [5 -> 8])
    """

    __slots__ = ("fromOffset", "partition", "topic", "untilOffset")

    @overload
    def __init__(self, topic: str, partition: int, fromOffset: int, untilOffset: int) -> None: ...
    @overload
    def __init__(self, topic: TopicPartition, partition: int, fromOffset: int) -> None: ...
    def __init__(
        self, topic: Any, partition: int, fromOffset: int, untilOffset: int | None = None
    ) -> None:
        if untilOffset is None:
            if not isinstance(topic, TopicPartition):
                raise TypeError(
                    "OffsetRange takes topic, partition, fromOffset and untilOffset, or a "
                    "TopicPartition and the two offsets."
                )
            (topic, partition), fromOffset, untilOffset = topic, partition, fromOffset
        if not isinstance(topic, str):
            raise TypeError(f"The name of a topic must be text, not {topic!r}.")
        self.topic: str = topic
        self.partition = wholeNumber(partition, "The number of a partition")
        self.fromOffset = wholeNumber(fromOffset, "fromOffset")
        self.untilOffset: int = wholeNumber(untilOffset, "untilOffset")

    @classmethod
    def create(cls, *args: Any) -> OffsetRange:
        """Return a range. Scala: ``OffsetRange.create``, with the arguments of the constructor."""
        return cls(*args)

    def count(self) -> int:
        """Return the number of offsets. Scala: ``count()``."""
        return self.untilOffset - self.fromOffset

    def topicPartition(self) -> TopicPartition:
        """Return the partition. Scala: ``topicPartition()``."""
        return TopicPartition(self.topic, self.partition)

    def __iter__(self) -> Iterator[Any]:
        return iter((self.topic, self.partition, self.fromOffset, self.untilOffset))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OffsetRange) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __str__(self) -> str:
        return (
            f"OffsetRange(topic: '{self.topic}', partition: {self.partition}, "
            f"range: [{self.fromOffset} -> {self.untilOffset}])"
        )

    def __repr__(self) -> str:
        return f"OffsetRange{tuple(self)!r}"

    def __reduce__(self) -> tuple[Any, ...]:
        return restoring(type(self), type(self).__name__, *self)


class OffsetRange08(OffsetRange):
    """A range of a partition's offsets, as PySpark 2.4 has it.

    Parameters
    ----------
    topic : str
        The topic.
    partition : int
        The number of the partition.
    fromOffset, untilOffset : int
        The first offset, and the one after the last.

    Examples
    --------
    >>> from sparkish.streaming.kafka import OffsetRange
    >>> print(OffsetRange("lines", 0, 5, 8))
    OffsetRange(topic: lines, partition: 0, range: [5 -> 8])
    """

    __slots__ = ()

    def __str__(self) -> str:
        return super().__str__().replace(f"'{self.topic}'", str(self.topic), 1)


class Ranges(list[OffsetRange]):
    """The offset ranges of an RDD: ``rdd.offsetRanges`` as in Scala, or called, as in PySpark."""

    def __call__(self) -> list[OffsetRange]:
        """Return the list."""
        return list(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return list, (list(self),)
