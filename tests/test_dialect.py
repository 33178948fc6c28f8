"""Numbers mean PySpark's form and Durations mean Scala's; Spark's rules are the only ones.

The first tests need a SparkContext without a checkpoint directory.
"""

from __future__ import annotations

import operator
import warnings
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyspark
import pytest
from usable import assertUsable

from sparkish import IllegalStateError, SparkContext
from sparkish._executor import statebuckets
from sparkish.streaming import (
    DStream,
    Milliseconds,
    Minutes,
    Seconds,
    StreamingContext,
    StreamingContextState,
    Time,
)
from sparkish.streaming._engine.callbacks import rddFunction
from sparkish.streaming._engine.checks import _warnOfBlockInterval
from sparkish.testing import assertStream

add, sub = operator.add, operator.sub


def pairs(ssc: StreamingContext) -> DStream[Any]:
    return ssc.queueStream([[("a", 1), ("b", 2)], [("a", 3)]])


def nothing(rdd: Any) -> None:
    pass


# Calls without a checkpoint directory.


@pytest.mark.spark
def test_groups_of_a_window_want_a_checkpoint_directory_with_numbers_alone(
    sc: SparkContext, ssc: StreamingContext
) -> None:
    pairs(ssc).groupByKeyAndWindow(1, 0.5).foreachRDD(nothing)
    with pytest.raises(IllegalStateError, match=r"groupByKeyAndWindow\(\) at .* keeps state") as it:
        ssc.start()
    assert "With Durations, as in Scala, groupByKeyAndWindow needs none." in str(it.value)
    assert ssc.getState() is StreamingContextState.INITIALIZED
    seen: list[Any] = []
    scalas = StreamingContext(sc, Milliseconds(500))
    groups = pairs(scalas).groupByKeyAndWindow(Seconds(1)).mapValues(list)
    groups.foreachRDD(lambda rdd: seen.append(sorted(rdd.collect())))
    scalas.runFor(batches=1)
    assert seen == [[("a", [1]), ("b", [2])]]


@pytest.mark.spark
def test_a_stream_that_saves_its_rdds_wants_one_where_it_leads_to_an_output(
    ssc: StreamingContext,
) -> None:
    saved = pairs(ssc).map(lambda pair: pair).checkpoint(Seconds(5))
    saved.map(str).foreachRDD(nothing)
    with pytest.raises(IllegalStateError, match=r"map\(\) at .* saves its RDDs, which needs a"):
        ssc.start()
    assert ssc.getState() is StreamingContextState.INITIALIZED


@pytest.mark.spark
def test_state_that_leads_to_no_output_operation_wants_none(ssc: StreamingContext) -> None:
    pairs(ssc).updateStateByKey(lambda new, old: sum(new) + (old or 0))
    pairs(ssc).countByWindow(1, 0.5)
    pairs(ssc).map(str).checkpoint(Seconds(5))
    seen: list[Any] = []
    pairs(ssc).foreachRDD(lambda rdd: seen.extend(rdd.collect()))
    with pytest.warns(UserWarning, match="It does not run") as warned:
        ssc.runFor(batches=1)
    assert {str(each.message).split("(")[0] for each in warned} == {
        "updateStateByKey",
        "countByWindow",
        "map",
    }
    assert seen == [("a", 1), ("b", 2)]


@pytest.mark.spark
def test_the_directory_may_be_the_sparkcontexts(
    sc: SparkContext, ssc: StreamingContext, tmp_path: Path
) -> None:
    sc.setCheckpointDir(str(tmp_path))
    seen: dict[str, list[Any]] = {}
    for name, stream in {
        "state": pairs(ssc).updateStateByKey(lambda new, old: sum(new) + (old or 0)),
        "count": pairs(ssc).countByWindow(Seconds(1), Milliseconds(500)),
        "values": pairs(ssc).countByValueAndWindow(1, 0.5),
        "inverse": pairs(ssc).reduceByKeyAndWindow(add, sub, 1, 0.5),
        "groups": pairs(ssc).groupByKeyAndWindow(1, 0.5).mapValues(list),
        "saved": pairs(ssc).map(lambda pair: pair).checkpoint(Seconds(5)),
    }.items():
        batches = seen[name] = []
        stream.foreachRDD(lambda rdd, batches=batches: batches.append(sorted(rdd.collect())))
    ssc.runFor(batches=2)
    assert {name: batches[1] for name, batches in seen.items()} == {
        "state": [("a", 4), ("b", 2)],
        "count": [3],
        "values": [(("a", 1), 1), (("a", 3), 1), (("b", 2), 1)],
        "inverse": [("a", 4), ("b", 2)],
        "groups": [("a", [1, 3]), ("b", [2])],
        "saved": [("a", 3)],
    }
    assert not ssc._jssc.ssc().isCheckpointingEnabled()


