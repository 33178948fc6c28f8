"""Partial functions: functions that raise a ``MatchError`` for what they have no case for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sparkish._executor.portable import portable
from sparkish.option import Option, Some
from sparkish.scala.errors import MatchError

portable(__name__)

Function = Callable[[Any], Any]


def _tried(f: Function, value: Any) -> list[Any]:
    """Return what a function makes of a value, or nothing where it has no case for it."""
    try:
        return [f(value)]
    except MatchError as error:
        if error.value is value:
            return []
        raise


def collected(values: Iterable[Any], f: Function) -> list[Any]:
    """Return what a partial function makes of the values that it has cases for.

    Examples
    --------
    >>> from sparkish.scala import MatchError
    >>> def half(n):
    ...     if n % 2 == 0:
    ...         return n // 2
    ...     raise MatchError(n)
    >>> collected([1, 2, 4], half), isDefined(half, 3)
    ([1, 2], False)
    """
    return [made for value in values for made in _tried(f, value)]


def isDefined(f: Function, value: Any) -> bool:
    """Tell whether a partial function has a case for a value, by a call of it."""
    return bool(_tried(f, value))


def lifted(f: Function) -> Callable[[Any], Option[Any]]:
    """Return a partial function as a function whose results are Options."""

    def made(value: Any) -> Option[Any]:
        found = _tried(f, value)
        return Some(found[0]) if found else Option.empty()

    return made


def orElse(f: Function, other: Function) -> Function:
    """Return a partial function with the cases of two."""

    def made(value: Any) -> Any:
        found = _tried(f, value)
        return found[0] if found else other(value)

    return made
