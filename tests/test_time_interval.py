from __future__ import annotations

import copy
import pickle
import re
import time
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from sparkish.streaming.duration import Duration, Milliseconds, Seconds
from sparkish.streaming.interval import Interval
from sparkish.streaming.time import Time


def test_time_operators_and_their_names() -> None:
    early, late = Time(1000), Time(3000)
    assert early + Seconds(2) == early.plus(Seconds(2)) == late
    assert late - early == late.minus(early) == Seconds(2)
    assert late - Seconds(2) == late.minus(Seconds(2)) == early
    assert (early < late, early.less(late), early <= late, early.lessEq(late)) == (True,) * 4
    assert (early > late, early.greater(late), early >= late, early.greaterEq(late)) == (False,) * 4
    assert early.min(late) is early
    assert early.max(late) is late
    assert sorted([late, early]) == [early, late]
    assert late.isMultipleOf(Seconds(3))
    assert str(late) == late.toString() == "3000 ms"
    assert repr(late) == "Time(3000)"


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (lambda: Time(1) + 5, "Time + takes a Duration, not 5 (int); write Seconds(5)"),
        (lambda: 5 + Time(1), "Time + takes a Duration, not 5 (int)"),
        (lambda: Time(1) + Time(1), "Time + takes a Duration, not Time(1) (Time)"),
        (lambda: Time(1) - 5, "Time - takes a Duration, not 5 (int)"),
        (lambda: Time(1) < 5, "Time < takes a Time, not 5 (int)"),
        (lambda: Time(1) < Seconds(1), "Time < takes a Time, not Seconds(1) (Duration)"),
        (lambda: Time(1).floor(5), "Time.floor takes a Duration, not 5 (int)"),
        (lambda: Time(1).floor(Seconds(1), 5), "Time.floor takes a Time, not 5 (int)"),
        (lambda: Time(1).until(5, Seconds(1)), "Time.until takes a Time, not 5 (int)"),
        (lambda: Time(1).to(Time(5), 1), "Time.to takes a Duration, not 1 (int)"),
        (lambda: Time(6.5), "Time takes a whole number (a Scala Long), not 6.5 (float)"),
        (lambda: Time("5"), "not '5' (str); write Time(5)"),
    ],
)
def test_time_refuses_other_types(operation: Any, words: str) -> None:
    with pytest.raises(TypeError, match=re.escape(words)):
        operation()


def test_time_is_a_value() -> None:
    moment = Time(1476796005000)
    assert {moment: 1}[Time(1476796005000)] == 1
    assert moment != Duration(1476796005000)
    assert pickle.loads(pickle.dumps(moment)) == copy.deepcopy(moment) == moment
    assert type(pickle.loads(pickle.dumps(moment))) is Time
    with pytest.raises(AttributeError, match="Time does not change"):
        moment._millis = 1
    with pytest.raises(OverflowError, match="does not fit a Scala Long"):
        Time(2**63 - 1) + Milliseconds(1)


@pytest.mark.parametrize(
    ("millis", "step", "zero", "floored"),
    [
        (17, 5, None, 15), (15, 5, None, 15), (-7, 5, None, -5), (7, -5, None, 5),
        (17, 5, 3, 13), (-7, 5, 3, -7), (0, 5, 3, 3),
    ],
)  # fmt: skip
def test_floor(millis: int, step: int, zero: int | None, floored: int) -> None:
    zeroTime = () if zero is None else (Time(zero),)
    assert Time(millis).floor(Duration(step), *zeroTime) == Time(floored)


def test_floor_and_steps_refuse_zero() -> None:
    with pytest.raises(ZeroDivisionError, match=r"Time.floor takes a Duration other than 0 ms"):
        Time(1).floor(Seconds(0))
    with pytest.raises(ZeroDivisionError, match=r"Time.isMultipleOf takes"):
        Time(1).isMultipleOf(Seconds(0))
    for steps in (Time(0).until, Time(0).to):
        with pytest.raises(ValueError, match="takes an interval other than 0 ms"):
            steps(Time(10), Seconds(0))
        with pytest.raises(ValueError, match="more than 2147483647 times lie between 0 ms and"):
            steps(Time(2**40), Milliseconds(1))


