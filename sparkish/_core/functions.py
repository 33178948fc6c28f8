"""Refuses a function that does not fit an operation, at the call that passes it.

It refuses only functions that fail for every element. Builtins, ``*args``, defaults and partials
that fit are accepted, and so is every callable without a reliable signature.
"""

from __future__ import annotations

import ast
import inspect
import linecache
from collections.abc import Callable
from functools import partial
from types import FunctionType, MethodType
from typing import Any, NamedTuple

from sparkish._core.callsite import definition
from sparkish._core.sentences import sentence
from sparkish._executor.results import placed

__all__ = ["checkFunction"]


class _Wanted(NamedTuple):
    """The arguments that an operation passes to its function, and an example of one."""

    arguments: tuple[str, ...]
    example: str


_ELEMENT = _Wanted(("an element",), "lambda element: ...")
_PREDICATE = _Wanted(("an element",), "lambda element: element > 0")
_MANY = _Wanted(("an element",), 'lambda line: line.split(" ")')
_VALUE = _Wanted(("a value",), "lambda value: ...")
_PARTITION = _Wanted(("an iterator over a partition",), "lambda elements: [sum(elements)]")
_TWO = _Wanted(("two values",) * 2, "lambda a, b: a + b")
_INVERSE = _Wanted(("two values",) * 2, "lambda a, b: a - b")
_WANTED = {
    "map": _ELEMENT,
    "filter": _PREDICATE,
    "filterFunc": _Wanted(("a pair",), "lambda pair: pair[1] > 0"),
    "flatMap": _MANY,
    "mapValues": _VALUE,
    "flatMapValues": _VALUE,
    "mapPartitions": _PARTITION,
    "mapPartitionsWithIndex": _Wanted(
        ("a partition's number", "an iterator over it"), "lambda i, elements: [(i, sum(elements))]"
    ),
    "reduce": _TWO,
    "reduceByKey": _TWO,
    "reduceByWindow": _TWO,
    "reduceByKeyAndWindow": _TWO,
    "invReduceFunc": _INVERSE,
    "createCombiner": _Wanted(("a value",), "lambda value: [value]"),
    "mergeValue": _Wanted(
        ("a combination", "a value"), "lambda combined, value: combined + [value]"
    ),
    "mergeCombiners": _Wanted(("two combinations",) * 2, "lambda a, b: a + b"),
    "updateStateByKey": _Wanted(
        ("the key's new values", "its last state or None"),
        "lambda values, state: sum(values) + (state or 0)",
    ),
}


def checkFunction(operation: str, function: Any, parameter: str | None = None) -> None:
    """Raise if a value is not a function, or takes another number of arguments.

    Parameters
    ----------
    operation : str
        The operation that takes the function.
    function
        The value that was passed.
    parameter : str, optional
        The name of its parameter, if the operation has several functions.

    Raises
    ------
    TypeError
        The message says what to write instead.
    """
    wanted = _WANTED[parameter or operation]
    call = f"{parameter}={{}}" if parameter else f".{operation}({{}})"
    given = f"{operation}'s {parameter}" if parameter else operation
    if not callable(function):
        hint = "; is it the result of a call, f() instead of f?"
        raise TypeError(
            sentence(
                f"{given} takes a function, not {function!r}{hint if function is None else ''}",
                None,
                call.format(wanted.example),
            )
        )
    number = len(wanted.arguments)
    signature = _signature(function)
    if signature is None or _fits(signature, number):
        return
    names = ", ".join(map(str, signature.parameters.values()))
    meant = " and ".join(dict.fromkeys(wanted.arguments))
    raise TypeError(
        sentence(
            f"{given} calls its function with {_arguments(number)}, {meant}; this one, "
            f"{_placed(function)}, takes ({names})",
            None,
            call.format(_instead(function, signature, wanted)),
        )
    )


def _placed(function: Any) -> str:
    return definition(function) if hasattr(function, "__code__") else placed(function)


def _arguments(number: int) -> str:
    return "one argument" if number == 1 else f"{number} arguments"


def _signature(function: Any) -> inspect.Signature | None:
    """Return a Python function's signature, or None if it is not reliable."""
    called = function
    while isinstance(called, partial):
        called = called.func
    if not isinstance(called, (FunctionType, MethodType)):
        called = getattr(type(called), "__call__", None)  # noqa: B004
    called = getattr(called, "__func__", called)
    # A __signature__ that was set may differ from the code.
    if not isinstance(called, FunctionType) or hasattr(called, "__signature__"):
        return None
    try:
        return inspect.signature(function, follow_wrapped=False)
    except (TypeError, ValueError):
        return None


def _fits(signature: inspect.Signature, number: int) -> bool:
    try:
        signature.bind(*range(number))
    except TypeError:
        return False
    return True


def _instead(function: Any, signature: inspect.Signature, wanted: _Wanted) -> str:
    """Return the text of the right function: it takes a pair instead of the pair's parts."""
    names = list(signature.parameters)
    isOfPairs = wanted.arguments in (("an element",), ("a pair",))
    if not isOfPairs or len(names) < 2 or not _fits(signature, len(names)):
        return wanted.example
    name = "pair" if len(names) == 2 else "row"
    if getattr(function, "__name__", "") != "<lambda>":
        return f"lambda {name}: {getattr(function, '__name__', 'f')}(*{name})"
    return _ofOne(function, names, name) or f"lambda {name}: f(*{name})"


def _ofOne(function: Callable[..., Any], names: list[str], name: str) -> str | None:
    """Return a lambda's text with one parameter instead of several."""
    code = function.__code__
    source = "".join(linecache.getlines(code.co_filename))
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Lambda)
        and node.lineno == code.co_firstlineno
        and [each.arg for each in node.args.args] == names
    ]
    if len(found) != 1:
        return None
    places = {each: i for i, each in enumerate(names)}
    return f"lambda {name}: {ast.unparse(_Places(places, name).visit(found[0].body))}"


class _Places(ast.NodeTransformer):
    """Replaces each old parameter by an index of the new one."""

    def __init__(self, places: dict[str, int], name: str) -> None:
        self._places = places
        self._name = name

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id not in self._places:
            return node
        place = ast.Constant(self._places[node.id])
        return ast.Subscript(ast.Name(self._name, ast.Load()), place, node.ctx)
