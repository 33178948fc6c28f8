"""Parses time and size strings (``"10s"``, ``"64m"``) as Spark does."""

from __future__ import annotations

import re

from sparkish._executor.shared import shared

__all__ = ["LONG_MAX", "LONG_MIN", "parseSize", "parseTime"]

shared(__name__)

LONG_MIN: int = -(2**63)
LONG_MAX: int = 2**63 - 1

_MICROSECONDS = {
    "us": 1,
    "ms": 1_000,
    "s": 1_000_000,
    "m": 60_000_000,
    "min": 60_000_000,
    "h": 3_600_000_000,
    "d": 86_400_000_000,
}
# PySpark 4.3 reads "ki" and "kib"; 4.1 and earlier read only "k" and "kb".
_BYTES: dict[str, int] = {"b": 1} | {
    letter + rest: 1024**power
    for power, letter in enumerate("kmgtp", start=1)
    for rest in ("", "b", "i", "ib")
}
_TIME_HELP = (
    "write a whole number and a unit: us, ms, s, m or min, h, d (for instance 50s, 100ms or 250us)"
)
_SIZE_HELP = "write a whole number and a unit: b, k, m, g, t, p (for instance 50b, 100k or 250m)"
_TIME = re.compile(r"(-?[0-9]+)([a-z]+)?")
_SIZE = re.compile(r"([0-9]+)([a-z]+)?")
_FRACTION = re.compile(r"-?([0-9]+\.[0-9]*|\.[0-9]+)[a-z]*")
# The characters that Java's String.trim removes; str.strip removes others.
_JAVA_BLANKS = "".join(map(chr, range(33)))


def parseTime(text: str, defaultUnit: str = "ms", asUnit: str = "ms") -> int:
    """Read a time string.

    Parameters
    ----------
    text : str
        A whole number and a unit, such as ``"10s"``.
    defaultUnit : str
        The unit of a number without a unit.
    asUnit : str
        The unit of the result, by default milliseconds.

    Returns
    -------
    int
        The time in `asUnit`, rounded towards zero and limited to a Scala Long, as in Spark.

    Raises
    ------
    ValueError
        If the string is not a whole number with a known unit.

    Examples
    --------
    >>> parseTime("2min"), parseTime("10", "s"), parseTime("1500ms", asUnit="s")
    (120000, 10000, 1)
    """
    number, unit = _split(text, "time", _TIME, _MICROSECONDS, _TIME_HELP)
    micros = number * _MICROSECONDS[unit or defaultUnit]
    count = abs(micros) // _MICROSECONDS[asUnit]
    return max(LONG_MIN, min(LONG_MAX, count if micros >= 0 else -count))


def parseSize(text: str, defaultUnit: str = "b", asUnit: str = "b") -> int:
    """Read a size string.

    Parameters
    ----------
    text : str
        A whole number and a unit, such as ``"64m"``; units are powers of 1024.
    defaultUnit : str
        The unit of a number without a unit.
    asUnit : str
        The unit of the result, by default bytes.

    Returns
    -------
    int
        The size in `asUnit`, rounded down.

    Raises
    ------
    ValueError
        If the string is not a whole number with a known unit, is negative, or exceeds a Long.

    Examples
    --------
    >>> parseSize("10k"), parseSize("2", "k"), parseSize("2g", asUnit="m")
    (10240, 2048, 2048)
    """
    number, unit = _split(text, "size", _SIZE, _BYTES, _SIZE_HELP)
    size = number * _BYTES[unit or defaultUnit] // _BYTES[asUnit]
    if size > LONG_MAX:
        raise ValueError(f"{text!r} exceeds a Scala Long when counted in {asUnit!r}")
    return size


def _split(
    text: str, kind: str, pattern: re.Pattern[str], units: dict[str, int], help: str
) -> tuple[int, str | None]:
    if not isinstance(text, str):
        raise TypeError(f"a {kind} is read from a str, not from {text!r}; {help}")
    bare = text.strip(_JAVA_BLANKS).lower()
    found = pattern.fullmatch(bare)
    if found is None:
        fraction = _FRACTION.fullmatch(bare)
        why = "fractional values are not supported" if fraction else "Spark cannot read it"
        raise ValueError(f"{text!r} is no {kind}, {why}; {help}")
    number, unit = int(found[1]), found[2]
    if unit is not None and unit not in units:
        raise ValueError(f"{text!r} is no {kind}, {unit!r} is no unit; {help}")
    if not LONG_MIN <= number <= LONG_MAX:
        raise ValueError(f"{text!r} is no {kind}, {number} does not fit a Scala Long; {help}")
    return number, unit
