"""Each batch's offset ranges: decided once, when Spark generates the batch, and checkpointed."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4
from weakref import WeakValueDictionary

from pyspark import RDD

from sparkish._core.callsite import warnUser
from sparkish._core.errors import IllegalStateError
from sparkish.streaming._engine.callbacks import batchTime
from sparkish.streaming._kafka.cluster import EARLIEST, LATEST, Cluster, KafkaException
from sparkish.streaming._kafka.commits import Commits
from sparkish.streaming._kafka.limits import untilOffsets
from sparkish.streaming._kafka.locations import LocationStrategy, Places
from sparkish.streaming._kafka.params import Params, forDriver
from sparkish.streaming._kafka.rates import BatchListener, Estimator, PerPartitionConfig
from sparkish.streaming._kafka.strategies import ConsumerStrategy
from sparkish.streaming._kafka.trigger import Trigger
from sparkish.streaming._kafka.values import OffsetRange, TopicPartition
from sparkish.streaming.scheduler import BatchInfo

__all__ = ["Feed", "Plan", "feedOf"]

Partition = tuple[str, int]
Range = tuple[str, int, int, int]

# The shortest time between two looks for new partitions, in s. Java's clients look every
# metadata.max.age.ms, which is five minutes. But a request for a topic takes under a millisecond.
_LOOK = 1.0

#: The feeds by name. A checkpoint's functions are pickled one by one, and find their feed here.
_feeds: WeakValueDictionary[str, Feed] = WeakValueDictionary()


def feedOf(uid: str) -> Feed:
    """Return the feed with this name.

    Raises
    ------
    IllegalStateError
        If the feed's context is gone.
    """
    feed = _feeds.get(uid)
    if feed is None:
        raise IllegalStateError("The context of this Kafka stream is gone.")
    return feed


@dataclass(frozen=True)
class Plan:
    """How a stream reads, from the program and the configuration."""

    strategy: ConsumerStrategy[Any, Any]
    params: Params
    locations: LocationStrategy
    rates: PerPartitionConfig
    name: str
    """The stream's name in the web UI."""
    usesGroup: bool = True
    """Whether it begins at the group's committed offsets."""
    commitsBatches: bool = False
    """Whether a batch's offsets are committed as soon as its outputs have succeeded."""
    backpressure: bool = False
    initialRate: int = 0
    """In messages per second."""
    maxTotalRate: int = 0
    """The limit of all partitions together, in messages per second; 0 for no limit."""


