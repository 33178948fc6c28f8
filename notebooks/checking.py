"""How an answer is checked: by its digest, by calling it, or by running it on a few batches."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

# Told once, in notebook 00.
warnings.filterwarnings("ignore", "DStream is deprecated", FutureWarning)
# Before the first SparkContext: no more of Spark's log than errors, and loopback only.
os.environ.setdefault("SPARK_CONF_DIR", str(Path(__file__).resolve().parent / "conf"))

from sparkish import SparkContext
from sparkish.streaming import DStream, Duration, Milliseconds, StreamingContext
from sparkish.testing import assertStream

__all__ = [
    "Missing",
    "Wrong",
    "calls",
    "check",
    "digest",
    "exercise",
    "isFunction",
    "receivedBlocks",
    "sparkContext",
    "stream",
    "value",
    "watched",
]

Check = Callable[[Any], None]
_CHECKS: dict[str, Check] = {}


class Wrong(Exception):
    """An answer that is not right, with a hint."""


class Missing(Exception):
    """An answer that is not there yet."""


def check(number: str, answer: Any) -> None:
    """Say whether an answer is right, what is wrong with it, or that it is not done yet.

    Parameters
    ----------
    number : str
        The notebook's and the exercise's, for instance ``"03.2"``.
    answer : object
        What the exercise asks for.
    """
    try:
        if _isMissing(answer):
            raise Missing
        _CHECKS[number](answer)
    except Missing:
        print(f"{number}: not done yet.")
    except (Wrong, AssertionError) as wrong:
        print(f"{number}: not right yet. {wrong}")
    except Exception as error:
        print(f"{number}: not right yet. It raises {type(error).__name__}: {error}")
    else:
        print(f"{number}: right.")


def _todo(): ...


def _isMissing(answer: Any) -> bool:
    code = getattr(answer, "__code__", None)
    return answer is ... or answer is None or getattr(code, "co_code", 0) == _todo.__code__.co_code


def exercise(number: str) -> Callable[[Check], Check]:
    """Return a decorator of the check of an exercise."""

    def add(function: Check) -> Check:
        _CHECKS[number] = function
        return function

    return add


def digest(number: str, answer: Any) -> str:
    """Return what stands for a right answer here.

    Durations count by their length, texts without their spaces and capitals, sets in any order.
    """
    if isinstance(answer, (set, frozenset, list, tuple)):
        text = ",".join(sorted(map(_plain, answer)))
    else:
        text = _plain(answer)
    return sha256(f"{number} {text}".encode()).hexdigest()[:12]


def _plain(answer: Any) -> str:
    if isinstance(answer, Duration):
        return f"{answer.milliseconds} ms"
    if isinstance(answer, (int, float)) and not isinstance(answer, bool):
        return f"{answer:g}"
    return "".join(str(answer).split()).casefold()


def value(
    number: str, right: str, hint: str, kind: Any = object, hints: Mapping[Any, str] | None = None
) -> None:
    """Add the check of a value by its digest, with hints for some wrong values."""
    told = {digest(number, wrong): text for wrong, text in (hints or {}).items()}

    @exercise(number)
    def _(answer: Any) -> None:
        if not isinstance(answer, kind):
            raise Wrong(f"{answer!r} is of the type {type(answer).__name__}. {hint}")
        found = digest(number, answer)
        if found != right:
            raise Wrong(told.get(found, hint))


def isFunction(answer: Any) -> None:
    """Refuse what cannot be called."""
    if not callable(answer):
        raise Wrong(f"A function is asked for, not {answer!r}.")


def calls(function: Any, *cases: tuple[tuple[Any, ...], Any]) -> None:
    """Call a function, and compare what it returns."""
    isFunction(function)
    for arguments, expected in cases:
        found = function(*arguments)
        if found != expected:
            shown = ", ".join(map(str, arguments))
            raise Wrong(f"For ({shown}) it returns {found!r}; it should return {expected!r}.")


def stream(function: Any, *inputs: Any, ordered: bool = True) -> None:
    """Run a function from streams to a stream: the last of the inputs is what it has to give."""
    *given, expected = inputs
    isFunction(function)

    def operation(*streams: DStream[Any]) -> DStream[Any]:
        result = function(*streams)
        if not isinstance(result, DStream):
            raise Wrong(f"It should return a stream; it returns {result!r}.")
        return result

    assertStream(sparkContext(), *given, operation, expected, ordered=ordered)


def watched(watch: Callable[[DStream[Any], list[Any]], Any], batches: Any, expected: Any) -> None:
    """Run an output operation, and compare what it leaves in a list."""
    isFunction(watch)
    found: list[Any] = []
    with StreamingContext(sparkContext(), Milliseconds(300)) as ssc:
        watch(ssc.queueStream(batches), found)
        ssc.runFor(batches=len(batches))
    if found != expected:
        raise Wrong(f"After the batches {batches} the list is {found}; it should be {expected}.")


def sparkContext() -> SparkContext:
    """Return the notebook's."""
    active = SparkContext._active_spark_context
    if active is None:
        raise Wrong("There is no SparkContext: run the cell that makes `sc` first.")
    return active


def receivedBlocks(sc: Any) -> list[dict[str, Any]]:
    """Return the receivers' blocks that are stored now, as Spark's Storage page lists them.

    Returns
    -------
    list of dict
        ``name``, storage ``level``, and bytes in ``memory`` and on ``disk``.
    """
    blocks = sc._jsc.sc().statusStore().streamBlocksList()
    return [
        {
            "name": block.name(),
            "level": block.storageLevel(),
            "memory": block.memSize(),
            "disk": block.diskSize(),
        }
        for block in map(blocks.apply, range(blocks.size()))
    ]
