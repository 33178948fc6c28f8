"""Actions in the background, and actions that hand each partition's result on as it comes."""

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

# How often jobs are cancelled that may be submitted yet, in s.
_POLL = 0.05


@parentheses
class FutureAction(Future[R]):
    """The result of an action to come: Python's future, which can cancel what runs, too.

    The action has a thread with the job group, the description and the tags of the one it was
    made in. Scala: ``org.apache.spark.FutureAction``.

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
        """Cancel the jobs; return at once, with whether the action had not ended.

        ``result()`` raises Spark's error as soon as they have failed. It may be called while Spark
        waits, in a ``resultHandler`` for instance.

        Scala: ``cancel()``.
        """
        if self.done():
            return False
        if not self._isCancelled.is_set():
            self._isCancelled.set()
            threading.Thread(target=self._cancelJobs, daemon=True).start()
        return True

    def _cancelJobs(self) -> None:
        # A job that is still to be submitted cannot be cancelled.
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
    """Run a job, and hand each partition's place and result on as soon as Spark has the task's.

    What tasks add to an accumulator reaches the driver then, once for each partition, and however
    often the task was tried; a job's own results come when it has ended.
    """
    numbers = range(rdd.getNumPartitions()) if partitions is None else partitions
    places: defaultdict[int, deque[int]] = defaultdict(deque)
    for place, partition in enumerate(numbers):
        places[partition].append(place)
    failures: list[BaseException] = []

    def hand(partition: int, pickled: bytes) -> None:
        # PySpark's thread, which must not end, and for which Spark waits.
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
        # PySpark keeps every accumulator for good.
        handed.hand = None
    if failures:
        raise failures[0]


class _Handed(Gathered):
    """What tasks gather, handed to a function in the driver and not kept."""

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
    """Return a function of a partition's iterator alone."""
    if not takesContext(func):
        return func
    return lambda part: func(TaskContext.get(), part)


def takesContext(func: Any) -> bool:
    """Tell whether a function is Scala's, of a ``TaskContext`` and an iterator."""
    if not callable(func):
        return False
    try:
        parameters = inspect.signature(func).parameters.values()
    except (TypeError, ValueError):  # a builtin that does not say
        return False
    required = [
        parameter
        for parameter in parameters
        if parameter.default is parameter.empty
        and parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
    ]
    return len(required) == 2
