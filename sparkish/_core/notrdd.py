"""Errors for a stream that is used like an RDD: they show how to get an RDD.

The names stay missing: ``hasattr`` returns False.
"""

from __future__ import annotations

import builtins
from typing import Any, NoReturn

from pyspark import RDD, SparkContext
from pyspark.sql import DataFrame

from sparkish._core.sentences import sentence

__all__ = ["AbsentOfSequences", "NoRDDError", "noAttribute", "noContextAttribute", "refuseRDD"]

#: RDD methods that return another RDD: write them in a transform.
_TRANSFORMATIONS = {
    "sortByKey": "sortByKey()",
    "sortBy": "sortBy(lambda element: element)",
    "distinct": "distinct()",
    "sample": "sample(False, 0.1)",
    "intersection": "intersection(other)",
    "subtract": "subtract(other)",
    "subtractByKey": "subtractByKey(other)",
    "cartesian": "cartesian(other)",
    "zip": "zip(other)",
    "zipWithIndex": "zipWithIndex()",
    "zipWithUniqueId": "zipWithUniqueId()",
    "keyBy": "keyBy(lambda element: element)",
    "keys": "keys()",
    "values": "values()",
    "groupBy": "groupBy(lambda element: element)",
    "coalesce": "coalesce(1)",
    "pipe": 'pipe("cat")',
    "aggregateByKey": "aggregateByKey(0, lambda a, v: a + v, lambda a, b: a + b)",
    "foldByKey": "foldByKey(0, lambda a, b: a + b)",
    "repartitionAndSortWithinPartitions": "repartitionAndSortWithinPartitions()",
    "sampleByKey": "sampleByKey(False, fractions)",
}
#: A stream's own counterparts of RDD methods.
_OF_STREAMS = {
    "first": ".print(1), or .foreachRDD(lambda rdd: print(rdd.take(1)))",
    "take": ".print(10), or .foreachRDD(lambda rdd: print(rdd.take(10)))",
    "show": ".print(), or .foreachRDD(lambda rdd: rdd.toDF().show())",
    "saveAsTextFile": ".saveAsTextFiles(prefix): a folder for each batch",
    "saveAsObjectFile": ".saveAsObjectFiles(prefix): a folder for each batch",
    "saveAsPickleFile": ".saveAsObjectFiles(prefix): a folder for each batch",
    "saveAsHadoopFile": ".saveAsHadoopFiles(prefix, suffix, ...): a folder for each batch",
    "saveAsNewAPIHadoopFile": (
        ".saveAsNewAPIHadoopFiles(prefix, suffix, ...): a folder for each batch"
    ),
    "foreachPartition": ".foreachRDD(lambda rdd: rdd.foreachPartition(function))",
    "isEmpty": ".foreachRDD(lambda rdd: None if rdd.isEmpty() else print(rdd.count()))",
    "toDF": ".foreachRDD(lambda rdd: None if rdd.isEmpty() else rdd.toDF([...]).show())",
    "foreachBatch": ".foreachRDD(lambda rdd, time: ...)",
    "writeStream": ".foreachRDD(lambda rdd: ...) or .print()",
    "treeReduce": ".reduce(lambda a, b: a + b)",
    "sum": ".reduce(lambda a, b: a + b)",
    "collectAsMap": ".foreachRDD(lambda rdd: print(rdd.collectAsMap()))",
}
#: The RDD call that replaces an operation of two streams.
_WITH = {"transformWith": "function(rdd, other)"}
#: The stream that stands for an RDD of the SparkContext.
_SOURCES = dict.fromkeys(
    ("textFile", "wholeTextFiles", "binaryFiles"), "textFileStream(directory)"
) | dict.fromkeys(("parallelize", "makeRDD", "range", "emptyRDD"), "queueStream([elements])")
_IS = "a stream is one RDD for each batch, and none before ssc.start()"


class NoRDDError(AttributeError, TypeError):
    """A stream has no such name; the message says how to call it on each batch's RDD."""

    # A traceback shows the name of what a job catches.
    __module__ = "builtins"
    __qualname__ = "AttributeError"

    def __reduce__(self) -> tuple[Any, ...]:
        return getattr(builtins, type(self).__qualname__), self.args


class NoSequenceError(NoRDDError):
    """A stream is no sequence."""

    __module__ = "builtins"
    __qualname__ = "TypeError"


def noAttribute(stream: object, name: str) -> AttributeError:
    """Return the error for a name that a stream lacks."""
    kind = type(stream).__name__
    if name.startswith("_"):
        known = None
    elif name in _TRANSFORMATIONS:
        known = f".transform(lambda rdd: rdd.{_TRANSFORMATIONS[name]})"
    elif name in _OF_STREAMS:
        known = _OF_STREAMS[name]
    elif hasattr(RDD, name):
        known = f".foreachRDD(lambda rdd: print(rdd.{name}()))"
    elif hasattr(DataFrame, name):
        known = f".foreachRDD(lambda rdd: rdd.toDF([...]).{name}(...))"
    else:
        known = None
    if known is None:
        # With name and obj, Python adds its "Did you mean" suggestion.
        return AttributeError(f"{kind!r} object has no attribute {name!r}", name=name, obj=stream)
    return NoRDDError(sentence(f"A {kind} has no {name}: {_IS}", None, known))


def noContextAttribute(context: object, name: str) -> AttributeError:
    """Return the error for a name that a StreamingContext lacks."""
    if name.startswith("_") or not hasattr(SparkContext, name):
        kind = type(context).__name__
        return AttributeError(f"{kind!r} object has no attribute {name!r}", name=name, obj=context)
    return NoRDDError(
        sentence(
            f"A StreamingContext has no {name}: it makes streams, and its SparkContext makes RDDs",
            None,
            f"ssc.{_SOURCES[name]} for a stream, or ssc.sparkContext.{name} for an RDD"
            if name in _SOURCES
            else f"ssc.sparkContext.{name}",
        )
    )


class AbsentOfSequences:
    """A sequence method that a stream does not have: ``len(stream)``, ``stream[0]``."""

    def __init__(self, what: str, write: str) -> None:
        self._what = what
        self._write = write

    def __get__(self, instance: object, owner: type | None = None) -> NoReturn:
        raise NoSequenceError(sentence(f"A DStream has no {self._what}: {_IS}", None, self._write))


def refuseRDD(operation: str, other: Any) -> None:
    """Refuse an RDD as the argument of a stream's operation.

    Raises
    ------
    TypeError
        The message has the line that combines a stream and an RDD.
    """
    if isinstance(other, RDD):
        raise TypeError(
            sentence(
                f"{operation} takes another DStream, not an RDD",
                None,
                f".transform(lambda rdd: {_WITH.get(operation, f'rdd.{operation}(other)')}), "
                "which runs for each batch",
            )
        )
