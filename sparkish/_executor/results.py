"""Checks the results of users' functions: a missing ``return`` is reported.

Most of it runs on executors. It is pickled by value, so they do not need sparkish.
"""

from __future__ import annotations

import dis
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, wraps
from types import CodeType
from typing import Any, TypeVar

from sparkish._executor.portable import portable
from sparkish._executor.shared import shared

__all__ = [
    "flatMappedValues",
    "noResult",
    "placed",
    "returning",
    "returnsNothing",
    "wantsResult",
]

portable(__name__)
shared(__name__)

_CHECKED = "_wantsResult"

F = TypeVar("F", bound=Callable[..., Any])


def placed(function: Any) -> str:
    """Return a function's name and, where Python knows it, its file and line."""
    name = getattr(function, "__qualname__", None) or repr(function)
    code = _code(function)
    return name if code is None else f"{name} at {code.co_filename}:{code.co_firstlineno}"


def noResult(operation: str, function: Any, wanted: str) -> TypeError:
    """Return the error for a function that returned None where a result is needed."""
    return TypeError(
        f"{operation}'s function must return {wanted}; this one, {placed(function)}, has returned "
        "None (is a return missing?)"
    )


def returning(operation: str, function: F, wanted: str) -> F:
    """Wrap a function: the wrapper raises an error if the result is None."""
    if hasattr(function, _CHECKED):
        return function

    # The wrapper keeps this module's name, so that it is pickled by value.
    @wraps(function, assigned=("__name__", "__qualname__", "__doc__"))
    def checked(*args: Any) -> Any:
        result = function(*args)
        if result is None:
            raise noResult(operation, function, wanted)
        return result

    setattr(checked, _CHECKED, True)
    return checked  # type: ignore[return-value]


#: Returns the same wrapper for the same function, since PySpark compares partitioners' functions.
wantsResult = lru_cache(maxsize=256)(returning)


def flatMappedValues(f: Callable[[Any], Iterable[Any]]) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """Return a stage that pairs each key with each result of a function of its value."""

    def stage(pairs: Iterable[Any]) -> Iterator[Any]:
        for key, value in pairs:
            made = f(value)
            if made is None:
                raise noResult("flatMapValues", f, "an iterable")
            for each in made:
                yield key, each

    return stage


def returnsNothing(function: Any) -> bool:
    """Tell whether a Python function always returns None; False for other callables."""
    code = _code(function)
    if code is None or code.co_flags & 0x2A0:  # a generator or a coroutine
        return False
    before: Any = None
    returns = 0
    for instruction in dis.get_instructions(code):
        if instruction.opname == "RETURN_CONST":
            returned = instruction.argval
        elif instruction.opname == "RETURN_VALUE":
            # A result that is not a constant may be anything.
            returned = before.argval if before and before.opname == "LOAD_CONST" else before
        else:
            before = instruction
            continue
        if returned is not None:
            return False
        returns += 1
        before = instruction
    # A function that always raises has no return instruction.
    return returns > 0


def _code(function: Any) -> CodeType | None:
    function = getattr(function, "__func__", function)
    code = getattr(function, "__code__", None)
    if code is None and callable(function):
        code = getattr(type(function).__call__, "__code__", None)
    return code if isinstance(code, CodeType) else None
