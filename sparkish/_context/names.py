"""The names of Scala's ``SparkContext`` that PySpark's lacks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pyspark
from pyspark import RDD
from pyspark.accumulators import Accumulator

from sparkish._context.hadoopfiles import HadoopContext
from sparkish._context.jobs import JobContext
from sparkish._core.naming import naming, withScalaMethods
from sparkish._core.typearguments import typeArguments
from sparkish._executor.answers import Answer, answer
from sparkish._executor.parentheses import parentheses
from sparkish._jvm.conversions import scalaSeq
from sparkish._jvm.hadoop import HadoopConfiguration
from sparkish._rdd.base import RDD as ScalaRDD
from sparkish.option import Option

__all__ = ["ScalaContext"]

T = TypeVar("T")


class _EmptyRDD(ScalaRDD[Any]):
    """``emptyRDD``, with or without parentheses and type arguments."""

    def __call__(self) -> _EmptyRDD:
        return self

    def __getitem__(self, types: object) -> _EmptyRDD:
        return self


@parentheses
class ScalaContext(HadoopContext, JobContext):
    """PySpark's context with Scala's names. The RDDs that it makes have Scala's names too."""

    # The context's state and settings.

    @property
    def isLocal(self) -> Answer:
        """Whether the master is local.

        Notes
        -----
        Scala: ``isLocal``.

        Examples
        --------
        >>> sc.isLocal, sc.isStopped, sc.deployMode, sc.getSchedulingMode
        (True, False, 'client', 'FIFO')
        """
        return answer(self._scala.isLocal())

    @property
    def isStopped(self) -> Answer:
        """Whether the context has been stopped. Scala: ``isStopped``."""
        return answer(self._jsc is None or bool(self._scala.isStopped()))

    @property
    def deployMode(self) -> str:
        """Where the driver runs: ``client`` or ``cluster``. Scala: ``deployMode``."""
        return str(self._scala.deployMode())

    @property
    def applicationAttemptId(self) -> Option[str]:
        """The attempt's id, if the cluster counts attempts. Scala: ``applicationAttemptId``."""
        attempt = self._scala.applicationAttemptId()
        return Option(attempt.get() if attempt.isDefined() else None)

    @property
    def getSchedulingMode(self) -> str:
        """How jobs share the executors: ``FIFO`` or ``FAIR``. Scala: ``getSchedulingMode``."""
        return str(self._scala.getSchedulingMode().toString())

    @property
    def getReadOnlyConf(self) -> pyspark.SparkConf:
        """A copy of the configuration, like ``getConf()``. Scala: ``getReadOnlyConf``."""
        return self.getConf()

    @property
    def getExecutorMemoryStatus(self) -> dict[str, tuple[int, int]]:
        """Each executor's bytes for storage, total and free.

        Notes
        -----
        Scala: ``getExecutorMemoryStatus``.

        Examples
        --------
        >>> [total >= left > 0 for total, left in sc.getExecutorMemoryStatus.values()]
        [True]
        """
        status = scalaSeq(self._scala.getExecutorMemoryStatus().toSeq())
        return {str(entry._1()): (int(entry._2()._1()), int(entry._2()._2())) for entry in status}

    @property
    def getPersistentRDDs(self) -> dict[int, RDD[Any]]:
        """The persistent RDDs by id, for instance to ``unpersist`` them.

        Notes
        -----
        Scala: ``getPersistentRDDs``.

        Examples
        --------
        >>> rdd = sc.parallelize([1]).cache()
        >>> rdd.id() in sc.getPersistentRDDs
        True
        >>> unpersisted = sc.getPersistentRDDs[rdd.id()].unpersist()
        >>> rdd.id() in sc.getPersistentRDDs
        False
        """
        context: Any = self
        rdds = context._jsc.getPersistentRDDs()
        return {int(number): withScalaMethods(RDD(rdds[number], self)) for number in rdds}

    @property
    def hadoopConfiguration(self) -> HadoopConfiguration:
        """The configuration of Hadoop's file systems and formats; you can read and change it.

        Notes
        -----
        Scala: ``hadoopConfiguration``.

        Examples
        --------
        >>> sc.hadoopConfiguration.set("fs.s3a.endpoint", "localhost")
        """
        context: Any = self
        return HadoopConfiguration(context._jvm, context._jsc.hadoopConfiguration())

    # Files.

    @property
    def jars(self) -> list[str]:
        """The jars of the configuration. Scala: ``jars``."""
        return list(map(str, scalaSeq(self._scala.jars())))

    @property
    def files(self) -> list[str]:
        """The files of the configuration. Scala: ``files``."""
        return list(map(str, scalaSeq(self._scala.files())))

    @property
    def archives(self) -> list[str]:
        """The archives of the configuration. Scala: ``archives``."""
        return list(map(str, scalaSeq(self._scala.archives())))

    def addJar(self, path: str) -> None:
        """Add a jar for all later tasks. Scala: ``addJar(path)``."""
        context: Any = self
        context._jsc.addJar(path)

    def listJars(self) -> list[str]:
        """Return the jars that were added. Scala: ``listJars()``.

        Examples
        --------
        >>> sc.listJars()
        []
        """
        return list(map(str, scalaSeq(self._scala.listJars())))

    # RDDs.

    @property
    def emptyRDD(self) -> _EmptyRDD:
        """An RDD without elements and partitions: ``sc.emptyRDD()``, or without parentheses.

        Notes
        -----
        Scala: ``emptyRDD[T]``.

        Examples
        --------
        >>> sc.emptyRDD().count(), sc.emptyRDD[str].getNumPartitions()
        (0, 0)
        """
        rdd: Any = super().emptyRDD()
        rdd.__class__ = _EmptyRDD
        return cast(_EmptyRDD, rdd)

    if TYPE_CHECKING:
        # PySpark's methods, set below. They return our RDD, which PySpark's annotations do not say.
        def binaryFiles(
            self, path: str, minPartitions: int | None = ...
        ) -> ScalaRDD[tuple[str, bytes]]: ...
        def parallelize(self, c: Iterable[T], numSlices: int | None = ...) -> ScalaRDD[T]: ...
        def pickleFile(self, name: str, minPartitions: int | None = ...) -> ScalaRDD[Any]: ...
        def range(
            self,
            start: int,
            end: int | None = ...,
            step: int = ...,
            numSlices: int | None = ...,
        ) -> ScalaRDD[int]: ...
        def textFile(
            self, name: str, minPartitions: int | None = ..., use_unicode: bool = ...
        ) -> ScalaRDD[str]: ...
        def wholeTextFiles(
            self, path: str, minPartitions: int | None = ..., use_unicode: bool = ...
        ) -> ScalaRDD[tuple[str, str]]: ...

    def union(self, rdds: RDD[T] | Iterable[RDD[T]], *rest: RDD[T]) -> ScalaRDD[T]:
        """Return an RDD of the elements of several RDDs.

        Parameters
        ----------
        rdds : RDD, or iterable of RDD
            All the RDDs or, as in Scala, the first.
        *rest : RDD
            The other RDDs.

        Notes
        -----
        Scala: ``union(rdds)``, ``union(first, rest*)``.

        Examples
        --------
        >>> one, two = sc.parallelize([1]), sc.parallelize([2])
        >>> sc.union(one, two).collect(), sc.union([one, two]).collect()
        ([1, 2], [1, 2])
        """
        every = [rdds, *rest] if isinstance(rdds, RDD) else [*rdds, *rest]
        return cast(ScalaRDD[T], withScalaMethods(super().union(every)))

    # Accumulators.

    def register(self, acc: Accumulator[Any], name: str | None = None) -> None:
        """Give an accumulator a name. It works without one too.

        Scala: ``register(acc)``, ``register(acc, name)``.

        Examples
        --------
        >>> dropped = sc.longAccumulator()
        >>> sc.register(dropped, "dropped")
        >>> dropped.name
        'dropped'
        """
        if not isinstance(acc, Accumulator):
            raise TypeError(f"register takes an accumulator, not {acc!r}.")
        if name is not None:
            named: Any = acc
            named.name = name


for _name in (
    "binaryFiles",
    "parallelize",
    "pickleFile",
    "range",
    "textFile",
    "wholeTextFiles",
):
    setattr(ScalaContext, _name, naming(getattr(pyspark.SparkContext, _name)))
typeArguments()(ScalaContext)
