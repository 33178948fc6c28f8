"""Sends elements that are not text to the Python workers, through Spark's own receivers.

It is pickled by value, so executors do not need sparkish.
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

# Types that plain pickle can write. PySpark's pickler is ten times slower.
_PLAIN = {str, bytes, int, float}
# The wanted bytes of a frame of several elements, and its largest number of elements.
_FRAME = 1 << 13
_MOST = 256


def pickledElements(elements: Sequence[Any]) -> bytes:
    """Pickle elements together."""
    if _PLAIN.issuperset(map(type, elements)):
        return pickle.dumps(elements, pickle.HIGHEST_PROTOCOL)
    return cloudPickled(elements)


class Frames:
    """Pickles elements in frames; each frame is sealed and sent as a whole.

    Parameters
    ----------
    together : bool
        Whether a frame may have several elements. Spark counts lines and limits their rate, so an
        empty line follows the frame for each element after the first.
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
    """Reads the elements of sealed frames, and refuses frames without a valid seal.

    Parameters
    ----------
    seal : Seal
        The key that seals the frames.
    """

    seal: Seal
    """The class's own attribute is for checkpoints from before there were seals."""

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
    """Reads Java objects that Spark pickled; byte arrays become ``bytes``."""

    def __init__(self) -> None:
        super().__init__(CPickleSerializer())  # type: ignore[no-untyped-call]

    def load_stream(self, stream: Any) -> Iterator[Any]:
        """Yield the elements."""
        for element in super().load_stream(stream):  # type: ignore[no-untyped-call]
            yield bytes(element) if type(element) is bytearray else element
