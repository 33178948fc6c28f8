"""The executor for each partition: Scala's ``LocationStrategies``, and RDDs that follow them."""

from __future__ import annotations

import pickle
import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from zlib import crc32

from pyspark import RDD

from sparkish._jvm.conversions import scalaSeq
from sparkish.streaming._kafka.arguments import partitionOf
from sparkish.streaming._kafka.values import TopicPartition

__all__ = ["LocationStrategy", "Places", "preferBrokers", "preferConsistent", "preferFixed"]

Partition = tuple[str, int]

# How long the list of executors is used before it is read again, in s.
_CURRENT = 5.0


class LocationStrategy:
    """Chooses the executors that read the partitions.

    Scala: ``org.apache.spark.streaming.kafka010.LocationStrategy``.
    """

    def __init__(self, name: str, hosts: Mapping[TopicPartition, str] | None = None) -> None:
        self.name = name
        self.hosts = {tuple(partitionOf(each)): host for each, host in (hosts or {}).items()}

    def __call__(self) -> LocationStrategy:
        """Return itself: Java writes ``PreferConsistent()``."""
        return self

    def __repr__(self) -> str:
        return self.name


preferConsistent = LocationStrategy("PreferConsistent")
preferBrokers = LocationStrategy("PreferBrokers")


def preferFixed(hostMap: Mapping[TopicPartition, str]) -> LocationStrategy:
    """Return a strategy with a given host for each partition.

    Raises
    ------
    TypeError
        If it is not a mapping of partitions.
    """
    if not isinstance(hostMap, Mapping):
        raise TypeError(
            'PreferFixed takes a dict of partitions and hosts, such as {TopicPartition("lines", 0):'
            f' "host"}}, not {hostMap!r}.'
        )
    return LocationStrategy("PreferFixed", hostMap)


class Executor(NamedTuple):
    """An executor, with the name that the JVM uses in a task's preferred locations."""

    host: str
    executorId: str

    def __str__(self) -> str:
        return f"executor_{self.host}_{self.executorId}"


class Places:
    """Makes RDDs with one empty partition for each offset range, on the chosen executors.

    Parameters
    ----------
    sparkContext : SparkContext
        The context of the RDDs.
    """

    def __init__(self, sparkContext: Any) -> None:
        self._sc = sparkContext
        self._made: dict[Any, RDD[Any]] = {}
        self._executors: list[Executor] = []
        self._asOf = float("-inf")
        # With a local master there is only one process, and so no choice.
        self._isOne = bool(sparkContext._jsc.sc().isLocal())

    def empty(self, partitions: Sequence[Partition], hosts: Mapping[Partition, str]) -> RDD[Any]:
        """Return an RDD with these partitions, empty; the same RDD for the same executors."""
        executors = [] if self._isOne else self._current()
        chosen = tuple(chooseExecutor(each, executors, hosts.get(each)) for each in partitions)
        if chosen not in self._made:
            # The executors change rarely. Keep only the RDDs without executors and the new one.
            self._made = {key: rdd for key, rdd in self._made.items() if not any(key)}
            self._made[chosen] = self._make(chosen)
        return self._made[chosen]

    def _make(self, chosen: tuple[Executor | None, ...]) -> RDD[Any]:
        if not chosen:
            return self._sc.emptyRDD()  # type: ignore[no-any-return]
        if not any(chosen):
            return self._sc.parallelize([], len(chosen))  # type: ignore[no-any-return]
        jvm, jsc = self._sc._jvm, self._sc._jsc
        # An empty batch of elements, as PySpark pickles it.
        nothing = pickle.dumps([])
        toSeq = jvm.PythonUtils.toSeq
        placed = toSeq([jvm.scala.Tuple2(nothing, toSeq([str(each)])) for each in chosen])
        tag = getattr(getattr(jvm.scala.reflect, "ClassTag$"), "MODULE$").AnyRef()
        return RDD(jsc.sc().makeRDD(placed, tag).toJavaRDD(), self._sc, self._sc.serializer)

    def _current(self) -> list[Executor]:
        if time.monotonic() - self._asOf > _CURRENT:
            listed = scalaSeq(self._sc._jsc.sc().statusStore().executorList(True))
            executors = [
                Executor(str(each.hostPort()).rpartition(":")[0], str(each.id())) for each in listed
            ]
            self._executors = sorted(each for each in executors if each.executorId != "driver")
            self._asOf = time.monotonic()
        return self._executors


def chooseExecutor(
    partition: Partition, executors: Sequence[Executor], host: str | None
) -> Executor | None:
    """Return the executor to read a partition on; it does not change while the executors stay.

    Examples
    --------
    >>> executors = [Executor("a", "1"), Executor("b", "2")]
    >>> chooseExecutor(("lines", 0), executors, "b")
    Executor(host='b', executorId='2')
    >>> len({chooseExecutor(("lines", number), executors, None) for number in (0, 1)})
    2
    """
    there = [each for each in executors if each.host == host] or executors
    if not there:
        return None
    topic, number = partition
    return there[(crc32(topic.encode()) + number) % len(there)]
