"""Counts the lines of Scala that stand literally in their Python twins.

A line is literal if only the languages' own spelling differs: ``val`` and ``new``, ``x => ...`` and
``lambda x: ...``, ``true`` and ``True``, the brackets of types and arguments, the quotes. If
anything else differs, a name or an argument, the line is not literal. If a line uses names of
Spark, its Spark part is literal if the twin has a line with the same names in the same order. The
rest may be Python's own: ``pair._2`` and ``pair[1]``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from compat.oracle.registry import Program
from sparkish import SparkConf, SparkContext, StorageLevel
from sparkish._rdd.base import RDD
from sparkish.streaming import State, StateSpec, StreamingContext, dstream, scheduler

__all__ = ["Line", "counted", "literal", "linesOf"]

# Scala's spellings, and Python's spellings for them.
_SCALA = (
    (r"//", "#"),
    (r"\b(val|var|new|override|final|lazy|case(?= \())\s+", ""),
    (r"\s*:\s*Unit\b", ""),
    (r"\bextends (\w+)", r"(\1)"),
    (r"\bprintln\b", "print"),
    (r"\btrue\b", "True"),
    (r"\bfalse\b", "False"),
    (r"\bnull\b", "None"),
    (r"\breturn\s+", ""),
    (r"\b(\w+) _(?=[,)])", r"\1"),
    (r"(\(\w+(?:: [\w\[\], ]+)?(?:, \w+(?:: [\w\[\], ]+)?)*\)|\b\w+) =>", r"lambda \1:"),
    (r"\bsf?\"", '"'),
    (r"\$\{([^}]*)\}", r"{\1}"),
    (r"\$(\w+)", r"{\1}"),
    (r"\bargs\((\d)\)", r"args[\1]"),
    (r"([\w.\]\[]+)\.toInt\b", r"int(\1)"),
    (r"([\w.\]\[]+)\.toDouble\b", r"float(\1)"),
    (r"\.split\((\"[^\"]*\")\)\((\d)\)", r".split(\1)[\2]"),
    (r"\b(List|Seq)\(([^()]*)\)", r"[\2]"),
    (r"\bInt\b|\bLong\b", "int"),
    (r"\bString\b", "str"),
    (r"\bDouble\b|\bFloat\b", "float"),
    (r"\bBoolean\b", "bool"),
    (r"&&", "and"),
    (r"\|\|", "or"),
    (r"!(?!=)", "not "),
    (r"([\w.]+) <- ", r"\1 in "),
)
_PYTHON = (
    (r"\bself\.", ""),
    (r"\(self(, )?", "("),
    (r"\breturn\s+", ""),
    (r"\bf\"", '"'),
    (r"\b_(\d)", r"._\1"),
    (r" -> None\b", ""),
)
# Names of Spark that Scala's collections, strings and Options also have, or a program's variables.
_AMBIGUOUS = {
    "clear",
    "contains",
    "count",
    "filter",
    "foreach",
    "get",
    "id",
    "isEmpty",
    "keys",
    "length",
    "map",
    "max",
    "min",
    "name",
    "nonEmpty",
    "set",
    "size",
    "sum",
    "toInt",
    "toString",
    "top",
    "value",
    "values",
}
_NO_CODE = re.compile(r"[\s{}()\[\]]*")
_DECORATED = re.compile(r"^(\s*@\w+\.\w+)\n\s*(?=def )", re.MULTILINE)
_FRAME = re.compile(r"^(import|from|object|package|if __name__|def main|main\(sys|class \w+:?$|@)")


@dataclass(frozen=True)
class Line:
    """A line of a Scala program."""

    number: int
    text: str
    #: Spark's names in the line, in their order.
    sparks: tuple[str, ...]
    isLiteral: bool
    #: Whether a line of the twin has the same names of Spark in the same order.
    isSparksLiteral: bool


def literal(line: str, isScala: bool) -> str:
    """Return a line without the differences that come only from the language.

    Examples
    --------
    >>> literal('val counts = words.map(x => (x, 1))', True)
    'counts=words.maplambdax:x,1'
    >>> literal('counts = words.map(lambda x: (x, 1))', False)
    'counts=words.maplambdax:x,1'
    """
    if defined := re.match(r"\s*(?:override )?def (\w+)\((.*?)\)(?:\s*:|\s*->|\s*=|$)", line):
        names = re.findall(r"(\w+): ", re.sub(r"\[[^\]]*\]|\(self, ", "", defined[2] + ","))
        return f"def {defined[1]} {len(names)}"
    for pattern, text in _SCALA if isScala else _PYTHON:
        line = re.sub(pattern, text, line)
    # The parentheses of lambdas' parameters and tuples differ, and Scala's blocks end with braces.
    line = re.sub(r"lambda \(([^)]*)\):", lambda found: f"lambda {_names(found[1])}:", line)
    return re.sub(r"[\s(){}']", "", line).rstrip(":=")


def _names(parameters: str) -> str:
    return ", ".join(each.partition(":")[0] for each in parameters.split(", "))


@cache
def _sparksNames() -> frozenset[str]:
    kinds = [SparkConf, SparkContext, StorageLevel, RDD, State, StateSpec, StreamingContext]
    kinds += [dstream.DStream, dstream.MapWithStateDStream, scheduler.StreamingListener]
    kinds += [scheduler.BatchInfo, scheduler.OutputOperationInfo, scheduler.ReceiverInfo]
    names = {name for kind in kinds for name in dir(kind) if not name.startswith("_")}
    classes = {kind.__name__ for kind in kinds} | {"Seconds", "Milliseconds", "Minutes", "Time"}
    return frozenset((names | classes) - _AMBIGUOUS)


def linesOf(program: Program) -> list[Line]:
    """Return the lines of a Scala program that contain code, and whether each is literal."""
    source = program.python.read_text("utf-8")
    python = Counter(literal(line, isScala=False) for line in source.splitlines())
    # In Scala, a function of several lines is on its operation's line; in Python it is below it.
    sparks = Counter(_sparksIn(line) for line in _DECORATED.sub(r"\1 ", source).splitlines())
    lines = []
    for number, text in enumerate(program.scala.read_text("utf-8").splitlines(), 1):
        stripped = text.strip()
        if _NO_CODE.fullmatch(text) or stripped.startswith("//") or _FRAME.match(stripped):
            continue
        plain = literal(text, isScala=True)
        names = _sparksIn(text)
        isLiteral = python[plain] > 0
        python[plain] -= isLiteral
        isSparksLiteral = isLiteral or sparks[names] > 0
        sparks[names] -= isSparksLiteral
        lines.append(Line(number, stripped, names, isLiteral, isSparksLiteral))
    return lines


def _sparksIn(line: str) -> tuple[str, ...]:
    # Python's print is Scala's println, not DStream.print. Names inside a text do not count.
    line = re.sub(r"(?<![.\w])print\(|(?<![{$\w])\"[^\"{$]*\"", " ", line)
    return tuple(name for name in re.findall(r"\w+", line) if name in _sparksNames())


def counted(lines: list[Line]) -> str:
    """Return how many lines are literal, and in how many the Spark part is."""

    def share(some: list[bool]) -> str:
        return f"{sum(some):4} of {len(some):4} ({100 * sum(some) / max(len(some), 1):3.0f}%)"

    sparks = [line.isSparksLiteral for line in lines if line.sparks]
    return f"{share([line.isLiteral for line in lines])}, what is Spark's {share(sparks)}"
