"""``org.apache.spark.streaming.Duration`` as a pure Python value."""

from __future__ import annotations

import math
import operator
from datetime import timedelta
from numbers import Real
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, TypeVar, final, overload

from sparkish._executor.answers import Answer, answer
from sparkish._executor.parentheses import parentheses
from sparkish._executor.portable import byValue
from sparkish._executor.shared import Shared, restoring, shared
from sparkish._executor.units import LONG_MAX, LONG_MIN, parseTime

if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = [
    "Duration",
    "DurationLike",
    "Durations",
    "Milliseconds",
    "Minutes",
    "Seconds",
    "toDuration",
]

shared(__name__)

_T = TypeVar("_T")


class _Value(metaclass=Shared):
    """An immutable value that is rebuilt from the attributes in ``__match_args__``."""

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]]

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} does not change; make a new one")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} does not change; make a new one")

    def __reduce__(self) -> tuple[Any, ...]:
        kind = type(self)
        return restoring(
            kind, kind.__name__, *(getattr(self, name) for name in self.__match_args__)
        )


@parentheses
class _Millis(_Value):
    """The common base of `Duration` and `Time`: an ordered Scala Long of milliseconds."""

    __slots__ = ("_millis",)
    __match_args__ = ("milliseconds",)
    _millis: int

    def __init__(self, millis: int) -> None:
        object.__setattr__(self, "_millis", _long(millis, type(self).__name__))

    @classmethod
    def _of(cls, count: int, name: str, unit: int) -> Self:
        return cls(_long(count, name, unit))

    @property
    def milliseconds(self) -> int:
        """The milliseconds, a whole number.

        Scala: ``milliseconds``

        Examples
        --------
        >>> Seconds(2).milliseconds
        2000
        """
        return self._millis

    def __eq__(self, that: object) -> bool:
        return self._millis == that._millis if isinstance(that, type(self)) else NotImplemented

    def __hash__(self) -> int:
        # An int has the same hash in every Python worker; a str does not.
        return hash(self._millis)

    def __lt__(self, that: Self) -> bool:
        return self._millis < _expect(that, type(self), self, "<")._millis

    def __le__(self, that: Self) -> bool:
        return self._millis <= _expect(that, type(self), self, "<=")._millis

    def __gt__(self, that: Self) -> bool:
        return self._millis > _expect(that, type(self), self, ">")._millis

    def __ge__(self, that: Self) -> bool:
        return self._millis >= _expect(that, type(self), self, ">=")._millis

    @overload
    def __add__(self, that: Duration) -> Self: ...
    @overload
    def __add__(self, that: str) -> str: ...
    def __add__(self, that: Duration | str) -> Self | str:
        if isinstance(that, str):
            return str(self) + that
        return type(self)(self._millis + _expect(that, Duration, self, "+")._millis)

    @overload
    def __radd__(self, that: Duration) -> Self: ...
    @overload
    def __radd__(self, that: str) -> str: ...
    def __radd__(self, that: Duration | str) -> Self | str:
        return that + str(self) if isinstance(that, str) else self + that

    def less(self, that: Self) -> bool:
        """Whether `self` is before or shorter than `that`: ``self < that``.

        Scala: ``less(that)``

        Examples
        --------
        >>> Seconds(1).less(Minutes(1))
        True
        """
        return self < that

    def lessEq(self, that: Self) -> bool:
        """Whether ``self <= that``.

        Scala: ``lessEq(that)``

        Examples
        --------
        >>> Seconds(60).lessEq(Minutes(1))
        True
        """
        return self <= that

    def greater(self, that: Self) -> bool:
        """Whether ``self > that``.

        Scala: ``greater(that)``

        Examples
        --------
        >>> Seconds(60).greater(Minutes(1))
        False
        """
        return self > that

    def greaterEq(self, that: Self) -> bool:
        """Whether ``self >= that``.

        Scala: ``greaterEq(that)``

        Examples
        --------
        >>> Seconds(60).greaterEq(Minutes(1))
        True
        """
        return self >= that

    def plus(self, that: Duration) -> Self:
        """Return ``self + that``, with the type of `self`.

        Scala: ``plus(that)``

        Examples
        --------
        >>> Seconds(1).plus(Milliseconds(500))
        Milliseconds(1500)
        """
        return self + that

    def isMultipleOf(self, that: Duration) -> bool:
        """Whether `self` is a whole multiple of `that`.

        Scala: ``isMultipleOf(that)``

        Raises
        ------
        ZeroDivisionError
            If `that` is zero; Scala throws an ``ArithmeticException``.

        Examples
        --------
        >>> Seconds(10).isMultipleOf(Seconds(5))
        True
        """
        return self._millis % _nonZero(that, self, "isMultipleOf") == 0

    def min(self, that: Self) -> Self:
        """Return the lesser of the two.

        Scala: ``min(that)``

        Examples
        --------
        >>> Seconds(10).min(Minutes(1))
        Seconds(10)
        """
        return self if self < that else that

    def max(self, that: Self) -> Self:
        """Return the greater of the two.

        Scala: ``max(that)``

        Examples
        --------
        >>> Seconds(10).max(Minutes(1))
        Seconds(60)
        """
        return self if self > that else that

    def toString(self) -> str:
        """Return Scala's text, ``str(self)``.

        Scala: ``toString``

        Examples
        --------
        >>> Seconds(1).toString()
        '1000 ms'
        """
        return str(self)

    def __str__(self) -> str:
        return f"{self._millis} ms"


