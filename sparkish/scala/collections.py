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


def lastIndexWhere(values: Iterable[Any], test: Callable[[Any], bool]) -> int:
    """Return the index of the last value that passes a test, or -1."""
    return max((at for at, value in enumerate(values) if test(value)), default=-1)


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


def grouped(values: Any, size: int) -> Iterator[Any]:
    """Return the values in groups of a size."""
    values = values if isinstance(values, str) else list(values)
    return (values[at : at + size] for at in range(0, len(values), size))


def sliding(values: Any, size: int, step: int = 1) -> Iterator[Any]:
    """Return a window of the values at each step."""
    values = values if isinstance(values, str) else list(values)
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


def putIfAbsent(values: dict[Any, Any], key: Any, value: Any) -> Option[Any]:
    """Set a key's value if it has none, and return the one that it has."""
    return Some(values[key]) if key in values else put(values, key, value)


def without(values: dict[Any, Any], keys: Iterable[Any]) -> dict[Any, Any]:
    """Return a copy of a map without some keys."""
    gone = set(keys)
    return {key: value for key, value in values.items() if key not in gone}


class lookAhead:
    """An iterator that tells whether it has a next element. Scala: ``Iterator``.

    Examples
    --------
    >>> words = lookAhead(iter(["a"]))
    >>> words.hasNext(), next(words), words.hasNext()
    (True, 'a', False)
    """

    _NONE = object()

    def __init__(self, values: Iterable[Any]) -> None:
        self._values = iter(values)
        self._next: Any = self._NONE

    def hasNext(self) -> bool:
        """Tell whether there is a next element."""
        if self._next is self._NONE:
            self._next = next(self._values, self._NONE)
        return self._next is not self._NONE

    def __iter__(self) -> lookAhead:
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


def scan(values: Iterable[Any], start: Any, combine: Callable[[Any, Any], Any]) -> list[Any]:
    """Return what a fold has after each value."""
    return scanLeft(values, start, combine)


def scanRight(values: Iterable[Any], start: Any, combine: Callable[[Any, Any], Any]) -> list[Any]:
    """Return what a fold from the right has before each value."""
    made = [start]
    for value in reversed(list(values)):
        made.append(combine(value, made[-1]))
    return made[::-1]


def startsWith(values: Any, others: Any) -> bool:
    """Tell whether values begin with others."""
    return list(values[: len(others)]) == list(others)


def endsWith(values: Any, others: Any) -> bool:
    """Tell whether values end with others."""
    return list(takeRight(values, len(others))) == list(others)


def isDefinedAt(values: Any, at: int) -> bool:
    """Tell whether there is a value at a place."""
    return 0 <= at < len(values)


def indexOfSlice(values: Any, others: Any) -> int:
    """Return where others begin in values, or -1."""
    size, others = len(others), list(others)
    places = range(len(values) - size + 1)
    return next((at for at in places if list(values[at : at + size]) == others), -1)


def tails(values: Any) -> Iterator[Any]:
    """Return the values, all but the first, and so on."""
    return (values[at:] for at in range(len(values) + 1))


def inits(values: Any) -> Iterator[Any]:
    """Return the values, all but the last, and so on."""
    return (values[:at] for at in range(len(values), -1, -1))


def patch(values: Any, at: int, others: Iterable[Any], count: int) -> list[Any]:
    """Return values with so many of them, from a place on, replaced by others."""
    return [*values[:at], *others, *values[at + count :]]


def transpose(values: Iterable[Any]) -> list[list[Any]]:
    """Return rows as columns."""
    return [list(each) for each in zip(*values, strict=True)]


def zipAll(values: Iterable[Any], others: Iterable[Any], value: Any, other: Any) -> list[Any]:
    """Return pairs of values, with a default where one side has fewer."""
    lefts, rights = list(values), list(others)
    size = max(len(lefts), len(rights))
    return list(zip(padTo(lefts, size, value), padTo(rights, size, other), strict=True))


def iterated(start: Any, count: int, step: Callable[[Any], Any]) -> list[Any]:
    """Return a value, what a function makes of it, and so on."""
    made = [start][:count]
    while len(made) < count:
        made.append(step(made[-1]))
    return made


def groupMap(
    values: Iterable[Any], key: Callable[[Any], Any], of: Callable[[Any], Any]
) -> dict[Any, Any]:
    """Return what a function makes of the values of each key."""
    return {each: [of(x) for x in group] for each, group in groupBy(values, key).items()}


def groupMapReduce(
    values: Iterable[Any],
    key: Callable[[Any], Any],
    of: Callable[[Any], Any],
    combine: Callable[[Any, Any], Any],
) -> dict[Any, Any]:
    """Return one value of each key."""
    return {each: reduce(combine, group) for each, group in groupMap(values, key, of).items()}


def transform(values: dict[Any, Any], f: Callable[[Any, Any], Any]) -> dict[Any, Any]:
    """Return a map whose values are made of its keys and values."""
    return {key: f(key, value) for key, value in values.items()}


class withDefault(dict[Any, Any]):
    """A map that makes a value for every key that it has not; reading one puts nothing there."""

    def __init__(self, values: dict[Any, Any], default: Callable[[Any], Any]) -> None:
        super().__init__(values)
        self._default = default

    def __missing__(self, key: Any) -> Any:
        return self._default(key)

    def __reduce__(self) -> tuple[Any, ...]:
        return withDefault, (dict(self), self._default)


class withDefaultValue(dict[Any, Any]):
    """A map that has a value for every key; reading one puts nothing there."""

    def __init__(self, values: dict[Any, Any], default: Any) -> None:
        super().__init__(values)
        self._default = default

    def __missing__(self, key: Any) -> Any:
        return self._default

    def __reduce__(self) -> tuple[Any, ...]:
        return withDefaultValue, (dict(self), self._default)


def zipped(left: Option[Any], right: Option[Any]) -> Option[Any]:
    """Return two Options as one of a pair."""
    return left.flatMap(lambda a: right.map(lambda b: (a, b)))


def retain(values: Any, test: Callable[..., bool]) -> None:
    """Take away what a predicate does not hold for: elements, or a map's keys and values."""
    if isinstance(values, dict):
        for key in [key for key, value in values.items() if not test(key, value)]:
            del values[key]
        return
    kept = [value for value in values if test(value)]
    values.clear()
    if isinstance(values, list):
        values.extend(kept)
    else:
        values.update(kept)


def added(values: set[Any], value: Any) -> bool:
    """Add a value to a set, and tell whether it was not there before."""
    isNew = value not in values
    values.add(value)
    return isNew


def removed(values: set[Any], value: Any) -> bool:
    """Remove a value from a set, and tell whether it was there."""
    isThere = value in values
    values.discard(value)
    return isThere


def elementAt(values: Any, at: int) -> Any:
    """Return the value at a place, which counts from the beginning only.

    Raises
    ------
    IndexError
        Where there is no such place: a negative one, too.
    """
    if at < 0:
        raise IndexError(f"{at} is out of bounds (min 0, max {len(values) - 1})")
    return values[at]


def place(values: Any, at: int) -> int:
    """Return a place in values, which is not negative. For assignments."""
    if not 0 <= at < len(values):
        raise IndexError(f"Index {at} out of bounds for length {len(values)}")
    return at
