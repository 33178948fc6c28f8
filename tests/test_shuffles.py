"""Shuffles of Python pairs, and the serializer that writes them."""

from __future__ import annotations

import re
from operator import add, sub
from pathlib import Path
from typing import Any

import pytest
from switches import off

from sparkish import SparkContext
from sparkish.streaming import StreamingContext

pytestmark = pytest.mark.spark


def serializerOf(rdd: Any) -> str:
    """Return the class of the serializer of the shuffle that an RDD begins with."""
    rdd = rdd._jrdd.rdd()
    while rdd.getClass().getSimpleName() != "ShuffledRDD":
        rdd = rdd.dependencies().head().rdd()
    return str(rdd.dependencies().head().serializer().getClass().getSimpleName())


def pairs(sc: SparkContext) -> Any:
    return sc.parallelize([(n % 7, n) for n in range(50)], 3)


class TestTheSerializer:
    @pytest.mark.parametrize(
        ("switch", "number", "name"),
        [(True, 3, "JavaSerializer"), (True, 201, "KryoSerializer"), (False, 3, "KryoSerializer")],
    )
    def test_is_javas_for_few_partitions(
        self, sc: SparkContext, switch: bool, number: int, name: str
    ) -> None:
        with off(sc, "shuffle", str(switch).lower()):
            placed = pairs(sc).partitionBy(number)
        assert serializerOf(placed) == name
        assert sorted(placed.collect()) == sorted(pairs(sc).collect())
        assert placed.getNumPartitions() == number

    def test_large_values_arrive_whole(self, sc: SparkContext) -> None:
        large = pairs(sc).mapValues(lambda n: bytes([n]) * 3_000_000)
        sizes = large.partitionBy(2).mapValues(lambda value: (value[0], len(value))).values()
        assert sorted(sizes.collect()) == [(n, 3_000_000) for n in range(50)]

    def test_streams_shuffle_with_it(self, ssc: StreamingContext) -> None:
        stream: Any = ssc.queueStream([[("a", 1)]])
        made = {
            "reduceByKey": stream.reduceByKey(add),
            "groupByKey": stream.groupByKey(),
            "partitionBy": stream.partitionBy(2),
            "join": stream.join(stream),
            "count": stream.count(),
            "window": stream.reduceByKeyAndWindow(add, 1.5, 0.5),
        }
        names: dict[str, str] = {}
        for name, each in made.items():
            each.foreachRDD(lambda rdd, name=name: names.update({name: serializerOf(rdd)}))
        ssc.runFor(batches=1)
        assert names == dict.fromkeys(made, "JavaSerializer")

    def test_a_window_with_an_inverse_does_not_shuffle_what_is_in_its_place(
        self, ssc: StreamingContext, tmp_path: Path
    ) -> None:
        """Each of a batch's stages in Python is a worker of its own in every task."""
        lineages, values = list[set[str]](), list[dict[str, int]]()

        def look(rdd: Any) -> None:
            stages = re.findall(r"PythonRDD\[\d+\]|ShuffledRDD\[\d+\]", str(rdd.toDebugString()))
            lineages.append(set(stages))
            values.append(dict(rdd.collect()))

        stream: Any = ssc.queueStream([[("a", n), (str(n), 1)] for n in range(8)])
        stream.reduceByKeyAndWindow(add, sub, 2.5, 0.5).foreachRDD(look)
        ssc.checkpoint(str(tmp_path))
        ssc.runFor(batches=8)
        assert [each["a"] for each in values] == [0, 1, 3, 6, 10, 15, 20, 25]
        assert values[-1] == {"a": 25, "0": 0, "1": 0, "2": 0} | dict.fromkeys("34567", 1)
        new = lineages[-1] - set.union(*lineages[:-1])
        # The batch's own pairs, before their shuffle and behind it, and four for the window.
        assert sum("Python" in stage for stage in new) == 6
        assert sum("Shuffled" in stage for stage in new) == 1

    def test_what_is_in_its_place_is_not_shuffled(self, sc: SparkContext) -> None:
        placed = pairs(sc).partitionBy(2)
        assert placed.partitionBy(2) is placed
        # PySpark does not know that this is the same RDD in the JVM, and the JVM does.
        again = type(placed)(placed._jrdd, sc, placed._jrdd_deserializer).partitionBy(2)
        assert again.glom().collect() == placed.glom().collect()
