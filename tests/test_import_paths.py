"""Scala's import lines, at the same paths."""

from __future__ import annotations

import subprocess
import sys

import pytest

from compat.parity import paths

#: Import lines of Scala programs, with the word and the braces changed.
LINES = """
from sparkish import *
from sparkish import FutureAction, HashPartitioner, Partitioner, SparkConf, SparkContext
from sparkish.SparkContext import *
from sparkish.broadcast import Broadcast
from sparkish.log4j import Level, LogManager, Logger
from sparkish.partial import BoundedDouble, PartialResult
from sparkish.rdd import RDD
from sparkish.rdd.RDD import *
from sparkish.sql import AnalysisException, Row, SaveMode, SparkSession
from sparkish.sql.functions import *
from sparkish.sql.types import *
from sparkish.storage import StorageLevel
from sparkish.streaming import *
from sparkish.streaming.StreamingContext import *
from sparkish.streaming.dstream import DStream, InputDStream, ReceiverInputDStream
from sparkish.streaming.dstream.DStream import *
from sparkish.streaming.dstream.PairDStreamFunctions import *
from sparkish.streaming.receiver import Receiver
from sparkish.streaming.scheduler import *
from sparkish.util import AccumulatorV2, CollectionAccumulator, LongAccumulator
"""
CHECK = """
import sparkish, sparkish.streaming, sparkish.streaming.dstream
assert SparkContext is sparkish.SparkContext and isinstance(SparkContext, type)
assert StreamingContext is sparkish.streaming.StreamingContext
assert isinstance(StreamingContext, type)
assert DStream is sparkish.streaming.dstream.DStream and isinstance(DStream, type)
assert sparkish.rdd.RDD is RDD
assert Some(1).get() == 1 and Option is sparkish.Option
assert issubclass(LongAccumulator, AccumulatorV2)
assert col is sparkish.sql.functions.col
"""


def test_scalas_import_lines() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LINES + CHECK], capture_output=True, text=True, timeout=160
    )
    assert not done.stderr


def test_a_companions_members_are_no_names() -> None:
    for name in ("SparkContext", "streaming.StreamingContext", "rdd.RDD"):
        found: dict[str, object] = {}
        exec(f"from sparkish.{name} import *", found)
        assert set(found) == {"__builtins__"}


@pytest.mark.spark
@pytest.mark.timeout(400)
def test_every_public_class_of_scala_is_at_its_path_or_has_a_reason() -> None:
    names = paths.classes()
    assert len(names) > 150
    assert paths.missing(names) == []
    if "Aggregator" in names and "sql.TableValuedFunction" in names:  # of a Spark of the table's
        assert paths.stale(names) == []
    assert not paths.isThere("streaming.Nonsense")
    assert paths.missing(["streaming.Nonsense"]) == ["streaming.Nonsense"]
