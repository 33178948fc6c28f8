"""Allows unneeded parentheses after a name without arguments, and reports forgotten ones.

Scala allows calls without ``()``, and declares some names without them. Python has attributes and
methods. Here an unneeded pair is harmless: ``value.isDefined()``. A forgotten pair is reported: the
``repr`` of ``ssc.start`` says that it was not called, a line that is only ``ssc.start`` warns, and
using it as a value raises an error.

A boolean name gives an ``Answer``, which equals a ``bool`` and can be called. Numbers and strings
must keep Python's own types, since data frames take no others. For these the bytecode shows whether
parentheses follow: it has its own instruction for a method that is called at once.
"""

from __future__ import annotations

import dataclasses
import functools
import inspect
import opcode
import sys
import warnings
from collections.abc import Callable
from types import FrameType, FunctionType, MethodType
from typing import Any, NoReturn, TypeVar, cast

from sparkish._executor.portable import portable
from sparkish._executor.shared import shared

__all__ = ["Method", "NotCalled", "called", "needsArguments", "parentheses", "staticTypeArguments"]

portable(__name__)
shared(__name__)

C = TypeVar("C", bound=type)
T = TypeVar("T")

_ONE_INSTRUCTION = sys.version_info >= (3, 12)
# From Python 3.12 on, super()'s attributes have their own instruction.
_CALLED = frozenset(
    opcode.opmap[name]
    for name in (("LOAD_ATTR", "LOAD_SUPER_ATTR") if _ONE_INSTRUCTION else ("LOAD_METHOD",))
)
_FLAG = 1 if _ONE_INSTRUCTION else 0
_PREFIX = opcode.EXTENDED_ARG
_CACHE = 0
_getframe = sys._getframe


def parentheses(cls: C) -> C:
    """Allow a class's public names with or without parentheses, where that is possible.

    It covers the names that the class itself defines, and a dataclass's fields.
    """
    for name, member in list(vars(cls).items()):
        if name.startswith("_"):
            continue
        if type(member) is property:
            # property takes the docstring from its function.
            setattr(cls, name, _Property(member.fget, member.fset))
        elif isinstance(member, FunctionType) and not needsArguments(member):
            setattr(cls, name, Method(member))
    for field in dataclasses.fields(cls) if dataclasses.is_dataclass(cls) else ():
        if not isinstance(vars(cls).get(field.name), _Property):
            setattr(cls, field.name, _Field(field.name))
    return cls


def staticTypeArguments(cls: C) -> C:
    """Allow type arguments on static methods: ``StateSpec.function[K, V, S, M](f)``."""
    for name, member in list(vars(cls).items()):
        if not name.startswith("_") and type(member) is staticmethod:
            setattr(cls, name, _Static(member.__func__))
    return cls


class _Static(staticmethod):  # type: ignore[type-arg]
    """A static method that ignores brackets after its name."""

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self

    def __getitem__(self, types: Any) -> Any:
        return self


def needsArguments(function: Callable[..., Any]) -> bool:
    """Tell whether a method needs at least one argument."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    return any(p.default is p.empty and p.kind not in (2, 4) for p in parameters)


def _isCalled(frame: FrameType) -> bool:
    """Tell whether a frame calls the attribute that it is reading."""
    code, at = frame.f_code.co_code, frame.f_lasti
    while code[at] == _PREFIX:
        at += 2
    return code[at] in _CALLED and code[at + 1] & _FLAG == _FLAG


def _isDropped(frame: FrameType) -> bool:
    """Tell whether a frame drops the attribute that it is reading: a line of only its name."""
    instructions = iter(range(frame.f_lasti, len(frame.f_code.co_code), 2))
    code = [frame.f_code.co_code[at] for at in instructions]
    code = [each for each in code[:20] if each not in (_PREFIX, _CACHE)]
    return code[:2] == [opcode.opmap["LOAD_ATTR"], opcode.opmap["POP_TOP"]]


class _Property(property):
    """A property that ignores parentheses after its name."""

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None or self.fget is None:
            return self
        value = self.fget(instance)
        if callable(value) or not _isCalled(sys._getframe(1)):
            return value
        return lambda: value

    def __reduce__(self) -> tuple[Any, ...]:
        return _Property, (self.fget, self.fset, self.fdel, self.__doc__)


class _Field(_Property):
    """The same for an attribute of an object, such as a dataclass's field."""

    def __init__(self, name: str) -> None:
        super().__init__(lambda self: vars(self)[name])
        self._name = name

    def __reduce__(self) -> tuple[Any, ...]:
        return _Field, (self._name,)

    def __set__(self, instance: Any, value: Any) -> None:
        vars(instance)[self._name] = value


class Method:
    """A method that reports when it was not called."""

    def __init__(
        self, function: Callable[..., Any], kind: Callable[[MethodType], Any] | None = None
    ) -> None:
        functools.update_wrapper(cast(Any, self), function)
        self._function = function
        self._kind = kind or NotCalled

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self._function
        # A copy of _isCalled: every call of the method runs this, and a call more doubles its time.
        frame = _getframe(1)
        code, at = frame.f_code.co_code, frame.f_lasti
        while code[at] == _PREFIX:
            at += 2
        if code[at] in _CALLED and code[at + 1] & _FLAG == _FLAG:
            return MethodType(self._function, instance)
        if _isDropped(frame):
            name = self._function.__qualname__
            warnings.warn(f"This line does nothing: {_notCalled(name)}.", stacklevel=2)
        return self._kind(MethodType(self._function, instance))


class NotCalled:
    """A method without its parentheses: it works as a callback, and as nothing else."""

    def __init__(self, method: MethodType) -> None:
        self.__wrapped__ = method
        self.__doc__ = method.__doc__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.__wrapped__(*args, **kwargs)

    def __repr__(self) -> str:
        return f"<{_notCalled(self.__wrapped__.__qualname__)}>"

    def __eq__(self, other: object) -> bool:
        return self.__wrapped__ == getattr(other, "__wrapped__", other)

    def __hash__(self) -> int:
        return hash(self.__wrapped__)

    def __bool__(self) -> bool:
        if self.__wrapped__.__func__.__annotations__.get("return") in (bool, "bool"):
            self.refuse()
        return True

    def __getattr__(self, name: str) -> Any:
        method = self.__dict__.get("__wrapped__")
        if method is None or hasattr(method, name):
            return getattr(method, name)
        raise AttributeError(f"{_notCalled(method.__qualname__)}, and has no {name!r}")

    def __reduce__(self) -> NoReturn:
        self.refuse()

    def refuse(self, taker: str = "") -> NoReturn:
        """Refuse to stand for the method's result."""
        got = f"{taker} got a method: " if taker else ""
        raise TypeError(got + _notCalled(self.__wrapped__.__qualname__))


def called(value: T, taker: str) -> T:
    """Return a value that was passed to ``taker``; refuse a method that was not called."""
    if isinstance(value, NotCalled):
        value.refuse(taker)
    return value


def _notCalled(qualname: str) -> str:
    return f"{qualname} was not called: write {qualname.rpartition('.')[2]}()"
