"""Background actions, and actions that hand on each partition's result as soon as it is ready."""

from __future__ import annotations

import inspect
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, wait
from typing import Any, TypeVar
from uuid import uuid4

import pyspark
from pyspark import RDD, TaskContext
from pyspark.serializers import CPickleSerializer

from sparkish._executor.gathering import Gathered
from sparkish._executor.parentheses import parentheses

__all__ = ["FutureAction", "onTask", "runJobWithHandler", "takesContext"]

T = TypeVar("T")
U = TypeVar("U")
R = TypeVar("R")

# Seconds between attempts to cancel jobs: a job may be submitted after an attempt.
_POLL = 0.05


@parentheses
class FutureAction(Future[R]):
    """The future result of an action: a Python ``Future`` that can also cancel running jobs.

    The action runs in its own thread, with the job group, description and tags of the thread that
    starts it. Scala: ``org.apache.spark.FutureAction``.

    Examples
    --------
    >>> counted = sc.parallelize([1, 2, 3]).countAsync()
    >>> counted.result(timeout=60)
    3
    >>> counted.cancel()
    False
    """

    def __init__(self, sc: pyspark.SparkContext, action: Callable[[], R]) -> None:
        super().__init__()
        self._sc = sc
        self._tag = f"sparkish-{uuid4().hex}"
        self._isCancelled = threading.Event()
        self.set_running_or_notify_cancel()
        pyspark.InheritableThread(target=self._run, args=(action,), daemon=True).start()

    def cancel(self) -> bool:
        """Cancel the jobs and return at once: ``True`` if the action was still running.

        ``result()`` raises Spark's error when the jobs have failed. You may call ``cancel()`` while
        Spark waits, for instance in a ``resultHandler``.

        Scala: ``cancel()``.
        """
        if self.done():
            return False
        if not self._isCancelled.is_set():
            self._isCancelled.set()
            threading.Thread(target=self._cancelJobs, daemon=True).start()
        return True

    def _cancelJobs(self) -> None:
        # A job cannot be cancelled before it is submitted, so this tries until the action ends.
        while not self.done():
            self._sc.cancelJobsWithTag(self._tag)
            wait([self], _POLL)

    def _run(self, action: Callable[[], R]) -> None:
        try:
            self._sc.addJobTag(self._tag)
            try:
                result = action()
            finally:
                self._sc.removeJobTag(self._tag)
            self.set_result(result)
        except BaseException as error:
            self.set_exception(error)


def runJobWithHandler(
    rdd: RDD[T],
    func: Callable[[Iterator[T]], U] | Callable[[TaskContext, Iterator[T]], U],
    partitions: Sequence[int] | None,
    resultHandler: Callable[[int, U], None],
) -> None:
    """Run a job, and hand on each partition's place and result as soon as its task ends.

    An accumulator carries the results: its updates reach the driver when each task ends, once for
    each partition even if the task was retried. A job's own results come only when the job ends.
    """
    numbers = range(rdd.getNumPartitions()) if partitions is None else partitions
    places: defaultdict[int, deque[int]] = defaultdict(deque)
    for place, partition in enumerate(numbers):
        places[partition].append(place)
    failures: list[BaseException] = []

    def hand(partition: int, pickled: bytes) -> None:
        # This runs in PySpark's accumulator thread. An error must not end it; Spark waits for it.
        if not failures:
            try:
                result = CPickleSerializer().loads(pickled)
                resultHandler(places[partition].popleft(), result)
            except BaseException as error:
                failures.append(error)

    handed = _Handed(hand)
    results: Any = rdd.ctx.accumulator(None, handed)
    call = onTask(func)

    def run(part: Iterator[T]) -> Iterable[Any]:
        context: Any = TaskContext.get()
        results.add((context.partitionId(), CPickleSerializer().dumps(call(part))))
        return ()

    try:
        pyspark.SparkContext.runJob(rdd.ctx, rdd, run, list(numbers))  # type: ignore[arg-type]
    finally:
        # PySpark never forgets an accumulator, so this frees the function.
        handed.hand = None
    if failures:
        raise failures[0]


class _Handed(Gathered):
    """Hands what tasks gather to a function in the driver, and does not keep it."""

    def __init__(self, hand: Callable[[int, bytes], None]) -> None:
        self.hand: Callable[[int, bytes], None] | None = hand

    def addInPlace(self, value1: Any, value2: Any) -> Any:
        for result in value2:
            if self.hand is not None:
                self.hand(*result)
        return value1

    def __reduce__(self) -> tuple[Any, ...]:
        return Gathered, ()


def onTask(func: Callable[..., U]) -> Callable[[Iterator[Any]], U]:
    """Return a function that takes only a partition's iterator."""
    if not takesContext(func):
        return func
    return lambda part: func(TaskContext.get(), part)


def takesContext(func: Any) -> bool:
    """Tell whether a function takes a ``TaskContext`` and an iterator, as in Scala."""
    if not callable(func):
        return False
    try:
        parameters = inspect.signature(func).parameters.values()
    except (TypeError, ValueError):  # a builtin without a signature
        return False
    required = [
        parameter
        for parameter in parameters
        if parameter.default is parameter.empty
        and parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
    ]
    return len(required) == 2
