"""Java's deserializers in Python, and what ``key.deserializer`` may be."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sparkish._portable import portable

__all__ = [
    "BooleanDeserializer",
    "ByteArrayDeserializer",
    "ByteBufferDeserializer",
    "BytesDeserializer",
    "Deserializer",
    "DoubleDeserializer",
    "FloatDeserializer",
    "IntegerDeserializer",
    "LongDeserializer",
    "ShortDeserializer",
    "StringDeserializer",
    "UUIDDeserializer",
    "VoidDeserializer",
    "deserializer",
]

portable(__name__)

_PACKAGE = "org.apache.kafka.common.serialization."


class Deserializer:
    """Makes a key or a value of bytes; a class of the program's own overrides ``deserialize``.

    It runs in the Python workers. Scala: ``org.apache.kafka.common.serialization.Deserializer``.

    Examples
    --------
    >>> import json
    >>> from sparkish.streaming.kafka010 import Deserializer
    >>> class JsonDeserializer(Deserializer):
    ...     def deserialize(self, topic, data):
    ...         return None if data is None else json.loads(data)
    >>> JsonDeserializer().deserialize("lines", b'{"a": 1}')
    {'a': 1}
    """

    def configure(self, configs: Mapping[str, Any], isKey: bool) -> None:
        """Take the settings; it is called once. Scala: ``configure(configs, isKey)``."""

    def deserialize(self, topic: str, data: bytes | None) -> Any:
        """Return what the bytes stand for. Scala: ``deserialize(topic, data)``."""
        raise NotImplementedError(f"{type(self).__name__} has no deserialize(self, topic, data).")


class StringDeserializer(Deserializer):
    """Text: UTF-8, or as ``key.deserializer.encoding`` and its kin say.

    As in Java, bytes that are no text become U+FFFD.

    Examples
    --------
    >>> from sparkish.streaming.kafka010 import StringDeserializer
    >>> StringDeserializer().deserialize("lines", "né".encode())
    'né'
    """

    def __init__(self) -> None:
        self._encoding = "utf-8"

    def configure(self, configs: Mapping[str, Any], isKey: bool) -> None:
        """Take the encoding."""
        own = f"{'key' if isKey else 'value'}.deserializer.encoding"
        encoding = configs.get(own, configs.get("deserializer.encoding"))
        if encoding is not None:
            b"".decode(str(encoding))
            self._encoding = str(encoding)

    def deserialize(self, topic: str, data: bytes | None) -> str | None:
        """Return the text."""
        return None if data is None else data.decode(self._encoding, "replace")


class ByteArrayDeserializer(Deserializer):
    """The bytes as they are."""

    def deserialize(self, topic: str, data: bytes | None) -> bytes | None:
        """Return the bytes."""
        return data


class BytesDeserializer(ByteArrayDeserializer):
    """The bytes as they are."""


class ByteBufferDeserializer(ByteArrayDeserializer):
    """The bytes as they are."""


class _Packed(Deserializer):
    """A number or a truth value, the most significant byte first."""

    _format: struct.Struct

    def deserialize(self, topic: str, data: bytes | None) -> Any:
        if data is None:
            return None
        if len(data) != self._format.size:
            raise ValueError(
                f"{type(self).__name__} takes {self._format.size} byte(s), and this has {len(data)}"
            )
        return self._format.unpack(data)[0]


class IntegerDeserializer(_Packed):
    """Four bytes as an ``int``."""

    _format = struct.Struct("!i")


class LongDeserializer(_Packed):
    """Eight bytes as an ``int``."""

    _format = struct.Struct("!q")


class ShortDeserializer(_Packed):
    """Two bytes as an ``int``."""

    _format = struct.Struct("!h")


class FloatDeserializer(_Packed):
    """Four bytes as a ``float``."""

    _format = struct.Struct("!f")


class DoubleDeserializer(_Packed):
    """Eight bytes as a ``float``."""

    _format = struct.Struct("!d")


class BooleanDeserializer(_Packed):
    """One byte as a ``bool``."""

    _format = struct.Struct("!?")


class UUIDDeserializer(Deserializer):
    """The text of a UUID as a ``uuid.UUID``."""

    def deserialize(self, topic: str, data: bytes | None) -> UUID | None:
        """Return the UUID."""
        return None if data is None else UUID(data.decode())


class VoidDeserializer(Deserializer):
    """Always ``None``."""

    def deserialize(self, topic: str, data: bytes | None) -> None:
        """Return ``None``."""
        return


_BY_NAME = {
    kind.__name__: kind
    for kind in (
        StringDeserializer,
        ByteArrayDeserializer,
        BytesDeserializer,
        ByteBufferDeserializer,
        IntegerDeserializer,
        LongDeserializer,
        ShortDeserializer,
        FloatDeserializer,
        DoubleDeserializer,
        BooleanDeserializer,
        UUIDDeserializer,
        VoidDeserializer,
    )
}


class _Function:
    """A function of the bytes alone, as a deserializer's ``deserialize``."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self._function = function

    def __call__(self, topic: str, data: bytes | None) -> Any:
        return self._function(data)


def deserializer(configs: Mapping[str, Any], isKey: bool) -> Callable[[str, Any], Any]:
    """Return the function of a topic and bytes that ``kafkaParams`` ask for.

    Raises
    ------
    TypeError, ValueError
        Where there is none, or it is nothing that can be one.
    """
    key = f"{'key' if isKey else 'value'}.deserializer"
    given = configs.get(key)
    if given is None:
        raise ValueError(
            f'kafkaParams lacks "{key}": give it StringDeserializer, for instance, or a function '
            "of bytes."
        )
    found = given
    if isinstance(given, str):
        name = given.removeprefix("class ").removeprefix(_PACKAGE)
        found = _BY_NAME.get(name)
        if found is None:
            raise ValueError(
                f'"{key}" is {given}, a class of Java\'s that is not known here: give it a Python '
                "function of bytes instead (of None, too, where there is no key), or a class with "
                "deserialize(self, topic, data)."
            )
    if isinstance(found, type) and hasattr(found, "deserialize"):
        found = found()
    if hasattr(found, "deserialize"):
        if hasattr(found, "configure"):
            found.configure(configs, isKey)
        return found.deserialize  # type: ignore[no-any-return]
    if not callable(found):
        raise TypeError(
            f'"{key}" must be a deserializer, such as StringDeserializer, or a function of bytes, '
            f"not {given!r}."
        )
    return _Function(found)
