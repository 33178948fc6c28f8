"""``org.apache.spark.streaming.Interval``, the span between two times, as a pure Python value."""

from __future__ import annotations

from time import time_ns
from typing import final, overload

from sparkish._core.duration import Duration, _expect, _named, _Value
from sparkish._core.time import Time
from sparkish._executor.parentheses import parentheses
from sparkish._executor.shared import shared

__all__ = ["Interval"]

shared(__name__)


@parentheses
@final
class Interval(_Value):
    """A span from one time to another.

    It cannot change and has a hash. Two intervals are equal if their ends are equal. (Scala
    compares `Interval` objects by identity: there two such intervals are neither ``<=`` nor
    ``==``.)

    Scala: ``new Interval(beginTime, endTime)``, ``new Interval(beginMs, endMs)``

    Parameters
    ----------
    beginTime, endTime : Time or int
        Two times, or two whole numbers of milliseconds since 1970-01-01 UTC.

    Raises
    ------
    TypeError
        If the two are not both times or both whole numbers.

    Examples
    --------
    >>> interval = Interval(0, 1000)
    >>> str(interval), interval == Interval(Time(0), Time(1000)), interval + Duration(500)
    ('[0 ms, 1000 ms]', True, Interval(Time(500), Time(1500)))
    """

    __slots__ = ("beginTime", "endTime")
    __match_args__ = ("beginTime", "endTime")
    beginTime: Time
    endTime: Time

    @overload
    def __init__(self, beginTime: Time, endTime: Time) -> None: ...
    @overload
    def __init__(self, beginTime: int, endTime: int) -> None: ...
    def __init__(self, beginTime: Time | int, endTime: Time | int) -> None:
        if isinstance(beginTime, Time) is not isinstance(endTime, Time):
            raise TypeError(
                "Interval takes two Times or two whole numbers of milliseconds, not "
                f"{_named(beginTime)} and {_named(endTime)}"
            )
        for name, value in (("beginTime", beginTime), ("endTime", endTime)):
            object.__setattr__(self, name, value if isinstance(value, Time) else Time(value))

    @classmethod
    def currentInterval(cls, duration: Duration) -> Interval:
        """Return the interval of length `duration` that contains the present moment.

        It begins at a multiple of `duration`, counted from 1970-01-01 UTC.

        Scala: ``Interval.currentInterval(duration)``

        Raises
        ------
        ZeroDivisionError
            If `duration` is zero.

        Examples
        --------
        >>> Interval.currentInterval(Duration(5000)).beginTime.isMultipleOf(Duration(5000))
        True
        """
        begin = Time(time_ns() // 1_000_000).floor(duration)
        return cls(begin, begin + duration)

    def duration(self) -> Duration:
        """Return the time between the ends; negative if the end is before the beginning.

        Scala: ``duration()``

        Examples
        --------
        >>> Interval(500, 2000).duration()
        Milliseconds(1500)
        """
        return self.endTime - self.beginTime

    @overload
    def __add__(self, time: Duration) -> Interval: ...
    @overload
    def __add__(self, time: str) -> str: ...
    def __add__(self, time: Duration | str) -> Interval | str:
        if isinstance(time, str):
            return str(self) + time
        shift = _expect(time, Duration, self, "+")
        return Interval(self.beginTime + shift, self.endTime + shift)

    def __radd__(self, text: str) -> str:
        return text + str(self) if isinstance(text, str) else NotImplemented

    def __sub__(self, time: Duration) -> Interval:
        shift = _expect(time, Duration, self, "-")
        return Interval(self.beginTime - shift, self.endTime - shift)

    def __lt__(self, that: Interval) -> bool:
        if self.duration() != _expect(that, Interval, self, "<").duration():
            raise ValueError(
                f"{self} and {that} are of different durations, {self.duration().prettyPrint} and "
                f"{that.duration().prettyPrint}, so they have no order"
            )
        return self.endTime < that.endTime

    def __le__(self, that: Interval) -> bool:
        return self < that or self == that

    def __gt__(self, that: Interval) -> bool:
        return not self <= that

    def __ge__(self, that: Interval) -> bool:
        return not self < that

    def __eq__(self, that: object) -> bool:
        if not isinstance(that, Interval):
            return NotImplemented
        return self.beginTime == that.beginTime and self.endTime == that.endTime

    def __hash__(self) -> int:
        return hash((self.beginTime, self.endTime))

    def toString(self) -> str:
        """Return Scala's text, ``str(self)``.

        Scala: ``toString``

        Examples
        --------
        >>> Interval(0, 1000).toString()
        '[0 ms, 1000 ms]'
        """
        return str(self)

    def __str__(self) -> str:
        return f"[{self.beginTime}, {self.endTime}]"

    def __repr__(self) -> str:
        return f"Interval({self.beginTime!r}, {self.endTime!r})"
