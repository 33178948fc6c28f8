"""What ported programs need of Scala's and Java's meaning, where plain Python has no words for it.

``sparkish port`` writes calls of these functions only where Python's own would give another result.
They are pickled by value: they travel to executors that have no sparkish.

Examples
--------
>>> from sparkish.scala import quotient, remainder, split, toInt
>>> split("a b  ", " "), quotient(-7, 2), remainder(-7, 2), toInt("42")
(['a', 'b'], -3, -1, 42)
"""

from __future__ import annotations

import math
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timezone
from decimal import ROUND_HALF_UP, Decimal
from functools import cmp_to_key, reduce
from typing import Any, NoReturn

from sparkish._executor.portable import portable
from sparkish._executor.text import scalaString
from sparkish.option import Option, Some

portable(__name__)


class NumberFormatException(ValueError):
    """A text that is no number. Java: ``NumberFormatException``."""


class NoSuchElementException(LookupError):
    """There is no such element. Java: ``NoSuchElementException``."""


class MatchError(ValueError):
    """No case of a ``match`` is for a value. Scala: ``MatchError``."""

    def __init__(self, value: object) -> None:
        super().__init__(f"{scalaString(value)} (of class {type(value).__name__})")


# Numbers


def int32(value: int) -> int:
    """Return a number as an ``Int`` holds it: its lowest 32 bits.

    Examples
    --------
    >>> int32(2147483647 + 1)
    -2147483648
    """
    return ((value + 0x80000000) & 0xFFFFFFFF) - 0x80000000


def int64(value: int) -> int:
    """Return a number as a ``Long`` holds it: its lowest 64 bits."""
    return ((value + (1 << 63)) & ((1 << 64) - 1)) - (1 << 63)


def quotient(a: int, b: int) -> int:
    """Return ``a / b`` of whole numbers, rounded toward zero.

    Raises
    ------
    ArithmeticError
        Where ``b`` is 0.
    """
    if b == 0:
        raise ArithmeticError("/ by zero")
    whole = abs(a) // abs(b)
    return whole if (a < 0) == (b < 0) else -whole


def remainder(a: int, b: int) -> int:
    """Return ``a % b`` of whole numbers, with the sign of ``a``."""
    return a - b * quotient(a, b)


def divided(a: float, b: float) -> float:
    """Return ``a / b`` of doubles: infinite, or not a number, where ``b`` is 0."""
    if b:
        return a / b
    if a == 0 or math.isnan(a):
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1.0, b)


def floatRemainder(a: float, b: float) -> float:
    """Return ``a % b`` of doubles."""
    return math.fmod(a, b) if b and not math.isinf(a) else math.nan


def shiftRight(value: int, by: int, bits: int) -> int:
    """Return ``value >>> by`` of a number of so many bits."""
    return (value & ((1 << bits) - 1)) >> (by & (bits - 1)) if by & (bits - 1) else value


def rounded(value: float) -> int:
    """Return the nearest whole number, the higher of two. Java: ``Math.round``."""
    return 0 if math.isnan(value) else math.floor(value + 0.5)


def compare(a: Any, b: Any) -> int:
    """Return -1, 0 or 1. Scala: ``a.compare(b)``."""
    return int(a > b) - int(a < b)


def mathSqrt(value: float) -> float:
    """Return the square root; of a negative number, not a number."""
    return math.sqrt(value) if value >= 0 else math.nan


def mathLog(value: float) -> float:
    """Return the natural logarithm."""
    return math.log(value) if value > 0 else -math.inf if value == 0 else math.nan


def mathLog10(value: float) -> float:
    """Return the decimal logarithm."""
    return math.log10(value) if value > 0 else -math.inf if value == 0 else math.nan


def mathPow(base: float, exponent: float) -> float:
    """Return a power, as a double."""
    try:
        made = math.pow(base, exponent)
    except OverflowError:
        return math.inf
    except ValueError:
        return math.inf if base == 0 else math.nan
    return made


def _whole(value: Any, bits: int) -> int:
    if isinstance(value, str):
        if re.fullmatch(r"[+-]?[0-9]+", value) and -(1 << (bits - 1)) <= int(value) < 1 << (
            bits - 1
        ):
            return int(value)
        raise NumberFormatException(f'For input string: "{value}"')
    if isinstance(value, float):
        if math.isnan(value):
            return 0
        low, high = -(1 << (bits - 1)), (1 << (bits - 1)) - 1
        return high if value >= high else low if value <= low else int(value)
    return int32(value) if bits == 32 else int64(value)


