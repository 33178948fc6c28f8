"""``Partitioner`` and ``HashPartitioner``: which partition a key belongs to."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, SupportsIndex

import pyspark
from pyspark import rdd

from sparkish._executor.results import returning, wantsResult
from sparkish._executor.shared import SharedABC, shared

__all__ = ["HashPartitioner", "Partitioner"]

# A user's partitioner runs on executors without sparkish, so its base class travels with it.
shared(__name__)

portableHash: Callable[[Any], int] = rdd.portable_hash
"""PySpark's hash of a key: the same in every Python process."""


class Partitioner(metaclass=SharedABC):
    """Maps each key to a partition, from 0 to ``numPartitions - 1``.

    Subclass it, and pass it wherever Scala takes a partitioner. ``getPartition`` runs on the
    executors.

    Scala: ``org.apache.spark.Partitioner``.

    Examples
    --------
    >>> class ByLength(Partitioner):
    ...     numPartitions = 2
    ...
    ...     def getPartition(self, key):
    ...         return len(key) % 2
    >>> ByLength().getPartition("spark")
    1
    """

    numPartitions: int

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        own = vars(cls).get("getPartition")
        if own is not None and cls.__module__ != __name__:
            cls.getPartition = returning("Partitioner", own, "a number")  # type: ignore[method-assign]

    @abstractmethod
    def getPartition(self, key: Any) -> int:
        """Return the partition of a key."""

    @staticmethod
    def defaultPartitioner(rdd: pyspark.RDD[Any], *others: pyspark.RDD[Any]) -> Partitioner:
        """Return the partitioner that an operation such as a join uses when you give none.

        Of the RDDs that have a partitioner, take the one with the most partitions: its partitioner
        is the result, unless it has too few partitions for the other RDDs. Otherwise the result is
        a :class:`HashPartitioner`, of ``spark.default.parallelism`` partitions or, if that is not
        set, of as many as the largest RDD has.

        Parameters
        ----------
        rdd, *others : RDD
            The RDDs of the operation.

        Notes
        -----
        Scala: ``Partitioner.defaultPartitioner(rdd, others*)``. PySpark's own operations ignore the
        partitioners of their RDDs: pass them this one.

        Examples
        --------
        >>> pairs, more = sc.parallelize([("a", 1)], 2), sc.parallelize([("a", 2)], 5)
        >>> Partitioner.defaultPartitioner(pairs, more.partitionBy(3))
        HashPartitioner(3)
        """
        return _default((rdd, *others))


class HashPartitioner(Partitioner):
    """Spreads the keys by their hash: the default partitioner of every operation.

    Scala: ``org.apache.spark.HashPartitioner``. Python's hashes are not the JVM's, so a key can
    be in a different partition than in Scala.

    Parameters
    ----------
    partitions : int
        The number of partitions, at least 1.

    Raises
    ------
    ValueError
        If ``partitions`` is less than 1.

    Examples
    --------
    >>> HashPartitioner(4) == HashPartitioner(4)
    True
    """

    def __init__(self, partitions: int) -> None:
        self.numPartitions = checkPartitions(partitions)

    def getPartition(self, key: Any) -> int:
        """Return the partition of a key."""
        return portableHash(key) % self.numPartitions

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HashPartitioner) and other.numPartitions == self.numPartitions

    def __hash__(self) -> int:
        return hash(self.numPartitions)

    def __repr__(self) -> str:
        return f"HashPartitioner({self.numPartitions})"


class FunctionPartitioner(Partitioner):
    """PySpark's partitioner: a number of partitions and a function of the key."""

    def __init__(self, partitions: int, function: Callable[[Any], int]) -> None:
        self.numPartitions = partitions
        self.function = function

    def getPartition(self, key: Any) -> int:
        """Return the partition of a key."""
        return self.function(key) % self.numPartitions

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FunctionPartitioner) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash((self.numPartitions, self.function))

    def __repr__(self) -> str:
        return f"FunctionPartitioner({self.numPartitions}, {self.function!r})"


def _default(rdds: Sequence[pyspark.RDD[Any]]) -> Partitioner:
    sizes = [rdd.getNumPartitions() for rdd in rdds]
    context = rdds[0].ctx
    isSet = context.getConf().contains("spark.default.parallelism")
    number = context.defaultParallelism if isSet else max(sizes)
    theirs = [rdd.partitioner for rdd in rdds if rdd.partitioner is not None]
    best = max(theirs, key=lambda each: each.numPartitions, default=None)
    # Spark's rule: a tenth of the largest RDD's partitions is too few.
    if best is None or max(sizes) >= 10 * best.numPartitions < 10 * number:
        return HashPartitioner(max(number, 1))
    return _scalas(best.numPartitions, best.partitionFunc)


def _scalas(number: int, function: Callable[[Any], int]) -> Partitioner:
    """Return one of our partitioners for PySpark's; the original object if it was made from one."""
    if function == portableHash:
        return HashPartitioner(number)
    owner = getattr(function, "__self__", None)
    if isinstance(owner, Partitioner) and function == owner.getPartition:
        return owner
    return FunctionPartitioner(number, function)


def checkedPartition(function: Callable[[Any], int]) -> Callable[[Any], int]:
    """Return a partitioner's function that refuses None; equal functions give equal results."""
    if function is portableHash:
        return function
    checked: Callable[[Any], int] = wantsResult("partitionBy", function, "a number")
    return checked


def checkPartitions(number: SupportsIndex) -> int:
    """Return the number of partitions.

    Raises
    ------
    TypeError, ValueError
        If it is not a whole number, or less than 1.
    """
    # SupportsIndex covers NumPy's whole numbers too.
    if isinstance(number, bool) or not isinstance(number, SupportsIndex):
        raise TypeError(
            f"The number of partitions must be an int, or a Partitioner, not {number!r}."
        )
    whole = number.__index__()
    if whole < 1:
        raise ValueError(f"The number of partitions must be at least 1, not {whole}.")
    return whole


def partitioning(
    partitioner: Partitioner | int | None, default: int
) -> tuple[int, Callable[[Any], int]]:
    """Return a partitioner in PySpark's form: a number of partitions and a function.

    Parameters
    ----------
    partitioner : Partitioner, int or None
        A number means a ``HashPartitioner``; ``None`` means one with ``default`` partitions.
    default : int
        The default parallelism.
    """
    if isinstance(partitioner, HashPartitioner):
        return partitioner.numPartitions, portableHash
    if isinstance(partitioner, FunctionPartitioner):
        # An RDD's own partitioner: PySpark compares the function to recognize it.
        return partitioner.numPartitions, partitioner.function
    if isinstance(partitioner, Partitioner):
        return checkPartitions(partitioner.numPartitions), partitioner.getPartition
    return default if partitioner is None else checkPartitions(partitioner), portableHash
