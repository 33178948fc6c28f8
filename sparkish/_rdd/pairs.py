"""The call forms of Scala's ``PairRDDFunctions`` that PySpark's RDD lacks.

PySpark passes the number of partitions to ``partitionBy`` unchanged, so a :class:`Partitioner` can
take its place in every method.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, overload

import pyspark
from pyspark.join import python_cogroup
from pyspark.resultiterable import ResultIterable

from sparkish._core.forms import Forms
from sparkish._core.naming import withScalaMethods
from sparkish._core.typearguments import typeArguments
from sparkish._executor.parentheses import parentheses
from sparkish._jvm.shuffles import useJavaSerializer
from sparkish._rdd.sampling import exactSample
from sparkish.partitioner import Partitioner, partitioning, portableHash

__all__ = ["PairRDD", "Partitioning"]

K = TypeVar("K")
V = TypeVar("V")
U = TypeVar("U")
W = TypeVar("W")
T_co = TypeVar("T_co", covariant=True)

Partitioning = Partitioner | int | None
"""A number of partitions, or a partitioner; ``None`` means PySpark's default."""

Values = ResultIterable[Any]


@typeArguments()
@parentheses
class PairRDD(pyspark.RDD[T_co]):
    """The methods that take a partitioner, also in Scala's argument order."""

    def partitionBy(
        self: pyspark.RDD[tuple[K, V]],
        numPartitions: Partitioning,
        partitionFunc: Callable[[Any], int] = portableHash,
    ) -> pyspark.RDD[tuple[K, V]]:
        """Move each pair to the partition of its key.

        Scala: ``partitionBy(partitioner)``.

        Examples
        --------
        >>> pairs = sc.parallelize([(1, "a"), (2, "b"), (4, "c")])
        >>> pairs.partitionBy(HashPartitioner(2)).glom().collect()
        [[(2, 'b'), (4, 'c')], [(1, 'a')]]
        """
        number: Any = numPartitions
        if isinstance(numPartitions, Partitioner):
            number, partitionFunc = partitioning(numPartitions, 0)
        placed = pyspark.RDD.partitionBy(self, number, partitionFunc)
        return placed if placed is self else withScalaMethods(useJavaSerializer(placed))

    def groupByKey(
        self: pyspark.RDD[tuple[K, V]],
        numPartitions: Partitioning = None,
        partitionFunc: Callable[[Any], int] = portableHash,
    ) -> pyspark.RDD[tuple[K, Iterable[V]]]:
        """Group the values of each key. Scala: ``groupByKey(partitioner)``."""
        return pyspark.RDD.groupByKey(self, numPartitions, partitionFunc)  # type: ignore[arg-type]

    @overload
    def reduceByKey(
        self: pyspark.RDD[tuple[K, V]],
        func: Callable[[V, V], V],
        numPartitions: Partitioning = ...,
        partitionFunc: Callable[[Any], int] = ...,
    ) -> pyspark.RDD[tuple[K, V]]: ...
    @overload
    def reduceByKey(
        self: pyspark.RDD[tuple[K, V]], partitioner: Partitioner, func: Callable[[V, V], V]
    ) -> pyspark.RDD[tuple[K, V]]: ...
    def reduceByKey(self: Any, *args: Any, **kwargs: Any) -> pyspark.RDD[Any]:
        """Reduce the values of each key to one.

        Scala: ``reduceByKey(func)``, ``(func, numPartitions)``, ``(partitioner, func)``.

        Examples
        --------
        >>> from operator import add
        >>> pairs = sc.parallelize([("a", 1), ("a", 2)])
        >>> pairs.reduceByKey(HashPartitioner(1), add).collect()
        [('a', 3)]
        """
        return _reduceByKey(self, *args, **kwargs)

    @overload
    def combineByKey(
        self: pyspark.RDD[tuple[K, V]],
        createCombiner: Callable[[V], U],
        mergeValue: Callable[[U, V], U],
        mergeCombiners: Callable[[U, U], U],
        numPartitions: Partitioning = ...,
        partitionFunc: Callable[[Any], int] = ...,
    ) -> pyspark.RDD[tuple[K, U]]: ...
    @overload
    def combineByKey(
        self: pyspark.RDD[tuple[K, V]],
        createCombiner: Callable[[V], U],
        mergeValue: Callable[[U, V], U],
        mergeCombiners: Callable[[U, U], U],
        partitioner: Partitioner,
        mapSideCombine: bool = ...,
    ) -> pyspark.RDD[tuple[K, U]]: ...
    def combineByKey(self: Any, *args: Any, **kwargs: Any) -> pyspark.RDD[Any]:
        """Combine the values of each key.

        Scala: ``combineByKey(createCombiner, mergeValue, mergeCombiners)``, ``(...,
        numPartitions)``, ``(..., partitioner, mapSideCombine)``.
        """
        return _combineByKey(self, *args, **kwargs)

    def aggregateByKey(
        self: pyspark.RDD[tuple[K, V]],
        zeroValue: U,
        seqFunc: Callable[[U, V], U],
        combFunc: Callable[[U, U], U],
        numPartitions: Partitioning = None,
        partitionFunc: Callable[[Any], int] = portableHash,
    ) -> pyspark.RDD[tuple[K, U]]:
        """Fold the values of each key into a zero value, which may have another type.

        Scala: ``aggregateByKey(zeroValue, partitioner)(seqOp, combOp)``.
        """
        number: Any = numPartitions
        return pyspark.RDD.aggregateByKey(self, zeroValue, seqFunc, combFunc, number, partitionFunc)

    def foldByKey(
        self: pyspark.RDD[tuple[K, V]],
        zeroValue: V,
        func: Callable[[V, V], V],
        numPartitions: Partitioning = None,
        partitionFunc: Callable[[Any], int] = portableHash,
    ) -> pyspark.RDD[tuple[K, V]]:
        """Fold the values of each key into a zero value.

        Scala: ``foldByKey(zeroValue, partitioner)(func)``.
        """
        return pyspark.RDD.foldByKey(self, zeroValue, func, numPartitions, partitionFunc)  # type: ignore[arg-type]

    def join(
        self: pyspark.RDD[tuple[K, V]],
        other: pyspark.RDD[tuple[K, U]],
        numPartitions: Partitioning = None,
    ) -> pyspark.RDD[tuple[K, tuple[V, U]]]:
        """Join the pairs that have the same key. Scala: ``join(other, partitioner)``."""
        return pyspark.RDD.join(self, other, numPartitions)  # type: ignore[arg-type]

    def leftOuterJoin(
        self: pyspark.RDD[tuple[K, V]],
        other: pyspark.RDD[tuple[K, U]],
        numPartitions: Partitioning = None,
    ) -> pyspark.RDD[tuple[K, tuple[V, U | None]]]:
        """Join; a missing right value is ``None``. Scala: ``leftOuterJoin(other, ...)``."""
        return pyspark.RDD.leftOuterJoin(self, other, numPartitions)  # type: ignore[arg-type]

    def rightOuterJoin(
        self: pyspark.RDD[tuple[K, V]],
        other: pyspark.RDD[tuple[K, U]],
        numPartitions: Partitioning = None,
    ) -> pyspark.RDD[tuple[K, tuple[V | None, U]]]:
        """Join; a missing left value is ``None``. Scala: ``rightOuterJoin(other, ...)``."""
        return pyspark.RDD.rightOuterJoin(self, other, numPartitions)  # type: ignore[arg-type]

    def fullOuterJoin(
        self: pyspark.RDD[tuple[K, V]],
        other: pyspark.RDD[tuple[K, U]],
        numPartitions: Partitioning = None,
    ) -> pyspark.RDD[tuple[K, tuple[V | None, U | None]]]:
        """Join; a missing value is ``None``. Scala: ``fullOuterJoin(other, ...)``."""
        return pyspark.RDD.fullOuterJoin(self, other, numPartitions)  # type: ignore[arg-type]

    @overload
    def cogroup(
        self: pyspark.RDD[tuple[K, V]],
        other: pyspark.RDD[tuple[K, U]],
        numPartitions: Partitioning = ...,
    ) -> pyspark.RDD[tuple[K, tuple[ResultIterable[V], ResultIterable[U]]]]: ...
    @overload
    def cogroup(
        self: pyspark.RDD[tuple[K, V]],
        other1: pyspark.RDD[tuple[K, Any]],
        other2: pyspark.RDD[tuple[K, Any]],
        numPartitions: Partitioning = ...,
    ) -> pyspark.RDD[tuple[K, tuple[Values, Values, Values]]]: ...
    @overload
    def cogroup(
        self: pyspark.RDD[tuple[K, V]],
        other1: pyspark.RDD[tuple[K, Any]],
        other2: pyspark.RDD[tuple[K, Any]],
        other3: pyspark.RDD[tuple[K, Any]],
        numPartitions: Partitioning = ...,
    ) -> pyspark.RDD[tuple[K, tuple[Values, Values, Values, Values]]]: ...
    def cogroup(self: Any, *args: Any, **kwargs: Any) -> pyspark.RDD[Any]:
        """Group the values of each key in two to four RDDs.

        Scala: ``cogroup(other)``, ``(other, partitioner)``, ``(other1, other2)``, ...

        Examples
        --------
        >>> one, two, three = (sc.parallelize([("a", n)]) for n in (1, 2, 3))
        >>> one.cogroup(two, three, 1).mapValues(lambda all: tuple(map(list, all))).collect()
        [('a', ([1], [2], [3]))]
        """
        return _cogroup(self, *args, **kwargs)

    def groupBy(
        self: pyspark.RDD[V],
        f: Callable[[V], K],
        numPartitions: Partitioning = None,
        partitionFunc: Callable[[Any], int] = portableHash,
    ) -> pyspark.RDD[tuple[K, Iterable[V]]]:
        """Group the elements by the key that ``f`` returns.

        Scala: ``groupBy(f, partitioner)``.
        """
        return pyspark.RDD.groupBy(self, f, numPartitions, partitionFunc)  # type: ignore[arg-type]

    def subtract(
        self: pyspark.RDD[V], other: pyspark.RDD[V], numPartitions: Partitioning = None
    ) -> pyspark.RDD[V]:
        """Remove the elements of ``other``. Scala: ``subtract(other, partitioner)``."""
        return pyspark.RDD.subtract(self, other, numPartitions)  # type: ignore[arg-type]

    def subtractByKey(
        self: pyspark.RDD[tuple[K, V]],
        other: pyspark.RDD[tuple[K, Any]],
        numPartitions: Partitioning = None,
    ) -> pyspark.RDD[tuple[K, V]]:
        """Remove the pairs whose key is in ``other``. Scala: ``subtractByKey(other, ...)``."""
        return pyspark.RDD.subtractByKey(self, other, numPartitions)  # type: ignore[arg-type]

    def intersection(
        self: pyspark.RDD[V], other: pyspark.RDD[V], numPartitions: Partitioning = None
    ) -> pyspark.RDD[V]:
        """Return the distinct elements that are in both RDDs.

        Scala: ``intersection(other)``, ``(other, numPartitions)``, ``(other, partitioner)``.

        Examples
        --------
        >>> sc.parallelize([1, 2, 2]).intersection(sc.parallelize([2, 3]), 1).collect()
        [2]
        """
        both = python_cogroup(
            (self.map(lambda v: (v, None)), other.map(lambda v: (v, None))), numPartitions
        )
        return both.filter(lambda pair: all(pair[1])).keys()  # type: ignore[no-any-return]

    def sampleByKeyExact(
        self: pyspark.RDD[tuple[K, V]],
        withReplacement: bool,
        fractions: Mapping[K, float],
        seed: int | None = None,
    ) -> pyspark.RDD[tuple[K, V]]:
        """Return a sample that has exactly ``ceil(n * fraction)`` of the n pairs of each key.

        Parameters
        ----------
        withReplacement : bool
            Whether a pair can be in the sample several times.
        fractions : mapping
            The fraction of each key, not negative.
        seed : int, optional
            Gives the same sample each time.

        Raises
        ------
        ValueError
            If a fraction is negative, or missing.

        Notes
        -----
        Scala: ``sampleByKeyExact(withReplacement, fractions, seed)``. As in Scala, it runs a job
        that counts the pairs, and the pairs must be the same when they are sampled.

        Examples
        --------
        >>> pairs = sc.parallelize([("a", n) for n in range(10)] + [("b", n) for n in range(5)])
        >>> pairs.sampleByKeyExact(False, {"a": 0.3, "b": 0.5}, seed=7).countByKey()
        defaultdict(<class 'int'>, {'a': 3, 'b': 3})
        """
        return exactSample(self, withReplacement, fractions, seed)

    def saveAsHadoopFile(
        self,
        path: str,
        outputFormatClass: str,
        keyClass: str | None = None,
        valueClass: str | None = None,
        keyConverter: str | None = None,
        valueConverter: str | None = None,
        conf: Mapping[str, str] | None = None,
        compressionCodecClass: str | None = None,
        *,
        codec: str | None = None,
    ) -> None:
        """Save the pairs in a Hadoop output format; name the classes by strings.

        Scala: ``saveAsHadoopFile(path, keyClass, valueClass, outputFormatClass, conf, codec)``;
        here give them by keyword.
        """
        pairs: Any = super()
        pairs.saveAsHadoopFile(
            path,
            outputFormatClass,
            keyClass,
            valueClass,
            keyConverter,
            valueConverter,
            conf,
            compressionCodecClass or codec,
        )


