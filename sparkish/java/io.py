"""Files and streams, with Java's names: ``java.io``, and Scala's ``Source``."""

from __future__ import annotations

import atexit
import builtins
import io
import os
import re
import shutil
import sys
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


class FileInputStream:
    """Reads bytes from a file. Java: ``java.io.FileInputStream``."""

    def __init__(self, file: Any) -> None:
        self._opened = open(str(file), "rb")  # noqa: SIM115

    def read(self, count: int = -1) -> bytes:
        """Return some bytes, or all that are left."""
        return self._opened.read(count)

    def readline(self) -> bytes:
        """Return the next line."""
        return self._opened.readline()

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._opened)

    def close(self) -> None:
        """Close the file."""
        self._opened.close()


class InputStreamReader:
    """Reads text from a stream of bytes. Java: ``java.io.InputStreamReader``."""

    def __init__(self, stream: Any, encoding: Any = "UTF-8") -> None:
        self.stream, self.encoding = stream, str(encoding)

    def close(self) -> None:
        """Close the file or stream."""
        self.stream.close()


class StringReader(InputStreamReader):
    """Reads a text. Java: ``java.io.StringReader``."""

    def __init__(self, text: str) -> None:
        super().__init__(io.BytesIO(text.encode()))


class FileReader(InputStreamReader):
    """Reads text from a file. Java: ``java.io.FileReader``."""

    def __init__(self, file: Any) -> None:
        super().__init__(open(str(file), "rb"))  # noqa: SIM115


class BufferedReader:
    """Reads lines from another reader. Java: ``java.io.BufferedReader``."""

    def __init__(self, reader: InputStreamReader) -> None:
        self._reader = reader

    def readLine(self) -> str | None:
        """Return the next line without its end, or None at the end of the text."""
        line = self._reader.stream.readline()
        return line.decode(self._reader.encoding).rstrip("\n").removesuffix("\r") if line else None

    def read(self) -> int:
        """Return the number of the next character, or -1 at the end of the text."""
        sign = self._reader.stream.read(1)
        while sign and not _isWhole(sign, self._reader.encoding):
            more = self._reader.stream.read(1)
            if not more:
                break
            sign += more
        return ord(sign.decode(self._reader.encoding)) if sign else -1

    def ready(self) -> bool:
        """Tell whether there may be more text."""
        return bool(self._reader.stream.peek(1))

    def close(self) -> None:
        """Close the file or stream."""
        self._reader.close()


def _isWhole(sign: bytes, encoding: str) -> bool:
    """Tell whether some bytes are a character, and not the beginning of one only."""
    try:
        return bool(sign.decode(encoding))
    except UnicodeDecodeError:
        return False


def resourceStream(name: str) -> FileInputStream | None:
    """Return a file of the program, or None where there is none. Java: ``getResourceAsStream``.

    It is looked for beside the program and its modules, and in their ``resources`` folders.
    """
    for folder in [*sys.path, os.getcwd()]:
        for inner in ("", "resources", "src/main/resources"):
            path = os.path.join(folder, inner, name.lstrip("/"))
            if os.path.isfile(path):
                return FileInputStream(path)
    return None


def linesOf(stream: Any) -> Iterator[str]:
    """Return the lines of a stream or file. Scala: ``Source.fromInputStream(...).getLines()``."""
    opened = open(str(stream), "rb") if isinstance(stream, (str, File)) else stream  # noqa: SIM115
    for line in opened:
        yield line.decode("utf-8").rstrip("\n").removesuffix("\r")


class FileWriter:
    """Writes text to a file. Java: ``java.io.FileWriter``."""

    def __init__(self, file: Any, append: bool = False) -> None:
        self._opened = open(str(file), "a" if append else "w", encoding="utf-8")  # noqa: SIM115

    def write(self, text: str) -> None:
        """Write a string."""
        self._opened.write(text)

    append = write

    def flush(self) -> None:
        """Flush what was written."""
        self._opened.flush()

    def close(self) -> None:
        """Close the file or stream."""
        self._opened.close()


class PrintWriter:
    """Writes lines to a file or to another writer. Java: ``java.io.PrintWriter``."""

    def __init__(self, target: Any, *_flush: bool) -> None:
        self._writer = FileWriter(target) if isinstance(target, (str, File)) else target

    def write(self, text: str) -> None:
        """Write a string, encoded if the target takes bytes."""
        if isinstance(self._writer, (FileWriter, PrintWriter)):
            self._writer.write(text)
        else:
            self._writer.write(text.encode())

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

    def append(self, text: str) -> PrintWriter:
        """Write a string."""
        self.write(text)
        return self

    def flush(self) -> None:
        """Flush what was written."""
        self._writer.flush()

    def close(self) -> None:
        """Close the file or stream."""
        self._writer.close()


class StringWriter:
    """Writes text into a string. Java: ``java.io.StringWriter``."""

    def __init__(self) -> None:
        self._written = io.StringIO()

    def write(self, text: str) -> None:
        """Write a string."""
        self._written.write(text)

    append = write

    def flush(self) -> None:
        """Do nothing: the text is there at once."""

    close = flush

    def toString(self) -> str:
        """Return what was written."""
        return self._written.getvalue()

    __str__ = toString


class BufferedWriter(PrintWriter):
    """Writes text to another writer. Java: ``java.io.BufferedWriter``."""

    def newLine(self) -> None:
        """Write a line end."""
        self.write("\n")


def loadProperties(properties: dict[str, str], source: Any) -> None:
    r"""Read the lines of a stream or reader into properties. Java: ``Properties.load``.

    Examples
    --------
    >>> made = {}
    >>> loadProperties(made, StringReader("# servers\nhost = localhost\nport:80"))
    >>> made
    {'host': 'localhost', 'port': '80'}
    """
    stream = source.stream if isinstance(source, InputStreamReader) else source
    if isinstance(stream, BufferedReader):
        stream = stream._reader.stream
    text = stream.read().decode("utf-8" if isinstance(source, InputStreamReader) else "latin-1")
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
