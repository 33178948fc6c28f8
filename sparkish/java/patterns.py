"""Java's regular expressions: ``java.util.regex``."""

from __future__ import annotations

import re
from typing import Any

from sparkish._executor.portable import portable
from sparkish.scala.text import expanded, javaPattern, split

portable(__name__)


class Pattern:
    """A regular expression. Java: ``java.util.regex.Pattern``.

    Examples
    --------
    >>> found = Pattern.compile("([a-z]+)=([0-9]+)").matcher("n=5")
    >>> found.matches(), found.group(2)
    (True, '5')
    """

    UNIX_LINES = 0
    CASE_INSENSITIVE = int(re.IGNORECASE)
    COMMENTS = int(re.VERBOSE)
    MULTILINE = int(re.MULTILINE)
    DOTALL = int(re.DOTALL)
    UNICODE_CASE = 0

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._text, self._flags = pattern, flags
        self._compiled = re.compile(javaPattern(pattern), flags)

    @staticmethod
    def compile(pattern: str, flags: int = 0) -> Pattern:
        """Return the pattern of a text, with the flags of this class."""
        return Pattern(pattern, flags)

    @staticmethod
    def matches(pattern: str, text: str) -> bool:
        """Tell whether a regular expression matches the whole of a text."""
        return Pattern(pattern).matcher(text).matches()

    @staticmethod
    def quote(text: str) -> str:
        """Return a regular expression that matches a text as it is."""
        return re.escape(text)

    def matcher(self, text: str) -> Matcher:
        """Return what looks for the pattern in a text."""
        return Matcher(self._compiled, text)

    def pattern(self) -> str:
        """Return the text of the regular expression."""
        return self._text

    def split(self, text: str, limit: int = 0) -> list[str]:
        """Return the parts of a text around the matches."""
        return split(text, self._text, limit)

    def __str__(self) -> str:
        return self._text


class Matcher:
    """Looks for a pattern in a text. Java: ``java.util.regex.Matcher``."""

    def __init__(self, compiled: re.Pattern[str], text: str) -> None:
        if text is None:
            raise TypeError("a matcher needs a text, and has null")
        self._compiled, self._text = compiled, text
        self._found: re.Match[str] | None = None
        self._at = 0

    def _tell(self, found: re.Match[str] | None) -> bool:
        self._found = found
        if found is not None:
            # A match without a character is not found again.
            self._at = found.end() + (found.end() == found.start())
        return found is not None

    def matches(self) -> bool:
        """Tell whether the pattern matches the whole text."""
        return self._tell(self._compiled.fullmatch(self._text))

    def lookingAt(self) -> bool:
        """Tell whether the pattern matches the beginning of the text."""
        return self._tell(self._compiled.match(self._text))

    def find(self, start: int | None = None) -> bool:
        """Look for the next match, or for the first one from a place on."""
        at = self._at if start is None else start
        if at > len(self._text):
            return self._tell(None)
        return self._tell(self._compiled.search(self._text, at))

    def _match(self) -> re.Match[str]:
        if self._found is None:
            raise RuntimeError("No match found")
        return self._found

    def group(self, which: int | str = 0) -> str | None:
        """Return a group of the match, by its number or its name; 0 is the whole match.

        Raises
        ------
        RuntimeError
            If there is no match: ask ``matches`` or ``find`` first.
        """
        text: str | None = self._match()[which]
        return text

    def groupCount(self) -> int:
        """Return how many groups the pattern has."""
        return self._compiled.groups

    def start(self, which: int | str = 0) -> int:
        """Return where the match, or a group of it, begins."""
        return self._match().start(which)

    def end(self, which: int | str = 0) -> int:
        """Return where the match, or a group of it, ends."""
        return self._match().end(which)

    def reset(self, text: str | None = None) -> Matcher:
        """Begin again, in another text if one is given."""
        self._text = self._text if text is None else text
        self._found, self._at = None, 0
        return self

    def replaceAll(self, replacement: str) -> str:
        """Return the text with each match replaced; ``$1`` stands for a group."""
        return self._compiled.sub(self._replacing(replacement), self._text)

    def replaceFirst(self, replacement: str) -> str:
        """Return the text with the first match replaced; ``$1`` stands for a group."""
        return self._compiled.sub(self._replacing(replacement), self._text, count=1)

    def _replacing(self, replacement: str) -> Any:
        return lambda found: expanded(replacement, found)
