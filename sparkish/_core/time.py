"""``org.apache.spark.streaming.Time``, an instant, as a pure Python value."""

from __future__ import annotations

from datetime import datetime
from typing import final, overload

from sparkish._core.duration import Duration, _expect, _Millis, _nonZero
from sparkish._executor.parentheses import parentheses
from sparkish._executor.shared import shared

__all__ = ["Time"]

shared(__name__)

_INT_MAX = 2**31 - 1


@parentheses
@final
class Time(_Millis):
    """An instant, in whole milliseconds since 1970-01-01 UTC; each batch has one.

    It cannot change, has a hash and an order, and needs no JVM.

    Scala: ``Time(millis)``

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
        overflows there.

    Examples
    --------
    >>> from sparkish.streaming.duration import Seconds
    >>> Time(1000) + Seconds(1), Time(5000) - Time(2000), Time(5000) - Seconds(2)
    (Time(2000), Seconds(3), Time(3000))
    >>> str(Time(1476796005000)), max(Time(2000), Time(1000))
    ('1476796005000 ms', Time(2000))
    """

    __slots__ = ()

    @overload
    def __sub__(self, that: Time) -> Duration: ...
    @overload
    def __sub__(self, that: Duration) -> Time: ...
    def __sub__(self, that: Time | Duration) -> Duration | Time:
        if isinstance(that, Time):
            return Duration(self._millis - that._millis)
        return Time(self._millis - _expect(that, Duration, self, "-")._millis)

    def __repr__(self) -> str:
        return f"Time({self._millis})"

    @overload
    def minus(self, that: Time) -> Duration: ...
    @overload
    def minus(self, that: Duration) -> Time: ...
    def minus(self, that: Time | Duration) -> Duration | Time:
        """Return ``self - that``: the duration between two times, or an earlier time.

        Scala: ``minus(that: Time)``, ``minus(that: Duration)``

        Examples
        --------
        >>> Time(5000).minus(Time(2000)), Time(5000).minus(Duration(2000))
        (Seconds(3), Time(3000))
        """
        return self - that

    def floor(self, that: Duration, zeroTime: Time | None = None) -> Time:
        """Round this time to a multiple of `that`, counted from `zeroTime`.

        It is rounded towards `zeroTime` (by default 1970-01-01 UTC), as in Scala: an earlier time
        moves forward.

        Scala: ``floor(that)``, ``floor(that, zeroTime)``

        Raises
        ------
        ZeroDivisionError
            If `that` is zero; Scala throws an ``ArithmeticException``.

        Examples
        --------
        >>> Time(17).floor(Duration(5)), Time(17).floor(Duration(5), Time(3)), Time(-7).floor(
        ...     Duration(5))
        (Time(15), Time(13), Time(-5))
        """
        step = _nonZero(that, self, "floor")
        zero = 0 if zeroTime is None else _expect(zeroTime, Time, self, "floor")._millis
        since = self._millis - zero
        cut = abs(since) % abs(step)
        return Time(self._millis - (cut if since >= 0 else -cut))

    def until(self, that: Time, interval: Duration) -> list[Time]:
        """Return the times from this one to before `that`, `interval` apart.

        Scala: ``until(that, interval)``

        Raises
        ------
        ValueError
            If `interval` is zero, or the times are more than a Scala Seq holds (2**31 - 1).

        Examples
        --------
        >>> Time(0).until(Time(9), Duration(3))
        [Time(0), Time(3), Time(6)]
        """
        return self._steps(that, interval, "until")

    def to(self, that: Time, interval: Duration) -> list[Time]:
        """Return the times from this one up to and including `that`, `interval` apart.

        Scala: ``to(that, interval)``

        Raises
        ------
        ValueError
            If `interval` is zero, or the times are more than a Scala Seq holds (2**31 - 1).

        Examples
        --------
        >>> Time(0).to(Time(9), Duration(3))
        [Time(0), Time(3), Time(6), Time(9)]
        """
        return self._steps(that, interval, "to")

    def _steps(self, that: Time, interval: Duration, operation: str) -> list[Time]:
        step = _expect(interval, Duration, self, operation)._millis
        end = _expect(that, Time, self, operation)._millis
        if step == 0:
            raise ValueError(f"Time.{operation} takes an interval other than 0 ms")
        if (end - self._millis) // step > _INT_MAX:
            raise ValueError(
                f"Time.{operation}: more than {_INT_MAX} times lie between {self} and {that}, "
                f"{interval.prettyPrint} apart; take a longer interval"
            )
        if operation == "to":
            end += 1 if step > 0 else -1
        return [Time(millis) for millis in range(self._millis, end, step)]

    @classmethod
    def fromDatetime(cls, moment: datetime) -> Time:
        """Convert a `datetime` to a Time, rounded to the nearest millisecond.

        A naive `datetime` is in the driver's time zone, like those that PySpark passes to
        ``foreachRDD``. Scala has no such method.

        Examples
        --------
        >>> from datetime import timezone
        >>> Time.fromDatetime(datetime(2016, 10, 18, 13, 6, 45, tzinfo=timezone.utc))
        Time(1476796005000)
        """
        return cls(round(moment.timestamp() * 1000))

    def toDatetime(self) -> datetime:
        """Return the naive `datetime` of this time in the driver's time zone, as PySpark has it.

        Scala has no such method.

        Examples
        --------
        >>> Time.fromDatetime(datetime(2026, 11, 22, 10, 26, 20)).toDatetime()
        datetime.datetime(2026, 11, 22, 10, 26, 20)
        """
        return datetime.fromtimestamp(self._millis / 1000)
