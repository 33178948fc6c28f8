"""Values as Scala prints them. The expectations are the output of Scala's println."""

from __future__ import annotations

import math
from collections import namedtuple
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pyspark
import pytest
from pyspark.resultiterable import ResultIterable
from pyspark.sql import Row

from sparkish._executor.gathering import arrayBuffer
from sparkish._executor.text import scalaString
from sparkish.streaming._engine.format import formatBatch

SCALA_2_12 = pyspark.__version__.startswith("3.")
Point = namedtuple("Point", "x y")


class Degrees(namedtuple("Degrees", "value")):
    """A case class with a toString of its own."""

    def __str__(self) -> str:
        return f"{self.value} degrees"


@dataclass
class Word:
    text: str
    count: float


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("", ""),
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (-(2**63), "-9223372036854775808"),
        ((1, 2), "(1,2)"),
        (("a", ("b", None)), "(a,(b,null))"),
        ((1,), "(1)"),
        ([], "List()"),
        ([1, "two", [3.0]], "List(1, two, List(3.0))"),
        ({"a": 1, "b": (2, 3)}, "Map(a -> 1, b -> (2,3))"),
        ({5}, "Set(5)"),
        (ResultIterable([1, 2]), "CompactBuffer(1, 2)" if SCALA_2_12 else "Seq(1, 2)"),
        (arrayBuffer(ResultIterable([1, 2])), "ArrayBuffer(1, 2)"),
        (Row(a=1, b=None), "[1,null]"),
        (Point(1, 2.5), "Point(1,2.5)"),
        ([Degrees(5)], "List(5 degrees)"),
        ((Word, 1), "(Word,1)"),
        (Word("a", 1e10), "Word(a,1.0E10)"),
        (Decimal("1.50"), "1.50"),
        (date(2026, 11, 22), "2026-11-22"),
        (b"ab", "b'ab'"),
    ],
)
def test_values(value: Any, expected: str) -> None:
    assert scalaString(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (1.0, "1.0"),
        (1.5, "1.5"),
        (100.0, "100.0"),
        (1234567.0, "1234567.0"),
        (9999999.0, "9999999.0"),
        (1e7, "1.0E7"),
        (12345678.9, "1.23456789E7"),
        (1e10, "1.0E10"),
        (0.001, "0.001"),
        (0.00123, "0.00123"),
        (0.0001, "1.0E-4"),
        (0.00012345, "1.2345E-4"),
        (-1e-5, "-1.0E-5"),
        (1e100, "1.0E100"),
        (5e-324, "4.9E-324"),
        (math.pi, "3.141592653589793"),
        (0.1 + 0.2, "0.30000000000000004"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
        (math.nan, "NaN"),
    ],
)
def test_doubles(value: float, expected: str) -> None:
    assert scalaString(value) == expected


@pytest.mark.parametrize(
    ("elements", "num", "shown"),
    [
        ([], 10, []),
        (["a"], 1, ["a"]),
        (["a", "b"], 1, ["a", "..."]),
        (["a"], 0, ["..."]),
        ([], 0, []),
    ],
)
def test_a_batch(elements: list[str], num: int, shown: list[str]) -> None:
    line = "-------------------------------------------"
    expected = [line, "Time: 1476796005000 ms", line, *shown, "", ""]
    assert formatBatch(1476796005000, elements, num) == "\n".join(expected)
