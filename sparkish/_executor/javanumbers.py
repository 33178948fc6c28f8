"""Java's text of a double and a float: ``Double.toString`` and ``Float.toString``.

Up to Java 18 it sometimes writes more digits than necessary (``1.9999999999999998E23`` for
``2e23``). From Java 19 on it writes the fewest digits that give back the same number, at least two.
A program prints what Scala prints on the Java release in use.
"""

from __future__ import annotations

import math
import os
from decimal import Decimal
from typing import Any

from pyspark import SparkContext

from sparkish._executor.portable import portable
from sparkish._executor.shared import shared

__all__ = ["JAVA_RELEASE", "javaDouble", "javaFloat", "javaRelease"]

portable(__name__)
shared(__name__)

JAVA_RELEASE = "SPARKISH_JAVA_RELEASE"
"""The environment variable that tells Python's workers the driver's Java release."""

# The first Java that writes the fewest possible digits.
_SHORTEST = 19
_release: int | None = None
# The bits of the significand of a double and of a float.
_DOUBLE, _FLOAT = 53, 24


def javaRelease() -> int:
    """Return the release of the running Java; if it is unknown, a recent one."""
    global _release
    jvm: Any = SparkContext._jvm
    if _release is None and jvm is not None:
        version = jvm.java.lang.System.getProperty("java.specification.version")
        _release = int(version.removeprefix("1."))
    return _release or int(os.environ.get(JAVA_RELEASE, _SHORTEST))


def javaDouble(value: float, release: int | None = None) -> str:
    """Return Java's ``Double.toString(value)``, by default of the running release."""
    return _text(value, _DOUBLE, float.__repr__(value), release)


def javaFloat(value: Any, release: int | None = None) -> str:
    """Return Java's ``Float.toString(value)`` for a ``numpy.float32``."""
    return _text(float(value), _FLOAT, str(value), release)


def _text(value: float, precision: int, shortest: str, release: int | None) -> str:
    if math.isnan(value) or math.isinf(value):
        return {math.inf: "Infinity", -math.inf: "-Infinity"}.get(value, "NaN")
    if value == 0:
        return "-0.0" if math.copysign(1, value) < 0 else "0.0"
    isShortest = (release or javaRelease()) >= _SHORTEST
    magnitude = abs(value)
    made = _shortest(magnitude, shortest) if isShortest else _digits(magnitude, precision)
    return ("-" if value < 0 else "") + _placed(*made)


def _placed(digits: str, point: int) -> str:
    """Place the decimal point after ``point`` digits: plain from 10^-3 to 10^7, else with E."""
    if 0 < point <= 7:
        return f"{digits[:point].ljust(point, '0')}.{digits[point:] or '0'}"
    if -3 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    return f"{digits[0]}.{digits[1:] or '0'}E{point - 1}"


def _shortest(value: float, text: str) -> tuple[str, int]:
    """Return Java 19's digits and the point's place; ``text`` has the fewest digits."""
    _, digits, exponent = Decimal(text).as_tuple()
    assert isinstance(exponent, int)
    point = len(digits) + exponent
    made = "".join(map(str, digits)).strip("0")
    if len(made) == 1:
        # Java writes at least two digits, so it takes the closest two.
        mantissa, _, power = f"{value:.1e}".partition("e")
        made, point = mantissa.replace(".", ""), int(power) + 1
    return made.rstrip("0"), point


def _digits(value: float, precision: int) -> tuple[str, int]:
    """Return the digits of Java up to 18, and the point's place."""
    mantissa, exponent = math.frexp(value)
    significand = int(math.ldexp(mantissa, _DOUBLE))
    significand //= significand & -significand
    exponent -= 1
    # Subnormal numbers have fewer bits.
    precision = min(precision, exponent + (1075 if precision == _DOUBLE else 150))
    fraction = max(0, significand.bit_length() - exponent - 1)
    if fraction == 0 and exponent <= 62:
        return _wholeDigits(int(value), exponent - precision - 1)
    return _dividedDigits(significand, exponent, precision, fraction)


def _wholeDigits(value: int, beyond: int) -> tuple[str, int]:
    """Return a whole number's digits, rounded where its last ``beyond`` bits are unknown."""
    dropped = len(str(1 << beyond)) - 1 if beyond > 0 else 0
    whole, rest = divmod(value, 10**dropped)
    digits = str(whole + (dropped > 0 and rest >= 10**dropped // 2))
    return digits.rstrip("0"), len(digits) + dropped


def _dividedDigits(
    significand: int, exponent: int, precision: int, fraction: int
) -> tuple[str, int]:
    """Return the digits of repeated long division ``b / s``.

    It ends when the rest is less than ``m``, half of the distance to the next number. Java uses 32
    or 64 bits if these seem to be enough. An overflow there changes the result, so this repeats it.
    """
    bits = significand.bit_length()
    scaled = significand / (1 << (bits - 1))
    power = math.floor((scaled - 1.5) * 0.289529654 + 0.176091259 + exponent * 0.301029995663981)
    # The powers of 5 and of 2 in b, in s and in m.
    b5, s5 = max(0, -power), max(0, power)
    b2, s2 = b5 + fraction + exponent, s5 + fraction
    m2 = b2 - precision - (bits == 1)
    b2 -= bits - 1
    common = min(b2, s2, m2)
    b2, s2, m2 = b2 - common, s2 - common, m2 - common
    longest = max(bits + b2 + _bitsOf5(b5), s2 + 1 + _bitsOf5(s5 + 1))
    width = 32 if longest < 32 else 64 if longest < 64 else None

    b, s, m = (significand * 5**b5) << b2, 5**s5 << s2, 5**b5 << m2
    tens = 10 * s
    digits = ""
    isFirst = True
    low = high = False
    while isFirst or not (low or high):
        quotient, rest = divmod(b, s)
        b, m = 10 * rest, _wrapped(10 * m, width)
        if isFirst or m > 0:
            low = b < m
            high = _wrapped(b + m, width) > tens if width else b + m >= tens
        else:  # m has overflowed
            low = high = True
        if isFirst and quotient == 0 and not high:
            power -= 1
        else:
            digits += str(quotient)
        if isFirst and not -3 <= power < 8:
            low = high = False  # with an exponent there are at least two digits
        isFirst = False
    over = _wrapped(2 * b - tens, width)
    if high and (not low or over > 0 or (over == 0 and int(digits) % 2)):
        up = str(int(digits) + 1).zfill(len(digits))
        return up[: len(digits)], power + 1 + len(up) - len(digits)
    return digits, power + 1


def _bitsOf5(power: int) -> int:
    """Return the approximate bits of a power of five, by Java's own formula."""
    return 3 * power if power > 26 or power == 0 else (5**power).bit_length()


def _wrapped(value: int, width: int | None) -> int:
    """Wrap a number to a signed integer of ``width`` bits; None leaves it unchanged."""
    if width is None:
        return value
    half = 1 << (width - 1)
    return (value + half) % (2 * half) - half
