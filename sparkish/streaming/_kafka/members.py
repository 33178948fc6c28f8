"""The streams of one group in a program share its partitions, as the receivers of Spark 2 did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from sparkish.streaming._kafka.strategies import Partition, Subscribe, Topics
from sparkish.streaming.context import StreamingContext

__all__ = ["Member", "member"]

#: The members' topics, by the context and then by the brokers and the group.
_groups: WeakKeyDictionary[StreamingContext, dict[tuple[str, str], list[list[str]]]] = (
    WeakKeyDictionary()
)


class Member(Subscribe[Any, Any]):
    """One of several streams of a group: each partition is read by one of them.

    All members are known when the first one begins, because no stream is made after that.

    Parameters
    ----------
    topics : list of str
        The topics.
    kafkaParams : mapping
        The settings.
    members : list of lists of str
        The topics of each member of the group. This one appends its own.
    """

    def __init__(
        self, topics: list[str], kafkaParams: Mapping[str, Any], members: list[list[str]]
    ) -> None:
        super().__init__(topics, kafkaParams)
        self._members = members
        self._number = len(members)
        self._missing: list[str] = []
        members.append(self.topics)

    def partitions(self, kafka: Topics, excludesInternal: bool) -> list[Partition]:
        """Return this member's partitions of the topics."""
        found = super().partitions(kafka, excludesInternal)
        self._missing = super().missing(found)
        return [each for each in found if self._isOwn(*each)]

    def missing(self, partitions: Iterable[Partition]) -> list[str]:
        """Return the topics that do not exist."""
        return self._missing

    def _isOwn(self, topic: str, partition: int) -> bool:
        readers = [number for number, topics in enumerate(self._members) if topic in topics]
        return readers[partition % len(readers)] == self._number


def member(ssc: StreamingContext, topics: list[str], kafkaParams: Mapping[str, Any]) -> Member:
    """Return the next member of the group of these settings."""
    brokers = kafkaParams.get("bootstrap.servers") or kafkaParams.get("metadata.broker.list")
    groups = _groups.setdefault(ssc, {})
    members = groups.setdefault((str(brokers), str(kafkaParams["group.id"])), [])
    return Member(topics, kafkaParams, members)
