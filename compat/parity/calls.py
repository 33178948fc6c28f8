"""Checks whether a Python class accepts a Scala call."""

from __future__ import annotations

import builtins
import copy
import dis
import inspect
import types
import typing
from collections import abc
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

from compat.parity.names import BY_NAME, JVM_ONLY, MEMBERS, TYPE_ARGUMENTS
from compat.parity.samples import find, instance, parameterCount, sample
from compat.parity.scala import Parameter, Signature
from sparkish._core.forms import Forms
from sparkish._executor.parentheses import Method
from sparkish.option import Some

_ATTRIBUTE = object()
# Python 3.10 does not keep overloads.
_overloads: Callable[..., Sequence[Any]] = getattr(typing, "get_overloads", lambda function: ())


class Answer(NamedTuple):
    """How a Python class answers a Scala signature."""

    name: str
    #: Why the call is not accepted, or "" if it is.
    problem: str = ""
    #: "by position" or "by name" if this is the only way to give the arguments, else "".
    how: str = ""


def answer(signature: Signature, python: Any, overloaded: bool = False) -> Answer:
    """Return how a Python class, or a function that stands for an object, answers a signature.

    ``overloaded`` says that Scala also has the same name with parameters.
    """
    if python is None:
        return Answer("", "Python has no such class")
    if signature.name in ("new", "apply"):
        return _called(signature, python, python.__name__, python)
    for name in filter(None, (signature.name, MEMBERS.get(signature.name))):
        member = _member(python, name)
        if member is not None:
            break
    else:
        return Answer("", f"{python.__name__} has no {signature.name}")
    calls = bool(signature.lists or _typeArguments(signature))
    # PySpark's programs must run unchanged, so a name keeps PySpark's form.
    theirs = [_function(vars(base)[name]) for base in pysparks(python) if name in vars(base)][:1]
    if _isMethod(member):
        if calls:
            return _called(signature, python, name, member)
        if overloaded or any(map(_isMethod, theirs)):
            return _called(signature, python, f"{name}()", member)
        return Answer(name, "a method, where Scala has a property")
    given = _given(python, member)
    if calls and callable(given):
        return _called(signature, type(given), name, type(given).__call__)
    if calls and (signature.parameters or not theirs or _isMethod(theirs[0])):
        return Answer(name, "a property, where Scala has a method")
    return Answer(name)


def publicNames(*classes: type) -> set[str]:
    """Return the public names that the classes define, and those of their objects."""
    names: set[str] = set()
    for python in classes:
        if python is not object and python.__module__ not in ("abc", "enum", "typing"):
            names |= vars(python).keys() | _annotated(python) | _assigned(python)
    return {name for name in names if not name.startswith("_")}


def pysparks(python: type) -> list[type]:
    """Return the PySpark classes that a class extends."""
    return [base for base in inspect.getmro(python) if base.__module__.startswith("pyspark")]


def _member(python: type, name: str) -> Any:
    """Return a class's member with a name, a mark if only its objects have it, or None."""
    for base in inspect.getmro(python)[:-1]:  # without object, whose __eq__ would count
        if name in vars(base):
            return _function(vars(base)[name])
        if name in _annotated(base) | _assigned(base):
            return _ATTRIBUTE
        if name == "__str__" and "__repr__" in vars(base):
            return base.__repr__
    return None


def _function(member: Any) -> Any:
    """Return the function inside a decorated method, or the member itself."""
    return inspect.unwrap(member) if isinstance(member, Method) else member


def _annotated(python: type) -> set[str]:
    return set(vars(python).get("__annotations__", ()))


@cache
def _assigned(python: type) -> set[str]:
    """Return the attributes that a class's methods assign to ``self``."""
    functions = [value for value in vars(python).values() if isinstance(value, types.FunctionType)]
    return {
        each.argval
        for function in functions
        for before, each in pairwise(dis.get_instructions(function))
        if each.opname == "STORE_ATTR" and _loadsSelf(before)
    }


def _loadsSelf(instruction: dis.Instruction) -> bool:
    loaded = instruction.argval
    # Python 3.13 loads two variables at once.
    return (loaded[-1:] if isinstance(loaded, tuple) else (loaded,)) == ("self",)


def _isMethod(member: Any) -> bool:
    return isinstance(member, (types.FunctionType, classmethod, staticmethod))


