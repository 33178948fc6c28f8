"""``DStream``: a sequence of RDDs, one for each batch."""

from __future__ import annotations

import operator
import os
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, SupportsIndex, TypeVar, overload

import pyspark
from py4j.protocol import Py4JJavaError
from pyspark import RDD
from pyspark.streaming import DStream as PySparkDStream

from sparkish._core.duration import Duration, DurationLike
from sparkish._core.errors import IllegalStateError
from sparkish._core.forms import Forms
from sparkish._core.functions import checkFunction
from sparkish._core.interval import Interval
from sparkish._core.notrdd import refuseRDD
from sparkish._core.sentences import sentence
from sparkish._core.switches import isOn
from sparkish._core.time import Time
from sparkish._core.typearguments import typeArguments
from sparkish._executor.parentheses import parentheses
from sparkish._executor.results import returning
from sparkish._jvm.conversions import javaDuration, javaTime
from sparkish._jvm.paths import checkedPath
from sparkish._rdd.base import RDD as ScalaRDD
from sparkish._rdd.base import withScalaMethods
from sparkish.storagelevel import StorageLevel
from sparkish.streaming._engine.callbacks import rddFunction, rddMaker
from sparkish.streaming._engine.construct import checkLevel, multiple
from sparkish.streaming._engine.outputs import pprintBatch, printBatch, saveBatch
from sparkish.streaming.dstream._base import BaseDStream, T_co
from sparkish.streaming.dstream._subclasses import asOurs
from sparkish.streaming.dstream.pairs import Partitioning
from sparkish.streaming.dstream.states import StateOperations

__all__ = ["DStream"]

T = TypeVar("T")
U = TypeVar("U")
W = TypeVar("W")
R = TypeVar("R")


