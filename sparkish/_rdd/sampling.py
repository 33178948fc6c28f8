"""Stratified samples of exact sizes."""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any, TypeVar

import pyspark

__all__ = ["exactSample"]

K = TypeVar("K")
V = TypeVar("V")


def exactSample(
    pairs: pyspark.RDD[tuple[K, V]],
    withReplacement: bool,
    fractions: Mapping[K, float],
    seed: int | None,
) -> pyspark.RDD[tuple[K, V]]:
    """Return a sample that has ceil(n * fraction) of the n pairs of each key.

    One job counts the keys of each partition. Then the driver draws how many pairs of each
    partition are in the sample, and each partition draws which ones.
    """
    wrong = {key: fraction for key, fraction in fractions.items() if fraction < 0}
    if wrong:
        raise ValueError(f"A fraction must not be negative: {wrong!r}.")
    seed = random.randrange(2**63) if seed is None else seed
    counted = pairs.mapPartitionsWithIndex(
        lambda index, part: [(index, Counter(key for key, _ in part))]
    )
    counts = dict(counted.collect())
    plans = _plans(counts, withReplacement, fractions, random.Random(seed))

    def sampled(index: int, part: Iterable[tuple[K, V]]) -> Iterator[tuple[K, V]]:
        draws = random.Random(f"{seed} {index}")
        chosen: dict[K, Counter[int]] = {}
        seen: Counter[K] = Counter()
        for key, value in part:
            if key not in chosen:
                among = range(counts[index][key])
                size = plans[index].get(key, 0)
                chosen[key] = Counter(
                    draws.choices(among, k=size) if withReplacement else draws.sample(among, size)
                )
            place = seen[key]
            seen[key] += 1
            for _ in range(chosen[key][place]):
                yield key, value

    return pairs.mapPartitionsWithIndex(sampled, preservesPartitioning=True)


def _plans(
    counts: Mapping[int, Mapping[K, int]],
    withReplacement: bool,
    fractions: Mapping[K, float],
    draws: random.Random,
) -> dict[int, Counter[Any]]:
    """Return how many pairs of each key each partition gives to the sample."""
    partitions = sorted(counts)
    plans: dict[int, Counter[Any]] = {partition: Counter() for partition in partitions}
    for key in dict.fromkeys(key for partition in partitions for key in counts[partition]):
        if key not in fractions:
            raise ValueError(f"fractions must have every key, but lacks {key!r}.")
        ends = list(accumulate(counts[partition].get(key, 0) for partition in partitions))
        among = range(ends[-1])
        size = math.ceil(len(among) * fractions[key])
        places = (
            draws.choices(among, k=size)
            if withReplacement
            else draws.sample(among, min(size, len(among)))
        )
        for place in places:
            plans[partitions[bisect_right(ends, place)]][key] += 1
    return plans
