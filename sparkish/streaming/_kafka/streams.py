"""The streams that a program holds, and how they are made and recovered."""

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
    """What can commit offsets for the group of its ``kafkaParams``.

    Scala: ``org.apache.spark.streaming.kafka010.CanCommitOffsets``. Where Scala writes
    ``stream.asInstanceOf[CanCommitOffsets].commitAsync(...)``, it is ``stream.commitAsync(...)``
    here.
    """

    _uid: str

    def commitAsync(self, offsetRanges: Iterable[OffsetRange], callback: Any = None) -> None:
        """Queue offset ranges whose ends are to be committed, with the next batch.

        Parameters
        ----------
        offsetRanges : iterable of OffsetRange
            Of each partition, the highest end is committed.
        callback : callable, optional
            Told of the commit: a function of a dict of ``TopicPartition`` to
            ``OffsetAndMetadata`` and of an exception or ``None``, or an object that has it as
            ``onComplete``. The last one that was given counts.

        Raises
        ------
        IllegalStateError
            If ``kafkaParams`` name no ``group.id``.

        Notes
        -----
        Scala: ``commitAsync(offsetRanges)``, ``commitAsync(offsetRanges, callback)``.
        """
        feedOf(self._uid).commits.add(offsetRanges, callback)


class _Committer(CanCommitOffsets):
    """A stream that a function names, in a recovered program."""

    def __init__(self, uid: str) -> None:
        self._uid = uid


def fetched(uid: str, reading: Reading) -> Callable[[datetime, RDD[Any]], RDD[Any]]:
    """Return the function that makes a batch's RDD of messages of one of empty partitions.

    A checkpoint holds the functions one by one, and the feed is found by its name.
    """
    return lambda at, rdd: reading.fetched(rdd, feedOf(uid).ranges(batchTime(at).milliseconds))


def ranged(uid: str, reading: Reading) -> Callable[[datetime, RDD[Any]], RDD[Any]]:
    """Return the function that gives a batch's RDD of messages their ranges."""
    return lambda at, rdd: reading.named(rdd, feedOf(uid).ranges(batchTime(at).milliseconds))


class DirectStream(TransformedDStream[T], InputDStream[T], CanCommitOffsets):
    """A stream of messages, which are read where the program's own functions run."""

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
        # The source is a part of this stream, and no user's.
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
        # What comes from the JVM, where it is cached for instance, has lost its ranges.
        return source, chain or self._ranged

    def _transformed(
        self, func: Callable[[datetime, RDD[Any]], RDD[Any]], *, pure: bool = False
    ) -> TransformedDStream[Any]:
        if not (self.is_cached or self.is_checkpointed):
            return super()._transformed(func, pure=pure)
        ranged = self._ranged
        return super()._transformed(lambda time, rdd: func(time, ranged(time, rdd)), pure=pure)

    def __reduce__(self) -> Any:
        # In a checkpoint: a function that commits names its stream.
        return _Committer, (self._uid,)


def understandable(params: Params) -> Params:
    """Return settings that librdkafka takes.

    Raises
    ------
    ImportError
        If the extra is not installed.
    ValueError
        If it refuses a value.

    Warns
    -----
    UserWarning
        If keys mean nothing here.
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
    """Return how a stream reads: what the program says, and the configuration."""
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
    """Return a stream of what is made of the messages.

    Parameters
    ----------
    feed : Feed
        Of the offset ranges.
    make : callable
        Makes the elements of confluent-kafka's messages.
    kind, ranges : type
        Of the stream, and of its offset ranges.
    """
    return kind(ssc, feed, reading(ssc._sc, feed.plan.params, make, ranges))


def reading(
    sc: pyspark.SparkContext, params: Params, make: Callable[[Any], Any], kind: type[OffsetRange]
) -> Reading:
    """Return how messages are read on the executors."""
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
    """Return an RDD of what is made of the messages of some ranges."""
    ranges = [
        (each.topic, each.partition, each.fromOffset, each.untilOffset) for each in offsetRanges
    ]
    partitions = [(topic, partition) for topic, partition, *_ in ranges]
    empty = Places(sc).empty(partitions, locations.hosts)
    made: Any = reading(sc, params, make, kind).fetched(empty, ranges)
    return made  # type: ignore[no-any-return]


def streamingContext(ssc: Any, call: str) -> StreamingContext:
    """Return the context, of which streams can be made.

    Raises
    ------
    TypeError
        If it is none of sparkish's.
    """
    if not isinstance(ssc, StreamingContext):
        raise TypeError(f"{call} takes a StreamingContext of sparkish.streaming, not {ssc!r}.")
    refuseAfterStart(ssc)
    return ssc


def _recover(ssc: StreamingContext) -> None:
    """Let the feeds of a checkpoint belong to the context that was made of it."""
    for streamId, trigger in Trigger.recovered(ssc).items():
        for feed in Feed.unattached(streamId):
            # These are other executors than the ones of before.
            shipping.ship(ssc._sc)
            trigger.revive(ssc)
            feed.attach(ssc, trigger)


construct.recoverers.append(_recover)
