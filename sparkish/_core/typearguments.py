"""Scala's type arguments, between a method's name and its parentheses: ``rdd.map[str](f)``.

Python has such brackets after classes, but not after methods. Here the methods that the driver
calls accept them. They are for the reader and change nothing, except where Scala passes a class
only in this way: ``ssc.fileStream[LongWritable, Text, TextInputFormat](directory)``. A type checker
does not know them (PEP 718 would). A method that is called without brackets is a normal bound
method.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

from sparkish._executor.parentheses import Method, NotCalled, needsArguments, staticTypeArguments

__all__ = ["typeArguments"]

C = TypeVar("C", bound=type)

_INPUT = ("keyClass", "valueClass", "inputFormatClass")
_OUTPUT = ("outputFormatClass",)

#: The methods whose type arguments are Hadoop classes, and the parameters that receive them.
_CLASSES = {
    "fileStream": _INPUT,
    "hadoopFile": _INPUT,
    "newAPIHadoopFile": _INPUT,
    "saveAsHadoopFile": _OUTPUT,
    "saveAsHadoopFiles": _OUTPUT,
    "saveAsNewAPIHadoopFile": _OUTPUT,
    "saveAsNewAPIHadoopFiles": _OUTPUT,
}


def typeArguments(*inherited: str) -> Callable[[C], C]:
    """Allow brackets after a class's own public methods, and after some inherited ones."""

    def decorate(cls: C) -> C:
        for name, member in list(vars(cls).items()):
            if name.startswith("_"):
                continue
            if isinstance(member, FunctionType):
                setattr(cls, name, Method(member, _Bound if needsArguments(member) else _NotCalled))
            elif type(member) is Method:
                setattr(cls, name, Method(vars(member)["__wrapped__"], _NotCalled))
        for name in inherited:
            setattr(cls, name, Method(getattr(cls, name), _Bound))
        return staticTypeArguments(cls)

    return decorate


class _NotCalled(NotCalled):
    """A method without arguments: parentheses or brackets must follow."""

    def __getitem__(self, types: Any) -> Callable[..., Any]:
        """Return the method to call after its type arguments."""
        method = self.__wrapped__
        types = types if isinstance(types, tuple) else (types,)
        if not all(map(_isType, types)):
            self.refuse(f"[{', '.join(map(repr, types))}]")
        names = _CLASSES.get(method.__name__, ())
        if not names:
            return method
        if len(types) != len(names):
            raise TypeError(
                f"{method.__qualname__}[{', '.join(names)}](...) takes {len(names)} classes, not "
                f"{len(types)}."
            )
        return functools.partial(method, **dict(zip(names, types, strict=True)))


class _Bound(_NotCalled):
    """A method that needs arguments, which nobody mistakes for its result."""

    def __repr__(self) -> str:
        return repr(self.__wrapped__)

    def __bool__(self) -> bool:
        return True

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["__wrapped__"], name)

    def __reduce__(self) -> Any:
        return self.__wrapped__.__reduce__()


def _isType(value: Any) -> bool:
    """Tell whether a value can be a type argument: a class, a name, or a type of ``typing``."""
    if isinstance(value, tuple):
        return all(map(_isType, value))
    return value is None or value is ... or not isinstance(value, (int, float, slice, list, dict))