def toInt(value: Any) -> int:
    """Return the ``Int`` that a text writes, or a number holds.

    Raises
    ------
    NumberFormatException
        Where the text has anything else, a blank too.

    Examples
    --------
    >>> toInt("42"), toInt(-3.7)
    (42, -3)
    """
    return _whole(value, 32)


def toLong(value: Any) -> int:
    """Return the ``Long`` that a text writes, or a number holds."""
    return _whole(value, 64)


def toByte(value: Any) -> int:
    """Return the ``Byte`` that a text writes, or a number holds."""
    return _whole(value, 8) if isinstance(value, str) else (int32(toInt(value)) + 128) % 256 - 128


def toShort(value: Any) -> int:
    """Return the ``Short`` that a text writes, or a number holds."""
    return _whole(value, 16) if isinstance(value, str) else (toInt(value) + 32768) % 65536 - 32768


def toDouble(value: Any) -> float:
    """Return the ``Double`` that a text writes: blanks around it do no harm."""
    if not isinstance(value, str):
        return float(value)
    text = trim(value)
    if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?", text, re.ASCII):
        return float(text.rstrip("dDfF"))
    if re.fullmatch(r"[+-]?(NaN|Infinity)", text):
        return float(text)
    raise NumberFormatException(f'For input string: "{value}"' if text else "empty String")


def toFloat(value: Any) -> float:
    """Return the ``Float`` that a text writes, or a number holds."""
    import struct

    return float(struct.unpack("f", struct.pack("f", toDouble(value)))[0])


def toBoolean(text: str) -> bool:
    """Return the ``Boolean`` that a text writes."""
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    raise ValueError(f'For input string: "{text}"')


# Text


def split(text: str, pattern: str, limit: int = 0) -> list[str]:
    """Return the parts of a text around a regular expression of Java's.

    Parameters
    ----------
    text : str
        What is split.
    pattern : str
        A regular expression, or a single character.
    limit : int
        How many parts at most; 0, for all, drops the empty ones at the end.

    Examples
    --------
    >>> split("a,b,,", ","), split("a1b22c", "[0-9]+")
    (['a', 'b'], ['a', 'b', 'c'])
    """
    if not text:
        return [text]
    if len(pattern) == 1 and pattern not in ".$|()[{^?*+\\":
        parts = text.split(pattern, limit - 1 if limit > 0 else -1)
    else:
        parts, start = [], 0
        for found in re.finditer(javaPattern(pattern), text):
            if found.end() == 0 or (found.start() == found.end() == len(text)):
                continue
            if 0 < limit == len(parts) + 1:
                break
            parts.append(text[start : found.start()])
            start = found.end()
        parts.append(text[start:])
    if limit == 0:
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
        if parts == [""] and text:
            return []
    return parts


_CLASSES = {
    "Punct": r"!-/:-@\[-`{-~",
    "Alpha": "a-zA-Z",
    "Digit": "0-9",
    "Alnum": "a-zA-Z0-9",
    "Upper": "A-Z",
    "Lower": "a-z",
    "Space": r" \t\n\x0b\f\r",
    "L": r"^\W\d_",
    "IsAlphabetic": r"^\W\d_",
    "Blank": r" \t",
    "N": "0-9",
    "P": r"!-/:-@\[-`{-~",
    "javaLetter": r"^\W\d_",
}


def javaPattern(pattern: str) -> str:
    """Return a regular expression of Java's as Python writes it."""

    def named(found: re.Match[str]) -> str:
        chars = _CLASSES.get(found[2] or found[3])
        if chars is None:
            raise ValueError(
                f"the regular expression {pattern!r} has {found[0]}, which Python has no words for"
            )
        isInside = pattern.count("[", 0, found.start()) > pattern.count("]", 0, found.start())
        if isInside and not chars.startswith("^") and found[1] == "p":
            return chars
        if chars.startswith("^"):
            return f"[{chars}]" if found[1] == "p" else f"[{chars[1:]}]"
        return f"[{chars}]" if found[1] == "p" else f"[^{chars}]"

    pattern = re.sub(r"(?<!\\)\\([pP])(?:\{(?:Is)?(\w+)\}|(\w))", named, pattern)
    return re.sub(r"(?<!\\)\(\?<([A-Za-z]\w*)>", r"(?P<\1>", pattern).replace(r"\h", r"[ \t]")


