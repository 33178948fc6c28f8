"""Java's numbers: of 32 and 64 bits, parsed from strings, and random."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sparkish._executor.portable import portable
from sparkish.scala.errors import NumberFormatException

portable(__name__)


def int32(value: int) -> int:
    """Return a number as an ``Int``: its lowest 32 bits.

    Examples
    --------
    >>> int32(2147483647 + 1)
    -2147483648
    """
    return ((value + 0x80000000) & 0xFFFFFFFF) - 0x80000000


def int64(value: int) -> int:
    """Return a number as a ``Long``: its lowest 64 bits."""
    return ((value + (1 << 63)) & ((1 << 64) - 1)) - (1 << 63)


def quotient(a: int, b: int) -> int:
    """Divide whole numbers, and round toward zero: Java's ``a / b``.

    Raises
    ------
    ArithmeticError
        If ``b`` is 0.
    """
    if b == 0:
        raise ArithmeticError("/ by zero")
    whole = abs(a) // abs(b)
    return whole if (a < 0) == (b < 0) else -whole


def remainder(a: int, b: int) -> int:
    """Return Java's ``a % b`` of whole numbers, which has the sign of ``a``."""
    return a - b * quotient(a, b)


def divided(a: float, b: float) -> float:
    """Return ``a / b`` of doubles: infinite or NaN if ``b`` is 0."""
    if b:
        return a / b
    if a == 0 or math.isnan(a):
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1.0, b)


def floatRemainder(a: float, b: float) -> float:
    """Return Java's ``a % b`` of doubles."""
    return math.fmod(a, b) if b and not math.isinf(a) else math.nan


def shiftRight(value: int, by: int, bits: int) -> int:
    """Return Java's ``value >>> by`` of a number with ``bits`` bits."""
    return (value & ((1 << bits) - 1)) >> (by & (bits - 1)) if by & (bits - 1) else value


def rounded(value: float) -> int:
    """Return the nearest whole number; a half rounds up. Java: ``Math.round``."""
    return 0 if math.isnan(value) else math.floor(value + 0.5)


def compare(a: Any, b: Any) -> int:
    """Return -1 if a < b, 0 if they are equal, else 1. Scala: ``a.compare(b)``."""
    return int(a > b) - int(a < b)


def mathSqrt(value: float) -> float:
    """Return the square root; NaN for a negative number."""
    return math.sqrt(value) if value >= 0 else math.nan


def mathExp(value: float) -> float:
    """Return a power of e."""
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf


def mathLog(value: float) -> float:
    """Return the natural logarithm; NaN for a negative number."""
    return math.log(value) if value > 0 else -math.inf if value == 0 else math.nan


def mathLog10(value: float) -> float:
    """Return the decimal logarithm; NaN for a negative number."""
    return math.log10(value) if value > 0 else -math.inf if value == 0 else math.nan


def mathPow(base: float, exponent: float) -> float:
    """Return ``base`` to the power of ``exponent``, as a double."""
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
    """Parse a string, or convert a number, to an ``Int``.

    Raises
    ------
    NumberFormatException
        If the string is not an ``Int``; a blank in it is an error too.

    Examples
    --------
    >>> toInt("42"), toInt(-3.7)
    (42, -3)
    """
    return _whole(value, 32)


def toLong(value: Any) -> int:
    """Parse a string, or convert a number, to a ``Long``."""
    return _whole(value, 64)


def toByte(value: Any) -> int:
    """Parse a string, or convert a number, to a ``Byte``."""
    return _whole(value, 8) if isinstance(value, str) else (int32(toInt(value)) + 128) % 256 - 128


def toShort(value: Any) -> int:
    """Parse a string, or convert a number, to a ``Short``."""
    return _whole(value, 16) if isinstance(value, str) else (toInt(value) + 32768) % 65536 - 32768


def toDouble(value: Any) -> float:
    """Parse a string, which may have blanks at its ends, or convert a number, to a ``Double``."""
    if not isinstance(value, str):
        return float(value)
    text = trim(value)
    if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?", text, re.ASCII):
        return float(text.rstrip("dDfF"))
    if re.fullmatch(r"[+-]?(NaN|Infinity)", text):
        return float(text)
    raise NumberFormatException(f'For input string: "{value}"' if text else "empty String")


def toFloat(value: Any) -> float:
    """Parse a string, or convert a number, to a ``Float``."""
    import struct

    return float(struct.unpack("f", struct.pack("f", toDouble(value)))[0])


def toBoolean(text: str) -> bool:
    """Parse a string to a ``Boolean``."""
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    raise ValueError(f'For input string: "{text}"')


def trim(text: str) -> str:
    """Remove blanks and control characters from both ends of a string."""
    return text.strip("".join(map(chr, range(33))))


_ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


class _Signs:
    """Letters and digits without an end, of which a slice takes some."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def __iter__(self) -> Iterator[str]:
        while True:
            yield _ALPHANUMERIC[self._random.nextInt(len(_ALPHANUMERIC))]

    def __getitem__(self, part: slice) -> list[str]:
        return list(islice(self, part.start, part.stop))


class Random:
    """Random numbers; with a seed, the same as Java's. Java: ``java.util.Random``."""

    def __init__(self, seed: int | None = None) -> None:
        self.setSeed(time.time_ns() if seed is None else seed)

    def setSeed(self, seed: int) -> None:
        """Begin again with a seed."""
        self._seed = (seed ^ 0x5DEECE66D) & ((1 << 48) - 1)
        self._gaussian: float | None = None

    def _bits(self, count: int) -> int:
        self._seed = (self._seed * 0x5DEECE66D + 0xB) & ((1 << 48) - 1)
        return int32(self._seed >> (48 - count))

    def nextInt(self, bound: int | None = None) -> int:
        """Return any Int, or one from 0 to before ``bound``."""
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

    def between(self, low: Any, end: Any) -> Any:
        """Return a number from ``low`` to before ``end``, of the kind that they are."""
        if low >= end:
            raise ValueError("requirement failed: Invalid bounds")
        isDouble = isinstance(low, float)
        return self.nextDouble() * (end - low) + low if isDouble else self.nextInt(end - low) + low

    def nextFloat(self) -> float:
        """Return a Float from 0 to before 1."""
        return self._bits(24) * 2.0**-24

    def nextString(self, length: int) -> str:
        """Return a text of any characters."""
        return "".join(chr(self.nextInt(0xD7FF) + 1) for _ in range(length))

    def nextPrintableChar(self) -> str:
        """Return a sign that ASCII can print."""
        return chr(self.nextInt(94) + 33)

    def alphanumeric(self) -> _Signs:
        """Return letters and digits without an end."""
        return _Signs(self)

    def nextLong(self) -> int:
        """Return any Long."""
        return int64((self._bits(32) << 32) + self._bits(32))

    def nextDouble(self) -> float:
        """Return a number from 0 to before 1."""
        return ((self._bits(26) << 27) + self._bits(27)) * 2.0**-53

    def nextBoolean(self) -> bool:
        """Return true or false."""
        return self._bits(1) != 0

    def nextGaussian(self) -> float:
        """Return a number from the normal distribution."""
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
        """Return the values in random order."""
        made = list(values)
        for at in range(len(made), 1, -1):
            other = self.nextInt(at)
            made[at - 1], made[other] = made[other], made[at - 1]
        return made
