"""What replaces pieces of PySpark's own in the workers, to the same effect in less time.

Pickled by value: the executors need no sparkish.
"""

from __future__ import annotations

import gc
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

from pyspark.serializers import AutoBatchedSerializer, SpecialLengths, UTF8Deserializer
from pyspark.shuffle import Aggregator, ExternalMerger, get_used_memory

from sparkish._portable import portable

__all__ = [
    "LineDeserializer",
    "WorkerSerializer",
    "combined",
    "filtered",
    "flatMapped",
    "mapped",
]

portable(__name__)

Stage = Callable[[int, Iterable[Any]], Iterable[Any]]

_STOPPED = "Caught StopIteration thrown from user's code; failing the task"
#: What a collection of garbage can look through in less than a millisecond.
_FEW = 10_000


def _equal(one: Any, other: Any, alike: set[type]) -> bool:
    """Tell whether two serializers are equal: PySpark's and ours write and read the same."""
    return {type(one), type(other)} <= alike and vars(one) == vars(other)


class WorkerSerializer(AutoBatchedSerializer):
    """PySpark's own, which also spares its worker the search for garbage among what stays.

    After each task a worker looks for garbage among all objects, modules and classes included: ten
    times the work of a small task itself. Those that are alive when a task begins are frozen, where
    they have come to outnumber those that are frozen already; so what is frozen by mistake, a cache
    that the user's code drops later, is never more than was once alive.
    """

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        # A checkpoint is read by a driver.
        if "pyspark.worker" in sys.modules:
            alive = len(gc.get_objects(generation=2))
            if alive > max(_FEW, gc.get_freeze_count()):
                gc.freeze()

    def __eq__(self, other: object) -> bool:
        return _equal(self, other, {AutoBatchedSerializer, WorkerSerializer})

    __hash__ = AutoBatchedSerializer.__hash__


class LineDeserializer(UTF8Deserializer):
    """PySpark's own, with a shorter loop."""

    def load_stream(self, stream: Any) -> Iterator[Any]:
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


def mapped(f: Callable[[Any], Any]) -> Stage:
    """Return a stage that applies a function to each element.

    PySpark wraps the function, because a ``StopIteration`` of it would end ``map`` without a word;
    in a generator it does not go unnoticed, at no cost for an element.
    """

    def stage(index: int, elements: Iterable[Any]) -> Iterator[Any]:
        try:
            for element in elements:
                yield f(element)
        except StopIteration as error:
            raise RuntimeError(_STOPPED) from error

    return stage


def flatMapped(f: Callable[[Any], Iterable[Any]]) -> Stage:
    """Return a stage of the elements of what a function returns for each element."""
    each = mapped(f)
    return lambda index, elements: chain.from_iterable(each(index, elements))


def filtered(f: Callable[[Any], Any]) -> Stage:
    """Return a stage of the elements for which a function is true."""

    def stage(index: int, elements: Iterable[Any]) -> Iterator[Any]:
        try:
            for element in elements:
                if f(element):
                    yield element
        except StopIteration as error:
            raise RuntimeError(_STOPPED) from error

    return stage


def combined(
    create: Callable[[Any], Any],
    merge: Callable[[Any, Any], Any],
    combine: Callable[[Any, Any], Any],
    memory: float,
    serializer: Any,
) -> Callable[[Iterable[Any]], Iterable[Any]]:
    """Return a function that combines the values of each key, before the shuffle.

    Once the memory limit, in MB, is reached, PySpark's own goes on: it spills.
    """

    def stage(pairs: Iterable[Any]) -> Iterable[Any]:
        merger: Any = ExternalMerger(Aggregator(create, merge, combine), memory, serializer)
        data, batch, rest = merger.data, merger.batch, iter(pairs)
        while True:
            pair = None
            for pair in islice(rest, batch):
                key, value = pair
                data[key] = merge(data[key], value) if key in data else create(value)
            if pair is None:
                return merger.items()  # type: ignore[no-any-return]
            if get_used_memory() >= memory:
                merger.mergeValues(rest)
                return merger.items()  # type: ignore[no-any-return]
            batch += batch // 2

    return stage
