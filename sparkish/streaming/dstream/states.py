"""``updateStateByKey`` and ``mapWithState``: a state for each key, kept from batch to batch."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, SupportsIndex, TypeVar, overload

from pyspark import RDD
from pyspark.streaming.util import TransformFunction

from sparkish._core.duration import Duration
from sparkish._core.forms import Forms
from sparkish._core.functions import checkFunction
from sparkish._core.sentences import sentence
from sparkish._core.switches import isOn
from sparkish._core.time import Time
from sparkish._core.typearguments import typeArguments
from sparkish._executor import statebuckets
from sparkish._executor.parentheses import parentheses
from sparkish._executor.results import noResult
from sparkish._rdd.base import withScalaMethods
from sparkish.option import Option
from sparkish.partitioner import Partitioner, portableHash
from sparkish.streaming._engine.callbacks import batchTime, warnOfNoResult
from sparkish.streaming.dstream._base import BaseDStream, T_co
from sparkish.streaming.dstream._subclasses import mapWithStateDStream, updatedStateDStream
from sparkish.streaming.dstream.pairs import Partitioning
from sparkish.streaming.dstream.windows import WindowOperations
from sparkish.streaming.state import State, StateSpec

if TYPE_CHECKING:
    from sparkish.streaming.dstream.dstream import DStream
    from sparkish.streaming.dstream.mapped import MapWithStateDStream

__all__ = ["StateOperations"]

K = TypeVar("K")
V = TypeVar("V")
S = TypeVar("S")
M = TypeVar("M")

# As in Scala: every ten batches, the states are checkpointed and idle states time out.
_BATCHES_TO_A_CHECKPOINT = 10
_NO_STATE = "no key ever has a state, and the stream is empty."


@typeArguments()
@parentheses
class StateOperations(WindowOperations[T_co]):
    """The operations that keep state. All of them need a checkpoint directory."""

    @overload
    def updateStateByKey(
        self: BaseDStream[tuple[K, V]],
        updateFunc: Callable[[list[V], S | None], S | None],
        numPartitions: Partitioning = ...,
        initialRDD: RDD[tuple[K, S]] | Iterable[tuple[K, S]] | None = ...,
    ) -> DStream[tuple[K, S]]: ...
    @overload
    def updateStateByKey(
        self: BaseDStream[tuple[K, V]],
        updateFunc: Callable[[list[V], Option[S]], Option[S] | S | None],
        numPartitions: Partitioning = ...,
        initialRDD: RDD[tuple[K, S]] | Iterable[tuple[K, S]] | None = ...,
    ) -> DStream[tuple[K, S]]: ...
    @overload
    def updateStateByKey(
        self: BaseDStream[tuple[K, V]],
        updateFunc: Callable[..., Any],
        partitioner: Partitioner | int,
        rememberPartitioner: bool,
        initialRDD: Option[RDD[tuple[K, S]]]
        | RDD[tuple[K, S]]
        | Iterable[tuple[K, S]]
        | None = ...,
    ) -> DStream[tuple[K, S]]: ...
    def updateStateByKey(self: Any, *args: Any, **kwargs: Any) -> DStream[Any]:
        """Return a stream of the state of every key, updated in each batch.

        Parameters
        ----------
        updateFunc : callable
            ``(values, state)``: the list of the key's new values in the batch, and its last state,
            or ``None``. Returns the new state, or ``None``, which removes the key. It is called for
            every key that has new values or a state. With ``rememberPartitioner`` it is
            ``(time, key, values, state)``; or ``(iterator)``, which gets ``(key, values, state)``
            of all the keys of a partition, and returns an iterable of ``(key, state)``. If its
            annotations name ``Option``, the state is an :class:`Option`. It may always return an
            :class:`Option`.
        numPartitions : int or Partitioner, optional
            The default parallelism if not given. Scala's name, ``partitioner``, works too.
        rememberPartitioner : bool
            Whether the RDDs of the stream keep the partitioner.
        initialRDD : RDD or iterable of pairs, optional
            The initial states; also an :class:`Option` of them.

        Raises
        ------
        TypeError
            If the arguments match no call form.

        Notes
        -----
        Scala: ``updateStateByKey(updateFunc)``, ``(updateFunc, numPartitions or partitioner)``,
        ``(updateFunc, partitioner, initialRDD)``,
        ``(updateFunc, partitioner, rememberPartitioner, initialRDD)`` with the two other functions.

        Examples
        --------
        >>> ssc.checkpoint(directory)
        >>> pairs = ssc.queueStream([[("a", 1)], [("a", 2)]])
        >>> pairs.updateStateByKey(lambda values, state: sum(values) + (state or 0)).print()
        >>> ssc.runFor(batches=2)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,1)
        <BLANKLINE>
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,3)
        <BLANKLINE>
        """
        if args and not callable(args[0]):
            checkFunction("updateStateByKey", args[0])
        return _updateStateByKey(self, *args, **kwargs)

    def mapWithState(self: BaseDStream[tuple[K, V]], spec: StateSpec[M]) -> MapWithStateDStream[M]:
        """Return a stream with a function applied to each element and the state of its key.

        A batch reads and changes only the states of the keys that it has.

        Parameters
        ----------
        spec : StateSpec
            ``StateSpec.function(mappingFunction)``, optionally with ``initialState``,
            ``numPartitions``, ``partitioner`` and ``timeout``.

        Returns
        -------
        MapWithStateDStream
            The mapped elements; its ``stateSnapshots()`` is a stream of all the states.

        Raises
        ------
        TypeError
            If ``spec`` is not a StateSpec.

        Notes
        -----
        Scala: ``mapWithState(spec)``.

        Examples
        --------
        >>> ssc.checkpoint(directory)
        >>> def total(key, value, state):
        ...     state.update(state.getOption().getOrElse(0) + value.get())
        ...     return key, state.get()
        >>> pairs = ssc.queueStream([[("a", 1), ("a", 2)]])
        >>> pairs.mapWithState(StateSpec.function(total)).print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,1)
        (a,3)
        <BLANKLINE>
        """
        if not isinstance(spec, StateSpec):
            raise TypeError(
                sentence(
                    f"mapWithState takes a StateSpec, not {spec!r}",
                    None,
                    "mapWithState(StateSpec.function(f)), where f takes (key, value, state)",
                )
            )
        states = MapWithState(*self._partitioning(spec._partitioner), self.slideDuration, spec)
        records = stateStream(self, states, initialRecords(self, spec._initialState, states))
        return mapWithStateDStream()(records, states)


_route = lru_cache(maxsize=256)(statebuckets.routing)


class StateFunction:
    """PySpark's callback in the driver: it makes a batch's records from those of the last batch.

    Parameters
    ----------
    number, partitionFunc : int, callable
        The number of partitions and the partition function.
    """

    def __init__(self, number: int, partitionFunc: Callable[[Any], int]) -> None:
        self.number = number
        # The JVM compares partitioners by the identity of this object. So there is only one object
        # for each function, also across streams.
        self.route = _route(partitionFunc)

    initialRecord: Callable[[Iterable[Any]], Iterator[Any]] = staticmethod(
        statebuckets.initialRecord
    )
    """Makes the first record of a partition from the initial states."""

    def update(self, time: Time) -> statebuckets.Partition:
        """Return the function that the batch runs on each partition."""
        raise NotImplementedError

    def beforeShuffle(self, new: RDD[Any]) -> RDD[Any]:
        """Return the pairs of a batch as they are partitioned."""
        return new

    def __call__(self, time: datetime, last: RDD[Any] | None, new: RDD[Any]) -> RDD[Any]:
        shuffled = withScalaMethods(self.beforeShuffle(new)).partitionBy(self.number, self.route)
        serializer = new.ctx.serializer
        # Both RDDs have the same frames. If the serializers are equal too, PySpark's union does not
        # copy this RDD through another Python worker.
        data: RDD[Any] = RDD(shuffled._jrdd, new.ctx, serializer)
        both = data if last is None else last.union(data)
        if last is not None and both.getNumPartitions() != self.number:
            # After a recovery, and in the first batch, the JVM does not know that both RDDs have
            # the same partitioning.
            both = self._placed(last).union(data)
        update = self.update(batchTime(time))
        return statebuckets.framed(both.mapPartitions(update, preservesPartitioning=True))

    def _placed(self, last: RDD[Any]) -> RDD[Any]:
        place = statebuckets.Place
        keyed = last.mapPartitionsWithIndex(
            lambda number, elements: ((place(number), element) for element in elements)
        )
        return keyed.partitionBy(self.number, self.route).mapPartitions(
            lambda pairs: (element for _, element in pairs), preservesPartitioning=True
        )


class UpdateStateByKey(StateFunction):
    """The callback of ``updateStateByKey``."""

    initialRecord = staticmethod(statebuckets.initialRecordInOrder)
    _groups = False  # In the checkpoints of earlier versions.

    def __init__(
        self,
        number: int,
        partitionFunc: Callable[[Any], int],
        perPartition: Callable[..., Any],
        groups: bool,
    ) -> None:
        super().__init__(number, partitionFunc)
        self._perPartition = perPartition
        self._groups = groups

    def beforeShuffle(self, new: RDD[Any]) -> RDD[Any]:
        """Return each key once for many pairs, with all its values."""
        if not self._groups:
            return new
        return new.mapPartitions(statebuckets.grouped, preservesPartitioning=True)

    def update(self, time: Time) -> statebuckets.Partition:
        """Return the function that the batch runs on each partition."""
        return statebuckets.updating(self._perPartition(time.milliseconds), self._groups)


class MapWithState(StateFunction):
    """The callback of ``mapWithState``."""

    def __init__(
        self,
        number: int,
        partitionFunc: Callable[[Any], int],
        slide: Duration,
        spec: StateSpec[Any],
    ) -> None:
        super().__init__(number, partitionFunc)
        self.checkpointInterval = Duration(slide.milliseconds * _BATCHES_TO_A_CHECKPOINT)
        self._slide = slide
        self._function = spec._function
        self._takesTime = spec._takesTime
        self._timeout = spec._timeout
        self._zeroTime: Time | None = None

    def warnOfNoResult(self) -> None:
        """Warn if the program uses the mapped elements of a function that returns nothing."""
        consequence = "nothing is" if self._takesTime else "only None is"
        warnOfNoResult("StateSpec.function", self._function, f"{consequence} in the mapped stream.")

    def update(self, time: Time) -> statebuckets.Partition:
        """Return the function that the batch runs on each partition."""
        if self._zeroTime is None:
            self._zeroTime = time - self._slide
        idleSince = None if self._timeout is None else (time - self._timeout).milliseconds
        scan = (time - self._zeroTime).isMultipleOf(self.checkpointInterval)
        return statebuckets.mapping(
            self._function,
            (State, Option, Time),
            self._takesTime,
            time.milliseconds,
            idleSince,
            scan,
            (self._zeroTime + self._slide).milliseconds,
        )


def initialRecords(
    stream: BaseDStream[Any], states: RDD[Any] | Iterable[Any] | None, function: StateFunction
) -> RDD[Any] | None:
    """Return the records of the initial states, or None if there are no initial states."""
    if states is None:
        return None
    rdd = states if isinstance(states, RDD) else stream._sc.parallelize(states)
    shuffled = rdd.partitionBy(function.number, function.route)
    records = shuffled.mapPartitions(function.initialRecord, preservesPartitioning=True)
    return statebuckets.framed(records)


def stateStream(
    stream: BaseDStream[Any], function: StateFunction, initial: RDD[Any] | None
) -> DStream[Any]:
    """Return the stream of records that a function makes from a stream of pairs."""
    callback = TransformFunction(
        stream._sc, function, stream._sc.serializer, stream._jrdd_deserializer
    )
    more = () if initial is None else (initial._jrdd,)

    def jdstream(jvm: Any) -> Any:
        parent = stream._jdstream.dstream()
        return jvm.PythonStateDStream(parent, callback, *more).asJavaDStream()

    return stream._derived(jdstream, mustCheckpoint=True)


def _wantsOption(function: Callable[..., Any]) -> bool:
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return False
    return any("Option[" in _text(parameter) for parameter in parameters)


def _text(parameter: inspect.Parameter) -> str:
    annotation = parameter.annotation
    text = annotation if isinstance(annotation, str) else repr(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Option):
        text = "Option"
    # Python's own Optional is not Scala's Option.
    return (text + "[").replace("Optional[", "")


def _byKey(updateFunc: Callable[..., Any], takesTime: bool) -> Callable[..., Any]:
    """Return a function that takes the batch's time and returns the function of a partition."""
    option = Option if _wantsOption(updateFunc) else None

    def at(milliseconds: int) -> Callable[[Iterator[Any]], Iterator[Any]]:
        def run(keys: Iterator[Any]) -> Iterator[Any]:
            time = Time(milliseconds)
            for key, values, held in keys:
                last = held[0] if held else None
                state = last if option is None else option(last)
                if takesTime:
                    state = updateFunc(time, key, values, state)
                else:
                    state = updateFunc(values, state)
                if isinstance(state, Option):
                    state = state.orNull()
                if state is not None:
                    yield key, state

        return run

    return at


