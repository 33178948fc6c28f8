"""Parameters of accumulators, and a grouped key's values, for the executors.

They are pickled by value, so executors do not need sparkish. Nothing here may refer to another
module of sparkish. The data that go back to the driver have types of the standard library.
"""

from __future__ import annotations

from collections import UserList
from collections.abc import Iterable
from typing import Any

from pyspark.accumulators import AccumulatorParam
from pyspark.resultiterable import ResultIterable

from sparkish._executor.portable import portable

portable(__name__)


class SumAndCount(AccumulatorParam[Any]):
    """Adds numbers, and merges the ``(sum, count)`` pairs of tasks that have ended."""

    def __init__(self, zero: float) -> None:
        self._zero = zero

    def zero(self, value: Any) -> Any:
        """Return the pair for no numbers."""
        return self._zero, 0

    def addInPlace(self, value1: Any, value2: Any) -> Any:
        """Add a number or another pair to a pair."""
        total, count = value2 if isinstance(value2, tuple) else (value2, 1)
        return value1[0] + total, value1[1] + count


class Gathered(AccumulatorParam[Any]):
    """Collects elements, and merges the ``UserList`` of each task that has ended."""

    def zero(self, value: Any) -> Any:
        """Return a new empty list."""
        return UserList()

    def addInPlace(self, value1: Any, value2: Any) -> Any:
        """Append an element, or the elements of another task."""
        if isinstance(value2, UserList):
            value1.extend(value2)
        else:
            value1.append(value2)
        return value1


def arrayBuffer(values: Iterable[Any]) -> ResultIterable[Any]:
    """Return a key's values as a DStream groups them; Scala prints ``ArrayBuffer``."""
    buffer: Any = values if isinstance(values, ResultIterable) else ResultIterable(list(values))
    buffer.scalaName = "ArrayBuffer"
    return buffer  # type: ignore[no-any-return]
