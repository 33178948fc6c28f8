"""What PySpark lacks of Scala's ``OrderedRDDFunctions`` and ``DoubleRDDFunctions``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, TypeVar, overload

import pyspark

from sparkish._core.typearguments import typeArguments
from sparkish._executor.parentheses import parentheses
from sparkish.partitioner import Partitioner, portableHash

__all__ = ["OrderedRDD"]

K = TypeVar("K")
V = TypeVar("V")
N = TypeVar("N", int, float)
T_co = TypeVar("T_co", covariant=True)


@typeArguments()
@parentheses
class OrderedRDD(pyspark.RDD[T_co]):
    """Methods for keys that have an order, and for elements that are numbers."""

    def filterByRange(
        self: pyspark.RDD[tuple[K, V]], lower: K, upper: K
    ) -> pyspark.RDD[tuple[K, V]]:
        """Return the pairs whose key is between two bounds, both included.

        Scala: ``filterByRange(lower, upper)``.

        Examples
        --------
        >>> sc.parallelize([(n, "x") for n in range(10)]).filterByRange(3, 5).keys().collect()
        [3, 4, 5]
        """

        def isWithin(pair: Any) -> bool:
            return bool(lower <= pair[0] <= upper)

        return self.filter(isWithin)

    def repartitionAndSortWithinPartitions(
        self: pyspark.RDD[tuple[Any, V]],
        numPartitions: Partitioner | int | None = None,
        partitionFunc: Callable[[Any], int] = portableHash,
        ascending: bool = True,
        keyfunc: Callable[[Any], Any] = lambda key: key,
    ) -> pyspark.RDD[tuple[Any, V]]:
        """Move each pair to the partition of its key, and sort each partition by key.

        Parameters
        ----------
        numPartitions : Partitioner or int, optional
            The partitioner (Scala), or the number of partitions (PySpark).
        partitionFunc, ascending, keyfunc
            The function that chooses the partition, and the order within it (PySpark).

        Notes
        -----
        Scala: ``repartitionAndSortWithinPartitions(partitioner)``.

        Examples
        --------
        >>> pairs = sc.parallelize([(3, "a"), (1, "b"), (2, "c")])
        >>> pairs.repartitionAndSortWithinPartitions(HashPartitioner(2)).glom().collect()
        [[(2, 'c')], [(1, 'b'), (3, 'a')]]
        """
        number: Any = numPartitions
        return pyspark.RDD.repartitionAndSortWithinPartitions(
            self, number, partitionFunc, ascending, keyfunc
        )

    def popStdev(self: pyspark.RDD[float]) -> float:
        """Return the population's standard deviation. Scala: ``popStdev()``.

        Examples
        --------
        >>> numbers = sc.parallelize([1, 2, 3])
        >>> round(numbers.popStdev(), 3), round(numbers.popVariance(), 3)
        (0.816, 0.667)
        """
        # With numpy installed, PySpark returns a numpy type.
        return float(self.stdev())

    def popVariance(self: pyspark.RDD[float]) -> float:
        """Return the population's variance. Scala: ``popVariance()``."""
        return float(self.variance())

    @overload
    def histogram(
        self, buckets: int | list[Any] | tuple[Any, ...]
    ) -> tuple[Sequence[Any], list[int]]: ...
    @overload
    def histogram(self, buckets: Sequence[float], evenBuckets: bool) -> list[int]: ...
    def histogram(self: Any, buckets: Any, evenBuckets: bool | None = None) -> Any:
        """Count the elements in each interval.

        Parameters
        ----------
        buckets : int or sequence
            The number of intervals, which then have the same size; or their sorted bounds. The last
            interval includes its upper bound.
        evenBuckets : bool, optional
            Whether the intervals have the same size (Scala).

        Returns
        -------
        (sequence, list of int), or list of int
            The bounds and the counts, as in PySpark. With ``evenBuckets``, only the counts,
            as in Scala.

        Raises
        ------
        ValueError
            If ``evenBuckets`` is true and the intervals have different sizes.

        Notes
        -----
        Scala: ``histogram(bucketCount)``, ``(buckets, evenBuckets)``. ``histogram(buckets)``
        returns the bounds too, as in PySpark.

        Examples
        --------
        >>> numbers = sc.parallelize([1, 2, 6, 10])
        >>> numbers.histogram([0, 5, 10]), numbers.histogram([0, 5, 10], True)
        (([0, 5, 10], [2, 2]), [2, 2])
        """
        if evenBuckets is None:
            return pyspark.RDD.histogram(self, buckets)
        if evenBuckets:
            sizes = [upper - lower for lower, upper in pairwise(buckets)]
            if max(sizes) - min(sizes) > 1e-9 * max(sizes):
                raise ValueError(f"The buckets are not even: {buckets!r}.")
        return pyspark.RDD.histogram(self, list(buckets))[1]
