"""Scala's regular expressions and their matches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from sparkish._executor.portable import portable
from sparkish.option import Option, Some
from sparkish.scala.text import expanded, javaPattern

portable(__name__)


class Match:
    """One match in a text. Scala: ``scala.util.matching.Regex.Match``."""

    def __init__(self, found: re.Match[str], names: tuple[str, ...]) -> None:
        self._found, self._names = found, names

    def group(self, which: int | str) -> str | None:
        """Return a group, by its number or its name."""
        if isinstance(which, str) and which in self._names:
            which = self._names.index(which) + 1
        text: str | None = self._found[which]
        return text

    @property
    def matched(self) -> str:
        """The text that matches."""
        return str(self._found[0])

    @property
    def subgroups(self) -> list[Any]:
        """The groups."""
        return list(self._found.groups())

    @property
    def groupCount(self) -> int:
        """How many groups there are."""
        return len(self._found.groups())

    def start(self, group: int = 0) -> int:
        """Return where a group begins; the whole match is group 0."""
        return self._found.start(group)

    def end(self, group: int = 0) -> int:
        """Return where a group ends; the whole match is group 0."""
        return self._found.end(group)

    @property
    def before(self) -> str:
        """The text before the match."""
        return self._found.string[: self._found.start()]

    @property
    def after(self) -> str:
        """The text after the match."""
        return self._found.string[self._found.end() :]

    def __str__(self) -> str:
        return self.matched


class Regex:
    """A Java regular expression. Scala: ``scala.util.matching.Regex``.

    Parameters
    ----------
    pattern : str
        Java's regular expression.
    *names : str
        The names of its groups.

    Examples
    --------
    >>> Regex("([a-z])([0-9])").replaceAllIn("a1", lambda m: m.group(2) + m.group(1))
    '1a'
    """

    def __init__(self, pattern: str, *names: str) -> None:
        self._text, self._names = pattern, names
        self._pattern = re.compile(javaPattern(pattern))

    def groups(self, text: str) -> list[Any] | None:
        """Return the groups if the expression matches the whole string, else None."""
        found = self._pattern.fullmatch(text) if text is not None else None
        return None if found is None else list(found.groups())

    def matches(self, text: str) -> bool:
        """Tell whether the expression matches the whole string."""
        return self._pattern.fullmatch(text) is not None

    def findFirstIn(self, text: str) -> Option[str]:
        """Return the text of the first match, if there is one."""
        found = self._pattern.search(text)
        return Option.empty() if found is None else Some(found[0])

    def findFirstMatchIn(self, text: str) -> Option[Match]:
        """Return the first match, if there is one."""
        found = self._pattern.search(text)
        return Option.empty() if found is None else Some(Match(found, self._names))

    def findPrefixOf(self, text: str) -> Option[str]:
        """Return the match at the beginning of a text, if there is one."""
        found = self._pattern.match(text)
        return Option.empty() if found is None else Some(found[0])

    def findAllIn(self, text: str) -> Iterator[str]:
        """Return an iterator over the texts of the matches."""
        return (found[0] for found in self._pattern.finditer(text))

    def findAllMatchIn(self, text: str) -> Iterator[Match]:
        """Return an iterator over the matches."""
        return (Match(found, self._names) for found in self._pattern.finditer(text))

    def replaceAllIn(self, text: str, replacement: str | Callable[[Match], str]) -> str:
        """Replace every match, by a text or by what a function returns for it."""
        return self._pattern.sub(self._replacing(replacement), text)

    def replaceFirstIn(self, text: str, replacement: str) -> str:
        """Replace the first match in a string."""
        return self._pattern.sub(self._replacing(replacement), text, count=1)

    def _replacing(self, given: str | Callable[[Match], str]) -> Callable[[re.Match[str]], str]:
        def made(found: re.Match[str]) -> str:
            text = given(Match(found, self._names)) if callable(given) else given
            return expanded(text, found)

        return made

    def split(self, text: str) -> list[str]:
        """Return the parts of a text around the matches."""
        from sparkish.scala.text import split

        return split(text, self._text)

    def __str__(self) -> str:
        return self._text


def groups(pattern: Regex, text: str) -> list[Any] | None:
    """Return the groups of a string for ``case Pattern(a, b)``, or None."""
    return pattern.groups(text)
