from __future__ import annotations

import copy
import math
import pickle
import re
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from sparkish._core.duration import (
    Duration,
    Durations,
    Milliseconds,
    Minutes,
    Seconds,
    toDuration,
)
from sparkish.streaming.time import Time

LONG_MAX = 2**63 - 1


class Index:
    """An object like a NumPy integer."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __index__(self) -> int:
        return self.value


def test_made_from_whole_numbers() -> None:
    assert Duration(1500).milliseconds == Milliseconds(1500).milliseconds == 1500
    assert Seconds(-2) == Duration(-2000) == Durations.seconds(-2)
    assert Minutes(1) == Seconds(60) == Durations.minutes(1) == Durations.milliseconds(60_000)
    assert Seconds(Index(3)) == Seconds(3)  # type: ignore[arg-type]
    assert type(Duration(Index(3)).milliseconds) is int  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("make", "value", "instead"),
    [
        (Seconds, 6.5, "Seconds takes a whole number (a Scala Long); for 6.5 seconds write "
                       "Milliseconds(6500)"),
        (Seconds, 1.001, "for 1.001 seconds write Milliseconds(1001)"),
        (Seconds, "1", "not '1' (str); write Seconds(1)"),
        (Seconds, "6.5", "write Milliseconds(6500)"),
        (Seconds, True, "not True (bool); write Seconds(1)"),
        (Seconds, 2.0, "not 2.0 (float); write Seconds(2)"),
        (Seconds, 0.0001, "nothing is finer than a millisecond; write Milliseconds(1)"),
        (Seconds, None, "not None"),
        (Seconds, math.nan, "not nan (float)"),
        (Seconds, math.inf, "not inf (float)"),
        (Seconds, "soon", "not 'soon' (str)"),
        (Seconds, Seconds(1), "not Seconds(1) (Duration)"),
        (Minutes, 0.5, "for 0.5 minutes write Milliseconds(30000)"),
        (Milliseconds, 1.5, "write Milliseconds(2)"),
        (Milliseconds, False, "not False (bool); write Milliseconds(0)"),
        (Duration, "5", "not '5' (str); write Duration(5)"),
        (Durations.seconds, True, "write Seconds(1)"),
    ],
)  # fmt: skip
def test_what_is_no_whole_number_is_refused(make: Any, value: object, instead: str) -> None:
    with pytest.raises(TypeError, match=re.escape(instead)) as caught:
        make(value)
    assert "takes a whole number (a Scala Long)" in str(caught.value)


@pytest.mark.parametrize(
    "overflow",
    [
        lambda: Duration(LONG_MAX + 1),
        lambda: Seconds(LONG_MAX),
        lambda: Minutes(-LONG_MAX),
        lambda: Duration(LONG_MAX) + Duration(1),
        lambda: Duration(-LONG_MAX) - Duration(2),
        lambda: Duration(LONG_MAX).times(2),
    ],
)
def test_more_than_a_long_is_refused(overflow: Any) -> None:
    with pytest.raises(OverflowError, match="does not fit a Scala Long"):
        overflow()


def test_operators_and_their_names() -> None:
    one, three = Seconds(1), Seconds(3)
    assert one + three == one.plus(three) == Seconds(4)
    assert one - three == one.minus(three) == Seconds(-2)
    assert one * 3 == 3 * one == one.times(3) == three
    assert three / one == three.div(one) == 3.0
    assert Seconds(1) / Seconds(-4) == -0.25
    assert (one < three, one.less(three), one <= three, one.lessEq(three)) == (True,) * 4
    assert (one > three, one.greater(three), one >= three, one.greaterEq(three)) == (False,) * 4
    assert one.lessEq(one)
    assert one.greaterEq(one)
    assert not one.less(one)
    assert not one.greater(one)
    assert one.min(three) is one
    assert one.max(three) is three
    assert sorted([three, one]) == [one, three]


def test_division_by_zero_gives_what_a_scala_double_does() -> None:
    assert Seconds(5) / Seconds(0) == math.inf
    assert Seconds(-5) / Seconds(0) == -math.inf
    assert math.isnan(Seconds(0) / Seconds(0))


def test_multiples() -> None:
    assert Seconds(10).isMultipleOf(Seconds(5))
    assert Seconds(-10).isMultipleOf(Seconds(5))
    assert not Seconds(-7).isMultipleOf(Seconds(2))
    assert Seconds(0).isMultipleOf(Seconds(5))
    with pytest.raises(ZeroDivisionError, match=r"Duration\.isMultipleOf takes a Duration other"):
        Seconds(1).isMultipleOf(Seconds(0))


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (lambda: Seconds(1) + 5, r"Duration + takes a Duration, not 5 (int); write Seconds(5) or "
                                 "Milliseconds(5)"),
        (lambda: 5 + Seconds(1), "Duration + takes a Duration, not 5 (int); write Seconds(5)"),
        (lambda: Seconds(1) - 5, "Duration - takes a Duration, not 5 (int)"),
        (lambda: 5 - Seconds(1), "Duration - takes a Duration, not 5 (int)"),
        (lambda: Seconds(1) / 2, "Duration / takes a Duration, not 2 (int)"),
        (lambda: 2 / Seconds(1), "Duration / takes a Duration, not 2 (int)"),
        (lambda: Seconds(1) < 5, "Duration < takes a Duration, not 5 (int)"),
        (lambda: 5 >= Seconds(1), "Duration <= takes a Duration, not 5 (int)"),  # noqa: SIM300
        (lambda: Seconds(1) > None, "Duration > takes a Duration, not None"),
        (lambda: Seconds(1) <= Time(1), "Duration <= takes a Duration, not Time(1) (Time)"),
        (lambda: Seconds(1) + Time(1), "Duration + takes a Duration, not Time(1) (Time)"),
        (lambda: Seconds(1) + True, "Duration + takes a Duration, not True (bool)"),
        (lambda: Seconds(1) * 0.5, "Duration * takes a whole number (a Scala Int), not 0.5"),
        (lambda: True * Seconds(1), "Duration * takes a whole number (a Scala Int), not True"),
        (lambda: Seconds(1).isMultipleOf(2), "Duration.isMultipleOf takes a Duration, not 2"),
        (lambda: Seconds(1).min(2), "takes a Duration, not 2 (int)"),
    ],
)  # fmt: skip
def test_other_types_are_refused(operation: Any, words: str) -> None:
    with pytest.raises(TypeError, match=re.escape(words)):
        operation()


def test_equality_and_hash_are_by_value() -> None:
    assert Seconds(1) == Milliseconds(1000)
    assert len({Seconds(60), Minutes(1), Duration(60_000)}) == 1
    assert Seconds(1) != Time(1000)
    assert Seconds(1) != 1000
    assert Seconds(1) != timedelta(seconds=1)
    # The hash of an int is the same in every process, whatever its hash seed.
    assert hash(Seconds(1)) == 1000


def test_does_not_change() -> None:
    duration = Seconds(1)
    for name in ("milliseconds", "_millis", "other"):
        with pytest.raises(AttributeError, match="does not change"):
            setattr(duration, name, 1)
    with pytest.raises(AttributeError, match="does not change"):
        del duration._millis
    assert not hasattr(duration, "__dict__")


def test_copies_and_matches() -> None:
    duration = Milliseconds(-1500)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(duration, protocol)) == duration
    assert copy.deepcopy(duration) == copy.copy(duration) == duration
    match duration:
        case Duration(millis):
            assert millis == -1500
        case _:
            pytest.fail("no match")


@pytest.mark.parametrize("millis", [0, 1, -1, 999, 1000, -1000, -1500, 60_000, LONG_MAX])
def test_repr_is_python(millis: int) -> None:
    assert eval(repr(Duration(millis))) == Duration(millis)


def test_texts() -> None:
    assert repr(Seconds(2)) == "Seconds(2)"
    assert repr(Milliseconds(1500)) == "Milliseconds(1500)"
    assert str(Seconds(1)) == Seconds(1).toString() == f"{Seconds(1)}" == "1000 ms"
    assert Seconds(-1).toFormattedString == "-1000"
    assert Seconds(0).isZero
    assert not Seconds(1).isZero


@pytest.mark.parametrize(
    ("millis", "text"),
    [
        (-1000, "-1000 ms"), (0, "0 ms"), (999, "999 ms"), (1000, "1.0 s"), (1050, "1.0 s"),
        (1250, "1.3 s"), (59_999, "60.0 s"), (60_000, "1.0 m"), (3_599_999, "60.0 m"),
        (3_723_004, "1.03 h"), (LONG_MAX, "2562047868928.00 h"),
    ],
)  # fmt: skip
def test_prettyPrint(millis: int, text: str) -> None:
    assert Duration(millis).prettyPrint == text


@pytest.mark.parametrize(
    ("value", "millis"),
    [
        (Minutes(1), 60_000), (2, 2000), (0.5, 500), (1.001, 1001), (0.0004, 0), (-1, -1000),
        (timedelta(minutes=1, microseconds=600), 60_001), (Fraction(1, 4), 250),
    ],
)  # fmt: skip
def test_toDuration_takes_seconds(value: Any, millis: int) -> None:
    assert toDuration(value) == Duration(millis)


@pytest.mark.parametrize(
    ("value", "error", "words"),
    [
        (True, TypeError, "takes a Duration or a number of seconds, not True (bool); write Sec"),
        ("10s", TypeError, "not '10s' (str); write Seconds(10)"),
        ("250ms", TypeError, "write Milliseconds(250)"),
        ("soon", TypeError, "write Seconds("),
        (None, TypeError, "not None; write Seconds("),
        (Time(5), TypeError, "not Time(5) (Time)"),
        (Decimal(1), TypeError, "not Decimal('1') (Decimal)"),
        (math.nan, ValueError, "is nan, which is no length of time"),
        (-math.inf, ValueError, "is -inf, which is no length of time"),
        (1e30, OverflowError, "does not fit a Scala Long"),
    ],
)
def test_toDuration_refuses(value: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=re.escape(words)) as caught:
        toDuration(value, "slideDuration")
    assert error is OverflowError or str(caught.value).startswith("slideDuration ")
