"""What an import does, and what it must not do."""

from __future__ import annotations

import importlib
import pickle
import subprocess
import sys

import pyspark
import pyspark.sql.functions
import pytest

import sparkish


def run(code: str) -> str:
    """Run code in a new process, and return what it prints."""
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    ).stdout.strip()


def test_importing_starts_no_jvm_and_makes_no_context() -> None:
    code = (
        "import sparkish, sparkish.streaming, sparkish.lineserver, pyspark, threading\n"
        "print(pyspark.SparkContext._gateway, pyspark.SparkContext._active_spark_context,"
        " threading.active_count())"
    )
    assert run(code) == "None None 1"


@pytest.mark.parametrize("name", pyspark.__all__)
def test_every_name_of_pyspark_is_there(name: str) -> None:
    assert hasattr(sparkish, name)


def test_a_name_that_neither_has_is_refused() -> None:
    with pytest.raises(AttributeError, match="neither sparkish nor pyspark has 'nonsense'"):
        sparkish.nonsense  # noqa: B018
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("sparkish.nonsense")


@pytest.mark.parametrize(
    "name",
    ["sql.functions", "sql.types", "streaming.util", "broadcast", "rdd", "files", "ml"],
)
def test_a_module_of_pyspark_is_the_same_object(name: str) -> None:
    if name == "ml":
        pytest.importorskip("numpy")
    ours = importlib.import_module(f"sparkish.{name}")
    theirs = importlib.import_module(f"pyspark.{name}")
    assert ours is theirs
    assert theirs.__name__.startswith("pyspark")
    assert theirs.__spec__ is not None
    assert theirs.__spec__.name.startswith("pyspark")


def test_names_of_its_modules_import_and_pickle_as_pysparks() -> None:
    from sparkish.sql.types import IntegerType

    assert IntegerType is pyspark.sql.types.IntegerType
    assert b"sparkish" not in pickle.dumps(IntegerType())


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("context", "SparkContext"),
        ("conf", "SparkConf"),
        ("storagelevel", "StorageLevel"),
        ("storage", "StorageLevel"),
        ("streaming", "StreamingContext"),
        ("streaming.context", "StreamingContext"),
        ("streaming", "DStream"),
        ("streaming.dstream", "DStream"),
        ("streaming.dstream", "TransformedDStream"),
        ("streaming", "StreamingListener"),
        ("streaming.listener", "StreamingListener"),
    ],
)
def test_modules_are_where_pyspark_and_scala_have_them(module: str, name: str) -> None:
    ours = getattr(importlib.import_module(f"sparkish.{module}"), name)
    assert issubclass(ours, getattr(importlib.import_module("pyspark.streaming"), name, object))
    if name != "StreamingListener":
        assert ours.__module__.startswith("sparkish")


@pytest.mark.skipif(not hasattr(pyspark, "core"), reason="PySpark 3.5 has no pyspark.core")
def test_pyspark_4s_own_name_of_the_context_leads_to_ours() -> None:
    from sparkish.core.context import SparkContext

    assert SparkContext is sparkish.SparkContext


def test_executors_need_no_sparkish_for_a_users_partitioner() -> None:
    """A subclass is pickled with its base class."""
    from pyspark import cloudpickle

    from sparkish.partitioner import Partitioner

    class ByLength(Partitioner):
        numPartitions = 2

        def getPartition(self, key: str) -> int:
            return len(key) % 2

    data = cloudpickle.dumps(ByLength().getPartition)
    code = f"import sys, pickle; sys.modules['sparkish'] = None\nprint(pickle.loads({data!r})('a'))"
    assert run(code) == "1"


def test_executors_need_no_sparkish() -> None:
    """A process that cannot import sparkish loads objects that are pickled for the executors."""
    from pyspark import cloudpickle

    from sparkish._executor.gathering import Gathered, SumAndCount

    data = cloudpickle.dumps((SumAndCount(0), Gathered()))
    code = (
        "import sys, pickle; sys.modules['sparkish'] = None\n"
        f"add, gather = pickle.loads({data!r})\n"
        "print(add.addInPlace(add.zero(None), 3), list(gather.addInPlace(gather.zero(None), 1)))"
    )
    assert run(code) == "(3, 1) [1]"


def test_a_checkpoint_names_what_is_ours() -> None:
    """If another driver reads it, a class of ours is that driver's own class, not a copy."""
    from sparkish.option import Option
    from sparkish.streaming import Seconds, Time
    from sparkish.streaming._engine.checkpoints import CheckpointSerializer

    captured = Seconds(2)

    def callback(rdd: object, time: Time) -> bool:
        return isinstance(time - Seconds(1) + captured, Time) and isinstance(Option(1), Option)

    data = CheckpointSerializer().dumps(callback)
    code = (
        "import pickle\n"
        "from sparkish.streaming import Time\n"
        f"print(pickle.loads({data!r})(None, Time(5000)))"
    )
    assert run(code) == "True"


def test_values_are_copied_as_they_are() -> None:
    import copy

    from sparkish.option import Some
    from sparkish.streaming import Interval, Seconds, Time

    for value in (Seconds(1), Time(5), Interval(1, 2), Some([1])):
        for same in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
            assert same == value
            assert type(same) is type(value)