_reduceByKey: Forms[pyspark.RDD[Any]] = Forms("reduceByKey")
_combineByKey: Forms[pyspark.RDD[Any]] = Forms("combineByKey", {"partitioner": "numPartitions"})
_cogroup: Forms[pyspark.RDD[Any]] = Forms("cogroup", {"partitioner": "numPartitions"})


@_reduceByKey.form(func=callable)
def _reduceByKeyAsPySparks(
    self: pyspark.RDD[Any],
    func: Callable[[Any, Any], Any],
    numPartitions: Partitioning = None,
    partitionFunc: Callable[[Any], int] = portableHash,
) -> pyspark.RDD[Any]:
    return pyspark.RDD.reduceByKey(self, func, numPartitions, partitionFunc)  # type: ignore[arg-type]


@_reduceByKey.form(partitioner=Partitioner, func=callable)
def _reduceByKeyAsScalas(
    self: pyspark.RDD[Any], partitioner: Partitioner, func: Callable[[Any, Any], Any]
) -> pyspark.RDD[Any]:
    return pyspark.RDD.reduceByKey(self, func, partitioner)  # type: ignore[arg-type]


@_combineByKey.form(partitionFunc=callable)
def _combineByKeyAsPySparks(
    self: pyspark.RDD[Any],
    createCombiner: Callable[[Any], Any],
    mergeValue: Callable[[Any, Any], Any],
    mergeCombiners: Callable[[Any, Any], Any],
    numPartitions: Partitioning = None,
    partitionFunc: Callable[[Any], int] = portableHash,
) -> pyspark.RDD[Any]:
    number: Any = numPartitions
    return pyspark.RDD.combineByKey(
        self, createCombiner, mergeValue, mergeCombiners, number, partitionFunc
    )