@pytest.mark.parametrize("interval", ["0ms", "nonsense", "200ms"])
def test_a_block_interval_is_never_refused(interval: str) -> None:
    conf = SimpleNamespace(get=lambda key, default: interval)
    ssc: Any = SimpleNamespace(sparkContext=SimpleNamespace(getConf=lambda: conf))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        _warnOfBlockInterval(ssc, 500)
    assert len(caught) == (interval == "200ms")


# Which dialect's window a call is.

ONE, TWO = 60, 120
FORMS: dict[str, tuple[bool, tuple[Any, ...]]] = {
    "numbers": (False, (TWO, ONE)),
    "fractions": (False, (float(TWO), None)),
    "durations": (True, (Minutes(2), Minutes(1))),
    "oneDuration": (True, (Minutes(2), None)),
    "durationAndNumber": (True, (Minutes(2), ONE)),
    "numberAndDuration": (True, (TWO, Minutes(1))),
    "timedelta": (True, (timedelta(minutes=2), ONE)),
}
Operation = Callable[..., Any]
#: The operations, each with PySpark's and Scala's results in the four batches after [a 1], [a 2].
WINDOWS: dict[str, tuple[Operation, list[list[Any]], list[list[Any]]]] = {
    "reduceByKeyAndWindow": (
        lambda s, *durations: s.reduceByKeyAndWindow(add, sub, *durations),
        [[("a", 1)], [("a", 3)], [("a", 2)], []],
        [[("a", 1)], [("a", 3)], [("a", 2)], [("a", 0)]],
    ),
    "filterFunc": (
        lambda s, *durations: s.reduceByKeyAndWindow(add, sub, *durations, 1, lambda p: p[1] > 0),
        [[("a", 1)], [("a", 3)], [("a", 2)], []],
        [[("a", 1)], [("a", 3)], [("a", 2)], []],
    ),
    "withoutInverse": (
        lambda s, *durations: s.reduceByKeyAndWindow(add, None, *durations),
        [[("a", 1)], [("a", 3)], [("a", 2)], []],
        [[("a", 1)], [("a", 3)], [("a", 2)], []],
    ),
    "groupByKeyAndWindow": (
        lambda s, *durations: s.groupByKeyAndWindow(*durations).mapValues(tuple),
        [[("a", (1,))], [("a", (1, 2))], [("a", (2,))], []],
        [[("a", (1,))], [("a", (1, 2))], [("a", (2,))], []],
    ),
    "countByValueAndWindow": (
        lambda s, *durations: s.countByValueAndWindow(*durations),
        [[(("a", 1), 1)], [(("a", 1), 1), (("a", 2), 1)], [(("a", 2), 1)], []],
        [[(("a", 1), 1)], [(("a", 1), 1), (("a", 2), 1)], [(("a", 2), 1)], []],
    ),
    "countByWindow": (
        lambda s, *durations: s.countByWindow(*durations),
        [[1], [2], [1], []],
        [[1], [2], [1], [0]],
    ),
    "reduceByWindow": (
        lambda s, *durations: s.map(lambda p: p[1]).reduceByWindow(add, sub, *durations),
        [[1], [3], [2], []],
        [[1], [3], [2], [0]],
    ),
    "window": (
        lambda s, *durations: s.window(*durations),
        [[("a", 1)], [("a", 1), ("a", 2)], [("a", 2)], []],
        [[("a", 1)], [("a", 1), ("a", 2)], [("a", 2)], []],
    ),
}


def named(stream: DStream[Any], *name: str) -> DStream[Any]:
    return stream.map(lambda element: (*name, element))


