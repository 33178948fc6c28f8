"""The names of Scala's ``RDD`` that PySpark lacks, for the RDDs that sparkish returns.

``sparkish.RDD`` is PySpark's own class, so that ``isinstance`` is true for every RDD.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

import pyspark
from pyspark import rdd as pysparkRDD

from sparkish._core.forms import Forms
from sparkish._core.naming import ours, withScalaMethods
from sparkish._core.typearguments import typeArguments
from sparkish._executor.parentheses import parentheses
from sparkish._executor.pipes import Pipe, Println
from sparkish._jvm.conversions import scalaSeq
from sparkish._notebook.printing import PrintingFunction
from sparkish._rdd.actions import FutureAction
from sparkish._rdd.approximate import ApproximateRDD
from sparkish._rdd.frames import dataFrame, isSchema, recordFrame, sqlSession
from sparkish._rdd.lineage import Dependency, Partition, Partitions, dependencies
from sparkish._rdd.ordered import OrderedRDD
from sparkish._rdd.pairs import PairRDD
from sparkish._rdd.types import TypedRDD

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from sparkish.context import SparkContext

__all__ = ["RDD", "PipelinedRDD", "withScalaMethods"]

T = TypeVar("T")
U = TypeVar("U")
T_co = TypeVar("T_co", covariant=True)


class Question:
    """A method without arguments, which Scala also calls without parentheses."""

    def __init__(self, method: Callable[[], bool]) -> None:
        self._method = method

    def __call__(self) -> bool:
        return self._method()

    def __bool__(self) -> bool:
        return self._method()


@ours(pyspark.RDD)
@typeArguments(
    "aggregate",
    "flatMapValues",
    "groupWith",
    "keyBy",
    "mapPartitions",
    "mapValues",
    "saveAsNewAPIHadoopFile",
    "sortBy",
)
@parentheses
class RDD(TypedRDD[T_co], PairRDD[T_co], OrderedRDD[T_co], ApproximateRDD[T_co]):
    """PySpark's RDD, with Scala's names in addition to PySpark's.

    Scala: ``org.apache.spark.rdd.RDD``.

    Examples
    --------
    >>> ssc.queueStream([["a", "b"]]).foreachRDD(
    ...     lambda rdd: print(rdd.sparkContext is sc, rdd.map(len).partitions.length)
    ... )
    >>> ssc.runFor(batches=1)
    True 2
    """

    _maker: tuple[Any, ...] = ()
    """The function that makes the elements, and whether it is a ``flatMap``'s."""

    @property
    def sparkContext(self) -> SparkContext:
        """The SparkContext of this RDD. Scala: ``sparkContext``."""
        return cast("SparkContext", withScalaMethods(self.ctx))

    @property
    def context(self) -> SparkContext:
        """The SparkContext of this RDD. Scala: ``context``."""
        return self.sparkContext

    @property
    def partitions(self) -> Partitions:
        """Its partitions. Scala: ``partitions``."""
        return Partitions(map(Partition, range(self.getNumPartitions())))

    @property
    def isEmpty(self) -> Question:
        """Whether the RDD has no elements: ``rdd.isEmpty()`` or, as in Scala, ``rdd.isEmpty``.

        Examples
        --------
        >>> rdd = sc.parallelize([1])
        >>> rdd.isEmpty(), "empty" if rdd.isEmpty else "not"
        (False, 'not')
        """
        return Question(super().isEmpty)

    @property
    def dependencies(self) -> list[Dependency]:
        """The JVM's RDDs that this one depends on, and how; empty for a source.

        Several Python functions in a row are one RDD in the JVM. A Python shuffle is several.

        Notes
        -----
        Scala: ``dependencies``.

        Examples
        --------
        >>> words = sc.parallelize(["a", "b"], 2).setName("words")
        >>> [dependency] = words.map(len).filter(bool).dependencies
        >>> dependency.kind, dependency.rdd.name, dependency.rdd.dependencies
        ('OneToOneDependency', 'words', [])
        """
        return dependencies(self._jrdd.rdd())

    def preferredLocations(self, split: Partition) -> list[str]:
        """Return the hosts where a partition is best computed.

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
        """Apply a function to the partitions of several RDDs, and return an RDD of the results.

        One partition of each RDD is held in memory.

        Parameters
        ----------
        *rdds : RDD
            The other RDDs, with as many partitions as this one. ``preservesPartitioning`` may
            follow, and then the function, here or in a second call. The function takes one iterator
            for each RDD, over a partition's elements, and returns an iterable.
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

    @overload
    def pipe(
        self, command: str, env: Mapping[str, str] | None = ..., checkCode: bool = ...
    ) -> pyspark.RDD[str]: ...
    @overload
    def pipe(
        self,
        command: Sequence[str],
        env: Mapping[str, str] | None = ...,
        printPipeContext: Callable[[Println], object] | None = ...,
        printRDDElement: Callable[[Any, Println], object] | None = ...,
        separateWorkingDir: bool = ...,
        bufferSize: int = ...,
        encoding: str = ...,
    ) -> pyspark.RDD[str]: ...
    def pipe(self, *args: Any, **kwargs: Any) -> pyspark.RDD[str]:
        """Write each partition to a command, and return an RDD of the lines that it prints.

        Parameters
        ----------
        command : str, or sequence of str
            One string, as in PySpark and Scala; or the program and its arguments (Scala).
        env : mapping, optional
            Environment variables. For a string they are the whole environment, as in PySpark; for a
            sequence they are added to the executor's.
        checkCode : bool
            Whether the job fails if a command that is given as a string exits with a status that is
            not 0. For a sequence it always fails then.
        printPipeContext : callable, optional
            Called before the first element, with a function that writes a line to the command.
        printRDDElement : callable, optional
            Called with each element and the same function, instead of writing the element's text.
        separateWorkingDir : bool
            Whether each command runs in its own directory, with links to the worker's files.
        bufferSize : int
            How many bytes to collect before they are written to the command.
        encoding : str
            The encoding of the lines, both written and read.

        Raises
        ------
        TypeError
            If the arguments match no call form.

        Notes
        -----
        Scala: ``pipe(command)``, ``pipe(command, env)``, ``pipe(command, env, printPipeContext,
        printRDDElement, separateWorkingDir, bufferSize, encoding)``.

        Examples
        --------
        >>> words = sc.parallelize(["b", "a"], 1)
        >>> words.pipe(["sort"]).collect(), words.pipe("sort -r").collect()
        (['a', 'b'], ['b', 'a'])
        """
        return _pipe(self, *args, **kwargs)

    def treeAggregate(
        self: pyspark.RDD[T],
        zeroValue: U,
        seqOp: Callable[[U, T], U],
        combOp: Callable[[U, U], U],
        depth: int = 2,
        finalAggregateOnExecutor: bool = False,
    ) -> U:
        """Aggregate the elements in several steps, so that the driver merges few partitions.

        Parameters
        ----------
        zeroValue
            The start value of each partition's aggregate.
        seqOp, combOp : callable
            The first adds an element to an aggregate; the second merges two aggregates.
        depth : int
            About how many steps; at least 1.
        finalAggregateOnExecutor : bool
            Whether an executor runs the last step, so that the driver gets only the result.

        Raises
        ------
        ValueError
            If the depth is less than 1.

        Notes
        -----
        Scala: ``treeAggregate(zeroValue)(seqOp, combOp, depth)``, ``(zeroValue, seqOp, combOp,
        depth, finalAggregateOnExecutor)``.

        Examples
        --------
        >>> from operator import add
        >>> rdd = sc.parallelize(range(10), 5)
        >>> rdd.treeAggregate(0, add, add), rdd.treeAggregate(0, add, add, 2, True)
        (45, 45)
        """
        if not finalAggregateOnExecutor:
            return pyspark.RDD.treeAggregate(self, zeroValue, seqOp, combOp, depth)
        return _treeAggregate(self, zeroValue, seqOp, combOp, depth)

    def saveAsObjectFile(self, path: str) -> None:
        """Pickle and save the elements; ``sc.objectFile(path)`` reads them.

        Scala: ``saveAsObjectFile(path)``, which saves Java objects.

        Examples
        --------
        >>> sc.parallelize([("a", 1)]).saveAsObjectFile(directory + "/objects")
        >>> sc.objectFile(directory + "/objects").collect()
        [('a', 1)]
        """
        self.saveAsPickleFile(path)

    def toDF(self, *columns: Any, **kwargs: Any) -> DataFrame:
        """Return a DataFrame of the elements, and make a SparkSession if there is none.

        Parameters
        ----------
        *columns, **kwargs
            The names of the columns, one string each, as in Scala; or ``schema`` and
            ``sampleRatio`` as in PySpark.

        Notes
        -----
        Scala: ``toDF()``, ``toDF(colNames*)``, of ``spark.implicits._``.

        The column types come from the elements. An RDD without elements gives a DataFrame without
        rows. If you give names, its columns are strings. If not, they are the columns that the same
        line made for an earlier batch. If there was none, they are the fields of the record that
        the last ``map`` names in its annotation or its code (``lambda word: Record(word)``). A case
        class is a dataclass or a ``NamedTuple``; its columns keep the declared order.

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
        >>> from typing import NamedTuple
        >>> class Record(NamedTuple):
        ...     word: str
        ...     count: int
        >>> sc.emptyRDD().map(lambda word: Record(word, 1)).toDF()
        DataFrame[word: string, count: bigint]
        """
        session = sqlSession()
        if not columns and not kwargs:
            return recordFrame(session, self)
        if not columns or not all(isinstance(name, str) for name in columns):
            return session.createDataFrame(self, *columns, **kwargs)
        if len(columns) == 1 and isSchema(columns[0]):
            return session.createDataFrame(self, *columns, **kwargs)
        return dataFrame(session, self, list(columns))

    # Scala's AsyncRDDActions.

    def countAsync(self) -> FutureAction[int]:
        """Return a future of the number of elements. Scala: ``countAsync()``."""
        return FutureAction(self.ctx, self.count)

    def collectAsync(self: pyspark.RDD[T]) -> FutureAction[list[T]]:
        """Return a future of the elements. Scala: ``collectAsync()``.

        Examples
        --------
        >>> sc.parallelize([1, 2]).collectAsync().result()
        [1, 2]
        """
        return FutureAction(self.ctx, self.collect)

    def takeAsync(self: pyspark.RDD[T], num: int) -> FutureAction[list[T]]:
        """Return a future of the first elements. Scala: ``takeAsync(num)``."""
        return FutureAction(self.ctx, lambda: self.take(num))

    def foreachAsync(self: pyspark.RDD[T], f: Callable[[T], None]) -> FutureAction[None]:
        """Apply a function to each element in the background. Scala: ``foreachAsync(f)``."""
        return FutureAction(self.ctx, lambda: self.foreach(f))

    def foreachPartitionAsync(
        self: pyspark.RDD[T], f: Callable[[Iterable[T]], None]
    ) -> FutureAction[None]:
        """Apply a function to each partition in the background.

        Scala: ``foreachPartitionAsync(f)``.
        """
        return FutureAction(self.ctx, lambda: self.foreachPartition(f))

    # PySpark builds all its other RDD methods from these. Their types are in the stub.

    if not TYPE_CHECKING:

        def mapPartitionsWithIndex(self, f: Any, preservesPartitioning: bool = False) -> Any:
            """Apply a function to each partition's index and elements.

            Scala: ``mapPartitionsWithIndex(f, preservesPartitioning)``.
            """
            return withScalaMethods(super().mapPartitionsWithIndex(f, preservesPartitioning))

        def map(self, f: Any, preservesPartitioning: bool = False) -> Any:
            """Apply a function to each element. Scala: ``map(f)``."""
            return super().map(f, preservesPartitioning)._made(f, False)

        def flatMap(self, f: Any, preservesPartitioning: bool = False) -> Any:
            """Apply a function to each element, and flatten the results. Scala: ``flatMap(f)``."""
            return super().flatMap(f, preservesPartitioning)._made(f, True)

        def filter(self, f: Any) -> Any:
            """Keep the elements for which a function is true. Scala: ``filter(f)``."""
            return super().filter(f)._made(*self._maker)

        def _made(self, *maker: Any) -> Any:
            # For toDF: in an idle batch there is no element to take the schema from.
            self._maker = maker
            return self

        def union(self, other: Any) -> Any:
            """Return an RDD of the elements of both RDDs. Scala: ``union(other)``, ``++``."""
            return withScalaMethods(super().union(other))

        def cartesian(self, other: Any) -> Any:
            """Return an RDD of all pairs ``(mine, other's)``. Scala: ``cartesian(other)``."""
            return withScalaMethods(super().cartesian(other))

        def coalesce(self, numPartitions: int, shuffle: bool = False) -> Any:
            """Return an RDD with fewer partitions. Scala: ``coalesce(numPartitions, shuffle)``."""
            return withScalaMethods(super().coalesce(numPartitions, shuffle))

        def zip(self, other: Any) -> Any:
            """Pair the elements at the same positions of both RDDs. Scala: ``zip(other)``."""
            return withScalaMethods(super().zip(other))


