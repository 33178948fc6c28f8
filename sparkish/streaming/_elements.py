"""How elements that are no text reach Python's workers, through Spark's own receivers.

Pickled by value, as all that travels to executors: they need no sparkish.
"""

from __future__ import annotations

import pickle
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterator
from typing import Any

from pyspark.serializers import AutoBatchedSerializer, CPickleSerializer

from sparkish._portable import portable
from sparkish._workers import LineDeserializer

__all__ = ["JavaElements", "PickledLines", "pickledLine"]

portable(__name__)

_pickler = CPickleSerializer()
# What needs nothing of PySpark's pickler, which is an order of magnitude slower than pickle.
_PLAIN = {str, bytes, int, float}


def pickledLine(element: Any) -> bytes:
    """Return an element as a line of text: what Spark's socket receiver takes and stores."""
    if type(element) in _PLAIN:
        return b2a_base64(pickle.dumps(element, pickle.HIGHEST_PROTOCOL))
    return b2a_base64(_pickler.dumps(element))


class PickledLines(LineDeserializer):
    """Reads the elements of a stream of :func:`pickledLine`."""

    def __init__(self) -> None:
        super().__init__(use_unicode=False)

    def elements(self, stream: Any) -> Iterator[Any]:
        """Yield the elements."""
        for line in super().elements(stream):
            yield pickle.loads(a2b_base64(line))


class JavaElements(AutoBatchedSerializer):
    """Reads what Spark has pickled of Java's objects, byte arrays as ``bytes``."""

    def __init__(self) -> None:
        super().__init__(CPickleSerializer())  # type: ignore[no-untyped-call]

    def load_stream(self, stream: Any) -> Iterator[Any]:
        """Yield the elements."""
        for element in super().load_stream(stream):  # type: ignore[no-untyped-call]
            yield bytes(element) if type(element) is bytearray else element
