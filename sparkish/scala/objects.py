"""What Scala's classes have beside their members: case objects, and an order."""

from __future__ import annotations

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