def _replacement(text: str) -> Callable[[re.Match[str]], str]:
    def made(found: re.Match[str]) -> str:
        return re.sub(r"\\(.)|\$(\d)", lambda m: m[1] if m[1] else found[int(m[2])] or "", text)

    return made


def replaceAll(text: str, pattern: str, replacement: str) -> str:
    """Return a text with every match replaced; ``$1`` stands for a group."""
    return re.sub(javaPattern(pattern), _replacement(replacement), text)


def replaceFirst(text: str, pattern: str, replacement: str) -> str:
    """Return a text with the first match replaced."""
    return re.sub(javaPattern(pattern), _replacement(replacement), text, count=1)


def matches(text: str, pattern: str) -> bool:
    """Tell whether a regular expression matches the whole of a text."""
    return re.fullmatch(javaPattern(pattern), text) is not None


def trim(text: str) -> str:
    """Return a text without blanks and control characters at its ends."""
    return text.strip("".join(map(chr, range(33))))


def substring(text: str, begin: int, end: int | None = None) -> str:
    """Return a part of a text.

    Raises
    ------
    IndexError
        Where there is no such part.
    """
    stop = len(text) if end is None else end
    if not 0 <= begin <= stop <= len(text):
        raise IndexError(f"begin {begin}, end {stop}, length {len(text)}")
    return text[begin:stop]


