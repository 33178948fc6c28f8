"""The approximate actions of Scala's ``RDD`` and ``PairRDDFunctions`` that PySpark lacks."""

from __future__ import annotations

import math
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any, Generic, TypeVar, overload

import pyspark
from pyspark import rdd as pysparkRDD

from sparkish._core.duration import Duration
from sparkish._core.forms import Forms
from sparkish._core.typearguments import typeArguments
from sparkish._executor.answers import Answer, answer
from sparkish._executor.parentheses import parentheses
from sparkish._executor.sketches import Sketches
from sparkish._rdd.actions import FutureAction, runJobWithHandler
from sparkish.partitioner import Partitioner

__all__ = ["ApproximateRDD", "BoundedDouble", "PartialResult"]

K = TypeVar("K")
V = TypeVar("V")
R = TypeVar("R")
U = TypeVar("U")
T_co = TypeVar("T_co", covariant=True)

# Spark's limit for relativeSD.
_LEAST_SD = 0.000017


@parentheses
class BoundedDouble(pysparkRDD.BoundedFloat):
    """An estimate, with bounds that contain the true value with some confidence.

    A float with PySpark's ``low``, ``high`` and ``confidence``, and with Scala's ``mean``.

    Scala: ``org.apache.spark.partial.BoundedDouble``.
    """

    @property
    def mean(self) -> float:
        """The estimate. Scala: ``mean``."""
        return float(self)

    def __str__(self) -> str:
        return f"[{self.low:.3f}, {self.high:.3f}]"


@parentheses
class PartialResult(Generic[R]):
    """The part of a result that is known when the time is up, and the final result later.

    Scala: ``org.apache.spark.partial.PartialResult``.
    """

    def __init__(self, initialValue: R, isInitialValueFinal: bool, final: Future[R]) -> None:
        self._initialValue = initialValue
        self._isInitialValueFinal = isInitialValueFinal
        self._final = final

    @property
    def initialValue(self) -> R:
        """The value that was known when the time was up. Scala: ``initialValue``."""
        return self._initialValue

    @property
    def isInitialValueFinal(self) -> Answer:
        """Whether the initial value is the final one. Scala: ``isInitialValueFinal``."""
        return answer(self._isInitialValueFinal)

    def getFinalValue(self) -> R:
        """Wait for the job's end, and return the final value; raise its error if the job failed.

        Scala: ``getFinalValue()``.
        """
        return self._final.result()

    def onComplete(self, handler: Callable[[R], None]) -> PartialResult[R]:
        """Call a function with the final value when it is known, in the background.

        Scala: ``onComplete(handler)``.
        """
        self._final.add_done_callback(
            lambda final: None if final.exception() else handler(final.result())
        )
        return self

    def onFail(self, handler: Callable[[BaseException], None]) -> None:
        """Call a function with the error if the job fails. Scala: ``onFail(handler)``."""

        def call(final: Future[R]) -> None:
            error = final.exception()
            if error is not None:
                handler(error)

        self._final.add_done_callback(call)

    def map(self, f: Callable[[R], U]) -> PartialResult[U]:
        """Apply a function to both the initial and the final value. Scala: ``map(f)``."""
        mapped: Future[U] = Future()

        def finish(final: Future[R]) -> None:
            try:
                mapped.set_result(f(final.result()))
            except BaseException as error:
                mapped.set_exception(error)

        self._final.add_done_callback(finish)
        return PartialResult(f(self.initialValue), self.isInitialValueFinal, mapped)

    def __repr__(self) -> str:
        if self._final.done() and not self._final.exception():
            return f"(final: {self._final.result()})"
        return f"(partial: {self.initialValue})"


