"""Java's dates, and their formats."""

from __future__ import annotations

import time
from datetime import datetime, timezone, tzinfo
from typing import Any

from sparkish._executor.portable import portable
from sparkish.scala._timepatterns import read, tokens, written

portable(__name__)


class DateParts:
    """The parts of a day and a time here. Java: the old methods of ``java.util.Date``."""

    def _local(self) -> Any:
        return self

    def getYear(self) -> int:
        """Return the years since 1900."""
        return int(self._local().year) - 1900

    def getMonth(self) -> int:
        """Return the month: January is 0."""
        return int(self._local().month) - 1

    def getDate(self) -> int:
        """Return the day of the month."""
        return int(self._local().day)

    def getDay(self) -> int:
        """Return the day of the week: Sunday is 0."""
        return int(self._local().isoweekday()) % 7

    def getHours(self) -> int:
        """Return the hour."""
        return int(self._local().hour)

    def getMinutes(self) -> int:
        """Return the minute."""
        return int(self._local().minute)

    def getSeconds(self) -> int:
        """Return the second."""
        return int(self._local().second)


class Date(DateParts):
    """A point in time. Java: ``java.util.Date``."""

    def __init__(self, milliseconds: int | None = None) -> None:
        self._milliseconds = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds

    def getTime(self) -> int:
        """Return the milliseconds since 1970, in UTC."""
        return self._milliseconds

    def before(self, other: Date) -> bool:
        """Tell whether it is before another one."""
        return self._milliseconds < other.getTime()

    def after(self, other: Date) -> bool:
        """Tell whether it is after another one."""
        return self._milliseconds > other.getTime()

    def compareTo(self, other: Date) -> int:
        """Return -1, 0 or 1."""
        return int(self._milliseconds > other.getTime()) - int(self._milliseconds < other.getTime())

    def setTime(self, milliseconds: int) -> None:
        """Make it another time."""
        self._milliseconds = milliseconds

    def toInstant(self) -> Any:
        """Return it as ``java.time`` has it."""
        from sparkish.java.time import Instant

        return Instant.ofEpochMilli(self._milliseconds)

    def _local(self) -> datetime:
        return datetime.fromtimestamp(self._milliseconds / 1000)

    def __str__(self) -> str:
        local = datetime.fromtimestamp(self._milliseconds / 1000).astimezone()
        return f"{local:%a %b %d %H:%M:%S} {local.tzname()} {local:%Y}"

    toString = __str__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Date) and self._milliseconds == other._milliseconds

    def __hash__(self) -> int:
        return hash(self._milliseconds)


class SimpleDateFormat:
    """Formats and parses times by a Java pattern. Java: ``java.text.SimpleDateFormat``."""

    def __init__(self, pattern: str, *_locale: Any) -> None:
        self._pattern = pattern
        self._zone: tzinfo | None = None

    def setTimeZone(self, zone: Any) -> None:
        """Take a zone's times for this machine's."""
        self._zone = zone.zone

    def setLenient(self, isLenient: bool) -> None:
        """Take a day that does not exist, or not; it is taken here in either case."""

    def format(self, date: Any) -> str:
        """Return a time's text."""
        milliseconds = date if isinstance(date, int) else date.getTime()
        moment = datetime.fromtimestamp(milliseconds // 1000, self._zone)
        moment = moment.replace(microsecond=milliseconds % 1000 * 1000)
        # Java counts milliseconds where java.time has the second's fraction.
        made = [
            f"{moment.microsecond // 1000:0{len(part)}d}"
            if part[0] == "S"
            else written(moment if self._zone else moment.astimezone(), part)
            for part in tokens(self._pattern)
        ]
        return "".join(made)

    def parse(self, text: str) -> Date:
        """Return the time that a text writes.

        Raises
        ------
        ValueError
            Where it writes none. Java: ``ParseException``.
        """
        try:
            made = read(text, self._pattern, isStrict=False)
        except ValueError:
            raise ValueError(f'Unparseable date: "{text}"') from None
        if made.tzinfo is None and self._zone is not None:
            made = made.replace(tzinfo=self._zone)
        return Date(round(made.astimezone(timezone.utc).timestamp() * 1000))
