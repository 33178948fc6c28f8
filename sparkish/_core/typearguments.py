"""Scala's type arguments, between a method's name and its parentheses: ``rdd.map[str](f)``.

Python has such brackets after classes, and not after methods. The methods that the program's driver
calls take them here. They say what a reader wants to know and change nothing, but where Scala has
no other place for a class: ``ssc.fileStream[LongWritable, Text, TextInputFormat](directory)``. A
type checker does not know them (PEP 718 would), and a method that is called without any is the
bound method that it always was.
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

#: The methods whose type arguments are classes of Hadoop's, and the parameters that take them here.
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
    """Let the public methods that a class defines, and those of PySpark's named, take brackets."""

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
    """A method without arguments, of which the parentheses, or the brackets, have to follow."""

    def __getitem__(self, types: Any) -> Callable[..., Any]:
        """Return the method as it is called after its type arguments."""
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
    """A method that needs arguments: nobody takes it for what it returns."""

    def __repr__(self) -> str:
        return repr(self.__wrapped__)

    def __bool__(self) -> bool:
        return True

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["__wrapped__"], name)

    def __reduce__(self) -> Any:
        return self.__wrapped__.__reduce__()


def _isType(value: Any) -> bool:
    """Tell whether a value can stand for a type: a class, its name, or one of typing's."""
    if isinstance(value, tuple):
        return all(map(_isType, value))
    return value is None or value is ... or not isinstance(value, (int, float, slice, list, dict))
