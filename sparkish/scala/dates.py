"""Java's dates, and their formats."""

from __future__ import annotations

import re
import time
from datetime import datetime, timezone
from typing import Any

from sparkish._executor.portable import portable

portable(__name__)


class Date:
    """A point in time. Java: ``java.util.Date``."""

    def __init__(self, milliseconds: int | None = None) -> None:
        self._milliseconds = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds

    def getTime(self) -> int:
        """Return the milliseconds since 1970, in UTC."""
        return self._milliseconds

    def __str__(self) -> str:
        local = datetime.fromtimestamp(self._milliseconds / 1000).astimezone()
        return f"{local:%a %b %d %H:%M:%S} {local.tzname()} {local:%Y}"

    toString = __str__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Date) and self._milliseconds == other._milliseconds

    def __hash__(self) -> int:
        return hash(self._milliseconds)


_FIELDS = {
    "yyyy": "%Y",
    "yy": "%y",
    "y": "%Y",
    "MMMM": "%B",
    "MMM": "%b",
    "MM": "%m",
    "dd": "%d",
    "HH": "%H",
    "hh": "%I",
    "mm": "%M",
    "ss": "%S",
    "SSS": "%f",
    "EEEE": "%A",
    "EEE": "%a",
    "E": "%a",
    "a": "%p",
    "Z": "%z",
    "z": "%Z",
}


class SimpleDateFormat:
    """Formats and parses times by a Java pattern. Java: ``java.text.SimpleDateFormat``."""

    def __init__(self, pattern: str, *_locale: Any) -> None:
        self._parts = re.findall(r"'[^']*'|([a-zA-Z])\1*|[^a-zA-Z']+", pattern)
        self._parts = [
            each[0] for each in re.finditer(r"'[^']*'|([a-zA-Z])\1*|[^a-zA-Z']+", pattern)
        ]

    def format(self, date: Any) -> str:
        """Return the text of a Date, or of a number of milliseconds."""
        milliseconds = date.getTime() if isinstance(date, Date) else date
        local = datetime.fromtimestamp(milliseconds // 1000).astimezone()
        made = ""
        for part in self._parts:
            if part == "SSS":
                made += f"{milliseconds % 1000:03d}"
            elif part in _FIELDS:
                made += local.strftime(_FIELDS[part])
            elif part in ("d", "M", "H", "m", "s", "h"):
                made += str(int(local.strftime(_FIELDS[part * 2])))
            else:
                made += part.strip("'") if part != "''" else "'"
        return made

    def parse(self, text: str) -> Date:
        """Return the Date that a string stands for."""
        pattern = "".join(
            _FIELDS.get(part, _FIELDS.get(part * 2, part.strip("'").replace("%", "%%")))
            for part in self._parts
        )
        made = datetime.strptime(text, pattern)
        moment = made if made.tzinfo else made.astimezone()
        return Date(round(moment.astimezone(timezone.utc).timestamp() * 1000))
