"""The table: a row for each signature, and the check of the table."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pyspark

from compat.parity.calls import Answer, answer, publicNames, pysparks
from compat.parity.exclusions import DROPPED, EXCLUDED, RULES, exclusion
from compat.parity.names import MEMBERS, OWN, PACKAGES, PYSPARK, pythonName
from compat.parity.samples import resolve
from compat.parity.scala import SPARK, Signature

PATH = Path(__file__).with_name("PARITY.md")

#: The PySpark that the table is made from.
VERSION = "4.3.0"


class Row(NamedTuple):
    signature: Signature
    answer: Answer
    #: Why there is no answer, or "".
    exclusion: str

    @property
    def status(self) -> str:
        if self.exclusion:
            return "excluded"
        return "missing" if self.answer.problem else "supported"


def rows(signatures: Iterable[Signature]) -> list[Row]:
    """Return a row for each signature that a programmer wrote."""
    written = [s for s in signatures if not any(rule(s) for rule in DROPPED.values())]
    overloaded = {(s.owner, s.name) for s in written if s.lists}
    answers = (
        answer(s, resolve(pythonName(s.owner)), (s.owner, s.name) in overloaded) for s in written
    )
    return [Row(s, answered, exclusion(s)) for s, answered in zip(written, answers, strict=True)]


class PythonName(NamedTuple):
    owner: str
    name: str
    #: Why Python has it, or "" if no reason is known.
    reason: str


def pythonOnly(table: Sequence[Row]) -> list[PythonName]:
    """Return the public names that Python has and Scala does not have."""
    scala: dict[str, set[str]] = {}
    for row in table:
        names = scala.setdefault(pythonName(row.signature.owner), set())
        names.update((row.signature.name, MEMBERS.get(row.signature.name, "")))
    classes = {dotted: resolve(dotted) for dotted in scala}
    found = set()
    for python in filter(inspect.isclass, classes.values()):
        # A name is reported for the first class that has it.
        known = {"toString"}  # every object has it, and few classes declare it
        known |= {n for d, c in classes.items() if c in python.__mro__ for n in scala[d]}
        known |= {n for c in classes.values() if c in python.__mro__[1:] for n in publicNames(c)}
        theirs = publicNames(*pysparks(python))
        own = publicNames(*python.__mro__) - known
        found |= {_named(python.__name__, name, name in theirs) for name in own}
    groups = {row.signature.group for row in table}
    for package in PACKAGES:
        own = set(getattr(resolve(package), "__all__", ())) - groups
        theirs = set(dir(resolve(package.replace("sparkish", "pyspark", 1)) or pyspark))
        found |= {_named(package, name, name in theirs) for name in own}
    return sorted(found, key=lambda name: (name.owner, name.reason, name.name))


def _named(owner: str, name: str, theirs: bool) -> PythonName:
    if theirs:
        return PythonName(owner, name, PYSPARK)
    newer = "Of a newer Spark." if name in _newer(pyspark.__version__) else ""
    return PythonName(owner, name, OWN.get(f"{owner}.{name}", newer))


@cache
def _newer(version: str) -> set[str]:
    """Return the names that answer Scala's in the saved table, if it is of a newer Spark."""
    text = "" if version == VERSION else PATH.read_text(encoding="utf-8")
    return set(re.findall(r"\| `(\w+)(?:\(\))?`[^|]*\|$", text, re.MULTILINE))


def unanswered(table: Sequence[Row], names: Sequence[PythonName]) -> list[str]:
    """Return a line for each signature and name without an answer, for any version of PySpark."""
    found = [f"missing: {r.signature} ({r.answer.problem})" for r in table if r.status == "missing"]
    return found + [f"in no list: {n.owner}.{n.name}" for n in names if not n.reason]


def stale(table: Sequence[Row], names: Sequence[PythonName]) -> list[str]:
    """Return a line for each entry of our lists that is no longer true."""
    signatures = {str(row.signature) for row in table}
    found = [f"stale exclusion: {each}" for each in EXCLUDED if each not in signatures]
    reasons = {row.exclusion for row in table}
    found += [f"stale rule: {rule}" for rule in RULES if rule not in reasons]
    own = {f"{name.owner}.{name.name}" for name in names}
    found += [f"stale name of sparkish's own: {each}" for each in OWN if each not in own]
    if not PATH.exists() or PATH.read_text(encoding="utf-8") != markdown(table, names):
        found.append(f"stale: {PATH.name}; python -m compat.parity makes it anew")
    return found


def markdown(table: Sequence[Row], names: Sequence[PythonName]) -> str:
    """Return the text of PARITY.md."""
    return "\n".join([*_head(table), *_classes(table), *_names(names), ""])


def _head(table: Sequence[Row]) -> Iterator[str]:
    yield f"""# Scala's signatures, and the Python calls that support them

Made by `python -m compat.parity` from the classes of PySpark {VERSION}, not to be edited. A row is
a public signature without its implicit parameters. There are none for
{", nor for ".join(DROPPED)}.

`object` stands before what belongs to a companion object. *By position*: Python's parameters have
other names. *By name*: PySpark has another thing of the same type in an argument's place. What
Scala says in square brackets and no argument tells (`[K, V, F]`) is given as `keyClass=`,
`valueClass=`, `inputFormatClass=` or `outputFormatClass=`.

| | signatures | supported | excluded | missing |
|---|---|---|---|---|"""
    for name, group in _grouped(table):
        yield f"| {name} | {_counts(group)} |"
    yield f"| **all** | {_counts(table)} |"


def _classes(table: Sequence[Row]) -> Iterator[str]:
    for name, group in _grouped(table):
        yield f"\n## {name}\n\n| Scala | Python |\n|---|---|"
        for row in group:
            yield f"| {_scala(row.signature)} | {_python(row)} |"


def _grouped(table: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    for name, group in groupby(table, key=lambda row: row.signature.owner.removeprefix(SPARK)):
        yield name, list(group)


def _counts(group: Sequence[Row]) -> str:
    statuses = Counter(row.status for row in group)
    numbers = (statuses[status] for status in ("supported", "excluded", "missing"))
    return " | ".join(map(str, (len(group), *numbers)))


def _scala(signature: Signature) -> str:
    shown = str(signature).partition(".")[2]
    marks = [flag for flag in ("deprecated", "DeveloperApi") if flag in signature.flags]
    return ", ".join([f"{'object ' * signature.companion}`{shown}`", *marks])


def _python(row: Row) -> str:
    if row.status == "supported":
        return f"`{row.answer.name}`{row.answer.how and ', ' + row.answer.how}"
    return f"excluded: {row.exclusion}" if row.exclusion else "**missing**"


def _names(names: Sequence[PythonName]) -> Iterator[str]:
    yield "\n## Names that Scala has not\n\n| | Python | |\n|---|---|---|"
    for (owner, reason), group in groupby(names, key=lambda name: (name.owner, name.reason)):
        shown = ", ".join(f"`{name.name}`" for name in group)
        yield f"| {owner} | {shown} | {reason} |"
