"""What an RDD consists of and comes from: ``Partition`` and ``Dependency``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from py4j.java_gateway import JavaObject

from sparkish._executor.answers import Answer, answer
from sparkish._executor.parentheses import parentheses
from sparkish._jvm.conversions import scalaSeq

__all__ = ["Dependency", "ParentRDD", "Partition", "Partitions", "dependencies"]


@parentheses
@dataclass(frozen=True)
class Partition:
    """A partition of an RDD. Scala: ``org.apache.spark.Partition``."""

    index: int


@parentheses
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
    def isEmpty(self) -> Answer:
        """Whether there is none. Scala: ``isEmpty``."""
        return answer(not self)

    @property
    def nonEmpty(self) -> Answer:
        """Whether there is one. Scala: ``nonEmpty``."""
        return answer(self)


@parentheses
@dataclass(frozen=True)
class ParentRDD:
    """An RDD of the JVM's that others are made from. Its elements may be in the JVM's own form."""

    id: int
    """Its number. Scala: ``id``."""
    name: str
    """The one that it was given, or its class's. Scala: ``name``, ``getClass.getSimpleName``."""
    numPartitions: int
    """How many partitions it has. Scala: ``getNumPartitions``."""
    _jrdd: JavaObject = field(repr=False, compare=False)

    @property
    def dependencies(self) -> list[Dependency]:
        """The RDDs that it is made from itself. Scala: ``dependencies``."""
        return dependencies(self._jrdd)


@parentheses
@dataclass(frozen=True)
class Dependency:
    """That an RDD is made from another one, and how. Scala: ``org.apache.spark.Dependency``."""

    kind: str
    """``OneToOneDependency``, ``RangeDependency``, another ``NarrowDependency``, or
    ``ShuffleDependency``."""
    rdd: ParentRDD
    """The other one. Scala: ``rdd``."""


def dependencies(jrdd: JavaObject) -> list[Dependency]:
    """Return the dependencies of an RDD of the JVM's."""
    return [
        Dependency(_className(each.getClass()), _parent(each.rdd()))
        for each in scalaSeq(jrdd.dependencies())
    ]


def _parent(jrdd: JavaObject) -> ParentRDD:
    name = jrdd.name() or _className(jrdd.getClass())
    return ParentRDD(int(jrdd.id()), str(name), int(jrdd.getNumPartitions()), jrdd)


def _className(jclass: Any) -> str:
    # Spark makes some of them on the spot, without a name.
    while not jclass.getSimpleName() or "$" in jclass.getSimpleName():
        jclass = jclass.getSuperclass()
    return str(jclass.getSimpleName())
