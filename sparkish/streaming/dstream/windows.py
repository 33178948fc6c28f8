"""Window operations: each result covers the batches of a window of time."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar, overload

from pyspark import RDD

from sparkish._core.duration import DurationLike, toDuration
from sparkish._core.forms import Forms
from sparkish._core.functions import checkFunction
from sparkish._core.typearguments import typeArguments
from sparkish._executor.gathering import arrayBuffer
from sparkish._executor.parentheses import parentheses
from sparkish._jvm.conversions import javaDuration
from sparkish.streaming._engine.sliding import slidingReduce
from sparkish.streaming.dstream._base import (
    BaseDStream,
    T_co,
    isDuration,
    isScalas,
)
from sparkish.streaming.dstream.pairs import PairDStreamFunctions, Partitioning

if TYPE_CHECKING:
    from sparkish.streaming.dstream.dstream import DStream

__all__ = ["WindowOperations"]

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")

Reduce = Callable[[Any, Any], Any]
Keep = Callable[[Any], bool]


@typeArguments()
@parentheses
class WindowOperations(PairDStreamFunctions[T_co]):
    """The operations on windows.

    The window duration and the slide duration must be multiples of the stream's own slide duration
    (the batch duration, unless the stream is a window itself). A plain number is seconds.

    Some calls give different results in Scala and in PySpark. Then the durations decide: if all are
    plain numbers, the results are PySpark's; if one is a :class:`Duration` or a ``timedelta``, they
    are Scala's.
    """

    def window(  # type: ignore[override]
        self: BaseDStream[T],
        windowDuration: DurationLike,
        slideDuration: DurationLike | None = None,
    ) -> DStream[T]:
        """Return a stream in which each RDD has the elements of a window of time.

        Parameters
        ----------
        windowDuration : Duration or seconds
            The length of the window.
        slideDuration : Duration or seconds, optional
            The time from window to window; this stream's own if not given.

        Raises
        ------
        ValueError
            If a duration is not a multiple of this stream's slide duration.

        Notes
        -----
        Scala: ``window(windowDuration)``, ``window(windowDuration, slideDuration)``.

        Examples
        --------
        >>> ssc = StreamingContext(sc, Milliseconds(500))
        >>> ssc.queueStream([[1], [2]]).window(Seconds(1)).print()
        >>> ssc.runFor(batches=2)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        1
        <BLANKLINE>
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        1
        2
        <BLANKLINE>
        """
        self._validate_window_param(windowDuration, slideDuration)
        durations = [toDuration(windowDuration, "windowDuration")]
        if slideDuration is not None:
            durations.append(toDuration(slideDuration, "slideDuration"))
        return self._derived(
            lambda jvm: self._jdstream.window(*(javaDuration(jvm, d) for d in durations)),
            serializer=self._jrdd_deserializer,
        )

    @overload
    def reduceByWindow(
        self: BaseDStream[T],
        reduceFunc: Callable[[T, T], T],
        windowDuration: DurationLike,
        slideDuration: DurationLike,
    ) -> DStream[T]: ...
    @overload
    def reduceByWindow(
        self: BaseDStream[T],
        reduceFunc: Callable[[T, T], T],
        invReduceFunc: Callable[[T, T], T] | None,
        windowDuration: DurationLike,
        slideDuration: DurationLike,
    ) -> DStream[T]: ...
    def reduceByWindow(self: Any, *args: Any, **kwargs: Any) -> DStream[Any]:
        """Return a stream with the elements of each window reduced to one element.

        Parameters
        ----------
        reduceFunc : callable
            Associative and commutative.
        invReduceFunc : callable or None, optional
            Its inverse: ``invReduceFunc(reduceFunc(x, y), y) == x``. With it, Spark subtracts the
            elements that leave the window from the last result. This needs a checkpoint directory.
        windowDuration, slideDuration : Duration or seconds
            The length of the window, and the time from window to window. They decide what a window
            gives that became empty, if there is an inverse. Plain numbers: nothing, if the window
            has fewer than five slides. Otherwise: the rest after the subtraction, such as ``0``.

        Raises
        ------
        TypeError
            If the arguments match no call form.
        ValueError
            If a duration is not a multiple of this stream's slide duration.

        Notes
        -----
        Scala: ``reduceByWindow(reduceFunc, windowDuration, slideDuration)``,
        ``(reduceFunc, invReduceFunc, windowDuration, slideDuration)``.

        Examples
        --------
        >>> ssc = StreamingContext(sc, Seconds(1))
        >>> total = ssc.queueStream([[1, 2]]).reduceByWindow(lambda a, b: a + b, Seconds(2), 1)
        >>> total.print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        3
        <BLANKLINE>
        """
        _refuseNoFunction("reduceByWindow", args)
        return _reduceByWindow(self, *args, **kwargs)

    def countByWindow(
        self, windowDuration: DurationLike, slideDuration: DurationLike
    ) -> DStream[int]:
        """Return a stream with the number of elements of each window.

        It subtracts the elements that leave the window, and so needs a checkpoint directory.

        Parameters
        ----------
        windowDuration, slideDuration : Duration or seconds
            The length of the window, and the time from window to window. They decide what a window
            gives that became empty. Plain numbers: no count, as in PySpark, if the window has fewer
            than five slides. Otherwise: ``0``.

        Raises
        ------
        ValueError
            If a duration is not a multiple of this stream's slide duration.

        Notes
        -----
        Scala: ``countByWindow(windowDuration, slideDuration)``.

        Examples
        --------
        >>> ssc = StreamingContext(sc, Seconds(1))
        >>> ssc.checkpoint(directory)
        >>> ssc.queueStream([["a", "b"]]).countByWindow(Seconds(2), Seconds(1)).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        2
        <BLANKLINE>
        """
        ones: Any = self._elementwise("map", lambda element: 1)
        return _reduceByWindow(ones, operator.add, operator.sub, windowDuration, slideDuration)

    def countByValueAndWindow(
        self: BaseDStream[K],
        windowDuration: DurationLike,
        slideDuration: DurationLike,
        numPartitions: Partitioning = None,
    ) -> DStream[tuple[K, int]]:
        """Return a stream of the distinct elements of a window, each with its count.

        It subtracts the elements that leave the window, and so needs a checkpoint directory.

        Parameters
        ----------
        windowDuration, slideDuration : Duration or seconds
            The length of the window, and the time from window to window.
        numPartitions : int, optional
            The default parallelism if not given.

        Raises
        ------
        ValueError
            If a duration is not a multiple of this stream's slide duration.

        Notes
        -----
        Scala: ``countByValueAndWindow(windowDuration, slideDuration, numPartitions)``.

        Examples
        --------
        >>> ssc = StreamingContext(sc, Seconds(1))
        >>> ssc.checkpoint(directory)
        >>> ssc.queueStream([["a", "a"]]).countByValueAndWindow(Seconds(2), Seconds(1)).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,2)
        <BLANKLINE>
        """
        ones: Any = self._elementwise("map", lambda element: (element, 1))
        counting = operator.add, operator.sub, windowDuration, slideDuration, numPartitions
        if isScalas(windowDuration, slideDuration):
            return _reduceByKeyAndWindow(ones, *counting, lambda pair: pair[1] > 0)
        # PySpark keeps counting elements that left the window: they stay in their order with 0.
        return _reduceByKeyAndWindow(ones, *counting).filter(lambda pair: pair[1] > 0)

    def groupByKeyAndWindow(
        self: BaseDStream[tuple[K, V]],
        windowDuration: DurationLike,
        slideDuration: DurationLike | None = None,
        numPartitions: Partitioning = None,
    ) -> DStream[tuple[K, Iterable[V]]]:
        """Return a stream of the keys of a window, each with all of its values.

        Parameters
        ----------
        windowDuration : Duration or seconds
            The length of the window.
        slideDuration : Duration or seconds, optional
            The time from window to window; this stream's own if not given.
        numPartitions : int or Partitioner, optional
            The default parallelism if not given.

        Raises
        ------
        ValueError
            If a duration is not a multiple of this stream's slide duration.

        Notes
        -----
        Scala: ``groupByKeyAndWindow(windowDuration)``, ``(windowDuration, slideDuration)``,
        ``(..., numPartitions)``, ``(..., partitioner)``. A key disappears when its last value
        leaves the window, and no checkpoint directory is needed. Plain numbers are PySpark's form:
        it needs a checkpoint directory, and in a window of five slides or more a key stays, without
        values.

        Examples
        --------
        >>> ssc = StreamingContext(sc, Seconds(1))
        >>> ssc.queueStream([[("a", 1), ("a", 2)]]).groupByKeyAndWindow(Seconds(2)).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,ArrayBuffer(1, 2))
        <BLANKLINE>
        """
        if not isScalas(windowDuration, slideDuration):
            each: Any = self._elementwise("map", lambda pair: (pair[0], [pair[1]]), True)
            joined = _reduceByKeyAndWindow(
                each,
                operator.iadd,
                lambda values, left: values[len(left) :],
                windowDuration,
                slideDuration,
                numPartitions,
            )
            return joined._elementwise("map", lambda pair: (pair[0], arrayBuffer(pair[1])), True)
        self._validate_window_param(windowDuration, slideDuration)
        number, function = self._partitioning(numPartitions)
        lists = self._mapRDD(lambda rdd: rdd.groupByKey(number, function).mapValues(list))

        def join(rdd: Any) -> RDD[Any]:
            return rdd.reduceByKey(operator.add, number, function).mapValues(arrayBuffer)  # type: ignore[no-any-return]

        return lists.window(windowDuration, slideDuration)._mapRDD(join)

    @overload
    def reduceByKeyAndWindow(
        self: BaseDStream[tuple[K, V]],
        reduceFunc: Callable[[V, V], V],
        windowDuration: DurationLike,
        slideDuration: DurationLike | None = ...,
        numPartitions: Partitioning = ...,
    ) -> DStream[tuple[K, V]]: ...
    @overload
    def reduceByKeyAndWindow(
        self: BaseDStream[tuple[K, V]],
        reduceFunc: Callable[[V, V], V],
        invReduceFunc: Callable[[V, V], V] | None,
        windowDuration: DurationLike,
        slideDuration: DurationLike | None = ...,
        numPartitions: Partitioning = ...,
        filterFunc: Callable[[tuple[K, V]], bool] | None = ...,
    ) -> DStream[tuple[K, V]]: ...
    @overload
    def reduceByKeyAndWindow(
        self: BaseDStream[tuple[K, V]],
        func: Callable[[V, V], V],
        invFunc: Callable[[V, V], V] | None,
        windowDuration: DurationLike,
        slideDuration: DurationLike | None = ...,
        numPartitions: Partitioning = ...,
        filterFunc: Callable[[tuple[K, V]], bool] | None = ...,
    ) -> DStream[tuple[K, V]]: ...
    def reduceByKeyAndWindow(self: Any, *args: Any, **kwargs: Any) -> DStream[Any]:
        """Return a stream of the keys of a window, each with its values reduced to one.

        Parameters
        ----------
        reduceFunc : callable
            Associative and commutative. PySpark's name for it, ``func``, works too.
        invReduceFunc : callable or None, optional
            Its inverse (PySpark: ``invFunc``): ``invReduceFunc(reduceFunc(x, y), y) == x``. With
            it, Spark subtracts the values that leave the window from the last result. This needs a
            checkpoint directory.
        windowDuration : Duration or seconds
            The length of the window. It decides what becomes of a key that has left the window, if
            there is an inverse. ``Duration`` is Scala's form: the key stays, with the rest of its
            values, until ``filterFunc`` drops it. Plain numbers are PySpark's form: the key
            disappears, because the whole window is reduced again, if the window has fewer than five
            slides; otherwise the key stays.
        slideDuration : Duration or seconds, optional
            The time from window to window; this stream's own if not given.
        numPartitions : int or Partitioner, optional
            The default parallelism if not given. Scala's name, ``partitioner``, works too.
        filterFunc : callable, optional
            Keeps the pairs for which it is true. It is used only with an inverse.

        Raises
        ------
        TypeError
            If the arguments match no call form.
        ValueError
            If a duration is not a multiple of this stream's slide duration.

        Notes
        -----
        Scala: ``reduceByKeyAndWindow(reduceFunc, windowDuration[, slideDuration[, numPartitions or
        partitioner]])``, ``(reduceFunc, invReduceFunc, windowDuration, slideDuration,
        numPartitions or partitioner, filterFunc)``.

        Examples
        --------
        >>> ssc = StreamingContext(sc, Seconds(1))
        >>> pairs = ssc.queueStream([[("a", 1), ("a", 2)]])
        >>> pairs.reduceByKeyAndWindow(lambda a, b: a + b, Seconds(3), Seconds(1)).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,3)
        <BLANKLINE>
        """
        _refuseNoFunction("reduceByKeyAndWindow", args)
        return _reduceByKeyAndWindow(self, *args, **kwargs)


def _refuseNoFunction(operation: str, args: tuple[Any, ...]) -> None:
    # If the function is None, the durations are checked first, as in PySpark.
    if args and args[0] is not None and not callable(args[0]):
        checkFunction(operation, args[0])


def _checkFunctions(operation: str, reduceFunc: Any, invReduceFunc: Any = None) -> None:
    checkFunction(operation, reduceFunc)
    if invReduceFunc is not None:
        checkFunction(operation, invReduceFunc, "invReduceFunc")


_NAMES = {"func": "reduceFunc", "invFunc": "invReduceFunc", "partitioner": "numPartitions"}
_reduceByWindow: Forms[DStream[Any]] = Forms("reduceByWindow", _NAMES)
_reduceByKeyAndWindow: Forms[DStream[Any]] = Forms("reduceByKeyAndWindow", _NAMES)


@_reduceByWindow.form(reduceFunc=callable, windowDuration=isDuration, slideDuration=isDuration)
def _reduceByWindowAnew(
    self: Any, reduceFunc: Reduce, windowDuration: DurationLike, slideDuration: DurationLike
) -> Any:
    _checkFunctions("reduceByWindow", reduceFunc)
    return self.reduce(reduceFunc).window(windowDuration, slideDuration).reduce(reduceFunc)


# PySpark's form has the inverse. The durations are checked first, as in PySpark.
@_reduceByWindow.form()
def _reduceByWindowInversely(
    self: Any,
    reduceFunc: Reduce,
    invReduceFunc: Reduce | None,
    windowDuration: DurationLike,
    slideDuration: DurationLike,
) -> Any:
    keyed = self.map(lambda element: (1, element))
    reduced = _reduceByKeyAndWindow(
        keyed, reduceFunc, invReduceFunc, windowDuration, slideDuration, 1
    )
    return reduced.map(lambda pair: pair[1])


@_reduceByKeyAndWindow.form(reduceFunc=callable, windowDuration=isDuration)
def _reduceByKeyAndWindowAnew(
    self: Any,
    reduceFunc: Reduce,
    windowDuration: DurationLike,
    slideDuration: DurationLike | None = None,
    numPartitions: Partitioning = None,
) -> Any:
    self._validate_window_param(windowDuration, slideDuration)
    _checkFunctions("reduceByKeyAndWindow", reduceFunc)
    reduced = self.reduceByKey(reduceFunc, numPartitions)
    return reduced.window(windowDuration, slideDuration).reduceByKey(reduceFunc, numPartitions)


@_reduceByKeyAndWindow.form()
def _reduceByKeyAndWindowInversely(
    self: Any,
    reduceFunc: Reduce,
    invReduceFunc: Reduce | None,
    windowDuration: DurationLike,
    slideDuration: DurationLike | None = None,
    numPartitions: Partitioning = None,
    filterFunc: Keep | None = None,
) -> Any:
    self._validate_window_param(windowDuration, slideDuration)
    _checkFunctions("reduceByKeyAndWindow", reduceFunc, invReduceFunc)
    if filterFunc is not None:
        checkFunction("reduceByKeyAndWindow", filterFunc, "filterFunc")
    if invReduceFunc is None:
        return _reduceByKeyAndWindow(self, reduceFunc, windowDuration, slideDuration, numPartitions)
    return slidingReduce(
        self.reduceByKey(reduceFunc, numPartitions),
        reduceFunc,
        invReduceFunc,
        toDuration(windowDuration),
        self.slideDuration if slideDuration is None else toDuration(slideDuration),
        self._partitioning(numPartitions),
        filterFunc,
        isScalas=isScalas(windowDuration, slideDuration),
    )
