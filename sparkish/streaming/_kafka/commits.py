"""Offsets to commit: the program queues them, the next batch commits them, as in Scala."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias

from sparkish._core.errors import IllegalStateError
from sparkish._executor.parentheses import parentheses
from sparkish.streaming._kafka.cluster import Cluster, KafkaException
from sparkish.streaming._kafka.values import OffsetRange, TopicPartition

__all__ = ["Commits", "OffsetAndMetadata"]

_log = logging.getLogger(__name__)

Partition = tuple[str, int]


@parentheses
class OffsetAndMetadata(tuple[int, str]):
    """An offset that was committed.

    Scala: ``org.apache.kafka.clients.consumer.OffsetAndMetadata``.

    Parameters
    ----------
    offset : int
        The offset of the next message to read.
    metadata : str
        The text that was committed with it.

    Examples
    --------
    >>> from sparkish.streaming.kafka010 import OffsetAndMetadata
    >>> OffsetAndMetadata(5).offset
    5
    """

    __slots__ = ()

    def __new__(cls, offset: int, metadata: str = "") -> OffsetAndMetadata:
        return super().__new__(cls, (offset, metadata))

    def __getnewargs__(self) -> tuple[int, str]:
        return self[0], self[1]

    @property
    def offset(self) -> int:
        """The offset of the next message to read. Scala: ``offset``."""
        return self[0]

    @property
    def metadata(self) -> str:
        """The text that was committed with it. Scala: ``metadata``."""
        return self[1]

    def __repr__(self) -> str:
        return f"OffsetAndMetadata(offset={self[0]!r}, metadata={self[1]!r})"


Callback: TypeAlias = Callable[[dict[TopicPartition, OffsetAndMetadata], Exception | None], Any]


class Commits:
    """The queue of offsets to commit for the group of one stream.

    Parameters
    ----------
    cluster : Cluster
        The Kafka cluster.
    groupId : str, optional
        The group in the program's settings.
    """

    def __init__(self, cluster: Cluster, groupId: str | None) -> None:
        self._cluster = cluster
        self._groupId = groupId
        self._queue: deque[tuple[Partition, int]] = deque()
        self._callback: Any = None
        self._thread: ThreadPoolExecutor | None = None
        self._changing = threading.Lock()

    def add(self, ranges: Iterable[OffsetRange], callback: Any = None) -> None:
        """Queue the ends of ranges; the callback is called once they are committed.

        Raises
        ------
        IllegalStateError
            If the program's settings name no group.
        TypeError
            If an element is not an offset range.
        """
        if self._groupId is None:
            raise IllegalStateError(
                'commitAsync commits for a group: give kafkaParams a "group.id", for instance '
                '{"group.id": "counting"}.'
            )
        if not (callback is None or callable(callback) or hasattr(callback, "onComplete")):
            raise TypeError(
                "The callback of commitAsync must be a function of offsets and an exception, or "
                f"have it as onComplete, and this is {callback!r}."
            )
        if isinstance(ranges, OffsetRange) or not isinstance(ranges, Iterable):
            raise TypeError(f"commitAsync takes a list of OffsetRange, not {ranges!r}.")
        ends = []
        for each in ranges:
            if not isinstance(each, OffsetRange):
                raise TypeError(f"commitAsync takes a list of OffsetRange, not of {each!r}.")
            ends.append(((each.topic, each.partition), each.untilOffset))
        self._callback = callback
        self._queue.extend(ends)

    def addOffsets(self, offsets: Mapping[Partition, int]) -> None:
        """Queue the next offset of each partition, if the settings name a group."""
        if self._groupId is not None:
            self._queue.extend(offsets.items())

    def flush(self) -> None:
        """Commit the highest queued offset of each partition in the background."""
        highest: dict[Partition, int] = {}
        while self._queue:
            partition, offset = self._queue.popleft()
            highest[partition] = max(highest.get(partition, 0), offset)
        if not highest:
            return
        callback = self._callback
        with self._changing:
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1, "sparkish Kafka commits")
            self._thread.submit(self._commit, highest, callback)

    def close(self) -> None:
        """Commit all queued offsets, and wait for it."""
        self.flush()
        with self._changing:
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.shutdown()

    def _commit(self, offsets: dict[Partition, int], callback: Any) -> None:
        failure: Exception | None = None
        try:
            self._cluster.commit(offsets)
        except KafkaException as error:
            failure = error
            _log.error("%s", error)
        if callback is not None:
            done = {
                TopicPartition(*each): OffsetAndMetadata(offset) for each, offset in offsets.items()
            }
            try:
                getattr(callback, "onComplete", callback)(done, failure)
            except Exception:
                _log.exception("The callback of commitAsync has raised: %r", callback)
