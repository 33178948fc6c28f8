"""The Kafka streams of a program, and how they are made and recovered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

import pyspark
from pyspark import RDD
from pyspark.streaming import DStream as PySparkDStream

from sparkish._core.callsite import callSite, warnUser
from sparkish._executor import units
from sparkish.streaming._engine import construct
from sparkish.streaming._engine.callbacks import batchTime
from sparkish.streaming._engine.callgraph import refuseAfterStart
from sparkish.streaming._kafka import shipping
from sparkish.streaming._kafka.cluster import usable
from sparkish.streaming._kafka.feed import Feed, Plan, feedOf
from sparkish.streaming._kafka.locations import LocationStrategy, Places
from sparkish.streaming._kafka.params import Params, forExecutors, named
from sparkish.streaming._kafka.rates import ConfiguredRates, PerPartitionConfig
from sparkish.streaming._kafka.rdds import KafkaRDD, Reading
from sparkish.streaming._kafka.stores import withStores
from sparkish.streaming._kafka.strategies import ConsumerStrategy
from sparkish.streaming._kafka.trigger import Trigger
from sparkish.streaming._kafka.values import OffsetRange
from sparkish.streaming.context import StreamingContext
from sparkish.streaming.dstream import DStream
from sparkish.streaming.dstream.inputs import InputDStream
from sparkish.streaming.dstream.transformed import TransformedDStream

__all__ = ["CanCommitOffsets", "DirectStream", "direct", "kafkaRDD", "understandable"]

T = TypeVar("T")
D = TypeVar("D", bound="DirectStream[Any]")

_KAFKA = "spark.streaming.kafka."
_BACKPRESSURE = "spark.streaming.backpressure."


class CanCommitOffsets:
    """A stream that can commit offsets for the group of its ``kafkaParams``.

    Scala: ``org.apache.spark.streaming.kafka010.CanCommitOffsets``. Scala's
    ``stream.asInstanceOf[CanCommitOffsets].commitAsync(...)`` is ``stream.commitAsync(...)`` here.
    """

    _uid: str

    def commitAsync(self, offsetRanges: Iterable[OffsetRange], callback: Any = None) -> None:
        """Queue the ends of offset ranges; the next batch commits them.

        Parameters
        ----------
        offsetRanges : iterable of OffsetRange
            The ranges. For each partition, the highest end is committed.
        callback : callable, optional
            Called after the commit. It takes a dict of ``TopicPartition`` to ``OffsetAndMetadata``,
            and an exception or ``None``; or it is an object with such a method, ``onComplete``.
            Only the last given callback is used.

        Raises
        ------
        IllegalStateError
            If ``kafkaParams`` have no ``group.id``.

        Notes
        -----
        Scala: ``commitAsync(offsetRanges)``, ``commitAsync(offsetRanges, callback)``.
        """
        feedOf(self._uid).commits.add(offsetRanges, callback)


class _Committer(CanCommitOffsets):
    """The stand-in for a stream to which a recovered function refers: it can only commit."""

    def __init__(self, uid: str) -> None:
        self._uid = uid


def fetched(uid: str, reading: Reading) -> Callable[[datetime, RDD[Any]], RDD[Any]]:
    """Return the function that turns a batch's RDD of empty partitions into one of messages.

    A checkpoint holds the functions one by one, so they find the feed by its name.
    """
    return lambda at, rdd: reading.fetched(rdd, feedOf(uid).ranges(batchTime(at).milliseconds))


def ranged(uid: str, reading: Reading) -> Callable[[datetime, RDD[Any]], RDD[Any]]:
    """Return the function that adds the offset ranges to a batch's RDD of messages."""
    return lambda at, rdd: reading.named(rdd, feedOf(uid).ranges(batchTime(at).milliseconds))


class DirectStream(TransformedDStream[T], InputDStream[T], CanCommitOffsets):
    """A stream of messages, which are read in the Python workers that run the user's functions."""

    def __init__(self, ssc: StreamingContext, feed: Feed, reading: Reading) -> None:
        refuseAfterStart(ssc)
        trigger = Trigger.new(ssc, feed)
        self._constant = trigger.constant
        self._uid = feed.uid
        self._ranged = ranged(feed.uid, reading)
        source: PySparkDStream[Any] = DStream(
            trigger.source.asJavaDStream(), ssc, ssc._sc.serializer
        )
        super().__init__(source, fetched(feed.uid, reading), pure=True)
        # The source is a part of this stream, and the user did not declare it.
        self._parents = ()
        feed.attach(ssc, trigger)

    def _jinput(self) -> Any:
        return self._constant

    @property
    def name(self) -> str:
        """The name of this input stream in the web UI. Scala: ``name``."""
        return f"{feedOf(self._uid).plan.name} [{self.id}]"

    def _outputSource(
        self, site: str
    ) -> tuple[PySparkDStream[Any], Callable[..., RDD[Any] | None] | None]:
        source, chain = super()._outputSource(site)
        # An RDD that comes back from the JVM, if it is cached for instance, has lost its ranges.
        return source, chain or self._ranged

    def _transformed(
        self, func: Callable[[datetime, RDD[Any]], RDD[Any]], *, pure: bool = False
    ) -> TransformedDStream[Any]:
        if not (self.is_cached or self.is_checkpointed):
            return super()._transformed(func, pure=pure)
        ranged = self._ranged
        return super()._transformed(lambda time, rdd: func(time, ranged(time, rdd)), pure=pure)

    def __reduce__(self) -> Any:
        # A checkpoint pickles the stream if a function refers to it, to commit offsets.
        return _Committer, (self._uid,)


