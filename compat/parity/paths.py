"""The public classes of Scala's packages, and the Python module of the same path for each."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from compat.parity.scala import SPARK
from sparkish.port._oracle import spark

#: The packages that a streaming program imports from.
PACKAGES = (
    "",
    "broadcast.",
    "partial.",
    "rdd.",
    "sql.",
    "storage.",
    "streaming.",
    "streaming.dstream.",
    "streaming.receiver.",
    "streaming.scheduler.",
    "util.",
)

#: Why a class has no counterpart of its name; the whole name must match.
EXCLUDED = {
    r"(\w+\.)*package": "Scala-only: a package object; its members are the module's.",
    r"rdd\.(Async|Pair|Ordered|Double|SequenceFile)\w+": (
        "Scala-only: what an implicit adds; RDD has the methods itself."
    ),
    r"rdd\.(CoGrouped|Hadoop|Jdbc|NewHadoop|PartitionPruning|Shuffled|Union)RDD": (
        "The JVM's kinds of RDD, which methods make; all of Python's are RDDs."
    ),
    r"rdd\.(DeterministicLevel|Partition(Coalescer|Group))|PartitionEvaluator(Factory)?": (
        "For those who extend the JVM's RDDs."
    ),
    r"storage\.(?!StorageLevel$).*": "The block manager's, in the JVM.",
    r"(\w*(Failure|Failed|Killed|Lost|Reason|Denied)|Resubmitted|Success|TaskKilledException)": (
        "How the JVM's scheduler speaks of tasks."
    ),
    r"(NarrowDependency|OneToOneDependency|RangeDependency|(Pipelined)?ShuffleDependency)": (
        "A Dependency has its kind as text."
    ),
    r"ComplexFutureAction|SimpleFutureAction|JobSubmitter": "Every action's future is one class.",
    r"(Interruptible|ContextAware)Iterator|SerializableWritable|Writable\w+|SparkEnv|Aggregator": (
        "What runs in the JVM's tasks."
    ),
    r"RangePartitioner": "sortByKey makes one; it has no class in Python.",
    r"SparkException": "In Python a failure is a JavaError, or PySpark's own errors.",
    r"SparkStatusTracker": "PySpark's name is StatusTracker.",
    r"JobExecutionStatus": "StatusTracker gives it as text.",
    r"ReadOnlySparkConf": "A SparkConf.",
    r"QueryContextType|StringSubstitutor|\w*(Info|Reader|Config|NotFoundException)": (
        "Spark's own, of its messages and of changes between its versions."
    ),
    r"sql\.(Dataset|DatasetHolder|TypedColumn|Encoder\w*|KeyValueGroupedDataset|\w*SQLImplicits)": (
        "Scala-only: typed Datasets; Python has DataFrame."
    ),
    r"sql\.RelationalGroupedDataset": "PySpark's name is GroupedData.",
    r"sql\.(ColumnName|CreateTableWriter|WriteConfigMethods|ForeachWriter|When\w+)": (
        "Steps of a call, or Structured Streaming's; PySpark has them elsewhere."
    ),
    r"sql\.(ExperimentalMethods|Extended\w+|SparkSessionExtensions\w*|RuntimeConfig"
    r"|TableValuedFunction)": "Of SQL alone: PySpark has it in a module of its own, or not at all.",
    r"streaming\.(StreamingConf|scheduler\.RateController)": "Settings and backpressure, its own.",
    r"util\.(?!AccumulatorV2$|\w*Accumulator$|StatCounter$).*": "Spark's own helpers.",
    r"util\.LastAttemptAccumulator": "Spark's own helpers.",
}


def classes() -> list[str]:
    """Return the public classes and objects, without the prefix ``org.apache.spark``."""
    jar = spark.compiled([Path(__file__).with_name("Signatures.scala")])
    command = [spark.java(), "-cp", f"{jar}:{spark.SPARK_HOME}/jars/*", "Signatures"]
    names = [SPARK + name for name in PACKAGES]
    done = subprocess.run([*command, *names], capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise RuntimeError(f"Signatures.scala failed:\n{done.stderr}")
    return sorted({row["owner"].removeprefix(SPARK) for row in json.loads(done.stdout)})


def isThere(name: str) -> bool:
    """Tell whether the class can be imported from the module of the same path."""
    package, _, cls = f"sparkish.{name}".rpartition(".")
    try:
        return hasattr(import_module(package), cls)
    except ModuleNotFoundError:
        return False


def missing(names: Iterable[str]) -> list[str]:
    """Return the classes that neither exist in Python nor are excluded."""
    return [
        name
        for name in names
        if not isThere(name) and not any(re.fullmatch(rule, name) for rule in EXCLUDED)
    ]


def stale(names: Iterable[str]) -> list[str]:
    """Return the exclusions that exclude nothing."""
    absent = [name for name in names if not isThere(name)]
    return [rule for rule in EXCLUDED if not any(re.fullmatch(rule, name) for name in absent)]
