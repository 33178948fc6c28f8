"""RDDs of messages, with their offset ranges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import pyspark
from pyspark import SparkContext
from pyspark import rdd as pysparkRDD

from sparkish._executor.kafka.fetching import Fetch
from sparkish._rdd import base
from sparkish.streaming._kafka.values import OffsetRange, Ranges

__all__ = ["HasOffsetRanges", "KafkaRDD", "Reading"]

T = TypeVar("T")

Range = tuple[str, int, int, int]


class HasOffsetRanges:
    """An RDD with offset ranges.

    Scala: ``org.apache.spark.streaming.kafka010.HasOffsetRanges``. Scala's
    ``rdd.asInstanceOf[HasOffsetRanges].offsetRanges`` is ``rdd.offsetRanges`` here.
    """

    # It adds no fields, so the class of an RDD that PySpark made can be changed to a subclass.
    __slots__ = ()
    _ranges: Ranges

    @property
    def offsetRanges(self) -> Ranges:
        """The offset ranges, one for each partition of the RDD, in the same order.

        ``rdd.offsetRanges`` as in Scala; ``rdd.offsetRanges()`` as in PySpark.
        """
        return self._ranges


class KafkaRDD(base.RDD[T], HasOffsetRanges):
    """An RDD of messages.

    Its size comes from its offset ranges, and no message is read, unless
    ``spark.streaming.kafka.allowNonConsecutiveOffsets`` says that offsets may be missing.

    Scala: ``org.apache.spark.streaming.kafka010.KafkaRDD``.
    """

    _hasGaps: bool

    def count(self) -> int:
        """Return the number of messages. Scala: ``count()``."""
        if self._hasGaps:
            return super().count()
        return sum(each.count() for each in self._ranges)

    @property
    def isEmpty(self) -> Any:
        """Whether there is no message: ``rdd.isEmpty()``, ``rdd.isEmpty``. Scala: ``isEmpty()``."""
        whole = super().isEmpty
        return whole if self._hasGaps else base.Question(lambda: self.count() == 0)

    def take(self, num: int) -> list[T]:
        """Return the first elements in one job, which reads only the partitions that have them.

        Scala: ``take(num)``.
        """
        if self._hasGaps or isinstance(num, bool) or not isinstance(num, int):
            return super().take(num)
        left, looked = num, []
        for place, each in enumerate(self._ranges):
            if left > 0 < each.count():
                looked.append(place)
                left -= each.count()
        if not looked:
            return []
        taken = SparkContext.runJob(
            self.ctx, self, lambda elements: list(islice(elements, num)), looked
        )
        return taken[:num]


class PipelinedKafkaRDD(KafkaRDD[T], base.PipelinedRDD[T]):
    """A ``KafkaRDD`` into which PySpark folds the functions that follow."""


class Reading(NamedTuple):
    """How offset ranges become an RDD of their messages.

    It is a tuple of settings and functions. So ``generation.isSettled`` can see whether they are
    the same for every batch; then output operations can fold the reading in.
    """

    conf: tuple[tuple[str, str], ...]
    make: Callable[[Any], Any]
    timeout: float
    """In seconds."""
    hasGaps: bool
    site: str
    kind: type[OffsetRange]

    def fetched(self, empty: pyspark.RDD[Any], ranges: Sequence[Range]) -> pyspark.RDD[Any]:
        """Return the RDD of the messages, made from an RDD with one empty partition per range."""
        fetch = Fetch(dict(self.conf), ranges, self.make, self.timeout, self.hasGaps, self.site)
        return self.named(empty.mapPartitionsWithIndex(fetch), ranges)

    def named(self, rdd: pyspark.RDD[Any], ranges: Iterable[Range]) -> pyspark.RDD[Any]:
        """Add the offset ranges to an RDD of messages, and return it."""
        isPipelined = isinstance(rdd, pysparkRDD.PipelinedRDD)
        made: Any = rdd
        made.__class__ = PipelinedKafkaRDD if isPipelined else KafkaRDD
        made._ranges = Ranges(self.kind(*each) for each in ranges)
        made._hasGaps = self.hasGaps
        return rdd
