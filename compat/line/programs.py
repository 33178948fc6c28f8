"""The lines, as a Scala programmer types them: one program for each missing feature."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

__all__ = ["PROGRAMS", "Lines"]


@dataclass(frozen=True)
class Lines:
    """A program of a few lines, which uses the existing ``sc`` and ``ssc``.

    It imports from sparkish; for raw PySpark the word is replaced by ``pyspark``.
    """

    title: str
    code: str


def _lines(title: str, code: str) -> Lines:
    return Lines(title, dedent(code).strip())


PROGRAMS = [
    _lines(
        "Text as Scala's: outer joins, and an Option inside a value",
        """
        from sparkish.streaming import Some
        left = ssc.queueStream([sc.parallelize([("a", 1), ("b", 2)], 1)])
        right = ssc.queueStream([sc.parallelize([("a", 3)], 1)])
        left.leftOuterJoin(right, 1).print()
        left.map(lambda pair: Some(pair)).print()
        """,
    ),
    _lines(
        "A string and a Time, a Duration, a StorageLevel",
        """
        from sparkish.streaming import Seconds, Time
        from sparkish.storage import StorageLevel
        print("at " + Time(1000))
        print("every " + Seconds(2))
        print("kept by " + StorageLevel.MEMORY_ONLY)
        """,
    ),
    _lines(
        "What a function prints on a worker",
        """
        sc.parallelize([("a", 1), ("b", 2)], 1).foreach(print)
        """,
    ),
    _lines(
        "An idle batch, whose records become a frame",
        """
        from collections import namedtuple
        from sparkish.sql import SparkSession
        Record = namedtuple("Record", "word")
        spark = SparkSession.builder.getOrCreate()
        sc.parallelize([], 1).map(lambda w: Record(w)).toDF().show()
        """,
    ),
    _lines(
        "SparkSession in Scala's forms",
        """
        from sparkish.sql import SaveMode, SparkSession
        spark = SparkSession.builder().config(sc.getConf).getOrCreate()
        spark.implicits._
        frame = sc.parallelize([("a", 1)], 1).toDF("word", "count")
        frame.write.mode(SaveMode.Append).json(directory + "/table")
        frame.show()
        """,
    ),
    _lines(
        "Import paths",
        """
        from sparkish.SparkContext import *
        from sparkish.streaming.StreamingContext import *
        from sparkish.streaming.dstream import DStream
        from sparkish.streaming.receiver import Receiver
        from sparkish.util import LongAccumulator
        print("imported")
        """,
    ),
    _lines(
        "log4j",
        """
        from sparkish.log4j import Level, Logger
        Logger.getLogger("org").setLevel(Level.OFF)
        print(Logger.getLogger("org").getLevel())
        """,
    ),
    _lines(
        "mutable.Queue",
        """
        from sparkish import mutable
        from sparkish.rdd import RDD
        rddQueue = mutable.Queue[RDD[int]]()
        ssc.queueStream(rddQueue).map(lambda x: (x % 10, 1)).print()
        rddQueue += sc.makeRDD([13, 21], 1)
        """,
    ),
    _lines(
        "Type arguments",
        """
        stream = ssc.queueStream[str]([sc.parallelize[str](["a", "b"], 1)])
        stream.map[int](lambda word: len(word)).pprint()
        """,
    ),
    _lines(
        "println of a value",
        """
        from sparkish import scalaString
        pair = ("a", [1.0, None])
        print(scalaString(pair))
        """,
    ),
]
