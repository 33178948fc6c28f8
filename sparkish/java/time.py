"""Days and times, with Java's names: ``java.time``."""

from __future__ import annotations

import calendar
import time
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import total_ordering
from typing import Any
from zoneinfo import ZoneInfo

from sparkish._executor.portable import portable
from sparkish.scala._timepatterns import DAYS, MONTHS, read, written

portable(__name__)

_EPOCH = datetime(1970, 1, 1)


class ZoneId:
    """A time zone. Java: ``java.time.ZoneId``."""

    def __init__(self, name: str, zone: tzinfo | None) -> None:
        self._name, self.zone = name, zone

    @staticmethod
    def of(name: str) -> ZoneId:
        """Return the zone of a name."""
        if name in ("UTC", "Z", "GMT"):
            return ZoneId(name, timezone.utc)
        if name[:1] in "+-":
            return ZoneId(name, read(name if ":" in name else f"{name}:00", "XXX").tzinfo)
        return ZoneId(name, ZoneInfo(name))

    @staticmethod
    def systemDefault() -> ZoneId:
        """Return this machine's zone."""
        return ZoneId(time.tzname[0], None)

    def at(self, local: datetime) -> datetime:
        """Return a time of this zone."""
        return local.astimezone() if self.zone is None else local.replace(tzinfo=self.zone)

    def getId(self) -> str:
        """Return its name."""
        return self._name

    def __str__(self) -> str:
        return self._name


class ZoneOffset(ZoneId):
    """A distance from UTC. Java: ``java.time.ZoneOffset``."""

    UTC: ZoneOffset

    @staticmethod
    def ofHours(hours: int) -> ZoneOffset:
        """Return the one of so many hours."""
        return ZoneOffset(f"{hours:+03d}:00", timezone(timedelta(hours=hours)))


ZoneOffset.UTC = ZoneOffset("Z", timezone.utc)


class DateTimeFormatter:
    """Times as text, by a pattern. Java: ``java.time.format.DateTimeFormatter``."""

    ISO_LOCAL_DATE: DateTimeFormatter
    ISO_LOCAL_DATE_TIME: DateTimeFormatter
    ISO_DATE: DateTimeFormatter
    BASIC_ISO_DATE: DateTimeFormatter

    def __init__(self, pattern: str, zone: ZoneId | None = None) -> None:
        self.pattern, self.zone = pattern, zone

    @staticmethod
    def ofPattern(pattern: str, *_locale: Any) -> DateTimeFormatter:
        """Return the one of a pattern."""
        return DateTimeFormatter(pattern)

    def withZone(self, zone: ZoneId) -> DateTimeFormatter:
        """Return the same, for the times of a zone."""
        return DateTimeFormatter(self.pattern, zone)

    def format(self, at: Any) -> str:
        """Return a time's text."""
        if isinstance(at, Instant):
            at = at.atZone(self.zone or ZoneOffset.UTC)
        moment: datetime = at.moment
        return written(moment, self.pattern)


DateTimeFormatter.ISO_LOCAL_DATE = DateTimeFormatter("yyyy-MM-dd")
DateTimeFormatter.ISO_DATE = DateTimeFormatter("yyyy-MM-dd")
DateTimeFormatter.BASIC_ISO_DATE = DateTimeFormatter("yyyyMMdd")
DateTimeFormatter.ISO_LOCAL_DATE_TIME = DateTimeFormatter("yyyy-MM-dd'T'HH:mm:ss")


class DayOfWeek:
    """A day of the week. Java: ``java.time.DayOfWeek``."""

    def __init__(self, number: int) -> None:
        self._number = number

    def getValue(self) -> int:
        """Return its number, from 1 for Monday."""
        return self._number

    def __str__(self) -> str:
        return DAYS[self._number - 1].upper()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DayOfWeek) and self._number == other._number

    def __hash__(self) -> int:
        return self._number


class Month(DayOfWeek):
    """A month. Java: ``java.time.Month``."""

    def __str__(self) -> str:
        return MONTHS[self._number - 1].upper()


