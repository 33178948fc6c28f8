"""How state is kept from batch to batch: the part that runs on the executors.

The state is a stream with one record for each partition. Each batch's data are partitioned in the
same way and put behind it, so that nothing of the state is shuffled; one function then makes the
next record, and the elements of the batch. In the record the states lie in many buckets, each
pickled by itself: a batch unpickles only the buckets that its keys are in, and copies the rest.
``updateStateByKey`` goes through all the states in each batch; its buckets keep PySpark's order of
the keys, that in which they came.
"""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, islice
from typing import Any

from pyspark import rdd
from pyspark.serializers import CPickleSerializer, FramedSerializer

from sparkish._portable import portable
from sparkish._workers import readOn
from sparkish.option import Option, Some
from sparkish.streaming.state import State
from sparkish.streaming.time import Time

__all__ = [
    "Elements",
    "Place",
    "initialRecord",
    "initialRecordInOrder",
    "mapping",
    "routing",
    "snapshot",
    "updating",
]

portable(__name__)

_KEYS_IN_A_BUCKET = 16
_FEWEST_BUCKETS = 64
_KEYS_IN_ORDER = 512
"""In a bucket that is filled in the order of the keys."""
_MARK = "sparkish: state"

Key = Any
Held = tuple[Any, ...]
"""A state and, where states time out, the milliseconds of the batch that last saw it."""
Record = list[Any]
"""The mark, the number of keys, the length of each bucket in bytes, and the buckets."""
Partition = Callable[[Iterable[Any]], Iterator[Any]]


class Place:
    """In the place of a key: the number of its partition."""

    def __init__(self, number: int) -> None:
        self.number = number


def routing(partitionFunc: Callable[[Key], int]) -> Callable[[Key], int]:
    """Return a partitioner's function that knows places too."""

    def route(key: Key) -> int:
        return key.number if isinstance(key, Place) else partitionFunc(key)

    return route


