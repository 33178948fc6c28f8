"""Calendars, zones and the times of databases, with Java's names: ``java.util``, ``java.sql``."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta, timezone
from typing import Any, ClassVar

from sparkish._executor.portable import portable
from sparkish.java.time import LocalDate, LocalDateTime, ZoneId
from sparkish.scala.dates import Date, DateParts

portable(__name__)


class TimeZone:
    """A time zone. Java: ``java.util.TimeZone``."""

    @staticmethod
    def getTimeZone(name: Any) -> ZoneId:
        """Return the zone of a name."""
        return name if isinstance(name, ZoneId) else ZoneId.of(name)

    @staticmethod
    def getDefault() -> ZoneId:
        """Return this machine's zone."""
        return ZoneId.systemDefault()


class Locale:
    """A language; the formats here have English names. Java: ``java.util.Locale``."""

    US: ClassVar[Locale]
    ENGLISH: ClassVar[Locale]
    UK: ClassVar[Locale]
    ROOT: ClassVar[Locale]

    def __init__(self, language: str, country: str = "") -> None:
        if language not in ("", "en"):
            raise ValueError(f"dates and numbers have no names in the language {language!r}")
        self._name = f"{language}_{country}" if country else language

    @staticmethod
    def getDefault() -> Locale:
        """Return English."""
        return Locale.US

    def __str__(self) -> str:
        return self._name


Locale.US, Locale.ENGLISH = Locale("en", "US"), Locale("en")
Locale.UK, Locale.ROOT = Locale("en", "GB"), Locale("")


class UUID:
    """A name that no other has. Java: ``java.util.UUID``."""

    def __init__(self, value: uuid.UUID) -> None:
        self._value = value

    @staticmethod
    def randomUUID() -> UUID:
        """Return a new one."""
        return UUID(uuid.uuid4())

    @staticmethod
    def fromString(text: str) -> UUID:
        """Return the one that a text writes."""
        return UUID(uuid.UUID(text))

    def __str__(self) -> str:
        return str(self._value)

    toString = __str__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UUID) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)


class Calendar:
    """A time of which the parts can be changed. Java: ``java.util.Calendar``."""

    YEAR, MONTH, DATE, DAY_OF_MONTH, DAY_OF_YEAR, DAY_OF_WEEK = 1, 2, 5, 5, 6, 7
    HOUR, HOUR_OF_DAY, MINUTE, SECOND, MILLISECOND = 10, 11, 12, 13, 14
    WEEK_OF_YEAR, WEEK_OF_MONTH, AM_PM = 3, 4, 9
    SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = range(1, 8)
    JANUARY, FEBRUARY, MARCH, APRIL, MAY, JUNE = range(6)
    JULY, AUGUST, SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER = range(6, 12)
    _UNITS: ClassVar = {5: "days", 6: "days", 7: "days", 10: "hours", 11: "hours", 12: "minutes"}

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    @staticmethod
    def getInstance(zone: ZoneId | None = None) -> Calendar:
        """Return now."""
        moment = datetime.now(timezone.utc)
        return Calendar(moment.astimezone(zone.zone if zone is not None else None))

    def setTime(self, at: Date) -> None:
        """Make it another time."""
        self.setTimeInMillis(at.getTime())

    def setTimeInMillis(self, milliseconds: int) -> None:
        """Make it the time so many milliseconds after 1970."""
        zone = self._moment.tzinfo
        start = datetime(1970, 1, 1, tzinfo=timezone.utc)
        self._moment = (start + timedelta(milliseconds=milliseconds)).astimezone(zone)

    def getTime(self) -> Date:
        """Return the time."""
        return Date(self.getTimeInMillis())

    def getTimeInMillis(self) -> int:
        """Return the milliseconds after 1970."""
        start = datetime(1970, 1, 1, tzinfo=timezone.utc)
        return (self._moment - start) // timedelta(milliseconds=1)

    def get(self, field: int) -> int:
        """Return one of its parts; months begin with 0, and weeks with 1, a Sunday."""
        at = self._moment
        # Weeks begin with Sunday, and the first one may have a day only.
        first = [at.replace(day=1), at.replace(month=1, day=1)]
        ofMonth, ofYear = ((at - day).days + day.isoweekday() % 7 for day in first)
        isNext = at.month == 12 and at.day - at.isoweekday() % 7 + 6 > 31
        return {
            1: at.year,
            2: at.month - 1,
            3: 1 if isNext else ofYear // 7 + 1,
            4: ofMonth // 7 + 1,
            9: at.hour // 12,
            5: at.day,
            6: at.timetuple().tm_yday,
            7: at.isoweekday() % 7 + 1,
            10: at.hour % 12,
            11: at.hour,
            12: at.minute,
            13: at.second,
            14: at.microsecond // 1000,
        }[field]

    def set(self, field: int, value: int, *rest: int) -> None:
        """Change one of its parts, or the year, month, day and what else is given of them.

        What is too large goes on in the next part.
        """
        if rest:
            self._moment = self._moment.replace(year=field, month=value + 1, day=rest[0])
            for part, given in zip((11, 12, 13), rest[1:], strict=False):
                self.set(part, given)
            return
        self.add(field, value - self.get(field))

    def add(self, field: int, count: int) -> None:
        """Go forward by so many of a part."""
        if field in (1, 2):
            there = LocalDate(self._moment).plusMonths(count * (12 if field == 1 else 1))
            self._moment = there.moment
            return
        units = {**self._UNITS, 13: "seconds", 14: "milliseconds"}
        self._moment += timedelta(**{units[field]: count})


