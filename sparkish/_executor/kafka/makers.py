"""Makes the elements of a stream from the messages, in the Python workers.

Each maker is called with a confluent-kafka message. It is a tuple of the functions that it calls,
so that comparing tuples shows whether two batches use the same functions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sparkish._executor.kafka.records import (
    ConsumerRecord,
    Header,
    Headers,
    KafkaMessageAndMetadata,
)
from sparkish._executor.portable import portable

__all__ = ["Decoder", "Handled", "Pair", "Record"]

portable(__name__)

Decoder = Callable[[Any], Any]

_TIMESTAMPS = ("NoTimestampType", "CreateTime", "LogAppendTime")


class Pair(NamedTuple):
    """Makes pairs of a decoded key and value: the elements of PySpark 2.4's streams."""

    keyDecoder: Decoder
    valueDecoder: Decoder

    def __call__(self, message: Any) -> tuple[Any, Any]:
        """Return the pair."""
        return self.keyDecoder(message.key()), self.valueDecoder(message.value())


class Handled(NamedTuple):
    """Makes elements with a ``messageHandler``."""

    keyDecoder: Decoder
    valueDecoder: Decoder
    messageHandler: Decoder

    def __call__(self, message: Any) -> Any:
        """Return the handler's result."""
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
