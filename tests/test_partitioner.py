"""``Partitioner.defaultPartitioner``, as Scala chooses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pyspark import RDD

from sparkish import HashPartitioner, Partitioner, SparkContext

pytestmark = pytest.mark.spark


class ByLength(Partitioner):
    numPartitions = 3

    def getPartition(self, key: Any) -> int:
        return len(key) % 3


def byLength(key: Any) -> int:
    return len(key)


@pytest.fixture
def pairs(sc: SparkContext) -> Callable[[int], RDD[tuple[str, int]]]:
    """Pairs in a number of partitions, without a partitioner."""
    return lambda number: sc.parallelize([("a", 1), ("bb", 2), ("ccc", 3)], number)


@pytest.fixture
def noDefault(sc: SparkContext) -> Iterator[None]:
    """Unset ``spark.default.parallelism``."""
    key = "spark.default.parallelism"
    conf: Any = sc._conf
    jvm: Any = sc._jvm
    before = conf.get(key)
    conf._jconf.remove(key)
    jvm.java.lang.System.clearProperty(key)
    yield
    conf.set(key, before)
    jvm.java.lang.System.setProperty(key, before)


def default(*rdds: Any) -> Partitioner:
    return Partitioner.defaultPartitioner(*rdds)


def test_without_a_partitioner_the_default_parallelism_counts(pairs: Any) -> None:
    assert default(pairs(4)) == HashPartitioner(2)
    assert default(pairs(1), pairs(9), pairs(3)) == HashPartitioner(2)


@pytest.mark.usefixtures("noDefault")
def test_where_that_is_not_set_the_largest_counts(sc: SparkContext, pairs: Any) -> None:
    assert default(pairs(4)) == HashPartitioner(4)
    assert default(pairs(1), pairs(9), pairs(3)) == HashPartitioner(9)
    assert default(pairs(9), pairs(3).partitionBy(3)) == HashPartitioner(3)
    assert default(sc.emptyRDD()) == HashPartitioner(1)


def test_the_partitioner_with_the_most_partitions_is_kept(pairs: Any) -> None:
    few, many = pairs(1).partitionBy(3), pairs(1).partitionBy(5)
    assert default(few, many, pairs(7)) == HashPartitioner(5)
    assert default(pairs(2), few) == HashPartitioner(3)


@pytest.mark.usefixtures("noDefault")
def test_one_of_a_tenth_of_the_partitions_has_too_few(pairs: Any) -> None:
    one = pairs(1).partitionBy(1)
    assert default(pairs(9), one) == HashPartitioner(1)
    assert default(pairs(10), one) == HashPartitioner(10)


def test_it_has_enough_where_the_default_parallelism_has_no_more(pairs: Any) -> None:
    assert default(pairs(20), pairs(1).partitionBy(1)) == HashPartitioner(2)
    assert default(pairs(20), pairs(1).partitionBy(HashPartitioner(2))) == HashPartitioner(2)
    by = ByLength()
    assert default(pairs(40), pairs(1).partitionBy(by)) is by


def test_it_is_the_programs_own_and_nothing_is_shuffled_again(pairs: Any) -> None:
    by = ByLength()
    rdd = pairs(2).partitionBy(by)
    assert default(rdd, pairs(9)) is by
    assert rdd.partitionBy(default(rdd)) is rdd


def test_a_function_of_pysparks_is_a_partitioner_too(pairs: Any) -> None:
    rdd = pairs(2).partitionBy(2, byLength)
    partitioner = default(rdd)
    assert [partitioner.getPartition(key) for key in ("", "a", "bb", "ccc")] == [0, 1, 0, 1]
    assert rdd.partitionBy(partitioner) is rdd
    assert partitioner == default(pairs(1).partitionBy(2, byLength))
    assert partitioner != default(pairs(1).partitionBy(3, byLength))
    assert len({partitioner, default(rdd)}) == 1
    assert "byLength" in repr(partitioner)


def test_no_rdd_is_refused() -> None:
    with pytest.raises(TypeError, match="rdd"):
        default()