class Timestamp(DateParts, datetime):
    """A time in a database: Python's own, with Java's methods. Java: ``java.sql.Timestamp``."""

    def __new__(cls, *parts: Any, **named: Any) -> Timestamp:
        """Make one of milliseconds after 1970, or of what a ``datetime`` takes."""
        if len(parts) == 1 and isinstance(parts[0], int):
            second, rest = divmod(parts[0], 1000)
            at = datetime.fromtimestamp(second)
            return cls._of(at.replace(microsecond=rest * 1000))
        return super().__new__(cls, *parts, **named)

    @classmethod
    def _of(cls, at: datetime) -> Timestamp:
        return cls(at.year, at.month, at.day, at.hour, at.minute, at.second, at.microsecond)

    @staticmethod
    def valueOf(value: Any) -> Timestamp:
        """Return the time that a text writes, or a ``LocalDateTime`` is."""
        if isinstance(value, LocalDateTime):
            return Timestamp._of(value.moment)
        return Timestamp._of(datetime.fromisoformat(value.strip()))

    def getTime(self) -> int:
        """Return the milliseconds after 1970."""
        return round(self.timestamp() * 1000)

    def before(self, other: Timestamp) -> bool:
        """Tell whether it is before another one."""
        return self < other

    def after(self, other: Timestamp) -> bool:
        """Tell whether it is after another one."""
        return self > other

    def toLocalDateTime(self) -> LocalDateTime:
        """Return it as ``java.time`` has it."""
        return LocalDateTime(datetime(*self.timetuple()[:6], self.microsecond))

    def __str__(self) -> str:
        fraction = f"{self.microsecond:06d}".rstrip("0") or "0"
        return f"{self:%Y-%m-%d %H:%M:%S}.{fraction}"

    toString = __str__


class SqlDate(DateParts, date):
    """A day in a database: Python's own, with Java's methods. Java: ``java.sql.Date``."""

    def __new__(cls, *parts: Any) -> SqlDate:
        """Make one of milliseconds after 1970, or of what a ``date`` takes."""
        if len(parts) == 1 and isinstance(parts[0], int):
            at = datetime.fromtimestamp(parts[0] / 1000)
            return cls(at.year, at.month, at.day)
        return super().__new__(cls, *parts)

    @staticmethod
    def valueOf(value: Any) -> SqlDate:
        """Return the day that a text writes, or a ``LocalDate`` is."""
        day = value.moment if isinstance(value, LocalDate) else date.fromisoformat(value)
        return SqlDate(day.year, day.month, day.day)

    def getTime(self) -> int:
        """Return the milliseconds after 1970."""
        return round(datetime(self.year, self.month, self.day).timestamp() * 1000)

    def toLocalDate(self) -> LocalDate:
        """Return it as ``java.time`` has it."""
        return LocalDate(datetime(self.year, self.month, self.day))

    def before(self, other: SqlDate) -> bool:
        """Tell whether it is before another one."""
        return self < other

    def after(self, other: SqlDate) -> bool:
        """Tell whether it is after another one."""
        return self > other

    def toString(self) -> str:
        """Return its text."""
        return str(self)
