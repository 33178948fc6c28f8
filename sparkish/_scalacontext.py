"""The names that Scala's ``SparkContext`` has and PySpark's lacks."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import pyspark
from py4j.protocol import Py4JError
from pyspark import RDD
from pyspark.accumulators import Accumulator

from sparkish._forms import Forms
from sparkish._hadoop import HadoopConfiguration
from sparkish._jvm import scalaSeq
from sparkish._rdd import scalaNamed
from sparkish.option import Option

__all__ = ["ScalaContext"]

T = TypeVar("T")


class ScalaContext(pyspark.SparkContext):
    """PySpark's context, with Scala's names; the RDDs that it makes have Scala's names too."""

    # What it is.

    @property
    def isLocal(self) -> bool:
        """Whether the master is a local one.

        Notes
        -----
        Scala: ``isLocal``.

        Examples
        --------
        >>> sc.isLocal, sc.isStopped, sc.deployMode, sc.getSchedulingMode
        (True, False, 'client', 'FIFO')
        """
        return bool(self._scala.isLocal())

    @property
    def isStopped(self) -> bool:
        """Whether it was stopped. Scala: ``isStopped``."""
        return self._jsc is None or bool(self._scala.isStopped())

    @property
    def deployMode(self) -> str:
        """Where the driver runs: ``client`` or ``cluster``. Scala: ``deployMode``."""
        return str(self._scala.deployMode())

    @property
    def applicationAttemptId(self) -> Option[str]:
        """Which attempt this is, where the cluster counts. Scala: ``applicationAttemptId``."""
        attempt = self._scala.applicationAttemptId()
        return Option(attempt.get() if attempt.isDefined() else None)

    @property
    def getSchedulingMode(self) -> str:
        """How jobs share the executors: ``FIFO`` or ``FAIR``. Scala: ``getSchedulingMode``."""
        return str(self._scala.getSchedulingMode().toString())

    @property
    def getReadOnlyConf(self) -> pyspark.SparkConf:
        """A copy of the configuration, as ``getConf()``. Scala: ``getReadOnlyConf``."""
        return self.getConf()

    @property
    def getExecutorMemoryStatus(self) -> dict[str, tuple[int, int]]:
        """For each executor, the bytes that it has for storage, and those that are left.

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
        """The RDDs that are marked to be kept, by their numbers: to ``unpersist`` them.

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
        return {int(number): scalaNamed(RDD(rdds[number], self)) for number in rdds}

    @property
    def hadoopConfiguration(self) -> HadoopConfiguration:
        """What Hadoop's file systems and formats are told, to be read and changed.

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
        """Add a jar for the tasks to come. Scala: ``addJar(path)``."""
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

    def objectFile(self, path: str, minPartitions: int | None = None) -> RDD[Any]:
        """Return an RDD of the elements that ``rdd.saveAsObjectFile`` has saved.

        Parameters
        ----------
        path : str
            The directory.
        minPartitions : int, optional
            How many partitions at least.

        Notes
        -----
        Scala: ``objectFile(path, minPartitions)``. Here the elements are pickled.
        """
        return self.pickleFile(path, minPartitions)

    def sequenceFile(self, path: str, *args: Any, **kwargs: Any) -> RDD[tuple[Any, Any]]:
        """Return an RDD of the pairs of a sequence file of Hadoop's.

        Parameters
        ----------
        path : str
            The file, or a directory.
        *args, **kwargs
            PySpark's: ``keyClass``, ``valueClass``, ``keyConverter``, ``valueConverter``,
            ``minSplits``, ``batchSize``; or Scala's: ``minPartitions`` alone, or after ``keyClass``
            and ``valueClass``. Classes are named by strings.

        Raises
        ------
        TypeError
            Where the arguments are of no form of the call.

        Notes
        -----
        Scala: ``sequenceFile(path, minPartitions)``, ``(path, keyClass, valueClass,
        minPartitions)``.

        Examples
        --------
        >>> sc.parallelize([(1, "a")], 1).saveAsSequenceFile(directory + "/pairs")
        >>> sc.sequenceFile(directory + "/pairs", minPartitions=1).collect()
        [(1, 'a')]
        """
        return _sequenceFile(self, path, *args, **kwargs)

    def union(self, rdds: RDD[T] | Iterable[RDD[T]], *rest: RDD[T]) -> RDD[T]:
        """Return an RDD of the elements of several.

        Parameters
        ----------
        rdds : RDD, or iterable of RDD
            All of them or, as in Scala, the first.
        *rest : RDD
            The others.

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
        return scalaNamed(super().union(every))

    # Jobs.

    def clearJobGroup(self) -> None:
        """Forget this thread's job group and its description. Scala: ``clearJobGroup()``."""
        self._scala.clearJobGroup()

    def addJobTags(self, tags: Iterable[str]) -> None:
        """Add tags to the jobs that this thread starts. Scala: ``addJobTags(tags)``.

        Examples
        --------
        >>> sc.addJobTags({"a", "b"})
        >>> sc.removeJobTags({"a"})
        >>> list(sc.getJobTags())
        ['b']
        >>> sc.clearJobTags()
        """
        for tag in tags:
            self.addJobTag(tag)

    def removeJobTags(self, tags: Iterable[str]) -> None:
        """Take tags from the jobs that this thread starts. Scala: ``removeJobTags(tags)``."""
        for tag in tags:
            self.removeJobTag(tag)

    def cancelJob(self, jobId: int, reason: str | None = None) -> None:
        """Cancel a job, if it runs. Scala: ``cancelJob(jobId, reason)``."""
        self._scala.cancelJob(jobId, *_given(reason))

    def cancelStage(self, stageId: int, reason: str | None = None) -> None:
        """Cancel a stage and the jobs that need it. Scala: ``cancelStage(stageId, reason)``."""
        self._scala.cancelStage(stageId, *_given(reason))

    def cancelJobGroup(self, groupId: str, reason: str | None = None) -> None:
        """Cancel the jobs of a group. Scala: ``cancelJobGroup(groupId, reason)``.

        Raises
        ------
        NotImplementedError
            Where a reason is given to a Spark before 4.0.
        """
        with _sinceSpark4("cancelJobGroup with a reason"):
            self._scala.cancelJobGroup(groupId, *_given(reason))

    def cancelJobGroupAndFutureJobs(self, groupId: str, reason: str | None = None) -> None:
        """Cancel the jobs of a group, those to come too.

        Scala: ``cancelJobGroupAndFutureJobs(groupId, reason)``.

        Raises
        ------
        NotImplementedError
            On a Spark before 4.0.
        """
        with _sinceSpark4("cancelJobGroupAndFutureJobs"):
            self._scala.cancelJobGroupAndFutureJobs(groupId, *_given(reason))

    def cancelJobsWithTag(self, tag: str, reason: str | None = None) -> None:
        """Cancel the jobs with a tag. Scala: ``cancelJobsWithTag(tag, reason)``.

        Raises
        ------
        NotImplementedError
            Where a reason is given to a Spark before 4.0.
        """
        with _sinceSpark4("cancelJobsWithTag with a reason"):
            self._scala.cancelJobsWithTag(tag, *_given(reason))

    def killTaskAttempt(
        self,
        taskId: int,
        interruptThread: bool = True,
        reason: str = "killed via SparkContext.killTaskAttempt",
    ) -> bool:
        """Kill an attempt at a task, which is tried again; return whether it was found.

        Scala: ``killTaskAttempt(taskId, interruptThread, reason)``.

        Examples
        --------
        >>> sc.killTaskAttempt(10**9)
        False
        """
        return bool(self._scala.killTaskAttempt(taskId, interruptThread, reason))

    # Accumulators, and the end.

    def register(self, acc: Accumulator[Any], name: str | None = None) -> None:
        """Give an accumulator its name. It counts without, as soon as it is made.

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

    def stop(self, exitCode: int = 0) -> None:
        """Stop it, and its executors.

        Parameters
        ----------
        exitCode : int
            What a cluster manager is told, if it asks.

        Notes
        -----
        Scala: ``stop()``, ``stop(exitCode)``.
        """
        if exitCode and self._jsc is not None:
            self._scala.stop(exitCode)
        super().stop()

    @property
    def _scala(self) -> Any:
        context: Any = self
        return context._jsc.sc()


def _given(reason: str | None) -> Sequence[str]:
    return () if reason is None else (reason,)


@contextmanager
def _sinceSpark4(what: str) -> Iterator[None]:
    try:
        yield
    except Py4JError as error:
        if "does not exist" in str(error):
            raise NotImplementedError(
                f"{what} came with Spark 4.0, and this is Spark {pyspark.__version__}."
            ) from error
        raise


_sequenceFile: Forms[RDD[tuple[Any, Any]]] = Forms("sequenceFile")
_MAYBE_STR = (str, type(None))


@_sequenceFile.form(
    path=str,
    keyClass=_MAYBE_STR,
    valueClass=_MAYBE_STR,
    keyConverter=_MAYBE_STR,
    valueConverter=_MAYBE_STR,
)
def _(
    self: ScalaContext,
    path: str,
    keyClass: str | None = None,
    valueClass: str | None = None,
    keyConverter: str | None = None,
    valueConverter: str | None = None,
    minSplits: int | None = None,
    batchSize: int = 0,
) -> RDD[tuple[Any, Any]]:
    rdd: RDD[tuple[Any, Any]] = pyspark.SparkContext.sequenceFile(
        self, path, keyClass, valueClass, keyConverter, valueConverter, minSplits, batchSize
    )
    return scalaNamed(rdd)


@_sequenceFile.form(path=str, minPartitions=int)
def _(
    self: ScalaContext,
    path: str,
    minPartitions: int,
    *,
    keyClass: str | None = None,
    valueClass: str | None = None,
) -> RDD[tuple[Any, Any]]:
    return self.sequenceFile(path, keyClass, valueClass, minSplits=minPartitions)


@_sequenceFile.form(path=str, keyClass=str, valueClass=str, minPartitions=int)
def _(
    self: ScalaContext, path: str, keyClass: str, valueClass: str, minPartitions: int
) -> RDD[tuple[Any, Any]]:
    return self.sequenceFile(path, keyClass, valueClass, minSplits=minPartitions)


def _naming(theirs: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(theirs)
    def maker(*args: Any, **kwargs: Any) -> Any:
        return scalaNamed(theirs(*args, **kwargs))

    return maker


for _name in (
    "binaryFiles",
    "binaryRecords",
    "emptyRDD",
    "hadoopFile",
    "hadoopRDD",
    "newAPIHadoopFile",
    "newAPIHadoopRDD",
    "parallelize",
    "pickleFile",
    "range",
    "textFile",
    "wholeTextFiles",
):
    setattr(ScalaContext, _name, _naming(getattr(pyspark.SparkContext, _name)))
