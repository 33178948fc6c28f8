"""Java's streams of bytes, for ported programs: ``java.io``.

A stream of bytes is a binary file of Python's. What Java's methods say otherwise is a function
here: ``readByte(stream)`` for ``stream.read()``. An array of bytes is ``bytes`` or a ``bytearray``.
"""

from __future__ import annotations

import io
import os
import select
import struct
import sys
from collections.abc import Iterator
from typing import Any

from sparkish._executor.portable import portable

portable(__name__)


def readByte(stream: Any) -> int:
    r"""Return the next byte, from 0 to 255, or -1 at the end. Java: ``InputStream.read()``.

    Examples
    --------
    >>> stream = ByteArrayInputStream(b"\xff")
    >>> readByte(stream), readByte(stream)
    (255, -1)
    """
    byte = stream.read(1)
    return byte[0] if byte else -1


def readInto(stream: Any, buffer: bytearray, offset: int = 0, length: int | None = None) -> int:
    """Read what there is into a buffer, and return how many bytes, -1 at the end.

    Java: ``InputStream.read(buffer, offset, length)``, which waits for one byte only.

    Examples
    --------
    >>> stream, buffer = ByteArrayInputStream(b"abc"), bytearray(2)
    >>> readInto(stream, buffer), readInto(stream, buffer), readInto(stream, buffer), buffer
    (2, 1, -1, bytearray(b'cb'))
    """
    count = len(buffer) - offset if length is None else length
    if count == 0:
        return 0
    found = getattr(stream, "read1", stream.read)(count)
    buffer[offset : offset + len(found)] = found
    return len(found) or -1


def available(stream: Any) -> int:
    """Return how many bytes can be read without waiting. Java: ``InputStream.available()``.

    Examples
    --------
    >>> available(ByteArrayInputStream(b"abc"))
    3
    """
    if stream.seekable():
        at = stream.tell()
        last = stream.seek(0, os.SEEK_END)
        stream.seek(at)
        return int(last - at)
    if select.select([stream], [], [], 0)[0]:
        return len(stream.peek(1))
    # Nothing has come, but Python may have read ahead. Looking there must not wait.
    waits = os.get_blocking(stream.fileno())
    os.set_blocking(stream.fileno(), False)
    try:
        return len(stream.peek(1))
    finally:
        os.set_blocking(stream.fileno(), waits)


def lineOf(stream: Any, encoding: str) -> str | None:
    """Return a stream's next line without its end, or None at the end."""
    line = stream.readline()
    return line.decode(encoding).rstrip("\n").removesuffix("\r") if line else None


def bytesOf(values: Any) -> bytes:
    """Return the bytes of an array, whose elements may be negative."""
    if isinstance(values, (bytes, bytearray)):
        return bytes(values)
    return bytes(each & 0xFF for each in values)


class FileInputStream(io.BufferedReader):
    """Reads bytes from a file. Java: ``java.io.FileInputStream``."""

    def __init__(self, file: Any) -> None:
        super().__init__(io.FileIO(str(file)))


class ByteArrayInputStream(io.BufferedReader):
    """Reads bytes from an array. Java: ``java.io.ByteArrayInputStream``."""

    def __init__(self, values: Any, offset: int = 0, length: int | None = None) -> None:
        end = None if length is None else offset + length
        super().__init__(io.BytesIO(bytesOf(values)[offset:end]))


class DataInputStream:
    r"""Reads numbers and texts from a stream of bytes. Java: ``java.io.DataInputStream``.

    Examples
    --------
    >>> stream = DataInputStream(ByteArrayInputStream(b"\x00\x00\x01\x00\x00\x02hi"))
    >>> stream.readInt(), stream.readUTF()
    (256, 'hi')
    """

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def __getattr__(self, name: str) -> Any:
        # All else is the stream's own; while it is unpickled it has none yet.
        if name == "stream":
            raise AttributeError(name)
        return getattr(self.stream, name)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.stream)

    def readFully(self, buffer: bytearray, offset: int = 0, length: int | None = None) -> None:
        """Fill a buffer, or a part of it."""
        count = len(buffer) - offset if length is None else length
        buffer[offset : offset + count] = self._exactly(count)

    def readBoolean(self) -> bool:
        """Return whether the next byte is not 0."""
        return bool(self._unpacked(">?"))

    def readByte(self) -> int:
        """Return the next byte, from -128 to 127."""
        return int(self._unpacked(">b"))

    def readUnsignedByte(self) -> int:
        """Return the next byte, from 0 to 255."""
        return int(self._unpacked(">B"))

    def readChar(self) -> str:
        """Return the next two bytes as a character."""
        return chr(self._unpacked(">H"))

    def readShort(self) -> int:
        """Return a number of two bytes."""
        return int(self._unpacked(">h"))

    def readUnsignedShort(self) -> int:
        """Return a number of two bytes that is not negative."""
        return int(self._unpacked(">H"))

    def readInt(self) -> int:
        """Return a number of four bytes."""
        return int(self._unpacked(">i"))

    def readLong(self) -> int:
        """Return a number of eight bytes."""
        return int(self._unpacked(">q"))

    def readFloat(self) -> float:
        """Return a float of four bytes."""
        return float(self._unpacked(">f"))

    def readDouble(self) -> float:
        """Return a float of eight bytes."""
        return float(self._unpacked(">d"))

    def readUTF(self) -> str:
        """Return a text that begins with its length in two bytes."""
        return self._exactly(self.readUnsignedShort()).decode()

    def readLine(self) -> str | None:
        """Return the next line, a character a byte, or None at the end."""
        return lineOf(self.stream, "latin-1")

    def _unpacked(self, form: str) -> Any:
        return struct.unpack(form, self._exactly(struct.calcsize(form)))[0]

    def _exactly(self, count: int) -> bytes:
        found: bytes = self.stream.read(count)
        if len(found) < count:
            raise EOFException
        return found


