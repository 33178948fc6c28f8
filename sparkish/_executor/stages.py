"""Faster replacements for parts of PySpark in the workers, with the same results.

They travel with their module, so executors do not need sparkish.
"""

from __future__ import annotations

import copyreg
import gc
import os
import struct
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from io import BufferedReader
from itertools import chain, islice
from pickle import PicklingError
from select import select
from types import CoroutineType
from typing import Any

from pyspark import cloudpickle
from pyspark.serializers import (
    AutoBatchedSerializer,
    CPickleSerializer,
    SpecialLengths,
    UTF8Deserializer,
    pickle_protocol,
)
from pyspark.shuffle import Aggregator, ExternalMerger, get_used_memory

from sparkish._executor.archives import keepDirectories
from sparkish._executor.portable import portable
from sparkish._executor.results import noResult
from sparkish._executor.shared import madeThere, restoring, shared

__all__ = [
    "LineDeserializer",
    "WorkerSerializer",
    "combined",
    "filtered",
    "flatMapped",
    "mapped",
    "readOn",
]

portable(__name__)
shared(__name__)

Stage = Callable[[int, Iterable[Any]], Iterable[Any]]

_STOPPED = "Caught StopIteration thrown from user's code; failing the task"
#: How many objects a garbage collection can search in under a millisecond.
_FEW = 10_000
#: What makes no difference to the format.
_SWITCHES = ("freezes", "readsOn", "keepsArchives")
#: In seconds; a new worker takes longer to import PySpark.
_PATIENCE = 0.05


def _equal(one: Any, other: Any, alike: set[type]) -> bool:
    """Tell whether two serializers are equal: ours and PySpark's have the same format."""
    if not {type(one), type(other)} <= alike:
        return False
    mine, theirs = (
        {name: value for name, value in vars(each).items() if name not in _SWITCHES}
        for each in (one, other)
    )
    return mine == theirs


def readOn(elements: Iterable[Any], stream: Any) -> Iterator[Any]:
    """Yield a stream's elements; if the consumer stops early, read the rest of the stream.

    Spark does not reuse a worker that has not read all of its input, as after ``take`` and
    ``print``. A new worker must import PySpark, which takes ten times as long as a small task.
    """
    isWhole = False
    try:
        yield from elements
        isWhole = True
    finally:
        if not isWhole and isinstance(stream, BufferedReader):
            _skip(stream)


def _skip(stream: BufferedReader) -> None:
    """Read exactly to the end of the data, but stop if it does not come at once."""
    deadline = time.monotonic() + _PATIENCE
    header = struct.Struct("!i")
    os.set_blocking(stream.fileno(), False)
    try:
        # The bytes so far of the next length, and the bytes still to skip after the last length.
        head, left = b"", 0
        while (now := time.monotonic()) < deadline:
            chunk = stream.peek()
            if not chunk:
                select([stream], [], [], deadline - now)
                if not stream.peek():
                    return
            elif left:
                left -= len(stream.read(min(left, len(chunk))))
            elif head or len(chunk) < header.size:
                head += stream.read(min(header.size - len(head), len(chunk)))
                if len(head) == header.size:
                    (length,) = header.unpack(head)
                    if length == SpecialLengths.END_OF_DATA_SECTION:
                        return
                    head, left = b"", max(length, 0)
            else:
                place = 0
                while place + header.size <= len(chunk):
                    (length,) = header.unpack_from(chunk, place)
                    place += header.size + max(length, 0)
                    if length == SpecialLengths.END_OF_DATA_SECTION:
                        stream.read(place)
                        return
                left = max(place - len(chunk), 0)
                stream.read(min(place, len(chunk)))
    finally:
        os.set_blocking(stream.fileno(), True)