def capitalize(text: str) -> str:
    """Return a text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def stripMargin(text: str, margin: str = "|") -> str:
    """Return a text with what stands before ``|`` cut from its lines."""
    return re.sub(r"(?m)^[ \t]*" + re.escape(margin), "", text)


def compareTo(a: Any, b: Any) -> int:
    """Return how two texts are ordered, as Java counts it."""
    if not isinstance(a, str):
        return compare(a, b)
    for x, y in zip(a, b, strict=False):
        if x != y:
            return ord(x) - ord(y)
    return len(a) - len(b)


def hashCode(text: str) -> int:
    """Return the hash that Java has for a text."""
    return reduce(lambda made, char: int32(31 * made + ord(char)), text, 0)


def formatted(pattern: str, *values: Any) -> str:
    """Return values in a text as Java's ``String.format`` writes them.

    Examples
    --------
    >>> formatted("%5.1f|%-4s|%03d|%,d", 2.25, "a", 7, 1234567)
    '  2.3|a   |007|1,234,567'
    """
    left = iter(values)

    def one(found: re.Match[str]) -> str:
        index, flags, width, precision, kind = found.groups()
        if kind in "n%":
            return "\n" if kind == "n" else "%".rjust(int(width or 0))
        value = values[int(index) - 1] if index else next(left)
        return _padded(_formattedOne(value, flags, precision, kind), flags, int(width or 0))

    return re.sub(r"%(?:(\d+)\$)?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])", one, pattern)


def _formattedOne(value: Any, flags: str, precision: str | None, kind: str) -> str:
    if kind in "sSbBcC":
        text = scalaString(value)
        text = text[: int(precision)] if precision else text
        return text.upper() if kind.isupper() else text
    if value is None:
        return "null"
    if kind in "xXo":
        return format(value if value >= 0 else value + (1 << 32), kind)
    if kind == "d":
        if not isinstance(value, int):
            raise ValueError(f"d != {type(value).__name__}")
        text = format(abs(value), "," if "," in flags else "")
        isNegative = value < 0
    else:
        places = 6 if precision is None else int(precision)
        if kind in "eE":
            text = format(abs(value), f".{places}{kind}")
        elif math.isinf(value) or math.isnan(value):
            return scalaString(float(value))
        else:
            exact = Decimal(repr(abs(float(value)))).quantize(
                Decimal(1).scaleb(-places), ROUND_HALF_UP
            )
            text = format(exact, ",f" if "," in flags else "f")
        isNegative = math.copysign(1, value) < 0
    return ("-" if isNegative else "+" if "+" in flags else " " if " " in flags else "") + text


def _padded(text: str, flags: str, width: int) -> str:
    if "-" in flags:
        return text.ljust(width)
    if "0" in flags and text[:1] in "-+":
        return text[0] + text[1:].rjust(width - 1, "0")
    return text.rjust(width, "0" if "0" in flags else " ")


def collectionText(values: Any, name: str) -> str:
    """Return the text of a collection that Scala calls otherwise than a list.

    Examples
    --------
    >>> collectionText([1, 2], "Vector")
    'Vector(1, 2)'
    """
    if isinstance(values, dict):
        inner = ", ".join(
            f"{scalaString(key)} -> {scalaString(value)}" for key, value in values.items()
        )
        return f"{name}({inner})"
    if name == "Range" and isinstance(values, range):
        step = f" by {values.step}" if values.step != 1 else ""
        return f"Range {values.start} until {values.stop}{step}"
    return f"{name}({', '.join(map(scalaString, values))})"


def floatText(value: float) -> str:
    """Return the text of a ``Float``."""
    import struct

    for digits in range(1, 10):
        text = f"{value:.{digits}g}"
        if struct.pack("f", float(text)) == struct.pack("f", value):
            return scalaString(float(text))
    return scalaString(value)


def mkString(values: Any, first: str = "", separator: str | None = None, last: str = "") -> str:
    """Return the texts of values, joined. Scala: ``mkString``."""
    items = values.items() if isinstance(values, dict) else values
    texts = (
        [f"{scalaString(k)} -> {scalaString(v)}" for k, v in items]
        if isinstance(values, dict)
        else [scalaString(each) for each in items]
    )
    return first.join(texts) if separator is None else first + separator.join(texts) + last


class StringBuilder:
    """A text that grows. Scala: ``StringBuilder``."""

    def __init__(self, text: Any = "") -> None:
        self._parts = [text if isinstance(text, str) else ""]

    def append(self, text: str) -> StringBuilder:
        """Add a text."""
        self._parts.append(text)
        return self

    def length(self) -> int:
        """Return how long the text is."""
        return len(str(self))

    def isEmpty(self) -> bool:
        """Tell whether there is no text."""
        return not str(self)

    def nonEmpty(self) -> bool:
        """Tell whether there is a text."""
        return bool(str(self))

    def clear(self) -> None:
        """Begin again."""
        self._parts = []

    def reverse(self) -> StringBuilder:
        """Turn the text round."""
        self._parts = [str(self)[::-1]]
        return self

    def toString(self) -> str:
        """Return the text."""
        return str(self)

    def __str__(self) -> str:
        return "".join(self._parts)


class Regex:
    """A regular expression of Java's. Scala: ``scala.util.matching.Regex``."""

    def __init__(self, pattern: str) -> None:
        self._text = pattern
        self._pattern = re.compile(javaPattern(pattern))

    def groups(self, text: str) -> list[Any] | None:
        """Return the groups where it matches the whole text, or None."""
        found = self._pattern.fullmatch(text) if text is not None else None
        return None if found is None else list(found.groups())

    def findFirstIn(self, text: str) -> Option[str]:
        """Return the first match."""
        found = self._pattern.search(text)
        return Option.empty() if found is None else Some(found[0])

    def findAllIn(self, text: str) -> Iterator[str]:
        """Return the matches."""
        return (found[0] for found in self._pattern.finditer(text))

    def replaceAllIn(self, text: str, replacement: str) -> str:
        """Return the text with every match replaced."""
        return self._pattern.sub(_replacement(replacement), text)

    def replaceFirstIn(self, text: str, replacement: str) -> str:
        """Return the text with the first match replaced."""
        return self._pattern.sub(_replacement(replacement), text, count=1)

    def __str__(self) -> str:
        return self._text


def groups(pattern: Regex, text: str) -> list[Any] | None:
    """Return what a regular expression takes out of a text, as a pattern does."""
    return pattern.groups(text)


# Collections


def take(values: Any, count: int) -> Any:
    """Return the first elements."""
    return values[: max(0, count)]


def drop(values: Any, count: int) -> Any:
    """Return all but the first elements."""
    return values[max(0, count) :]


def takeRight(values: Any, count: int) -> Any:
    """Return the last elements."""
    return values[max(0, len(values) - max(0, count)) :]


def dropRight(values: Any, count: int) -> Any:
    """Return all but the last elements."""
    return values[: max(0, len(values) - max(0, count))]


def sortWith(values: Iterable[Any], isLess: Callable[[Any, Any], bool]) -> list[Any]:
    """Return values sorted by a comparison. Scala: ``sortWith``."""
    return sorted(values, key=cmp_to_key(lambda a, b: -1 if isLess(a, b) else int(isLess(b, a))))