class EOFException(OSError, EOFError):
    """The stream ends too early. Java: ``java.io.EOFException``, an ``IOException``."""


class FileOutputStream(io.FileIO):
    """Writes bytes to a file. Java: ``java.io.FileOutputStream``."""

    def __init__(self, file: Any, append: bool = False) -> None:
        super().__init__(str(file), "ab" if append else "wb")

    def write(self, values: Any) -> int:
        """Write bytes."""
        return super().write(bytesOf(values))


class ByteArrayOutputStream(io.BytesIO):
    r"""Collects bytes. Java: ``java.io.ByteArrayOutputStream``.

    Examples
    --------
    >>> out = ByteArrayOutputStream()
    >>> DataOutputStream(out).writeInt(258)
    >>> out.toByteArray(), out.size()
    (b'\x00\x00\x01\x02', 4)
    """

    def __init__(self, size: int = 0) -> None:
        super().__init__()

    def write(self, values: Any) -> int:
        """Write bytes."""
        return super().write(bytesOf(values))

    def toByteArray(self) -> bytes:
        """Return what was written."""
        return self.getvalue()

    def size(self) -> int:
        """Return how many bytes were written."""
        return len(self.getvalue())

    def reset(self) -> None:
        """Forget what was written."""
        self.seek(0)
        self.truncate()

    def toString(self, encoding: Any = "UTF-8") -> str:
        """Return what was written as text."""
        return self.getvalue().decode(str(encoding))

    __str__ = toString


class DataOutputStream:
    """Writes numbers and texts to a stream of bytes. Java: ``java.io.DataOutputStream``."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self._count = 0

    def write(self, values: Any) -> None:
        """Write bytes."""
        values = bytesOf(values)
        self.stream.write(values)
        self._count += len(values)

    def writeBoolean(self, value: bool) -> None:
        """Write a byte, 1 or 0."""
        self.write(struct.pack(">?", value))

    def writeByte(self, value: int) -> None:
        """Write the last eight bits of a number."""
        self.write(bytes([value & 0xFF]))

    def writeBytes(self, text: str) -> None:
        """Write a text, a byte a character."""
        self.write(bytes(ord(char) & 0xFF for char in text))

    def writeChar(self, value: int) -> None:
        """Write a character's code in two bytes."""
        self.writeShort(value)

    def writeShort(self, value: int) -> None:
        """Write the last two bytes of a number."""
        self.write(struct.pack(">H", value & 0xFFFF))

    def writeInt(self, value: int) -> None:
        """Write a number in four bytes."""
        self.write(struct.pack(">I", value & 0xFFFF_FFFF))

    def writeLong(self, value: int) -> None:
        """Write a number in eight bytes."""
        self.write(struct.pack(">q", value))

    def writeFloat(self, value: float) -> None:
        """Write a float in four bytes."""
        self.write(struct.pack(">f", value))

    def writeDouble(self, value: float) -> None:
        """Write a float in eight bytes."""
        self.write(struct.pack(">d", value))

    def writeUTF(self, text: str) -> None:
        """Write a text's length in two bytes, and the text."""
        encoded = text.encode()
        self.writeShort(len(encoded))
        self.write(encoded)

    def size(self) -> int:
        """Return how many bytes were written."""
        return self._count

    def flush(self) -> None:
        """Flush what was written."""
        self.stream.flush()

    def close(self) -> None:
        """Close the stream."""
        self.stream.close()


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
