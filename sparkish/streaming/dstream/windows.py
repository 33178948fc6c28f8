"""Windows: operations over the batches of the last while."""

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

    In all of them the window duration and the slide duration must be multiples of the stream's
    own slide duration (of the batch duration, unless the stream is a window itself). A plain
    number is seconds.

    Where Scala and PySpark compute something else, the durations tell which is meant: all of them
    plain numbers are PySpark's call, and one that is a :class:`Duration` or a ``timedelta`` makes
    it Scala's.
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
            How far back the window reaches.
        slideDuration : Duration or seconds, optional
            The time from window to window; this stream's own where not given.

        Raises
        ------
        ValueError
            If a duration is no multiple of this stream's slide duration.

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
        """Return a stream of one element each: the elements of a window reduced to one.

        Parameters
        ----------
        reduceFunc : callable
            Associative and commutative.
        invReduceFunc : callable or None, optional
            Its inverse: ``invReduceFunc(reduceFunc(x, y), y) == x``. With it, what leaves the
            window is taken from the last result, and a checkpoint directory is needed.
        windowDuration, slideDuration : Duration or seconds
            How far back the window reaches, and the time from window to window. With an inverse,
            plain numbers have a window that has emptied give nothing, unless it has five slides
            or more; else it gives what is left of its elements, such as ``0``.

        Raises
        ------
        TypeError
            If the arguments match no call form.
        ValueError
            If a duration is no multiple of this stream's slide duration.

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
        """Return a stream of one element each: how many elements the window has.

        It subtracts what leaves the window, and so needs a checkpoint directory.

        Parameters
        ----------
        windowDuration, slideDuration : Duration or seconds
            How far back the window reaches, and the time from window to window. With plain numbers
            a window that has emptied gives no count, unless it has five slides or more, as in
            PySpark; else it gives ``0``.

        Raises
        ------
        ValueError
            If a duration is no multiple of this stream's slide duration.

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

        It subtracts what leaves the window, and so needs a checkpoint directory.

        Parameters
        ----------
        windowDuration, slideDuration : Duration or seconds
            How far back the window reaches, and the time from window to window.
        numPartitions : int, optional
            The default parallelism where not given.

        Raises
        ------
        ValueError
            If a duration is no multiple of this stream's slide duration.

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
        # PySpark goes on counting what has left, which keeps its place.
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
            How far back the window reaches.
        slideDuration : Duration or seconds, optional
            The time from window to window; this stream's own where not given.
        numPartitions : int or Partitioner, optional
            The default parallelism where not given.

        Raises
        ------
        ValueError
            If a duration is no multiple of this stream's slide duration.

        Notes
        -----
        Scala: ``groupByKeyAndWindow(windowDuration)``, ``(windowDuration, slideDuration)``,
        ``(..., numPartitions)``, ``(..., partitioner)``. A key goes when its last value leaves the
        window, and no checkpoint directory is needed. With plain numbers it is PySpark's: a
        checkpoint directory is needed, and with five slides or more a key stays, without values.

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
            it, what leaves the window is taken from the last result, and a checkpoint directory is
            needed.
        windowDuration : Duration or seconds
            How far back the window reaches. With an inverse, ``Duration`` is Scala's: a key that
            has left the window stays, with what is left of its values, until ``filterFunc`` drops
            it. Plain numbers are PySpark's: such a window is reduced anew, and the key goes, unless
            the window has five slides or more.
        slideDuration : Duration or seconds, optional
            The time from window to window; this stream's own where not given.
        numPartitions : int or Partitioner, optional
            The default parallelism where not given. Scala's name, ``partitioner``, works too.
        filterFunc : callable, optional
            With an inverse: keeps the pairs for which it is true.

        Raises
        ------
        TypeError
            If the arguments match no call form.
        ValueError
            If a duration is no multiple of this stream's slide duration.

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
    # Where None was given, the durations are looked at first, as in PySpark.
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


# In PySpark's form, which has the inverse, the durations are looked at first, as there.
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
