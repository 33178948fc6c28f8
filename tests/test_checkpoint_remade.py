"""A broadcast or an accumulator that a program makes where it is missing, in a checkpoint."""

from __future__ import annotations

import pickle
import threading
from typing import Any

import pytest
from pyspark.accumulators import Accumulator, AddingAccumulatorParam

from sparkish import Option, Some
from sparkish.accumulators import LongAccumulator
from sparkish.scala.system import monitor
from sparkish.streaming._engine.checkpoints import checkpointSerializer

_PROGRAM = """
def get():
    global shared
    if shared is None:
        shared = made()
    return shared

class Shared:
    one = None
    fixed = 1

    @staticmethod
    def get():
        if Shared.one is None:
            Shared.one = made()
        return Shared.one

def eachRDD(rdd):
    return get(), Shared.get(), Shared.fixed, kept
"""


def _program(**values: Any) -> dict[str, Any]:
    """Return a program's names; what it defines is pickled by value, as a main module's."""
    names: dict[str, Any] = {"__name__": "__main__", "shared": None, "kept": None, **values}
    exec(_PROGRAM, names)
    return names


def _recovered(function: Any) -> Any:
    return pickle.loads(checkpointSerializer._pickled(function))


def _accumulator() -> Any:
    return LongAccumulator("dropped")


@pytest.mark.parametrize(
    "wrapped", [lambda a: a, lambda a: (a, 1), lambda a: [a], lambda a: {"a": a}, Some]
)
def test_it_is_made_again_after_a_recovery(wrapped: Any) -> None:
    before = _program(made=lambda: wrapped(_accumulator()))
    first = before["eachRDD"](None)
    written = checkpointSerializer._pickled(before["eachRDD"])
    # The program's own variables are as they were.
    assert before["shared"] is first[0]
    assert before["Shared"].one is first[1]
    again = pickle.loads(written)
    assert again.__globals__["get"].__globals__["shared"] is None
    assert again.__globals__["Shared"].one is None
    assert again.__globals__["Shared"].fixed == 1


def test_other_variables_come_back_as_they_were() -> None:
    before = _program(made=lambda: "text", kept=Option(3))
    before["eachRDD"](None)
    again = _recovered(before["eachRDD"])
    assert again(None) == ("text", "text", 1, Option(3))
    # Nothing makes this one again: what Python does with it stays.
    before["kept"] = _accumulator()
    assert isinstance(_recovered(before["eachRDD"]).__globals__["kept"], Accumulator)


def test_an_accumulator_of_pyspark_stays_as_pyspark_has_it() -> None:
    before = _program(made=lambda: Accumulator(-7, 0, AddingAccumulatorParam(0)))
    before["eachRDD"](None)
    assert _recovered(before["eachRDD"]).__globals__["Shared"].one.aid == -7


def test_a_locked_object_is_in_a_checkpoint_with_a_free_lock() -> None:
    before = _program(made=lambda: None)
    with monitor(before["Shared"]):
        again = _recovered(before["eachRDD"]).__globals__["Shared"]
        # Another thread gets the lock, though this one has the first.
        thread = threading.Thread(target=monitor(again).__enter__, daemon=True)
        thread.start()
        thread.join(20)
        assert not thread.is_alive()