def _dumped(value: Any) -> Any:
    """Pickle as PySpark does; its error is a sentence, and has no traceback in the worker's log."""
    try:
        return cloudpickle.dumps(value, pickle_protocol)
    except Exception as error:
        _closeCoroutines(value)
        # The innermost of what the elements of a batch hold.
        while type(value) in (list, tuple):
            value = next((each for each in value if not _isPickled(each)), None)
        raise PicklingError(
            f"an element is or has a {type(value).__name__}, which cannot be sent from its worker: "
            f"{error}"
        ) from None


def _closeCoroutines(value: Any) -> None:
    """Close what Python otherwise warns of, as nobody awaits it."""
    if isinstance(value, CoroutineType):
        value.close()
    elif type(value) in (list, tuple):
        for each in value:
            _closeCoroutines(each)


def _isPickled(value: Any) -> bool:
    try:
        cloudpickle.dumps(value, pickle_protocol)
    except Exception:
        return False
    return True


class WorkerSerializer(AutoBatchedSerializer):
    """PySpark's serializer, which also saves workers time on every task.

    Parameters
    ----------
    serializer : Serializer
        The serializer of a batch of elements.
    freezes : bool
        Whether to exclude long-lived objects from garbage collection. PySpark's worker collects
        after each task, and searches all objects, modules and classes included. So when a task
        begins, the objects that are alive are frozen, if they outnumber those that are frozen
        already. A cache that the user's code drops later may be frozen too, but frozen objects are
        never more than were once alive.
    readsOn : bool
        Whether a worker reads the rest of its input if a task stops early, so that it is reused.
    keepsArchives : bool
        Whether a worker reads the directories of archives again only if their files have changed.
    """

    keepsArchives = False  # In the checkpoints of earlier versions.

    def __init__(
        self,
        serializer: Any,
        freezes: bool = True,
        readsOn: bool = True,
        keepsArchives: bool = True,
    ) -> None:
        super().__init__(serializer)  # type: ignore[no-untyped-call]
        self.freezes = freezes
        self.readsOn = readsOn
        self.keepsArchives = keepsArchives

    def load_stream(self, stream: Any) -> Iterator[Any]:
        """Yield the elements."""
        elements = super().load_stream(stream)  # type: ignore[no-untyped-call]
        return readOn(elements, stream) if self.readsOn else elements

    def dump_stream(self, iterator: Iterable[Any], stream: Any) -> None:
        """Write elements, each batch of them pickled."""
        one: Any = copy(self.serializer)
        if type(one) is CPickleSerializer:
            one.dumps = _dumped  # type: ignore[method-assign]
        batched: Any = AutoBatchedSerializer(one, self.bestSize)
        batched.dump_stream(iterator, stream)

    def __reduce__(self) -> tuple[Any, ...]:
        return restoring(WorkerSerializer, "_serializerAtWork", vars(self))

    def __eq__(self, other: object) -> bool:
        return _equal(self, other, {AutoBatchedSerializer, WorkerSerializer})

    __hash__ = AutoBatchedSerializer.__hash__


def _serializerAtWork(attributes: dict[str, Any]) -> WorkerSerializer:
    """Return a serializer that was pickled; a worker that reads it gets ready for its task."""
    serializer = WorkerSerializer.__new__(WorkerSerializer)
    vars(serializer).update(attributes)
    # A driver unpickles this too, from a checkpoint, and changes nothing of its own.
    if "pyspark.worker" in sys.modules:
        if serializer.keepsArchives:
            keepDirectories()
        if serializer.freezes:
            alive = len(gc.get_objects(generation=2))
            # Counting the frozen objects takes longer than a small task, so this comes last.
            if alive > _FEW and alive > gc.get_freeze_count():
                gc.freeze()
    return serializer


