"""Each process has one ``Option``, ``Time``, ``Duration``, ..., for every way they get there.

A process that unpickles the driver's objects takes the place of a Spark worker. The last test uses
Spark itself.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from drivers import Driver
from pyspark import cloudpickle

from sparkish import HashPartitioner, Option, Partitioner, Some
from sparkish.streaming import (
    Duration,
    Durations,
    Interval,
    Milliseconds,
    Minutes,
    Seconds,
    State,
    StateSpec,
    Time,
)

SHIPPED = """
from sparkish import HashPartitioner, Option, Partitioner, Some
from sparkish.streaming import Duration, Interval, Milliseconds, Seconds, State, Time

BEAT = Milliseconds(500)
START = Time(0)


class ByLength(Partitioner):
    numPartitions = 2

    def getPartition(self, key):
        return len(key) % 2


def letters(time, key, value, state):
    assert isinstance(value, Option) and isinstance(state, State) and isinstance(time, Time)
    assert value == Some(1) and hash(value) == hash(Some(1))
    assert time.isMultipleOf(BEAT) and time.floor(BEAT) == time and time + BEAT - BEAT == time
    assert time - START < Seconds(10**10) and Interval(START, time).duration() == time - START
    state.update(Some((time, BEAT)))
    return Some(key) if key < "c" else Option.empty()


def ended(values, state: Option[int]):
    assert isinstance(state, Option)
    return Some(1) if values else Option.empty()
"""

# The same functions, which use variables of the program.
PROGRAM = (
    SHIPPED
    + """
import pickle, sys
import shipped
from pyspark import cloudpickle
from sparkish.streaming.dstream import states
from sparkish._executor import statebuckets


def names():
    return (HashPartitioner, Option, Partitioner, Duration, Interval, State, Time, Some(1), BEAT,
            START, Milliseconds(1500) / Seconds(1), Some, Seconds, Interval(0, 5), ByLength())


def commands(module):
    return (
        statebuckets.mapping(module.letters, (State, Option, Time), True, 2000, None, False, 0),
        statebuckets.updating(states._byKey(module.ended, False)(2000)),
    )


own = sys.modules["__main__"]
tasks = [names, commands(own), (Some(2), BEAT, START)]
imported = [commands(shipped), shipped.ByLength()]
with open(sys.argv[1], "wb") as file:
    for task in tasks + imported:
        pickle.dump(cloudpickle.dumps(task), file)
"""
)

WORKER = """
import pickle, sys
from importlib.abc import MetaPathFinder


class Without(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] == "sparkish":
            raise ModuleNotFoundError("No module named 'sparkish'", name="sparkish")


mode, given, folder = sys.argv[1:]
without = Without()
sys.meta_path.insert(0, without)
sys.path.insert(0, folder)
with open(given, "rb") as file:
    names, commands, values, shippedCommands, partitioner = (pickle.load(file) for _ in range(5))


def run(pickled):
    mapping, updating = pickle.loads(pickled)
    record, elements = mapping([("a", 1), ("c", 1), ("b", 1)])
    record, elements = mapping([record, elements, ("b", 1)])
    updated, _ = updating([("a", 1)])
    gone, _ = updating([updated, pickle.dumps([])])
    return pickle.loads(elements), record[1], updated[1], gone[1], elements, record


def check():
    results = run(commands)
    assert results[:4] == (["b"], 3, 1, 0), results
    one, other = pickle.loads(names)(), pickle.loads(names)()
    assert one[:7] == other[:7], "another task has other classes"
    HashPartitioner, Option, Partitioner, Duration, Interval, State, Time, some, beat, *_ = one
    assert one[7:11] == other[7:11] and one[13] == other[13]
    assert type(some) is Option and type(beat) is Duration and type(one[13]) is Interval
    assert isinstance(one[14], Partitioner) and one[14].getPartition("abc") == 1
    assert isinstance(one[11](3), Option) and (one[12](1) + beat) / one[12](1) == one[10]
    assert pickle.loads(values) == (one[11](2), beat, one[9])
    again = pickle.loads(pickle.dumps(one[:11])), pickle.loads(cloudpickle.dumps(one[11:14]))
    assert again[0] == one[:11] and type(again[0][7]) is Option and again[1][0](1) == some
    return one


def checkImported(one):
    sys.meta_path.remove(without) if without in sys.meta_path else None
    assert run(shippedCommands)[:4] == (["b"], 3, 1, 0)
    import shipped, sparkish, sparkish.option
    assert (shipped.HashPartitioner, shipped.Option, shipped.Partitioner, shipped.Duration,
            shipped.Interval, shipped.State, shipped.Time) == one[:7]
    assert sparkish.Option is sparkish.option.Option is one[1]
    assert sparkish.streaming.duration.Duration is one[3]
    assert isinstance(pickle.loads(partitioner), one[2])
    assert isinstance(one[14], sparkish.Partitioner)
    assert shipped.Some(1) == one[7] and shipped.BEAT == one[8] and shipped.START <= one[9]


from pyspark import cloudpickle

if mode == "importedFirst":
    sys.meta_path.remove(without)
    import shipped
one = check()
if mode == "without":
    assert sys.modules.get("sparkish") is None
