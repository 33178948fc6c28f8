"""How Scala's ``println`` shows a value, for ``DStream.print``."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import pyspark
from pyspark.resultiterable import ResultIterable
from pyspark.sql import Row

__all__ = ["formatBatch", "scalaString"]

_LINE = "-" * 43
# A CompactBuffer does not say its own name: Scala 2.13, of Spark 4, calls every such class Seq.
_COMPACT_BUFFER = "Seq" if int(pyspark.__version__.partition(".")[0]) > 3 else "CompactBuffer"


def formatBatch(milliseconds: int, elements: list[Any], num: int) -> str:
    """Return what Scala's ``print(num)`` prints for a batch.

    Parameters
    ----------
    milliseconds : int
        The batch's time.
    elements : list
        Its first ``num + 1`` elements, or all of them where there are fewer.
    num : int
        How many of them to show.

    Examples
    --------
    >>> print(formatBatch(1000, [("a", 1), ("b", None)], 1), end="")
    -------------------------------------------
    Time: 1000 ms
    -------------------------------------------
    (a,1)
    ...
    <BLANKLINE>
    """
    shown = [scalaString(element) for element in elements[: max(num, 0)]]
    more = ["..."] if len(elements) > num else []
    return "\n".join([_LINE, f"Time: {milliseconds} ms", _LINE, *shown, *more, "", ""])


def scalaString(value: Any) -> str:
    """Return Scala's ``toString`` of a value, and ``str`` of what Scala has no word for.

    Examples
    --------
    >>> scalaString(("a", None, True, 1e10, [1, 2], {"k": {3}}))
    '(a,null,true,1.0E10,List(1, 2),Map(k -> Set(3)))'
    """
    for kind, show in _SHOWN:
        if isinstance(value, kind):
            return show(value)
    if dataclasses.is_dataclass(value) and type(value).__str__ is object.__str__:
        fields = [getattr(value, field.name) for field in dataclasses.fields(value)]
        return type(value).__name__ + _inside("(", fields, ",")
    return str(value)


def _inside(opening: str, values: Iterable[Any], separator: str = ", ") -> str:
    return opening + separator.join(map(scalaString, values)) + ")"


def _bufferName(value: ResultIterable[Any]) -> str:
    """Return the class that Scala groups the values in: RDDs in one, DStreams in another."""
    return getattr(value, "scalaName", _COMPACT_BUFFER)


def _tuple(value: tuple[Any, ...]) -> str:
    # A named tuple is Python's case class.
    name = type(value).__name__ if hasattr(value, "_fields") else ""
    return name + _inside("(", value, ",")


def _map(value: dict[Any, Any]) -> str:
    pairs = (f"{scalaString(key)} -> {scalaString(item)}" for key, item in value.items())
    return f"Map({', '.join(pairs)})"


def _double(value: float) -> str:
    """Write a double as Java does: plain from 10^-3 up to 10^7, else with an exponent."""
    if math.isnan(value) or math.isinf(value):
        return {math.inf: "Infinity", -math.inf: "-Infinity"}.get(value, "NaN")
    sign, digits, exponent = Decimal(repr(value)).as_tuple()
    assert isinstance(exponent, int)
    text = "".join(map(str, digits)).rstrip("0") or "0"
    point = len(digits) + exponent
    if value == 0:
        number = "0.0"
    elif -3 < point <= 0:
        number = f"0.{'0' * -point}{text}"
    elif 0 < point <= 7:
        whole, fraction = text[:point].ljust(point, "0"), text[point:]
        number = f"{whole}.{fraction or '0'}"
    else:
        number = f"{text[0]}.{text[1:] or '0'}E{point - 1}"
    return ("-" if sign else "") + number


_SHOWN: list[tuple[type | tuple[type, ...], Callable[[Any], str]]] = [
    (str, str),
    (type(None), lambda value: "null"),
    (bool, lambda value: str(value).lower()),
    (float, _double),
    (Row, lambda value: f"[{','.join(map(scalaString, value))}]"),
    (tuple, _tuple),
    (list, lambda value: _inside("List(", value)),
    (ResultIterable, lambda value: _inside(_bufferName(value) + "(", value)),
    ((set, frozenset), lambda value: _inside("Set(", value)),
    (dict, _map),
]
