"""Messages with gaps between their offsets, as after compaction, sent in Kafka's own protocol.

No client sends such batches, because only a broker removes messages. The mock cluster stores a
batch unchanged, and trusts its header.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Mapping

__all__ = ["compactedBatch", "sendCompacted"]

_PRODUCE, _VERSION = 0, 3


def sendCompacted(
    servers: str, topic: str, partition: int, messages: Mapping[int, bytes], span: int
) -> None:
    """Send a batch in which some offsets are missing.

    Parameters
    ----------
    servers : str
        The address of the partition's leader broker.
    messages : mapping
        The values by their positions in the batch.
    span : int
        The number of offsets of the batch.

    Raises
    ------
    RuntimeError
        If the broker does not accept the batch.
    """
    batch = compactedBatch(messages, span)
    body = struct.pack("!hhi", -1, -1, 30_000) + struct.pack("!i", 1) + _string(topic)
    body += struct.pack("!iii", 1, partition, len(batch)) + batch
    request = struct.pack("!hhi", _PRODUCE, _VERSION, 1) + _string("compacted") + body
    host, port = servers.split(",")[0].split(":")
    with socket.create_connection((host, int(port)), 30) as connection:
        connection.sendall(struct.pack("!i", len(request)) + request)
        (size,) = struct.unpack("!i", _read(connection, 4))
        answer = _read(connection, size)
    # The answer has correlation, topics, name, partitions and partition, and then the error.
    (code,) = struct.unpack_from("!h", answer, 4 + 4 + 2 + len(topic.encode()) + 4 + 4)
    if code:
        raise RuntimeError(f"{topic}-{partition}: the broker answers with error {code}")


def compactedBatch(messages: Mapping[int, bytes], span: int) -> bytes:
    """Return a batch of records in Kafka's storage format."""
    records = b"".join(_record(delta, value) for delta, value in sorted(messages.items()))
    # Attributes, last offset, timestamps, no producer, and the number of records, which the broker
    # trusts.
    after = struct.pack("!hiqqqhii", 0, span - 1, 0, 0, -1, -1, -1, span) + records
    # Leader's epoch, format 2, and no checksum: by default consumers do not check it.
    before = struct.pack("!ibI", -1, 2, 0)
    return struct.pack("!qi", 0, len(before) + len(after)) + before + after


def _record(delta: int, value: bytes) -> bytes:
    # Without a key, a batch with many gaps is shorter than its header's count allows.
    key = b"a key"
    body = b"\0" + _varint(0) + _varint(delta) + _varint(len(key)) + key
    body += _varint(len(value)) + value + _varint(0)
    return _varint(len(body)) + body


def _varint(value: int) -> bytes:
    left = value * 2
    found = bytearray()
    while left > 127:
        found.append(left & 127 | 128)
        left >>= 7
    return bytes(found) + bytes([left])


def _string(text: str) -> bytes:
    encoded = text.encode()
    return struct.pack("!h", len(encoded)) + encoded


def _read(connection: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        if not (part := connection.recv(size - len(found))):
            raise RuntimeError("the broker has closed the connection")
        found += part
    return found
