"""Values of the job's own classes: as states, keys, elements and initial states.

The classes are defined in functions. So the executors cannot import them, as those of a script.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from compat.dropin.cases.registry import Names, declares

Maker = Callable[[Any], Any]


def _makers() -> dict[str, Maker]:
    @dataclass(frozen=True)
    class Case:
        n: Any

    class Typed(NamedTuple):
        n: Any

    class Words(dict):  # type: ignore[type-arg]
        def __missing__(self, key: Any) -> str:
            return "missing"

    Color = Enum("Color", ["RED", "GREEN"])
    Pair = namedtuple("Pair", "n m")
    Color.__module__ = Pair.__module__ = "__main__"
    return {
        "dataclass": Case,
        "NamedTuple": Typed,
        "namedtuple": lambda n: Pair(n, "m"),
        "dict": lambda n: Words(n=n),
        "Enum": lambda n: list(Color)[n % 2],
        "lambda": lambda n: lambda: n,
        "nested": lambda n: {"all": [Case(n), Typed([Case(n)])]},
    }


def _shown(value: Any) -> str:
    return f"{value['n']} {value['?']}" if hasattr(value, "__missing__") else repr(value)


def _letters(ssc: Any) -> Any:
    return ssc.queueStream([[("a", 1), ("b", 1)], [("a", 1), ("c", 5)], [], [("b", 1)]])


@declares(batches=4, checkpointed=True)
def statesOfOwnClasses(m: Names, ssc: Any) -> Any:
    makers = _makers()

    def update(values: Any, last: Any) -> Any:
        total = sum(values) + (last["total"] if last else 0)
        made = {name: make(total) for name, make in makers.items()}
        return {"total": total, "before": last and last["made"], "made": made}

    def show(state: Any) -> Any:
        before = dict(state["before"] or {})
        made = dict(state["made"])
        functions = [each.pop("lambda")() for each in (before, made) if each]
        return [
            functions,
            *[sorted((k, _shown(v)) for k, v in each.items()) for each in (before, made)],
        ]

    return _letters(ssc).updateStateByKey(update).mapValues(show)


@declares(batches=3, checkpointed=True)
def statesThatAreOneValue(m: Names, ssc: Any) -> Any:
    case = _makers()["dataclass"]
    cases = _letters(ssc).updateStateByKey(
        lambda values, last: case(sum(values) + (last.n if last else 0))
    )
    return cases.mapValues(repr)


@declares(batches=3, checkpointed=True)
def statesThatAreEnums(m: Names, ssc: Any) -> Any:
    color = _makers()["Enum"]
    colors = _letters(ssc).updateStateByKey(
        lambda values, last: color(len(values)) if values or last is None else last
    )
    return colors.mapValues(repr)


@declares(batches=3, checkpointed=True)
def keysOfOwnClasses(m: Names, ssc: Any) -> Any:
    makers = _makers()
    del makers["lambda"], makers["dict"], makers["nested"]
    keyed = _letters(ssc).flatMap(
        lambda pair: [((name, make(pair[1])), pair[1]) for name, make in makers.items()]
    )
    states = keyed.updateStateByKey(lambda values, last: sum(values) + (last or 0))
    return states.map(repr)


@declares(batches=2, checkpointed=True)
def ownClassesToBeginWith(m: Names, ssc: Any) -> Any:
    case = _makers()["dataclass"]
    states = m.sc.parallelize([("a", case(10)), ("z", case(26))])
    updated = _letters(ssc).updateStateByKey(
        lambda values, last: case(sum(values) + (last.n if last else 0)), initialRDD=states
    )
    return updated.mapValues(repr)


@declares(batches=3)
def ownClassesInWindows(m: Names, ssc: Any) -> Any:
    case = _makers()["dataclass"]
    cases = _letters(ssc).mapValues(case)
    windows = cases.reduceByKeyAndWindow(lambda a, b: case(a.n + b.n), None, 1, 0.5)
    return windows.union(cases.groupByKey().mapValues(lambda group: case(len(group)))).mapValues(
        repr
    )
