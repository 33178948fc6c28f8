"""``Partitioner`` and ``HashPartitioner``: which partition a key belongs to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from pyspark import rdd

from sparkish._portable import portable

__all__ = ["HashPartitioner", "Partitioner"]

# A user's partitioner runs on executors that may lack sparkish, and its base class goes with it.
portable(__name__)

portableHash: Callable[[Any], int] = rdd.portable_hash
"""PySpark's hash of a key: the same in every Python process."""


class Partitioner(ABC):
    """Maps each key to a partition, from 0 to ``numPartitions - 1``.

    Subclass it, and give it wherever Scala takes a partitioner. ``getPartition`` runs on the
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

    @abstractmethod
    def getPartition(self, key: Any) -> int:
        """Return the partition of a key."""


class HashPartitioner(Partitioner):
    """Spreads the keys by their hash: the partitioner of every operation that is given none.

    Scala: ``org.apache.spark.HashPartitioner``. Python's hashes are not the JVM's, so a key may
    live in another partition than in Scala.

    Parameters
    ----------
    partitions : int
        How many partitions, at least 1.

    Raises
    ------
    ValueError
        Where there are fewer.

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


def checkPartitions(number: int) -> int:
    """Return the number of partitions.

    Raises
    ------
    TypeError, ValueError
        Where it is no whole number, or less than 1.
    """
    if isinstance(number, bool) or not isinstance(number, int):
        raise TypeError(
            f"A number of partitions (an int) or a Partitioner is wanted, not {number!r}."
        )
    if number < 1:
        raise ValueError(f"The number of partitions must be at least 1, not {number}.")
    return number


def partitioning(
    partitioner: Partitioner | int | None, default: int
) -> tuple[int, Callable[[Any], int]]:
    """Return what PySpark takes for a partitioner: a number of partitions and a function.

    Parameters
    ----------
    partitioner : Partitioner, int or None
        A number stands for a ``HashPartitioner``, and ``None`` for one of ``default`` partitions.
    default : int
        The default parallelism.
    """
    if isinstance(partitioner, HashPartitioner):
        return partitioner.numPartitions, portableHash
    if isinstance(partitioner, Partitioner):
        return checkPartitions(partitioner.numPartitions), partitioner.getPartition
    return default if partitioner is None else checkPartitions(partitioner), portableHash
