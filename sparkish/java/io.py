"""Files and streams, with Java's names: ``java.io``, and Scala's ``Source``."""

from __future__ import annotations

import atexit
import builtins
import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from typing import Any

from sparkish._executor.portable import portable
from sparkish._executor.text import scalaString
from sparkish.scala.text import formatted

portable(__name__)


class File:
    """A path. Java: ``java.io.File``."""

    separator = os.sep

    def __init__(self, parent: Any, child: str | None = None) -> None:
        self._path = os.path.join(str(parent), child) if child is not None else str(parent)

    @staticmethod
    def createTempFile(prefix: str, suffix: str | None, folder: Any = None) -> File:
        """Make an empty file with a name that no other has."""
        place = None if folder is None else str(folder)
        opened, path = tempfile.mkstemp(".tmp" if suffix is None else suffix, prefix, place)
        os.close(opened)
        return File(path)

    def exists(self) -> bool:
        """Tell whether the path exists."""
        return os.path.exists(self._path)

    def isDirectory(self) -> bool:
        """Tell whether the path is a directory."""
        return os.path.isdir(self._path)

    def isFile(self) -> bool:
        """Tell whether the path is a file."""
        return os.path.isfile(self._path)

    def length(self) -> int:
        """Return the file's size in bytes."""
        return os.path.getsize(self._path) if self.exists() else 0

    def getName(self) -> str:
        """Return the last name of the path."""
        return os.path.basename(self._path)

    def getPath(self) -> str:
        """Return the path as it was given."""
        return self._path

    def getAbsolutePath(self) -> str:
        """Return the absolute path."""
        return os.path.join(os.getcwd(), self._path)

    def getCanonicalPath(self) -> str:
        """Return the absolute path with links resolved."""
        return os.path.realpath(self._path)

    def getParent(self) -> str | None:
        """Return the parent directory."""
        return os.path.dirname(self._path) or None

    def mkdir(self) -> bool:
        """Make the directory, and tell whether it was made."""
        try:
            os.mkdir(self._path)
        except OSError:
            return False
        return True

    def mkdirs(self) -> bool:
        """Make the directory and its parents, and tell whether it was made."""
        if self.exists():
            return False
        os.makedirs(self._path, exist_ok=True)
        return True

    def createNewFile(self) -> bool:
        """Make an empty file, and tell whether it was made."""
        try:
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return False
        return True

    def delete(self) -> bool:
        """Delete the file, and tell whether it was deleted."""
        try:
            (os.rmdir if self.isDirectory() else os.remove)(self._path)
        except OSError:
            return False
        return True

    def renameTo(self, other: File) -> bool:
        """Move the file to another path, and tell whether it was moved."""
        try:
            shutil.move(self._path, other._path)
        except OSError:
            return False
        return True

    def listFiles(self) -> builtins.list[File] | None:
        """Return what is in the folder."""
        return [File(self, name) for name in os.listdir(self._path)] if self.isDirectory() else None

    def list(self) -> builtins.list[str] | None:
        """Return the names of what is in the folder."""
        return os.listdir(self._path) if self.isDirectory() else None

    def canRead(self) -> bool:
        """Tell whether it may be read."""
        return os.access(self._path, os.R_OK)

    def getParentFile(self) -> File | None:
        """Return the folder that it is in."""
        parent = self.getParent()
        return None if parent is None else File(parent)

    def getAbsoluteFile(self) -> File:
        """Return it by its whole path."""
        return File(self.getAbsolutePath())

    def lastModified(self) -> int:
        """Return when it was changed, in milliseconds since 1970."""
        return int(os.path.getmtime(self._path) * 1000) if self.exists() else 0

    def setLastModified(self, milliseconds: int) -> bool:
        """Set when it was changed, and tell whether there is such a file."""
        if self.exists():
            os.utime(self._path, (milliseconds / 1000, milliseconds / 1000))
        return self.exists()

    def deleteOnExit(self) -> None:
        """Delete it when the program ends."""
        atexit.register(self.delete)

    def toPath(self) -> Path:
        """Return it as ``java.nio`` has it."""
        return Path(self._path)

    def toString(self) -> str:
        """Return the path."""
        return self._path

    def __str__(self) -> str:
        return self._path

    def __eq__(self, other: object) -> bool:
        return isinstance(other, File) and self._path == other._path

    def __hash__(self) -> int:
        return hash(self._path)