def _given(python: type, member: Any) -> Any:
    """Return the value of a property of an empty object, or None."""
    if isinstance(member, property):
        # The property may need contents, and raise anything without them.
        with suppress(Exception):
            return member.__get__(instance(python))
    return None


def _called(signature: Signature, python: Any, name: str, member: Any) -> Answer:
    """Check the arguments of every call that the signature allows."""
    if signature.companion and isinstance(member, types.FunctionType) and member is not python:
        return Answer(name, "a method of objects, not of the class")
    keywords = _typeArguments(signature)
    problems = []
    for parameters in _orders(signature):
        named = _refusal(python, member, (), parameters, keywords)
        if str(signature).startswith(BY_NAME):
            problem, how = named, "by name"
        else:
            calls = (_refusal(python, member, call, (), keywords) for call in _calls(parameters))
            repeated = any(parameter.type.endswith("*") for parameter in parameters)
            problem = next(filter(None, calls), "")
            how = "by position" if named and not repeated else ""
        if not problem:
            return Answer(name, how=how)
        problems.append(problem)
    return Answer(name, problems[0])


def _typeArguments(signature: Signature) -> dict[str, str]:
    """Return the keyword arguments that replace Scala's type arguments in square brackets."""
    names = (bound.partition("[")[0] or name for name, bound in signature.typeArguments)
    # Other type arguments are types of elements, which Python does not give.
    return {TYPE_ARGUMENTS[name]: "Class[_]" for name in names if name in TYPE_ARGUMENTS}


def _orders(signature: Signature) -> Iterator[Sequence[Parameter]]:
    parameters = [p for p in signature.parameters if not (p.default and p.type in JVM_ONLY)]
    yield parameters
    if len(signature.lists) > 1:
        # f(zeroValue, numPartitions)(seqOp, combOp) is f(zeroValue, seqOp, combOp, numPartitions).
        end = len(signature.lists[0])
        yield [*parameters[:1], *parameters[end:], *parameters[1:end]]


def _calls(parameters: Sequence[Parameter]) -> Iterator[Sequence[Parameter]]:
    """Yield the arguments of every call by position, with and without those with a default."""
    required = max((n for n, p in enumerate(parameters, 1) if not p.default), default=0)
    for count in range(required, len(parameters) + 1):
        call = parameters[:count]
        yield call
        if call and call[-1].type.endswith("*"):
            yield [*call, call[-1]]


def _refusal(
    python: Any,
    member: Any,
    positional: Sequence[Parameter],
    named: Sequence[Parameter],
    keywords: dict[str, str],
) -> str:
    """Return why a call is refused, with an Option and with its plain value, or "" if it is not."""
    refused = ""
    for option in (Some, lambda value: value):
        args = [sample(p.type.removesuffix("*"), option) for p in positional]
        kwargs = {p.name: sample(p.type, option) for p in named}
        kwargs |= {name: sample(scalaType) for name, scalaType in keywords.items()}
        refused = whyRefused(python, member, args, kwargs, [p.name for p in positional])
        if not refused:
            break
    return refused


def whyRefused(
    python: Any, member: Any, args: list[Any], kwargs: dict[str, Any], names: list[str]
) -> str:
    """Return why a member of a class refuses a call, or "" if it accepts the call."""
    owner: list[Any] = [instance(python)]
    function = member
    if isinstance(member, type):
        makers = (getattr(member, name) for name in ("__init__", "__new__"))
        function = next((maker for maker in makers if hasattr(maker, "__code__")), None)
        if function is None:
            return "the constructor takes no arguments" * bool(args or kwargs)
    elif isinstance(member, (classmethod, staticmethod)):
        function = member.__func__
        owner = [python] if isinstance(member, classmethod) else []
    elif member is python:
        owner = []
    # A dispatcher is as strict as its forms, and its overloads must agree with them.
    forms = formsOf(function)
    if forms is not None:
        takesSelf = all(next(iter(form[1].parameters), "") == "self" for form in forms._forms)
        refused = _noForm(forms, owner * takesSelf + args, kwargs)
    else:
        refused = _misfit(function, owner + args, kwargs, names)
    # The overload of a class method is kept together with its decorator.
    typed = (getattr(each, "__func__", each) for each in _overloads(function))
    refusals = [_misfit(each, owner + args, kwargs, names) for each in typed]
    if not refused and refusals and all(refusals):
        return "no @overload says so"
    return refused


