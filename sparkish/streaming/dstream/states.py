"""State: what is known of each key, carried from batch to batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from pyspark import RDD
from pyspark.streaming import DStream as PySparkDStream

from sparkish.streaming._graph import refuseAfterStart
from sparkish.streaming.dstream._base import T_co
from sparkish.streaming.dstream.windows import WindowOperations

if TYPE_CHECKING:
    from sparkish.streaming.dstream.dstream import DStream

__all__ = ["StateOperations"]

K = TypeVar("K")
V = TypeVar("V")
S = TypeVar("S")


class StateOperations(WindowOperations[T_co]):
    """The operations that keep state. All of them need a checkpoint directory."""

    def updateStateByKey(
        self: PySparkDStream[tuple[K, V]],
        updateFunc: Callable[[Iterable[V], S | None], S | None],
        numPartitions: int | None = None,
        initialRDD: RDD[tuple[K, S]] | Iterable[tuple[K, S]] | None = None,
    ) -> DStream[tuple[K, S]]:
        """Return a stream of the state of every key, updated in each batch.

        Parameters
        ----------
        updateFunc : callable
            Of the key's new values in the batch, a list, and its last state, or ``None``. Returns
            its new state, or ``None``, which ends it. It is called for every key that has either.
        numPartitions : int, optional
            The default parallelism where not given.
        initialRDD : RDD or iterable of pairs, optional
            The states to begin with.

        Notes
        -----
        Scala: ``updateStateByKey(updateFunc)``, ``(updateFunc, numPartitions)``.

        Examples
        --------
        >>> ssc.checkpoint(directory)
        >>> pairs = ssc.queueStream([[("a", 1)], [("a", 2)]])
        >>> pairs.updateStateByKey(lambda new, last: sum(new) + (last or 0)).print()
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
        from sparkish.streaming.dstream.dstream import DStream

        refuseAfterStart(self._ssc)
        states = PySparkDStream.updateStateByKey(self, updateFunc, numPartitions, initialRDD)  # type: ignore[arg-type]
        return DStream(
            states._jdstream, self._ssc, states._jrdd_deserializer, self, mustCheckpoint=True
        )