def understandable(params: Params) -> Params:
    """Return the settings that librdkafka accepts.

    Raises
    ------
    ImportError
        If the extra is not installed.
    ValueError
        If librdkafka refuses a value.

    Warns
    -----
    UserWarning
        If keys have no effect here.
    """
    params = usable(withStores(params))
    if params.ignored:
        warnUser(named(params.ignored))
    return params


def plan(
    ssc: StreamingContext,
    strategy: ConsumerStrategy[Any, Any],
    params: Params,
    name: str,
    locations: LocationStrategy,
    rates: PerPartitionConfig | None = None,
    **options: Any,
) -> Plan:
    """Return how a stream reads, from the program's arguments and the configuration."""
    conf = ssc._sc.getConf()
    return Plan(
        strategy,
        params,
        locations,
        rates
        or ConfiguredRates(
            int(conf.get(_KAFKA + "maxRatePerPartition", "0")),
            int(conf.get(_KAFKA + "minRatePerPartition", "1")),
        ),
        name,
        backpressure=conf.get(_BACKPRESSURE + "enabled", "false") == "true",
        initialRate=int(conf.get(_BACKPRESSURE + "initialRate", "0")),
        **options,
    )


def direct(
    ssc: StreamingContext,
    feed: Feed,
    make: Callable[[Any], Any],
    kind: type[D],
    ranges: type[OffsetRange],
) -> D:
    """Return a stream of the elements that a function makes from the messages.

    Parameters
    ----------
    feed : Feed
        The feed of the offset ranges.
    make : callable
        Takes a message of confluent-kafka; returns the element.
    kind, ranges : type
        The class of the stream, and that of its offset ranges.
    """
    return kind(ssc, feed, reading(ssc._sc, feed.plan.params, make, ranges))


def reading(
    sc: pyspark.SparkContext, params: Params, make: Callable[[Any], Any], kind: type[OffsetRange]
) -> Reading:
    """Return how the executors read messages."""
    conf = sc.getConf()
    shipping.ship(sc)
    network = conf.get("spark.network.timeout", "120s")
    poll = conf.get(_KAFKA + "consumer.poll.ms")
    milliseconds = units.parseTime(network, "s") if poll is None else units.parseTime(poll, "ms")
    return Reading(
        tuple(forExecutors(params.conf, str(params.groupId)).items()),
        make,
        milliseconds / 1000,
        conf.get(_KAFKA + "allowNonConsecutiveOffsets", "false") == "true",
        str(callSite()),
        kind,
    )


def kafkaRDD(
    sc: pyspark.SparkContext,
    params: Params,
    offsetRanges: Sequence[OffsetRange],
    make: Callable[[Any], Any],
    kind: type[OffsetRange],
    locations: LocationStrategy,
) -> KafkaRDD[Any]:
    """Return an RDD of the elements that a function makes from the messages of some ranges."""
    ranges = [
        (each.topic, each.partition, each.fromOffset, each.untilOffset) for each in offsetRanges
    ]
    partitions = [(topic, partition) for topic, partition, *_ in ranges]
    empty = Places(sc).empty(partitions, locations.hosts)
    made: Any = reading(sc, params, make, kind).fetched(empty, ranges)
    return made  # type: ignore[no-any-return]


def streamingContext(ssc: Any, call: str) -> StreamingContext:
    """Return the context, after a check that it can make streams.

    Raises
    ------
    TypeError
        If it is not a context of sparkish.
    """
    if not isinstance(ssc, StreamingContext):
        raise TypeError(f"{call} takes a StreamingContext of sparkish.streaming, not {ssc!r}.")
    refuseAfterStart(ssc)
    return ssc


def _recover(ssc: StreamingContext) -> None:
    """Connect the feeds of a checkpoint with the context that was made from it."""
    for streamId, trigger in Trigger.recovered(ssc).items():
        for feed in Feed.unattached(streamId):
            # The executors are new ones: they do not have the package yet.
            shipping.ship(ssc._sc)
            trigger.revive(ssc)
            feed.attach(ssc, trigger)


construct.recoverers.append(_recover)
