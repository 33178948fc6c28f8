"""The functions that a job passes to Spark: their kinds, and their arguments."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable
from typing import Any

from compat.dropin.cases.registry import Collector, Names, declares


class Scale:
    """A callable object, whose methods are passed to Spark too."""

    def __init__(self, factor: int) -> None:
        self.factor = factor
        self.times: list[str] = []

    def __call__(self, number: int) -> int:
        return number * self.factor

    def method(self, number: int) -> int:
        return -number * self.factor

    def ofTimeAndRDD(self, time: Any, rdd: Any) -> None:
        self.times.append(type(time).__name__)

    @staticmethod
    def double(number: int) -> int:
        return 2 * number


def logged(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return wrapper


@declares()
def partials(m: Names, ssc: Any) -> Any:
    numbers = ssc.queueStream([[1, 2], [3]])
    return numbers.map(functools.partial(operator.mul, 3)).reduce(functools.partial(max))


@declares()
def callables(m: Names, ssc: Any) -> Any:
    scale = Scale(3)
    return ssc.queueStream([[1, 2], [3]]).map(scale).map(scale.method).map(Scale.double)


@declares()
def closures(m: Names, ssc: Any) -> Any:
    factors = {"a": 2, "b": 3}

    def scaled(word: str, default: int = 1) -> tuple[str, int]:
        return word, factors.get(word, default)

    return ssc.queueStream([["a", "b"], ["c"]]).map(scaled)


@declares()
def generators(m: Names, ssc: Any) -> Any:
    def twice(part: Iterable[Any]) -> Iterable[Any]:
        for element in part:
            yield element
            yield element

    return ssc.queueStream([["a", "b"], ["c"]]).mapPartitions(twice)


@declares()
def broadcastAndAccumulator(m: Names, ssc: Any) -> Any:
    known, unknown = m.sc.broadcast({"a": 1}), m.sc.accumulator(0)

    def number(word: str) -> int:
        if word not in known.value:
            unknown.add(1)
        return int(known.value.get(word, 0))

    numbers = ssc.queueStream([["a", "b"], ["c", "c"]]).map(number)
    return numbers.transform(lambda rdd: rdd.context.parallelize([(rdd.sum(), unknown.value > 0)]))


@declares()
def transformed(m: Names, ssc: Any) -> Any:
    return ssc.queueStream([[3, 1, 2], [5, 4]]).transform(lambda rdd: rdd.sortBy(lambda n: n))


@declares()
def transformedWithTheTime(m: Names, ssc: Any) -> Any:
    times: list[Any] = []

    def numbered(time: Any, rdd: Any) -> Any:
        times.append(time)
        gap = (times[-1] - times[0]).total_seconds()
        return rdd.map(lambda n: (type(time).__module__, type(time).__name__, gap >= 0, n))

    return ssc.queueStream([[1], [2]]).transform(func=numbered)


@declares()
def foreachByAMethod(m: Names, ssc: Any) -> Any:
    scale = Scale(1)
    ssc.queueStream([[1], [2]]).foreachRDD(scale.ofTimeAndRDD)
    return Collector(2, scale.times)


@declares()
def foreachWithADefault(m: Names, ssc: Any) -> Any:
    seen: list[Any] = []

    def each(time: Any, rdd: Any, below: int = 2) -> None:
        seen.append((type(time).__name__, rdd.filter(lambda n: n >= below).collect()))

    ssc.queueStream([[1, 2], [3]]).foreachRDD(each)
    return Collector(2, seen)


@declares()
def transformedByOneAndMore(m: Names, ssc: Any) -> Any:
    def first(rdd: Any, *more: Any) -> Any:
        return rdd.map(lambda n: (n, len(more)))

    return ssc.queueStream([[1], [2]]).transform(first)


@declares()
def foreachOfAnyArguments(m: Names, ssc: Any) -> Any:
    seen: list[Any] = []

    def each(*args: Any) -> None:
        seen.append([type(arg).__name__ for arg in args[:1]])

    ssc.queueStream([[1], [2]]).foreachRDD(each)
    return Collector(2, seen)


@declares()
def decorated(m: Names, ssc: Any) -> Any:
    @logged
    def ofTime(time: Any, rdd: Any) -> None:
        kinds.append((type(time).__name__, rdd.count()))

    kinds: list[Any] = []
    ssc.queueStream([[1], [2, 3]]).foreachRDD(ofTime)
    return Collector(2, kinds)


@declares()
def transformedWithTwo(m: Names, ssc: Any) -> Any:
    one, two = ssc.queueStream([[1, 2], [3]]), ssc.queueStream([[2], [3]])
    return one.transformWith(lambda a, b: a.subtract(b), two)


@declares()
def transformedWithTheTimeAndTwo(m: Names, ssc: Any) -> Any:
    one, two = ssc.queueStream([[1], [2]]), ssc.queueStream([[10], [20]])
    return one.transformWith(
        func=lambda time, a, b: a.cartesian(b).map(lambda pair: (type(time).__name__, pair)),
        other=two,
        keepSerializer=False,
    )


@declares()
def transformedWithTheSerializerKept(m: Names, ssc: Any) -> Any:
    one, two = ssc.queueStream([[1], [2]]), ssc.queueStream([[10], [20]])
    return one.transformWith(lambda a, b: a.union(b), two, True)


@declares()
def sortedWithinBatches(m: Names, ssc: Any) -> Any:
    pairs = ssc.queueStream([[("b", 1), ("a", 2)], [("c", 0)]])
    return pairs.transform(lambda rdd: rdd.sortByKey(False)).glom()


@declares()
def dataFrames(m: Names, ssc: Any) -> Any:
    session = m.module("sql").SparkSession
    row = m.module("sql").Row

    def counts(time: Any, rdd: Any) -> Any:
        if rdd.isEmpty():
            return rdd
        spark = session.builder.config(conf=rdd.context.getConf()).getOrCreate()
        spark.createDataFrame(rdd.map(lambda word: row(word=word))).createOrReplaceTempView("words")
        return spark.sql("select word, count(*) as n from words group by word").rdd.map(tuple)

    return ssc.queueStream([["a", "b", "a"], ["c"]]).transform(counts)
