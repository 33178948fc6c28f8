"""``State`` and ``StateSpec``: the types that ``mapWithState`` uses."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Generic, NoReturn, TypeVar, overload

from pyspark import RDD

from sparkish._core.duration import Duration, toDuration
from sparkish._executor.parentheses import called, parentheses, staticTypeArguments
from sparkish._executor.shared import Shared, shared
from sparkish._executor.text import ScalaText, scalaString
from sparkish.option import Option, Some
from sparkish.partitioner import Partitioner, checkPartitions

__all__ = ["State", "StateSpec"]

shared(__name__)

S = TypeVar("S")
M = TypeVar("M")


@parentheses
class State(ScalaText, Generic[S], metaclass=Shared):
    """The state of a key, as the function of ``mapWithState`` gets and sets it.

    Scala: ``org.apache.spark.streaming.State``.

    Examples
    --------
    >>> def count(key, value, state):
    ...     total = state.getOption().getOrElse(0) + value.getOrElse(0)
    ...     state.update(total)
    ...     return key, total
    """

    __slots__ = ("_held", "_isRemoved", "_isTimingOut", "_isUpdated")
    _held: tuple[S, ...]
    _isRemoved: bool
    _isTimingOut: bool
    _isUpdated: bool

    def __init__(self) -> None:
        self._wrap(())

    def exists(self) -> bool:
        """Tell whether the key has a state. Scala: ``exists()``."""
        return bool(self._held)

    def get(self) -> S:
        """Return the state. Scala: ``get()``.

        Raises
        ------
        ValueError
            If the key has no state.
        """
        if not self._held:
            raise ValueError("State is not set: ask state.exists(), or use state.getOption()")
        return self._held[0]

    def getOption(self) -> Option[S]:
        """Return the state as an Option. Scala: ``getOption()``."""
        return Some(self._held[0]) if self._held else Option.empty()

    def update(self, newState: S) -> None:
        """Set the state. Scala: ``update(newState)``.

        Raises
        ------
        TypeError
            If the new state is a method whose parentheses are missing, such as ``value.get``.
        ValueError
            After ``remove()``, and if the state is timing out.
        """
        called(newState, "State.update")
        if self._isRemoved or self._isTimingOut:
            self._refuse("update the state")
        self._held = (newState,)
        self._isUpdated = True

    def remove(self) -> None:
        """Remove the state. Scala: ``remove()``.

        Raises
        ------
        ValueError
            After another ``remove()``, and if the state is timing out.
        """
        if self._isRemoved or self._isTimingOut:
            self._refuse("remove the state")
        self._held = ()
        self._isUpdated = False
        self._isRemoved = True

    def isTimingOut(self) -> bool:
        """Tell whether the key has had no data for longer than the timeout.

        The function is called for the key one last time, without a value. Then the state goes.

        Scala: ``isTimingOut()``.
        """
        return self._isTimingOut

    def __str__(self) -> str:
        return scalaString(self._held[0]) if self._held else "<state not set>"

    def _wrap(self, held: tuple[S, ...], isTimingOut: bool = False) -> None:
        self._held = held
        self._isTimingOut = isTimingOut
        self._isRemoved = False
        self._isUpdated = False

    def _refuse(self, what: str) -> NoReturn:
        why = "that is timing out" if self._isTimingOut else "after it has been removed"
        raise ValueError(f"Cannot {what} {why}")


@staticTypeArguments
@dataclass(frozen=True)
class StateSpec(Generic[M], metaclass=Shared):
    """What ``mapWithState`` does with each key's state. :meth:`function` makes a specification.

    Scala: ``org.apache.spark.streaming.StateSpec``. Each method returns a new specification.

    Examples
    --------
    >>> def count(key, value, state):
    ...     state.update(state.getOption().getOrElse(0) + value.getOrElse(0))
    ...     return key, state.get()
    >>> spec = StateSpec.function(count).numPartitions(2).timeout(Minutes(1))
    """

    _function: Callable[..., Any]
    _takesTime: bool
    _initialState: RDD[Any] | Iterable[Any] | None = None
    _partitioner: Partitioner | int | None = None
    _timeout: Duration | None = None

    @staticmethod
    @overload
    def function(mappingFunction: Callable[[Any, Any, Any], M]) -> StateSpec[M]: ...
    @staticmethod
    @overload
    def function(
        mappingFunction: Callable[[Any, Any, Any, Any], Option[M] | M | None],
    ) -> StateSpec[M]: ...
    @staticmethod
    def function(mappingFunction: Callable[..., Any]) -> StateSpec[Any]:
        """Return the specification with a function of each key's value and state.

        Parameters
        ----------
        mappingFunction : callable
            ``(key, value, state)``, which returns the mapped element; or
            ``(time, key, value, state)``, with the batch's :class:`Time`, which returns the mapped
            element or an Option of it. An empty Option or ``None`` adds no element. The value is
            an :class:`Option`, empty if the state is timing out; the state is a :class:`State`.

        Raises
        ------
        TypeError
            If the function takes a different number of arguments.

        Notes
        -----
        Scala: ``StateSpec.function(mappingFunction)``, of three or of four parameters.
        """
        if not callable(mappingFunction):
            raise TypeError(f"StateSpec.function takes a function, not {mappingFunction!r}.")
        fits = [number for number in (3, 4) if _takes(mappingFunction, number)]
        if not fits:
            raise TypeError(
                "StateSpec.function's function takes (key, value, state) or "
                f"(time, key, value, state); this one takes {inspect.signature(mappingFunction)}."
            )
        return StateSpec(mappingFunction, fits[0] == 4)

    def initialState(self, rdd: RDD[Any] | Iterable[Any]) -> StateSpec[M]:
        """Return the specification with initial states.

        Parameters
        ----------
        rdd : RDD or iterable
            The ``(key, state)`` pairs.

        Notes
        -----
        Scala: ``initialState(rdd)``, with an ``RDD`` or a ``JavaPairRDD``.
        """
        return replace(self, _initialState=rdd)

    def numPartitions(self, numPartitions: int) -> StateSpec[M]:
        """Return the specification with the state hash-partitioned into a number of partitions.

        Notes
        -----
        Scala: ``numPartitions(numPartitions)``.
        """
        return replace(self, _partitioner=checkPartitions(numPartitions))

    def partitioner(self, partitioner: Partitioner) -> StateSpec[M]:
        """Return the specification with the state partitioned by a partitioner.

        Notes
        -----
        Scala: ``partitioner(partitioner)``.
        """
        if not isinstance(partitioner, Partitioner):
            raise TypeError(f"partitioner takes a Partitioner, not {partitioner!r}.")
        return replace(self, _partitioner=partitioner)

    def timeout(self, idleDuration: Duration | float) -> StateSpec[M]:
        """Return the specification with a timeout for the states of keys that get no data.

        Parameters
        ----------
        idleDuration : Duration or seconds
            The shortest time without data before a state times out. As in Scala, Spark looks for
            idle states when it checkpoints the state: every ten batches, unless
            ``checkpoint(interval)`` says otherwise.

        Raises
        ------
        ValueError
            If it is not greater than zero.

        Notes
        -----
        Scala: ``timeout(idleDuration)``.
        """
        duration = toDuration(idleDuration, "idleDuration")
        if duration.milliseconds <= 0:
            raise ValueError(f"idleDuration must be greater than zero, not {duration}.")
        return replace(self, _timeout=duration)


def _takes(function: Callable[..., Any], number: int) -> bool:
    try:
        inspect.signature(function).bind(*range(number))
    except TypeError:
        return False
    except ValueError:  # some builtins have no signature
        return number == 3
    return True
