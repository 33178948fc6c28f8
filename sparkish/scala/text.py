"""Java's functions for strings: splitting, matching and formatting."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from typing import Any

from sparkish._executor.portable import portable
from sparkish._executor.text import scalaString
from sparkish.option import Option, Some
from sparkish.scala.numbers import compare, int32, toDouble, toInt, toLong

portable(__name__)


def split(text: str, pattern: str, limit: int = 0) -> list[str]:
    """Split a string at the matches of a Java regular expression.

    Parameters
    ----------
    text : str
        The string to split.
    pattern : str
        A Java regular expression, or a single character.
    limit : int
        The largest number of parts. 0 gives all parts without the empty ones at the end.

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


def splitByChars(text: str, chars: Any) -> list[str]:
    """Return the parts of a text around characters, without the empty ones at the end."""
    return split(text, "[" + "".join(re.escape(char) for char in chars) + "]")


def toIntOption(text: str) -> Option[int]:
    """Return the ``Int`` that a text writes, if it does."""
    return _optional(toInt, text)


def toLongOption(text: str) -> Option[int]:
    """Return the ``Long`` that a text writes, if it does."""
    return _optional(toLong, text)


def toDoubleOption(text: str) -> Option[float]:
    """Return the ``Double`` that a text writes, if it does."""
    return _optional(toDouble, text)


def _optional(read: Callable[[str], Any], text: str) -> Option[Any]:
    try:
        return Some(read(text))
    except ValueError:
        return Option.empty()


def compareToIgnoreCase(a: str, b: str) -> int:
    """Return how two texts are ordered, whatever their case."""
    return compareTo(a.lower(), b.lower())


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
    """Return a Java regular expression in Python's syntax."""

    def named(found: re.Match[str]) -> str:
        chars = _CLASSES.get(found[2] or found[3])
        if chars is None:
            raise ValueError(
                f"the regular expression {pattern!r} has {found[0]}, which Python does not have"
            )
        isInside = pattern.count("[", 0, found.start()) > pattern.count("]", 0, found.start())
        if isInside and not chars.startswith("^") and found[1] == "p":
            return chars
        if chars.startswith("^"):
            return f"[{chars}]" if found[1] == "p" else f"[{chars[1:]}]"
        return f"[{chars}]" if found[1] == "p" else f"[^{chars}]"

    pattern = re.sub(r"(?<!\\)\\([pP])(?:\{(?:Is)?(\w+)\}|(\w))", named, pattern)
    return re.sub(r"(?<!\\)\(\?<([A-Za-z]\w*)>", r"(?P<\1>", pattern).replace(r"\h", r"[ \t]")


def expanded(text: str, found: re.Match[str]) -> str:
    """Return a replacement for a match: ``$1`` and ``${name}`` stand for its groups."""

    def part(sign: re.Match[str]) -> str:
        if sign[1] is not None:
            return sign[1]
        return found[sign[2] or int(sign[3])] or ""

    return re.sub(r"\\(.)|\$\{(\w+)\}|\$(\d)", part, text)


def _replacement(text: str) -> Callable[[re.Match[str]], str]:
    return lambda found: expanded(text, found)


def replaceAll(text: str, pattern: str, replacement: str) -> str:
    """Replace every match in a string; ``$1`` stands for a group."""
    return re.sub(javaPattern(pattern), _replacement(replacement), text)


def replaceFirst(text: str, pattern: str, replacement: str) -> str:
    """Replace the first match in a string."""
    return re.sub(javaPattern(pattern), _replacement(replacement), text, count=1)


def matches(text: str, pattern: str) -> bool:
    """Tell whether a regular expression matches a whole string."""
    return re.fullmatch(javaPattern(pattern), text) is not None


def substring(text: str, begin: int, end: int | None = None) -> str:
    """Return the part of a string from ``begin`` to before ``end``.

    Raises
    ------
    IndexError
        If the positions are not within the string, or ``end`` is before ``begin``.
    """
    stop = len(text) if end is None else end
    if not 0 <= begin <= stop <= len(text):
        raise IndexError(f"begin {begin}, end {stop}, length {len(text)}")
    return text[begin:stop]


def capitalize(text: str) -> str:
    """Return a string with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def stripMargin(text: str, margin: str = "|") -> str:
    """Remove the leading blanks and the ``|`` from each line of a string."""
    return re.sub(r"(?m)^[ \t]*" + re.escape(margin), "", text)


def compareTo(a: Any, b: Any) -> int:
    """Compare two values; for strings the result has Java's size, not only its sign."""
    if not isinstance(a, str):
        return compare(a, b)
    for x, y in zip(a, b, strict=False):
        if x != y:
            return ord(x) - ord(y)
    return len(a) - len(b)


def hashCode(text: str) -> int:
    """Return Java's hash of a string."""
    return reduce(lambda made, char: int32(31 * made + ord(char)), text, 0)


