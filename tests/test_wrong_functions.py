"""A function that does not fit its operation is refused at the call."""

from __future__ import annotations

import functools
import operator
from collections import namedtuple
from collections.abc import Callable
from typing import Any
from unittest.mock import Mock

import pytest
from usable import assertUsable

from sparkish._core.functions import checkFunction
from sparkish.streaming import Seconds, StreamingContext


def second(k: Any, v: Any) -> Any:
    return v


def starred(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def ofPair(pair: Any) -> Any:
        return function(*pair)

    return ofPair


def signed(element: Any) -> Any:
    return element


signed.__signature__ = None  # type: ignore[attr-defined]


class Called:
    def __call__(self, element: Any, factor: int = 2) -> Any:
        return element

    def method(self, element: Any) -> Any:
        return element

    @classmethod
    def ofClass(cls, element: Any) -> Any:
        return element

    @staticmethod
    def ofNone(element: Any) -> Any:
        return element


class CalledWithTwo:
    def __call__(self, k: Any, v: Any) -> Any:
        return v


@pytest.mark.parametrize(
    "function",
    [
        lambda element: element,
        lambda element, factor=2: element,
        lambda *args: args,
        lambda element, *, key=1: element,
        lambda **kwargs: kwargs,
        str,
        len,
        int,
        dict,
        "a".startswith,
        operator.itemgetter(0),
        operator.methodcaller("upper"),
        operator.add,
        functools.partial(second, 1),
        functools.partial(second, v=1),
        functools.partial(functools.partial(second), 1),
        starred(second),
        signed,
        Called(),
        Called().method,
        Called.ofClass,
        Called.ofNone,
        namedtuple("Point", "x y"),
        Mock(),
        functools.lru_cache(lambda element: element),
    ],
)
def test_what_may_work_passes(function: Any) -> None:
    if function.__class__.__name__ == "function" and "kwargs" in function.__code__.co_varnames:
        with pytest.raises(TypeError, match=r"takes \(\*\*kwargs\)"):
            checkFunction("map", function)
    else:
        checkFunction("map", function)


@pytest.mark.parametrize(
    ("function", "instead"),
    [
        (lambda k, v: (v, k), ".map(lambda pair: (pair[1], pair[0]))"),
        (lambda a, b, c: a + c, ".map(lambda row: row[0] + row[2])"),
        (second, ".map(lambda pair: second(*pair))"),
        (lambda: 1, ".map(lambda element: ...)"),
        (functools.partial(second, k=1), ".map(lambda element: ...)"),
        (Called.method, ".map(lambda pair: method(*pair))"),
        (CalledWithTwo(), ".map(lambda pair: f(*pair))"),
    ],
)
def test_a_wrong_number_of_arguments_shows_the_right_form(function: Any, instead: str) -> None:
    with pytest.raises(TypeError, match="calls its function with one argument") as caught:
        checkFunction("map", function)
    assert str(caught.value).endswith("Write " + instead)


def test_every_operation_refuses_at_the_call(ssc: StreamingContext) -> None:
    pairs = ssc.queueStream([[("a", 1)]])
    two = lambda a, b: a + b  # noqa: E731
    refused: dict[str, Callable[[], object]] = {
        "map takes a function, not 5": lambda: pairs.map(5),  # type: ignore[arg-type]
        "map takes a function, not None; is it": lambda: pairs.map(None),  # type: ignore[arg-type]
        "map calls": lambda: pairs.map(lambda k, v: v),  # type: ignore[arg-type,misc]
        "flatMap calls": lambda: pairs.flatMap(two),  # type: ignore[arg-type]
        "filter calls": lambda: pairs.filter(lambda: True),  # type: ignore[arg-type,misc]
        "mapValues calls": lambda: pairs.mapValues(two),  # type: ignore[arg-type]
        "flatMapValues calls": lambda: pairs.flatMapValues(two),  # type: ignore[arg-type]
        "mapPartitions calls": lambda: pairs.mapPartitions(two),  # type: ignore[arg-type]
        "mapPartitionsWithIndex calls": lambda: pairs.mapPartitionsWithIndex(
            lambda part: part  # type: ignore[arg-type,misc]
        ),
        "reduce calls": lambda: pairs.reduce(lambda a: a),  # type: ignore[arg-type,misc]
        "reduceByKey takes a function, not '+'": lambda: pairs.reduceByKey("+"),
        "combineByKey's mergeValue takes": lambda: pairs.combineByKey(list, "+", two),
        "reduceByWindow takes": lambda: pairs.reduceByWindow("+", Seconds(1), Seconds(1)),
        "reduceByKeyAndWindow takes": lambda: pairs.reduceByKeyAndWindow("+", Seconds(1)),
        "reduceByKeyAndWindow's invReduceFunc calls": lambda: pairs.reduceByKeyAndWindow(
            two, lambda a: a, Seconds(1), Seconds(1)
        ),
        "updateStateByKey calls": lambda: pairs.updateStateByKey(lambda k, v, s: s),
        "updateStateByKey takes": lambda: pairs.updateStateByKey(3),
    }
    for message, call in refused.items():
        with pytest.raises(TypeError) as caught:
            call()
        assert str(caught.value).startswith(message)
        assert "\nWrite " in str(caught.value)
    assertUsable(ssc)
