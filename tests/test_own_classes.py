"""States, keys and elements of the job's own classes, and other values for PySpark's pickler.

``compat/dropin/cases/ownclasses.py`` compares them with raw PySpark.
"""

from __future__ import annotations

import pickle
from collections import Counter, namedtuple
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from drivers import Driver
from pyspark import cloudpickle
from pyspark.serializers import AutoBatchedSerializer, BatchedSerializer, CPickleSerializer

from sparkish import Option, Some
from sparkish._executor import statebuckets
from sparkish._executor.pickles import Pickles
from sparkish.streaming import Interval, Seconds, State, Time


@pytest.fixture(autouse=True)
def hashSeed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the hash seed that PySpark sets for its workers."""
    monkeypatch.setenv("PYTHONHASHSEED", "0")


def own() -> dict[str, Callable[[int], Any]]:
    """Return functions that make values of classes that no module has: pickle cannot do them."""

    @dataclass(frozen=True)
    class Case:
        n: int

    class Typed(NamedTuple):
        n: int

    class Words(dict):  # type: ignore[type-arg]
        pass

    Color = Enum("Color", ["RED", "GREEN"])
    Pair = namedtuple("Pair", "n m")
    Color.__module__ = Pair.__module__ = "__main__"
    return {
        "dataclass": Case,
        "NamedTuple": Typed,
        "namedtuple": lambda n: Pair(n, "m"),
        "dict subclass": lambda n: Words(n=n),
        "Enum": lambda n: list(Color)[n % 2],
        "class": lambda n: Case,
        "lambda": lambda n: lambda: n,
        "nested": lambda n: {"all": [Case(n), (Typed(n), Some(Case(n)), Time(n))]},
    }


def put(key: Any, value: Any, state: Any) -> Any:
    state.update(value.get())
    return value.get()


mapping = statebuckets.mapping(put, (State, Option, Time), False, 1000, None, False, 0)


def called(value: Any) -> Any:
    return value() if callable(value) and not isinstance(value, type) else value


@pytest.mark.parametrize("name", own())
def test_values_that_plain_pickle_cannot_do(name: str) -> None:
    """They are states and mapped elements, and states again, in the same and in other batches."""
    make = own()[name]
    values = {key: make(key) for key in range(500)}
    with pytest.raises((pickle.PicklingError, AttributeError)):
        pickle.dumps(values)
    record, elements = mapping(values.items())
    for _ in range(2):
        # As in Spark, from one worker to the next.
        record, elements = cloudpickle.loads(cloudpickle.dumps((record, elements)))
        record, elements = mapping([record, elements, *list(values.items())[:20]])
    assert list(map(called, pickle.loads(elements))) == list(map(called, values.values()))[:20]
    states = dict(statebuckets.snapshot([record, elements]))
    assert {key: called(state) for key, state in states.items()} == {
        key: called(value) for key, value in values.items()
    }
    assert record[1] == 500


@pytest.mark.parametrize("name", ["dataclass", "NamedTuple", "namedtuple", "Enum"])
def test_keys_of_own_classes(name: str) -> None:
    make = own()[name]
    record, elements = mapping([(make(n), n) for n in range(100)])
    record, elements = mapping([record, elements, *((make(n), n + 1) for n in range(100))])
    states = dict(statebuckets.snapshot([record, elements]))
    assert states == {make(n): n + 1 for n in range(100)}


def test_states_to_begin_with_and_updated_ones() -> None:
    make = own()["dataclass"]

    def function(keys: Iterator[Any]) -> Iterator[Any]:
        for key, values, held in keys:
            yield key, make(held[0].n + sum(values))

    record, elements = statebuckets.initialRecord([("a", make(1)), ("b", make(2))])
    record, elements = statebuckets.updating(function)([record, elements, ("a", 5)])
    assert dict(statebuckets.snapshot([record, elements])) == {"a": make(6), "b": make(2)}


def test_a_class_is_pickled_once_for_all_states() -> None:
    """In each bucket the class would be most of the record, and would take most of the time."""
    make = own()["dataclass"]
    numbers, _ = mapping((key, key) for key in range(5000))
    record, _ = mapping((key, make(key)) for key in range(5000))
    assert numbers[4] == b""
    assert len(pickle.loads(record[4])[1]) == 1
    assert len(record[3]) < 3 * len(numbers[3])


def test_plain_values_are_pickled_plainly() -> None:
    record, elements = mapping([("a", {"all": [1, 2.0, "three"], "seen": Time(5)})])
    assert record[4] == b""
    # Our own classes are pickled by name.
    assert len(record[3]) + len(elements) < 500
    assert dict(statebuckets.snapshot([record, elements]))["a"]["seen"] == Time(5)


def test_classes_that_are_of_no_use_any_more_are_forgotten() -> None:
    def each(key: Any, value: Any, state: Any) -> None:
        Made = namedtuple("Made", "n")
        Made.__module__ = "__main__"
        state.update(Made(value.get()))

    run = statebuckets.mapping(each, (State, Option, Time), False, 1000, None, False, 0)
    kept = []
    last: list[Any] = []
    for batch in range(30):
        last = list(run([*last, *((key, batch) for key in range(40))]))
        kept.append(len(pickle.loads(last[0][4])[1]))
    assert max(kept) <= 4 * 40
    assert dict(statebuckets.snapshot(last)) == dict.fromkeys(range(40), (29,))
    # A few states that do not change are not pickled again in each batch.
    first, _ = mapping((key, own()["dataclass"](key)) for key in range(200))
    assert not Pickles(first[4]).isFull


def test_values_that_no_pickler_can_do_are_refused_as_by_pyspark() -> None:
    generator = (n for n in [1])
    with pytest.raises(TypeError, match="cannot pickle 'generator' object"):
        list(mapping([("a", generator)]))


def test_a_record_without_classes_is_read() -> None:
    """The form in checkpoints of version 0.1."""
    record, elements = mapping([("a", 1), ("b", Some(2))])
    states = dict(statebuckets.snapshot([record[:4], elements]))
    assert states == {"a": 1, "b": Some(2)}
    after, _ = mapping([record[:4], elements, ("a", 3)])
    assert dict(statebuckets.snapshot([after, b""])) == {"a": 3, "b": Some(2)}


MARKS = [
    "sparkish: state",
    b"sparkish: state",
    ["sparkish: state", 0],
    ["sparkish: state", 0, [], b"", b""],
    [],
    None,
    pickle.dumps(["sparkish: state"]),
    Option.empty(),
    Interval(1, 2),
    Seconds(1),
    Counter("aab"),
]


@pytest.mark.parametrize("first", MARKS, ids=repr)
@pytest.mark.parametrize(
    "serializer",
    [AutoBatchedSerializer(CPickleSerializer()), BatchedSerializer(CPickleSerializer(), 1)],
)
def test_no_element_is_mistaken_for_a_state(first: Any, serializer: Any) -> None:
    stream = BytesIO()
    expected = []
    for states in (0, 1, 3000):
        for elements in ([first, "x"], [], [first] * 3, [(first, first)]):
            record, _ = mapping((key, first) for key in range(states))
            serializer.dump_stream(iter([record, Pickles().whole(elements)]), stream)
            expected += elements
    stream.seek(0)
    assert list(statebuckets.Elements(readsOn=False).load_stream(stream)) == expected


SCRIPT = """
import sys
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from sparkish import SparkConf, SparkContext, StorageLevel
from sparkish.streaming import Seconds, StateSpec, StreamingContext
from sparkish.streaming.receiver import Receiver