else:
    checkImported(one)
    assert check()[:7] == one[:7]
sys.stdout.buffer.write(cloudpickle.dumps((one[:7], one[7:9], run(commands)[4:])))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped module, and the objects that a driver pickled for the workers."""
    folder = tmp_path_factory.mktemp("shipped")
    (folder / "shipped.py").write_text(SHIPPED)
    (folder / "program.py").write_text(PROGRAM)
    (folder / "worker.py").write_text(WORKER)
    run(folder / "program.py", folder / "tasks")
    return folder


def run(*arguments: object) -> bytes:
    command = [sys.executable, *map(str, arguments)]
    environment = {"PYTHONHASHSEED": "0"}
    done = subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=True)
    return done.stdout


@pytest.mark.parametrize("mode", ["without", "capturedFirst", "importedFirst"])
def test_a_worker_has_one_of_each(folder: Path, mode: str) -> None:
    """Captured classes, classes that a shipped module imports, and classes of elements."""
    answer = run(folder / "worker.py", mode, folder / "tasks", folder)
    classes, values, (elements, record) = pickle.loads(answer)
    assert classes == (HashPartitioner, Option, Partitioner, Duration, Interval, State, Time)
    assert values == (Some(1), Milliseconds(500))
    assert [type(value) for value in values] == [Option, Duration]
    assert pickle.loads(elements) == ["b"]
    # A state contains the name of its class, not the class.
    assert len(record[3]) < 1500


@pytest.mark.parametrize(
    "value",
    [Option, Some, Some([1]), Option.empty(), Time, Time(3), Duration, Seconds(1), Seconds, Minutes,
     Durations, Interval(1, 2), State, StateSpec, HashPartitioner(3), Partitioner],
    ids=lambda value: getattr(value, "__name__", repr(value)),
)  # fmt: skip
def test_a_driver_has_its_own_back(value: Any) -> None:
    for pickled in (pickle.dumps(value), cloudpickle.dumps(value)):
        same = pickle.loads(pickled)
        assert type(same) is type(value)
        assert same is value or not isinstance(value, type)
        assert isinstance(value, type) or callable(value) or same == value


def test_a_users_subclass_keeps_its_base() -> None:
    class ByLength(Partitioner):
        numPartitions = 2

        def getPartition(self, key: Any) -> int:
            return len(key) % 2

    same = pickle.loads(cloudpickle.dumps(ByLength()))
    assert isinstance(same, ByLength)
    assert isinstance(same, Partitioner)
    with pytest.raises(TypeError, match="abstract"):
        Partitioner()  # type: ignore[abstract]


def test_what_was_pickled_when_modules_were_named_is_read() -> None:
    """The form in checkpoints of version 0.1."""
    head = b"\x80\x04coperator\nmethodcaller\n"
    tail = b"cimportlib\nimport_module\n\x8c%c%s\x85R\x85R."
    for function, argument, module, value in (
        (b"_restore", b"K\x03", b"sparkish.option", Some(3)),
        (b"Duration", b"M\xf4\x01", b"sparkish.streaming.duration", Milliseconds(500)),
        (b"Time", b"K\x04", b"sparkish.streaming.time", Time(4)),
    ):
        made = b"\x8c%c%s%s\x86R" % (len(function), function, argument)
        old = pickle.loads(head + made + tail % (len(module), module))
        assert old == value
        assert type(old) is type(value)


STREAMING = (
    SHIPPED
    + """
import sys
import shipped
from sparkish import SparkConf, SparkContext
from sparkish.streaming import StateSpec, StreamingContext

checkpoint, file = sys.argv[1:]
conf = SparkConf().setMaster("local[2]").setAppName("shipped").set("spark.ui.enabled", "false")
sc = SparkContext(conf)
sc.setLogLevel("OFF")
sc.addPyFile(file)
ssc = StreamingContext(sc, Seconds(1))
ssc.checkpoint(checkpoint)
pairs = ssc.queueStream([[("a", 1), ("c", 1), ("b", 1)], []])
seen = {}


def show(name, stream):
    stream.foreachRDD(lambda rdd: seen.setdefault(name, []).append(sorted(rdd.collect())))


show("own", pairs.mapWithState(StateSpec.function(letters)))
show("shipped", pairs.mapWithState(StateSpec.function(shipped.letters)))
show("ended", pairs.updateStateByKey(ended))
show("shippedEnded", pairs.updateStateByKey(shipped.ended))
ssc.runFor(batches=2)
for name, batches in sorted(seen.items()):
    print(name, batches, flush=True)
ssc.stop()
"""
)


@pytest.mark.spark
@pytest.mark.timeout(300)
def test_a_job_of_several_files(driver: Callable[..., Driver], tmp_path: Path) -> None:
    shipped = tmp_path / "shipped.py"
    shipped.write_text(SHIPPED)
    job = driver(STREAMING, tmp_path / "checkpoint", shipped)
    both, kept = "[['a', 'b'], []]", "[[('a', 1), ('b', 1), ('c', 1)], []]"
    assert job.end(seconds=240) == 0, job.stderr
    assert job.lines == [
        f"ended {kept}", f"own {both}", f"shipped {both}", f"shippedEnded {kept}",
    ]  # fmt: skip