@typeArguments()
@parentheses
class ApproximateRDD(pyspark.RDD[T_co]):
    """Approximate counts, which take less time or space than exact ones."""

    @overload
    def countApproxDistinct(self, relativeSD: float = ...) -> int: ...
    @overload
    def countApproxDistinct(self, p: int, sp: int) -> int: ...
    def countApproxDistinct(self, *args: Any, **kwargs: Any) -> int:
        """Return the approximate number of distinct elements.

        Parameters
        ----------
        relativeSD : float
            The relative standard deviation of the result: 0.05 is 5 %. More than 0.000017.
        p, sp : int
            Scala's other form. ``p`` is the precision, at least 4: there are 2**p counters of a few
            bits. ``sp`` is the precision for few elements: 0, or between ``p`` and 32.

        Raises
        ------
        TypeError, ValueError
            If the arguments match no call form, or are out of bounds.

        Notes
        -----
        Scala: ``countApproxDistinct(relativeSD)``, ``(p, sp)``.

        Examples
        --------
        >>> rdd = sc.parallelize([n % 20 for n in range(1000)])
        >>> rdd.countApproxDistinct(p=10, sp=20), 18 <= rdd.countApproxDistinct() <= 22
        (20, True)
        """
        return _countApproxDistinct(self, *args, **kwargs)

    @overload
    def countApproxDistinctByKey(
        self: pyspark.RDD[tuple[K, V]],
        relativeSD: float = ...,
        numPartitions: Partitioner | int | None = ...,
    ) -> pyspark.RDD[tuple[K, int]]: ...
    @overload
    def countApproxDistinctByKey(
        self: pyspark.RDD[tuple[K, V]], p: int, sp: int, partitioner: Partitioner | int
    ) -> pyspark.RDD[tuple[K, int]]: ...
    def countApproxDistinctByKey(self: Any, *args: Any, **kwargs: Any) -> pyspark.RDD[Any]:
        """Return each key with the approximate number of its distinct values.

        Parameters
        ----------
        relativeSD, p, sp
            As in ``countApproxDistinct``.
        numPartitions, partitioner : int or Partitioner, optional
            The partitions of the RDD that is returned.

        Raises
        ------
        TypeError, ValueError
            If the arguments match no call form, or are out of bounds.

        Notes
        -----
        Scala: ``countApproxDistinctByKey(relativeSD)``, ``(relativeSD, numPartitions)``,
        ``(relativeSD, partitioner)``, ``(p, sp, partitioner)``. The sketches use Python's hashes,
        which are not the JVM's: the estimates are as accurate as Scala's, but not equal to them.

        Examples
        --------
        >>> pairs = sc.parallelize([("a", 1), ("a", 2), ("a", 2), ("b", 3)])
        >>> sorted(pairs.countApproxDistinctByKey(0.01).collect())
        [('a', 2), ('b', 1)]
        """
        return _countApproxDistinctByKey(self, *args, **kwargs)

    def countByValueApprox(
        self: pyspark.RDD[K], timeout: int | Duration, confidence: float = 0.95
    ) -> PartialResult[dict[K, BoundedDouble]]:
        """Count each distinct element, and return the counts that are known when the time is up.

        Parameters
        ----------
        timeout : int or Duration
            How long to wait; a number is in milliseconds, as in PySpark's ``countApprox``.
        confidence : float
            The probability that the bounds contain the true count, from 0 to 1.

        Returns
        -------
        PartialResult
            A dict of each element's count. The job goes on in the background; ``getFinalValue()``
            waits for its end.

        Raises
        ------
        TypeError, ValueError
            If an argument has the wrong type or is out of range.

        Notes
        -----
        Scala: ``countByValueApprox(timeout, confidence)``. PySpark's own approximate actions, such
        as ``countApprox``, return only the initial value.

        Examples
        --------
        >>> counts = sc.parallelize(["a", "b", "a"]).countByValueApprox(60_000)
        >>> counts.isInitialValueFinal, counts.initialValue["a"].mean
        (True, 2.0)
        """
        milliseconds = _milliseconds(timeout)
        if not 0 <= confidence <= 1:
            raise ValueError(f"confidence must be between 0 and 1, not {confidence!r}.")
        counting = _Counting(self, confidence)
        job = FutureAction(self.ctx, counting.run)
        wait([job], milliseconds / 1000)
        if job.done():
            return PartialResult(job.result(), True, job)
        return PartialResult(counting.counts(), False, job)

    def countByKeyApprox(
        self: pyspark.RDD[tuple[K, V]], timeout: int | Duration, confidence: float = 0.95
    ) -> PartialResult[dict[K, BoundedDouble]]:
        """Count the pairs of each key, and return the counts that are known when the time is up.

        Scala: ``countByKeyApprox(timeout, confidence)``. It is ``countByValueApprox`` of the keys.

        Examples
        --------
        >>> sc.parallelize([("a", 1), ("a", 2)]).countByKeyApprox(60_000).initialValue
        {'a': 2.0}
        """
        keys: Any = self.keys()
        counts: PartialResult[dict[K, BoundedDouble]] = keys.countByValueApprox(timeout, confidence)
        return counts


