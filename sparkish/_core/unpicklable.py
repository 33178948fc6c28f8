"""Finds the function and the variable that hold a value that cannot be pickled."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any, NamedTuple

import pyspark
import pyspark.streaming
from pyspark.sql import SparkSession

from sparkish._core.callsite import definition, inLibrary

__all__ = ["Held", "heldBy"]

_BATCHES = "in a function of transform or foreachRDD: a function of elements can have none"
_INSIDE = (
    "what makes the value inside the function: in mapPartitions once for each partition, in "
    "foreachRDD once for each batch"
)
#: What is in the place of a value that only the driver has.
_OF_DRIVER = (
    (pyspark.SparkContext, f"rdd.context {_BATCHES}"),
    (pyspark.streaming.StreamingContext, f"StreamingContext.getActive() {_BATCHES}"),
    (SparkSession, f"SparkSession.builder.getOrCreate() {_BATCHES}"),
    (
        pyspark.RDD,
        "known = sc.broadcast(rdd.collect()), and known.value in the function; or, in transform, "
        "an RDD that the function makes with rdd.context",
    ),
)
_DEEP = 20


class Held(NamedTuple):
    """A value that cannot be pickled, and the function that uses it."""

    function: str
    """The function's name and place; empty if the value is in no function of the user."""

    variable: str
    value: Any

    @property
    def instead(self) -> str:
        """What to write."""
        first = next((text for kind, text in _OF_DRIVER if isinstance(self.value, kind)), _INSIDE)
        isOfSelf = self.variable.partition(".")[0] == "self"
        return first + "; and what is needed of self into a local variable before" * isOfSelf

    def __str__(self) -> str:
        kind = type(self.value)
        named = (
            kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
        )
        user = f"{self.function} uses {self.variable}" if self.function else self.variable
        return f"{user}, a {named}"


def heldBy(value: Any, pickles: Callable[[Any], object]) -> Held | None:
    """Return the innermost value that keeps a value from being pickled, or None if unknown.

    Parameters
    ----------
    value : object
        The value that could not be pickled.
    pickles : callable
        Pickles a value, or raises.
    """
    return _search("", "", value, pickles, set(), 0)


def _search(
    function: str,
    variable: str,
    value: Any,
    pickles: Callable[[Any], object],
    seen: set[int],
    deep: int,
) -> Held | None:
    if id(value) in seen or deep > _DEEP:
        return None
    seen.add(id(value))
    if _isPickled(value, pickles):
        return None
    for owner, name, part in _parts(function, variable, value):
        found = _search(owner, name, part, pickles, seen, deep + 1)
        if found is not None:
            return found
    return Held(function, variable, value) if variable else None


def _isPickled(value: Any, pickles: Callable[[Any], object]) -> bool:
    try:
        pickles(value)
    except Exception:
        return False
    return True


def _parts(function: str, variable: str, value: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield the owner, name and value of everything that is pickled with a value."""
    if isinstance(value, MethodType):
        yield from _parts(function, variable, value.__func__)
        yield definition(value.__func__), "self", value.__self__
    elif isinstance(value, FunctionType):
        # A wrapper of ours or PySpark's is skipped: the function inside is the user's.
        isUsers = not inLibrary(value.__code__.co_filename)
        owner = definition(value) if isUsers else function
        for name, part in _used(value):
            yield owner, name if isUsers else "", part
    elif isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            yield function, variable, part
    elif isinstance(value, dict):
        for key, part in value.items():
            yield function, f"{variable}[{key!r}]" if variable else "", part
    elif type(value).__module__ == "functools" and hasattr(value, "func"):
        yield from ((function, variable, part) for part in (value.func, value.args, value.keywords))
    elif variable and _isPlain(value):
        yield from ((function, f"{variable}.{name}", part) for name, part in vars(value).items())
    elif inLibrary(_fileOf(type(value))) and not variable:
        for part in vars(value).values() if hasattr(value, "__dict__") else ():
            yield function, "", part


def _isPlain(value: Any) -> bool:
    """Tell whether an object of the user's is pickled as what its attributes are."""
    kind = type(value)
    return hasattr(value, "__dict__") and not (
        isinstance(value, (type, ModuleType))
        or inLibrary(_fileOf(kind))
        or any(hasattr(kind, name) for name in ("__getnewargs__", "__getnewargs_ex__"))
        or any(
            getattr(kind, name, None) is not getattr(object, name, None)
            for name in ("__getstate__", "__reduce__", "__reduce_ex__")
        )
    )


def _used(function: FunctionType) -> Iterator[tuple[str, Any]]:
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=False):
        # A variable that is not assigned yet has an empty cell.
        with suppress(ValueError):
            yield name, cell.cell_contents
    for name in _globalNames(function.__code__):
        part = function.__globals__.get(name, builtins)
        if part is not builtins and not isinstance(part, ModuleType):
            yield name, part
    for part in function.__defaults__ or ():
        yield "a default", part


def _globalNames(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _globalNames(constant)


def _fileOf(kind: type) -> str:
    return str(getattr(sys.modules.get(kind.__module__), "__file__", None) or "")
