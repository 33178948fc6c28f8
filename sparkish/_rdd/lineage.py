"""An RDD's partitions and the RDDs that it depends on: ``Partition`` and ``Dependency``."""

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
        """The number of partitions. Scala: ``length``."""
        return len(self)

    @property
    def size(self) -> int:
        """The number of partitions. Scala: ``size``."""
        return len(self)

    @property
    def isEmpty(self) -> Answer:
        """Whether there are no partitions. Scala: ``isEmpty``."""
        return answer(not self)

    @property
    def nonEmpty(self) -> Answer:
        """Whether there are partitions. Scala: ``nonEmpty``."""
        return answer(self)


@parentheses
@dataclass(frozen=True)
class ParentRDD:
    """An RDD in the JVM on which others depend. Its elements may be in a form of the JVM's."""

    id: int
    """The RDD's number. Scala: ``id``."""
    name: str
    """The name that was set, or the class's. Scala: ``name``, ``getClass.getSimpleName``."""
    numPartitions: int
    """The number of partitions. Scala: ``getNumPartitions``."""
    _jrdd: JavaObject = field(repr=False, compare=False)

    @property
    def dependencies(self) -> list[Dependency]:
        """The RDDs that this one depends on. Scala: ``dependencies``."""
        return dependencies(self._jrdd)


@parentheses
@dataclass(frozen=True)
class Dependency:
    """How an RDD depends on another one. Scala: ``org.apache.spark.Dependency``."""

    kind: str
    """``OneToOneDependency``, ``RangeDependency``, another ``NarrowDependency``, or
    ``ShuffleDependency``."""
    rdd: ParentRDD
    """The RDD that is depended on. Scala: ``rdd``."""


def dependencies(jrdd: JavaObject) -> list[Dependency]:
    """Return the dependencies of an RDD in the JVM."""
    return [
        Dependency(_className(each.getClass()), _parent(each.rdd()))
        for each in scalaSeq(jrdd.dependencies())
    ]


def _parent(jrdd: JavaObject) -> ParentRDD:
    name = jrdd.name() or _className(jrdd.getClass())
    return ParentRDD(int(jrdd.id()), str(name), int(jrdd.getNumPartitions()), jrdd)


def _className(jclass: Any) -> str:
    # Some of Spark's classes are anonymous.
    while not jclass.getSimpleName() or "$" in jclass.getSimpleName():
        jclass = jclass.getSuperclass()
    return str(jclass.getSimpleName())
