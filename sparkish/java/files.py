"""Paths and whole files, with Java's names: ``java.nio.file``, and what Guava's ``Files`` adds."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from typing import Any

from sparkish._executor.portable import portable
from sparkish.java.io import Path

portable(__name__)


class Paths:
    """Paths of texts. Java: ``java.nio.file.Paths``."""

    @staticmethod
    def get(first: Any, *more: str) -> Path:
        """Return the path of one text or several."""
        return Path(first, *more)


class StandardOpenOption:
    """How a file is opened. Java: ``java.nio.file.StandardOpenOption``."""

    APPEND, CREATE, CREATE_NEW, WRITE = "append", "create", "create_new", "write"
    READ, TRUNCATE_EXISTING = "read", "truncate_existing"


FileWriteMode = StandardOpenOption


class StandardCopyOption:
    """How a file is copied or moved. Java: ``java.nio.file.StandardCopyOption``."""

    REPLACE_EXISTING, ATOMIC_MOVE = "replace_existing", "atomic_move"


class Files:
    """Whole files. Java: ``java.nio.file.Files``, and Guava's."""

    @staticmethod
    def exists(path: Any) -> bool:
        """Tell whether there is such a file."""
        return os.path.exists(str(path))

    @staticmethod
    def notExists(path: Any) -> bool:
        """Tell whether there is no such file."""
        return not os.path.exists(str(path))

    @staticmethod
    def isDirectory(path: Any) -> bool:
        """Tell whether it is a folder."""
        return os.path.isdir(str(path))

    @staticmethod
    def size(path: Any) -> int:
        """Return how many bytes it has."""
        return os.path.getsize(str(path))

    @staticmethod
    def write(path: Any, content: Any, *options: Any) -> Path:
        """Write bytes, or lines, and return the path."""
        isAppending = StandardOpenOption.APPEND in options
        if not isinstance(content, (bytes, bytearray)):
            if isinstance(content, Iterable) and not isinstance(content, str):
                content = "".join(f"{line}\n" for line in content)
            content = str(content).encode()
        with open(str(path), "ab" if isAppending else "wb") as opened:
            opened.write(content)
        return Path(path)

    @staticmethod
    def writeString(path: Any, text: str, *options: Any) -> Path:
        """Write a text, and return the path."""
        return Files.write(path, text.encode(), *options)

    @staticmethod
    def readAllBytes(path: Any) -> bytes:
        """Return what is in it, as bytes."""
        with open(str(path), "rb") as opened:
            return opened.read()

    @staticmethod
    def readString(path: Any, _charset: Any = None) -> str:
        """Return what is in it, as a text."""
        return Files.readAllBytes(path).decode()

    @staticmethod
    def readAllLines(path: Any, _charset: Any = None) -> list[str]:
        """Return its lines."""
        return Files.readString(path).splitlines()

    @staticmethod
    def createDirectory(path: Any) -> Path:
        """Make a folder."""
        os.mkdir(str(path))
        return Path(path)

    @staticmethod
    def createDirectories(path: Any) -> Path:
        """Make a folder and those that it is in."""
        os.makedirs(str(path), exist_ok=True)
        return Path(path)

    @staticmethod
    def createFile(path: Any) -> Path:
        """Make an empty file.

        Raises
        ------
        FileExistsError
            Where there is one.
        """
        with open(str(path), "x"):
            return Path(path)

    @staticmethod
    def createTempDirectory(prefix: str | None = None) -> Path:
        """Make a folder for a while."""
        return Path(tempfile.mkdtemp(prefix=prefix))

    @staticmethod
    def createTempFile(prefix: str | None, suffix: str | None) -> Path:
        """Make a file for a while."""
        number, path = tempfile.mkstemp(prefix=prefix, suffix=suffix or ".tmp")
        os.close(number)
        return Path(path)

    @staticmethod
    def delete(path: Any) -> None:
        """Delete a file, or an empty folder.

        Raises
        ------
        FileNotFoundError
            Where there is none.
        """
        (os.rmdir if os.path.isdir(str(path)) else os.remove)(str(path))

    @staticmethod
    def deleteIfExists(path: Any) -> bool:
        """Delete a file, and tell whether it was there."""
        isThere = Files.exists(path)
        if isThere:
            Files.delete(path)
        return isThere

    @staticmethod
    def move(source: Any, target: Any, *options: Any) -> Path:
        """Give a file another path.

        Raises
        ------
        FileExistsError
            Where there is a file already, and it is not to be replaced.
        """
        _free(target, options)
        shutil.move(str(source), str(target))
        return Path(target)

    @staticmethod
    def copy(source: Any, target: Any, *options: Any) -> Path:
        """Copy a file.

        Raises
        ------
        FileExistsError
            Where there is a file already, and it is not to be replaced.
        """
        _free(target, options)
        shutil.copyfile(str(source), str(target))
        return Path(target)

    @staticmethod
    def append(text: str, file: Any, charset: str) -> None:
        """Write a text at the end of a file. Guava: ``Files.append``."""
        with open(str(file), "a", encoding=charset) as opened:
            opened.write(text)

    @staticmethod
    def asCharSink(file: Any, charset: str, *modes: Any) -> CharSink:
        """Return what texts are written into. Guava: ``Files.asCharSink``."""
        return CharSink(file, charset, StandardOpenOption.APPEND in modes)


def _free(target: Any, options: Iterable[Any]) -> None:
    if os.path.exists(str(target)):
        if StandardCopyOption.REPLACE_EXISTING not in options:
            raise FileExistsError(str(target))
        os.remove(str(target))


class CharSink:
    """What texts are written into. Guava: ``CharSink``."""

    def __init__(self, file: Any, charset: str, append: bool) -> None:
        self._file, self._charset, self._mode = file, charset, "a" if append else "w"

    def write(self, text: str) -> None:
        """Write a text."""
        with open(str(self._file), self._mode, encoding=self._charset) as opened:
            opened.write(text)
