"""``Option``: Scala's value that may be missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from sparkish._executor.answers import Answer, answer
from sparkish._executor.parentheses import called, parentheses
from sparkish._executor.portable import byValue
from sparkish._executor.shared import Shared, restoring, shared
from sparkish._executor.text import ScalaText, scalaString

__all__ = ["Option", "Some"]

shared(__name__)

T = TypeVar("T")
U = TypeVar("U")


class _Empty:
    """Return the empty Option. Scala: ``Option.empty``, ``Option.empty[A]``, ``None``."""

    def __call__(self) -> Option[Any]:
        return Option(None)

    def __getitem__(self, types: Any) -> Option[Any]:
        return Option(None)


class NoValue(ValueError, LookupError):
    """An Option has no value."""


@parentheses
class Option(ScalaText, Generic[T], metaclass=Shared):
    """A value that may be missing: ``Option(None)`` is empty.

    An empty Option is falsy, any other is truthy, whatever its value. Iterating yields the value.

    Scala: ``scala.Option``. Scala's ``None`` is ``Option.empty()``, which prints as ``None``.

    Parameters
    ----------
    value : object
        ``None`` for an empty Option.

    Examples
    --------
    >>> last = Option(3)
    >>> last.isDefined, last.get(), last.map(lambda n: n + 1), last.getOrElse(0)
    (True, 3, Some(4), 3)
    >>> Option(None).getOrElse(0), bool(Option(None)), list(Option(0))
    (0, False, [0])
    """

    __slots__ = ("_held",)
    _held: tuple[T, ...]

    def __init__(self, value: T | None) -> None:
        self._held = () if value is None else (called(value, "Option"),)

    empty = _Empty()

    @staticmethod
    def _holding(held: tuple[U, ...]) -> Option[U]:
        option: Option[U] = Option.__new__(Option)
        option._held = held
        return option

    @staticmethod
    def _some(value: U) -> Option[U]:
        return Option._holding((called(value, "Some"),))

    @property
    def isDefined(self) -> Answer:
        """Whether there is a value. Scala: ``isDefined``."""
        return answer(self._held)

    @property
    def nonEmpty(self) -> Answer:
        """Whether there is a value. Scala: ``nonEmpty``."""
        return answer(self._held)

    @property
    def isEmpty(self) -> Answer:
        """Whether there is no value. Scala: ``isEmpty``."""
        return answer(not self._held)

    def get(self) -> T:
        """Return the value. Scala: ``get``.

        Raises
        ------
        ValueError
            If there is no value. It is a ``LookupError``, too, as Scala's is
            a ``NoSuchElementException``.
        """
        if not self._held:
            raise NoValue("None.get: this Option is empty; ask isDefined, or use getOrElse(...)")
        return self._held[0]

    def getOrElse(self, default: U | Callable[[], U]) -> T | U:
        """Return the value or, if there is none, the default.

        Scala: ``getOrElse(default)``. Scala evaluates the default only if it is needed: pass a
        function without arguments for the same effect.
        """
        if self._held:
            return self._held[0]
        return default() if callable(default) else default

    def orElse(self, alternative: Option[U]) -> Option[T] | Option[U]:
        """Return this Option or, if it is empty, another. Scala: ``orElse(alternative)``."""
        return self if self._held else alternative

    def orNull(self) -> T | None:
        """Return the value, or ``None``. Scala: ``orNull``."""
        return self._held[0] if self._held else None

    def map(self, f: Callable[[T], U]) -> Option[U]:
        """Apply a function to the value, if there is one. Scala: ``map(f)``."""
        return Some(f(self._held[0])) if self._held else Option.empty()

    def flatMap(self, f: Callable[[T], Option[U]]) -> Option[U]:
        """Return the Option that a function returns for the value. Scala: ``flatMap(f)``."""
        return f(self._held[0]) if self._held else Option.empty()

    def filter(self, p: Callable[[T], bool]) -> Option[T]:
        """Return this Option if the value satisfies a predicate. Scala: ``filter(p)``."""
        return self if self.exists(p) else Option.empty()

    def fold(self, ifEmpty: U, f: Callable[[T], U]) -> U:
        """Return ``f(value)``, or ``ifEmpty`` without a value. Scala: ``fold(ifEmpty)(f)``."""
        return f(self._held[0]) if self._held else ifEmpty

    def exists(self, p: Callable[[T], bool]) -> bool:
        """Tell whether there is a value that satisfies a predicate. Scala: ``exists(p)``."""
        return any(p(value) for value in self._held)

    def forall(self, p: Callable[[T], bool]) -> bool:
        """Tell whether every value satisfies a predicate. Scala: ``forall(p)``."""
        return all(p(value) for value in self._held)

    def contains(self, element: object) -> bool:
        """Tell whether the value equals ``element``. Scala: ``contains(elem)``."""
        return element in self._held

    def foreach(self, f: Callable[[T], Any]) -> None:
        """Call a function with the value, if there is one. Scala: ``foreach(f)``."""
        for value in self._held:
            f(value)

    def toList(self) -> list[T]:
        """Return a list of the value, or an empty list. Scala: ``toList``."""
        return list(self._held)

    def __bool__(self) -> bool:
        return bool(self._held)

    def __iter__(self) -> Iterator[T]:
        return iter(self._held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Option) and self._held == other._held

    def __hash__(self) -> int:
        return hash(self._held)

    def __str__(self) -> str:
        return f"Some({scalaString(self._held[0])})" if self._held else "None"

    def __repr__(self) -> str:
        return f"Some({self._held[0]!r})" if self._held else "Option.empty()"

    def __reduce__(self) -> tuple[Any, ...]:
        return restoring(Option, "_restore", *self._held)


@byValue
def Some(value: T) -> Option[T]:
    """Return an Option that holds a value, even ``None``.

    Scala: ``scala.Some(value)``.

    Examples
    --------
    >>> Some(2)
    Some(2)
    """
    return Option._some(value)


def _restore(*held: T) -> Option[T]:
    return Option._holding(held)