def formatted(pattern: str, *values: Any) -> str:
    """Format values as Java's ``String.format`` does.

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
    """Return a collection's text with Scala's name for it.

    Examples
    --------
    >>> collectionText([1, 2], "Vector")
    'Vector(1, 2)'
    """
    if isinstance(values, dict):
        return _mapText(((scalaString(k), scalaString(v)) for k, v in values.items()), name)
    if isinstance(values, range):
        step = f" by {values.step}" if values.step != 1 else ""
        end = "until" if name == "Range" else "to"
        stop = values.stop if name == "Range" else values.stop - (1 if values.step > 0 else -1)
        return f"Range {values.start} {end} {stop}{step}"
    return _listText(map(scalaString, values), name.removesuffix(" to"))


def _listText(texts: Iterable[str], name: str) -> str:
    inner = ", ".join(texts)
    return f"[{inner}]" if name == "JavaList" else f"{name}({inner})"


def _mapText(texts: Iterable[tuple[str, str]], name: str) -> str:
    if name == "JavaMap":
        return "{" + ", ".join(f"{key}={value}" for key, value in texts) + "}"
    return f"{name}({', '.join(f'{key} -> {value}' for key, value in texts)})"


def shapedText(value: Any, shape: str) -> str:
    """Return the text of a value whose parts Scala names otherwise than Python's classes do.

    Examples
    --------
    >>> shapedText([[1], [2]], "List[Vector]"), shapedText((0.1, [2]), "Tuple[Float,]")
    ('List(Vector(1), Vector(2))', '(0.1,List(2))')
    """
    name, _, rest = shape.partition("[")
    parts = _shapes(rest.removesuffix("]")) if rest else []
    if name == "Unit":
        return "()"
    if name == "Float":
        return floatText(value)
    if not parts:
        return collectionText(value, name) if name else scalaString(value)
    if name == "Option":
        return f"Some({shapedText(value.get(), parts[0])})" if value.isDefined else "None"
    if name == "Tuple":
        return f"({','.join(map(shapedText, value, parts))})"
    if isinstance(value, dict):
        pairs = ((shapedText(k, parts[0]), shapedText(v, parts[1])) for k, v in value.items())
        return _mapText(pairs, name)
    return _listText((shapedText(each, parts[0]) for each in value), name)


def _shapes(text: str) -> list[str]:
    """Cut at the commas that are in no brackets."""
    made, depth = [""], 0
    for char in text:
        depth += (char == "[") - (char == "]")
        if char == "," and depth == 0:
            made.append("")
        else:
            made[-1] += char
    return made


def floatText(value: float) -> str:
    """Return a ``Float`` as Scala prints it."""
    import struct

    for digits in range(1, 10):
        text = f"{value:.{digits}g}"
        if struct.pack("f", float(text)) == struct.pack("f", value):
            return scalaString(float(text))
    return scalaString(value)


def mkString(values: Any, first: str = "", separator: str | None = None, last: str = "") -> str:
    """Join the values' texts. Scala: ``mkString``."""
    items = values.items() if isinstance(values, dict) else values
    texts = (
        [f"{scalaString(k)} -> {scalaString(v)}" for k, v in items]
        if isinstance(values, dict)
        else [scalaString(each) for each in items]
    )
    return first.join(texts) if separator is None else first + separator.join(texts) + last


class StringBuilder:
    """A string that grows. Scala: ``StringBuilder``."""

    def __init__(self, text: Any = "") -> None:
        self._parts = [text if isinstance(text, str) else ""]

    def append(self, text: str) -> StringBuilder:
        """Append a string."""
        self._parts.append(text)
        return self

    def length(self) -> int:
        """Return the length."""
        return len(str(self))

    def isEmpty(self) -> bool:
        """Tell whether it is empty."""
        return not str(self)

    def nonEmpty(self) -> bool:
        """Tell whether it is not empty."""
        return bool(str(self))

    def clear(self) -> None:
        """Remove all text."""
        self._parts = []

    def reverse(self) -> StringBuilder:
        """Reverse the text."""
        self._parts = [str(self)[::-1]]
        return self

    def insert(self, at: int, text: str) -> StringBuilder:
        """Put a text at a place."""
        self._parts = [str(self)[:at], text, str(self)[at:]]
        return self

    def setLength(self, length: int) -> None:
        """Cut the text off."""
        self._parts = [str(self)[:length]]

    def deleteCharAt(self, at: int) -> StringBuilder:
        """Take a character away."""
        return self.delete(at, at + 1)

    def delete(self, start: int, end: int) -> StringBuilder:
        """Take a part away."""
        self._parts = [str(self)[:start], str(self)[end:]]
        return self

    def charAt(self, at: int) -> str:
        """Return a character."""
        return str(self)[at]

    def setCharAt(self, at: int, char: str) -> None:
        """Put a character in the place of another one."""
        self._parts = [str(self)[:at], char, str(self)[at + 1 :]]

    def indexOf(self, text: str) -> int:
        """Return where a text begins, or -1."""
        return str(self).find(text)

    def substring(self, start: int, end: int | None = None) -> str:
        """Return a part of the text."""
        return substring(str(self), start, end)

    def toString(self) -> str:
        """Return the text."""
        return str(self)

    def __str__(self) -> str:
        return "".join(self._parts)