@_combineByKey.form(mapSideCombine=bool)
def _combineByKeyAsScalas(
    self: PairRDD[Any],
    createCombiner: Callable[[Any], Any],
    mergeValue: Callable[[Any, Any], Any],
    mergeCombiners: Callable[[Any, Any], Any],
    numPartitions: Partitioning,
    mapSideCombine: bool = True,
) -> pyspark.RDD[Any]:
    number: Any = numPartitions
    # Pairs that are already in their partitions are combined there, after the shuffle.
    pairs = self if mapSideCombine else self.partitionBy(number)
    return pyspark.RDD.combineByKey(pairs, createCombiner, mergeValue, mergeCombiners, number)


@_cogroup.form(other=pyspark.RDD, numPartitions=(Partitioner, int, type(None)))
def _cogroupOfTwo(
    self: pyspark.RDD[Any], other: pyspark.RDD[Any], numPartitions: Partitioning = None
) -> pyspark.RDD[Any]:
    return pyspark.RDD.cogroup(self, other, numPartitions)  # type: ignore[arg-type]


@_cogroup.form(other1=pyspark.RDD, other2=pyspark.RDD, numPartitions=(Partitioner, int, type(None)))
def _cogroupOfThree(
    self: pyspark.RDD[Any],
    other1: pyspark.RDD[Any],
    other2: pyspark.RDD[Any],
    numPartitions: Partitioning = None,
) -> pyspark.RDD[Any]:
    return python_cogroup((self, other1, other2), numPartitions)  # type: ignore[no-any-return]


@_cogroup.form(
    other1=pyspark.RDD,
    other2=pyspark.RDD,
    other3=pyspark.RDD,
    numPartitions=(Partitioner, int, type(None)),
)
def _cogroupOfFour(
    self: pyspark.RDD[Any],
    other1: pyspark.RDD[Any],
    other2: pyspark.RDD[Any],
    other3: pyspark.RDD[Any],
    numPartitions: Partitioning = None,
) -> pyspark.RDD[Any]:
    return python_cogroup((self, other1, other2, other3), numPartitions)  # type: ignore[no-any-return]
