"""Java's deserializers in Python, and the values that ``key.deserializer`` takes."""

from __future__ import annotations

import codecs
import struct
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sparkish._executor.portable import portable

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

Function = Callable[[str, Any], Any]

_PACKAGE = "org.apache.kafka.common.serialization."


class Deserializer:
    """Turns bytes into a key or a value; a subclass of yours overrides ``deserialize``.

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
        """Receive the settings; called once. Scala: ``configure(configs, isKey)``."""

    def deserialize(self, topic: str, data: bytes | None) -> Any:
        """Return the value of the bytes. Scala: ``deserialize(topic, data)``."""
        raise NotImplementedError(f"{type(self).__name__} has no deserialize(self, topic, data).")


class _BuiltIn(Deserializer):
    """One of Java's own deserializers."""

    def function(self) -> Function:
        """Return ``deserialize`` as a function that nothing can change."""
        raise NotImplementedError

    def deserialize(self, topic: str, data: bytes | None) -> Any:
        """Return the value of the bytes."""
        return self.function()(topic, data)


class StringDeserializer(_BuiltIn):
    """Bytes as a ``str``, in UTF-8 or the encoding that ``key.deserializer.encoding`` sets.

    ``value.deserializer.encoding`` and ``deserializer.encoding`` work too. As in Java, bytes that
    are not valid text become U+FFFD.

    Examples
    --------
    >>> from sparkish.streaming.kafka010 import StringDeserializer
    >>> StringDeserializer().deserialize("lines", "né".encode())
    'né'
    """

    def __init__(self) -> None:
        self._encoding = "utf-8"

    def configure(self, configs: Mapping[str, Any], isKey: bool) -> None:
        """Read the encoding from the settings."""
        own = f"{'key' if isKey else 'value'}.deserializer.encoding"
        encoding = configs.get(own, configs.get("deserializer.encoding"))
        if encoding is not None:
            try:
                codecs.lookup(str(encoding))
            except LookupError:
                raise ValueError(f'"{own}" is {encoding!r}, not a known encoding.') from None
            self._encoding = str(encoding)

    def function(self) -> Function:
        """Return ``deserialize`` as a function that nothing can change."""
        encoding = self._encoding
        return lambda topic, data: None if data is None else data.decode(encoding, "replace")


class ByteArrayDeserializer(_BuiltIn):
    """The bytes, unchanged."""

    def function(self) -> Function:
        """Return ``deserialize`` as a function that nothing can change."""
        return lambda topic, data: data


class BytesDeserializer(ByteArrayDeserializer):
    """The bytes, unchanged."""


class ByteBufferDeserializer(ByteArrayDeserializer):
    """The bytes, unchanged."""


class _Packed(_BuiltIn):
    """A number or a boolean, with the most significant byte first."""

    _format: str

    def function(self) -> Function:
        """Return ``deserialize`` as a function that nothing can change."""
        name, packed = type(self).__name__, self._format

        def unpacked(topic: str, data: bytes | None) -> Any:
            if data is None:
                return None
            if len(data) != (size := struct.calcsize(packed)):
                raise ValueError(f"{name} takes {size} byte(s), and this has {len(data)}")
            return struct.unpack(packed, data)[0]

        return unpacked


class IntegerDeserializer(_Packed):
    """Four bytes as an ``int``."""

    _format = "!i"


class LongDeserializer(_Packed):
    """Eight bytes as an ``int``."""

    _format = "!q"


class ShortDeserializer(_Packed):
    """Two bytes as an ``int``."""

    _format = "!h"


class FloatDeserializer(_Packed):
    """Four bytes as a ``float``."""

    _format = "!f"


class DoubleDeserializer(_Packed):
    """Eight bytes as a ``float``."""

    _format = "!d"


class BooleanDeserializer(_Packed):
    """One byte as a ``bool``."""

    _format = "!?"


class UUIDDeserializer(_BuiltIn):
    """A UUID's text as a ``uuid.UUID``."""

    def function(self) -> Function:
        """Return ``deserialize`` as a function that nothing can change."""
        return lambda topic, data: None if data is None else UUID(data.decode())


class VoidDeserializer(_BuiltIn):
    """Always ``None``."""

    def function(self) -> Function:
        """Return ``deserialize`` as a function that nothing can change."""
        return lambda topic, data: None


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


def ofBytes(function: Callable[[Any], Any]) -> Function:
    """Turn a function of only the bytes into a deserializer's function."""
    return lambda topic, data: function(data)


def deserializer(configs: Mapping[str, Any], isKey: bool) -> Function:
    """Return the deserializer function that ``kafkaParams`` name; it takes a topic and bytes.

    Raises
    ------
    TypeError, ValueError
        If ``kafkaParams`` have no deserializer, or one that cannot be used.
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
                f'"{key}" is {given}, a Java class that is not known here: give it a Python '
                "function of bytes instead (it gets None if there is no key), or a class with "
                "deserialize(self, topic, data)."
            )
    if isinstance(found, type) and hasattr(found, "deserialize"):
        found = found()
    if hasattr(found, "deserialize"):
        if hasattr(found, "configure"):
            found.configure(configs, isKey)
        isBuiltIn = type(found) in _BY_NAME.values()
        return found.function() if isBuiltIn else found.deserialize  # type: ignore[no-any-return]
    if not callable(found):
        raise TypeError(
            f'"{key}" must be a deserializer, such as StringDeserializer, or a function of bytes, '
            f"not {given!r}."
        )
    return ofBytes(found)