@pytest.mark.whole
@pytest.mark.spark
@pytest.mark.timeout(300)
def test_the_durations_tell_whose_window_it_is(sc: SparkContext) -> None:
    expected: list[list[Any]] = [[], [], [], []]
    for form, (isScalas, _) in FORMS.items():
        for name, (_, *dialects) in WINDOWS.items():
            for batch, elements in zip(expected, dialects[isScalas], strict=True):
                batch += [(form, name, element) for element in elements]

    def all(stream: DStream[Any]) -> DStream[Any]:
        ssc: Any = stream.context()
        return ssc.union(
            [
                named(operation(stream, *durations), form, name)
                for form, (_, durations) in FORMS.items()
                for name, (operation, *_) in WINDOWS.items()
            ]
        )

    batches = [[("a", 1)], [("a", 2)]]
    assertStream(sc, batches, all, expected, ordered=False, batchDuration=ONE, timeout=Seconds(250))


@pytest.mark.spark
def test_five_slides_are_many_for_pyspark(sc: SparkContext) -> None:
    """With five slides or more it keeps the keys that have left, as Scala always does."""

    def both(stream: DStream[Any]) -> DStream[Any]:
        four = stream.reduceByKeyAndWindow(add, sub, 4 * ONE, ONE)
        five = stream.reduceByKeyAndWindow(add, sub, 5 * ONE, ONE)
        groups = stream.groupByKeyAndWindow(5 * ONE, ONE).mapValues(list)
        counts = stream.countByWindow(5 * ONE, ONE)
        streams = {"four": four, "five": five, "groups": groups, "counts": counts}
        return stream.context().union([named(each, name) for name, each in streams.items()])  # type: ignore[attr-defined]

    within = [("five", ("a", 1)), ("groups", ("a", [1])), ("counts", 1)]
    left = [("five", ("a", 0)), ("groups", ("a", [])), ("counts", 0)]
    expected = [[*within, ("four", ("a", 1))]] * 4 + [within, left, left]
    assertStream(
        sc, [[("a", 1)]], both, expected, ordered=False, batchDuration=ONE, timeout=Seconds(150)
    )


# Zero is a duration, and None is not.


@pytest.mark.spark
@pytest.mark.parametrize("zero", [0, 0.0, Seconds(0), timedelta(0), -1, Seconds(-1)])
def test_a_slide_of_zero_is_an_error(ssc: StreamingContext, zero: Any) -> None:
    stream = pairs(ssc)
    for operation in (
        lambda: stream.window(1, zero),
        lambda: stream.window(Seconds(1), zero),
        lambda: stream.reduceByWindow(add, 1, zero),
        lambda: stream.reduceByWindow(add, sub, 1, zero),
        lambda: stream.reduceByWindow(add, None, Seconds(1), zero),
        lambda: stream.countByWindow(1, zero),
        lambda: stream.countByValueAndWindow(1, zero),
        lambda: stream.groupByKeyAndWindow(1, zero),
        lambda: stream.groupByKeyAndWindow(Seconds(1), zero),
        lambda: stream.reduceByKeyAndWindow(add, 1, zero),
        lambda: stream.reduceByKeyAndWindow(add, sub, 1, zero),
        lambda: stream.reduceByKeyAndWindow(add, None, 1, slideDuration=zero),
    ):
        with pytest.raises(ValueError, match="slideDuration"):
            operation()
    assert stream.window(1, None).slideDuration == Milliseconds(500)


# Streams of different slides.


@pytest.mark.spark
@pytest.mark.parametrize("seconds", [float, lambda n: Milliseconds(round(n * 1000))])
def test_streams_of_different_slides_do_not_come_together(
    ssc: StreamingContext, seconds: Any
) -> None:
    one = pairs(ssc).window(seconds(1), seconds(0.5))
    other = pairs(ssc).window(seconds(2), seconds(1))
    for name, operation in {
        "join": lambda: one.join(other),
        "leftOuterJoin": lambda: one.leftOuterJoin(other),
        "rightOuterJoin": lambda: one.rightOuterJoin(other, 2),
        "fullOuterJoin": lambda: one.fullOuterJoin(other),
        "cogroup": lambda: other.cogroup(one),
        "union": lambda: other.union(one),
        "transformWith": lambda: one.transformWith(other, lambda a, b: a.union(b)),
        "transform": lambda: ssc.transform([one, one, other], lambda rdds: rdds[0]),
    }.items():
        words = f"The streams of a {name} must have the same slide duration: these have "
        with pytest.raises(ValueError, match=words):
            operation()
    with pytest.raises(ValueError, match=r"these have 0\.5 s and 1\.0 s\."):
        ssc.union([one, one, other])
    with pytest.raises(ValueError, match="same slide duration"):
        one.transformWith(lambda a, b: a.union(b), other, keepSerializer=True)
    assertUsable(ssc)


