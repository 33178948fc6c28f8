"""``toDF`` of records, in a batch with records and in an empty batch."""

from __future__ import annotations

import sys
from collections import namedtuple
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pytest
from pyspark import cloudpickle

from sparkish import IllegalStateError, SparkContext
from sparkish.sql import Row, SparkSession
from sparkish.streaming import StreamingContext

pytestmark = [pytest.mark.spark, pytest.mark.timeout(400)]


@pytest.fixture(autouse=True, scope="module")
def byValue() -> Iterator[None]:
    """Pickle this module by value: workers cannot import it, unlike a job's module."""
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    yield
    cloudpickle.unregister_pickle_by_value(sys.modules[__name__])


@dataclass
class Person:
    name: str
    age: int
    height: float | None = None


class Record(NamedTuple):
    word: str
    count: int


Plain = namedtuple("Plain", "word count")


@dataclass(frozen=True)
class Nested:
    who: Person
    words: list[str]
    counts: dict[str, int]


def person(line: str) -> Person:
    name, age, *_ = f"{line},1".split(",")
    return Person(name, int(age))


def people(line: str) -> list[Person]:
    return [person(line)]


PERSON = "name string, age bigint, height double"
RECORD = "word string, count bigint"
EMPTY = {
    "a dataclass in a lambda": (lambda rdd: rdd.map(lambda x: Person(x, 1)), PERSON),
    "an annotation": (lambda rdd: rdd.map(person), PERSON),
    "of a function of several": (lambda rdd: rdd.flatMap(people), PERSON),
    "kept by a filter": (lambda rdd: rdd.map(person).filter(bool).cache(), PERSON),
    "the class itself": (lambda rdd: rdd.map(Person), PERSON),
    "a NamedTuple": (lambda rdd: rdd.map(lambda x: Record(x, 1)), RECORD),
    "a namedtuple without types": (
        lambda rdd: rdd.map(lambda x: Plain(x, 1)), "word string, count string",
    ),
    "a Row": (lambda rdd: rdd.map(lambda x: Row(word=x)), "word string"),
    "records in records": (
        lambda rdd: rdd.map(lambda x: Nested(x, [], {})),
        "who struct<name:string,age:bigint,height:double>, words array<string>, "
        "counts map<string,bigint>",
    ),
}  # fmt: skip


def shown(frame: Any) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in frame.dtypes)


def test_an_rdd_without_elements_has_the_columns_that_its_function_names(sc: SparkContext) -> None:
    for name, (made, expected) in EMPTY.items():
        frame = made(sc.emptyRDD()).toDF()
        assert shown(frame) == expected, name


def test_the_columns_of_a_dataclass_stand_as_declared(sc: SparkContext) -> None:
    people = sc.makeRDD(["b,1", "a,2"], 1).map(person)
    frame = people.toDF()
    assert frame.columns == ["name", "age", "height"]
    assert [tuple(row) for row in frame.collect()] == [("b", 1, None), ("a", 2, None)]
    assert sc.makeRDD([Record("a", 1)]).toDF().columns == ["word", "count"]
    assert sc.makeRDD([Row(age=1, name="a")]).toDF().columns == ["age", "name"]
    # With names it is PySpark's form, and so the columns are PySpark's.
    session = SparkSession.builder.getOrCreate()
    tall = sc.makeRDD([Person("a", 1, 0.5)])
    assert session.createDataFrame(tall).columns == ["age", "height", "name"]
    assert tall.toDF().columns == ["name", "age", "height"]


def test_the_same_line_remembers(sc: SparkContext) -> None:
    def frame(elements: list[Any]) -> Any:
        return sc.parallelize(elements, 1).map(lambda x: x).toDF()

    with pytest.raises(IllegalStateError, match="has no columns"):
        frame([]).select("word")
    assert shown(frame([Person("a", 1, 0.5)])) == PERSON
    assert shown(frame([])) == PERSON
    assert frame([]).select("age").count() == 0


def test_columns_that_nothing_tells(sc: SparkContext) -> None:
    frame = sc.emptyRDD().map(lambda x: x).toDF()
    assert frame.columns == []
    assert frame.count() == 0
    asked = [
        lambda: frame.word,
        lambda: frame["word"],
        lambda: frame.select("word"),
        lambda: frame.filter("word = 'a'"),
    ]
    frame.createOrReplaceTempView("words")
    asked.append(lambda: frame.sparkSession.sql("select word from words"))
    for ask in asked:
        with pytest.raises(
            IllegalStateError, match=r"toDF\(\) at test_idle_batches\.py:\d+ has no"
        ):
            ask()
    # PySpark's form gives PySpark's answer.
    with pytest.raises(ValueError, match="RDD is empty"):
        sc.emptyRDD().toDF(["word"])
    assert shown(sc.emptyRDD().toDF("word")) == "word string"


def test_sparks_own_example_goes_on_in_an_idle_batch(ssc: StreamingContext) -> None:
    words = ssc.queueStream([[], ["a", "b", "a"], []])
    seen: list[Any] = []
    columns: list[str] = []
    words.filter(bool).map(person).filter(bool).foreachRDD(
        lambda rdd: columns.append(shown(rdd.toDF())) if rdd.isEmpty() else None
    )

    @words.foreachRDD
    def count(rdd: Any) -> None:
        spark = SparkSession.builder.config(rdd.sparkContext.getConf).getOrCreate()
        import_ = spark.implicits._
        frame = rdd.map(lambda w: Person(w, 1)).toDF()
        frame.createOrReplaceTempView("words")
        counted = spark.sql("select name, count(*) as total from words group by name")
        seen.append((import_, sorted(map(tuple, counted.collect()))))

    ssc.runFor(batches=3)
    assert seen == [(None, []), (None, [("a", 2), ("b", 1)]), (None, [])]
    assert columns == [PERSON] * 2