class _Counting(Generic[K]):
    """Counts the elements of the partitions that are done."""

    def __init__(self, rdd: pyspark.RDD[K], confidence: float) -> None:
        self._rdd = rdd
        self._confidence = confidence
        self._partitions = rdd.getNumPartitions()
        self._lock = threading.Lock()
        self._done = 0
        self._sums: Counter[K] = Counter()

    def run(self) -> dict[K, BoundedDouble]:
        runJobWithHandler(self._rdd, lambda part: dict(Counter(part)), None, self._add)
        return self.counts()

    def counts(self) -> dict[K, BoundedDouble]:
        """Return the counts so far, with Spark's own bounds."""
        with self._lock:
            sums, done = dict(self._sums), self._done / max(self._partitions, 1)
        bounds = {number: self._bounded(number, done) for number in set(sums.values())}
        return {element: bounds[number] for element, number in sums.items()}

    def _add(self, place: int, counted: dict[K, int]) -> None:
        with self._lock:
            self._sums.update(counted)
            self._done += 1

    def _bounded(self, number: int, done: float) -> BoundedDouble:
        if done == 1:
            return BoundedDouble(number, 1.0, number, number)
        jvm: Any = self._rdd.ctx._jvm
        evaluator = jvm.org.apache.spark.partial.CountEvaluator
        bounds = evaluator.bound(float(self._confidence), number, done)
        return BoundedDouble(bounds.mean(), bounds.confidence(), bounds.low(), bounds.high())


_countApproxDistinct: Forms[int] = Forms("countApproxDistinct")
_countApproxDistinctByKey: Forms[pyspark.RDD[Any]] = Forms(
    "countApproxDistinctByKey", {"partitioner": "numPartitions"}
)


@_countApproxDistinct.form(relativeSD=(float, int))
def _countApproxDistinctByAccuracy(self: pyspark.RDD[Any], relativeSD: float = 0.05) -> int:
    return pyspark.RDD.countApproxDistinct(self, relativeSD)


@_countApproxDistinct.form(p=int, sp=int)
def _countApproxDistinctByPrecision(self: pyspark.RDD[Any], p: int, sp: int) -> int:
    _checkPrecision(p, sp)
    # The JVM makes the sketches, from hashes that fit an int, as in PySpark's own method.
    hashes: Any = self.map(lambda element: pysparkRDD.portable_hash(element) & 0xFFFFFFFF)
    return int(hashes._to_java_object_rdd().rdd().countApproxDistinct(p, sp))


@_countApproxDistinctByKey.form(
    relativeSD=(float, int), numPartitions=(Partitioner, int, type(None))
)
def _countApproxDistinctByKeyByAccuracy(
    self: pyspark.RDD[Any],
    relativeSD: float = 0.05,
    numPartitions: Partitioner | int | None = None,
) -> pyspark.RDD[Any]:
    if relativeSD <= _LEAST_SD:
        raise ValueError(f"relativeSD must be more than {_LEAST_SD}, not {relativeSD!r}.")
    p = max(4, math.ceil(2 * math.log2(1.054 / relativeSD)))
    return _sketched(self, Sketches(p), numPartitions)


@_countApproxDistinctByKey.form(p=int, sp=int, numPartitions=(Partitioner, int))
def _countApproxDistinctByKeyByPrecision(
    self: pyspark.RDD[Any], p: int, sp: int, numPartitions: Partitioner | int
) -> pyspark.RDD[Any]:
    _checkPrecision(p, sp)
    return _sketched(self, Sketches(p, sp), numPartitions)


def _sketched(
    pairs: pyspark.RDD[Any], sketches: Sketches, numPartitions: Partitioner | int | None
) -> pyspark.RDD[Any]:
    number: Any = numPartitions
    made = pairs.aggregateByKey(sketches.empty(), sketches.add, sketches.merge, number)
    return made.mapValues(sketches.estimate)


def _checkPrecision(p: int, sp: int) -> None:
    if p < 4:
        raise ValueError(f"p must be at least 4, not {p}.")
    if sp and not p <= sp <= 32:
        raise ValueError(f"sp must be 0, or between p = {p} and 32, not {sp}.")


def _milliseconds(timeout: int | Duration) -> float:
    if isinstance(timeout, Duration):
        return timeout.milliseconds
    if isinstance(timeout, bool) or not isinstance(timeout, (int, float)):
        raise TypeError(f"timeout is a number of milliseconds or a Duration, not {timeout!r}.")
    return timeout