@pytest.mark.spark
def test_streams_of_different_contexts_do_not_come_together(
    sc: SparkContext, ssc: StreamingContext
) -> None:
    other = StreamingContext(sc, Milliseconds(500))
    for operation in (
        lambda: pairs(ssc).join(pairs(other)),
        lambda: pairs(ssc).union(pairs(other)),
        lambda: ssc.union(pairs(ssc), pairs(other)),
    ):
        with pytest.raises(ValueError, match="of the same StreamingContext"):
            operation()
    for nonsense in (lambda: ssc.union(), lambda: ssc.transform([], lambda rdds: rdds[0])):
        with pytest.raises(ValueError, match="at least one DStream"):
            nonsense()
    with pytest.raises(TypeError, match="union takes streams: each must be a DStream, not 3"):
        ssc.union([pairs(ssc), 3])
    assertUsable(ssc)


# Calls with several mistakes: which error is raised.


@pytest.mark.spark
def test_the_durations_are_looked_at_before_the_functions(ssc: StreamingContext) -> None:
    stream = pairs(ssc)
    for operation in (
        lambda: stream.reduceByKeyAndWindow(None, None, 0.1, 0.1),  # type: ignore[call-overload]
        lambda: stream.reduceByKeyAndWindow(None, None, 1, 0.1),  # type: ignore[call-overload]
        lambda: stream.reduceByWindow(None, None, Seconds(1), 0.1),  # type: ignore[call-overload]
        lambda: stream.reduceByKeyAndWindow(add, "sub", 0.1, 1),  # type: ignore[call-overload]
    ):
        with pytest.raises(ValueError, match="must be a multiple of"):
            operation()
    for operation, words in (
        (lambda: stream.reduceByKeyAndWindow(None, None, 1, 1), "takes a function, not None"),
        (lambda: stream.reduceByKeyAndWindow(add, "sub", 1, 1), "invReduceFunc takes a function"),
        (lambda: stream.reduceByWindow(3, sub, 1, 1), "takes a function, not 3"),
    ):
        with pytest.raises(TypeError, match=words):
            operation()


class Whole:
    """A whole number that is not an int, like NumPy's."""

    def __index__(self) -> int:
        return 2


@pytest.mark.spark
def test_a_whole_number_need_be_no_int(ssc: StreamingContext) -> None:
    two: Any = Whole()
    sizes: list[int] = []
    stream = pairs(ssc).reduceByKey(add, two).reduceByKeyAndWindow(max, None, 1, 1, two)
    stream.foreachRDD(lambda rdd: sizes.append(rdd.getNumPartitions()))
    pairs(ssc).repartition(two).pprint(two)
    ssc.runFor(batches=2)
    assert sizes == [2]


# Which argument is the time.

MOMENT = datetime.fromtimestamp(1476796005.123)
TIME = Time(1476796005123)


def annotatedTime(rdd: datetime, records: Any) -> list[Any]:
    return [rdd, records]


def annotatedTimeByName(rdd: "datetime", records: Any) -> list[Any]:  # noqa: UP037
    return [rdd, records]


def annotatedSecond(rdd: Any, records: pyspark.RDD[int]) -> list[Any]:
    return [rdd, records]