@typeArguments()
@parentheses
class DStream(StateOperations[T_co]):
    """A discretized stream: a sequence of RDDs, one for each batch.

    It is PySpark's ``DStream``, with Scala's methods and call forms in addition to PySpark's.
    Streams come from a :class:`StreamingContext` and from transformations of other streams. Nothing
    runs before ``ssc.start()``, and only what an output operation needs is computed.

    Methods that take one function also work as decorators of a ``def``. This replaces Scala's
    functions of several statements.

    Scala: ``org.apache.spark.streaming.dstream.DStream``.

    Examples
    --------
    >>> lines = ssc.queueStream([["to be", "or not"]])
    >>> @lines.flatMap
    ... def words(line):
    ...     return line.split(" ")
    >>> words.filter(lambda word: len(word) == 2).print()
    >>> ssc.runFor(batches=1)
    -------------------------------------------
    Time: ... ms
    -------------------------------------------
    to
    be
    or
    <BLANKLINE>
    """

    # How to get a stream.

    @staticmethod
    def fromPySpark(dstream: PySparkDStream[T]) -> DStream[T]:
        """Return a stream of PySpark's own class, made by a connector for instance, as a DStream.

        It is the same stream in the JVM. From here on it has Scala's methods and sparkish's speed.

        Parameters
        ----------
        dstream : pyspark.streaming.DStream
            The stream. If its class is sparkish's already, it is returned unchanged.

        Returns
        -------
        DStream

        Raises
        ------
        TypeError
            If it is not a stream.
        IllegalStateError
            After ``start()``.

        Notes
        -----
        Sparkish's own.

        Examples
        --------
        >>> def connector(ssc):  # not knowing sparkish
        ...     return pyspark.streaming.StreamingContext.queueStream(ssc, [["a"]])
        >>> DStream.fromPySpark(connector(ssc)).map(lambda x: x + "VIN").print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        aVIN
        <BLANKLINE>
        """
        return asOurs(dstream)

    # Transformations, element by element.

    def map(
        self: DStream[T], f: Callable[[T], U], preservesPartitioning: bool = False
    ) -> DStream[U]:
        """Return a stream with a function applied to each element.

        Parameters
        ----------
        f : callable
            Takes an element.
        preservesPartitioning : bool
            Whether the pairs keep their keys, and so their partitions.

        Notes
        -----
        Scala: ``map(mapFunc)``.

        Examples
        --------
        >>> ssc.queueStream([["a"]]).map(lambda x: x + "VIN").print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        aVIN
        <BLANKLINE>
        """
        checkFunction("map", f)
        return self._elementwise("map", f, preservesPartitioning)

    def flatMap(
        self: DStream[T], f: Callable[[T], Iterable[U]], preservesPartitioning: bool = False
    ) -> DStream[U]:
        """Return a stream of all the elements that a function returns for each element.

        Parameters
        ----------
        f : callable
            Takes an element; returns an iterable.
        preservesPartitioning : bool
            Whether the pairs keep their keys, and so their partitions.

        Notes
        -----
        Scala: ``flatMap(flatMapFunc)``.

        Examples
        --------
        >>> ssc.queueStream([["a b"]]).flatMap(lambda line: line.split(" ")).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        a
        b
        <BLANKLINE>
        """
        checkFunction("flatMap", f)
        return self._elementwise("flatMap", f, preservesPartitioning)

    def filter(self: DStream[T], f: Callable[[T], bool] | None) -> DStream[T]:
        """Return a stream of the elements for which a function is true.

        Parameters
        ----------
        f : callable
            Takes an element. ``None`` keeps the elements that are true, as in Python's ``filter``.

        Notes
        -----
        Scala: ``filter(filterFunc)``.

        Examples
        --------
        >>> ssc.queueStream([[1, 2, 3]]).filter(lambda n: n % 2 == 1).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        1
        3
        <BLANKLINE>
        """
        checkFunction("filter", bool if f is None else f)
        filtered = self._elementwise("filter", f or bool)
        filtered._optionalSides = self._optionalSides
        return filtered

    # Transformations, partition by partition and RDD by RDD.

    def mapPartitions(
        self: DStream[T],
        f: Callable[[Iterable[T]], Iterable[U]],
        preservesPartitioning: bool = False,
    ) -> DStream[U]:
        """Return a stream with a function applied to the elements of each partition.

        Parameters
        ----------
        f : callable
            Takes an iterator over a partition; returns an iterable.
        preservesPartitioning : bool
            Whether the pairs keep their keys, and so their partitions.

        Notes
        -----
        Scala: ``mapPartitions(mapPartFunc, preservePartitioning)``.

        Examples
        --------
        >>> ssc.queueStream([[1, 2, 3]]).mapPartitions(lambda part: [sum(part)]).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        1
        5
        <BLANKLINE>
        """
        checkFunction("mapPartitions", f)
        f = returning("mapPartitions", f, "an iterable")
        return self._mapRDD(lambda rdd: rdd.mapPartitions(f, preservesPartitioning))

    def mapPartitionsWithIndex(
        self: DStream[T],
        f: Callable[[int, Iterable[T]], Iterable[U]],
        preservesPartitioning: bool = False,
    ) -> DStream[U]:
        """Return a stream with a function applied to each partition's index and elements.

        Parameters
        ----------
        f : callable
            Takes a partition's index and an iterator over it; returns an iterable.
        preservesPartitioning : bool
            Whether the pairs keep their keys, and so their partitions.

        Notes
        -----
        PySpark's; Scala has it on the RDD.

        Examples
        --------
        >>> numbers = ssc.queueStream([[1, 2, 3]])
        >>> numbers.mapPartitionsWithIndex(lambda i, part: [(i, sum(part))]).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (0,1)
        (1,5)
        <BLANKLINE>
        """
        checkFunction("mapPartitionsWithIndex", f)
        f = returning("mapPartitionsWithIndex", f, "an iterable")
        return self._mapRDD(lambda rdd: rdd.mapPartitionsWithIndex(f, preservesPartitioning))

    def glom(self: DStream[T]) -> DStream[list[T]]:
        """Return a stream with the elements of each partition as one list.

        Notes
        -----
        Scala: ``glom()``.

        Examples
        --------
        >>> ssc.queueStream([[1, 2, 3]]).glom().print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        List(1)
        List(2, 3)
        <BLANKLINE>
        """
        return self._mapRDD(lambda rdd: rdd.glom())

    def repartition(self: DStream[T], numPartitions: int) -> DStream[T]:
        """Return a stream whose RDDs have a given number of partitions.

        Parameters
        ----------
        numPartitions : int
            The number of partitions.

        Notes
        -----
        Scala: ``repartition(numPartitions)``.

        Examples
        --------
        >>> ssc.queueStream([[1, 2, 3]]).repartition(1).glom().map(len).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        3
        <BLANKLINE>
        """
        number, _ = self._partitioning(numPartitions)
        return self._mapRDD(lambda rdd: rdd.repartition(number))

    def reduce(self: DStream[T], func: Callable[[T, T], T]) -> DStream[T]:
        """Return a stream with the elements of each batch reduced to one element.

        An empty batch stays empty.

        Parameters
        ----------
        func : callable
            Associative and commutative.

        Notes
        -----
        Scala: ``reduce(reduceFunc)``.

        Examples
        --------
        >>> ssc.queueStream([[1, 2, 3]]).reduce(lambda a, b: a + b).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        6
        <BLANKLINE>
        """
        checkFunction("reduce", func)
        keyed = self.map(lambda element: (None, element))
        return keyed.reduceByKey(func, 1).map(lambda pair: pair[1])

    def count(self) -> DStream[int]:
        """Return a stream with the number of elements of each batch, also if it is ``0``.

        It is a transformation: to see the count, ``print`` it.

        Notes
        -----
        Scala: ``count()``. PySpark's gives no element for a batch that received nothing.

        Examples
        --------
        >>> ssc.queueStream([["a", "b", "c"]]).count().print()
        >>> ssc.runFor(batches=2)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        3
        <BLANKLINE>
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        0
        <BLANKLINE>
        """

        def counted(rdd: RDD[Any]) -> RDD[int]:
            counts = rdd.mapPartitions(lambda part: [(None, sum(1 for _ in part))])
            # This partition exists even if the batch has no partition, so the count is 0 then.
            return counts.partitionBy(1).mapPartitions(lambda part: [sum(n for _, n in part)])

        return self._mapRDD(counted)

    def countByValue(
        self: DStream[T], numPartitions: Partitioning = None
    ) -> DStream[tuple[T, int]]:
        """Return a stream of the distinct elements of each batch, each with its count.

        Parameters
        ----------
        numPartitions : int, optional
            The default parallelism if not given.

        Notes
        -----
        Scala: ``countByValue(numPartitions)``.

        Examples
        --------
        >>> ssc.queueStream([["a", "a"]]).countByValue().print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,2)
        <BLANKLINE>
        """
        return self.map(lambda value: (value, 1)).reduceByKey(operator.add, numPartitions)

    @overload  # type: ignore[override]
    def transform(self: DStream[T], func: Callable[[ScalaRDD[T]], RDD[U]]) -> DStream[U]: ...
    @overload
    def transform(self: DStream[T], func: Callable[[Any, Any], RDD[U]]) -> DStream[U]: ...
    def transform(self: DStream[T], func: Callable[..., RDD[U]]) -> DStream[U]:
        """Return a stream with a user function applied to each RDD in the driver.

        Parameters
        ----------
        func : callable
            ``(rdd)``; ``(time, rdd)`` as in PySpark, with a ``datetime``; or ``(rdd, time)`` as in
            Scala, with a :class:`Time`. It is Scala's form if the first parameter, and not the
            second, is annotated ``RDD`` or has a name like ``rdd``, ``rdds`` or ``rdd1``. Returns
            an RDD.

        Raises
        ------
        TypeError
            If the function takes a different number of arguments.

        Notes
        -----
        Scala: ``transform(transformFunc)``, with ``RDD[T] => RDD[U]`` or
        ``(RDD[T], Time) => RDD[U]``.

        Examples
        --------
        >>> ssc.queueStream([[3, 1, 2]]).transform(lambda rdd: rdd.sortBy(lambda n: n)).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        1
        2
        3
        <BLANKLINE>
        """
        return self._transformed(rddMaker("transform", func))

    @overload
    def transformWith(
        self: DStream[T],
        other: PySparkDStream[W],
        func: Callable[[ScalaRDD[T], ScalaRDD[W]], RDD[R]],
        /,
    ) -> DStream[R]: ...
    @overload
    def transformWith(
        self: DStream[T],
        func: Callable[[ScalaRDD[T], ScalaRDD[W]], RDD[R]],
        other: PySparkDStream[W],
        keepSerializer: bool = ...,
    ) -> DStream[R]: ...
    @overload
    def transformWith(
        self: DStream[T], other: PySparkDStream[W], func: Callable[[Any, Any, Any], RDD[R]], /
    ) -> DStream[R]: ...
    @overload
    def transformWith(
        self: DStream[T],
        func: Callable[[Any, Any, Any], RDD[R]],
        other: PySparkDStream[W],
        keepSerializer: bool = ...,
    ) -> DStream[R]: ...
    def transformWith(self: Any, *args: Any, **kwargs: Any) -> DStream[Any]:
        """Return a stream with a function applied to each RDD and the other stream's RDD.

        Parameters
        ----------
        other : DStream
            The other stream, of the same slide duration.
        func : callable
            ``(rdd1, rdd2)``; ``(time, rdd1, rdd2)`` as in PySpark; or ``(rdd1, rdd2, time)`` as in
            Scala. The names decide, as in :meth:`transform`. Returns an RDD.
        keepSerializer : bool
            PySpark's: whether the returned RDD is serialized in the same way as this stream's RDDs.

        Raises
        ------
        TypeError
            If the arguments match no call form.

        Notes
        -----
        Scala: ``transformWith(other, transformFunc)``. PySpark: ``transformWith(func, other)``.

        Examples
        --------
        >>> other = ssc.queueStream([[3]])
        >>> ssc.queueStream([[1, 2]]).transformWith(other, lambda a, b: a.cartesian(b)).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (1,3)
        (2,3)
        <BLANKLINE>
        """
        for given in args:
            refuseRDD("transformWith", given)
        return _transformWith(self, *args, **kwargs)

    def union(self: DStream[T], other: PySparkDStream[U]) -> DStream[T | U]:
        """Return a stream of the elements of both streams.

        Parameters
        ----------
        other : DStream
            A stream of the same slide duration.

        Raises
        ------
        ValueError
            If its slide duration is different.

        Notes
        -----
        Scala: ``union(that)``.

        Examples
        --------
        >>> ssc.queueStream([[1]]).union(ssc.queueStream([[2]])).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        1
        2
        <BLANKLINE>
        """
        # If the streams are serialized in different ways, text and pickles for instance, RDD.union
        # returns the default way.
        same = self._jrdd_deserializer == getattr(other, "_jrdd_deserializer", None)
        return self._combined(lambda time, a, b: a.union(b), other, keepSerializer=same)

    # Properties, storage and checkpoints.

    def persist(self: DStream[T], storageLevel: pyspark.StorageLevel | None = None) -> DStream[T]:
        """Persist each RDD with a storage level.

        Parameters
        ----------
        storageLevel : StorageLevel, optional
            ``MEMORY_ONLY_SER`` if not given.

        Notes
        -----
        Scala: ``persist()``, ``persist(level)``.

        Examples
        --------
        >>> stream = ssc.queueStream([[1]]).map(str).persist(StorageLevel.MEMORY_AND_DISK)
        >>> stream.is_cached
        True
        """
        super().persist(checkLevel(storageLevel or StorageLevel.MEMORY_ONLY_SER))
        return self

    def cache(self: DStream[T]) -> DStream[T]:
        """Persist each RDD in memory, serialized.

        Notes
        -----
        Scala: ``cache()``.

        Examples
        --------
        >>> ssc.queueStream([[1]]).map(str).cache().is_cached
        True
        """
        return self.persist()

    def checkpoint(self: DStream[T], interval: DurationLike) -> DStream[T]:
        """Save an RDD of this stream to the checkpoint directory at regular intervals.

        Parameters
        ----------
        interval : Duration or seconds
            The time from one checkpoint to the next.

        Raises
        ------
        ValueError
            If it is not a multiple of the stream's slide duration.

        Notes
        -----
        Scala: ``checkpoint(interval)``.

        Examples
        --------
        >>> ssc.checkpoint(directory)
        >>> ssc.queueStream([[1]]).map(str).checkpoint(Seconds(10)).is_checkpointed
        True
        """
        duration = checkpointInterval(self, interval)
        self.is_checkpointed = True
        self._jdstream.checkpoint(javaDuration(self._sc._jvm, duration))
        return self

    @overload  # type: ignore[override]
    def slice(self: DStream[T], interval: Interval, /) -> list[ScalaRDD[T]]: ...
    @overload
    def slice(
        self: DStream[T], begin: Time | datetime | float, end: Time | datetime | float
    ) -> list[ScalaRDD[T]]: ...
    def slice(self, begin: Any, end: Any = None) -> list[Any]:
        """Return the RDDs between two times, both included.

        Parameters
        ----------
        begin, end : Time, datetime or seconds since 1970
            The times. Scala's other form takes one :class:`Interval` instead.

        Raises
        ------
        TypeError
            If there is no end.
        IllegalStateError
            Before ``start()``.

        Notes
        -----
        Scala: ``slice(interval)``, ``slice(fromTime, toTime)``. The context must run, and must
        still have these RDDs: call ``ssc.remember(duration)`` before.

        Examples
        --------
        >>> ssc.remember(Minutes(1))
        >>> seen, numbers = [], ssc.queueStream([[1, 2]])
        >>> numbers.foreachRDD(lambda rdd, time: seen.extend(numbers.slice(time, time)))
        >>> ssc.runFor(batches=1)
        >>> seen[0].collect()
        [1, 2]
        """
        if isinstance(begin, Interval):
            begin, end = begin.beginTime, begin.endTime
        begin, end = _time(begin), _time(end)
        try:
            return list(map(withScalaMethods, self._sliced(begin, end)))
        except Py4JJavaError as error:
            if "has not been initialized" not in str(error):
                raise
            raise IllegalStateError(
                sentence(
                    "slice() finds no RDDs: the context has not started",
                    self._node.site,
                    "it in a function that a batch calls, after ssc.remember(duration): "
                    ".foreachRDD(lambda rdd, time: stream.slice(time - duration, time))",
                )
            ) from error

    def _sliced(self, begin: Time, end: Time) -> list[RDD[Any]]:
        times = (javaTime(self._sc._jvm, time) for time in (begin, end))
        jrdds = self._jdstream.slice(*times)
        return [RDD(jrdd, self._sc, self._jrdd_deserializer) for jrdd in jrdds]

    # Output operations.

    @overload
    def foreachRDD(self: DStream[T], func: Callable[[ScalaRDD[T]], object]) -> None: ...
    @overload
    def foreachRDD(self: DStream[T], func: Callable[[Any, Any], object]) -> None: ...
    def foreachRDD(self: Any, func: Callable[..., Any]) -> None:
        """Run a user function on each RDD in the driver: an output operation.

        Parameters
        ----------
        func : callable
            ``(rdd)``; ``(time, rdd)`` as in PySpark, with a ``datetime``; or ``(rdd, time)`` as in
            Scala, with a :class:`Time`. It is Scala's form if the first parameter, and not the
            second, is annotated ``RDD`` or has a name like ``rdd``, ``rdds`` or ``rdd1``. Its
            result is not used.

        Raises
        ------
        TypeError
            If the function takes a different number of arguments.

        Notes
        -----
        Scala: ``foreachRDD(foreachFunc)``, with ``RDD[T] => Unit`` or ``(RDD[T], Time) => Unit``.

        Examples
        --------
        >>> ssc.queueStream([[1, 2, 3]]).foreachRDD(lambda rdd: print(rdd.sum()))
        >>> ssc.runFor(batches=1)
        6
        """
        self._output(rddFunction("foreachRDD", func))

    @overload
    def foreach(self: DStream[T], func: Callable[[ScalaRDD[T]], object]) -> None: ...
    @overload
    def foreach(self: DStream[T], func: Callable[[Any, Any], object]) -> None: ...
    def foreach(self: Any, func: Callable[..., Any]) -> None:
        """Run a user function on each RDD: another name for :meth:`foreachRDD`.

        Parameters
        ----------
        func : callable
            As in :meth:`foreachRDD`: it takes an RDD, not an element.

        Notes
        -----
        Scala: ``foreach(foreachFunc)`` until Spark 1.6.

        Examples
        --------
        >>> ssc.queueStream([[1, 2, 3]]).foreach(lambda rdd: print(rdd.count()))
        >>> ssc.runFor(batches=1)
        3
        """
        self._output(rddFunction("foreach", func))

    def print(self, num: int = 10) -> None:
        """Print the first elements of each batch in the driver, as Scala prints them.

        Parameters
        ----------
        num : int
            The most elements to print; if there are more, ``...`` follows.

        Raises
        ------
        TypeError
            If ``num`` is not a whole number.

        Notes
        -----
        Scala: ``print()``, ``print(num)``. :meth:`pprint` prints as PySpark does.

        Examples
        --------
        >>> ssc.queueStream([[("a", 1), ("b", None), ("c", 2.0)]]).print(2)
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,1)
        (b,null)
        ...
        <BLANKLINE>
        """
        inOneJob = isOn(self._sc, "print")
        self._output(printBatch(_wholeNumber(num), inOneJob, self._optionalSides))

    def pprint(self, num: int = 10) -> None:
        """Print the first elements of each batch in the driver, as PySpark prints them.

        Parameters
        ----------
        num : int
            The most elements to print; if there are more, ``...`` follows.

        Raises
        ------
        TypeError
            If ``num`` is not a whole number.

        Notes
        -----
        PySpark's; :meth:`print` prints as Scala does.

        Examples
        --------
        >>> ssc.queueStream([[("a", 1), ("b", None)]]).pprint()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: 20...
        -------------------------------------------
        ('a', 1)
        ('b', None)
        <BLANKLINE>
        """
        self._output(pprintBatch(_wholeNumber(num), isOn(self._sc, "print")))

    def saveAsTextFiles(self, prefix: str | os.PathLike[str], suffix: str | None = None) -> None:
        """Save each batch as text: a folder ``prefix-TIME.suffix`` with a file for each partition.

        Parameters
        ----------
        prefix : str
            The path and the beginning of the folders' names, before the batch's time in
            milliseconds.
        suffix : str, optional
            The end of the folders' names, after a dot.

        Notes
        -----
        Scala: ``saveAsTextFiles(prefix, suffix)``. Elements are written by ``str``, as in PySpark.

        Examples
        --------
        >>> ssc.queueStream([["a"]]).saveAsTextFiles(directory + "/out", "txt")
        >>> ssc.runFor(batches=1)
        >>> sc.textFile(directory + "/out-*.txt").collect()
        ['a']
        """
        self._output(
            saveBatch("saveAsTextFile", checkedPath("saveAsTextFiles", prefix), suffix or None)
        )

    def saveAsFile(self, prefix: str | os.PathLike[str], suffix: str | None = None) -> None:
        """Save each batch as text: another name for :meth:`saveAsTextFiles`.

        Parameters
        ----------
        prefix : str
            The path and the beginning of the folders' names, before the batch's time in
            milliseconds.
        suffix : str, optional
            The end of the folders' names, after a dot.

        Notes
        -----
        Some lecture notes use this name for Scala's ``saveAsTextFiles(prefix, suffix)``.

        Examples
        --------
        >>> ssc.queueStream([["a"]]).saveAsFile(directory + "/out")
        >>> ssc.runFor(batches=1)
        >>> sc.textFile(directory + "/out-*").collect()
        ['a']
        """
        self.saveAsTextFiles(prefix, suffix)

    def saveAsObjectFiles(self, prefix: str | os.PathLike[str], suffix: str | None = None) -> None:
        """Save each batch as pickled objects, which ``sc.pickleFile`` reads.

        Parameters
        ----------
        prefix : str
            The path and the beginning of the folders' names, before the batch's time in
            milliseconds.
        suffix : str, optional
            The end of the folders' names, after a dot.

        Notes
        -----
        Scala: ``saveAsObjectFiles(prefix, suffix)``. There the files hold Java objects, here
        Python objects.

        Examples
        --------
        >>> ssc.queueStream([[("a", 1)]]).saveAsObjectFiles(directory + "/out")
        >>> ssc.runFor(batches=1)
        >>> sc.pickleFile(directory + "/out-*").collect()
        [('a', 1)]
        """
        self._output(
            saveBatch("saveAsPickleFile", checkedPath("saveAsObjectFiles", prefix), suffix or None)
        )