def _byPartition(updateFunc: Callable[..., Any]) -> Callable[..., Any]:
    option = Option if _wantsOption(updateFunc) else None

    def at(milliseconds: int) -> Callable[[Iterator[Any]], Iterable[Any]]:
        def run(keys: Iterator[Any]) -> Iterable[Any]:
            def states() -> Iterator[Any]:
                for key, values, held in keys:
                    last = held[0] if held else None
                    yield key, values, last if option is None else option(last)

            made: Iterable[Any] | None = updateFunc(states())
            if made is None:
                raise noResult("updateStateByKey", updateFunc, "an iterable of (key, state)")
            return dict(made).items()

        return run

    return at


_updateStateByKey: Forms[DStream[Any]] = Forms("updateStateByKey", {"partitioner": "numPartitions"})


def _isPartitioning(value: object) -> bool:
    isOne = isinstance(value, (SupportsIndex, Partitioner)) and not isinstance(value, bool)
    return value is None or isOne


def _isStates(value: object) -> bool:
    states = value.orNull() if isinstance(value, Option) else value
    return states is None or (isinstance(states, (RDD, Iterable)) and not isinstance(states, str))


@_updateStateByKey.form(updateFunc=callable, numPartitions=_isPartitioning, initialRDD=_isStates)
def _updateStateByKeyByKey(
    self: Any,
    updateFunc: Callable[..., Any],
    numPartitions: Partitioning = None,
    initialRDD: RDD[Any] | Iterable[Any] | None = None,
) -> Any:
    checkFunction("updateStateByKey", updateFunc)
    warnOfNoResult("updateStateByKey", updateFunc, _NO_STATE)
    return _updated(self, _byKey(updateFunc, False), numPartitions, True, initialRDD)


