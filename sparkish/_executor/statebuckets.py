"""Keeps state from batch to batch: the part that runs on the executors.

The state is a stream with one record for each partition. Each batch's data are partitioned in the
same way and come after the record, so the state is never shuffled. One function then makes the next
record and the elements of the batch. A record has many buckets of states, each pickled separately:
a batch unpickles only the buckets of its keys, and copies the others. ``updateStateByKey`` reads
all states in each batch. Its buckets keep PySpark's order of the keys, the order of arrival.
"""

from __future__ import annotations

import io
import pickle
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, islice
from typing import Any

from pyspark import RDD, rdd
from pyspark.serializers import (
    AutoBatchedSerializer,
    BatchedSerializer,
    CPickleSerializer,
    FramedSerializer,
)
from pyspark.shuffle import get_used_memory

from sparkish._executor.pickles import Pickles
from sparkish._executor.portable import portable
from sparkish._executor.shared import madeThere, restoring, shared
from sparkish._executor.stages import readOn

__all__ = [
    "Elements",
    "Place",
    "framed",
    "grouped",
    "initialRecord",
    "initialRecordInOrder",
    "mapping",
    "routing",
    "snapshot",
    "updating",
]

portable(__name__)
shared(__name__)

#: Keys whose ``portable_hash`` is their hash.
_HASHED = frozenset([str, bytes, int, float])
_FEWEST_KEYS = 8
_MOST_KEYS = 32
"""In a new bucket: opening many small buckets takes longer than opening fewer larger ones."""
_BYTES = 1024
"""In a new bucket of large states: a batch that needs one of them opens all of its bucket."""
_FEWEST_BUCKETS = 64
_KEYS_IN_ORDER = 512
"""The number of keys in a bucket that is filled in the keys' order."""
_PAIRS_AT_ONCE = 1000
_STEPS_IN_A_GROUP = 50
_MB_IN_A_GROUP = 10
"""How much of the data is grouped by key before the next pairs are read."""
_MARK = "sparkish: states"
#: In the checkpoints of earlier versions: each state is in a tuple, with its time after it.
_OLD_MARK = "sparkish: state"

Key = Any
Bucket = tuple[dict[Key, Any], dict[Key, int]]
"""The states and, if states time out, the time in milliseconds of the last batch with each key.
Without times, only the states are pickled; else the times come after them in a list, in their
order: so no key is pickled twice.
"""
Record = list[Any]
"""The mark, the number of keys, each bucket's length in bytes, the buckets, and the states'
classes. It is a list; the pairs of a batch are tuples, so that the two can be distinguished.
"""
Partition = Callable[[Iterable[Any]], Iterator[Any]]


class Place:
    """Takes a key's place, and gives the number of its partition."""

    def __init__(self, number: int) -> None:
        self.number = number


def routing(partitionFunc: Callable[[Key], int]) -> Callable[[Key], int]:
    """Return a partitioner's function that also takes a ``Place``."""
    hashed = _HASHED if partitionFunc is rdd.portable_hash else frozenset()

    def route(key: Key) -> int:
        kind = type(key)
        if kind in hashed:
            return hash(key)
        return key.number if kind is Place else partitionFunc(key)

    return route


