"""What the elements of a stream are made of the messages, in the Python workers.

Each maker is called with a message of confluent-kafka's. It is a tuple of the functions that it
calls, so that it can be seen whether they are the same for every batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from sparkish._portable import portable, restoring

__all__ = [
    "ConsumerRecord",
    "Handled",
    "Header",
    "Headers",
    "KafkaMessageAndMetadata",
    "Pair",
    "Record",
    "utf8_decoder",
]

portable(__name__)

Decoder = Callable[[Any], Any]

_TIMESTAMPS = ("NoTimestampType", "CreateTime", "LogAppendTime")


def utf8_decoder(s: bytes | None) -> str | None:
    """Return the text that bytes stand for in UTF-8, and ``None`` for ``None``.

    Examples
    --------
    >>> from sparkish.streaming.kafka import utf8_decoder
    >>> utf8_decoder("né".encode()), utf8_decoder(None)
    ('né', None)
    """
    return None if s is None else s.decode("utf-8")


class Header(NamedTuple):
    """A header of a message. Scala: ``org.apache.kafka.common.header.Header``."""

    key: str
    value: bytes | None


class Headers(tuple[Header, ...]):
    """The headers of a message, in their order. Scala: ``common.header.Headers``."""

    __slots__ = ()

    def lastHeader(self, key: str) -> Header | None:
        """Return the last header of a key, or ``None``. Scala: ``lastHeader(key)``."""
        return next((header for header in reversed(self) if header.key == key), None)

    def headers(self, key: str) -> Iterator[Header]:
        """Return the headers of a key. Scala: ``headers(key)``."""
        return (header for header in self if header.key == key)

    def toArray(self) -> list[Header]:
        """Return the headers as a list. Scala: ``toArray()``."""
        return list(self)

    def __str__(self) -> str:
        shown = ", ".join(
            f"RecordHeader(key = {header.key}, value = {_bytes(header.value)})" for header in self
        )
        return f"RecordHeaders(headers = [{shown}], isReadOnly = false)"


class ConsumerRecord:
    """A message with all that Kafka knows of it.

    Scala: ``org.apache.kafka.clients.consumer.ConsumerRecord``. Its methods without parameters are
    attributes here: ``record.key``, ``record.value``.

    Parameters
    ----------
    topic, partition, offset : str, int, int
        Where it is.
    key, value : object
        What the deserializers make of its bytes.
    timestamp : int
        In milliseconds since 1970; -1 where there is none.
    timestampType : str
        ``CreateTime``, ``LogAppendTime`` or ``NoTimestampType``.
    headers : Headers
        Its headers.
    serializedKeySize, serializedValueSize : int
        In bytes; -1 where there is none.

    Examples
    --------
    >>> from sparkish.streaming.kafka010 import ConsumerRecord
    >>> record = ConsumerRecord("lines", 0, 5, None, "to be")
    >>> record.topic, record.partition, record.offset, record.key, record.value
    ('lines', 0, 5, None, 'to be')
    """

    __slots__ = (
        "headers",
        "key",
        "offset",
        "partition",
        "serializedKeySize",
        "serializedValueSize",
        "timestamp",
        "timestampType",
        "topic",
        "value",
    )

    def __init__(
        self,
        topic: str,
        partition: int,
        offset: int,
        key: Any,
        value: Any,
        timestamp: int = -1,
        timestampType: str = "NoTimestampType",
        headers: Headers | None = None,
        serializedKeySize: int = -1,
        serializedValueSize: int = -1,
    ) -> None:
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.key = key
        self.value = value
        self.timestamp = timestamp
        self.timestampType = timestampType
        self.headers = headers or Headers()
        self.serializedKeySize = serializedKeySize
        self.serializedValueSize = serializedValueSize

    def _fields(self) -> tuple[Any, ...]:
        return (
            self.topic,
            self.partition,
            self.offset,
            self.key,
            self.value,
            self.timestamp,
            self.timestampType,
            self.headers,
            self.serializedKeySize,
            self.serializedValueSize,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ConsumerRecord) and self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash((self.topic, self.partition, self.offset))

    def __str__(self) -> str:
        key, value = ("null" if each is None else each for each in (self.key, self.value))
        return (
            f"ConsumerRecord(topic = {self.topic}, partition = {self.partition}, "
            f"offset = {self.offset}, {self.timestampType} = {self.timestamp}, "
            f"serialized key size = {self.serializedKeySize}, "
            f"serialized value size = {self.serializedValueSize}, headers = {self.headers}, "
            f"key = {key}, value = {value})"
        )

    __repr__ = __str__

    def __reduce__(self) -> tuple[Any, ...]:
        *fields, headers, keySize, valueSize = self._fields()
        return restoring(
            __name__, "_record", *fields, [tuple(header) for header in headers], keySize, valueSize
        )


def _record(*fields: Any) -> ConsumerRecord:
    record = ConsumerRecord(*fields)
    record.headers = Headers(Header(*each) for each in record.headers)
    return record


def _bytes(value: bytes | None) -> str:
    # Java's bytes have a sign.
    if value is None:
        return "null"
    return str([byte - 256 if byte > 127 else byte for byte in value])


class KafkaMessageAndMetadata:
    """A message and where it is, as PySpark 2.4's ``messageHandler`` gets it.

    ``key`` and ``message`` are decoded when they are read.

    Parameters
    ----------
    topic, partition, offset : str, int, int
        Where it is.
    key, message : bytes or None
        The bytes.

    Examples
    --------
    >>> from sparkish.streaming.kafka import KafkaMessageAndMetadata
    >>> message = KafkaMessageAndMetadata("lines", 0, 5, None, b"to be")
    >>> message, message.key, message.message
    (KafkaMessageAndMetadata(topic: lines, partition: 0, offset: 5, key and message...), None, 'to be')
    """  # noqa: E501

    def __init__(
        self, topic: str, partition: int, offset: int, key: bytes | None, message: bytes | None
    ) -> None:
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self._rawKey = key
        self._rawMessage = message
        self._keyDecoder: Decoder = utf8_decoder
        self._valueDecoder: Decoder = utf8_decoder

    def _set_key_decoder(self, decoder: Decoder) -> None:
        self._keyDecoder = decoder

    def _set_value_decoder(self, decoder: Decoder) -> None:
        self._valueDecoder = decoder

    @property
    def key(self) -> Any:
        """The key, decoded."""
        return self._keyDecoder(self._rawKey)

    @property
    def message(self) -> Any:
        """The value, decoded."""
        return self._valueDecoder(self._rawMessage)

    def __str__(self) -> str:
        return (
            f"KafkaMessageAndMetadata(topic: {self.topic}, partition: {self.partition}, "
            f"offset: {self.offset}, key and message...)"
        )

    __repr__ = __str__

    def __reduce__(self) -> tuple[Any, ...]:
        # As PySpark's, it leaves the decoders behind.
        place = (self.topic, self.partition, self.offset)
        return restoring(
            __name__, "KafkaMessageAndMetadata", *place, self._rawKey, self._rawMessage
        )


class Pair(NamedTuple):
    """Makes pairs of a key and a value, decoded: the elements of PySpark 2.4's streams."""

    keyDecoder: Decoder
    valueDecoder: Decoder

    def __call__(self, message: Any) -> tuple[Any, Any]:
        """Return the pair."""
        return self.keyDecoder(message.key()), self.valueDecoder(message.value())


