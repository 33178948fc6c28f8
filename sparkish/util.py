"""``org.apache.spark.util``: accumulators' classes and ``IntParam``; all else is PySpark's own."""

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
from sparkish.option import Option, Some
from sparkish.scala.errors import NumberFormatException
from sparkish.scala.numbers import toInt

_fallthrough.complete()

AccumulatorV2 = Accumulator


class IntParam:
    """A text that writes an ``Int``, as a pattern takes it apart. Scala: ``IntParam``."""

    @staticmethod
    def unapply(text: str) -> Option[int]:
        """Return the number, if the text writes one.

        Examples
        --------
        >>> IntParam.unapply("9999"), IntParam.unapply("port")
        (Some(9999), Option.empty())

        Scala: ``IntParam.unapply(str)``.
        """
        try:
            return Some(toInt(text))
        except NumberFormatException:
            return Option.empty()


__all__ = [
    "AccumulatorV2",
    "CollectionAccumulator",
    "DoubleAccumulator",
    "IntParam",
    "LongAccumulator",
    "StatCounter",
]
