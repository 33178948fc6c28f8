"""The names for jobs of Scala's ``SparkContext`` that PySpark's lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, overload

import pyspark
from py4j.protocol import Py4JError
from pyspark import RDD, TaskContext

from sparkish._core.forms import Forms
from sparkish._core.typearguments import typeArguments
from sparkish._executor.parentheses import parentheses
from sparkish._rdd.actions import FutureAction, onTask, runJobWithHandler, takesContext

__all__ = ["JobContext"]

T = TypeVar("T")
U = TypeVar("U")
R = TypeVar("R")

_CALL_SITE = "spark.sparkish.callSite"


@typeArguments()
@parentheses
class JobContext(pyspark.SparkContext):
    """Methods that run, name and cancel jobs."""

    @overload
    def runJob(
        self,
        rdd: RDD[T],
        partitionFunc: Callable[[Iterable[T]], Iterable[U]],
        partitions: Sequence[int] | None = ...,
        allowLocal: bool = ...,
    ) -> list[U]: ...
    @overload
    def runJob(
        self,
        rdd: RDD[T],
        func: Callable[[Iterator[T]], U],
        partitions: Sequence[int] | None = ...,
    ) -> list[U]: ...
    @overload
    def runJob(
        self,
        rdd: RDD[T],
        func: Callable[[TaskContext, Iterator[T]], U],
        partitions: Sequence[int] | None = ...,
    ) -> list[U]: ...
    @overload
    def runJob(
        self,
        rdd: RDD[T],
        processPartition: Callable[[Iterator[T]], U] | Callable[[TaskContext, Iterator[T]], U],
        resultHandler: Callable[[int, U], None],
    ) -> None: ...
    @overload
    def runJob(
        self,
        rdd: RDD[T],
        func: Callable[[Iterator[T]], U] | Callable[[TaskContext, Iterator[T]], U],
        partitions: Sequence[int],
        resultHandler: Callable[[int, U], None],
    ) -> None: ...
    def runJob(self, *args: Any, **kwargs: Any) -> Any:
        """Run a function on the partitions of an RDD.

        Parameters
        ----------
        rdd : RDD
            The RDD.
        func : callable
            Takes an iterator over a partition or, as in Scala, a ``TaskContext`` and the iterator.
        partitions : sequence of int, optional
            The partitions' numbers; by default all.
        resultHandler : callable, optional
            Called in the driver as soon as a partition is done, with its place in ``partitions``
            and the result (Scala). It must not run jobs. If it raises, it is not called again, and
            its error is raised here when the job has ended.
        allowLocal : bool
            PySpark's; it has no effect in PySpark either.

        Returns
        -------
        list, or None with a resultHandler
            If the function takes a ``TaskContext``: its result for each partition, unchanged. If it
            takes only the iterator: the elements of the iterables that it returns, as in PySpark. A
            result that is not an iterable is in the list itself, as in Scala.

        Raises
        ------
        TypeError
            If the arguments match no call form.

        Notes
        -----
        Scala: ``runJob(rdd, func)``, ``(rdd, func, partitions)``, ``(rdd, func, resultHandler)``,
        ``(rdd, func, partitions, resultHandler)``.

        Examples
        --------
        >>> rdd = sc.parallelize([1, 2, 3], 2)
        >>> sc.runJob(rdd, lambda part: [n * n for n in part]), sc.runJob(rdd, sum)
        ([1, 4, 9], [1, 5])
        >>> sc.runJob(rdd, lambda context, part: (context.partitionId(), list(part)), [1])
        [(1, [2, 3])]
        >>> sc.runJob(rdd, sum, [1], lambda index, result: print(index, result))
        0 5
        """
        return _runJob(self, *args, **kwargs)

    def submitJob(
        self,
        rdd: RDD[T],
        processPartition: Callable[[Iterator[T]], U],
        partitions: Sequence[int],
        resultHandler: Callable[[int, U], None],
        resultFunc: Callable[[], R],
    ) -> FutureAction[R]:
        """Run a function on partitions of an RDD in the background.

        Parameters
        ----------
        rdd : RDD
            The RDD.
        processPartition : callable
            Takes an iterator over a partition.
        partitions : sequence of int
            The partitions' numbers.
        resultHandler : callable
            Called in the driver as soon as a partition is done, with its place in ``partitions``
            and the result. It must not run jobs.
        resultFunc : callable
            Called without arguments when all partitions are done. Returns the final result.

        Returns
        -------
        FutureAction
            The future result of ``resultFunc``; it can be cancelled.

        Raises
        ------
        TypeError
            If one of the functions cannot be called.

        Notes
        -----
        Scala: ``submitJob(rdd, processPartition, partitions, resultHandler, resultFunc)``.

        Examples
        --------
        >>> sums = {}
        >>> job = sc.submitJob(
        ...     sc.parallelize([1, 2, 3], 2), sum, [0, 1], sums.__setitem__, lambda: sums
        ... )
        >>> sorted(job.result(timeout=60).items())
        [(0, 1), (1, 5)]
        """
        for name, f in (
            ("processPartition", processPartition),
            ("resultHandler", resultHandler),
            ("resultFunc", resultFunc),
        ):
            if not callable(f):
                raise TypeError(f"{name} of submitJob must be a function, not {f!r}.")

        def run() -> R:
            runJobWithHandler(rdd, processPartition, partitions, resultHandler)
            return resultFunc()

        return FutureAction(self, run)

    # Names, groups and tags of jobs.

    def setCallSite(self, shortCallSite: str) -> None:
        """Set the text that this thread's jobs and RDDs show in place of their file and line.

        The web UI and the status tracker show it until ``clearCallSite()``.

        Scala: ``setCallSite(shortCallSite)``.

        Examples
        --------
        >>> sc.setCallSite("the nightly clean-up")
        >>> sc.parallelize([1]).toDebugString().decode()
        '... ParallelCollectionRDD[...] at the nightly clean-up ...'
        >>> sc.clearCallSite()
        """
        self.setLocalProperty(_CALL_SITE, shortCallSite)
        _keepCallSites(self)
        context: Any = self
        context._jsc.setCallSite(shortCallSite)

    def clearCallSite(self) -> None:
        """Show the file and line of jobs and RDDs again. Scala: ``clearCallSite()``."""
        context: Any = self
        context.setLocalProperty(_CALL_SITE, None)
        context._jsc.clearCallSite()

    def clearJobGroup(self) -> None:
        """Remove this thread's job group and its description. Scala: ``clearJobGroup()``."""
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
        """Remove tags from the jobs that this thread starts. Scala: ``removeJobTags(tags)``."""
        for tag in tags:
            self.removeJobTag(tag)

    # Cancelling.

    def cancelJob(self, jobId: int, reason: str | None = None) -> None:
        """Cancel a job if it is running. Scala: ``cancelJob(jobId, reason)``."""
        self._scala.cancelJob(jobId, *_given(reason))

    def cancelStage(self, stageId: int, reason: str | None = None) -> None:
        """Cancel a stage and the jobs that need it. Scala: ``cancelStage(stageId, reason)``."""
        self._scala.cancelStage(stageId, *_given(reason))

    def cancelJobGroup(self, groupId: str, reason: str | None = None) -> None:
        """Cancel the jobs of a group. Scala: ``cancelJobGroup(groupId, reason)``.

        Raises
        ------
        NotImplementedError
            If a reason is given and Spark is older than 4.0.
        """
        with _sinceSpark4("cancelJobGroup with a reason"):
            self._scala.cancelJobGroup(groupId, *_given(reason))

    def cancelJobGroupAndFutureJobs(self, groupId: str, reason: str | None = None) -> None:
        """Cancel the jobs of a group, including those that start later.

        Scala: ``cancelJobGroupAndFutureJobs(groupId, reason)``.

        Raises
        ------
        NotImplementedError
            If Spark is older than 4.0.
        """
        with _sinceSpark4("cancelJobGroupAndFutureJobs"):
            self._scala.cancelJobGroupAndFutureJobs(groupId, *_given(reason))

    def cancelJobsWithTag(self, tag: str, reason: str | None = None) -> None:
        """Cancel the jobs with a tag. Scala: ``cancelJobsWithTag(tag, reason)``.

        Raises
        ------
        NotImplementedError
            If a reason is given and Spark is older than 4.0.
        """
        with _sinceSpark4("cancelJobsWithTag with a reason"):
            self._scala.cancelJobsWithTag(tag, *_given(reason))

    def killTaskAttempt(
        self,
        taskId: int,
        interruptThread: bool = True,
        reason: str = "killed via SparkContext.killTaskAttempt",
    ) -> bool:
        """Kill a task attempt; Spark tries the task again. Return whether the attempt was found.

        Scala: ``killTaskAttempt(taskId, interruptThread, reason)``.

        Examples
        --------
        >>> sc.killTaskAttempt(10**9)
        False
        """
        return bool(self._scala.killTaskAttempt(taskId, interruptThread, reason))

    @property
    def _scala(self) -> Any:
        context: Any = self
        return context._jsc.sc()