def _clock(at: datetime) -> str:
    text = f"{at:%H:%M}"
    if at.second or at.microsecond:
        text += f":{at.second:02d}"
    if at.microsecond:
        digits = f"{at.microsecond:06d}"
        text += "." + (digits[:3] if digits.endswith("000") else digits)
    return text


@total_ordering
class Temporal:
    """What days and times have in common."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def _of(self, moment: datetime) -> Any:
        return type(self)(moment)

    def _months(self, count: int) -> Any:
        total = self.moment.year * 12 + self.moment.month - 1 + count
        year, month = total // 12, total % 12 + 1
        day = min(self.moment.day, calendar.monthrange(year, month)[1])
        return self._of(self.moment.replace(year=year, month=month, day=day))

    def _plus(self, **units: int) -> Any:
        return self._of(self.moment + timedelta(**units))

    def plusYears(self, count: int) -> Any:
        """Return the time so many years later."""
        return self._months(12 * count)

    def minusYears(self, count: int) -> Any:
        """Return the time so many years before."""
        return self._months(-12 * count)

    def plusMonths(self, count: int) -> Any:
        """Return the time so many months later."""
        return self._months(count)

    def minusMonths(self, count: int) -> Any:
        """Return the time so many months before."""
        return self._months(-count)

    def plusWeeks(self, count: int) -> Any:
        """Return the time so many weeks later."""
        return self._plus(weeks=count)

    def minusWeeks(self, count: int) -> Any:
        """Return the time so many weeks before."""
        return self._plus(weeks=-count)

    def plusDays(self, count: int) -> Any:
        """Return the time so many days later."""
        return self._plus(days=count)

    def minusDays(self, count: int) -> Any:
        """Return the time so many days before."""
        return self._plus(days=-count)

    def isBefore(self, other: Temporal) -> bool:
        """Tell whether it is before another one."""
        return self.moment < other.moment

    def isAfter(self, other: Temporal) -> bool:
        """Tell whether it is after another one."""
        return self.moment > other.moment

    def isEqual(self, other: Temporal) -> bool:
        """Tell whether it is the same."""
        return self.moment == other.moment

    def compareTo(self, other: Temporal) -> int:
        """Return -1, 0 or 1."""
        return int(self.moment > other.moment) - int(self.moment < other.moment)

    def getYear(self) -> int:
        """Return the year."""
        return self.moment.year

    def getMonthValue(self) -> int:
        """Return the month's number."""
        return self.moment.month

    def getMonth(self) -> Month:
        """Return the month."""
        return Month(self.moment.month)

    def getDayOfMonth(self) -> int:
        """Return the day of the month."""
        return self.moment.day

    def getDayOfYear(self) -> int:
        """Return the day of the year."""
        return self.moment.timetuple().tm_yday

    def getDayOfWeek(self) -> DayOfWeek:
        """Return the day of the week."""
        return DayOfWeek(self.moment.isoweekday())

    def format(self, formatter: DateTimeFormatter) -> str:
        """Return its text."""
        return formatter.format(self)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.moment == other.moment

    def __lt__(self, other: Temporal) -> bool:
        return self.moment < other.moment

    def __hash__(self) -> int:
        return hash(self.moment)

    def __repr__(self) -> str:
        return str(self)


