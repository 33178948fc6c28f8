"""Java's readers of text, for ported programs: ``java.io``, and ``java.util.Scanner``."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import Any

from sparkish._executor.portable import portable
from sparkish.java.io import File, Path
from sparkish.java.streams import ByteArrayInputStream, FileInputStream, available, lineOf
from sparkish.scala.errors import NoSuchElementException
from sparkish.scala.text import javaPattern

portable(__name__)


class InputStreamReader:
    """Reads text from a stream of bytes. Java: ``java.io.InputStreamReader``."""

    def __init__(self, stream: Any, encoding: Any = "UTF-8") -> None:
        self.stream, self.encoding = stream, str(encoding)

    def read(
        self, buffer: list[str] | None = None, offset: int = 0, length: int | None = None
    ) -> int:
        """Return the next character's code, or read into a buffer and return how many.

        At the end it is -1.
        """
        if buffer is None:
            char = self._char()
            return ord(char) if char else -1
        last = len(buffer) if length is None else offset + length
        at = offset
        while at < last and (at == offset or self.ready()) and (char := self._char()):
            buffer[at] = char
            at += 1
        return at - offset or -1

    def ready(self) -> bool:
        """Tell whether text can be read without waiting."""
        return available(self.stream) > 0

    def skip(self, count: int) -> int:
        """Pass over characters, and return how many."""
        return sum(bool(self._char()) for _ in range(count))

    def close(self) -> None:
        """Close the file or stream."""
        self.stream.close()

    def _char(self) -> str:
        """Return the next character, "" at the end."""
        decoder = codecs.getincrementaldecoder(self.encoding)()
        while byte := self.stream.read(1):
            if char := decoder.decode(byte):
                return char
        return ""


class StringReader(InputStreamReader):
    """Reads a text. Java: ``java.io.StringReader``."""

    def __init__(self, text: str) -> None:
        super().__init__(ByteArrayInputStream(text.encode()))


class FileReader(InputStreamReader):
    """Reads text from a file. Java: ``java.io.FileReader``."""

    def __init__(self, file: Any) -> None:
        super().__init__(FileInputStream(file))


class BufferedReader(InputStreamReader):
    """Reads lines from another reader. Java: ``java.io.BufferedReader``."""

    def __init__(self, reader: InputStreamReader, size: int = 0) -> None:
        super().__init__(reader.stream, reader.encoding)

    def readLine(self) -> str | None:
        """Return the next line without its end, or None at the end of the text."""
        return lineOf(self.stream, self.encoding)

    def lines(self) -> Iterator[str]:
        """Return the lines that are left."""
        return iter(self.readLine, None)


_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE]-?\d+)?")


class Scanner:
    r"""Reads words, numbers and lines. Java: ``java.util.Scanner``.

    Examples
    --------
    >>> scanner = Scanner("one 2\nthree four")
    >>> scanner.next(), scanner.nextInt(), scanner.nextLine(), scanner.nextLine()
    ('one', 2, '', 'three four')
    >>> scanner.hasNext()
    False
    >>> Scanner("a; b;c").useDelimiter(";\\s*").next()
    'a'
    """

    def __init__(self, source: Any, encoding: Any = "UTF-8") -> None:
        if isinstance(source, str):
            source = StringReader(source)
        elif isinstance(source, (File, Path)):
            source = FileInputStream(source)
        if isinstance(source, InputStreamReader):
            source, encoding = source.stream, source.encoding
        self._stream = source
        self._decode = codecs.getincrementaldecoder(str(encoding))().decode
        self._text = ""
        self._delimiter = re.compile(r"\s+")

    def useDelimiter(self, pattern: Any) -> Scanner:
        """Part the words by a regular expression of Java's."""
        self._delimiter = re.compile(javaPattern(str(pattern)))
        return self

    def hasNextLine(self) -> bool:
        """Tell whether there is a line."""
        return bool(self._text) or self._reads()

    def nextLine(self) -> str:
        """Return the rest of the line, without its end."""
        if not self.hasNextLine():
            raise NoSuchElementException("No line found")
        while "\n" not in self._text and self._reads():
            pass
        line, _, self._text = self._text.partition("\n")
        return line.removesuffix("\r")

    def hasNext(self) -> bool:
        """Tell whether there is a word."""
        return self._word() is not None

    def next(self) -> str:
        """Return the next word."""
        return self._taken(lambda word: True)

    def hasNextInt(self) -> bool:
        """Tell whether the next word is a whole number of 32 bits."""
        return _isWhole(self._word(), 31)

    def hasNextLong(self) -> bool:
        """Tell whether the next word is a whole number of 64 bits."""
        return _isWhole(self._word(), 63)

    def hasNextDouble(self) -> bool:
        """Tell whether the next word is a number."""
        return bool(_NUMBER.fullmatch(self._word() or ""))

    def nextInt(self) -> int:
        """Return the next word, a whole number."""
        return int(self._taken(lambda word: _isWhole(word, 31)))

    def nextLong(self) -> int:
        """Return the next word, a whole number."""
        return int(self._taken(lambda word: _isWhole(word, 63)))

    def nextDouble(self) -> float:
        """Return the next word, a number."""
        return float(self._taken(lambda word: bool(_NUMBER.fullmatch(word))))

    def nextBoolean(self) -> bool:
        """Return the next word, ``true`` or ``false``."""
        return self._taken(lambda word: word.lower() in ("true", "false")).lower() == "true"

    def close(self) -> None:
        """Close what is read."""
        self._stream.close()

    def _reads(self) -> bool:
        """Read another line, and tell whether there was one."""
        line = self._stream.readline()
        self._text += self._decode(line, not line)
        return bool(line)

    def _word(self) -> str | None:
        """Return the next word, which stays; None at the end."""
        while True:
            first = self._delimiter.match(self._text)
            start = first.end() if first is not None else 0
            last = self._delimiter.search(self._text, start)
            if last is not None and last.end() > start:
                return self._text[start : last.start()]
            if not self._reads():
                return self._text[start:] or None

    def _taken(self, fits: Callable[[str], bool]) -> str:
        word = self._word()
        if word is None:
            raise NoSuchElementException
        if not fits(word):
            raise NoSuchElementException
        first = self._delimiter.match(self._text)
        self._text = self._text[(first.end() if first is not None else 0) + len(word) :]
        return word


def _isWhole(word: str | None, bits: int) -> bool:
    if word is None or not re.fullmatch(r"[+-]?\d+", word):
        return False
    return -(1 << bits) <= int(word) < 1 << bits
