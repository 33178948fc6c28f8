"""Enumerations with Scala's text and order."""

from __future__ import annotations

from enum import Enum
from typing import Any

from sparkish._executor.portable import portable
from sparkish.scala.errors import NoSuchElementException

portable(__name__)


class Enumeration(Enum):
    """Values that are counted from 0. Scala: ``scala.Enumeration``.

    A member is its number, or its number and its text.

    Examples
    --------
    >>> class Color(Enumeration):
    ...     Red = 0
    ...     Green = 1, "green"
    >>> str(Color.Red), str(Color(1)), Color.Green.id, Color.withName("green") == Color.Green
    ('Red', 'green', 1, True)
    """

    def __new__(cls, number: int, text: str | None = None) -> Any:
        """Make a member of its number and its text."""
        made = object.__new__(cls)
        made._value_ = number
        made._text = text  # type: ignore[attr-defined]
        return made

    @property
    def id(self) -> int:
        """The number."""
        return int(self.value)

    @classmethod
    def withName(cls, name: str) -> Any:
        """Return the member of a text.

        Raises
        ------
        NoSuchElementException
            Where there is none.
        """
        for each in cls:
            if str(each) == name:
                return each
        raise NoSuchElementException(f"No value found for '{name}'")

    def __str__(self) -> str:
        text: str | None = getattr(self, "_text", None)
        return text if text is not None else str(self.name)

    def __lt__(self, other: Any) -> bool:
        return bool(self.value < other.value)

    def __le__(self, other: Any) -> bool:
        return bool(self.value <= other.value)

    def __gt__(self, other: Any) -> bool:
        return bool(self.value > other.value)

    def __ge__(self, other: Any) -> bool:
        return bool(self.value >= other.value)
