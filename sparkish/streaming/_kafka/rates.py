"""Rates: the configuration's limits, and the estimates of Spark's own backpressure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sparkish.streaming._kafka.values import TopicPartition
from sparkish.streaming.scheduler import (
    BatchInfo,
    StreamingListener,
    StreamingListenerBatchCompleted,
)

__all__ = ["BatchListener", "ConfiguredRates", "Estimator", "PerPartitionConfig"]


class PerPartitionConfig:
    """The rate limits of each partition; a program's own subclass overrides the methods.

    Scala: ``org.apache.spark.streaming.kafka010.PerPartitionConfig``.

    Examples
    --------
    >>> from sparkish.streaming.kafka010 import PerPartitionConfig
    >>> class Slow(PerPartitionConfig):
    ...     def maxRatePerPartition(self, topicPartition):
    ...         return 100 if topicPartition.topic == "large" else 0
    """

    def maxRatePerPartition(self, topicPartition: TopicPartition) -> int:
        """Return a partition's highest rate in messages per second; 0 for no limit."""
        raise NotImplementedError(
            f"{type(self).__name__} has no maxRatePerPartition(self, topicPartition)."
        )

    def minRatePerPartition(self, topicPartition: TopicPartition) -> int:
        """Return the smallest number of messages of a batch, if its rate is limited."""
        return 1


class ConfiguredRates(PerPartitionConfig):
    """The limits of ``spark.streaming.kafka.maxRatePerPartition`` and ``minRatePerPartition``."""

    def __init__(self, most: int, least: int) -> None:
        self._most = most
        self._least = least

    def maxRatePerPartition(self, topicPartition: TopicPartition) -> int:
        """Return the configured rate."""
        return self._most

    def minRatePerPartition(self, topicPartition: TopicPartition) -> int:
        """Return the configured rate."""
        return self._least


class Estimator:
    """Spark's own estimator of the rate that a stream keeps up with, for backpressure.

    Parameters
    ----------
    ssc : StreamingContext
        The context, whose configuration chooses the estimator and its settings.
    initialRate : int
        The rate before the first estimate, in messages per second; 0 for no limit.
    """

    def __init__(self, ssc: Any, initialRate: int) -> None:
        self._rate = 0
        self._initialRate = initialRate
        rate = ssc._jvm.org.apache.spark.streaming.scheduler.rate
        conf, graph = ssc._sc._jsc.sc().conf(), ssc._jssc.ssc().graph()
        self._estimator = rate.RateEstimator.create(conf, graph.batchDuration())

    @property
    def rate(self) -> int:
        """The rate in messages per second; 0 for no limit."""
        return self._rate if self._rate > 0 else self._initialRate

    def add(self, info: BatchInfo, records: int) -> None:
        """Add the times of a batch to the estimate."""
        known = (info.processingEndTime, info.processingDelay, info.schedulingDelay)
        if all(each.isDefined for each in known):
            end, processing, scheduling = (each.get() for each in known)
            found = self._estimator.compute(end, records, processing, scheduling)
            if found.isDefined():
                self._rate = int(found.get())


class BatchListener(StreamingListener):
    """Tells a stream about each batch that has ended, with the stream's number of records in it."""

    def __init__(self, streamId: int, completed: Callable[[BatchInfo, int], None]) -> None:
        self._streamId = streamId
        self._completed = completed

    def onBatchCompleted(self, batchCompleted: StreamingListenerBatchCompleted) -> None:
        """Called when a batch has ended."""
        info = batchCompleted.batchInfo
        if (found := info.streamIdToInputInfo.get(self._streamId)) is not None:
            self._completed(info, found.numRecords)