def formsOf(function: Callable[..., Any]) -> Forms[Any] | None:
    """Return the call forms of a function that dispatches its arguments, or None."""
    if function.__code__.co_flags & inspect.CO_VARARGS:
        for value in _used(function):
            if isinstance(value, types.FunctionType) and value.__module__.startswith("sparkish"):
                value = next((v for v in _used(value) if isinstance(v, Forms)), None)
            if isinstance(value, Forms):
                return value
    return None


def _used(function: Callable[..., Any]) -> Iterator[Any]:
    names = function.__code__.co_names
    for name in names:
        value = function.__globals__.get(name)
        yield value
        if inspect.ismodule(value):
            yield from (vars(value).get(attribute) for attribute in names)


def _noForm(forms: Forms[Any], args: list[Any], kwargs: dict[str, Any]) -> str:
    probe = copy.copy(forms)
    probe._forms = [
        (lambda *a, _function=function, **k: _misfit(_function, a, k), signature, kinds)
        for function, signature, kinds in forms._forms
    ]
    try:
        return str(probe(*args, **kwargs))
    except TypeError as error:
        return str(error).partition(".")[0]


def _misfit(
    function: Callable[..., Any],
    args: Sequence[Any],
    kwargs: dict[str, Any],
    names: Sequence[str] = (),
) -> str:
    """Return why a call does not fit the function's signature and annotations, or "".

    ``names`` are Scala's names of the last positional arguments: no argument may end up in the
    parameter of a different name.
    """
    signature = inspect.signature(function)
    try:
        bound = signature.bind(*args, **kwargs)
    except TypeError as error:
        return str(error)
    places = list(signature.parameters)[len(args) - len(names) : len(args)]
    for place, name in zip(places, names, strict=False):
        if place.lower() != name.lower() and name in signature.parameters:
            return f"{name} lands in {place}"
    for name, value in bound.arguments.items():
        parameter = signature.parameters[name]
        if name in ("self", "cls") or parameter.kind is parameter.VAR_KEYWORD:
            continue
        hint = evaluated(parameter.annotation, function)
        values = value if parameter.kind is parameter.VAR_POSITIONAL else [value]
        if not all(fits(each, hint) for each in values):
            return f"{name}: {parameter.annotation} does not take {_shown(values[0])}"
    return ""


def _shown(value: Any) -> str:
    if isinstance(value, types.FunctionType):
        return f"a function of {parameterCount(value)}"
    return type(value).__name__


class _Module(type):
    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return cls


class _Anything(metaclass=_Module):
    """Stands for a name that only type checkers import, and that is not a class of ours."""

    def __class_getitem__(cls, item: Any) -> type[_Anything]:
        return cls


class _Names(dict[str, Any]):
    """The names that a module imports for type checkers only."""

    def __init__(self, known: dict[str, Any]) -> None:
        self._known = known

    def __missing__(self, name: str) -> Any:
        if name in self._known or hasattr(builtins, name):
            raise KeyError(name)
        return find(name) or _Anything


def evaluated(annotation: Any, function: Callable[..., Any]) -> Any:
    """Return the type of an annotation, which may be a string."""
    while isinstance(annotation, str):
        known = function.__globals__
        annotation = eval(annotation, known, _Names(known))
    return Any if annotation is inspect.Parameter.empty else annotation


def fits(value: Any, hint: Any) -> bool:
    """Tell whether a value fits an annotated type; True if that cannot be decided."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return any(fits(value, each) for each in arguments)
    if isinstance(hint, TypeVar):
        return hint.__bound__ is None or fits(value, hint.__bound__)
    if hint is Any or hint is None:
        return hint is Any or value is None
    if origin is abc.Callable or hint is abc.Callable:
        counted = arguments and isinstance(arguments[0], list)
        # A function of any number of arguments fits too.
        return callable(value) and (
            not counted or parameterCount(value) in (None, len(arguments[0]))
        )
    kind = origin or hint
    if not isinstance(kind, type) or kind is _Anything or getattr(kind, "_is_protocol", False):
        return True
    if kind in (int, float) and isinstance(value, bool):
        return False
    if not isinstance(value, (int, float) if kind is float else kind):
        return False
    if isinstance(value, (list, set)) and len(arguments) == 1:
        return all(fits(element, arguments[0]) for element in value)
    return True