class Buckets:
    """The states of one partition."""

    def __init__(self, record: Record | None) -> None:
        mark, self._count, self._lengths, self._bytes, *classes = record or [
            _MARK,
            0,
            array("Q", [0]) * _FEWEST_BUCKETS,
            b"",
        ]
        self.pickles = Pickles(*classes)
        self._isOld = mark == _OLD_MARK
        self._ends = list(accumulate(self._lengths))
        self._opened: dict[int, Bucket] = {}

    def __len__(self) -> int:
        return len(self._lengths)

    def number(self, key: Key) -> int:
        """Return the number of a key's bucket."""
        hashed = hash(key) if type(key) in _HASHED else rdd.portable_hash(key)
        # All keys of a partition share the hash's remainder, so mix in the high bits.
        return (hashed * 0x9E3779B97F4A7C15 >> 32 & 0xFFFFFFFF) % len(self._lengths)

    def __getitem__(self, number: int) -> Bucket:
        """Return a bucket for reading and changing."""
        opened = self._opened.get(number)
        if opened is None:
            length, end = self._lengths[number], self._ends[number]
            opened = self._read(self._bytes[end - length : end]) if length else ({}, {})
            self._count -= len(opened[0])
            self._opened[number] = opened
        return opened

    def _read(self, data: bytes) -> Bucket:
        bucket = self.pickles.loads(data)
        if self._isOld:
            states = {key: held[0] for key, held in bucket.items()}
            return states, {key: held[1] for key, held in bucket.items() if any(held[1:])}
        if isinstance(bucket, dict):
            return bucket, {}
        states, times = bucket
        pairs = zip(states, times, strict=True)
        return states, {key: time for key, time in pairs if time is not None}

    def items(self) -> Iterator[tuple[Key, Any]]:
        """Yield the keys and their states, and free each bucket after use."""
        for number in range(len(self)):
            yield from self[number][0].items()
            del self._opened[number]

    def record(self) -> Record:
        """Return the record that keeps the states until the next batch."""
        if self._isOld:
            return self._spread(len(self)).record()
        count = self._count + sum(len(states) for states, _ in self._opened.values())
        whole, lengths, start = memoryview(self._bytes), self._lengths[:], 0
        # A list of the pieces would keep many small objects for the garbage collection.
        pieces = io.BytesIO()
        for number in sorted(self._opened):
            (states, times), end = self._opened[number], self._ends[number]
            pieces.write(whole[start : end - self._lengths[number]])
            kept = (states, [times.get(key) for key in states]) if times else states
            lengths[number] = pieces.write(self.pickles.dumps(kept)) if states else 0
            start = end
        pieces.write(whole[start:])
        wanted = max(count // _MOST_KEYS, min(sum(lengths) // _BYTES, count // _FEWEST_KEYS))
        if wanted > 4 * len(self):
            return self._spread(wanted).record()
        if self.pickles.isFull:
            return self._spread(len(self)).record()
        return [_MARK, count, lengths, pieces.getvalue(), self.pickles.classes]

    def _spread(self, number: int) -> Buckets:
        """Return the same states in another number of buckets, pickled again."""
        spread = Buckets([_MARK, 0, array("Q", [0]) * number, b""])
        for number in range(len(self)):
            states, times = self[number]
            for key, state in states.items():
                spread[spread.number(key)][0][key] = state
            for key, time in times.items():
                spread[spread.number(key)][1][key] = time
        return spread


def _opened(elements: Iterable[Any]) -> tuple[Buckets, Iterator[Any]]:
    """Return a partition's states, and the batch's data after them."""
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


def _closed(record: Record, pickles: Pickles, elements: list[Any]) -> Iterator[Any]:
    yield record
    # In one piece, so that a reader of the states can skip the elements.
    yield pickles.whole(elements)


class Elements(FramedSerializer):
    """Reads a batch's elements from a state stream, and skips the states.

    Parameters
    ----------
    readsOn : bool
        As in ``WorkerSerializer``.
    """

    def __init__(self, readsOn: bool) -> None:
        self._readsOn = readsOn

    def __reduce__(self) -> tuple[Any, ...]:
        return restoring(Elements, "Elements", self._readsOn)

    def load_stream(self, stream: Any) -> Iterator[Any]:
        """Yield the elements."""
        elements = self._elements(stream)
        return readOn(elements, stream) if self._readsOn else elements

    def _elements(self, stream: Any) -> Iterator[Any]:
        frames = FramedSerializer.load_stream(self, stream)
        # Each partition has two frames; only their order shows which has the elements.
        for number, frame in enumerate(frames):
            if number % 2:
                (elements,) = pickle.loads(frame)
                yield from Pickles().loads(elements)

    def loads(self, data: bytes) -> bytes:
        """Return a frame, still pickled."""
        return data


def framed(records: RDD[Any]) -> RDD[Any]:
    """Put each record and the elements after it into separate frames.

    PySpark's default serializer does this; one with a fixed batch size does not.
    """
    each: Any = records
    if not isinstance(each._jrdd_deserializer, AutoBatchedSerializer):
        each._jrdd_deserializer = BatchedSerializer(CPickleSerializer(), 1)
    return records


def initialRecord(pairs: Iterable[tuple[Key, Any]]) -> Iterator[Any]:
    """Make a partition's first record from the initial states."""
    buckets = Buckets(None)
    for key, state in pairs:
        buckets[buckets.number(key)][0][key] = state
    return _closed(buckets.record(), buckets.pickles, [])


def initialRecordInOrder(pairs: Iterable[tuple[Key, Any]]) -> Iterator[Any]:
    """Make it for ``updateStateByKey``: if a key has several states, the first one counts."""
    states: dict[Key, Any] = {}
    for key, state in pairs:
        states.setdefault(key, state)
    return _closedInOrder(states.items())


def _closedInOrder(states: Iterable[tuple[Key, Any]]) -> Iterator[Any]:
    count, following, pieces, pickles = 0, iter(states), [], Pickles()
    while bucket := dict(islice(following, _KEYS_IN_ORDER)):
        count += len(bucket)
        pieces.append(pickles.dumps(bucket))
    lengths = array("Q", map(len, pieces))
    record = [_MARK, count, lengths, b"".join(pieces), pickles.classes]
    return _closed(record, pickles, [])


def snapshot(elements: Iterable[Any]) -> Iterator[tuple[Key, Any]]:
    """Yield the keys and states of a partition."""
    buckets, _ = _opened(elements)
    yield from buckets.items()


@madeThere
def mapping(
    function: Callable[..., Any],
    values: tuple[Any, Any, Any],
    takesTime: bool,
    milliseconds: int,
    idleSince: int | None,
    scan: bool,
    initially: int,
) -> Partition:
    """Return the function that one batch of ``mapWithState`` runs on a partition.

    Parameters
    ----------
    function : callable
        The user's function.
    values : tuple
        The classes of its arguments: State, Option and Time.
    takesTime : bool
        Whether it takes the batch's time and returns an Option; otherwise it does neither.
    milliseconds : int
        The batch's time.
    idleSince : int or None
        If states time out: a key without data since this time has timed out.
    scan : bool
        Whether to look for keys that have timed out in this batch.
    initially : int
        The time of the first batch, which counts as the initial states' time.
    """
    State, Option, Time = values

    def run(elements: Iterable[Any]) -> Iterator[Any]:
        time = Time(milliseconds)
        buckets, data = _opened(elements)
        state = State()
        mapped: list[Any] = []

        def call(key: Key, value: Any) -> None:
            if not takesTime:
                mapped.append(function(key, value, state))
                return
            returned = function(time, key, value, state)
            if isinstance(returned, Option):
                mapped.extend(returned)
            elif returned is not None:
                mapped.append(returned)

        for key, value in data:
            states, times = buckets[buckets.number(key)]
            state._wrap((states[key],) if key in states else ())
            call(key, Option._some(value))
            if state._isRemoved:
                states.pop(key, None)
                times.pop(key, None)
            elif state._held:
                if state._isUpdated:
                    states[key] = state._held[0]
                if idleSince is not None:
                    times[key] = milliseconds
        if scan and idleSince is not None:
            for number in range(len(buckets)):
                states, times = buckets[number]
                for key in [key for key in states if times.get(key, initially) < idleSince]:
                    state._wrap((states[key],), isTimingOut=True)
                    call(key, Option.empty())
                    del states[key]
                    times.pop(key, None)
        return _closed(buckets.record(), buckets.pickles, mapped)

    return run


def grouped(pairs: Iterable[tuple[Key, Any]]) -> Iterator[tuple[Key, list[Any]]]:
    """Yield each key with its values, in the order of arrival: fewer pairs go to the shuffle.

    After many pairs it begins anew, so a key can come again: memory holds no more than those.
    """
    rest = iter(pairs)
    while True:
        groups: defaultdict[Key, list[Any]] = defaultdict(list)
        memory = get_used_memory()
        for _ in range(_STEPS_IN_A_GROUP):
            pair = None
            for pair in islice(rest, _PAIRS_AT_ONCE):
                key, value = pair
                groups[key].append(value)
            if pair is None or get_used_memory() - memory >= _MB_IN_A_GROUP:
                break
        if not groups:
            return
        for key, values in groups.items():
            if key == key:
                yield key, values
            else:  # NaN: each one is another key once it has been pickled
                yield from ((key, [value]) for value in values)


@madeThere
def updating(
    function: Callable[[Iterator[Any]], Iterable[tuple[Key, Any]]], isGrouped: bool = False
) -> Partition:
    """Return the function that one batch of ``updateStateByKey`` runs on a partition.

    Parameters
    ----------
    function : callable
        Takes an iterator of ``(key, new values, last state in a tuple, or an empty tuple)``, for
        every key with new values or a state. Yields the keys and states to keep.
    isGrouped : bool
        Whether the batch's data come from :func:`grouped`.
    """

    def run(elements: Iterable[Any]) -> Iterator[Any]:
        buckets, data = _opened(elements)
        new: dict[Key, list[Any]] = {}
        for key, value in data:
            new.setdefault(key, []).extend(value if isGrouped else (value,))

        def keys() -> Iterator[tuple[Key, list[Any], tuple[Any, ...]]]:
            for key, state in buckets.items():
                yield key, new.pop(key, []), (state,)
            for key, fresh in new.items():
                yield key, fresh, ()

        return _closedInOrder(function(keys()))

    return run