@pytest.mark.parametrize(
    ("begin", "end", "step", "until", "to"),
    [
        (0, 10, 3, [0, 3, 6, 9], [0, 3, 6, 9]),
        (0, 9, 3, [0, 3, 6], [0, 3, 6, 9]),
        (9, 0, -3, [9, 6, 3], [9, 6, 3, 0]),
        (5, 5, 1, [], [5]),
        (0, 10, -3, [], []),
        (10, 0, 3, [], []),
    ],
)
def test_until_and_to(begin: int, end: int, step: int, until: list[int], to: list[int]) -> None:
    assert Time(begin).until(Time(end), Duration(step)) == [Time(millis) for millis in until]
    assert Time(begin).to(Time(end), Duration(step)) == [Time(millis) for millis in to]


def test_datetimes() -> None:
    aware = datetime(2016, 10, 18, 15, 6, 45, tzinfo=timezone(timedelta(hours=2)))
    assert Time.fromDatetime(aware) == Time(1476796005000)
    for millis in (1476796005000, 1476796005123, 1, 253_000_000_000_123):
        naive = Time(millis).toDatetime()
        assert naive == datetime.fromtimestamp(millis / 1000.0), "as in PySpark's TransformFunction"
        assert Time.fromDatetime(naive) == Time(millis)


def test_interval() -> None:
    interval = Interval(1000, 3000)
    assert (interval.beginTime, interval.endTime) == (Time(1000), Time(3000))
    assert interval == Interval(Time(1000), Time(3000)) == eval(repr(interval))
    assert interval.duration() == Seconds(2)
    assert Interval(3000, 1000).duration() == Seconds(-2)
    assert interval + Seconds(1) == Interval(2000, 4000)
    assert interval - Seconds(1) == Interval(0, 2000)
    assert str(interval) == interval.toString() == "[1000 ms, 3000 ms]"
    assert {interval: 1}[Interval(1000, 3000)] == 1
    assert interval != (Time(1000), Time(3000))
    assert pickle.loads(pickle.dumps(interval)) == copy.deepcopy(interval) == interval
    with pytest.raises(AttributeError, match="Interval does not change"):
        interval.beginTime = Time(0)


def test_interval_order() -> None:
    early, late = Interval(0, 5), Interval(1, 6)
    assert early < late
    assert late > early
    assert early <= Interval(0, 5)
    assert early >= Interval(0, 5)
    assert not early > Interval(0, 5)
    assert not early < Interval(0, 5)
    for compare in ("__lt__", "__le__", "__gt__", "__ge__"):
        with pytest.raises(ValueError, match="are of different durations, 5 ms and 6 ms"):
            getattr(early, compare)(Interval(0, 6))


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (lambda: Interval(1, Time(2)), "takes two Times or two whole numbers of milliseconds, not"),
        (lambda: Interval(True, 2), "not True (bool)"),
        (lambda: Interval("1", "2"), "not '1' (str)"),
        (lambda: Interval(1, 2) < 3, "Interval < takes an Interval, not 3 (int)"),
        (lambda: Interval(1, 2) + 3, "Interval + takes a Duration, not 3 (int); write Seconds(3)"),
        (lambda: Interval.currentInterval(3), "takes a Duration, not 3 (int)"),
    ],
)
def test_interval_refuses_other_types(operation: Any, words: str) -> None:
    with pytest.raises(TypeError, match=re.escape(words)):
        operation()


def test_currentInterval() -> None:
    before = time.time_ns() // 1_000_000
    interval = Interval.currentInterval(Seconds(5))
    after = time.time_ns() // 1_000_000
    assert interval.duration() == Seconds(5)
    assert interval.beginTime.isMultipleOf(Seconds(5))
    assert before - 5000 < interval.beginTime.milliseconds <= after
    with pytest.raises(ZeroDivisionError):
        Interval.currentInterval(Seconds(0))
