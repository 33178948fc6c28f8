"""How elements that are no text reach Python's workers, through Spark's own receivers.

Pickled by value, as all that travels to executors: they need no sparkish.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from typing import Any

from pyspark.serializers import AutoBatchedSerializer, CPickleSerializer

from sparkish._executor.pickles import Pickles, cloudPickled
from sparkish._executor.portable import portable
from sparkish._executor.seal import Seal
from sparkish._executor.stages import LineDeserializer

__all__ = ["Frames", "JavaElements", "PickledLines", "pickledElements"]

portable(__name__)

# What needs nothing of PySpark's pickler, which is an order of magnitude slower than pickle.
_PLAIN = {str, bytes, int, float}
# How many bytes a frame of several elements should have, and how many elements at most.
_FRAME = 1 << 13
_MOST = 256


def pickledElements(elements: Sequence[Any]) -> bytes:
    """Return elements pickled together."""
    if _PLAIN.issuperset(map(type, elements)):
        return pickle.dumps(elements, pickle.HIGHEST_PROTOCOL)
    return cloudPickled(elements)


class Frames:
    """Pickles elements in frames, which are sealed and sent as wholes.

    Parameters
    ----------
    together : bool
        Whether a frame may have several elements. Spark counts lines, and limits their rate: a
        frame is followed by an empty line for each element but the first, which goes the other way.
    """

    def __init__(self, together: bool) -> None:
        self._together = together
        self._size = 1

    def of(self, elements: Sequence[Any]) -> Iterator[tuple[bytes, bytes]]:
        """Yield frames of pickled elements, each with the empty lines that follow it."""
        start = 0
        while start < len(elements):
            part = elements[start : start + self._size]
            data = pickledElements(part)
            yield data, b"\n" * (len(part) - 1)
            start += len(part)
            if not self._together:
                continue
            if len(data) > _FRAME:
                self._size = max(1, self._size // 2)
            elif len(data) < _FRAME // 2 and len(part) == self._size < _MOST:
                self._size *= 2


class PickledLines(LineDeserializer):
    """Reads the elements of sealed frames, and nothing that is not sealed.

    Parameters
    ----------
    seal : Seal
        The key that they are sealed with.
    """

    seal: Seal
    """That of the class is for readers of a checkpoint that was written before there were seals."""

    def __init__(self, seal: Seal) -> None:
        super().__init__(use_unicode=False)
        self.seal = seal

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "seal": self.seal}

    def elements(self, stream: Any) -> Iterator[Any]:
        """Yield the elements."""
        opened, loads = self.seal.opened, Pickles().loads
        for line in super().elements(stream):
            if line:
                yield from loads(opened(line))


class JavaElements(AutoBatchedSerializer):
    """Reads what Spark has pickled of Java's objects, byte arrays as ``bytes``."""

    def __init__(self) -> None:
        super().__init__(CPickleSerializer())  # type: ignore[no-untyped-call]

    def load_stream(self, stream: Any) -> Iterator[Any]:
        """Yield the elements."""
        for element in super().load_stream(stream):  # type: ignore[no-untyped-call]
            yield bytes(element) if type(element) is bytearray else element