class LocalDate(Temporal):
    """A day. Java: ``java.time.LocalDate``."""

    @staticmethod
    def of(year: int, month: Any, day: int) -> LocalDate:
        """Return a day by its numbers."""
        number = month if isinstance(month, int) else month.getValue()
        return LocalDate(datetime(year, number, day))

    @staticmethod
    def now(_zone: ZoneId | None = None) -> LocalDate:
        """Return today."""
        zone = _zone.zone if _zone is not None else None
        return LocalDate(_midnight(datetime.now(zone).date()))

    @staticmethod
    def parse(text: str, formatter: DateTimeFormatter | None = None) -> LocalDate:
        """Return the day that a text writes."""
        pattern = formatter.pattern if formatter else "yyyy-MM-dd"
        return LocalDate(_midnight(read(text, pattern).date()))

    @staticmethod
    def ofEpochDay(days: int) -> LocalDate:
        """Return the day so many days after 1970-01-01."""
        return LocalDate(_EPOCH + timedelta(days=days))

    def toEpochDay(self) -> int:
        """Return how many days after 1970-01-01 it is."""
        return (self.moment - _EPOCH).days

    def atStartOfDay(self, zone: ZoneId | None = None) -> Any:
        """Return its first moment."""
        return LocalDateTime(self.moment) if zone is None else ZonedDateTime(zone.at(self.moment))

    def atTime(self, hour: int, minute: int, second: int = 0) -> LocalDateTime:
        """Return a time of it."""
        return LocalDateTime(self.moment.replace(hour=hour, minute=minute, second=second))

    def withDayOfMonth(self, day: int) -> LocalDate:
        """Return another day of its month."""
        return LocalDate(self.moment.replace(day=day))

    def lengthOfMonth(self) -> int:
        """Return how many days its month has."""
        return calendar.monthrange(self.moment.year, self.moment.month)[1]

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d}"


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


