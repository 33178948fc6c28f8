"""Functions whose call makes a coroutine or a generator: nobody runs them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sparkish._jvm.failures import usersTrace
from sparkish.streaming._engine.callbacks import rddFunction

HERE = Path(__file__).name


async def asynchronous(rdd: Any) -> None: ...


def generating(rdd: Any) -> Iterator[Any]:
    yield rdd


async def both(rdd: Any) -> Any:
    yield rdd


@pytest.mark.parametrize(
    ("function", "made", "write"),
    [
        (asynchronous, r"a coroutine \(async def\)", r"Write def, and asyncio\.run"),
        (generating, r"a generator \(yield\)", "Write the function without yield"),
        (both, r"a generator \(yield\)", "Write the function without yield"),
    ],
)
def test_it_is_warned_of_at_the_call(function: Callable[..., Any], made: str, write: str) -> None:
    said = rf"foreachRDD's function, {function.__name__} at \S*{HERE}:\d+, makes {made}.*\n{write}"
    with pytest.warns(UserWarning, match=said):
        rddFunction("foreachRDD", function)


def test_other_functions_are_not() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        rddFunction("foreachRDD", lambda rdd: rdd.collect())
        rddFunction("foreachRDD", print)


@pytest.mark.parametrize(
    ("kind", "write"),
    [("generator", r"list\(\.\.\.\) around"), ("coroutine", r"asyncio\.run\(f\(element\)\)")],
)
def test_a_result_that_cannot_be_sent_shows_the_right_function(kind: str, write: str) -> None:
    trace = (
        "Traceback (most recent call last):\n"
        '  File "/x/site-packages/pyspark/serializers.py", line 1, in dumps\n'
        f"TypeError: cannot pickle '{kind}' object\n"
    )
    told = usersTrace(trace, "print() at job.py:7").split("\n\n")[0]
    assert told.startswith(f"TypeError: cannot pickle '{kind}' object, in print() at job.py:7.\n")
    assert re.search(write, told)