def checkpointInterval(stream: BaseDStream[Any], interval: DurationLike) -> Duration:
    """Return the interval between a stream's checkpoints.

    Raises
    ------
    ValueError
        If it is not a multiple of the stream's slide duration.
    """
    return multiple(interval, "The checkpoint interval", stream.slideDuration)


def _time(moment: Any) -> Time:
    if isinstance(moment, Time):
        return moment
    if isinstance(moment, datetime):
        return Time.fromDatetime(moment)
    if isinstance(moment, bool) or not isinstance(moment, (int, float)):
        raise TypeError(
            "slice takes an Interval, or two of Time, datetime or seconds since 1970, not "
            f"{moment!r}."
        )
    return Time(round(moment * 1000))


def _wholeNumber(num: SupportsIndex) -> int:
    # SupportsIndex also accepts NumPy's whole numbers.
    if isinstance(num, bool) or not isinstance(num, SupportsIndex):
        raise TypeError(f"num is how many elements to print, a whole number, not {num!r}.")
    return num.__index__()


_transformWith: Forms[DStream[Any]] = Forms("transformWith", {"transformFunc": "func"})


@_transformWith.form(other=PySparkDStream, func=callable)
def _transformWithAsPySparks(
    self: BaseDStream[Any], other: PySparkDStream[Any], func: Callable[..., Any]
) -> Any:
    return self._combined(rddMaker("transformWith", func, 2), other)


@_transformWith.form(func=callable, other=PySparkDStream)
def _transformWithAsScalas(
    self: BaseDStream[Any],
    func: Callable[..., Any],
    other: PySparkDStream[Any],
    keepSerializer: bool = False,
) -> Any:
    return self._combined(rddMaker("transformWith", func, 2, keepSerializer), other, keepSerializer)