class Feed:
    """Decides each batch's offset ranges. A checkpoint holds it, with the ranges of recent batches.

    The JVM calls it for each batch. It returns an RDD with one empty partition for each range.

    Parameters
    ----------
    plan : Plan
        What the stream reads, and how.
    """

    def __init__(self, plan: Plan) -> None:
        self.uid = uuid4().hex
        self.streamId = -1
        self.plan = plan
        self._offsets: dict[Partition, int] = {}
        self._batches: dict[int, tuple[Range, ...]] = {}
        self._forgotten = -1
        self._prepare()

    def _prepare(self) -> None:
        params = self.plan.params
        self.cluster = Cluster(forDriver(params.conf, params.groupId or f"sparkish-{self.uid}"))
        self.commits = Commits(self.cluster, params.groupId)
        self._trigger: Trigger | None = None
        self._places: Places | None = None
        self._estimator: Estimator | None = None
        self._hosts: dict[Partition, str] = {}
        self._looked = float("-inf")
        self._committed = time.monotonic()
        _feeds[self.uid] = self

    def __getstate__(self) -> dict[str, Any]:
        names = ("uid", "streamId", "plan", "_offsets", "_batches", "_forgotten")
        return {name: getattr(self, name) for name in names}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._forgotten = -1  # Not in the checkpoints of earlier versions.
        self.__dict__.update(state)
        self._prepare()

    @staticmethod
    def unattached(streamId: int) -> list[Feed]:
        """Return the feeds that a checkpoint has brought for a stream, and that have no context."""
        feeds = list(_feeds.values())
        return [feed for feed in feeds if feed._trigger is None and feed.streamId == streamId]

    def attach(self, ssc: Any, trigger: Trigger) -> None:
        """Connect the feed with its context, new or recovered."""
        self._trigger = trigger
        self.streamId = trigger.streamId
        self._places = Places(ssc._sc)
        plan = self.plan
        if plan.backpressure:
            self._estimator = Estimator(ssc, plan.initialRate)
        if plan.backpressure or plan.commitsBatches:
            ssc.addStreamingListener(BatchListener(self.streamId, self._completed))
        ssc._beforeStart.append(self.begin)
        ssc._whenStopped.append(self.close)

    def begin(self) -> None:
        """Find out the first offsets, unless they are known from a checkpoint or an earlier call.

        Raises
        ------
        KafkaException
            If Kafka does not answer.

        Warns
        -----
        UserWarning
            If a topic does not exist.
        """
        partitions = self._partitions()
        if missing := self.plan.strategy.missing(partitions):
            warnUser(
                f"There is no topic {', '.join(map(repr, missing))} in Kafka: the stream waits for "
                "it to be created."
            )
        if self.plan.strategy.isFixed:
            # Check that the partitions exist. If the program gives all offsets, no other request
            # would find out before the first batch.
            self.cluster.offsets(partitions, LATEST)
        if not self._offsets:
            self._offsets.update(self._beginnings(partitions))

    def ranges(self, milliseconds: int) -> tuple[Range, ...]:
        """Return the ranges of a batch.

        Raises
        ------
        IllegalStateError
            If the batch is older than Spark remembers.
        """
        ranges = self._batches.get(milliseconds)
        if ranges is None:
            raise IllegalStateError(
                f"The offset ranges of the batch {milliseconds} ms are no longer kept: "
                "ssc.remember(duration) keeps them longer."
            )
        return ranges

    def __call__(self, at: datetime, rdd: RDD[Any]) -> RDD[Any]:
        """Return the RDD of a batch; its ranges are decided now, unless they were before.

        Raises
        ------
        IllegalStateError
            If the batch is older than Spark remembers. It gets no new messages, as no output of it
            may run again.
        """
        assert self._trigger is not None
        assert self._places is not None
        milliseconds = batchTime(at).milliseconds
        if milliseconds in self._batches or milliseconds <= self._forgotten:
            ranges = self.ranges(milliseconds)
        else:
            ranges = self._batches[milliseconds] = self._decide()
        self._trigger.report(milliseconds, ranges, self.plan.name)
        self.commits.flush()
        for old in self._trigger.forgotten(milliseconds, list(self._batches)):
            del self._batches[old]
            self._forgotten = max(old, self._forgotten)
        partitions = [(topic, partition) for topic, partition, *_ in ranges]
        return self._places.empty(partitions, self._preferred(partitions))

    def close(self) -> None:
        """Commit the remaining offsets, and close the connections to the brokers."""
        self._commitByItself()
        self.commits.close()
        self.cluster.close()

    def _decide(self) -> tuple[Range, ...]:
        assert self._trigger is not None
        plan = self.plan
        if time.monotonic() - self._committed >= plan.params.commitInterval:
            self._commitByItself()
        if not plan.strategy.isFixed and time.monotonic() - self._looked >= _LOOK:
            new = [each for each in self._partitions() if each not in self._offsets]
            self._offsets.update(self._beginnings(new))
        partitions = sorted(self._offsets)
        rates = plan.rates
        rate = self._estimator.rate if self._estimator is not None else 0
        if plan.maxTotalRate:
            rate = min(rate or plan.maxTotalRate, plan.maxTotalRate)
        until = untilOffsets(
            self._offsets,
            self.cluster.offsets(partitions, LATEST),
            self._trigger.batchDuration,
            lambda each: rates.maxRatePerPartition(TopicPartition(*each)),
            lambda each: rates.minRatePerPartition(TopicPartition(*each)),
            rate,
        )
        ranges = tuple((*each, self._offsets[each], until[each]) for each in partitions)
        self._offsets.update(until)
        return ranges

    def _partitions(self) -> list[Partition]:
        self._looked = time.monotonic()
        return self.plan.strategy.partitions(self.cluster, self.plan.params.excludesInternal)

    def _beginnings(self, partitions: Iterable[Partition]) -> dict[Partition, int]:
        """Return the first offsets of partitions that the stream has not read yet."""
        plan, wanted = self.plan, list(partitions)
        given = {tuple(each): offset for each, offset in plan.strategy.offsets.items()}
        found: dict[Partition, int] = {each: given[each] for each in wanted if each in given}
        rest = [each for each in wanted if each not in found]
        if rest and plan.usesGroup and plan.params.groupId is not None:
            found.update(self.cluster.committed(rest))
            rest = [each for each in rest if each not in found]
        if not rest:
            return found
        if plan.params.reset == "none":
            names = ", ".join(str(TopicPartition(*each)) for each in rest)
            raise KafkaException(
                f"There is no first offset for {names}: the program gives none, the group "
                f'{plan.params.groupId!r} has committed none, and "auto.offset.reset" is none. '
                "Set it to earliest or latest, or give offsets."
            )
        end = EARLIEST if plan.params.reset == "earliest" else LATEST
        return {**found, **self.cluster.offsets(rest, end)}

    def _preferred(self, partitions: list[Partition]) -> dict[Partition, str]:
        locations = self.plan.locations
        if locations.name == "PreferBrokers":
            if any(each not in self._hosts for each in partitions):
                self._hosts = self.cluster.leaders({topic for topic, _ in partitions})
            return self._hosts
        return locations.hosts

    def _commitByItself(self) -> None:
        """Queue the offsets of the batches so far, unless the program commits by itself."""
        plan = self.plan
        self._committed = time.monotonic()
        if plan.params.autoCommit and plan.usesGroup and not plan.commitsBatches:
            self.commits.addOffsets(self._offsets)

    def _completed(self, info: BatchInfo, records: int) -> None:
        """Called when a batch has ended."""
        if self._estimator is not None:
            self._estimator.add(info, records)
        failed = any(each.failureReason.isDefined for each in info.outputOperationInfos.values())
        ranges = self._batches.get(info.batchTime.milliseconds, ())
        if self.plan.commitsBatches and not failed and ranges:
            self.commits.add([OffsetRange(*each) for each in ranges])
            self.commits.flush()
