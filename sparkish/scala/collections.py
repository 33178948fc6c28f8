"""Methods of Scala's collections that Python lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cmp_to_key, reduce
from typing import Any

from sparkish._executor.portable import portable
from sparkish.option import Option, Some

portable(__name__)


def take(values: Any, count: int) -> Any:
    """Return the first ``count`` elements."""
    return values[: max(0, count)]


def drop(values: Any, count: int) -> Any:
    """Return all but the first ``count`` elements."""
    return values[max(0, count) :]


def takeRight(values: Any, count: int) -> Any:
    """Return the last ``count`` elements."""
    return values[max(0, len(values) - max(0, count)) :]


def dropRight(values: Any, count: int) -> Any:
    """Return all but the last ``count`` elements."""
    return values[: max(0, len(values) - max(0, count))]


def sortWith(values: Iterable[Any], isLess: Callable[[Any, Any], bool]) -> list[Any]:
    """Sort values by a comparison. Scala: ``sortWith``."""
    return sorted(values, key=cmp_to_key(lambda a, b: -1 if isLess(a, b) else int(isLess(b, a))))


def groupBy(values: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, Any]:
    """Group values by the key that ``key`` returns. Scala: ``groupBy``."""
    made: dict[Any, Any] = {}
    for value in values:
        made.setdefault(key(value), []).append(value)
    return made


def partition(values: Iterable[Any], test: Callable[[Any], bool]) -> tuple[list[Any], list[Any]]:
    """Return the values that pass a test, and the others."""
    kept: tuple[list[Any], list[Any]] = ([], [])
    for value in values:
        kept[0 if test(value) else 1].append(value)
    return kept


def span(values: Any, test: Callable[[Any], bool]) -> tuple[Any, Any]:
    """Return the values before the first one that fails a test, and the rest."""
    at = next((index for index, value in enumerate(values) if not test(value)), len(values))
    return values[:at], values[at:]


def splitAt(values: Any, at: int) -> tuple[Any, Any]:
    """Return the first ``at`` values, and the rest."""
    return take(values, at), drop(values, at)


def unzip(pairs: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    """Return the first members of pairs, and the second members."""
    pairs = list(pairs)
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def find(values: Iterable[Any], test: Callable[[Any], bool]) -> Option[Any]:
    """Return the first value that passes a test, if there is one."""
    return next((Some(value) for value in values if test(value)), Option.empty())


def indexWhere(values: Iterable[Any], test: Callable[[Any], bool]) -> int:
    """Return the index of the first value that passes a test, or -1."""
    return next((at for at, value in enumerate(values) if test(value)), -1)


def indexOf(values: Any, value: Any) -> int:
    """Return the index of a value, or -1."""
    return next((at for at, each in enumerate(values) if each == value), -1)


def lastIndexOf(values: Any, value: Any) -> int:
    """Return the last index of a value, or -1."""
    return next((at for at in reversed(range(len(values))) if values[at] == value), -1)


def headOption(values: Iterable[Any]) -> Option[Any]:
    """Return the first value, if there is one."""
    return next((Some(value) for value in values), Option.empty())


def lastOption(values: Any) -> Option[Any]:
    """Return the last value, if there is one."""
    return Some(values[-1]) if len(values) else Option.empty()


def lift(values: Any) -> Callable[[int], Option[Any]]:
    """Return a function that returns the value at an index, if there is one."""
    return lambda at: Some(values[at]) if 0 <= at < len(values) else Option.empty()


def updated(values: Any, at: int, value: Any) -> list[Any]:
    """Return the values with a new value at an index."""
    return [*values[:at], value, *values[at + 1 :]]


def padTo(values: Any, length: int, value: Any) -> list[Any]:
    """Append a value until the list has a given length."""
    return [*values, *[value] * (length - len(values))]


def scanLeft(values: Iterable[Any], start: Any, combine: Callable[[Any, Any], Any]) -> list[Any]:
    """Return the start value and a fold's results after each value."""
    made = [start]
    for value in values:
        made.append(combine(made[-1], value))
    return made


def intersect(values: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """Return the values that are also in ``others``, at most as often as there."""
    left = list(others)
    made = []
    for value in values:
        if value in left:
            left.remove(value)
            made.append(value)
    return made


def diff(values: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """Return the values without one occurrence of each value in ``others``."""
    left = list(others)
    made = []
    for value in values:
        if value in left:
            left.remove(value)
        else:
            made.append(value)
    return made


def grouped(values: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Return the values in groups of ``size``."""
    values = list(values)
    return (values[at : at + size] for at in range(0, len(values), size))


def sliding(values: Iterable[Any], size: int, step: int = 1) -> Iterator[list[Any]]:
    """Return a window of ``size`` values at each step."""
    values = list(values)
    last = max(len(values) - size, 0)
    starts = [*range(0, last + 1, step)]
    if starts and starts[-1] < last and starts[-1] + step < len(values):
        starts.append(starts[-1] + step)
    return (values[at : at + size] for at in starts if values)


def foldRight(values: Iterable[Any], start: Any, combine: Callable[[Any, Any], Any]) -> Any:
    """Combine the values with a start value, beginning with the last one."""
    return reduce(lambda made, value: combine(value, made), reversed(list(values)), start)


def reduceRight(values: Iterable[Any], combine: Callable[[Any, Any], Any]) -> Any:
    """Combine the values, beginning with the last one."""
    return reduce(lambda made, value: combine(value, made), reversed(list(values)))


def reduceOption(values: Iterable[Any], combine: Callable[[Any, Any], Any]) -> Option[Any]:
    """Combine the values, if there are any."""
    values = list(values)
    return Some(reduce(combine, values)) if values else Option.empty()


def getOrElse(values: dict[Any, Any], key: Any, default: Callable[[], Any]) -> Any:
    """Return a key's value, or the default function's result if the key is missing."""
    return values[key] if key in values else default()


def getOrElseUpdate(values: dict[Any, Any], key: Any, default: Callable[[], Any]) -> Any:
    """Return a key's value; if the key is missing, first add the default function's result."""
    if key not in values:
        values[key] = default()
    return values[key]


def put(values: dict[Any, Any], key: Any, value: Any) -> Option[Any]:
    """Set a key's value, and return the previous one, if there was one."""
    before = Some(values[key]) if key in values else Option.empty()
    values[key] = value
    return before


def without(values: dict[Any, Any], keys: Iterable[Any]) -> dict[Any, Any]:
    """Return a copy of a map without some keys."""
    gone = set(keys)
    return {key: value for key, value in values.items() if key not in gone}


class _Ahead:
    """An iterator that can look ahead, for Scala's ``hasNext``."""

    _NONE = object()

    def __init__(self, values: Iterator[Any]) -> None:
        self._values = values
        self._next: Any = self._NONE

    def hasNext(self) -> bool:
        if self._next is self._NONE:
            self._next = next(self._values, self._NONE)
        return self._next is not self._NONE

    def __iter__(self) -> _Ahead:
        return self

    def __next__(self) -> Any:
        if not self.hasNext():
            raise StopIteration
        value, self._next = self._next, self._NONE
        return value


def leftOption(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return the values of a right outer join as in Scala: the left one is an Option."""
    return Option(pair[0]), pair[1]


def rightOption(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return the values of a left outer join as in Scala: the right one is an Option."""
    return pair[0], Option(pair[1])


def bothOptions(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return the values of a full outer join as in Scala: both are Options."""
    return Option(pair[0]), Option(pair[1])
