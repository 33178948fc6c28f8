"""The functions that the driver runs for each batch of an output operation."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from html import escape
from itertools import accumulate, islice
from typing import Any

from py4j.protocol import Py4JJavaError
from pyspark import RDD, SparkContext
from pyspark.errors.exceptions.captured import CapturedException
from pyspark.streaming.util import rddToFileName

from sparkish._jvm.hadoop import Settings, hadoopClass, texts
from sparkish._notebook.cells import streamOutput
from sparkish._rdd.base import withScalaMethods
from sparkish._rdd.joins import withOptions
from sparkish.streaming._engine.callbacks import batchTime
from sparkish.streaming._engine.format import formatBatch
from sparkish.streaming._engine.run import mayRun, recordingFailure

__all__ = [
    "outputFunction",
    "pprintBatch",
    "printBatch",
    "saveBatch",
    "savePairs",
]

_DESCRIPTION = "spark.job.description"
_WRITABLES = "org.apache.hadoop.io"
_FORMATS = {
    "saveAsHadoopFile": "org.apache.hadoop.mapred.TextOutputFormat",
    "saveAsNewAPIHadoopFile": "org.apache.hadoop.mapreduce.lib.output.TextOutputFormat",
}


def isAfterRun(milliseconds: int) -> bool:
    """Tell whether a batch is after the last one; only old checkpoints' callbacks call this."""
    return not mayRun(milliseconds)


def outputFunction(
    site: str,
    chain: Callable[[datetime, RDD[Any]], RDD[Any] | None] | None,
    func: Callable[[datetime, RDD[Any]], Any],
    declaration: str | None = None,
) -> Callable[[datetime, RDD[Any]], None]:
    """Return the callback of an output operation.

    Parameters
    ----------
    site : str
        The user's call with file and line, which the web UI shows for the operation's Spark jobs.
    chain : callable or None
        The transformations that were folded into the operation.
    func : callable
        The operation itself. Its result is dropped, because PySpark would treat it as an RDD.
    declaration : str, optional
        The place to name if a failure has no line in the user's code; ``site`` if not given.
    """

    def call(time: datetime, rdd: RDD[Any]) -> None:
        if not mayRun(batchTime(time).milliseconds):
            return
        context = rdd.ctx
        batch = context.getLocalProperty(_DESCRIPTION)
        context.setJobDescription(" - ".join(filter(None, (escape(site, quote=False), batch))))
        with recordingFailure(declaration or site, (chain, func), time), streamOutput():
            batchRDD = rdd if chain is None else chain(time, rdd)
            if batchRDD is not None:
                func(time, batchRDD)

    return call


def printBatch(
    num: int, inOneJob: bool, optionalSides: tuple[bool, bool] = (False, False)
) -> Callable[[datetime, RDD[Any]], None]:
    """Return the function that prints a batch as Scala does, in one write.

    ``optionalSides`` says which sides of an outer join's pairs may be missing.
    """
    take = taker(num + 1, inOneJob)

    def call(time: datetime, rdd: RDD[Any]) -> None:
        elements = take(rdd)
        if any(optionalSides):
            elements = [withOptions(element, optionalSides) for element in elements]
        sys.stdout.write(formatBatch(batchTime(time).milliseconds, elements, num))
        sys.stdout.flush()

    return call


def pprintBatch(num: int, inOneJob: bool) -> Callable[[datetime, RDD[Any]], None]:
    """Return the function that prints a batch as PySpark does."""
    take = taker(num + 1, inOneJob)
    rule = "-" * 43

    def call(time: datetime, rdd: RDD[Any]) -> None:
        taken = take(rdd)
        more = ["..."] if len(taken) > num else []
        print(rule, f"Time: {time}", rule, *taken[:num], *more, "", sep="\n")

    return call


def taker(num: int, inOneJob: bool = True) -> Callable[[RDD[Any]], list[Any]]:
    """Return a function that takes the first elements of each batch, in one job if possible.

    ``RDD.take`` looks at one partition, then at four more, and so on: two jobs for a batch of a few
    blocks with an element each. Here the first job looks at as many partitions as the last batch
    needed, unless that is switched off.
    """
    if not inOneJob:
        return lambda rdd: rdd.take(num)
    needed = 1

    def take(rdd: RDD[Any]) -> list[Any]:
        nonlocal needed
        partitions = rdd.getNumPartitions()
        taken: list[list[Any]] = []
        while len(taken) < partitions and sum(map(len, taken)) < num:
            end = 5 * len(taken) if taken else needed
            looked = range(len(taken), min(end, partitions))
            taken += SparkContext.runJob(
                rdd.ctx, rdd, lambda elements: [list(islice(elements, num))], looked
            )
        totals = list(accumulate(map(len, taken)))
        needed = next(
            (n for n, total in enumerate(totals, 1) if total >= num), len(totals) or needed
        )
        return [element for part in taken for element in part][:num]

    return take


def saveBatch(
    method: str, prefix: str, suffix: str | None, **options: Any
) -> Callable[[datetime, RDD[Any]], None]:
    """Return the function that saves a batch as ``prefix-TIME.suffix`` with an RDD's method."""

    def call(time: datetime, rdd: RDD[Any]) -> None:
        try:
            getattr(withScalaMethods(rdd), method)(
                rddToFileName(prefix, suffix or None, time), **options
            )
        except Py4JJavaError as error:
            # A context that is recovered from a checkpoint may run its last batches again.
            if "FileAlreadyExistsException" not in str(error):
                raise

    return call


def savePairs(
    sc: Any,
    method: str,
    prefix: str,
    suffix: str,
    classes: tuple[str | None, str | None, str | None],
    conf: Settings | None,
) -> Callable[[datetime, RDD[Any]], None]:
    """Return the function that saves a batch of pairs in a Hadoop output format.

    Parameters
    ----------
    sc : SparkContext
        The context that looks for the classes, before anything runs.
    method, prefix, suffix : str
        As in :func:`saveBatch`.
    classes : tuple of str
        The class of the keys, that of the values, and the output format.
    conf : mapping, optional
        Settings for the format.

    Raises
    ------
    TypeError, ValueError
        If an argument has the wrong type, or there is no such class.
    """
    *types, outputFormat = classes
    if outputFormat is None:
        raise TypeError(f"{method}s needs outputFormatClass, such as {_FORMATS[method]!r}.")
    package = _FORMATS[method].rpartition(".")[0]
    chosen = hadoopClass(sc._jvm, outputFormat, package).getName()
    options = {"outputFormatClass": chosen, "conf": texts(conf)}
    given = [name and hadoopClass(sc._jvm, name, _WRITABLES).getName() for name in types]
    save = saveBatch(method, prefix, suffix, keyClass=given[0], valueClass=given[1], **options)
    if all(given):
        return save
    none = f"{_WRITABLES}.NullWritable"
    saveEmpty = saveBatch(method, prefix, suffix, keyClass=none, valueClass=none, **options)

    def call(time: datetime, rdd: RDD[Any]) -> None:
        try:
            save(time, rdd)
        # PySpark's SQL turns Java's exception into a CapturedException.
        except (Py4JJavaError, CapturedException) as error:
            # Spark takes the types from the first pair, and an empty batch has no pair.
            if "empty collection" not in str(error):
                raise
            saveEmpty(time, rdd)

    return call
