"""Decimal numbers, as Scala and Java have them: ``BigDecimal``, ``DecimalFormat``."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    Inexact,
)
from typing import Any

from sparkish._executor.portable import portable
from sparkish._executor.text import scalaString

__all__ = ["BigDecimal", "DecimalFormat"]

portable(__name__)

#: Java's MathContext.DECIMAL128.
_CONTEXT = Context(prec=34, rounding=ROUND_HALF_EVEN)
_MODES = {
    "CEILING": ROUND_CEILING,
    "DOWN": ROUND_DOWN,
    "FLOOR": ROUND_FLOOR,
    "HALF_DOWN": ROUND_HALF_DOWN,
    "HALF_EVEN": ROUND_HALF_EVEN,
    "HALF_UP": ROUND_HALF_UP,
    "UP": ROUND_UP,
}


def _operation(name: str) -> Callable[[Any, Any], Any]:
    def operate(self: BigDecimal, other: Any) -> Any:
        return BigDecimal(getattr(_CONTEXT, name)(self, BigDecimal(other)))

    return operate


def _reversed(name: str) -> Callable[[Any, Any], Any]:
    def operate(self: BigDecimal, other: Any) -> Any:
        return BigDecimal(getattr(_CONTEXT, name)(BigDecimal(other), self))

    return operate


class BigDecimal(Decimal):
    """A decimal number of 34 digits. Scala: ``BigDecimal``.

    Parameters
    ----------
    value : str, int, float or Decimal
        A float is the number that its text shows.

    Examples
    --------
    >>> print(BigDecimal("1.10") + 2, BigDecimal(1) / 3)
    3.10 0.3333333333333333333333333333333333
    >>> print(BigDecimal(2.345).setScale(2, "HALF_UP"))
    2.35
    """

    __slots__ = ()

    def __new__(cls, value: Any = 0) -> BigDecimal:
        """Make a number of a number or a text."""
        return super().__new__(cls, scalaString(value) if isinstance(value, float) else value)

    for _name, _does in (
        ("add", "add"),
        ("sub", "subtract"),
        ("mul", "multiply"),
        ("truediv", "divide"),
        ("mod", "remainder"),
    ):
        locals()[f"__{_name}__"] = _operation(_does)
        locals()[f"__r{_name}__"] = _reversed(_does)
    del _name, _does

    def __neg__(self) -> BigDecimal:
        return BigDecimal(_CONTEXT.minus(self))

    def __abs__(self) -> BigDecimal:
        return BigDecimal(_CONTEXT.abs(self))

    def __pow__(self, number: Any, modulo: Any = None) -> BigDecimal:
        return BigDecimal(_CONTEXT.power(self, number))

    def setScale(self, digits: int, mode: str = "UNNECESSARY") -> BigDecimal:
        """Return the number with so many digits behind the point.

        Raises
        ------
        ArithmeticError
            If it has more digits, and no mode says how to round it.
        """
        unit = Decimal(1).scaleb(-digits)
        context = Context(prec=200, rounding=_MODES.get(mode, ROUND_HALF_EVEN))
        if mode not in _MODES:
            context.traps[Inexact] = True
        try:
            return BigDecimal(self.quantize(unit, context=context))
        except Inexact:
            raise ArithmeticError("Rounding necessary") from None


class DecimalFormat:
    """Writes numbers as a pattern says. Java: ``java.text.DecimalFormat``.

    Examples
    --------
    >>> DecimalFormat("#,##0.00").format(1234.5), DecimalFormat("#.##").format(3.14159)
    ('1,234.50', '3.14')
    >>> DecimalFormat("0.0%").format(0.256), DecimalFormat("000").format(7)
    ('25.6%', '007')
    """

    def __init__(self, pattern: str) -> None:
        positive = pattern.split(";")[0]
        found = re.fullmatch(r"([^#0,.]*)([#0,]*)(?:\.([#0]*))?([^#0,.]*)", positive)
        if found is None:
            raise ValueError(f"DecimalFormat takes a pattern such as #,##0.00, not {pattern!r}.")
        self._before, whole, part, self._after = (group or "" for group in found.groups())
        # Java makes a zero of the last # before the point, where no digit is a zero.
        self._least = whole.count("0") or int(bool(whole and part and "0" not in part))
        self._group = len(whole) - whole.rindex(",") - 1 if "," in whole else 0
        self._fewest, self._most = part.count("0"), len(part)
        self._mode = "HALF_EVEN"

    def setRoundingMode(self, mode: str) -> None:
        """Round so; by default to the even neighbour."""
        self._mode = mode

    def format(self, number: Any) -> str:
        """Return a number's text."""
        exact = Decimal(number).scaleb(2 if "%" in self._after else 0, _CONTEXT)
        rounded = BigDecimal(exact).setScale(self._most, self._mode)
        whole, _, part = f"{abs(rounded):f}".partition(".")
        part = part[: self._fewest] + part[self._fewest :].rstrip("0")
        whole = whole.lstrip("0").rjust(self._least, "0")
        if not whole and not part:
            whole = "0"
        if self._group:
            first = len(whole) % self._group
            cut = [whole[:first]] if first else []
            size = self._group
            cut += [whole[at : at + size] for at in range(first, len(whole), size)]
            whole = ",".join(cut)
        # Java shows the sign of what is rounded to zero, too.
        sign = "-" if Decimal(number).is_signed() else ""
        point = "." if part else ""
        return f"{sign}{self._before}{whole}{point}{part}{self._after}"
