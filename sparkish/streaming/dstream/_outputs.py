"""What runs in the driver for each batch of an output operation."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from py4j.protocol import Py4JJavaError
from pyspark import RDD
from pyspark.streaming.util import rddToFileName

from sparkish.streaming._format import formatBatch
from sparkish.streaming._functions import batchTime

__all__ = ["outputFunction", "printBatch", "runUntil", "saveBatch"]

_DESCRIPTION = "spark.job.description"

_lastBatch = float("inf")


def runUntil(milliseconds: float) -> None:
    """Let no output operation run for a batch after this time: a stop takes Spark a while."""
    global _lastBatch
    _lastBatch = milliseconds


def outputFunction(
    site: str,
    chain: Callable[[datetime, RDD[Any]], RDD[Any] | None] | None,
    func: Callable[[datetime, RDD[Any]], Any],
) -> Callable[[datetime, RDD[Any]], None]:
    """Return the callback of an output operation.

    Parameters
    ----------
    site : str
        The user's call, file and line, which the web UI shows for the operation's Spark jobs.
    chain : callable or None
        The transformations that were folded into the operation.
    func : callable
        The operation itself. What it returns is dropped: PySpark takes it for an RDD.
    """

    def call(time: datetime, rdd: RDD[Any]) -> None:
        if batchTime(time).milliseconds > _lastBatch:
            return
        context = rdd.ctx
        batch = context.getLocalProperty(_DESCRIPTION)
        context.setJobDescription(" - ".join(filter(None, (escape(site), batch))))
        batchRDD = rdd if chain is None else chain(time, rdd)
        if batchRDD is not None:
            func(time, batchRDD)

    return call


def printBatch(num: int) -> Callable[[datetime, RDD[Any]], None]:
    """Return the function that prints a batch as Scala does, in one write."""

    def call(time: datetime, rdd: RDD[Any]) -> None:
        taken = rdd.take(num + 1)
        sys.stdout.write(formatBatch(batchTime(time).milliseconds, taken, num))
        sys.stdout.flush()

    return call


def saveBatch(method: str, prefix: str, suffix: str | None) -> Callable[[datetime, RDD[Any]], None]:
    """Return the function that saves a batch to ``prefix-TIME.suffix`` by a method of its RDD."""

    def call(time: datetime, rdd: RDD[Any]) -> None:
        try:
            getattr(rdd, method)(rddToFileName(prefix, suffix, time))
        except Py4JJavaError as error:
            # A context that is recovered from a checkpoint may run its last batches again.
            if "FileAlreadyExistsException" not in str(error):
                raise

    return call