class LocalDateTime(Temporal):
    """A day and a time. Java: ``java.time.LocalDateTime``."""

    @staticmethod
    def of(year: int, month: Any, day: int, hour: int, minute: int, second: int = 0) -> Any:
        """Return a time by its numbers."""
        number = month if isinstance(month, int) else month.getValue()
        return LocalDateTime(datetime(year, number, day, hour, minute, second))

    @staticmethod
    def now(zone: ZoneId | None = None) -> LocalDateTime:
        """Return the time that it is."""
        moment = datetime.now(zone.zone if zone is not None else None)
        return LocalDateTime(moment.replace(tzinfo=None))

    @staticmethod
    def parse(text: str, formatter: DateTimeFormatter | None = None) -> LocalDateTime:
        """Return the time that a text writes."""
        if formatter is not None:
            return LocalDateTime(read(text, formatter.pattern).replace(tzinfo=None))
        return LocalDateTime(datetime.fromisoformat(text))

    @staticmethod
    def ofInstant(instant: Instant, zone: ZoneId) -> LocalDateTime:
        """Return the time of a moment in a zone."""
        return LocalDateTime(instant.moment.astimezone(zone.zone).replace(tzinfo=None))

    @staticmethod
    def ofEpochSecond(second: int, nano: int, offset: ZoneOffset) -> LocalDateTime:
        """Return the time so many seconds after 1970."""
        moment = Instant.ofEpochSecond(second).plusMillis(nano // 10**6)
        return LocalDateTime.ofInstant(moment, offset)

    def plusHours(self, count: int) -> Any:
        """Return the time so many hours later."""
        return self._plus(hours=count)

    def minusHours(self, count: int) -> Any:
        """Return the time so many hours before."""
        return self._plus(hours=-count)

    def plusMinutes(self, count: int) -> Any:
        """Return the time so many minutes later."""
        return self._plus(minutes=count)

    def minusMinutes(self, count: int) -> Any:
        """Return the time so many minutes before."""
        return self._plus(minutes=-count)

    def plusSeconds(self, count: int) -> Any:
        """Return the time so many seconds later."""
        return self._plus(seconds=count)

    def minusSeconds(self, count: int) -> Any:
        """Return the time so many seconds before."""
        return self._plus(seconds=-count)

    def getHour(self) -> int:
        """Return the hour."""
        return self.moment.hour

    def getMinute(self) -> int:
        """Return the minute."""
        return self.moment.minute

    def getSecond(self) -> int:
        """Return the second."""
        return self.moment.second

    def getNano(self) -> int:
        """Return the nanoseconds within the second."""
        return self.moment.microsecond * 1000

    def toLocalDate(self) -> LocalDate:
        """Return the day."""
        return LocalDate(_midnight(self.moment.date()))

    def atZone(self, zone: ZoneId) -> ZonedDateTime:
        """Return it as a time of a zone."""
        return ZonedDateTime(zone.at(self.moment))

    def toInstant(self, offset: ZoneOffset) -> Instant:
        """Return the moment at a distance from UTC."""
        return self.atZone(offset).toInstant()

    def truncatedTo(self, unit: ChronoUnit) -> Any:
        """Return it without what is smaller than a unit: a day, or a part of one."""
        day = self.moment.replace(hour=0, minute=0, second=0, microsecond=0)
        length = unit.length
        return self._of(day if length is None else day + (self.moment - day) // length * length)

    def toEpochSecond(self, offset: ZoneOffset) -> int:
        """Return the seconds after 1970, at a distance from UTC."""
        return self.toInstant(offset).getEpochSecond()

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d}T{_clock(self.moment)}"


class ZonedDateTime(LocalDateTime):
    """A time of a zone. Java: ``java.time.ZonedDateTime``."""

    @staticmethod
    def parse(text: str, formatter: DateTimeFormatter | None = None) -> ZonedDateTime:
        """Return the time that a text writes, with its zone."""
        if formatter is not None:
            return ZonedDateTime(read(text, formatter.pattern))
        # A zone's name may stand behind the distance: +01:00[Europe/Paris].
        moment = datetime.fromisoformat(text.partition("[")[0].replace("Z", "+00:00"))
        return ZonedDateTime(moment)

    @staticmethod
    def now(zone: ZoneId | None = None) -> ZonedDateTime:
        """Return the time that it is."""
        return Instant.now().atZone(zone or ZoneId.systemDefault())

    def toInstant(self, offset: Any = None) -> Instant:
        """Return the moment."""
        return Instant(self.moment.astimezone(timezone.utc))

    def toLocalDateTime(self) -> LocalDateTime:
        """Return it without its zone."""
        return LocalDateTime(self.moment.replace(tzinfo=None))

    def toEpochSecond(self, offset: Any = None) -> int:
        """Return the seconds after 1970."""
        return self.toInstant().getEpochSecond()


class Instant(Temporal):
    """A moment. Java: ``java.time.Instant``."""

    @staticmethod
    def now() -> Instant:
        """Return now."""
        return Instant(datetime.now(timezone.utc))

    @staticmethod
    def ofEpochMilli(milliseconds: int) -> Instant:
        """Return the moment so many milliseconds after 1970."""
        start = _EPOCH.replace(tzinfo=timezone.utc)
        return Instant(start + timedelta(milliseconds=milliseconds))

    @staticmethod
    def ofEpochSecond(seconds: int) -> Instant:
        """Return the moment so many seconds after 1970."""
        return Instant.ofEpochMilli(seconds * 1000)

    @staticmethod
    def parse(text: str) -> Instant:
        """Return the moment that a text writes."""
        return Instant(datetime.fromisoformat(text.replace("Z", "+00:00")))

    def toEpochMilli(self) -> int:
        """Return the milliseconds after 1970."""
        return (self.moment - _EPOCH.replace(tzinfo=timezone.utc)) // timedelta(milliseconds=1)

    def getEpochSecond(self) -> int:
        """Return the seconds after 1970."""
        return self.toEpochMilli() // 1000

    def plusMillis(self, count: int) -> Instant:
        """Return the moment so many milliseconds later."""
        return Instant(self.moment + timedelta(milliseconds=count))

    def plusSeconds(self, count: int) -> Instant:
        """Return the moment so many seconds later."""
        return Instant(self.moment + timedelta(seconds=count))

    def minusSeconds(self, count: int) -> Instant:
        """Return the moment so many seconds before."""
        return self.plusSeconds(-count)

    def atZone(self, zone: ZoneId) -> ZonedDateTime:
        """Return the time of a zone."""
        return ZonedDateTime(self.moment.astimezone(zone.zone))

    def __str__(self) -> str:
        text = f"{self.moment:%Y-%m-%dT%H:%M:%S}"
        if self.moment.microsecond:
            digits = f"{self.moment.microsecond:06d}"
            text += "." + (digits[:3] if digits.endswith("000") else digits)
        return f"{text}Z"


class ChronoUnit:
    """Units of time. Java: ``java.time.temporal.ChronoUnit``."""

    MILLIS: ChronoUnit
    SECONDS: ChronoUnit
    MINUTES: ChronoUnit
    HOURS: ChronoUnit
    DAYS: ChronoUnit
    WEEKS: ChronoUnit
    MONTHS: ChronoUnit
    YEARS: ChronoUnit

    def __init__(self, length: timedelta | None, months: int = 0) -> None:
        self._length, self._months = length, months

    @property
    def length(self) -> timedelta | None:
        """How long one is, where all are as long."""
        return self._length

    def between(self, start: Temporal, end: Temporal) -> int:
        """Return how many whole ones are between two times."""
        if self._length is not None:
            return int((end.moment - start.moment) / self._length)
        first, last = sorted((start.moment, end.moment))
        count = (last.year - first.year) * 12 + last.month - first.month
        rest = (last.day, last.time()) < (first.day, first.time())
        count = (count - rest) // self._months
        return count if start.moment <= end.moment else -count


for _name, _unit in {
    "MILLIS": ChronoUnit(timedelta(milliseconds=1)),
    "SECONDS": ChronoUnit(timedelta(seconds=1)),
    "MINUTES": ChronoUnit(timedelta(minutes=1)),
    "HOURS": ChronoUnit(timedelta(hours=1)),
    "DAYS": ChronoUnit(timedelta(days=1)),
    "WEEKS": ChronoUnit(timedelta(weeks=1)),
    "MONTHS": ChronoUnit(None, 1),
    "YEARS": ChronoUnit(None, 12),
}.items():
    setattr(ChronoUnit, _name, _unit)


class Duration:
    """A length of time. Java: ``java.time.Duration``."""

    def __init__(self, length: timedelta) -> None:
        self._length = length

    @staticmethod
    def between(start: Temporal, end: Temporal) -> Duration:
        """Return what is between two times."""
        return Duration(end.moment - start.moment)

    @staticmethod
    def ofMillis(count: int) -> Duration:
        """Return so many milliseconds."""
        return Duration(timedelta(milliseconds=count))

    @staticmethod
    def ofSeconds(count: int) -> Duration:
        """Return so many seconds."""
        return Duration(timedelta(seconds=count))

    @staticmethod
    def ofMinutes(count: int) -> Duration:
        """Return so many minutes."""
        return Duration(timedelta(minutes=count))

    def toMillis(self) -> int:
        """Return it in milliseconds."""
        return self._length // timedelta(milliseconds=1)

    def getSeconds(self) -> int:
        """Return it in seconds."""
        return self._length // timedelta(seconds=1)

    def toMinutes(self) -> int:
        """Return it in minutes."""
        return self._length // timedelta(minutes=1)

    def toHours(self) -> int:
        """Return it in hours."""
        return self._length // timedelta(hours=1)

    def toDays(self) -> int:
        """Return it in days."""
        return self._length // timedelta(days=1)


class Period:
    """Years, months and days. Java: ``java.time.Period``."""

    def __init__(self, years: int, months: int, days: int) -> None:
        self._years, self._months, self._days = years, months, days

    @staticmethod
    def between(start: LocalDate, end: LocalDate) -> Period:
        """Return what is between two days."""
        months = ChronoUnit.MONTHS.between(start, end)
        days = (end.moment - start.plusMonths(months).moment).days
        years = int(months / 12)
        return Period(years, months - 12 * years, days)

    def getYears(self) -> int:
        """Return the years."""
        return self._years

    def getMonths(self) -> int:
        """Return the months, beside the years."""
        return self._months

    def getDays(self) -> int:
        """Return the days, beside the months."""
        return self._days
