"""PySpark's and Scala's order of arguments are told apart."""

from __future__ import annotations

import functools
from datetime import datetime
from typing import Any

import pyspark
import pytest

from sparkish.streaming import Time
from sparkish.streaming._engine.callbacks import batchTime, rddFunction

MOMENT = datetime.fromtimestamp(1476796005.123)
TIME = Time(1476796005123)
seen: list[Any] = []


def annotated(records: pyspark.RDD[int], when: Time) -> None:
    seen.extend([records, when])


def annotatedByName(records: "RDD[int]", when: Time) -> None:  # noqa: F821, UP037
    seen.extend([records, when])


class Sink:
    def one(self, rdd: Any) -> None:
        seen.append(rdd)

    def __call__(self, time: Any, rdd: Any) -> None:
        seen.extend([time, rdd])


def wrapping(func: Any) -> Any:
    @functools.wraps(func)
    def wrapper(*args: Any) -> Any:
        return func(*args)

    return wrapper


@pytest.mark.parametrize(
    ("func", "expected"),
    [
        (lambda rdd: seen.append(rdd), ["R"]),
        (lambda records: seen.append(records), ["R"]),
        (lambda time, rdd: seen.extend([time, rdd]), [MOMENT, "R"]),
        (lambda a, b: seen.extend([a, b]), [MOMENT, "R"]),
        (lambda rdd, time: seen.extend([rdd, time]), ["R", TIME]),
        (annotated, ["R", TIME]),
        (annotatedByName, ["R", TIME]),
        (Sink().one, ["R"]),
        (Sink(), [MOMENT, "R"]),
        (functools.partial(lambda extra, rdd: seen.extend([extra, rdd]), 7), [7, "R"]),
        (lambda rdd, extra=7: seen.extend([rdd, extra]), ["R", 7]),
        (lambda time, rdd=None: seen.extend([time, rdd]), [MOMENT, "R"]),
        (lambda *args: seen.extend(args), [MOMENT, "R"]),
        (wrapping(lambda rdd: seen.append(rdd)), ["R"]),
        (seen.append, ["R"]),
    ],
)
def test_one_rdd(func: Any, expected: list[Any]) -> None:
    seen.clear()
    rddFunction("foreachRDD", func)(MOMENT, "R")
    assert seen == expected


def test_time_in_pysparks_order_where_it_is_annotated() -> None:
    def first(when: Time, records: Any) -> None:
        seen.extend([when, records])

    seen.clear()
    rddFunction("foreachRDD", first)(MOMENT, "R")
    assert seen == [TIME, "R"]


@pytest.mark.parametrize(
    ("func", "expected"),
    [
        (lambda a, b: [a, b], ["R", "S"]),
        (lambda time, a, b: [time, a, b], [MOMENT, "R", "S"]),
        (lambda rdd1, rdd2, time: [rdd1, rdd2, time], ["R", "S", TIME]),
    ],
)
def test_two_rdds(func: Any, expected: list[Any]) -> None:
    assert rddFunction("transformWith", func, 2)(MOMENT, "R", "S") == expected


@pytest.mark.parametrize("func", [lambda: 0, lambda a, b, c: 0])
def test_another_number_of_arguments_is_refused(func: Any) -> None:
    with pytest.raises(TypeError, match=r"foreachRDD's function takes \(rdd\), \(time, rdd\)"):
        rddFunction("foreachRDD", func)


def test_what_is_no_function_is_refused() -> None:
    with pytest.raises(TypeError, match="foreachRDD takes a function, not 3"):
        rddFunction("foreachRDD", 3)  # type: ignore[arg-type]


@pytest.mark.parametrize("milliseconds", [0, 1, 999, 1476796005123, 1795350703999])
def test_a_batchs_time_survives_the_datetime(milliseconds: int) -> None:
    assert batchTime(datetime.fromtimestamp(milliseconds / 1000)) == Time(milliseconds)
