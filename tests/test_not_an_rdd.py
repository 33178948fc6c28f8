"""RDD calls on a stream: the error shows the line to write."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from pyspark import RDD
from usable import assertUsable

from sparkish import IllegalStateError, SparkContext
from sparkish.streaming import Seconds, StreamingContext


def test_names_of_an_rdd_show_where_one_is(ssc: StreamingContext) -> None:
    stream: Any = ssc.queueStream([[("a", 1)]])
    for each in (stream, stream.map(lambda x: x), stream.window(Seconds(1))):
        for name in dir(RDD):
            if name.startswith("_") or hasattr(type(each), name):
                continue
            assert not hasattr(each, name)
            with pytest.raises(AttributeError, match=r"Write \.\w+\(") as caught:
                getattr(each, name)
            assert isinstance(caught.value, TypeError)
        for name in ("toDF", "show", "select", "writeStream"):
            with pytest.raises(AttributeError, match=r"\.foreachRDD\("):
                getattr(each, name)
    assertUsable(ssc)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("collect", ".foreachRDD(lambda rdd: print(rdd.collect()))"),
        ("sortByKey", ".transform(lambda rdd: rdd.sortByKey())"),
        ("distinct", ".transform(lambda rdd: rdd.distinct())"),
        ("saveAsTextFile", ".saveAsTextFiles(prefix)"),
    ],
)
def test_the_line_is_one_that_works(ssc: StreamingContext, name: str, line: str) -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(ssc.queueStream([[("a", 1)]]), name)
    assert "Write " + line in str(caught.value)


def test_a_stream_is_no_sequence(ssc: StreamingContext) -> None:
    stream: Any = ssc.queueStream([[1]])
    calls: list[Callable[[], object]] = [
        lambda: len(stream),
        lambda: list(stream),
        lambda: stream[0],
        lambda: stream[1:2],
        lambda: 1 in stream,
        lambda: [x for x in stream],  # noqa: C416
    ]
    for call in calls:
        with pytest.raises(TypeError, match="foreachRDD"):
            call()
    assert not any(hasattr(stream, name) for name in ("__len__", "__getitem__", "__iter__"))
    assert not isinstance(stream, Iterable)
    assert stream
    assert copy.copy(stream)
    assertUsable(ssc)


def test_other_names_fail_as_ever(ssc: StreamingContext) -> None:
    stream: Any = ssc.queueStream([[1]])
    with pytest.raises(AttributeError, match="object has no attribute 'foreachRdd'") as caught:
        stream.foreachRdd(print)
    # Python makes its "Did you mean" from these.
    assert (caught.value.name, caught.value.obj) == ("foreachRdd", stream)
    # If a property raises inside, the error does not say that it is absent.
    del stream._jdstream
    with pytest.raises(AttributeError, match="_jdstream"):
        _ = stream.slideDuration


def test_a_stream_and_an_rdd_meet_in_a_transform(ssc: StreamingContext, sc: SparkContext) -> None:
    stream: Any = ssc.queueStream([[("a", 1)]])
    rdd = sc.parallelize([("a", 2)])
    for name in ("join", "leftOuterJoin", "cogroup", "union"):
        with pytest.raises(TypeError) as caught:
            getattr(stream, name)(rdd)
        assert f".transform(lambda rdd: rdd.{name}(other))" in str(caught.value)
    with pytest.raises(TypeError, match=r"\.transform\(lambda rdd: function\(rdd, other\)\)"):
        stream.transformWith(rdd, lambda a, b: a)
    for call in (lambda: ssc.union(stream, 5), lambda: ssc.union(5)):  # type: ignore[call-overload]
        with pytest.raises(TypeError, match="must be a DStream, not 5"):
            call()
    seen: list[Any] = []
    stream.transform(lambda r: r.join(rdd)).foreachRDD(lambda r: seen.extend(r.collect()))
    ssc.runFor(batches=1)
    assert seen == [("a", (1, 2))]


def test_a_slice_before_the_start(ssc: StreamingContext) -> None:
    stream = ssc.queueStream([[1]])
    for each in (stream, stream.map(str)):
        with pytest.raises(IllegalStateError, match="has not started") as caught:
            each.slice(0, 1)
        assert caught.value.__cause__ is not None
    assertUsable(ssc)