@parentheses
@final
class Duration(_Millis):
    """A length of time in whole milliseconds, negative ones included.

    It cannot change, has a hash and an order, and needs no JVM. The names that Scala declares
    without parentheses (`milliseconds`, `isZero`, `prettyPrint`, `toFormattedString`) have none
    here.

    Scala: ``Duration(millis)``

    Parameters
    ----------
    millis : int
        The milliseconds, a Scala Long.

    Raises
    ------
    TypeError
        If `millis` is not a whole number.
    OverflowError
        If `millis`, or the result of an operation, does not fit a Scala Long. Scala silently
        overflows there, so that ``Seconds(Long.MaxValue)`` is -1000 ms.

    Examples
    --------
    >>> Duration(1500) + Seconds(1), Minutes(1) - Seconds(90), Seconds(2) * 3
    (Milliseconds(2500), Seconds(-30), Seconds(6))
    >>> Minutes(1) / Seconds(30), Seconds(1) < Minutes(1), str(Seconds(1))
    (2.0, True, '1000 ms')
    """

    __slots__ = ()

    def __sub__(self, that: Duration) -> Duration:
        return Duration(self._millis - _expect(that, Duration, self, "-")._millis)

    def __rsub__(self, that: Duration) -> Duration:
        return _expect(that, Duration, self, "-") - self

    def __mul__(self, times: int) -> Duration:
        factor = _whole(times)
        if factor is None:
            raise TypeError(f"Duration * takes a whole number (a Scala Int), not {_named(times)}")
        return Duration(self._millis * factor)

    __rmul__ = __mul__

    def __truediv__(self, that: Duration) -> float:
        dividend = float(self._millis)
        divisor = float(_expect(that, Duration, self, "/")._millis)
        if divisor:
            return dividend / divisor
        return math.copysign(math.inf, dividend) if dividend else math.nan

    def __rtruediv__(self, that: Duration) -> float:
        return _expect(that, Duration, self, "/") / self

    def __repr__(self) -> str:
        seconds, rest = divmod(self._millis, 1000)
        return f"Milliseconds({self._millis})" if rest else f"Seconds({seconds})"

    def minus(self, that: Duration) -> Duration:
        """Return ``self - that``, which may be negative.

        Scala: ``minus(that)``

        Examples
        --------
        >>> Seconds(1).minus(Seconds(3))
        Seconds(-2)
        """
        return self - that

    def times(self, times: int) -> Duration:
        """Return ``self * times``.

        Scala: ``times(times)``

        Examples
        --------
        >>> Seconds(2).times(3)
        Seconds(6)
        """
        return self * times

    def div(self, that: Duration) -> float:
        """Return ``self / that``, a float.

        Division by zero gives an infinity or NaN, as in Scala.

        Scala: ``div(that)``

        Examples
        --------
        >>> Seconds(1).div(Seconds(4)), Seconds(1).div(Seconds(0))
        (0.25, inf)
        """
        return self / that

    @property
    def isZero(self) -> Answer:
        """Whether the duration is zero.

        Scala: ``isZero``

        Examples
        --------
        >>> (Seconds(60) - Minutes(1)).isZero
        True
        """
        return answer(self._millis == 0)

    @property
    def toFormattedString(self) -> str:
        """The milliseconds as text, without a unit.

        Scala: ``toFormattedString``

        Examples
        --------
        >>> Seconds(1).toFormattedString
        '1000'
        """
        return str(self._millis)

    @property
    def prettyPrint(self) -> str:
        """The duration as Spark's web UI and logs write it, in ms, s, m or h.

        Scala: ``prettyPrint``

        Examples
        --------
        >>> Milliseconds(1250).prettyPrint, Minutes(90).prettyPrint
        ('1.3 s', '1.50 h')
        """
        if self._millis < 1_000:
            return f"{self._millis} ms"
        if self._millis < 60_000:
            return _float32Ratio(self._millis, 1_000, "0.1") + " s"
        if self._millis < 3_600_000:
            return _float32Ratio(self._millis, 60_000, "0.1") + " m"
        return _float32Ratio(self._millis, 3_600_000, "0.01") + " h"


