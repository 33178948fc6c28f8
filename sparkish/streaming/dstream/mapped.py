"""``MapWithStateDStream`` and ``UpdatedStateDStream``: the streams of the state operations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from pyspark import RDD

from sparkish._core.duration import DurationLike
from sparkish._core.switches import isOn
from sparkish._core.typearguments import typeArguments
from sparkish._executor import statebuckets
from sparkish._executor.parentheses import parentheses
from sparkish._jvm.conversions import javaDuration
from sparkish.streaming.dstream.dstream import DStream, checkpointInterval
from sparkish.streaming.dstream.transformed import TransformedDStream

if TYPE_CHECKING:
    from sparkish.streaming.dstream.states import MapWithState

__all__ = ["MapWithStateDStream"]

M = TypeVar("M")


class UpdatedStateDStream(TransformedDStream[M]):
    """The states of ``updateStateByKey``. A checkpoint holds the records that contain them."""

    def __init__(self, records: DStream[Any], rememberPartitioner: bool) -> None:
        self._records = records
        snapshot: Any = statebuckets.snapshot
        super().__init__(
            records,
            lambda time, rdd: rdd.mapPartitions(snapshot, rememberPartitioner),
            pure=True,
        )

    def checkpoint(self, interval: DurationLike) -> UpdatedStateDStream[M]:
        """Save the states to the checkpoint directory at regular intervals."""
        duration = checkpointInterval(self, interval)
        self._records._jdstream.checkpoint(javaDuration(self._sc._jvm, duration))
        return self


@typeArguments()
@parentheses
class MapWithStateDStream(TransformedDStream[M]):
    """The mapped elements of ``mapWithState``; :meth:`stateSnapshots` gives the states.

    Scala: ``org.apache.spark.streaming.dstream.MapWithStateDStream``.
    """

    def __init__(self, records: DStream[Any], function: MapWithState) -> None:
        self._records = records
        self._function = function
        self._setCheckpointInterval(function.checkpointInterval)
        reader = statebuckets.Elements(isOn(records._sc, "reuse"))
        elements: DStream[Any] = DStream(records._jdstream, records._ssc, reader, records)
        super().__init__(
            elements, lambda time, rdd: rdd.mapPartitions(lambda part: part), pure=True
        )

    def _output(self, func: Callable[[datetime, RDD[Any]], Any]) -> None:
        self._function.warnOfNoResult()
        super()._output(func)

    def _transformed(
        self, func: Callable[[datetime, RDD[Any]], RDD[Any]], *, pure: bool = False
    ) -> TransformedDStream[Any]:
        self._function.warnOfNoResult()
        return super()._transformed(func, pure=pure)

    def stateSnapshots(self) -> DStream[tuple[Any, Any]]:
        """Return a stream of all keys and their states after each batch.

        Notes
        -----
        Scala: ``stateSnapshots()``.

        Examples
        --------
        >>> ssc.checkpoint(directory)
        >>> def count(key, value, state):
        ...     state.update(state.getOption().getOrElse(0) + 1)
        >>> words = ssc.queueStream([[("a", 1), ("a", 2)]]).mapWithState(StateSpec.function(count))
        >>> words.stateSnapshots().print()
        >>> ssc.runFor(batches=1)
        -------------------------------------------
        Time: ... ms
        -------------------------------------------
        (a,2)
        <BLANKLINE>
        """
        snapshot = statebuckets.snapshot
        states = self._records._mapRDD(lambda rdd: rdd.mapPartitions(snapshot))
        # An output of the states needs this stream too, though not its elements.
        states._node.parents += (self._node,)
        return states

    def checkpoint(self, interval: DurationLike) -> MapWithStateDStream[M]:
        """Save the states to the checkpoint directory at regular intervals.

        States time out only at these times.

        Parameters
        ----------
        interval : Duration or seconds
            The time from one checkpoint to the next; by default ten times the slide duration.

        Raises
        ------
        ValueError
            If it is not a multiple of the stream's slide duration.

        Notes
        -----
        Scala: ``checkpoint(interval)``.

        Examples
        --------
        >>> ssc.checkpoint(directory)
        >>> spec = StateSpec.function(lambda key, value, state: key)
        >>> words = ssc.queueStream([[("a", 1)]]).mapWithState(spec).checkpoint(Seconds(5))
        """
        self._setCheckpointInterval(checkpointInterval(self, interval))
        return self

    def _setCheckpointInterval(self, interval: Any) -> None:
        self._function.checkpointInterval = interval
        jvm = self._records._sc._jvm
        self._records._jdstream.checkpoint(javaDuration(jvm, interval))
