"""The names that Scala's ``RDD`` has and PySpark's lacks, on the RDDs that sparkish hands out.

``sparkish.RDD`` stays PySpark's own class, so that ``isinstance`` holds for an RDD made anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

import pyspark
from pyspark import rdd as pysparkRDD

from sparkish._jvm import scalaSeq
from sparkish._rddpairs import PairRDD

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["RDD", "Partition", "Partitions", "PipelinedRDD", "scalaNamed"]

T = TypeVar("T")
U = TypeVar("U")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Partition:
    """A partition of an RDD. Scala: ``org.apache.spark.Partition``."""

    index: int


class Partitions(tuple[Partition, ...]):
    """The partitions of an RDD: Scala's ``Array[Partition]``.

    Examples
    --------
    >>> partitions = sc.parallelize([1, 2, 3], 3).partitions
    >>> partitions.length, partitions.size, len(partitions), partitions[1]
    (3, 3, 3, Partition(index=1))
    """

    @property
    def length(self) -> int:
        """How many there are. Scala: ``length``."""
        return len(self)

    @property
    def size(self) -> int:
        """How many there are. Scala: ``size``."""
        return len(self)

    @property
    def isEmpty(self) -> bool:
        """Whether there is none. Scala: ``isEmpty``."""
        return not self

    @property
    def nonEmpty(self) -> bool:
        """Whether there is one. Scala: ``nonEmpty``."""
        return bool(self)


class _Question:
    """A method without arguments that Scala calls without parentheses too."""

    def __init__(self, method: Callable[[], bool]) -> None:
        self._method = method

    def __call__(self) -> bool:
        return self._method()

    def __bool__(self) -> bool:
        return self._method()


class RDD(PairRDD[T_co]):
    """PySpark's RDD, with Scala's names beside PySpark's.

    Scala: ``org.apache.spark.rdd.RDD``.

    Examples
    --------
    >>> ssc.queueStream([["a", "b"]]).foreachRDD(
    ...     lambda rdd: print(rdd.sparkContext is sc, rdd.map(len).partitions.length)
    ... )
    >>> ssc.runFor(batches=1)
    True 2
    """

    @property
    def sparkContext(self) -> pyspark.SparkContext:
        """The SparkContext that it was made on. Scala: ``sparkContext``."""
        return self.ctx

    @property
    def partitions(self) -> Partitions:
        """Its partitions. Scala: ``partitions``."""
        return Partitions(map(Partition, range(self.getNumPartitions())))

    @property
    def isEmpty(self) -> Any:
        """Whether it has no element: ``rdd.isEmpty()`` or, as Scala allows, ``rdd.isEmpty``.

        Examples
        --------
        >>> rdd = sc.parallelize([1])
        >>> rdd.isEmpty(), "empty" if rdd.isEmpty else "not"
        (False, 'not')
        """
        return _Question(super().isEmpty)

    def preferredLocations(self, split: Partition) -> list[str]:
        """Return the hosts on which a partition is best computed.

        Scala: ``preferredLocations(split)``.

        Examples
        --------
        >>> rdd = sc.parallelize([1])
        >>> rdd.preferredLocations(rdd.partitions[0])
        []
        """
        rdd = self._jrdd.rdd()
        return list(map(str, scalaSeq(rdd.preferredLocations(rdd.partitions()[split.index]))))

    def zipPartitions(self, *rdds: Any, preservesPartitioning: bool = False) -> Any:
        """Return an RDD of what a function makes of the partitions of several RDDs together.

        A partition of each is held in memory.

        Parameters
        ----------
        *rdds : RDD
            Of as many partitions as this one; then, if you like, ``preservesPartitioning``; then
            the function, which may as well be given in a call of its own. It takes an iterator
            over a partition of each RDD, and returns an iterable.
        preservesPartitioning : bool
            Whether the pairs keep their keys, and so their partitions.

        Notes
        -----
        Scala: ``zipPartitions(rdd2, preservesPartitioning)(f)``, of up to three other RDDs.

        Examples
        --------
        >>> ones, tens = sc.parallelize([1, 2], 1), sc.parallelize([10, 20, 30], 1)
        >>> ones.zipPartitions(tens)(lambda left, right: [sum(left), sum(right)]).collect()
        [3, 60]
        """
        arguments = list(rdds)
        if arguments and callable(arguments[-1]):
            f = arguments.pop()
            return self.zipPartitions(*arguments, preservesPartitioning=preservesPartitioning)(f)
        if arguments and isinstance(arguments[-1], bool):
            preservesPartitioning = arguments.pop()
        if not arguments or not all(isinstance(rdd, pyspark.RDD) for rdd in arguments):
            raise TypeError(
                "zipPartitions takes other RDDs, preservesPartitioning and a function of an "
                f"iterator for each RDD, not {rdds!r}."
            )
        zipped: Any = self.glom().map(lambda part: [part])
        for other in arguments:
            zipped = zipped.zip(other.glom()).map(lambda parts: [*parts[0], parts[1]])

        def zippedWith(f: Callable[..., Any]) -> Any:
            made = zipped.mapPartitions(lambda parts: f(*map(iter, next(iter(parts)))))
            made.partitioner = self.partitioner if preservesPartitioning else None
            return made

        return zippedWith

    def saveAsObjectFile(self, path: str) -> None:
        """Save the elements, pickled; ``sc.objectFile(path)`` reads them.

        Scala: ``saveAsObjectFile(path)``, which saves Java's objects.

        Examples
        --------
        >>> sc.parallelize([("a", 1)]).saveAsObjectFile(directory + "/objects")
        >>> sc.objectFile(directory + "/objects").collect()
        [('a', 1)]
        """
        self.saveAsPickleFile(path)

    def toDF(self, *columns: Any, **kwargs: Any) -> DataFrame:
        """Return a DataFrame of the elements; the SparkSession is made where there is none.

        Parameters
        ----------
        *columns, **kwargs
            The names of the columns as in Scala, one string for each; or ``schema`` and
            ``sampleRatio`` as in PySpark.

        Notes
        -----
        Scala: ``toDF()``, ``toDF(colNames*)``, of ``spark.implicits._``.

        The types are those of the elements. An RDD without any is a DataFrame without rows, and
        its columns are strings.

        Examples
        --------
        >>> sc.parallelize([("a", 1)]).toDF("word", "count").show()
        +----+-----+
        |word|count|
        +----+-----+
        |   a|    1|
        +----+-----+
        <BLANKLINE>
        >>> sc.parallelize(["a"]).toDF("word").columns
        ['word']
        """
        from pyspark.sql import SparkSession

        session = SparkSession.builder.getOrCreate()
        if not columns or not all(isinstance(name, str) for name in columns):
            return session.createDataFrame(self, *columns, **kwargs)
        if len(columns) == 1 and _isSchema(columns[0]):
            return session.createDataFrame(self, *columns, **kwargs)
        return _dataFrame(session, self, list(columns))

    # What AsyncRDDActions adds.

    def countAsync(self) -> Future[int]:
        """Return a future of the number of elements. Scala: ``countAsync()``."""
        return _future(self.count)

    def collectAsync(self) -> Future[list[Any]]:
        """Return a future of the elements. Scala: ``collectAsync()``.

        Examples
        --------
        >>> sc.parallelize([1, 2]).collectAsync().result()
        [1, 2]
        """
        return _future(self.collect)

    def takeAsync(self, num: int) -> Future[list[Any]]:
        """Return a future of the first elements. Scala: ``takeAsync(num)``."""
        return _future(lambda: self.take(num))

    def foreachAsync(self, f: Callable[[Any], None]) -> Future[None]:
        """Apply a function to each element, in the background. Scala: ``foreachAsync(f)``."""
        return _future(lambda: self.foreach(f))

    def foreachPartitionAsync(self, f: Callable[[Any], None]) -> Future[None]:
        """Apply a function to each partition, in the background.

        Scala: ``foreachPartitionAsync(f)``.
        """
        return _future(lambda: self.foreachPartition(f))

    # What makes RDDs in PySpark; all else is made of these.

    def mapPartitionsWithIndex(self, f: Any, preservesPartitioning: bool = False) -> Any:
        """Return an RDD of what a function makes of each partition's number and elements.

        Scala: ``mapPartitionsWithIndex(f, preservesPartitioning)``.
        """
        return scalaNamed(super().mapPartitionsWithIndex(f, preservesPartitioning))

    def union(self, other: Any) -> Any:
        """Return an RDD of the elements of both. Scala: ``union(other)``, ``++``."""
        return scalaNamed(super().union(other))

    def cartesian(self, other: Any) -> Any:
        """Return an RDD of all pairs of elements of both. Scala: ``cartesian(other)``."""
        return scalaNamed(super().cartesian(other))

    def coalesce(self, numPartitions: int, shuffle: bool = False) -> Any:
        """Return an RDD of fewer partitions. Scala: ``coalesce(numPartitions, shuffle)``."""
        return scalaNamed(super().coalesce(numPartitions, shuffle))

    def zip(self, other: Any) -> Any:
        """Return an RDD of pairs of the elements in the same places. Scala: ``zip(other)``."""
        return scalaNamed(super().zip(other))


class PipelinedRDD(RDD[T], pysparkRDD.PipelinedRDD[Any, T]):
    """An RDD of Python functions, one after the other in one stage."""


_OURS: dict[type, type] = {pyspark.RDD: RDD, pysparkRDD.PipelinedRDD: PipelinedRDD}


def scalaNamed(rdd: T) -> T:
    """Give an RDD of PySpark's own class Scala's names too, and return it.

    It stays the same object, with the same plan in the JVM: nothing is made, and nothing runs.
    """
    ours = _OURS.get(type(rdd))
    if ours is not None:
        rdd.__class__ = ours
    return rdd


_SCALARS = (bool, int, float, str, bytes, bytearray, Decimal, date, datetime, timedelta)
_SQL_TYPE = re.compile(
    "bigint|binary|boolean|byte|char|date|dec|decimal|double|float|int|integer|interval|long|"
    "numeric|real|short|smallint|string|timestamp|timestamp_ltz|timestamp_ntz|tinyint|varchar|"
    "variant|void",
    re.IGNORECASE,
)


def _isSchema(text: str) -> bool:
    """Tell whether a string is a schema, as PySpark takes one, and not the name of a column."""
    return not text.isidentifier() or bool(_SQL_TYPE.fullmatch(text))


def _dataFrame(session: Any, rdd: pyspark.RDD[Any], names: list[str]) -> DataFrame:
    from pyspark.sql.types import StringType, StructType

    # As many as PySpark itself looks at, to learn the types.
    elements = rdd.take(100)
    schema = StructType()
    if not elements:
        for name in names:
            schema.add(name, StringType())
        return session.createDataFrame([], schema)  # type: ignore[no-any-return]
    if isinstance(elements[0], _SCALARS):
        rdd, elements = rdd.map(lambda element: (element,)), [(each,) for each in elements]
    schema = session.createDataFrame(elements, names).schema
    return session.createDataFrame(rdd, schema, verifySchema=False)  # type: ignore[no-any-return]


def _future(action: Callable[[], U]) -> Future[U]:
    """Run an action in a thread that has the job group and the description of this one."""
    future: Future[U] = Future()

    def run() -> None:
        try:
            future.set_result(action())
        except Exception as error:
            future.set_exception(error)

    pyspark.InheritableThread(target=run, daemon=True).start()
    return future
