"""Python values for PySpark's annotations: typical arguments of a program."""

from __future__ import annotations

import datetime
import inspect
import types
import typing
from collections import abc
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, NamedTuple, TypeVar

from compat.parity.calls import evaluated
from compat.parity.samples import function, instance

_VALUES: dict[Any, Any] = {
    bool: True,
    bytes: b"bytes",
    datetime.datetime: datetime.datetime(2026, 11, 22),
    float: 0.5,
    int: 1,
    str: "text",
    type(None): None,
}
_COLLECTIONS: dict[Any, Callable[[list[Any]], Any]] = {
    dict: lambda elements: {elements[0]: elements[1]},
    abc.Mapping: lambda elements: {elements[0]: elements[1]},
    frozenset: frozenset,
    set: set,
    tuple: tuple,
}
#: PySpark annotates these as whole seconds, but its own tests also give fractions.
_SECONDS = ("duration", "interval", "timeout")


class Call(NamedTuple):
    """The arguments of a call."""

    args: list[Any]
    kwargs: dict[str, Any]


def calls(function: Callable[..., Any], bound: bool) -> Iterator[Call]:
    """Yield the calls that a PySpark signature allows.

    Any number of arguments is given by position and the rest by name, with and without those that
    have a default. Each argument has every type of its annotation. ``bound`` leaves out the first
    parameter, ``self`` or ``cls``.
    """
    signature = inspect.signature(function)
    parameters = list(signature.parameters.values())[bound:]
    by = {kind: [p for p in parameters if p.kind is kind] for kind in inspect._ParameterKind}
    places = by[inspect.Parameter.POSITIONAL_ONLY] + by[inspect.Parameter.POSITIONAL_OR_KEYWORD]
    named = by[inspect.Parameter.KEYWORD_ONLY]
    rest = by[inspect.Parameter.VAR_POSITIONAL]
    choices = {p.name: _choices(p, function) for p in parameters}
    firsts = {name: values[0] for name, values in choices.items()}
    for count in range(len(places) + 1):
        if any(p.kind is p.POSITIONAL_ONLY for p in places[count:] if p.default is p.empty):
            continue
        by_name = [p for p in places[count:] if p.kind is not p.POSITIONAL_ONLY] + named
        for given in _subsets(by_name):
            for values in _oneAtATime([*places[:count], *given], choices, firsts):
                args = [values[p.name] for p in places[:count]]
                yield Call(args, {p.name: values[p.name] for p in given})
    for p in rest:
        args = [firsts[each.name] for each in places]
        yield Call([*args, firsts[p.name], firsts[p.name]], {})


def _subsets(parameters: list[inspect.Parameter]) -> Iterator[list[inspect.Parameter]]:
    """Yield the required parameters: alone, with each optional one, and with all of them."""
    needed = [p for p in parameters if p.default is p.empty]
    others = [p for p in parameters if p.default is not p.empty]
    yield needed
    for other in others:
        yield [*needed, other]
    if len(others) > 1:
        yield parameters


def _oneAtATime(
    parameters: list[inspect.Parameter], choices: dict[str, list[Any]], firsts: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    yield firsts
    for parameter in parameters:
        for value in choices[parameter.name][1:]:
            yield {**firsts, parameter.name: value}


def _choices(parameter: inspect.Parameter, function: Callable[..., Any]) -> list[Any]:
    values = list(_values(parameter.annotation, function))
    if any(word in parameter.name.lower() for word in _SECONDS):
        values += [0.5]
    return values


def _values(annotation: Any, function: Callable[..., Any]) -> Iterator[Any]:
    if isinstance(annotation, typing.ForwardRef):
        annotation = annotation.__forward_arg__
    if isinstance(annotation, str):
        annotation = evaluated(annotation, function)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        for each in arguments:
            yield from _values(each, function)
    elif origin is typing.Literal:
        yield from arguments
    elif origin is abc.Callable:
        yield _function(arguments[0])
    elif origin is type:
        yield object
    elif origin in _COLLECTIONS or origin in (list, abc.Iterable, abc.Sequence, abc.Iterator):
        elements = [arg for arg in arguments if arg is not ...]
        for values in product(*(list(_values(arg, function))[:1] for arg in elements)):
            yield _COLLECTIONS.get(origin, list)(list(values))
    elif annotation in (Any, inspect.Parameter.empty) or isinstance(annotation, TypeVar):
        yield "any"
    else:
        kind = origin or annotation
        yield _VALUES[kind] if kind in _VALUES else instance(kind)


def _function(parameters: Any) -> Callable[..., Any]:
    if parameters is ...:
        return lambda *args: None
    return function(["Any"] * len(parameters))
