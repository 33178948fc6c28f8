"""A Python value for every Scala type: a typical argument of a program."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pyspark
from pyspark.accumulators import Accumulator

from compat.parity.names import pythonName
from compat.parity.scala import NAMES, SPARK
from sparkish._rdd.lineage import Partition
from sparkish.option import Some
from sparkish.partitioner import HashPartitioner
from sparkish.streaming import Interval, Seconds, Time

_VALUES: dict[str, Any] = {
    "AccumulatorV2": object.__new__(Accumulator),
    "Any": "any",
    "Boolean": True,
    "ByteBuffer": memoryview(b"bytes"),
    "Configuration": {"key": "value"},
    "Double": 0.5,
    "Duration": Seconds(1),
    "Int": 1,
    "Interval": Interval(Time(0), Time(1)),
    "JobConf": {"key": "value"},
    "Long": 1,
    "Partition": Partition(0),
    "Partitioner": HashPartitioner(2),
    "StorageLevel": pyspark.StorageLevel.MEMORY_ONLY,
    "String": "text",
    "Throwable": ValueError("sample"),
    "Time": Time(0),
}
_COLLECTIONS: dict[str, Callable[[Any], Any]] = {
    "Array": lambda element: [element],
    "ArrayBuffer": lambda element: [element],
    "Class": lambda element: "java.lang.Object",
    "Iterable": lambda element: [element],
    "Iterator": lambda element: iter([element]),
    "List": lambda element: [element],
    "Queue": lambda element: [element],
    "Seq": lambda element: [element],
    "Set": lambda element: {element},
}


def sample(scalaType: str, option: Callable[[Any], Any] = Some) -> Any:
    """Return a value of a Scala type; for a type outside the table, any object.

    ``option`` turns a value into an Option, or leaves it as it is.
    """
    left, arrow, _ = _cut(scalaType, "=>")
    if arrow:
        return function([] if left in ("", "()") else _elements(left))
    if scalaType.startswith("("):
        return tuple(sample(each, option) for each in _elements(scalaType))
    name, _, arguments = scalaType.partition("[")
    inner = list(_split(arguments.removesuffix("]"))) if arguments else []
    if name in _COLLECTIONS:
        return _COLLECTIONS[name](sample(inner[0], option))
    if name == "Option":
        return option(sample(inner[0], option))
    if name == "Map":
        return {sample(inner[0], option): sample(inner[1], option)}
    if name in _VALUES:
        return _VALUES[name]
    return instance(find(name))


def function(types: list[str]) -> Callable[..., None]:
    """Return a function with parameters of the types, and with names that a user would choose."""
    names = []
    for number, scalaType in enumerate(types):
        stem = {"RDD": "rdd", "Time": "time"}.get(scalaType.partition("[")[0], "x")
        names.append(f"{stem}{number}")
    made: Callable[..., None] = eval(f"lambda {', '.join(names)}: None")
    return made


def instance(cls: Any) -> Any:
    """Return an object without contents, of which only the class matters."""
    if not isinstance(cls, type):
        return object()
    missing = dict.fromkeys(getattr(cls, "__abstractmethods__", ()), None)
    concrete = type(cls.__name__, (cls,), missing) if missing else cls
    return object.__new__(concrete)


def find(name: str) -> Any:
    """Return the Python class with that name in Scala's packages, or None."""
    for package in dict.fromkeys(("", *(entry.rpartition(".")[0] + "." for entry in NAMES))):
        found = resolve(pythonName(SPARK + package.removeprefix(".") + name))
        if found is not None:
            return found
    return None


def resolve(dotted: str) -> Any:
    """Return the object with a dotted Python name, or None."""
    module, _, name = dotted.rpartition(".")
    try:
        return getattr(import_module(module), name, None) if module else import_module(name)
    except ImportError:
        return None


def _elements(scalaType: str) -> list[str]:
    inside = re.fullmatch(r"\((.*)\)", scalaType)
    return list(_split(inside[1])) if inside else [scalaType]


def _split(types: str) -> Iterator[str]:
    comma = ","
    while comma:
        first, comma, types = _cut(types, ",")
        yield first


def _cut(text: str, separator: str) -> tuple[str, str, str]:
    """Split at the first separator outside all brackets."""
    depth = 0
    for place, character in enumerate(text):
        if text.startswith(separator, place) and not depth:
            return text[:place].strip(), separator, text[place + len(separator) :].strip()
        depth += (character in "([") - (character in ")]")
    return text.strip(), "", ""


def parameterCount(function: Callable[..., Any]) -> int | None:
    """Return how many positional arguments a function takes, or None for any number."""
    parameters = inspect.signature(function).parameters.values()
    if any(parameter.kind is inspect.Parameter.VAR_POSITIONAL for parameter in parameters):
        return None
    return len(parameters)
