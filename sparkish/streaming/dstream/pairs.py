"""``PairDStreamFunctions``: the operations on a stream of ``(key, value)`` pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar, overload

from pyspark.resultiterable import ResultIterable
from pyspark.streaming import DStream as PySparkDStream

from sparkish._core.functions import checkFunction
from sparkish._core.typearguments import typeArguments
from sparkish._executor.gathering import arrayBuffer
from sparkish._executor.parentheses import parentheses
from sparkish._executor.results import flatMappedValues
from sparkish._jvm.hadoop import Settings
from sparkish._rdd import joins
from sparkish.partitioner import Partitioner, checkedPartition, portableHash
from sparkish.streaming._engine.combining import Combiners, combining
from sparkish.streaming._engine.outputs import savePairs
from sparkish.streaming.dstream._base import BaseDStream, T_co

if TYPE_CHECKING:
    from sparkish.streaming.dstream.dstream import DStream

__all__ = ["PairDStreamFunctions"]

K = TypeVar("K")
V = TypeVar("V")
W = TypeVar("W")
U = TypeVar("U")
S = TypeVar("S")

Partitioning = Partitioner | int | None
"""A :class:`Partitioner`, a number of partitions, or ``None`` for the default parallelism."""

_COMBINERS = ("createCombiner", "mergeValue", "mergeCombiners")


@typeArguments()
@parentheses
class PairDStreamFunctions(BaseDStream[T_co]):
    """The operations on pairs.

    Scala: ``org.apache.spark.streaming.dstream.PairDStreamFunctions``, which an implicit conversion
    adds to a ``DStream[(K, V)]``. Here every :class:`DStream` has them.
    """

    def groupByKey(
        self: BaseDStream[tuple[K, V]], numPartitions: Partitioning = None
    ) -> DStream[tuple[K, Iterable[V]]]:
        """Return a stream of the keys of each batch, each with all of its values.

        Parameters
        ----------
        numPartitions : int or Partitioner, optional
            The default parallelism if not given.

        Notes
        -----
        Scala: ``groupByKey()``, ``groupByKey(numPartitions)``, ``groupByKey(partitioner)``.

        Examples
        --------
        >>> ssc.queueStream([[("a", 1), ("a", 2)]]).groupByKey().print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,ArrayBuffer(1, 2))
        <BLANKLINE>
        """
        number, function = self._partitioning(numPartitions)
        return self._mapRDD(lambda rdd: rdd.groupByKey(number, function).mapValues(arrayBuffer))

    def reduceByKey(
        self: BaseDStream[tuple[K, V]],
        func: Callable[[V, V], V],
        numPartitions: Partitioning = None,
    ) -> DStream[tuple[K, V]]:
        """Return a stream of the keys of each batch, each with its values reduced to one.

        Parameters
        ----------
        func : callable
            Associative and commutative.
        numPartitions : int or Partitioner, optional
            The default parallelism if not given.

        Notes
        -----
        Scala: ``reduceByKey(reduceFunc)``, ``(reduceFunc, numPartitions)``,
        ``(reduceFunc, partitioner)``.

        Examples
        --------
        >>> ssc.queueStream([[("a", 1), ("a", 2)]]).reduceByKey(lambda x, y: x + y).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,3)
        <BLANKLINE>
        """
        checkFunction("reduceByKey", func)
        combiners = Combiners(lambda value: value, func, func)
        return self._mapRDD(combining(self._sc, combiners, self._partitioning(numPartitions)))

    def combineByKey(
        self: BaseDStream[tuple[K, V]],
        createCombiner: Callable[[V], U],
        mergeValue: Callable[[U, V], U],
        mergeCombiners: Callable[[U, U], U],
        numPartitions: Partitioning = None,
        mapSideCombine: bool = True,
    ) -> DStream[tuple[K, U]]:
        """Return a stream of the keys of each batch, each with its values combined.

        Parameters
        ----------
        createCombiner, mergeValue, mergeCombiners : callable
            They turn a value into a combiner, add a value to a combiner, and add two combiners.
        numPartitions : int or Partitioner, optional
            The default parallelism if not given.
        mapSideCombine : bool
            Whether to combine before the shuffle as well.

        Notes
        -----
        Scala: ``combineByKey(createCombiner, mergeValue, mergeCombiner, partitioner,
        mapSideCombine)``.

        Examples
        --------
        >>> pairs = ssc.queueStream([[("a", 1), ("a", 2)]])
        >>> pairs.combineByKey(lambda v: [v], lambda c, v: c + [v], lambda c, d: c + d).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,List(1, 2))
        <BLANKLINE>
        """
        partitioning = self._partitioning(numPartitions)
        combiners = Combiners(createCombiner, mergeValue, mergeCombiners)
        for name, function in zip(_COMBINERS, combiners, strict=True):
            checkFunction("combineByKey", function, name)
        return self._mapRDD(combining(self._sc, combiners, partitioning, mapSideCombine))

    def partitionBy(
        self: BaseDStream[tuple[K, V]],
        numPartitions: Partitioner | int,
        partitionFunc: Callable[[Any], int] = portableHash,
    ) -> DStream[tuple[K, V]]:
        """Return a stream with each RDD's pairs moved to the partitions of their keys.

        Parameters
        ----------
        numPartitions : int or Partitioner
            The number of partitions, or the partitioner itself.
        partitionFunc : callable, optional
            The hash of a key. It is used with a number of partitions.

        Notes
        -----
        PySpark's; Scala has it on the RDD: ``transform(rdd => rdd.partitionBy(partitioner))``.

        Examples
        --------
        >>> pairs = ssc.queueStream([[(1, "a"), (2, "b"), (3, "c")]])
        >>> pairs.partitionBy(2).glom().map(len).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        1
        2
        <BLANKLINE>
        """
        number, function = self._partitioning(numPartitions)
        if not isinstance(numPartitions, Partitioner):
            function = checkedPartition(partitionFunc)
        return self._mapRDD(lambda rdd: rdd.partitionBy(number, function))

    def mapValues(self: BaseDStream[tuple[K, V]], f: Callable[[V], U]) -> DStream[tuple[K, U]]:
        """Return a stream with a function applied to the value of each pair.

        Parameters
        ----------
        f : callable
            Takes a value. The keys stay, and so do the partitions.

        Notes
        -----
        Scala: ``mapValues(mapValuesFunc)``.

        Examples
        --------
        >>> ssc.queueStream([[("a", 1)]]).mapValues(lambda n: n + 1).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,2)
        <BLANKLINE>
        """
        checkFunction("mapValues", f)
        return self._elementwise("map", lambda pair: (pair[0], f(pair[1])), True)

    def flatMapValues(
        self: BaseDStream[tuple[K, V]], f: Callable[[V], Iterable[U]]
    ) -> DStream[tuple[K, U]]:
        """Return a stream with one pair for each value that a function makes from a pair's value.

        Parameters
        ----------
        f : callable
            Takes a value; returns an iterable. The keys stay, and so do the partitions.

        Notes
        -----
        Scala: ``flatMapValues(flatMapValuesFunc)``.

        Examples
        --------
        >>> ssc.queueStream([[("a", "x y")]]).flatMapValues(lambda text: text.split()).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,x)
        (a,y)
        <BLANKLINE>
        """
        checkFunction("flatMapValues", f)
        stage = flatMappedValues(f)
        return self._mapRDD(lambda rdd: rdd.mapPartitions(stage, preservesPartitioning=True))

    def cogroup(
        self: PairDStreamFunctions[tuple[K, V]],
        other: PySparkDStream[tuple[K, W]],
        numPartitions: Partitioning = None,
    ) -> DStream[tuple[K, tuple[ResultIterable[V], ResultIterable[W]]]]:
        """Return a stream of the keys of both streams, each with its values from each stream.

        Parameters
        ----------
        other : DStream
            A stream of pairs with the same keys.
        numPartitions : int or Partitioner, optional
            The default parallelism if not given.

        Notes
        -----
        Scala: ``cogroup(other)``, ``(other, numPartitions)``, ``(other, partitioner)``.

        Examples
        --------
        >>> other = ssc.queueStream([[("a", "x")]])
        >>> ssc.queueStream([[("a", 1), ("a", 2)]]).cogroup(other).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,(...(1, 2),...(x)))
        <BLANKLINE>
        """
        return self._joined(joins.cogroup, other, numPartitions)

    def join(
        self: PairDStreamFunctions[tuple[K, V]],
        other: PySparkDStream[tuple[K, W]],
        numPartitions: Partitioning = None,
    ) -> DStream[tuple[K, tuple[V, W]]]:
        """Return a stream of the keys that both streams have in a batch, with the pairs of values.

        Parameters
        ----------
        other : DStream
            A stream of pairs with the same keys.
        numPartitions : int or Partitioner, optional
            The default parallelism if not given.

        Notes
        -----
        Scala: ``join(other)``, ``(other, numPartitions)``, ``(other, partitioner)``.

        Examples
        --------
        >>> other = ssc.queueStream([[("a", "x"), ("b", "y")]])
        >>> ssc.queueStream([[("a", 1)]]).join(other).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,(1,x))
        <BLANKLINE>
        """
        return self._joined(joins.join, other, numPartitions)

    def leftOuterJoin(
        self: PairDStreamFunctions[tuple[K, V]],
        other: PySparkDStream[tuple[K, W]],
        numPartitions: Partitioning = None,
    ) -> DStream[tuple[K, tuple[V, W | None]]]:
        """Return a stream like ``join``, which also has the keys that only this stream has.

        Parameters
        ----------
        other : DStream
            A stream of pairs with the same keys; ``None`` stands for a missing value. ``print``
            shows Scala's text of the joined stream: ``Some(...)`` and ``None``.
        numPartitions : int or Partitioner, optional
            The default parallelism if not given.

        Notes
        -----
        Scala: ``leftOuterJoin(other)``, ``(other, numPartitions)``, ``(other, partitioner)``.

        Examples
        --------
        >>> other = ssc.queueStream([[("b", "y")]])
        >>> ssc.queueStream([[("a", 1)]]).leftOuterJoin(other).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,(1,None))
        <BLANKLINE>
        """
        return self._joined(joins.leftOuterJoin, other, numPartitions, (False, True))

    def rightOuterJoin(
        self: PairDStreamFunctions[tuple[K, V]],
        other: PySparkDStream[tuple[K, W]],
        numPartitions: Partitioning = None,
    ) -> DStream[tuple[K, tuple[V | None, W]]]:
        """Return a stream like ``join``, which also has the keys that only the other stream has.

        Parameters
        ----------
        other : DStream
            A stream of pairs with the same keys; ``None`` stands for a missing value. ``print``
            shows Scala's text of the joined stream: ``Some(...)`` and ``None``.
        numPartitions : int or Partitioner, optional
            The default parallelism if not given.

        Notes
        -----
        Scala: ``rightOuterJoin(other)``, ``(other, numPartitions)``, ``(other, partitioner)``.

        Examples
        --------
        >>> other = ssc.queueStream([[("b", "y")]])
        >>> ssc.queueStream([[("a", 1)]]).rightOuterJoin(other).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (b,(None,y))
        <BLANKLINE>
        """
        return self._joined(joins.rightOuterJoin, other, numPartitions, (True, False))

    def fullOuterJoin(
        self: PairDStreamFunctions[tuple[K, V]],
        other: PySparkDStream[tuple[K, W]],
        numPartitions: Partitioning = None,
    ) -> DStream[tuple[K, tuple[V | None, W | None]]]:
        """Return a stream like ``join``, which also has the keys that only one stream has.

        Parameters
        ----------
        other : DStream
            A stream of pairs with the same keys; ``None`` stands for a missing value. ``print``
            shows Scala's text of the joined stream: ``Some(...)`` and ``None``.
        numPartitions : int or Partitioner, optional
            The default parallelism if not given.

        Notes
        -----
        Scala: ``fullOuterJoin(other)``, ``(other, numPartitions)``, ``(other, partitioner)``.

        Examples
        --------
        >>> other = ssc.queueStream([[("b", "y")]])
        >>> ssc.queueStream([[("a", 1)]]).fullOuterJoin(other, 1).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,(Some(1),None))
        (b,(None,Some(y)))
        <BLANKLINE>
        """
        return self._joined(joins.fullOuterJoin, other, numPartitions, (True, True))

    @overload
    def saveAsHadoopFiles(
        self, prefix: str, suffix: str, *, outputFormatClass: str, conf: Settings | None = ...
    ) -> None: ...
    @overload
    def saveAsHadoopFiles(
        self,
        prefix: str,
        suffix: str,
        keyClass: str,
        valueClass: str,
        outputFormatClass: str,
        conf: Settings | None = ...,
    ) -> None: ...
    def saveAsHadoopFiles(
        self,
        prefix: str,
        suffix: str,
        keyClass: str | None = None,
        valueClass: str | None = None,
        outputFormatClass: str | None = None,
        conf: Settings | None = None,
    ) -> None:
        r"""Save each batch of pairs in an output format of Hadoop's ``mapred``, its old API.

        A batch is a folder ``prefix-TIME.suffix`` with a file for each partition.

        Parameters
        ----------
        prefix : str
            The path and the beginning of the folders' names, before the batch's time in
            milliseconds.
        suffix : str
            The end of the folders' names, after a dot; nothing if it is empty.
        keyClass, valueClass : str, optional
            The types of the saved keys and values: classes of ``org.apache.hadoop.io``, such as
            ``"Text"``, or full names. If one is missing, each batch has the types of its first
            pair.
        outputFormatClass : str
            A class of ``org.apache.hadoop.mapred``, such as ``"TextOutputFormat"``, or a
            full name.
        conf : mapping, optional
            Hadoop settings, in addition to the SparkContext's.

        Raises
        ------
        TypeError, ValueError
            If an argument has the wrong type, or there is no such class.

        Notes
        -----
        Scala: ``saveAsHadoopFiles[F](prefix, suffix)``, here with ``outputFormatClass=``, and
        ``(prefix, suffix, keyClass, valueClass, outputFormatClass, conf)``.

        Examples
        --------
        >>> ssc.queueStream([[("a", 1)]]).saveAsHadoopFiles(
        ...     directory + "/out", "txt", "Text", "IntWritable", "TextOutputFormat"
        ... )
        >>> ssc.runFor(batches=1)
        >>> sc.textFile(directory + "/out-*.txt").collect()
        ['a\t1']
        """
        classes = keyClass, valueClass, outputFormatClass
        self._output(savePairs(self._sc, "saveAsHadoopFile", prefix, suffix, classes, conf))

    @overload
    def saveAsNewAPIHadoopFiles(
        self, prefix: str, suffix: str, *, outputFormatClass: str, conf: Settings | None = ...
    ) -> None: ...
    @overload
    def saveAsNewAPIHadoopFiles(
        self,
        prefix: str,
        suffix: str,
        keyClass: str,
        valueClass: str,
        outputFormatClass: str,
        conf: Settings | None = ...,
    ) -> None: ...
    def saveAsNewAPIHadoopFiles(
        self,
        prefix: str,
        suffix: str,
        keyClass: str | None = None,
        valueClass: str | None = None,
        outputFormatClass: str | None = None,
        conf: Settings | None = None,
    ) -> None:
        """Save each batch of pairs in an output format of Hadoop's ``mapreduce``, its new API.

        A batch is a folder ``prefix-TIME.suffix`` with a file for each partition.

        Parameters
        ----------
        prefix : str
            The path and the beginning of the folders' names, before the batch's time in
            milliseconds.
        suffix : str
            The end of the folders' names, after a dot; nothing if it is empty.
        keyClass, valueClass : str, optional
            The types of the saved keys and values: classes of ``org.apache.hadoop.io``, such as
            ``"Text"``, or full names. If one is missing, each batch has the types of its first
            pair.
        outputFormatClass : str
            A class of ``org.apache.hadoop.mapreduce.lib.output``, such as
            ``"TextOutputFormat"``, or a full name.
        conf : mapping, optional
            Hadoop settings, in addition to the SparkContext's.

        Raises
        ------
        TypeError, ValueError
            If an argument has the wrong type, or there is no such class.

        Notes
        -----
        Scala: ``saveAsNewAPIHadoopFiles[F](prefix, suffix)``, here with ``outputFormatClass=``, and
        ``(prefix, suffix, keyClass, valueClass, outputFormatClass, conf)``.

        Examples
        --------
        >>> ssc.queueStream([[("a", 1)]]).saveAsNewAPIHadoopFiles(
        ...     directory + "/out", "seq", outputFormatClass="SequenceFileOutputFormat"
        ... )
        >>> ssc.runFor(batches=1)
        >>> sc.sequenceFile(directory + "/out-*.seq").collect()
        [('a', 1)]
        """
        classes = keyClass, valueClass, outputFormatClass
        self._output(savePairs(self._sc, "saveAsNewAPIHadoopFile", prefix, suffix, classes, conf))

    def _joined(
        self,
        join: joins.Join,
        other: PySparkDStream[Any],
        numPartitions: Partitioning,
        optionalSides: tuple[bool, bool] = (False, False),
    ) -> DStream[Any]:
        number, function = self._partitioning(numPartitions)
        joined = self._combined(lambda time, a, b: join((a, b), number, function), other)
        joined._optionalSides = optionalSides
        return joined
