"""Scala's type arguments between a method's name and its parentheses."""

from __future__ import annotations

import inspect
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from sparkish import Option, SparkContext
from sparkish._core.typearguments import typeArguments
from sparkish._executor.parentheses import NotCalled
from sparkish._rdd.base import RDD
from sparkish.streaming import Milliseconds, StateSpec, StreamingContext
from sparkish.streaming.dstream import DStream, PairDStreamFunctions

#: The methods that have type parameters in Scala.
GENERIC: dict[type, str] = {
    DStream: "flatMap map mapPartitions transform transformWith",
    PairDStreamFunctions: "cogroup combineByKey flatMapValues fullOuterJoin join leftOuterJoin "
    "mapValues rightOuterJoin saveAsHadoopFiles saveAsNewAPIHadoopFiles",
    StreamingContext: "fileStream queueStream rawSocketStream receiverStream socketStream "
    "transform union",
    RDD: "aggregate aggregateByKey cartesian cogroup combineByKey flatMap flatMapValues "
    "fullOuterJoin groupBy groupWith join keyBy leftOuterJoin map mapPartitions "
    "mapPartitionsWithIndex mapValues rightOuterJoin saveAsHadoopFile saveAsNewAPIHadoopFile "
    "sortBy subtractByKey treeAggregate zip zipPartitions",
    SparkContext: "broadcast collectionAccumulator hadoopFile hadoopRDD makeRDD newAPIHadoopFile "
    "newAPIHadoopRDD objectFile parallelize runJob sequenceFile submitJob union",
}
#: The methods whose type arguments are classes that the call needs.
NEEDED = {
    "fileStream": 3,
    "hadoopFile": 3,
    "newAPIHadoopFile": 3,
    "saveAsHadoopFile": 1,
    "saveAsHadoopFiles": 1,
    "saveAsNewAPIHadoopFile": 1,
    "saveAsNewAPIHadoopFiles": 1,
}


@pytest.mark.parametrize("cls", GENERIC, ids=lambda cls: cls.__name__)
def test_what_is_generic_in_scala_takes_them(cls: type) -> None:
    holder: Any = object.__new__(cls)
    for name in [*GENERIC[cls].split(), *(["updateStateByKey"] if cls is DStream else [])]:
        named = getattr(holder, name)[(str,) * NEEDED.get(name, 2)]
        assert getattr(named, "func", named).__func__ is getattr(cls, name), name
        # A call without any is the method itself.
        assert inspect.isfunction(getattr(cls, name))


