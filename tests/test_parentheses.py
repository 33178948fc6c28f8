"""Extra parentheses after a name, and missing ones."""

from __future__ import annotations

import atexit
import dataclasses
import inspect
import json
import pickle
import threading
import warnings
from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import Any

import pytest

from sparkish import Option, Some, SparkConf, SparkContext, StorageLevel, scalaString
from sparkish.streaming import Interval, Queue, Seconds, State, StreamingContext, Time
from sparkish.streaming.dstream import DStream
from sparkish.streaming.scheduler import BatchInfo, ReceiverInfo, StreamInputInfo

BATCH = BatchInfo(Time(1000), {0: StreamInputInfo(0, 2)}, 1001, Some(1003), Option.empty(), {})

SUPERFLUOUS: dict[str, Callable[[Any], tuple[Any, Any]]] = {
    "Option.isDefined": lambda _: (Some(1).isDefined(), True),
    "Option.isEmpty": lambda _: (Option.empty().isEmpty(), True),
    "Option.nonEmpty": lambda _: (Some(1).map(str).nonEmpty(), True),
    "Time.milliseconds": lambda _: (Time(5).milliseconds(), 5),  # type: ignore[operator]
    "Duration.isZero": lambda _: (Seconds(1).isZero(), False),
    "Duration.prettyPrint": lambda _: (Seconds(1).prettyPrint(), "1.0 s"),  # type: ignore[operator]
    "Queue.isEmpty": lambda _: (Queue().isEmpty(), True),
    "Queue.size": lambda _: (Queue(1).size(), 1),  # type: ignore[operator]
    "StorageLevel.toInt": lambda _: (StorageLevel.NONE.toInt(), 0),  # type: ignore[operator]
    "BatchInfo.batchTime": lambda _: (BATCH.batchTime(), Time(1000)),  # type: ignore[operator]
    "BatchInfo.numRecords": lambda _: (BATCH.numRecords(), 2),  # type: ignore[operator]
    "BatchInfo.schedulingDelay": lambda _: (
        BATCH.schedulingDelay().get(),  # type: ignore[operator]
        2,
    ),
    "ReceiverInfo.active": lambda _: (
        ReceiverInfo(0, "r", True, "l", "e").active(),  # type: ignore[operator]
        True,
    ),
    "SparkConf.getExecutorEnv": lambda _: (
        SparkConf(False).getExecutorEnv(),  # type: ignore[operator]
        [],
    ),
    "SparkContext.isLocal": lambda ssc: (ssc.sparkContext.isLocal(), True),
    "StreamingContext.sparkContext": lambda ssc: (ssc.sparkContext(), ssc._sc),
    "DStream.slideDuration": lambda ssc: (
        ssc.queueStream([]).slideDuration(),
        ssc._sc and Time(500) - Time(0),
    ),
    "RDD.partitions": lambda ssc: (len(ssc._sc.parallelize([1], 3).partitions()), 3),
    "RDD.isEmpty": lambda ssc: (ssc._sc.parallelize([]).isEmpty(), True),
    "LongAccumulator.value": lambda ssc: (ssc._sc.longAccumulator().value(), 0),
}


@pytest.mark.spark
@pytest.mark.parametrize("name", SUPERFLUOUS)
def test_a_superfluous_pair_does_no_harm(ssc: StreamingContext, name: str) -> None:
    result, expected = SUPERFLUOUS[name](ssc)
    assert result == expected
    assert isinstance(result, type(expected))


def test_without_the_pair_a_value_is_a_plain_one() -> None:
    values = (Time(5).milliseconds, Seconds(1).prettyPrint, BATCH.batchTime)
    assert [type(each) for each in values] == [int, str, Time]
    assert json.dumps([bool(Some(1).isDefined), Time(5).milliseconds]) == "[true, 5]"
    assert list(map(attrgetter("milliseconds"), [Time(5)])) == [5]
    assert BATCH.batchTime == Time(1000)
    assert dataclasses.replace(BATCH, submissionTime=1001) == BATCH
    match BATCH:
        case BatchInfo(batchTime=time, submissionTime=submitted):
            assert (time, submitted) == (Time(1000), 1001)
    with pytest.raises(AttributeError):
        BATCH.batchTime = Time(1)  # type: ignore[misc]


def test_the_pair_may_be_anywhere() -> None:
    time: Any = Time(5)
    # fmt: off
    asked = (time.milliseconds)(), time.milliseconds(
    ), [each.milliseconds() for each in [time]], (lambda: time.milliseconds())()
    # fmt: on
    assert asked == (5, 5, [5], 5)
    # Past 255 names the bytecode needs a prefix.
    many = "\n".join(f"v.name{n} = {n}" for n in range(300))
    names: dict[str, Any] = {"v": type("Names", (), {})(), "option": Some(1), "time": time}
    exec(f"{many}\nresult = time.milliseconds(), time.milliseconds, option.get", names)
    assert names["result"][:2] == (5, 5)
    assert "not called" in repr(names["result"][2])
    with pytest.raises(TypeError):
        time.milliseconds(1)


