"""Which variables of the driver an output operation's chain reads, and when."""

from __future__ import annotations

import functools
import gc
import json
import math
import operator
import os.path
import string
from collections.abc import Callable
from typing import Any

import pytest

from sparkish.streaming import StreamingContext
from sparkish.streaming._engine.checkpoints import CheckpointSerializer
from sparkish.streaming._engine.generation import GeneratedChain, isSettled
from sparkish.streaming.dstream import TransformedDStream

limit = 3
table = {"a": 1}


class Model:
    def predict(self, x: int) -> int:
        return x


MODEL = Model()


def helper(x: int) -> int:
    return x + limit


def capturing(value: Any) -> Callable[[Any], Any]:
    return lambda x: (x, value)


def ofAModule() -> Callable[[Any], Any]:
    import json as near

    return lambda text: near.loads(text)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x + "VIN",
        lambda line: line.split(" "),
        lambda a, b: a + b,
        lambda text: json.loads(text)["id"],
        lambda x: os.path.join("a", str(x)),
        lambda x, n=2, *, m=(1, "b"): [x * n for _ in range(len(m))],
        lambda xs: sorted(xs, key=lambda x: math.floor(x)),
        ofAModule(),
        len,
        str,
        str.split,
        "-".join,
        operator.add,
        string.capwords,
        math.sqrt,
    ],
)
def test_functions_that_refer_to_modules_and_builtins_alone_are_settled(function: Any) -> None:
    assert isSettled(function)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x + limit,
        lambda x: table[x],
        lambda x: helper(x),
        lambda x: [helper(y) for y in x],
        lambda x: not_yet_defined + x,  # type: ignore[name-defined]  # noqa: F821
        lambda x, known=[]: known,
        lambda x, *, known={}: known,
        lambda x, model=MODEL: model,
        capturing(3),
        capturing({}),
        capturing(len),
        Model().predict,
        functools.partial(operator.add, 3),
        [].append,
        {"a": 1}.get,
        table.__getitem__,
        operator.itemgetter(1),
        Model(),
        type("Local", (), {}),
    ],
)
def test_functions_that_may_see_a_change_are_not(function: Any) -> None:
    assert not isSettled(function)


def test_a_function_with_attributes_is_not_settled() -> None:
    def count(x: int) -> int:
        return x

    assert isSettled(count)
    count.calls = 0  # type: ignore[attr-defined]
    assert not isSettled(count)


def test_a_variable_without_a_value_is_not_settled() -> None:
    def f(x: Any) -> Any:
        return x, later

    assert not isSettled(f)
    later = 1


def chained(stream: Any, function: Any) -> list[TransformedDStream[Any]]:
    def ofTwo(_: Any, x: Any, function: Any = function) -> Any:
        return function(x)

    pairs = stream.map(function).map(lambda x: (x, 1))
    return [
        stream.map(function),
        stream.filter(function),
        stream.flatMap(function),
        stream.map(len).map(function).map(len),
        stream.mapPartitions(function),
        stream.mapPartitionsWithIndex(ofTwo),
        stream.mapValues(function),
        stream.flatMapValues(function),
        stream.reduce(ofTwo),
        stream.reduceByKey(ofTwo),
        stream.combineByKey(function, ofTwo, ofTwo),
        stream.map(function).count(),
        stream.map(function).repartition(2),
        stream.map(function).glom(),
        stream.map(function).countByValue(),
        pairs.groupByKey(),
        pairs.partitionBy(2),
        pairs.reduceByKey(max, 2),
    ]


@pytest.mark.spark
def test_every_chain_is_as_settled_as_the_users_functions(ssc: StreamingContext) -> None:
    stream = ssc.queueStream([[1]])
    for function, expected in ((lambda x: x, True), (capturing(table), False)):
        found = [isSettled(chain.func) for chain in chained(stream, function)]
        assert found == [expected] * len(found)


@pytest.mark.spark
def test_partitioners_functions_count_too(ssc: StreamingContext) -> None:
    pairs = ssc.queueStream([[(1, 1)]])
    assert not isSettled(pairs.partitionBy(2, capturing(1)).func)
    assert isSettled(pairs.partitionBy(2, lambda key: key).func)


@pytest.mark.spark
def test_a_chain_that_is_not_settled_has_one_python_stage_all_the_same(
    ssc: StreamingContext,
) -> None:
    seen: list[Any] = []

    def lineage(rdd: Any) -> None:
        jrdd = rdd.map(str)._jrdd.rdd()
        seen.append([jrdd.getClass().getSimpleName()])
        while not jrdd.dependencies().isEmpty():
            jrdd = jrdd.dependencies().head().rdd()
            seen[-1].append(jrdd.getClass().getSimpleName())
        seen[-1].append(rdd.map(str).collect())

    ssc.queueStream([[1]]).map(capturing(2)).map(capturing(3)).foreachRDD(lineage)
    ssc.runFor(batches=1)
    assert seen[0].count("PythonRDD") == 1
    assert seen[0][-1] == ["((1, 2), 3)"]


@pytest.mark.spark
def test_slice_gives_what_the_output_has_had(ssc: StreamingContext) -> None:
    marked = ssc.queueStream([[1]]).map(capturing("a"))
    seen: list[Any] = []
    marked.foreachRDD(
        lambda time, rdd: seen.append([each.collect() for each in marked.slice(time, time)])
    )
    ssc.runFor(batches=1)
    assert seen == [[[(1, "a")]]]


def test_the_two_callbacks_of_a_checkpoint_have_one_chain() -> None:
    serializer = CheckpointSerializer()
    chain = GeneratedChain(lambda time, rdd: rdd, "print() at job.py:1")
    # As PySpark pickles a callback: the function, the RDDs' wrapper, and the serializers.
    pickled = [serializer.dumps((each, len, ())) for each in (chain.generate, chain)]
    del chain
    gc.collect()
    (generate, *_), (again, *_) = map(serializer.loads, pickled)
    assert generate.__self__ is again