@pytest.mark.parametrize(
    ("func", "expected"),
    [
        (lambda rdd, when: [rdd, when], ["R", TIME]),
        (lambda rdds, when: [rdds, when], ["R", TIME]),
        (lambda rdd1, when: [rdd1, when], ["R", TIME]),
        (lambda rdd12, when: [rdd12, when], ["R", TIME]),
        (lambda rdd_time, rdd: [rdd_time, rdd], [MOMENT, "R"]),
        (lambda rddTime, rdd: [rddTime, rdd], [MOMENT, "R"]),
        (lambda rdd_time, records: [rdd_time, records], [MOMENT, "R"]),
        (lambda rdd, rdd2: [rdd, rdd2], [MOMENT, "R"]),
        (lambda rdd1, rdds: [rdd1, rdds], [MOMENT, "R"]),
        (annotatedTime, [MOMENT, "R"]),
        (annotatedTimeByName, [MOMENT, "R"]),
        (annotatedSecond, [MOMENT, "R"]),
    ],
)
def test_rdd_means_rdd(func: Any, expected: list[Any]) -> None:
    assert rddFunction("foreachRDD", func)(MOMENT, "R") == expected


@pytest.mark.parametrize(
    ("func", "expected"),
    [
        (lambda rdd, other, when: [rdd, other, when], ["R", "S", TIME]),
        (lambda rdd1, rdd2, when: [rdd1, rdd2, when], ["R", "S", TIME]),
        (lambda rdd, rdd1, rdd2: [rdd, rdd1, rdd2], [MOMENT, "R", "S"]),
        (lambda rdd_time, a, b: [rdd_time, a, b], [MOMENT, "R", "S"]),
    ],
)
def test_rdd_means_rdd_of_two(func: Any, expected: list[Any]) -> None:
    assert rddFunction("transformWith", func, 2)(MOMENT, "R", "S") == expected


@pytest.mark.parametrize(
    ("func", "expected"),
    [
        (lambda streams: [streams], ["R"]),
        (lambda streams, number=1: [streams, number], ["R", 1]),
        (lambda *all: list(all), ["R"]),
        (lambda rdds, when: [rdds, when], ["R", TIME]),
        (lambda streams, t: [streams, t], ["R", TIME]),
        (lambda time, rdds: [time, rdds], [MOMENT, "R"]),
        (lambda t, rdds: [t, rdds], [MOMENT, "R"]),
        (lambda time, streams: [time, streams], [MOMENT, "R"]),
    ],
)
def test_the_function_of_several_streams(func: Any, expected: list[Any]) -> None:
    """PySpark passes no time here, so a second argument is the time, as in Scala."""
    assert rddFunction("transform", func, ofContext=True)(MOMENT, "R") == expected


# The order of states.


def updated(record: Any, data: list[Any], function: Any = None) -> Any:
    """Run a batch of a partition, and return its next record."""
    keep = function or (lambda keys: [(k, sum(new, *held[:1])) for k, new, held in keys])
    return next(statebuckets.updating(keep)([*([record, b""] if record else []), *data]))


def inOrder(record: Any) -> list[Any]:
    return list(statebuckets.snapshot([record, b""]))


def test_states_stay_in_the_order_in_which_their_keys_came() -> None:
    keys = [f"key {n * 7 % 2000}" for n in range(2000)]
    record = updated(None, [(key, 1) for key in keys])
    assert inOrder(record) == [(key, 1) for key in keys]
    record = updated(record, [("new", 1), (keys[-1], 1), (keys[0], 1), ("newer", 1)])
    assert [key for key, _ in inOrder(record)] == [*keys, "new", "newer"]
    assert inOrder(record)[0] == (keys[0], 2)
    assert record[1] == 2002

    def dropsTheFirst(states: Any) -> Any:
        return [(key, 0) for key, *_ in states if key != keys[0]]

    record = updated(record, [], dropsTheFirst)
    record = updated(record, [(keys[0], 5)])
    assert [key for key, _ in inOrder(record)] == [*keys[1:], "new", "newer", keys[0]]


def test_of_several_states_to_begin_with_the_first_counts() -> None:
    record = next(statebuckets.initialRecordInOrder([("b", 1), ("a", 2), ("b", 3)]))
    assert inOrder(record) == [("b", 1), ("a", 2)]
    assert inOrder(updated(record, [("c", 1), ("a", 1)])) == [("b", 1), ("a", 3), ("c", 1)]
    assert inOrder(next(statebuckets.initialRecordInOrder([]))) == []
