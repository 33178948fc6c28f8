"""How far a batch reads: Spark's arithmetic of rates. Pure.

A partition is a pair of a topic and a number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

__all__ = ["untilOffsets"]

Partition = tuple[str, int]
Limit = Callable[[Partition], int]


def untilOffsets(
    current: Mapping[Partition, int],
    latest: Mapping[Partition, int],
    seconds: float,
    maxRate: Limit,
    minRate: Limit,
    rate: float = 0,
) -> dict[Partition, int]:
    """Return the offset up to which a batch reads each partition.

    Parameters
    ----------
    current, latest : mapping
        The next offset of each partition, and its end in Kafka.
    seconds : float
        The batch duration.
    maxRate : callable
        Takes a partition; returns its highest rate in messages per second, 0 for no limit.
    minRate : callable
        Takes a partition; returns the smallest number of messages of a batch. It matters only if
        a rate limits the batch.
    rate : float
        The rate of all partitions together, in messages per second, which backpressure has found;
        0 for no limit. Each partition gets a share in proportion to its waiting messages.

    Examples
    --------
    >>> untilOffsets({("a", 0): 5}, {("a", 0): 100}, 2.0, lambda partition: 10, lambda partition: 1)
    {('a', 0): 25}
    """
    if rate > 0:
        lags = {each: max(end - current[each], 0) for each, end in latest.items()}
        total = sum(lags.values())
        limits = {each: lag / total * rate if total else 0.0 for each, lag in lags.items()}
        for each, limit in limits.items():
            if (most := maxRate(each)) > 0:
                limits[each] = min(limit, most)
    else:
        limits = {each: float(maxRate(each)) for each in latest}
    if sum(limits.values()) <= 0:
        return dict(latest)
    return {
        each: min(current[each] + max(int(seconds * limits[each]), minRate(each)), end)
        for each, end in latest.items()
    }
