"""State by key, and checkpoints of streams."""

from __future__ import annotations

from typing import Any

from compat.dropin.cases.registry import BATCH, Names, declares


def _words(ssc: Any) -> Any:
    return ssc.queueStream([[("a", 1), ("b", 1)], [("a", 1), ("c", 5)], [], [("b", -1)]])


def _sum(values: Any, last: Any) -> Any:
    return sum(values) + (last or 0)


@declares(batches=4, checkpointed=True)
def updated(m: Names, ssc: Any) -> Any:
    return _words(ssc).updateStateByKey(_sum)


@declares(batches=2, checkpointed=True)
def updatedInto(m: Names, ssc: Any) -> Any:
    return _words(ssc).updateStateByKey(updateFunc=_sum, numPartitions=1)


@declares(batches=4, checkpointed=True)
def updatedAndDropped(m: Names, ssc: Any) -> Any:
    return _words(ssc).updateStateByKey(lambda values, last: _sum(values, last) or None)


@declares(batches=2, checkpointed=True)
def updatedFromAnRDD(m: Names, ssc: Any) -> Any:
    states = m.sc.parallelize([("a", 10), ("z", 26)])
    return _words(ssc).updateStateByKey(_sum, initialRDD=states)


@declares(batches=2, checkpointed=True)
def updatedFromAList(m: Names, ssc: Any) -> Any:
    return _words(ssc).updateStateByKey(_sum, 2, [("a", 10), ("z", 26)]).mapValues(str)


@declares(batches=3, checkpointed=True)
def listsOfState(m: Names, ssc: Any) -> Any:
    return _words(ssc).updateStateByKey(lambda values, last: (last or []) + sorted(values))


@declares(batches=4, checkpointed=True)
def checkpointed(m: Names, ssc: Any) -> Any:
    state = _words(ssc).updateStateByKey(_sum)
    assert state.checkpoint(2 * BATCH) is state
    return state


@declares(batches=3, checkpointed=True)
def checkpointedInWholeSeconds(m: Names, ssc: Any) -> Any:
    stream = _words(ssc).mapValues(lambda n: n + 1).checkpoint(interval=1)
    assert stream.is_checkpointed
    return stream.map(str)


@declares(batches=3, checkpointed=True)
def unionOfStates(m: Names, ssc: Any) -> Any:
    pairs = ssc.queueStream([[("a", 1), ("b", 2)], [("a", 3)], []])
    sums = pairs.updateStateByKey(lambda values, state: sum(values, state or 0))
    return sums.union(pairs.updateStateByKey(lambda values, state: len(values)))
