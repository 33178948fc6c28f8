"""What travels to the executors: pickled by value, so that they need no sparkish.

Nothing here may refer to another module of sparkish, and what it sends back to the driver is made
of the standard library's types.
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
    """Adds numbers, and the ``(sum, count)`` pairs of tasks that have ended."""

    def __init__(self, zero: float) -> None:
        self._zero = zero

    def zero(self, value: Any) -> Any:
        """Return the pair of no number at all."""
        return self._zero, 0

    def addInPlace(self, value1: Any, value2: Any) -> Any:
        """Return the pair with a number, or another pair, added."""
        total, count = value2 if isinstance(value2, tuple) else (value2, 1)
        return value1[0] + total, value1[1] + count


class Gathered(AccumulatorParam[Any]):
    """Gathers elements, and the ``UserList`` of elements of tasks that have ended."""

    def zero(self, value: Any) -> Any:
        """Return an empty list of its own for each task."""
        return UserList()

    def addInPlace(self, value1: Any, value2: Any) -> Any:
        """Append an element, or the elements of another task."""
        if isinstance(value2, UserList):
            value1.extend(value2)
        else:
            value1.append(value2)
        return value1


def arrayBuffer(values: Iterable[Any]) -> ResultIterable[Any]:
    """Return the values of a key as a DStream groups them: what Scala prints as ``ArrayBuffer``."""
    buffer: Any = values if isinstance(values, ResultIterable) else ResultIterable(list(values))
    buffer.scalaName = "ArrayBuffer"
    return buffer  # type: ignore[no-any-return]
