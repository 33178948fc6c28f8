"""What Scala's classes have beside their members: case objects, and an order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sparkish._executor.portable import portable

portable(__name__)


class CaseObject:
    """A case object: it prints its name, and stays equal to itself when it is sent elsewhere.

    Examples
    --------
    >>> class Reset(CaseObject):
    ...     pass
    >>> print(Reset())
    Reset
    >>> Reset() == Reset()
    True
    """

    def __eq__(self, other: object) -> bool:
        name = type(other).__qualname__
        return isinstance(other, CaseObject) and name == type(self).__qualname__

    def __hash__(self) -> int:
        return hash(type(self).__qualname__)

    def __repr__(self) -> str:
        return type(self).__name__


class Ordered:
    """Gives a class with a method ``compare`` the signs of an order. Scala: ``Ordered``.

    Examples
    --------
    >>> class Version(Ordered):
    ...     def __init__(self, number):
    ...         self.number = number
    ...
    ...     def compare(self, other):
    ...         return self.number - other.number
    >>> Version(1) < Version(2)
    True
    """

    def __lt__(self, other: Any) -> bool:
        return self._compared(other) < 0

    def __le__(self, other: Any) -> bool:
        return self._compared(other) <= 0

    def __gt__(self, other: Any) -> bool:
        return self._compared(other) > 0

    def __ge__(self, other: Any) -> bool:
        return self._compared(other) >= 0

    def _compared(self, other: Any) -> int:
        made: int = self.compare(other)  # type: ignore[attr-defined]
        return made

    def compareTo(self, other: Any) -> int:
        """Return a negative number, 0 or a positive number."""
        return self._compared(other)


class Comparable(Ordered):
    """Gives a class with a method ``compareTo`` the signs of an order. Java: ``Comparable``."""

    def _compared(self, other: Any) -> int:
        return self.compareTo(other)


class _Reversed:
    """A value that comes first where the value itself comes last."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __lt__(self, other: _Reversed) -> bool:
        return bool(other.value < self.value)

    def __gt__(self, other: _Reversed) -> bool:
        return bool(other.value > self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Reversed) and bool(self.value == other.value)

    __hash__ = None  # type: ignore[assignment]


def reversedKey(key: Callable[[Any], Any] | None = None) -> Callable[[Any], Any]:
    """Return a key whose order is the reverse of another one's. Scala: ``ordering.reverse``.

    Examples
    --------
    >>> sorted([2, 3, 1], key=reversedKey())
    [3, 2, 1]
    """
    return lambda value: _Reversed(value if key is None else key(value))


def keyOfLess(isLess: Callable[[Any, Any], bool]) -> Callable[[Any], Any]:
    """Return the key of a comparison. Scala: ``Ordering.fromLessThan``."""
    return keyOfCompare(lambda a, b: -1 if isLess(a, b) else int(isLess(b, a)))


class _Compared:
    """A value that is compared by a function. Unlike those of ``cmp_to_key`` it can be pickled."""

    def __init__(self, value: Any, compare: Callable[[Any, Any], int]) -> None:
        self.value, self.compare = value, compare

    def __lt__(self, other: _Compared) -> bool:
        return self.compare(self.value, other.value) < 0

    def __gt__(self, other: _Compared) -> bool:
        return self.compare(self.value, other.value) > 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Compared) and self.compare(self.value, other.value) == 0

    __hash__ = None  # type: ignore[assignment]


def keyOfCompare(compare: Callable[[Any, Any], int]) -> Callable[[Any], Any]:
    """Return the key of a comparison, also for executors. Scala: ``Ordering`` with ``compare``."""
    return lambda value: _Compared(value, compare)
