"""``import sparkish as pyspark``, and imports of names that Spark has removed."""

from __future__ import annotations

import subprocess
import sys

import pyspark
import pytest

#: Names that PySpark has after ``import pyspark`` alone, also modules inside modules.
SPELLED = """
import sys
import {0} as pyspark
from types import ModuleType


def walk(module, path, depth):
    for name in sorted(vars(theirs(module))):
        if not name.startswith("_") and depth:
            value = getattr(module, name)
            isOurs = isinstance(value, ModuleType) and value.__name__.startswith(SPARKS)
            if isOurs and path + "." + name not in seen:
                seen.add(path + "." + name)
                walk(value, path + "." + name, depth - 1)
            elif not isinstance(value, ModuleType):
                seen.add(path + "." + name)


def theirs(module):
    return sys.modules[module.__name__.replace("sparkish", "pyspark", 1)]


SPARKS = "pyspark.", "sparkish."
seen = set()
walk(pyspark, "pyspark", 3)
print(*sorted(seen), sep="\\n")
"""
OURS = [
    "SparkConf", "SparkContext", "StorageLevel", "SQLContext", "HiveContext",
    "context.SparkContext", "conf.SparkConf", "storagelevel.StorageLevel",
    "streaming.StreamingContext", "streaming.DStream",
    "streaming.context.StreamingContext", "streaming.dstream.DStream",
    "sql.SparkSession", "sql.SQLContext", "sql.session.SparkSession", "sql.context.SQLContext",
    *(["core.context.SparkContext"] if hasattr(pyspark, "core") else []),
]  # fmt: skip
THEIRS = [
    "RDD", "Row", "Broadcast", "rdd.RDD", "streaming.StreamingListener", "accumulators.Accumulator",
    "serializers.CPickleSerializer", "sql.Row", "sql.DataFrame", "sql.functions.col",
    "sql.types.StructType", "sql.window.Window", "cloudpickle.dumps", "__version__",
]  # fmt: skip


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)


def test_everything_is_spelled_as_in_pyspark() -> None:
    raw, ours = (run(SPELLED.format(name)) for name in ("pyspark", "sparkish"))
    assert not raw.stderr
    assert not ours.stderr
    names = set(raw.stdout.split())
    assert len(names) > 500
    assert names - set(ours.stdout.split()) == set()


def test_a_name_of_ours_is_ours_and_the_others_are_pysparks() -> None:
    # In a new process, with only the word changed.
    lines = [
        "import sparkish as pyspark, pyspark as raw, sys",
        *(f"assert pyspark.{name} is not raw.{name}, {name!r}" for name in OURS),
        *(f"assert issubclass(pyspark.{name}, raw.{name}), {name!r}" for name in OURS),
        *(f"assert pyspark.{name} is raw.{name}, {name!r}" for name in THEIRS),
        "from sparkish import streaming, sql, rdd, context",
        "assert streaming is pyspark.streaming and sql is pyspark.sql",
        "import sparkish.sql.functions as F",
        "assert F is raw.sql.functions is pyspark.sql.functions",
    ]
    done = run("\n".join(lines))
    assert not done.stderr


def test_a_name_that_is_nowhere_is_refused() -> None:
    done = run("import sparkish as pyspark\npyspark.streaming.nonsense")
    assert "neither sparkish.streaming nor pyspark.streaming has 'nonsense'" in done.stderr


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("from sparkish.streaming import flume", "Spark 3.0 removed streaming.flume"),
        ("import sparkish.streaming.flume as flume", "ssc.textFileStream(directory)"),
        ("from sparkish.streaming.mqtt import MQTTUtils", "Spark 2.0 removed streaming.mqtt"),
        ("import sparkish.streaming.twitter", "Receiver (sparkish.streaming.receiver)"),
        ("from sparkish.internal import Logging", "the line can go"),
    ],
)
def test_what_spark_has_removed_is_told(line: str, said: str) -> None:
    with pytest.raises(ModuleNotFoundError) as caught:
        exec(line, {})
    assert said in str(caught.value)


@pytest.mark.spark
@pytest.mark.timeout(400)
def test_a_master_that_spark_has_removed_is_told() -> None:
    """Nothing is left behind: another context can be made."""
    program = """
from sparkish import SparkConf, SparkContext
from sparkish.sql import SparkSession
from sparkish.streaming import StreamingContext

for make in (
    lambda: SparkContext("yarn-client", "a"),
    lambda: SparkContext(SparkConf().setMaster("yarn-cluster").setAppName("a")),
    lambda: StreamingContext("yarn-standalone", "a", 1),
    lambda: SparkSession.builder.master("yarn-client").getOrCreate(),
    lambda: SparkContext("simr://host", "a"),
):
    try:
        make()
    except ValueError as error:
        print(error)
sc = SparkContext("local[1]", "a")
sc.stop()
print("local")
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=380
    )
    told = done.stdout.splitlines()
    assert len(told) == 6, done.stderr
    for line, mode in zip(told, ("client", "cluster", "cluster", "client"), strict=False):
        assert 'setMaster("yarn")' in line
        assert line.endswith(f"--deploy-mode {mode}.")
    assert "no simr any more" in told[4]
