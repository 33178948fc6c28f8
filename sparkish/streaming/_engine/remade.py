"""Broadcasts and accumulators that a program makes once, and makes again after its recovery.

They do not come back from a checkpoint. So a program asks for them by a function that makes them
where they are missing, and keeps them in a global variable or in an attribute of a class. A
checkpoint holds None for such a variable. Scala's checkpoint has nothing of an object's variables.
"""

from __future__ import annotations

import dis
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import CodeType, FunctionType
from typing import Any

from pyspark import Broadcast

from sparkish.accumulators import CollectionAccumulator, DoubleAccumulator, LongAccumulator
from sparkish.option import Option

__all__ = ["withoutRemade"]

#: PySpark cannot read a checkpoint with a broadcast. Its own accumulators stay as it has them.
_SHARED = (Broadcast, LongAccumulator, DoubleAccumulator, CollectionAccumulator)


def withoutRemade(value: FunctionType | type, reduced: Any) -> Any:
    """Return what a function or class is pickled as, without what the program makes again."""
    if not isinstance(reduced, tuple) or len(reduced) < 3:
        return reduced
    make, arguments, state, *rest = reduced
    if isinstance(value, FunctionType):
        own, slots = state
        names = slots.get("__globals__", {})
        kept = _kept(names, lambda: _codes(value.__globals__.values()), "STORE_GLOBAL")
        state = (own, {**slots, "__globals__": kept})
    else:
        attributes, *more = state
        kept = _kept(attributes, lambda: _codes(vars(value).values()), "STORE_ATTR")
        state = (kept, *more)
    return (make, arguments, state, *rest)


def _kept(names: Mapping[str, Any], codes: Any, operation: str) -> dict[str, Any]:
    shared = {name for name, value in names.items() if _isShared(value)}
    if shared:
        shared &= set().union(*(_stored(code, operation) for code in codes()))
    return {name: None if name in shared else value for name, value in names.items()}


def _isShared(value: Any) -> bool:
    if isinstance(value, _SHARED):
        return True
    if isinstance(value, Option):
        value = value.toList()
    if isinstance(value, dict):
        value = list(value.values())
    return isinstance(value, (tuple, list)) and any(isinstance(each, _SHARED) for each in value)


def _codes(values: Iterable[Any]) -> Iterator[CodeType]:
    """Yield the code of functions, of the methods of classes, and of what is defined in them."""
    for value in list(values):
        if isinstance(value, (staticmethod, classmethod)):
            value = value.__func__
        if isinstance(value, FunctionType):
            yield from _inner(value.__code__)
        elif isinstance(value, type):
            yield from _codes(each for each in vars(value).values() if not isinstance(each, type))


def _inner(code: CodeType) -> Iterator[CodeType]:
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _inner(each)


@cache
def _stored(code: CodeType, operation: str) -> frozenset[str]:
    """Return the names that a code assigns to."""
    found = dis.get_instructions(code)
    return frozenset(str(each.argval) for each in found if each.opname == operation)
