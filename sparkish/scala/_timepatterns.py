"""Times as text, by the patterns of ``java.time`` and ``java.text``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from sparkish._executor.portable import portable

portable(__name__)

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_NUMBERS: dict[str, Callable[[datetime], int]] = {
    "M": lambda at: at.month,
    "d": lambda at: at.day,
    "H": lambda at: at.hour,
    "h": lambda at: (at.hour + 11) % 12 + 1,
    "m": lambda at: at.minute,
    "s": lambda at: at.second,
    "D": lambda at: at.timetuple().tm_yday,
    "y": lambda at: at.year,
    "u": lambda at: at.year,
}


def tokens(pattern: str) -> list[str]:
    """Return a pattern's parts: runs of one letter, texts in quotes, other signs."""
    return [each[0] for each in re.finditer(r"'(?:[^']|'')*'|([a-zA-Z])\1*|[^a-zA-Z']+", pattern)]


def _offset(at: datetime, withColon: bool) -> str:
    minutes = round((at.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02d}{':' if withColon else ''}{rest:02d}"


def written(at: datetime, pattern: str) -> str:
    """Return a time's text.

    Raises
    ------
    ValueError
        Where the pattern has a letter that is not known.
    """
    made = ""
    for token in tokens(pattern):
        letter, size = token[0], len(token)
        if token == "''":
            made += "'"
        elif letter == "'":
            made += token[1:-1].replace("''", "'")
        elif token in ("yy", "uu"):
            made += f"{at.year % 100:02d}"
        elif letter == "M" and size > 2:
            made += MONTHS[at.month - 1][: 3 if size == 3 else None]
        elif letter == "E":
            made += DAYS[at.weekday()][: 3 if size < 4 else None]
        elif letter == "S":
            made += f"{at.microsecond * 1000:09d}"[:size].ljust(size, "0")
        elif letter == "a":
            made += "AM" if at.hour < 12 else "PM"
        elif letter == "z":
            made += at.tzname() or ""
        elif letter in "ZX":
            made += "Z" if letter == "X" and not at.utcoffset() else _offset(at, token == "XXX")
        elif letter in _NUMBERS:
            made += f"{_NUMBERS[letter](at):0{size}d}"
        elif letter.isalpha():
            raise ValueError(f"Illegal pattern character '{letter}'")
        else:
            made += token
    return made


def read(text: str, pattern: str, isStrict: bool = True) -> datetime:
    """Return the time that a text writes; with a zone where the pattern has one.

    Raises
    ------
    ValueError
        Where it writes none. Java: ``DateTimeParseException``, ``ParseException``.
    """
    expression, parts = "", tokens(pattern)
    for at, token in enumerate(parts):
        letter, size = token[0], len(token)
        isNext = at + 1 < len(parts) and parts[at + 1][0].isalpha()
        if letter == "'":
            expression += re.escape(token[1:-1].replace("''", "'") or "'")
        elif letter == "M" and size > 2:
            expression += "(?P<B>[A-Za-z]+)"
        elif letter == "E":
            expression += "[A-Za-z]+"
        elif letter == "a":
            expression += "(?P<a>[AaPp][Mm])"
        elif letter in "ZX":
            expression += r"(?P<z>Z|[+-]\d\d:?\d\d)"
        elif letter == "z":
            expression += r"(?P<n>[A-Za-z/_+\-0-9:]+)"
        elif token in ("yy", "uu"):
            expression += r"(?P<Y>\d\d)"
        elif letter in _NUMBERS or letter == "S":
            digits = f"{{{size}}}" if isNext or (isStrict and size > 1) else "{1,9}"
            expression += rf"(?P<{letter}>\d{digits})"
        elif letter.isalpha():
            raise ValueError(f"Illegal pattern character '{letter}'")
        else:
            expression += re.escape(token)
    # A format of java.text takes what is behind the text, java.time does not.
    found = (re.fullmatch if isStrict else re.match)(expression, text)
    if found is None:
        raise ValueError(f"Text '{text}' could not be parsed at index 0")
    return _made(found.groupdict())


def _made(have: dict[str, str | None]) -> datetime:
    def number(letter: str, default: int) -> int:
        return int(have.get(letter) or default)

    year = number("y", 0) or number("u", 0) or (2000 + int(have["Y"] or 0) if "Y" in have else 1970)
    month = number("M", 1)
    if have.get("B"):
        name = str(have["B"]).lower()
        month = next(n for n, each in enumerate(MONTHS, 1) if each.lower().startswith(name[:3]))
    hour = number("H", 0)
    if have.get("h"):
        hour = number("h", 0) % 12 + (12 if str(have.get("a")).lower() == "pm" else 0)
    fraction = int((have.get("S") or "0").ljust(9, "0")[:6])
    zone = None
    if have.get("z"):
        text = str(have["z"]).replace(":", "").replace("Z", "+0000")
        zone = timezone(int(text[0] + "1") * timedelta(hours=int(text[1:3]), minutes=int(text[3:])))
    elif have.get("n") in ("UTC", "GMT", "Z"):
        zone = timezone.utc
    # Days and hours beyond their range run on, as Java's lenient formats have it.
    start = datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, 1, tzinfo=zone)
    return start + timedelta(
        days=number("d", 1) - 1,
        hours=hour,
        minutes=number("m", 0),
        seconds=number("s", 0),
        microseconds=fraction,
    )
