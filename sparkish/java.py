"""Java's files, sockets and atomic values, with Java's names, for ported programs.

They are pickled by value, so executors do not need sparkish.

Examples
--------
>>> from sparkish.java import AtomicLong, File
>>> count = AtomicLong(1)
>>> count.addAndGet(2), File("no", "such").exists()
(3, False)
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from threading import RLock
from typing import Any

from sparkish._executor.portable import portable

portable(__name__)


class File:
    """A path. Java: ``java.io.File``."""

    separator = os.sep

    def __init__(self, parent: Any, child: str | None = None) -> None:
        self._path = os.path.join(str(parent), child) if child is not None else str(parent)

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

    def listFiles(self) -> list[File] | None:
        """Return the directory's entries."""
        return [File(self, name) for name in os.listdir(self._path)] if self.isDirectory() else None

    def toString(self) -> str:
        """Return the path."""
        return self._path

    def __str__(self) -> str:
        return self._path

    def __eq__(self, other: object) -> bool:
        return isinstance(other, File) and self._path == other._path

    def __hash__(self) -> int:
        return hash(self._path)


class Socket:
    """A TCP connection. Java: ``java.net.Socket``."""

    def __init__(self, host: str, port: int) -> None:
        self._socket = socket.create_connection((host, port))
        self._reader = self._socket.makefile("rb")

    def getInputStream(self) -> Any:
        """Return a stream of the bytes that are received."""
        return self._reader

    def getOutputStream(self) -> Any:
        """Return a stream for the bytes to send."""
        return self._socket.makefile("wb")

    def close(self) -> None:
        """Close the connection."""
        self._reader.close()
        self._socket.close()

    def isClosed(self) -> bool:
        """Tell whether the connection was closed."""
        return self._socket.fileno() < 0


class InputStreamReader:
    """Reads text from a stream of bytes. Java: ``java.io.InputStreamReader``."""

    def __init__(self, stream: Any, encoding: Any = "UTF-8") -> None:
        self.stream, self.encoding = stream, str(encoding)

    def close(self) -> None:
        """Close the file or stream."""
        self.stream.close()


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

    def ready(self) -> bool:
        """Tell whether there may be more text."""
        return bool(self._reader.stream.peek(1))

    def close(self) -> None:
        """Close the file or stream."""
        self._reader.close()


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

    def print(self, text: Any) -> None:
        """Write a string."""
        self.write(str(text))

    def println(self, text: Any = "") -> None:
        """Write a line."""
        self.write(f"{text}\n")

    def flush(self) -> None:
        """Flush what was written."""
        self._writer.flush()

    def close(self) -> None:
        """Close the file or stream."""
        self._writer.close()


class BufferedWriter(PrintWriter):
    """Writes text to another writer. Java: ``java.io.BufferedWriter``."""

    def newLine(self) -> None:
        """Write a line end."""
        self.write("\n")


class AtomicReference:
    """A value that threads share. Java: ``java.util.concurrent.atomic.AtomicReference``."""

    def __init__(self, value: Any = None) -> None:
        self._value, self._lock = value, RLock()

    def get(self) -> Any:
        """Return the value."""
        return self._value

    def set(self, value: Any) -> None:
        """Set the value."""
        with self._lock:
            self._value = value

    def getAndSet(self, value: Any) -> Any:
        """Set the value, and return the previous one."""
        with self._lock:
            before, self._value = self._value, value
            return before

    def compareAndSet(self, expected: Any, value: Any) -> bool:
        """Set the value if the present one equals ``expected``; tell whether it was set."""
        with self._lock:
            isExpected = bool(self._value == expected)
            if isExpected:
                self._value = value
            return isExpected

    def _change(self, change: Callable[[Any], Any]) -> tuple[Any, Any]:
        with self._lock:
            before, self._value = self._value, change(self._value)
            return before, self._value

    def __str__(self) -> str:
        return str(self._value)


class AtomicLong(AtomicReference):
    """A number that threads share. Java: ``java.util.concurrent.atomic.AtomicLong``."""

    def __init__(self, value: int = 0) -> None:
        super().__init__(value)

    def incrementAndGet(self) -> int:
        """Add 1, and return the new value."""
        return self.addAndGet(1)

    def decrementAndGet(self) -> int:
        """Subtract 1, and return the new value."""
        return self.addAndGet(-1)

    def getAndIncrement(self) -> int:
        """Add 1, and return the previous value."""
        return self.getAndAdd(1)

    def addAndGet(self, number: int) -> int:
        """Add a number, and return the new value."""
        return int(self._change(lambda value: value + number)[1])

    def getAndAdd(self, number: int) -> int:
        """Add a number, and return the previous value."""
        return int(self._change(lambda value: value + number)[0])


AtomicInteger = AtomicLong


class AtomicBoolean(AtomicReference):
    """A boolean that threads share. Java: ``java.util.concurrent.atomic.AtomicBoolean``."""

    def __init__(self, value: bool = False) -> None:
        super().__init__(value)


def onExit(body: Callable[[], Any]) -> None:
    """Run a function when the program ends. Scala: ``sys.addShutdownHook``."""
    import atexit

    atexit.register(body)


_ = sys