class Buckets:
    """The states of one partition."""

    def __init__(self, record: Record | None) -> None:
        _, self._count, self._lengths, self._bytes = record or [
            _MARK,
            0,
            array("Q", [0]) * _FEWEST_BUCKETS,
            b"",
        ]
        self._ends = list(accumulate(self._lengths))
        self._opened: dict[int, dict[Key, Held]] = {}

    def __len__(self) -> int:
        return len(self._lengths)

    def number(self, key: Key) -> int:
        """Return the number of a key's bucket."""
        # The partition has taken the low digits of the hash: mix the others in.
        return (rdd.portable_hash(key) * 0x9E3779B97F4A7C15 >> 32 & 0xFFFFFFFF) % len(self._lengths)

    def __getitem__(self, number: int) -> dict[Key, Held]:
        """Return a bucket, to be read and changed."""
        opened = self._opened.get(number)
        if opened is None:
            length, end = self._lengths[number], self._ends[number]
            opened = pickle.loads(self._bytes[end - length : end]) if length else {}
            self._count -= len(opened)
            self._opened[number] = opened
        return opened

    def items(self) -> Iterator[tuple[Key, Held]]:
        """Yield the keys and what is held of them, and let go of each bucket after it."""
        for number in range(len(self)):
            yield from self[number].items()
            del self._opened[number]

    def record(self) -> Record:
        """Return what is kept of them until the next batch."""
        count = self._count + sum(map(len, self._opened.values()))
        if count > 2 * _KEYS_IN_A_BUCKET * len(self):
            return self._spread(count).record()
        whole, lengths, start = memoryview(self._bytes), self._lengths[:], 0
        pieces: list[bytes | memoryview] = []
        for number in sorted(self._opened):
            states, end = self._opened[number], self._ends[number]
            pieces.append(whole[start : end - self._lengths[number]])
            pieces.append(pickle.dumps(states, pickle.HIGHEST_PROTOCOL) if states else b"")
            lengths[number] = len(pieces[-1])
            start = end
        pieces.append(whole[start:])
        return [_MARK, count, lengths, b"".join(pieces)]

    def _spread(self, count: int) -> Buckets:
        """Return the same states in as many buckets as suit their number."""
        spread = Buckets([_MARK, 0, array("Q", [0]) * (2 * count // _KEYS_IN_A_BUCKET), b""])
        for number in range(len(self)):
            for key, held in self[number].items():
                spread[spread.number(key)][key] = held
        return spread


def _opened(elements: Iterable[Any]) -> tuple[Buckets, Iterator[Any]]:
    """Return the states of a partition, and the batch's data that follow them."""
    following = iter(elements)
    first = next(following, None)
    if not isinstance(first, list):
        return Buckets(None), _before(first, following)
    next(following, None)  # the elements of the last batch
    return Buckets(first), following


def _before(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    if first is not None:
        yield first
    yield from rest


def _closed(record: Record, elements: list[Any]) -> Iterator[Any]:
    yield record
    # In one piece, so that who wants the states can pass over them.
    yield pickle.dumps(elements, pickle.HIGHEST_PROTOCOL)


class Elements(FramedSerializer):
    """Reads the elements of the batch out of a state stream, and passes over the states.

    Parameters
    ----------
    readsOn : bool
        As of ``WorkerSerializer``.
    """

    def __init__(self, readsOn: bool) -> None:
        self._readsOn = readsOn

    def load_stream(self, stream: Any) -> Iterator[Any]:
        """Yield the elements."""
        elements = self._elements(stream)
        return readOn(elements, stream) if self._readsOn else elements

    def _elements(self, stream: Any) -> Iterator[Any]:
        for frame in FramedSerializer.load_stream(self, stream):
            for elements in frame:
                yield from pickle.loads(elements)

    def loads(self, data: bytes) -> list[Any]:
        """Return the elements of a frame, still pickled."""
        if _MARK.encode() in data[:64]:
            return []
        batch: list[Any] = CPickleSerializer().loads(data)
        return [element for element in batch if isinstance(element, bytes)]


def initialRecord(pairs: Iterable[tuple[Key, Any]]) -> Iterator[Any]:
    """Make the first record of a partition from the states to begin with."""
    buckets = Buckets(None)
    for key, state in pairs:
        buckets[buckets.number(key)][key] = (state, 0)
    return _closed(buckets.record(), [])


def initialRecordInOrder(pairs: Iterable[tuple[Key, Any]]) -> Iterator[Any]:
    """Make it for ``updateStateByKey``: of several states of a key the first one counts."""
    states: dict[Key, Held] = {}
    for key, state in pairs:
        states.setdefault(key, (state,))
    return _closedInOrder(states.items())


def _closedInOrder(states: Iterable[tuple[Key, Held]]) -> Iterator[Any]:
    count, following, pieces = 0, iter(states), []
    while bucket := dict(islice(following, _KEYS_IN_ORDER)):
        count += len(bucket)
        pieces.append(pickle.dumps(bucket, pickle.HIGHEST_PROTOCOL))
    return _closed([_MARK, count, array("Q", map(len, pieces)), b"".join(pieces)], [])


def snapshot(elements: Iterable[Any]) -> Iterator[tuple[Key, Any]]:
    """Yield the keys and states of a partition."""
    buckets, _ = _opened(elements)
    for key, held in buckets.items():
        yield key, held[0]


def mapping(
    function: Callable[..., Any],
    takesTime: bool,
    milliseconds: int,
    idleSince: int | None,
    scan: bool,
    initially: int,
) -> Partition:
    """Return what a batch of ``mapWithState`` does with a partition.

    Parameters
    ----------
    function : callable
        The user's.
    takesTime : bool
        Whether it takes the batch's time and returns an Option, or neither.
    milliseconds : int
        The batch's time.
    idleSince : int or None
        Where states time out: since when a key must have had no data.
    scan : bool
        Whether to look for such keys in this batch.
    initially : int
        The time of the first batch, which counts for the states to begin with.
    """

    def run(elements: Iterable[Any]) -> Iterator[Any]:
        time = Time(milliseconds)
        buckets, data = _opened(elements)
        state: State[Any] = State()
        mapped: list[Any] = []

        def call(key: Key, value: Option[Any]) -> None:
            if not takesTime:
                mapped.append(function(key, value, state))
                return
            returned = function(time, key, value, state)
            if isinstance(returned, Option):
                mapped.extend(returned)
            elif returned is not None:
                mapped.append(returned)

        for key, value in data:
            states = buckets[buckets.number(key)]
            state._wrap(states.get(key, ())[:1])
            call(key, Some(value))
            if state._isRemoved:
                states.pop(key, None)
            elif state._held and (state._isUpdated or idleSince is not None):
                states[key] = state._held if idleSince is None else (*state._held, milliseconds)
        if scan and idleSince is not None:
            for number in range(len(buckets)):
                states = buckets[number]
                for key in [
                    key for key, held in states.items() if (held[1] or initially) < idleSince
                ]:
                    state._wrap(states[key][:1], isTimingOut=True)
                    call(key, Option.empty())
                    del states[key]
        return _closed(buckets.record(), mapped)

    return run


def updating(function: Callable[[Iterator[Any]], Iterable[tuple[Key, Any]]]) -> Partition:
    """Return what a batch of ``updateStateByKey`` does with a partition.

    Parameters
    ----------
    function : callable
        Takes ``(key, new values, last state as a tuple of one or none)`` of every key that has
        either; yields the keys and states that go on.
    """

    def run(elements: Iterable[Any]) -> Iterator[Any]:
        buckets, data = _opened(elements)
        new: dict[Key, list[Any]] = {}
        for key, value in data:
            new.setdefault(key, []).append(value)

        def keys() -> Iterator[tuple[Key, list[Any], Held]]:
            for key, held in buckets.items():
                yield key, new.pop(key, []), held[:1]
            for key, fresh in new.items():
                yield key, fresh, ()

        return _closedInOrder((key, (state,)) for key, state in function(keys()))

    return run