class Path:
    """A path. Java: ``java.nio.file.Path``."""

    def __init__(self, first: Any, *more: str) -> None:
        self._path = os.path.normpath(os.path.join(str(first), *more)) if str(first) else ""

    def toFile(self) -> File:
        """Return it as ``java.io`` has it."""
        return File(self._path)

    def getFileName(self) -> Path:
        """Return its last part."""
        return Path(os.path.basename(self._path))

    def getParent(self) -> Path | None:
        """Return the folder that it is in."""
        parent = os.path.dirname(self._path)
        return Path(parent) if parent else None

    def resolve(self, other: Any) -> Path:
        """Return a path in this folder."""
        return Path(self._path, str(other))

    def toAbsolutePath(self) -> Path:
        """Return the whole path."""
        return Path(os.path.abspath(self._path))

    def startsWith(self, other: Any) -> bool:
        """Tell whether it is in another folder."""
        return f"{self._path}/".startswith(f"{other}/")

    def endsWith(self, other: Any) -> bool:
        """Tell whether its last parts are another path."""
        return f"/{self._path}".endswith(f"/{other}")

    def toString(self) -> str:
        """Return its text."""
        return self._path

    def __str__(self) -> str:
        return self._path

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Path) and self._path == other._path

    def __hash__(self) -> int:
        return hash(self._path)


def linesOf(stream: Any) -> Iterator[str]:
    """Return the lines of a stream or file. Scala: ``Source.fromInputStream(...).getLines()``."""
    opened = open(str(stream), "rb") if isinstance(stream, (str, File)) else stream  # noqa: SIM115
    for line in opened:
        yield line.decode("utf-8").rstrip("\n").removesuffix("\r")


class OutputStreamWriter:
    """Writes text to a stream of bytes. Java: ``java.io.OutputStreamWriter``."""

    def __init__(self, target: Any, encoding: Any = "UTF-8") -> None:
        self._target, self._encoding = target, str(encoding)

    def write(self, text: str | int, offset: int = 0, length: int | None = None) -> None:
        """Write a string, a part of it, or a character by its code."""
        text = chr(text) if isinstance(text, int) else "".join(text)
        end = None if length is None else offset + length
        self._target.write(text[offset:end].encode(self._encoding))

    def append(self, text: Any) -> OutputStreamWriter:
        """Write a string, and return this writer."""
        self.write(str(text))
        return self

    def flush(self) -> None:
        """Flush what was written."""
        self._target.flush()

    def close(self) -> None:
        """Close the file or stream."""
        self._target.close()


class FileWriter(OutputStreamWriter):
    """Writes text to a file. Java: ``java.io.FileWriter``."""

    def __init__(self, file: Any, append: bool = False) -> None:
        super().__init__(open(str(file), "ab" if append else "wb"))  # noqa: SIM115


class StringWriter(OutputStreamWriter):
    """Collects text. Java: ``java.io.StringWriter``."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO())

    def toString(self) -> str:
        """Return what was written."""
        made: bytes = self._target.getvalue()
        return made.decode()

    __str__ = toString


class PrintWriter(OutputStreamWriter):
    """Writes lines to a file, a stream or another writer. Java: ``java.io.PrintWriter``."""

    def __init__(self, target: Any, *_flush: Any) -> None:
        super().__init__(FileWriter(target) if isinstance(target, (str, File)) else target)

    def write(self, text: str | int, offset: int = 0, length: int | None = None) -> None:
        """Write a string, a part of it, or a character by its code."""
        if isinstance(self._target, OutputStreamWriter):
            self._target.write(text, offset, length)
        else:
            super().write(text, offset, length)

    def print(self, value: Any) -> None:
        """Write Scala's text of a value."""
        self.write(scalaString(value))

    def println(self, value: Any = "") -> None:
        """Write Scala's text of a value as a line."""
        self.write(f"{scalaString(value)}\n")

    def printf(self, pattern: str, *values: Any) -> None:
        """Write what Java's ``format`` makes of values."""
        self.write(formatted(pattern, *values))

    format = printf


class PrintStream(PrintWriter):
    """Writes lines to a stream of bytes. Java: ``java.io.PrintStream``."""


class BufferedWriter(PrintWriter):
    """Writes text to another writer. Java: ``java.io.BufferedWriter``."""

    def newLine(self) -> None:
        """Write a line end."""
        self.write("\n")


def loadProperties(properties: dict[str, str], source: Any) -> None:
    r"""Read the lines of a stream or reader into properties. Java: ``Properties.load``.

    Examples
    --------
    >>> from sparkish.java import StringReader
    >>> made = {}
    >>> loadProperties(made, StringReader("# servers\nhost = localhost\nport:80"))
    >>> made
    {'host': 'localhost', 'port': '80'}
    """
    stream = getattr(source, "stream", source)
    text = stream.read().decode(getattr(source, "encoding", "latin-1"))
    whole = re.sub(r"(?<!\\)((?:\\\\)*)\\\r?\n[ \t\f]*", r"\1", text)
    for line in whole.splitlines():
        line = line.lstrip(" \t\f")
        if not line or line[0] in "#!":
            continue
        found = re.match(r"((?:\\.|[^\\=: \t\f])*)[ \t\f]*[=:]?[ \t\f]*(.*)", line)
        assert found is not None
        properties[_unescaped(found[1])] = _unescaped(found[2])


def _unescaped(text: str) -> str:
    known = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}

    def char(found: re.Match[str]) -> str:
        return chr(int(found[1], 16)) if found[1] else known.get(found[2], found[2])

    return re.sub(r"\\(?:u([0-9a-fA-F]{4})|(.))", char, text)
