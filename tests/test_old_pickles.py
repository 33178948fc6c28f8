"""Pickles and checkpoints that sparkish wrote before its modules moved (at ``ddb8d2b``)."""

from __future__ import annotations

import importlib
import os
import pickle
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyspark
import pytest
from drivers import Driver

from sparkish import HashPartitioner, Option, Some
from sparkish._core.moved import _MOVED, _PACKAGES
from sparkish.streaming import Duration, Interval, Milliseconds, Minutes, Seconds, State, Time
from sparkish.streaming.kafka010 import OffsetRange, TopicPartition

OLD = Path(__file__).parent / "old"
#: The old path of the checkpoint, which is inside it: Spark creates this folder again.
WAS = Path("/tmp/sparkish-checkpoint-of-0.1.0")
VALUES = {
    "durations": [Seconds(3), Minutes(1), Milliseconds(50), Duration(7)],
    "time": Time(5000),
    "interval": Interval(Time(1000), Time(3000)),
    "options": [Some(("a", 1)), Option.empty()],
    "partitioner": HashPartitioner(4),
    "offsets": [OffsetRange("lines", 0, 1, 5), TopicPartition("lines", 2)],
    "classes": [Duration, Time, Interval, Option, Some, State, HashPartitioner],
}
NAMES = {
    "_executor": "SumAndCount Gathered arrayBuffer",
    "_jvm": "javaErrors javaTime scalaSeq rememberNames usersTrace",
    "_rdd": "RDD PipelinedRDD scalaNamed",
    "streaming._sources": "Sources",
    "streaming.duration": "Duration toDuration",
    "streaming.interval": "Interval",
    "streaming.time": "Time",
}


@pytest.mark.skipif(
    sys.version_info[:2] != (3, 13), reason="what makes the modules is the bytecode of one Python"
)
def test_values_are_those_of_today() -> None:
    values = pickle.loads((OLD / "values.pickle").read_bytes())
    # A function travels by value.
    assert values["classes"].pop(4)(3) == Some(3)
    VALUES["classes"].pop(4)  # type: ignore[attr-defined]
    assert values == VALUES


@pytest.mark.parametrize(("old", "new"), _MOVED.items())
def test_old_names_are_those_of_the_modules(old: str, new: str) -> None:
    assert importlib.import_module(f"sparkish.{old}") is importlib.import_module(f"sparkish.{new}")


@pytest.mark.parametrize(("old", "names"), NAMES.items())
def test_packages_have_what_the_modules_had(old: str, names: str) -> None:
    module = importlib.import_module(f"sparkish.{old}")
    for name in names.split():
        assert callable(getattr(module, name))
    assert not hasattr(module, "nonsense")


def test_these_are_all_packages() -> None:
    assert NAMES.keys() == _PACKAGES.keys()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder with the checkpoint, and one line of input for its third batch."""
    (tmp_path / "input").mkdir()
    (tmp_path / "input" / "lines.txt").write_text("to be or to\n")
    # The time is that of Spark's manual clock, which continues from the checkpoint.
    os.utime(tmp_path / "input" / "lines.txt", (2.5, 2.5))
    (tmp_path / "checkpoint").mkdir()
    shutil.copy(OLD / "checkpoint-2000", tmp_path / "checkpoint")
    yield tmp_path
    shutil.rmtree(WAS, ignore_errors=True)


@pytest.mark.spark
@pytest.mark.skipif(
    (sys.version_info[:2], pyspark.__version__) != ((3, 13), "4.3.0"),
    reason="a checkpoint is of one Python and one Spark",
)
def test_a_checkpoint_goes_on(place: Path, driver: Callable[..., Driver]) -> None:
    program = driver((OLD / "checkpointed.py").read_text(), "checkpoint", 2)
    words = "[('be', 1), ('or', 1), ('to', 2)]"
    program.waitFor("mapWithState 3 [('be', 1), ('or', 1), ('to', 1), ('to', 2)]")
    program.waitFor(f"updateStateByKey 3 {words}")
    program.waitFor(f"countByValue 3 {words}")
    program.waitFor("(to,ArrayBuffer(1, 1))")
    program.waitFor(f"window 4 {words}")
