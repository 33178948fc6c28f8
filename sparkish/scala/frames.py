"""Records and functions for data frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sparkish._executor.portable import portable
from sparkish.option import Option

portable(__name__)


def withoutOptions(record: Iterable[Any]) -> tuple[Any, ...]:
    """Return a record for a data frame: an Option's value, or None.

    Examples
    --------
    >>> from sparkish import Option, Some
    >>> withoutOptions(("a", Some(1), Option.empty()))
    ('a', 1, None)
    """
    return tuple(each.getOrElse(None) if isinstance(each, Option) else each for each in record)


def forSQL(f: Callable[..., Any], *places: int) -> Callable[..., Any]:
    """Return a function for SQL, as in Scala: its columns are named ``UDF(...)``.

    It is not called where an argument at one of the places, a number in Scala, is null.

    Examples
    --------
    >>> half = forSQL(lambda n: n / 2, 0)
    >>> half(3), half(None), half.__name__
    (1.5, None, 'UDF')
    """

    def UDF(*values: Any) -> Any:
        return None if any(values[at] is None for at in places) else f(*values)

    return UDF