class Handled(NamedTuple):
    """Makes what a ``messageHandler`` makes."""

    keyDecoder: Decoder
    valueDecoder: Decoder
    messageHandler: Decoder

    def __call__(self, message: Any) -> Any:
        """Return what the handler returns."""
        place = (message.topic(), message.partition(), message.offset())
        made = KafkaMessageAndMetadata(*place, message.key(), message.value())
        made._set_key_decoder(self.keyDecoder)
        made._set_value_decoder(self.valueDecoder)
        return self.messageHandler(made)


class Record(NamedTuple):
    """Makes Scala's :class:`ConsumerRecord`; its deserializers take the topic and the bytes."""

    keyDeserializer: Callable[[str, Any], Any]
    valueDeserializer: Callable[[str, Any], Any]

    def __call__(self, message: Any) -> ConsumerRecord:
        """Return the record."""
        topic, key, value = message.topic(), message.key(), message.value()
        kind, at = message.timestamp()
        found = message.headers()
        return ConsumerRecord(
            topic,
            message.partition(),
            message.offset(),
            self.keyDeserializer(topic, key),
            self.valueDeserializer(topic, value),
            at if kind else -1,
            _TIMESTAMPS[kind],
            Headers(Header(*each) for each in found) if found else None,
            -1 if key is None else len(key),
            -1 if value is None else len(value),
        )