@byValue
def Milliseconds(milliseconds: int) -> Duration:
    """Return a duration of a number of milliseconds.

    Scala: ``Milliseconds(milliseconds)``

    Raises
    ------
    TypeError
        If `milliseconds` is not a whole number.
    OverflowError
        If the number does not fit a Scala Long.

    Examples
    --------
    >>> Milliseconds(6500).prettyPrint
    '6.5 s'
    """
    return Duration._of(milliseconds, "Milliseconds", 1)


@byValue
def Seconds(seconds: int) -> Duration:
    """Return a duration of a number of seconds.

    Scala: ``Seconds(seconds)``

    Raises
    ------
    TypeError
        If `seconds` is not a whole number.
    OverflowError
        If the milliseconds do not fit a Scala Long.

    Examples
    --------
    >>> Seconds(10).milliseconds
    10000
    """
    return Duration._of(seconds, "Seconds", 1_000)


@byValue
def Minutes(minutes: int) -> Duration:
    """Return a duration of a number of minutes.

    Scala: ``Minutes(minutes)``

    Raises
    ------
    TypeError
        If `minutes` is not a whole number.
    OverflowError
        If the milliseconds do not fit a Scala Long.

    Examples
    --------
    >>> Minutes(2).milliseconds
    120000
    """
    return Duration._of(minutes, "Minutes", 60_000)


class Durations(metaclass=Shared):
    """The three functions under the names that Java programs use.

    Scala: ``Durations.milliseconds``, ``Durations.seconds``, ``Durations.minutes``

    Examples
    --------
    >>> Durations.milliseconds(500), Durations.seconds(1), Durations.minutes(1)
    (Milliseconds(500), Seconds(1), Seconds(60))
    """

    milliseconds = staticmethod(Milliseconds)
    seconds = staticmethod(Seconds)
    minutes = staticmethod(Minutes)


