"""Scala's accumulators on top of PySpark's: executors add, the driver reads."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from pyspark import SparkContext
from pyspark.accumulators import Accumulator, AccumulatorParam

from sparkish._executor.answers import Answer, answer
from sparkish._executor.gathering import Gathered, SumAndCount
from sparkish._executor.parentheses import parentheses

__all__ = [
    "Accumulator",
    "AccumulatorParam",
    "CollectionAccumulator",
    "DoubleAccumulator",
    "LongAccumulator",
]

N = TypeVar("N", int, float)
T = TypeVar("T")


@parentheses
class _Accumulator(Accumulator[Any]):
    """An accumulator with a name. It starts at zero and can be reset, as in Scala."""

    def __init__(self, name: str | None, param: AccumulatorParam[Any]) -> None:
        aid = SparkContext._next_accum_id
        SparkContext._next_accum_id += 1
        super().__init__(aid, param.zero(None), param)
        self.name = name

    def reset(self) -> None:
        """Set the value back to zero, in the driver."""
        self._value = self.accum_param.zero(None)

    def __str__(self) -> str:
        return str(self.value)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(id: {self.aid}, name: {self.name}, value: {self.value})"


@parentheses
class _Numbers(_Accumulator, Generic[N]):
    @property  # type: ignore[misc]
    def value(self) -> N:
        """The sum of the numbers that were added; in the driver only."""
        total: N = self._value[0]
        return total

    @property
    def sum(self) -> N:
        """The sum of the numbers that were added, like ``value``."""
        return self.value

    @property
    def count(self) -> int:
        """The number of numbers that were added."""
        count: int = self._value[1]
        return count

    @property
    def avg(self) -> float:
        """The mean of the numbers that were added; NaN if there are none."""
        return self.value / self.count if self.count else float("nan")

    @property
    def isZero(self) -> Answer:
        """Whether nothing has been added since the start or the last reset."""
        return answer(self.count == 0 and self.value == 0)


class LongAccumulator(_Numbers[int]):
    """Adds up whole numbers: their sum, count and mean.

    Scala: ``org.apache.spark.util.LongAccumulator``. Made by ``sc.longAccumulator(name)``.

    Examples
    --------
    >>> lines = sc.longAccumulator("lines")
    >>> sc.parallelize(range(4)).foreach(lambda n: lines.add(1))
    >>> lines
    LongAccumulator(id: ..., name: lines, value: 4)
    """

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name, SumAndCount(0))


class DoubleAccumulator(_Numbers[float]):
    """Adds up floating-point numbers: their sum, count and mean.

    Scala: ``org.apache.spark.util.DoubleAccumulator``. Made by ``sc.doubleAccumulator(name)``.

    Examples
    --------
    >>> sc.doubleAccumulator().isZero
    True
    """

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name, SumAndCount(0.0))


@parentheses
class CollectionAccumulator(_Accumulator, Generic[T]):
    """Collects elements into a list, in no particular order.

    Scala: ``org.apache.spark.util.CollectionAccumulator``. Made by
    ``sc.collectionAccumulator(name)``.

    Examples
    --------
    >>> seen = sc.collectionAccumulator("seen")
    >>> sc.parallelize([1, 2], 1).foreach(lambda n: seen.add(n))
    >>> seen.value, seen.isZero
    ([1, 2], False)
    """

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name, Gathered())

    @property  # type: ignore[misc]
    def value(self) -> list[T]:
        """The elements so far; in the driver only."""
        return list(self._value)

    @property
    def isZero(self) -> Answer:
        """Whether nothing has been added."""
        return answer(not self._value)
