"""Scala's text of a value, as ``println`` and ``DStream.print`` show it.

It is pickled by value, so executors do not need sparkish.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

import pyspark
from pyspark.resultiterable import ResultIterable
from pyspark.sql import Row

from sparkish._executor.answers import Answer
from sparkish._executor.javanumbers import javaDouble, javaFloat
from sparkish._executor.portable import portable
from sparkish._executor.shared import shared

__all__ = ["CaseClass", "ScalaText", "scalaString"]

portable(__name__)
shared(__name__)

# In Scala 2.13 (Spark 4) a CompactBuffer prints as Seq, not by its own name.
_COMPACT_BUFFER = "Seq" if int(pyspark.__version__.partition(".")[0]) > 3 else "CompactBuffer"


def scalaString(value: Any) -> str:
    """Return Scala's text of a value, which ``DStream.print`` prints.

    It is the text of ``s"$value"`` and ``println(value)`` in Scala, on the driver and on executors.
    It covers tuples, ``None`` (``null``), ``bool``, ``float`` (as the running Java writes it),
    ``Option``, collections, rows, storage levels, named tuples and dataclasses (as case classes),
    also inside each other. For all other values it is ``str``.

    Scala: ``String.valueOf(value)``.

    Examples
    --------
    >>> from sparkish import Some, scalaString
    >>> pair = ("a", Some(1e10))
    >>> print(f"the pair {scalaString(pair)}")
    the pair (a,Some(1.0E10))
    >>> scalaString((None, True, [1, 2], {"k": {3}}))
    '(null,true,List(1, 2),Map(k -> Set(3)))'
    """
    for kind, show in _SHOWN:
        if isinstance(value, kind):
            return show(value)
    if type(value).__module__ == "numpy" and type(value).__name__ in _NUMPY:
        return _NUMPY[type(value).__name__](value)
    if dataclasses.is_dataclass(value) and type(value).__str__ is object.__str__:
        return _caseClass(value)
    return str(value)


def _caseClass(value: Any) -> str:
    fields = [getattr(value, field.name) for field in dataclasses.fields(value)]
    return type(value).__name__ + _inside("(", fields, ",")


def _inside(opening: str, values: Iterable[Any], separator: str = ", ") -> str:
    return opening + separator.join(map(scalaString, values)) + ")"


def _bufferName(value: ResultIterable[Any]) -> str:
    """Return the name of Scala's class of grouped values: an RDD's, or a DStream's."""
    return getattr(value, "scalaName", _COMPACT_BUFFER)


def _tuple(value: tuple[Any, ...]) -> str:
    if not hasattr(value, "_fields"):
        return _inside("(", value, ",")
    # A named tuple prints like a case class, which may have a toString of its own.
    if type(value).__str__ is not object.__str__:
        return str(value)
    return type(value).__name__ + _inside("(", value, ",")


def _map(value: dict[Any, Any]) -> str:
    pairs = (f"{scalaString(key)} -> {scalaString(item)}" for key, item in value.items())
    return f"Map({', '.join(pairs)})"


def _storageLevel(value: pyspark.StorageLevel) -> str:
    flags = {
        "disk": value.useDisk,
        "memory": value.useMemory,
        "offheap": value.useOffHeap,
        "deserialized": value.deserialized,
    }
    words = [word for word, flag in flags.items() if flag]
    return f"StorageLevel({', '.join([*words, f'{value.replication} replicas'])})"


def _boolean(value: Any) -> str:
    return str(value).lower()


_NUMPY = {"bool": _boolean, "bool_": _boolean, "float32": javaFloat}
_SHOWN: list[tuple[type | tuple[type, ...], Callable[[Any], str]]] = [
    (str, str),
    (type(None), lambda value: "null"),
    ((bool, Answer), _boolean),
    (float, javaDouble),
    (Row, lambda value: f"[{','.join(map(scalaString, value))}]"),
    (tuple, _tuple),
    (list, lambda value: _inside("List(", value)),
    (ResultIterable, lambda value: _inside(_bufferName(value) + "(", value)),
    ((set, frozenset), lambda value: _inside("Set(", value)),
    (dict, _map),
    (pyspark.StorageLevel, _storageLevel),
    # A class that stands for itself is Scala's case object.
    (type, lambda value: value.__name__),
]


class ScalaText:
    """Gives a class Scala's text: by ``toString()``, and by ``+`` with a string on either side."""

    __slots__ = ()

    def toString(self) -> str:
        """Return Scala's text. Scala: ``toString``."""
        return scalaString(self)

    def __radd__(self, text: str) -> str:
        return text + scalaString(self) if isinstance(text, str) else NotImplemented

    def __add__(self, text: str) -> str:
        return scalaString(self) + text if isinstance(text, str) else NotImplemented


class CaseClass(ScalaText):
    """Gives a dataclass the ``str`` of a Scala case class; its ``repr`` stays Python's."""

    __slots__ = ()

    def __str__(self) -> str:
        return _caseClass(self)