def groupBy(values: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, Any]:
    """Return the values of each key, in a dict. Scala: ``groupBy``."""
    made: dict[Any, Any] = {}
    for value in values:
        made.setdefault(key(value), []).append(value)
    return made


def partition(values: Iterable[Any], test: Callable[[Any], bool]) -> tuple[list[Any], list[Any]]:
    """Return those values that a predicate holds of, and the others."""
    kept: tuple[list[Any], list[Any]] = ([], [])
    for value in values:
        kept[0 if test(value) else 1].append(value)
    return kept


def span(values: Any, test: Callable[[Any], bool]) -> tuple[Any, Any]:
    """Return the values up to the first that a predicate does not hold of, and the others."""
    at = next((index for index, value in enumerate(values) if not test(value)), len(values))
    return values[:at], values[at:]


def splitAt(values: Any, at: int) -> tuple[Any, Any]:
    """Return the first values and the others."""
    return take(values, at), drop(values, at)


def unzip(pairs: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    """Return the first parts of pairs, and the second ones."""
    pairs = list(pairs)
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def find(values: Iterable[Any], test: Callable[[Any], bool]) -> Option[Any]:
    """Return the first value that a predicate holds of."""
    return next((Some(value) for value in values if test(value)), Option.empty())


def indexWhere(values: Iterable[Any], test: Callable[[Any], bool]) -> int:
    """Return the place of the first value that a predicate holds of, or -1."""
    return next((at for at, value in enumerate(values) if test(value)), -1)


def indexOf(values: Any, value: Any) -> int:
    """Return the place of a value, or -1."""
    return next((at for at, each in enumerate(values) if each == value), -1)


def lastIndexOf(values: Any, value: Any) -> int:
    """Return the last place of a value, or -1."""
    return next((at for at in reversed(range(len(values))) if values[at] == value), -1)


def headOption(values: Iterable[Any]) -> Option[Any]:
    """Return the first value, if any."""
    return next((Some(value) for value in values), Option.empty())


def lastOption(values: Any) -> Option[Any]:
    """Return the last value, if any."""
    return Some(values[-1]) if len(values) else Option.empty()


def lift(values: Any) -> Callable[[int], Option[Any]]:
    """Return the function that has the value at a place, if any."""
    return lambda at: Some(values[at]) if 0 <= at < len(values) else Option.empty()


def updated(values: Any, at: int, value: Any) -> list[Any]:
    """Return values with another one at a place."""
    return [*values[:at], value, *values[at + 1 :]]


def padTo(values: Any, length: int, value: Any) -> list[Any]:
    """Return values, and one of them as often as a length needs it."""
    return [*values, *[value] * (length - len(values))]


def scanLeft(values: Iterable[Any], start: Any, combine: Callable[[Any, Any], Any]) -> list[Any]:
    """Return what a fold has after each value."""
    made = [start]
    for value in values:
        made.append(combine(made[-1], value))
    return made


def intersect(values: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """Return the values that the others have too, each as often as they do."""
    left = list(others)
    made = []
    for value in values:
        if value in left:
            left.remove(value)
            made.append(value)
    return made


def diff(values: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """Return the values that the others have not."""
    left = list(others)
    made = []
    for value in values:
        if value in left:
            left.remove(value)
        else:
            made.append(value)
    return made


def grouped(values: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Return the values in groups of a size."""
    values = list(values)
    return (values[at : at + size] for at in range(0, len(values), size))


def sliding(values: Iterable[Any], size: int, step: int = 1) -> Iterator[list[Any]]:
    """Return a window of the values at each step."""
    values = list(values)
    last = max(len(values) - size, 0)
    starts = [*range(0, last + 1, step)]
    if starts and starts[-1] < last and starts[-1] + step < len(values):
        starts.append(starts[-1] + step)
    return (values[at : at + size] for at in starts if values)


def foldRight(values: Iterable[Any], start: Any, combine: Callable[[Any, Any], Any]) -> Any:
    """Return what a function makes of the values, the last one first."""
    return reduce(lambda made, value: combine(value, made), reversed(list(values)), start)


def reduceRight(values: Iterable[Any], combine: Callable[[Any, Any], Any]) -> Any:
    """Return what a function makes of the values, the last one first."""
    return reduce(lambda made, value: combine(value, made), reversed(list(values)))


def reduceOption(values: Iterable[Any], combine: Callable[[Any, Any], Any]) -> Option[Any]:
    """Return what a function makes of the values, if any."""
    values = list(values)
    return Some(reduce(combine, values)) if values else Option.empty()


def getOrElse(values: dict[Any, Any], key: Any, default: Callable[[], Any]) -> Any:
    """Return the value of a key, or what a function has where there is none."""
    return values[key] if key in values else default()


def getOrElseUpdate(values: dict[Any, Any], key: Any, default: Callable[[], Any]) -> Any:
    """Return the value of a key, and put it there where there is none."""
    if key not in values:
        values[key] = default()
    return values[key]


def put(values: dict[Any, Any], key: Any, value: Any) -> Option[Any]:
    """Put a value, and return the one before."""
    before = Some(values[key]) if key in values else Option.empty()
    values[key] = value
    return before


def without(values: dict[Any, Any], keys: Iterable[Any]) -> dict[Any, Any]:
    """Return a map without some keys."""
    gone = set(keys)
    return {key: value for key, value in values.items() if key not in gone}


class _Ahead:
    """An iterator of which the next element has been looked at."""

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
    """Return the values of a right outer join as Scala has them: the left one an Option."""
    return Option(pair[0]), pair[1]


def rightOption(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return the values of a left outer join as Scala has them: the right one an Option."""
    return pair[0], Option(pair[1])


def bothOptions(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return the values of a full outer join as Scala has them: both are Options."""
    return Option(pair[0]), Option(pair[1])


# The system


def require(requirement: bool, message: Any = None) -> None:
    """Raise an error where a requirement does not hold. Scala: ``require``."""
    if not requirement:
        said = f": {scalaString(message)}" if message is not None else ""
        raise ValueError(f"requirement failed{said}")


def assertThat(holds: bool, message: Any = None) -> None:
    """Raise an error where something does not hold. Scala: ``assert``."""
    if not holds:
        raise AssertionError("assertion failed" + (f": {scalaString(message)}" if message else ""))


def missing() -> NoReturn:
    """Raise the error of what is not written. Scala: ``???``."""
    raise NotImplementedError("an implementation is missing")


def error(message: str) -> NoReturn:
    """Raise an error. Scala: ``sys.error``."""
    raise RuntimeError(message)


_JAVA = {
    ValueError: "java.lang.IllegalArgumentException",
    ArithmeticError: "java.lang.ArithmeticException",
    NumberFormatException: "java.lang.NumberFormatException",
    RuntimeError: "java.lang.IllegalStateException",
    IndexError: "java.lang.IndexOutOfBoundsException",
    Exception: "java.lang.Exception",
    NoSuchElementException: "java.util.NoSuchElementException",
    MatchError: "scala.MatchError",
}


def throwableText(value: BaseException) -> str:
    """Return an exception's text: its class in Java, and its message."""
    name = _JAVA.get(type(value), type(value).__name__)
    return f"{name}: {value}" if str(value) else name


_properties: dict[str, str] = {}


def setProperty(key: str, value: str) -> None:
    """Set a property, which ``getProperty`` has. Java: ``System.setProperty``."""
    _properties[key] = value


def getProperty(key: str, default: str | None = None) -> str | None:
    """Return a property of the program's. Java: ``System.getProperty``."""
    known = {
        "user.dir": os.getcwd(),
        "java.io.tmpdir": os.environ.get("TMPDIR", "/tmp"),
        "os.name": sys.platform,
        "user.home": os.path.expanduser("~"),
        "line.separator": "\n",
        "file.separator": os.sep,
    }
    return _properties.get(key, known.get(key, default))


def monitor(owner: Any) -> Any:
    """Return the lock of an object, for ``with``. Scala: ``owner.synchronized``."""
    try:
        return vars(owner).setdefault("_monitor", threading.RLock())
    except TypeError:
        return _everyones


_everyones = None if "sparkish" not in sys.modules else threading.RLock()


class SaveMode:
    """How a data frame is written where there is something already."""

    Append, Overwrite, Ignore, ErrorIfExists = "append", "overwrite", "ignore", "errorifexists"


class Random:
    """Random numbers, with a seed the same as Java's. Java: ``java.util.Random``."""

    def __init__(self, seed: int | None = None) -> None:
        self._seed = ((time.time_ns() if seed is None else seed) ^ 0x5DEECE66D) & ((1 << 48) - 1)
        self._gaussian: float | None = None

    def _bits(self, count: int) -> int:
        self._seed = (self._seed * 0x5DEECE66D + 0xB) & ((1 << 48) - 1)
        return int32(self._seed >> (48 - count))

    def nextInt(self, bound: int | None = None) -> int:
        """Return an Int: any, or from 0 up to a bound."""
        if bound is None:
            return self._bits(32)
        if bound <= 0:
            raise ValueError("bound must be positive")
        if bound & -bound == bound:
            return (bound * self._bits(31)) >> 31
        while True:
            bits = self._bits(31)
            value = bits % bound
            if bits - value + bound - 1 < 1 << 31:
                return value

    def nextLong(self) -> int:
        """Return a Long."""
        return int64((self._bits(32) << 32) + self._bits(32))

    def nextDouble(self) -> float:
        """Return a number from 0 up to 1."""
        return ((self._bits(26) << 27) + self._bits(27)) * 2.0**-53

    def nextBoolean(self) -> bool:
        """Return true or false."""
        return self._bits(1) != 0

    def nextGaussian(self) -> float:
        """Return a number of the normal distribution."""
        if self._gaussian is not None:
            made, self._gaussian = self._gaussian, None
            return made
        while True:
            a, b = 2 * self.nextDouble() - 1, 2 * self.nextDouble() - 1
            square = a * a + b * b
            if 0 < square < 1:
                factor = math.sqrt(-2 * math.log(square) / square)
                self._gaussian = b * factor
                return a * factor

    def shuffle(self, values: Iterable[Any]) -> list[Any]:
        """Return the values in another order."""
        made = list(values)
        for at in range(len(made), 1, -1):
            other = self.nextInt(at)
            made[at - 1], made[other] = made[other], made[at - 1]
        return made


class Date:
    """A time. Java: ``java.util.Date``."""

    def __init__(self, milliseconds: int | None = None) -> None:
        self._milliseconds = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds

    def getTime(self) -> int:
        """Return the milliseconds since 1970."""
        return self._milliseconds

    def __str__(self) -> str:
        local = datetime.fromtimestamp(self._milliseconds / 1000).astimezone()
        return f"{local:%a %b %d %H:%M:%S} {local.tzname()} {local:%Y}"

    toString = __str__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Date) and self._milliseconds == other._milliseconds

    def __hash__(self) -> int:
        return hash(self._milliseconds)


_FIELDS = {
    "yyyy": "%Y",
    "yy": "%y",
    "y": "%Y",
    "MMMM": "%B",
    "MMM": "%b",
    "MM": "%m",
    "dd": "%d",
    "HH": "%H",
    "hh": "%I",
    "mm": "%M",
    "ss": "%S",
    "SSS": "%f",
    "EEEE": "%A",
    "EEE": "%a",
    "E": "%a",
    "a": "%p",
    "Z": "%z",
    "z": "%Z",
}


class SimpleDateFormat:
    """Times as text, by a pattern of Java's. Java: ``java.text.SimpleDateFormat``."""

    def __init__(self, pattern: str, *_locale: Any) -> None:
        self._parts = re.findall(r"'[^']*'|([a-zA-Z])\1*|[^a-zA-Z']+", pattern)
        self._parts = [
            each[0] for each in re.finditer(r"'[^']*'|([a-zA-Z])\1*|[^a-zA-Z']+", pattern)
        ]

    def format(self, date: Any) -> str:
        """Return a time's text."""
        milliseconds = date.getTime() if isinstance(date, Date) else date
        local = datetime.fromtimestamp(milliseconds // 1000).astimezone()
        made = ""
        for part in self._parts:
            if part == "SSS":
                made += f"{milliseconds % 1000:03d}"
            elif part in _FIELDS:
                made += local.strftime(_FIELDS[part])
            elif part in ("d", "M", "H", "m", "s", "h"):
                made += str(int(local.strftime(_FIELDS[part * 2])))
            else:
                made += part.strip("'") if part != "''" else "'"
        return made

    def parse(self, text: str) -> Date:
        """Return the time that a text writes."""
        pattern = "".join(
            _FIELDS.get(part, _FIELDS.get(part * 2, part.strip("'").replace("%", "%%")))
            for part in self._parts
        )
        made = datetime.strptime(text, pattern)
        moment = made if made.tzinfo else made.astimezone()
        return Date(round(moment.astimezone(timezone.utc).timestamp() * 1000))
