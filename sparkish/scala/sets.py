"""A set that keeps its elements in the order of their arrival."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableSet
from typing import Any

from sparkish._executor.portable import portable
from sparkish._executor.text import ScalaText, scalaString

portable(__name__)


class LinkedHashSet(ScalaText, MutableSet[Any]):
    """A set in the order of arrival. Scala: ``scala.collection.mutable.LinkedHashSet``.

    Examples
    --------
    >>> words = LinkedHashSet(["c", "a"])
    >>> words.add("b")
    >>> print(words)
    LinkedHashSet(c, a, b)
    """

    def __init__(self, values: Iterable[Any] = ()) -> None:
        self._values = dict.fromkeys(values)

    def add(self, value: Any) -> None:
        """Add an element, at the end, if it is not there."""
        self._values.setdefault(value)

    def discard(self, value: Any) -> None:
        """Remove an element, if it is there."""
        self._values.pop(value, None)

    def update(self, values: Iterable[Any]) -> None:
        """Add elements."""
        for value in values:
            self.add(value)

    def difference_update(self, values: Iterable[Any]) -> None:
        """Remove elements."""
        for value in values:
            self.discard(value)

    def issubset(self, other: Iterable[Any]) -> bool:
        """Tell whether another set has all elements of this one."""
        return self <= set(other)

    def __contains__(self, value: object) -> bool:
        return value in self._values

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __str__(self) -> str:
        return f"LinkedHashSet({', '.join(map(scalaString, self))})"
