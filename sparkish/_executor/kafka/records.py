"""The elements of a stream: values that travel between the workers and to the driver."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sparkish._executor.parentheses import parentheses
from sparkish._executor.portable import byValue
from sparkish._executor.shared import Shared, restoring, shared

__all__ = ["ConsumerRecord", "Header", "Headers", "KafkaMessageAndMetadata", "utf8_decoder"]

shared(__name__)

Decoder = Callable[[Any], Any]


@byValue
def utf8_decoder(s: bytes | None) -> str | None:
    """Decode bytes as UTF-8; ``None`` stays ``None``.

    Examples
    --------
    >>> from sparkish.streaming.kafka import utf8_decoder
    >>> utf8_decoder("né".encode()), utf8_decoder(None)
    ('né', None)
    """
    return None if s is None else s.decode("utf-8")


@parentheses
class Header(metaclass=Shared):
    """A header of a message. Scala: ``org.apache.kafka.common.header.Header``."""

    __slots__ = ("_held",)

    def __init__(self, key: str, value: bytes | None) -> None:
        self._held = (key, value)

    @property
    def key(self) -> str:
        """The key. Scala: ``key()``."""
        return self._held[0]

    @property
    def value(self) -> bytes | None:
        """The bytes. Scala: ``value()``."""
        return self._held[1]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Header) and self._held == other._held

    def __hash__(self) -> int:
        return hash(self._held)

    def __repr__(self) -> str:
        return f"RecordHeader(key = {self.key}, value = {_bytes(self.value)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return restoring(Header, "Header", *self._held)


class Headers(tuple[Header, ...], metaclass=Shared):
    """The headers of a message, in order. Scala: ``common.header.Headers``."""

    __slots__ = ()

    def lastHeader(self, key: str) -> Header | None:
        """Return the last header with a key, or ``None``. Scala: ``lastHeader(key)``."""
        return next((header for header in reversed(self) if header.key == key), None)

    def headers(self, key: str) -> Iterator[Header]:
        """Return all headers with a key. Scala: ``headers(key)``."""
        return (header for header in self if header.key == key)

    def toArray(self) -> list[Header]:
        """Return the headers as a list. Scala: ``toArray()``."""
        return list(self)

    def __str__(self) -> str:
        return f"RecordHeaders(headers = [{', '.join(map(str, self))}], isReadOnly = false)"

    def __reduce__(self) -> tuple[Any, ...]:
        return restoring(Headers, "Headers", list(self))


@parentheses
class ConsumerRecord(metaclass=Shared):
    """A message with all its data in Kafka.

    Scala: ``org.apache.kafka.clients.consumer.ConsumerRecord``: ``record.value`` or, as in Java,
    ``record.value()``.

    Parameters
    ----------
    topic, partition, offset : str, int, int
        The place of the message.
    key, value : object
        The results of the deserializers.
    timestamp : int
        In milliseconds since 1970; -1 without a timestamp.
    timestampType : str
        ``CreateTime``, ``LogAppendTime`` or ``NoTimestampType``.
    headers : Headers
        The message's headers.
    serializedKeySize, serializedValueSize : int
        In bytes; -1 without a key or value.

    Examples
    --------
    >>> from sparkish.streaming.kafka010 import ConsumerRecord
    >>> record = ConsumerRecord("lines", 0, 5, None, "to be")
    >>> record.topic, record.partition, record.offset, record.key, record.value
    ('lines', 0, 5, None, 'to be')
    """

    __slots__ = ("_held",)

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
        place, time = (topic, partition, offset), (timestamp, timestampType)
        sizes = (serializedKeySize, serializedValueSize)
        self._held: tuple[Any, ...] = (*place, key, value, *time, headers or Headers(), *sizes)

    @property
    def topic(self) -> str:
        """The topic. Scala: ``topic()``."""
        return self._held[0]  # type: ignore[no-any-return]

    @property
    def partition(self) -> int:
        """The partition's number. Scala: ``partition()``."""
        return self._held[1]  # type: ignore[no-any-return]

    @property
    def offset(self) -> int:
        """The message's number in its partition. Scala: ``offset()``."""
        return self._held[2]  # type: ignore[no-any-return]

    @property
    def key(self) -> Any:
        """The deserialized key. Scala: ``key()``."""
        return self._held[3]

    @property
    def value(self) -> Any:
        """The deserialized value. Scala: ``value()``."""
        return self._held[4]

    @property
    def timestamp(self) -> int:
        """Milliseconds since 1970, or -1 without a timestamp. Scala: ``timestamp()``."""
        return self._held[5]  # type: ignore[no-any-return]

    @property
    def timestampType(self) -> str:
        """``CreateTime``, ``LogAppendTime`` or ``NoTimestampType``. Scala: ``timestampType()``."""
        return self._held[6]  # type: ignore[no-any-return]

    @property
    def headers(self) -> Headers:
        """The headers. Scala: ``headers()``."""
        return self._held[7]  # type: ignore[no-any-return]

    @property
    def serializedKeySize(self) -> int:
        """The key's size in bytes, or -1 without a key. Scala: ``serializedKeySize()``."""
        return self._held[8]  # type: ignore[no-any-return]

    @property
    def serializedValueSize(self) -> int:
        """The value's size in bytes, or -1 without a value. Scala: ``serializedValueSize()``."""
        return self._held[9]  # type: ignore[no-any-return]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ConsumerRecord) and self._held == other._held

    def __hash__(self) -> int:
        return hash(self._held[:3])

    def __str__(self) -> str:
        topic, partition, offset, key, value, timestamp, kind, headers, *sizes = self._held
        key, value = ("null" if each is None else each for each in (key, value))
        return (
            f"ConsumerRecord(topic = {topic}, partition = {partition}, offset = {offset}, "
            f"{kind} = {timestamp}, serialized key size = {sizes[0]}, serialized value size = "
            f"{sizes[1]}, headers = {headers}, key = {key}, value = {value})"
        )

    __repr__ = __str__

    def __reduce__(self) -> tuple[Any, ...]:
        return restoring(ConsumerRecord, "ConsumerRecord", *self._held)


def _bytes(value: bytes | None) -> str:
    # Java prints bytes as signed numbers.
    if value is None:
        return "null"
    return str([byte - 256 if byte > 127 else byte for byte in value])


class KafkaMessageAndMetadata(metaclass=Shared):
    """A message and its place: the argument of PySpark 2.4's ``messageHandler``.

    ``key`` and ``message`` are decoded when they are read.

    Parameters
    ----------
    topic, partition, offset : str, int, int
        The place of the message.
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
        # Without the decoders, as in PySpark.
        place = (self.topic, self.partition, self.offset)
        raw = (self._rawKey, self._rawMessage)
        return restoring(KafkaMessageAndMetadata, "KafkaMessageAndMetadata", *place, *raw)