def test_an_answer_is_as_good_as_a_bool() -> None:
    # pytest's assert separates the name from its call.
    assert Some(1).isDefined()
    assert not Option.empty().isDefined()
    yes, no = Some(1).isDefined, Option.empty().isDefined
    assert yes() is True
    assert no() is False
    assert (yes == True, no == False, yes != no, hash(yes)) == (True, True, True, 1)  # noqa: E712
    assert (yes & True, no | False, yes ^ yes, not no, yes and 5) == (True, False, False, True, 5)
    assert (True & yes) == 1
    assert f"{yes} {no!r} {[yes]}" == "True False [True]"
    assert scalaString((yes, no)) == "(true,false)"
    assert type(pickle.loads(pickle.dumps(yes))) is bool
    assert {True: "it is"}[yes] == "it is"
    assert isinstance(yes, int)


FORGOTTEN: dict[str, Callable[[Any], Any]] = {
    "StreamingContext.start": lambda ssc: ssc.start,
    "StreamingContext.awaitTermination": lambda ssc: ssc.awaitTermination,
    "StreamingContext.stop": lambda ssc: ssc.stop,
    "DStream.print": lambda ssc: ssc.queueStream([]).print,
    "DStream.count": lambda ssc: ssc.queueStream([]).count,
    "Option.get": lambda _: Some(1).get,
    "State.get": lambda _: State().get,
    "Interval.duration": lambda _: Interval(0, 1).duration,
    "SparkContext.stop": lambda ssc: ssc.sparkContext.stop,
    "SparkConf.clone": lambda _: SparkConf(False).clone,
}


@pytest.mark.spark
@pytest.mark.parametrize("name", FORGOTTEN)
def test_a_method_says_that_it_was_not_called(ssc: StreamingContext, name: str) -> None:
    method = FORGOTTEN[name](ssc)
    said = f"{name} was not called: write {name.partition('.')[2]}()"
    assert repr(method) == str(method) == f"{method}" == f"<{said}>"
    with pytest.raises(AttributeError, match=said.replace("(", r"\(").replace(")", r"\)")):
        method.sparkContext  # noqa: B018
    with pytest.raises(TypeError, match="NotCalled"):
        method + 1


@pytest.mark.spark
def test_a_statement_that_calls_nothing_warns(ssc: StreamingContext) -> None:
    stream = ssc.queueStream([[1]])
    said = r"This line does nothing: DStream\.print was not called: write print\(\)\."
    with pytest.warns(UserWarning, match=said) as warned:
        stream.print  # noqa: B018
    assert warned[0].filename == __file__
    with pytest.warns(UserWarning, match=r"StreamingContext\.start was not called"):
        exec("ssc.start", {"ssc": ssc})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        kept = stream.print
        stream.count()
        assert callable(kept)


def test_a_method_in_the_place_of_a_value_is_refused() -> None:
    value, state = Some(3), State[Any]()
    said = r"Option\.get was not called: write get\(\)"
    for take in (state.update, Some, Option, Queue().enqueue):
        with pytest.raises(TypeError, match=said):
            take(value.get)
    with pytest.raises(TypeError, match=rf"State\.update got a method: {said}"):
        state.update(value.get)
    assert not state.exists()
    with pytest.raises(TypeError, match=r"State\.exists was not called: write exists\(\)"):
        bool(state.exists)
    # As in Scala, the default is evaluated only when it is needed.
    assert Option(None).getOrElse(value.get) == 3


@pytest.mark.spark
def test_an_element_that_is_a_method_is_refused(ssc: StreamingContext) -> None:
    rdd = ssc.sparkContext.parallelize([1]).map(lambda n: Some(n).get)
    with pytest.raises(Exception, match=r"Option\.get was not called: write get\(\)"):
        rdd.collect()


@pytest.mark.spark
def test_as_a_callback_a_method_is_what_it_was(
    ssc: StreamingContext, capsys: pytest.CaptureFixture[str]
) -> None:
    stop: Any = ssc.stop
    assert callable(stop)
    assert (bool(stop), stop == ssc.stop, hash(stop) == hash(ssc.stop)) == (True, True, True)
    assert (stop.__self__, stop.__func__) == (ssc, StreamingContext.stop)
    assert (stop.__name__, stop.__doc__) == ("stop", StreamingContext.stop.__doc__)
    expected = list(inspect.signature(StreamingContext.stop).parameters)[1:]
    assert list(inspect.signature(stop).parameters) == expected
    atexit.register(stop)
    atexit.unregister(ssc.stop)
    ssc.queueStream([[1]]).map(lambda n: n).print()
    thread = threading.Thread(target=partial(ssc.runFor, 1))
    thread.start()
    thread.join(60)
    assert "\n1\n" in capsys.readouterr().out
    states: list[Any] = []
    thread = threading.Thread(target=lambda get: states.append(get()), args=[ssc.getState])
    thread.start()
    thread.join(60)
    assert str(states[0]) == "STOPPED"


def test_help_and_tools_see_methods() -> None:
    assert inspect.isfunction(StreamingContext.start)
    assert inspect.isfunction(DStream.print)
    assert isinstance(inspect.getattr_static(Option, "isDefined"), property)
    assert Option.isDefined.__doc__ == "Whether there is a value. Scala: ``isDefined``."


@pytest.mark.spark
def test_executors_know_the_same(sc: SparkContext) -> None:
    def asked(n: int) -> Any:
        option = Some(n)
        return option.isDefined, option.isDefined(), option.get(), repr(option.get)

    said = "<Option.get was not called: write get()>"
    assert sc.parallelize([7], 1).map(asked).collect() == [(True, True, 7, said)]