def toDuration(value: Duration | timedelta | float, what: str = "duration") -> Duration:
    """Convert a value to a Duration; a plain number is in seconds, as in PySpark.

    Parameters
    ----------
    value : Duration, datetime.timedelta, int or float
        A number of seconds and a timedelta are rounded to the nearest millisecond.
    what : str
        The name of the parameter, for the error.

    Raises
    ------
    TypeError
        If `value` has another type, for instance bool or str.
    ValueError
        If `value` is NaN or infinite.
    OverflowError
        If the milliseconds do not fit a Scala Long.

    Examples
    --------
    >>> toDuration(0.5), toDuration(Minutes(1)), toDuration(timedelta(hours=1))
    (Milliseconds(500), Seconds(60), Seconds(3600))
    """
    if isinstance(value, Duration):
        return value
    if isinstance(value, timedelta):
        return Duration(round(value / timedelta(milliseconds=1)))
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(
            f"{what} takes a Duration or a number of seconds, not {_named(value)}; "
            f"write {_meant(value)!r}"
        )
    if not math.isfinite(value):
        raise ValueError(f"{what} is {value}, which is no length of time; write Seconds(10), say")
    return Duration(round(value * 1000))


def _meant(value: object) -> Duration:
    """Return the duration to propose in the error for `value`."""
    try:
        return Duration(parseTime(value, "s")) if isinstance(value, str) else Seconds(10)
    except ValueError:
        return Seconds(10)


def _named(value: object) -> str:
    return "None" if value is None else f"{value!r} ({type(value).__name__})"


def _expect(that: object, kind: type[_T], owner: _Value, operation: str) -> _T:
    if isinstance(that, kind):
        return that
    number = isinstance(that, Real) and not isinstance(that, bool)
    hint = f"; write Seconds({that}) or Milliseconds({that})" if number and kind is Duration else ""
    article = "an" if kind.__name__.startswith("I") else "a"
    raise TypeError(
        f"{_call(owner, operation)} takes {article} {kind.__name__}, not {_named(that)}{hint}"
    )


def _call(owner: _Value, operation: str) -> str:
    return f"{type(owner).__name__}{'.' if operation.isidentifier() else ' '}{operation}"


def _nonZero(that: object, owner: _Value, operation: str) -> int:
    millis = _expect(that, Duration, owner, operation)._millis
    if millis == 0:
        raise ZeroDivisionError(f"{_call(owner, operation)} takes a Duration other than 0 ms")
    return millis


def _whole(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    try:
        return operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        return None


def _long(value: object, name: str, unit: int = 1) -> int:
    """Return `value` times `unit` if that is a Scala Long, else raise and say what `name` takes."""
    whole = _whole(value)
    if whole is None:
        raise TypeError(f"{name} takes a whole number (a Scala Long){_instead(value, name, unit)}")
    if not LONG_MIN <= whole * unit <= LONG_MAX:
        raise OverflowError(f"{name}({whole}) does not fit a Scala Long of milliseconds (64 bits)")
    return whole * unit


def _instead(value: object, name: str, unit: int) -> str:
    """Return the text that says how to write a number that is not whole."""
    try:
        number = float(value)  # type: ignore[arg-type]
        millis = round(number * unit)
    except (TypeError, ValueError, OverflowError):
        return f", not {_named(value)}"
    if number.is_integer():
        return f", not {_named(value)}; write {name}({int(number)})"
    if unit > 1 and millis / unit == number:
        return f"; for {value} {name.lower()} write Milliseconds({millis})"
    nearest = f"Milliseconds({millis or 1})" if unit > 1 else f"{name}({millis or 1})"
    return f", not {_named(value)}, and nothing is finer than a millisecond; write {nearest}"


def _float32Ratio(millis: int, unit: int, digits: str) -> str:
    # Spark divides Scala Floats, and Java rounds half up: 1.25 is "1.3", and 1.05 is "1.0".
    from decimal import ROUND_HALF_UP, Decimal
    from struct import pack, unpack

    def float32(value: float) -> float:
        rounded: float = unpack("f", pack("f", value))[0]
        return rounded

    return str(Decimal(float32(float32(millis) / unit)).quantize(Decimal(digits), ROUND_HALF_UP))


DurationLike = Duration | timedelta | float
"""The types that a duration parameter takes; a number is in seconds, as in PySpark."""
