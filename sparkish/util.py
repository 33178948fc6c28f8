"""``org.apache.spark.util``: the accumulator classes. All other names are PySpark's own."""

from __future__ import annotations

from pyspark.statcounter import StatCounter
from pyspark.util import *  # noqa: F403

from sparkish._core import fallthrough as _fallthrough
from sparkish.accumulators import (
    Accumulator,
    CollectionAccumulator,
    DoubleAccumulator,
    LongAccumulator,
)

_fallthrough.complete()

AccumulatorV2 = Accumulator

__all__ = [
    "AccumulatorV2",
    "CollectionAccumulator",
    "DoubleAccumulator",
    "LongAccumulator",
    "StatCounter",
]