@pytest.mark.spark
def test_the_calls_are_what_they_are_without(
    sc: SparkContext, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def updated(values: list[int], state: int | None) -> int:
        return sum(values) + (state or 0)

    def mapped(key: str, value: Option[int], state: Any) -> tuple[str, int]:
        state.update(state.getOption().getOrElse(0) + value.get())
        return key, state.get()

    facade: Any = sc
    rdd = facade.parallelize[int]([1, 2, 3], 2)
    assert rdd.map[str](lambda n: f"{n}").collect() == ["1", "2", "3"]
    assert rdd.keyBy[int](lambda n: n % 2).mapValues[str](str).lookup(0) == ["2"]
    assert rdd.aggregate[int](0, max, max) == 3
    assert facade.broadcast[dict[str, int]]({"a": 1}).value == {"a": 1}
    rdd.map[tuple[str, int]](lambda n: (f"{n}", n)).saveAsObjectFile(f"{tmp_path}/objects")
    assert sorted(facade.objectFile[(str, int)](f"{tmp_path}/objects").values().collect()) == [
        *(1, 2, 3)
    ]
    ssc: Any = StreamingContext(sc, Milliseconds(500))
    ssc.checkpoint(f"{tmp_path}/checkpoint")
    pairs = ssc.queueStream[tuple[str, int]]([[("a", 1)]])
    pairs.updateStateByKey[int](updated).print()
    spec: Any = StateSpec.function
    pairs.mapWithState[int, tuple[str, int]](spec[str, int, int, tuple[str, int]](mapped)).map[str](
        str
    ).print()
    pairs.transform[int](lambda rdd: rdd.values()).print()
    ssc.runFor(batches=1)
    shown = capsys.readouterr().out
    assert [line for line in shown.splitlines() if line.startswith(("(", "1"))] == [
        "(a,1)",
        "('a', 1)",
        "1",
    ]


@pytest.mark.spark
def test_an_empty_rdd_has_parentheses_brackets_or_neither(sc: SparkContext) -> None:
    for rdd in (sc.emptyRDD, sc.emptyRDD(), sc.emptyRDD[str], sc.emptyRDD[str]()):
        assert (rdd.collect(), rdd.partitions.length) == ([], 0)
        assert isinstance(rdd, RDD)
    empty: Any = Option.empty
    assert empty[int] == empty() == Option(None)


@pytest.mark.spark
def test_hadoops_classes_are_handed_on(ssc: StreamingContext, tmp_path: Path) -> None:
    sc: Any = ssc.sparkContext
    pairs = sc.parallelize([("a", 1)], 1)
    output = "org.apache.hadoop.mapreduce.lib.output.SequenceFileOutputFormat"
    pairs.saveAsNewAPIHadoopFile[output](f"{tmp_path}/new")
    assert (
        sc.newAPIHadoopFile["Text", "IntWritable", "SequenceFileInputFormat"](
            f"{tmp_path}/new"
        ).collect()
        == sc.hadoopFile["Text", "IntWritable", "SequenceFileInputFormat"](
            f"{tmp_path}/new"
        ).collect()
        == [("a", 1)]
    )
    files: Any = ssc.fileStream
    stream = files["LongWritable", "Text", "TextInputFormat"](str(tmp_path), newFilesOnly=False)
    assert isinstance(stream, DStream)
    said = (
        r"Sources\.fileStream\[keyClass, valueClass, inputFormatClass\]\(\.\.\.\) takes 3 "
        r"classes, not 1\."
    )
    with pytest.raises(TypeError, match=said):
        files["Text"]
    with pytest.raises(ValueError, match=r"no class .*NoSuchTextInput"):
        files["LongWritable", "Text", "NoSuchTextInput"](str(tmp_path))


def test_an_index_where_the_call_is_missing_is_refused() -> None:
    stream: Any = object.__new__(DStream)
    with pytest.raises(TypeError, match=r"^\[0\] got a method: DStream\.count was not called"):
        stream.count[0]
    with pytest.raises(TypeError, match=r"^\[slice\(0, 2, None\)\] got a method: DStream\.map"):
        stream.map[0:2]


@typeArguments()
class Plain:
    """A class like those of the facade."""

    def __init__(self, n: int) -> None:
        self.n = n

    def add(self, other: int) -> int:
        """Return the sum."""
        return self.n + other


class Overriding(Plain):
    def add(self, other: int) -> int:
        return super().add(other) * 2


class Undefined(Plain):
    pass


def test_the_method_is_what_it_was() -> None:
    plain = Plain(1)
    add: Callable[[int], int] = plain.add
    asked: Any = add
    assert (add(2), list(map(plain.add, [1, 2])), bool(add)) == (3, [2, 3], True)
    assert (asked.__name__, asked.__doc__, asked.__self__) == ("add", "Return the sum.", plain)
    assert repr(asked).startswith("<bound method Plain.add of ")
    assert list(inspect.signature(add).parameters) == ["other"]
    assert pickle.loads(pickle.dumps(add))(2) == 3
    assert (add == plain.add, hash(add) == hash(plain.add)) == (True, True)
    assert hasattr(plain, "add")
    assert not hasattr(add, "ad")
    assert Overriding(1).add(2) == 6
    assert Undefined.add(Undefined(2), 3) == 5
    with mock.patch.object(Plain, "add", return_value=9):
        assert plain.add(1) == 9
    with mock.patch.object(plain, "add", return_value=8):
        assert plain.add(1) == 8
    assert plain.add(1) == 2


def test_a_call_goes_through_nothing_else() -> None:
    """Neither a call of the method nor one through super() makes an object or a frame of ours."""
    frames: list[str] = []

    def seen(frame: Any, event: str, argument: object) -> None:
        if event == "call":
            frames.append(frame.f_code.co_qualname if sys.version_info >= (3, 11) else "")

    made = Overriding(1)
    with mock.patch.object(NotCalled, "__init__", side_effect=AssertionError):
        sys.setprofile(seen)
        try:
            made.add(2)
        finally:
            sys.setprofile(None)
    if sys.version_info >= (3, 11):
        assert frames == ["Overriding.add", "Method.__get__", "Plain.add"]
