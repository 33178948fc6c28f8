"""What stands in each task's command: a worker reads the code of sparkish once, not per task."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from pyspark import cloudpickle
from pyspark.serializers import CPickleSerializer

from sparkish._executor import statebuckets
from sparkish._executor.stages import (
    LineDeserializer,
    WorkerSerializer,
    combined,
    filtered,
    flatMapped,
    mapped,
)
from sparkish._executor.workeroutput import printed, printing, same
from sparkish._notebook.printing import PrintingFunction

# A process without sparkish, as an executor is. It gets two commands with the same functions.
WORKER = """
import pickle, sys
from importlib.abc import MetaPathFinder


class Without(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] == "sparkish":
            raise ModuleNotFoundError("No module named 'sparkish'", name="sparkish")


sys.meta_path.insert(0, Without())
with open(sys.argv[1], "rb") as file:
    first, second = pickle.load(file), pickle.load(file)
for one, other in zip(map(pickle.loads, first), map(pickle.loads, second)):
    assert one is not other and type(one) is type(other), (one, other)
    function = getattr(one, "_function", None)
    assert function is None or function.__code__ is other._function.__code__, one

lines, elements, records, maps, flatMaps, filters, combines, updates, prints = map(
    pickle.loads, first
)
print([type(each).__name__ for each in (lines, elements, records)])
print([*maps(0, [1, 2])], [*flatMaps(0, [[1], [2, 3]])], [*filters(0, [0, 1])])
print([*combines([("a", 1), ("b", 2), ("a", 3)])], next(updates([("a", 5)]))[1])
print(prints(3), sorted(name for name in sys.modules if name.startswith("sparkish.")))
"""


def commands() -> list[bytes]:
    state = statebuckets.updating(lambda keys: [(key, new) for key, new, _ in keys])
    values = [
        LineDeserializer(),
        WorkerSerializer(CPickleSerializer(), readsOn=False),
        statebuckets.Elements(True),
        mapped(lambda n: n + 1),
        flatMapped(lambda part: part),
        filtered(bool),
        combined(lambda n: n, max, max, 100.0, CPickleSerializer()),
        state,
        PrintingFunction(lambda n: n * 2),
    ]
    return [cloudpickle.dumps(value) for value in values]


def test_a_worker_reads_the_code_once(tmp_path: Path) -> None:
    file = tmp_path / "commands"
    with file.open("wb") as written:
        pickle.dump(commands(), written)
        pickle.dump(commands(), written)
    ran = subprocess.run(
        [sys.executable, "-c", WORKER, str(file)], capture_output=True, text=True, timeout=100
    )
    assert ran.returncode == 0, ran.stderr
    kinds, stages, keys, last = ran.stdout.splitlines()
    assert kinds == "['LineDeserializer', 'WorkerSerializer', 'Elements']"
    assert stages == "[2, 3] [1, 2, 3] [1]"
    assert keys == "[('a', 3), ('b', 2)] 1"
    assert last.startswith("6 ")
    assert "sparkish._executor.stages" in last


def test_the_attributes_of_a_serializer_travel() -> None:
    serializer = WorkerSerializer(CPickleSerializer(), freezes=False, keepsArchives=False)
    serializer.bestSize = 7
    again = pickle.loads(cloudpickle.dumps(serializer))
    assert type(again) is WorkerSerializer
    assert vars(again) == vars(serializer)
    lines = pickle.loads(cloudpickle.dumps(LineDeserializer(use_unicode=False, readsOn=False)))
    assert (lines.use_unicode, lines.readsOn) == (False, False)


def test_a_subclass_of_a_serializer_travels_as_itself() -> None:
    class Upper(LineDeserializer):
        pass

    again = pickle.loads(cloudpickle.dumps(Upper()))
    assert type(again).__name__ == "Upper"
    assert isinstance(again, LineDeserializer)


@pytest.mark.parametrize("make", [mapped, filtered, flatMapped])
def test_a_stage_is_pickled_as_its_arguments(make: object) -> None:
    """The code does not travel with each function: only a module that the worker may have."""

    def size(value: object) -> int:
        return len(cloudpickle.dumps(value))

    one, two = size(make(len)), size([make(len), make(abs), make(len)])  # type: ignore[operator]
    assert two - one < 200


def test_what_earlier_checkpoints_call_is_still_there() -> None:
    assert type(printing(CPickleSerializer)) is CPickleSerializer
    assert printing(same, 5) == printed(5) == 5