class LineDeserializer(UTF8Deserializer):
    """PySpark's ``UTF8Deserializer`` with a shorter loop.

    Parameters
    ----------
    use_unicode : bool
        Whether lines are ``str``, not ``bytes``.
    readsOn : bool
        As in :class:`WorkerSerializer`.
    """

    def __init__(self, use_unicode: bool = True, readsOn: bool = True) -> None:
        super().__init__(use_unicode)  # type: ignore[no-untyped-call]
        self.readsOn = readsOn

    def load_stream(self, stream: Any) -> Iterator[Any]:
        """Yield the elements."""
        elements = self.elements(stream)
        return readOn(elements, stream) if self.readsOn else elements

    def _load_stream_without_unbatching(self, stream: Any) -> Iterator[Any]:
        # zip has two readers of one stream, so neither may read on to its end.
        return ([element] for element in self.elements(stream))

    def elements(self, stream: Any) -> Iterator[Any]:
        """Yield the lines."""
        read, unpack = stream.read, struct.Struct("!i").unpack
        isText = self.use_unicode
        while len(head := read(4)) == 4:
            (length,) = unpack(head)
            if length >= 0:
                yield read(length).decode() if isText else read(length)
            elif length == SpecialLengths.NULL:
                yield None
            else:
                return

    def __eq__(self, other: object) -> bool:
        return _equal(self, other, {UTF8Deserializer, LineDeserializer})

    __hash__ = UTF8Deserializer.__hash__


def _reducedLines(lines: LineDeserializer) -> tuple[Any, ...]:
    return restoring(LineDeserializer, "LineDeserializer", lines.use_unicode, lines.readsOn)


# Not a method: a subclass is in another module, and is pickled as any other object.
copyreg.pickle(LineDeserializer, _reducedLines)


@madeThere
def mapped(f: Callable[[Any], Any]) -> Stage:
    """Return a stage that applies a function to each element.

    PySpark wraps the function, because a ``StopIteration`` in it would silently end ``map``. A
    generator catches it without any cost for each element.
    """

    def stage(index: int, elements: Iterable[Any]) -> Iterator[Any]:
        try:
            for element in elements:
                yield f(element)
        except StopIteration as error:
            raise RuntimeError(_STOPPED) from error

    return stage


@madeThere
def flatMapped(f: Callable[[Any], Iterable[Any]]) -> Stage:
    """Return a stage that applies a function to each element, and flattens the results."""

    def each(elements: Iterable[Any]) -> Iterator[Any]:
        try:
            for element in elements:
                made = f(element)
                if made is None:
                    raise noResult("flatMap", f, "an iterable")
                yield made
        except StopIteration as error:
            raise RuntimeError(_STOPPED) from error

    return lambda index, elements: chain.from_iterable(each(elements))


@madeThere
def filtered(f: Callable[[Any], Any]) -> Stage:
    """Return a stage that keeps the elements for which a function is true."""

    def stage(index: int, elements: Iterable[Any]) -> Iterator[Any]:
        try:
            for element in elements:
                if f(element):
                    yield element
        except StopIteration as error:
            raise RuntimeError(_STOPPED) from error

    return stage


@madeThere
def combined(
    create: Callable[[Any], Any],
    merge: Callable[[Any, Any], Any],
    combine: Callable[[Any, Any], Any],
    memory: float,
    serializer: Any,
) -> Callable[[Iterable[Any]], Iterable[Any]]:
    """Return a function that combines the values of each key before the shuffle.

    When it reaches the memory limit, in MB, PySpark's own loop continues, which spills to disk.
    """

    def stage(pairs: Iterable[Any]) -> Iterable[Any]:
        merger: Any = ExternalMerger(Aggregator(create, merge, combine), memory, serializer)
        data, batch, rest = merger.data, merger.batch, iter(pairs)
        get, absent = data.get, object()
        while True:
            pair = None
            for pair in islice(rest, batch):
                key, value = pair
                before = get(key, absent)
                data[key] = create(value) if before is absent else merge(before, value)
            if pair is None:
                return merger.items()  # type: ignore[no-any-return]
            if get_used_memory() >= memory:
                merger.mergeValues(rest)
                return merger.items()  # type: ignore[no-any-return]
            batch += batch // 2

    return stage