def _takesPart(func: Any) -> bool:
    return callable(func) and not takesContext(func)


def _arePartitions(value: Any) -> bool:
    return value is None or (isinstance(value, Sequence) and not isinstance(value, str))


_runJob: Forms[Any] = Forms(
    "runJob", {"func": "partitionFunc", "processPartition": "partitionFunc"}
)


@_runJob.form(rdd=RDD, partitionFunc=_takesPart, partitions=_arePartitions, allowLocal=bool)
def _runJobAsPySparks(
    self: JobContext,
    rdd: RDD[Any],
    partitionFunc: Callable[[Iterator[Any]], Any],
    partitions: Sequence[int] | None = None,
    allowLocal: bool = False,
) -> list[Any]:
    def run(part: Iterator[Any]) -> Iterable[Any]:
        result = partitionFunc(part)
        try:
            iter(result)
        except TypeError:
            return [result]
        return result  # type: ignore[no-any-return]

    chosen = None if partitions is None else list(partitions)
    return pyspark.SparkContext.runJob(self, rdd, run, chosen, allowLocal)  # type: ignore[arg-type]


@_runJob.form(rdd=RDD, partitionFunc=takesContext, partitions=_arePartitions)
def _runJobWithTaskContext(
    self: JobContext,
    rdd: RDD[Any],
    partitionFunc: Callable[[TaskContext, Iterator[Any]], Any],
    partitions: Sequence[int] | None = None,
) -> list[Any]:
    call = onTask(partitionFunc)
    return self.runJob(rdd, lambda part: [call(part)], partitions)


@_runJob.form(rdd=RDD, partitionFunc=callable, resultHandler=callable)
def _runJobWithHandler(
    self: JobContext,
    rdd: RDD[Any],
    partitionFunc: Callable[..., Any],
    resultHandler: Callable[[int, Any], None],
) -> None:
    runJobWithHandler(rdd, partitionFunc, None, resultHandler)


@_runJob.form(rdd=RDD, partitionFunc=callable, partitions=_arePartitions, resultHandler=callable)
def _runJobWithHandlerOnPartitions(
    self: JobContext,
    rdd: RDD[Any],
    partitionFunc: Callable[..., Any],
    partitions: Sequence[int],
    resultHandler: Callable[[int, Any], None],
) -> None:
    runJobWithHandler(rdd, partitionFunc, partitions, resultHandler)


def _keepCallSites(sc: Any) -> None:
    """Keep this context's call sites over actions.

    Around most actions PySpark sets its own call site, and then clears the thread's.
    """
    theirs = type(sc._jsc).__getattr__(sc._jsc, "setCallSite")
    sc._jsc.setCallSite = lambda site: theirs(sc.getLocalProperty(_CALL_SITE) or site)


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
