"""Approximate counts: close enough, in time, and exact if all elements were seen."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sparkish import HashPartitioner, SparkContext
from sparkish._rdd.approximate import BoundedDouble
from sparkish._rdd.base import RDD
from sparkish.streaming import Milliseconds, Seconds

pytestmark = pytest.mark.spark

Eventually = Callable[..., None]


def test_distinct_elements(sc: SparkContext) -> None:
    numbers = sc.parallelize([n % 500 for n in range(3000)], 3)
    assert 450 < numbers.countApproxDistinct() < 550
    assert 450 < numbers.countApproxDistinct(0.05) < 550
    assert 450 < numbers.countApproxDistinct(relativeSD=0.05) < 550
    assert 490 < numbers.countApproxDistinct(14, 0) < 510
    # A sparse sketch is more precise, and so is a sketch with more registers.
    assert numbers.countApproxDistinct(p=10, sp=25) == 500
    assert numbers.countApproxDistinct(4, 0) != 500
    words = sc.parallelize([("tuple", n % 7) for n in range(100)], 3)
    assert words.countApproxDistinct(8, 20) == 7
    for wrong in ((3, 0), (5, 4), (5, 33)):
        with pytest.raises(ValueError, match="must be"):
            numbers.countApproxDistinct(*wrong)
    for p, sp in ((0.1, 5), ("a", 5), (5, None)):
        with pytest.raises(TypeError, match="no matching call"):
            numbers.countApproxDistinct(p, sp)


def test_distinct_values_of_each_key(sc: SparkContext) -> None:
    sizes = {("a", 1): 5, ("b", 2): 300, None: 1}
    elements = [(key, n % size) for key, size in sizes.items() for n in range(2 * size)]
    pairs = sc.parallelize(elements, 4)

    def checked(counts: Any, precision: float, partitions: int) -> None:
        assert isinstance(counts, RDD)
        assert counts.getNumPartitions() == partitions
        found = dict(counts.collect())
        assert found.keys() == sizes.keys()
        for key, size in sizes.items():
            assert abs(found[key] - size) <= precision * size, (key, found)

    checked(pairs.countApproxDistinctByKey(), 0.2, 2)
    checked(pairs.countApproxDistinctByKey(0.01), 0.04, 2)
    checked(pairs.countApproxDistinctByKey(0.01, 3), 0.04, 3)
    checked(pairs.countApproxDistinctByKey(relativeSD=0.01, numPartitions=3), 0.04, 3)
    checked(pairs.countApproxDistinctByKey(0.01, HashPartitioner(5)), 0.04, 5)
    checked(pairs.countApproxDistinctByKey(0.01, partitioner=HashPartitioner(5)), 0.04, 5)
    checked(pairs.countApproxDistinctByKey(9, 25, HashPartitioner(3)), 0, 3)
    checked(pairs.countApproxDistinctByKey(p=12, sp=0, partitioner=HashPartitioner(3)), 0.07, 3)
    byKey = pairs.countApproxDistinctByKey(0.05, HashPartitioner(3))
    assert byKey.partitioner is not None
    for wrong in ((3, 0, 1), (5, 4, 1), (0,), (0.000017,)):
        with pytest.raises(ValueError, match="must be"):
            pairs.countApproxDistinctByKey(*wrong)
    with pytest.raises(TypeError, match="no matching call"):
        pairs.countApproxDistinctByKey(9, 25, "three")


def test_what_is_known_in_time_is_exact(sc: SparkContext) -> None:
    rdd = sc.parallelize([("tuple", 1), "b", ("tuple", 1), None], 3)
    partial = rdd.countByValueApprox(60_000)
    assert partial.isInitialValueFinal
    assert partial.initialValue == partial.getFinalValue() == {("tuple", 1): 2, "b": 1, None: 1}
    bound = partial.initialValue["tuple", 1]
    assert (bound.mean, bound.low, bound.high, bound.confidence) == (2.0, 2.0, 2.0, 1.0)
    assert (str(bound), repr(bound)) == ("[2.000, 2.000]", "2.0")
    assert str(partial).startswith("(final: {")
    pairs = sc.parallelize([("a", 1), ("a", 2), ("b", 3)], 2)
    assert pairs.countByKeyApprox(Seconds(60), 0.5).initialValue == {"a": 2.0, "b": 1.0}
    assert sc.emptyRDD().countByValueApprox(60_000).initialValue == {}


def test_when_the_time_is_up(sc: SparkContext, tmp_path: Path, eventually: Eventually) -> None:
    mark = str(tmp_path / "go on")

    def slow(index: int, part: Any) -> Any:
        deadline = time.monotonic() + 60
        while index == 1 and not Path(mark).exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        return part

    seen = threading.Event()

    def first(index: int, part: Any) -> Any:
        return slow(index, part)

    words = sc.parallelize(["a"] * 100 + ["b"] * 100, 2).mapPartitionsWithIndex(first)
    complete: list[Any] = []
    started = time.monotonic()
    partial = None
    while partial is None or not partial.initialValue:
        # Perhaps not even one partition is done in time.
        if partial is not None:
            assert time.monotonic() - started < 60
        partial = words.countByValueApprox(Milliseconds(2000), confidence=0.9)
    assert not partial.isInitialValueFinal
    # Only half of the partitions is known, and the elements of the others are not.
    [(word, bound)] = partial.initialValue.items()
    assert (word, bound.mean, bound.confidence) == ("a", 200.0, 0.9)
    assert 100 < bound.low < 200 < bound.high < 300
    assert str(partial) == f"(partial: {partial.initialValue})"
    doubled = partial.map(lambda counts: {key: 2 * n for key, n in counts.items()})
    assert doubled.initialValue == {"a": 400.0}
    assert partial.onComplete(lambda counts: (complete.append(counts), seen.set())) is partial
    Path(mark).touch()
    assert partial.getFinalValue() == {"a": 100.0, "b": 100.0}
    assert seen.wait(60)
    assert complete == [partial.getFinalValue()]
    assert doubled.getFinalValue() == {"a": 200.0, "b": 200.0}
    assert str(partial) == f"(final: {partial.getFinalValue()})"
    eventually(lambda: not sc.statusTracker().getActiveJobsIds(), "the jobs' end")


def test_the_bounds_are_sparks(sc: SparkContext) -> None:
    jvm: Any = sc._jvm
    bound = jvm.org.apache.spark.partial.CountEvaluator.bound(0.95, 100, 0.5)
    assert (bound.mean(), bound.low(), bound.high()) == (200.0, 181.0, 220.0)


def test_a_job_that_fails(sc: SparkContext, tmp_path: Path) -> None:
    def fails(n: int) -> int:
        return 1 // n

    rdd = sc.parallelize([0], 1)
    with pytest.raises(Exception, match="ZeroDivisionError"):
        rdd.map(fails).countByValueApprox(60_000)

    mark = str(tmp_path / "fail now")

    def failsLater(n: int) -> int:
        deadline = time.monotonic() + 60
        while not Path(mark).exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        return 1 // n

    partial = rdd.map(failsLater).countByValueApprox(1)
    failures: list[Any] = []
    completed: list[Any] = []
    partial.onFail(failures.append)
    partial.onComplete(completed.append)
    mapped = partial.map(len)
    assert partial.initialValue == {}
    Path(mark).touch()
    for result in (partial, mapped):
        with pytest.raises(Exception, match="ZeroDivisionError"):
            result.getFinalValue()
    assert len(failures) == 1
    assert completed == []


def test_arguments_that_are_of_no_use(sc: SparkContext) -> None:
    rdd = sc.parallelize([1])
    with pytest.raises(ValueError, match="confidence must be between 0 and 1"):
        rdd.countByValueApprox(1000, 1.5)
    for timeout in ("1s", True, None):
        with pytest.raises(TypeError, match="a number of milliseconds or a Duration"):
            rdd.countByValueApprox(timeout)


def test_a_bounded_double_is_a_float() -> None:
    bound = BoundedDouble(2.5, 0.95, 1.0, 4.0)
    assert (bound + 1, bound.mean, bound.confidence) == (3.5, 2.5, 0.95)