class Color(Enum):
    RED = 1
    GREEN = 2


class Key(NamedTuple):
    name: str
    color: Color


@dataclass
class Seen:
    times: int
    last: int


@dataclass
class Total:
    key: Key
    seen: Seen


class Totals(Receiver):
    def onStart(self):
        self.store(Total(Key("r", Color.RED), Seen(1, 1)))

    def onStop(self):
        pass


def count(key, value, state):
    seen = state.getOption().getOrElse(Seen(0, 0))
    assert type(seen) is Seen
    state.update(Seen(seen.times + 1, value.get()))
    return Total(key, state.get())


conf = SparkConf().setMaster("local[3]").setAppName("own").set("spark.ui.enabled", "false")
conf.set("spark.ui.showConsoleProgress", "false").set("spark.default.parallelism", "2")
# PySpark's batches of a fixed size hold a state and the elements after it.
sc = SparkContext(conf=conf, batchSize=10)
sc.setLogLevel("OFF")
ssc = StreamingContext(sc, Seconds(1))
ssc.checkpoint(sys.argv[1])
a, b = Key("a", Color.RED), Key("b", Color.GREEN)
keyed = ssc.queueStream([[(a, 1), (b, 2)], [(a, 3)]])
totals = keyed.mapWithState(StateSpec.function(count).initialState([(b, Seen(5, 0))]))
found = {"mapped": [], "states": [], "received": []}


def gather(name, stream):
    stream.foreachRDD(lambda rdd: found[name].append(sorted(map(repr, rdd.collect()))))


gather("mapped", totals)
gather("states", totals.stateSnapshots().mapValues(lambda seen: (type(seen) is Seen, seen.times)))
gather("received", ssc.receiverStream(Totals(StorageLevel.MEMORY_ONLY)))
ssc.start()
while not any(found["received"]) or len(found["states"]) < 2:
    if ssc.awaitTerminationOrTimeout(0.1):
        break
ssc.stop()
print(found["mapped"][:2])
print(found["states"][:2])
print(*filter(None, found["received"]))
"""


@pytest.mark.whole
@pytest.mark.spark
@pytest.mark.timeout(300)
def test_a_scripts_own_classes(driver: Callable[..., Driver], tmp_path: Path) -> None:
    job = driver(SCRIPT, tmp_path / "checkpoint")
    assert job.end(seconds=240) == 0, job.stderr
    red, green = "Key(name='a', color=<Color.RED: 1>)", "Key(name='b', color=<Color.GREEN: 2>)"
    first = [f"Total(key={red}, seen=Seen(times=1, last=1))",
             f"Total(key={green}, seen=Seen(times=6, last=2))"]  # fmt: skip
    assert job.lines == [
        str([first, [f"Total(key={red}, seen=Seen(times=2, last=3))"]]),
        str([[f"({red}, (True, {n}))", f"({green}, (True, 6))"] for n in (1, 2)]),
        str(["Total(key=Key(name='r', color=<Color.RED: 1>), seen=Seen(times=1, last=1))"]),
    ]