@ours(pysparkRDD.PipelinedRDD)
class PipelinedRDD(RDD[T], pysparkRDD.PipelinedRDD[Any, T]):
    """An RDD that runs several Python functions in one stage."""

    @property
    def _jrdd(self) -> Any:
        if self._jrdd_val is None and self._bypass_serializer:
            self.func: Any = PrintingFunction(self.func)
        return super()._jrdd


_pipe: Forms[pyspark.RDD[str]] = Forms("pipe")


@_pipe.form(command=str, env=(Mapping, type(None)), checkCode=bool)
def _pipeAsPySparks(
    self: pyspark.RDD[Any],
    command: str,
    env: Mapping[str, str] | None = None,
    checkCode: bool = False,
) -> pyspark.RDD[str]:
    variables = None if env is None else dict(env)
    return pyspark.RDD.pipe(self, command, variables, checkCode)


def _isCommand(value: Any) -> bool:
    isWords = isinstance(value, (list, tuple)) and all(isinstance(word, str) for word in value)
    return isWords and bool(value)


@_pipe.form(command=_isCommand, env=(Mapping, type(None)))
def _pipeAsScalas(
    self: pyspark.RDD[Any],
    command: Sequence[str],
    env: Mapping[str, str] | None = None,
    printPipeContext: Callable[[Println], object] | None = None,
    printRDDElement: Callable[[Any, Println], object] | None = None,
    separateWorkingDir: bool = False,
    bufferSize: int = 8192,
    encoding: str = "utf-8",
) -> pyspark.RDD[str]:
    return self.mapPartitions(
        Pipe(
            command,
            env or {},
            printPipeContext,
            printRDDElement,
            separateWorkingDir,
            bufferSize,
            encoding,
        )
    )


def _treeAggregate(
    rdd: pyspark.RDD[T],
    zeroValue: U,
    seqOp: Callable[[U, T], U],
    combOp: Callable[[U, U], U],
    depth: int,
) -> U:
    if depth < 1:
        raise ValueError(f"The depth of treeAggregate must be at least 1, not {depth}.")
    number = rdd.getNumPartitions()
    if number == 0:
        return zeroValue

    def aggregated(part: Iterable[T]) -> list[U]:
        return [reduce(seqOp, part, zeroValue)]

    parts: pyspark.RDD[U] = rdd.mapPartitions(aggregated)
    scale = max(math.ceil(number ** (1 / depth)), 2)
    # Another step is worth it only if it leaves fewer partitions to merge.
    while number > scale + math.ceil(number / scale):
        number //= scale
        parts = _merged(parts, combOp, number)
    [result] = _merged(parts, combOp, 1).collect()
    return result


def _merged(parts: pyspark.RDD[U], combOp: Callable[[U, U], U], number: int) -> pyspark.RDD[U]:
    keyed = parts.mapPartitionsWithIndex(lambda i, part: [(i % number, each) for each in part])
    return keyed.reduceByKey(combOp, number).values()