@_updateStateByKey.form(
    updateFunc=callable,
    numPartitions=_isPartitioning,
    rememberPartitioner=bool,
    initialRDD=_isStates,
)
def _updateStateByKeyByPartition(
    self: Any,
    updateFunc: Callable[..., Any],
    numPartitions: Partitioning,
    rememberPartitioner: bool,
    initialRDD: RDD[Any] | Iterable[Any] | None = None,
) -> Any:
    parameters = len(inspect.signature(updateFunc).parameters)
    if parameters not in (1, 4):
        raise TypeError(
            "With rememberPartitioner, updateStateByKey's function takes (iterator) of "
            "(key, values, state), or (time, key, values, state); this one takes "
            f"{parameters} arguments."
        )
    warnOfNoResult("updateStateByKey", updateFunc, _NO_STATE)
    function = _byPartition(updateFunc) if parameters == 1 else _byKey(updateFunc, True)
    return _updated(self, function, numPartitions, rememberPartitioner, initialRDD)


def _updated(
    stream: Any,
    perPartition: Callable[..., Any],
    partitioner: Partitioning,
    rememberPartitioner: bool,
    initialRDD: RDD[Any] | Iterable[Any] | None,
) -> DStream[Any]:
    if isinstance(initialRDD, Option):
        initialRDD = initialRDD.orNull()
    number, function = stream._partitioning(partitioner)
    # A user's partitioner may part equal keys, such as 1 and 1.0: those are not grouped.
    groups = function is portableHash and isOn(stream._sc, "combining")
    states = UpdateStateByKey(number, function, perPartition, groups)
    records = stateStream(stream, states, initialRecords(stream, initialRDD, states))
    return updatedStateDStream()(records, rememberPartitioner)
