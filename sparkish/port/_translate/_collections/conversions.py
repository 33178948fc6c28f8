"""A collection as another one."""

from __future__ import annotations

import re

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import receiver
from sparkish.port._translate._collections.comprehensions import resultKind, wrapped
from sparkish.port._translate._core import Translator
from sparkish.port._translate._layout import scanned
from sparkish.port._translate._model import Call, Code, code, isNewList
from sparkish.port._translate._rules import kindOf, onKind


def listOf(value: Code) -> Code:
    """Return the elements of something as a list: of a generator, as a comprehension."""
    if value.startswith("(") and isWhole(value[1:-1]) and re.search(r"\bfor\b", value):
        return code(f"[{value[1:-1]}]")
    if value.startswith("sorted(") and value.endswith(")") and isWhole(value[7:-1]):
        return value
    return code(f"list({value})")


def isWhole(text: str) -> bool:
    """Tell whether no bracket closes in a text that it does not open."""
    depth = 0
    for char, inside in scanned(text):
        depth += 0 if inside else (char in "([{") - (char in ")]}")
        if depth < 0:
            return False
    return depth == 0


@onKind(
    "seq",
    "reverse",
    "distinct",
    "toList",
    "toSeq",
    "toArray",
    "toBuffer",
    "toVector",
    "toIndexedSeq",
    "toSet",
    "toMap",
    "iterator",
    "toIterator",
    "clone",
    "toIterable",
    "view",
    "par",
    "indices",
    "zipWithIndex",
    "flatten",
    "asJava",
    "asScala",
    "seq",
    "result",
    "toTraversable",
)
@onKind(
    "set",
    "toList",
    "toSeq",
    "toArray",
    "toSet",
    "toMap",
    "iterator",
    "toVector",
    "toBuffer",
    "asScala",
    "asJava",
    "flatten",
    "clone",
    "toIndexedSeq",
)
@onKind(
    "range",
    "toList",
    "toSeq",
    "toArray",
    "toSet",
    "toVector",
    "toIndexedSeq",
    "iterator",
    "reverse",
    "zipWithIndex",
    "toBuffer",
    "par",
)
@onKind(
    "iterator",
    "toList",
    "toSeq",
    "toArray",
    "toSet",
    "toMap",
    "toVector",
    "toBuffer",
    "toIndexedSeq",
    "toIterator",
    "toIterable",
    "zipWithIndex",
    "flatten",
    "asScala",
    "buffered",
    "iterator",
)
def converted(t: Translator, call: Call) -> Code:
    """A collection as another one."""
    base = receiver(t, call)
    name = call.name
    kind = kindOf(t, t.cls(call.q))
    if name == "reverse":
        return code(f"{base.at(m.ATOM)}[::-1]")
    if name == "distinct":
        return code(f"list(dict.fromkeys({base}))")
    if name == "toSet":
        return code(f"set({base})")
    if name == "toMap":
        return code(f"dict({base})")
    if name in ("iterator", "toIterator"):
        return code(f"iter({base})") if kind != "iterator" else base
    if name == "indices":
        return code(f"range(len({base}))")
    if name == "zipWithIndex":
        item = t.fresh("item")
        at = t.fresh("index")
        inner = f"({item}, {at}) for {at}, {item} in enumerate({base})"
        return code(f"({inner})" if kind == "iterator" else f"[{inner}]")
    if name == "flatten":
        inner, item = t.fresh("inner"), t.fresh("item")
        types = t.typeArgs(t.type(call.q or {})) or [{}]
        end = ".items()" if kindOf(t, str(types[0].get("c", ""))) == "map" else ""
        values = f"{inner}{end}"
        return wrapped(t, call, f"{item} for {inner} in {base.at(m.OR)} for {item} in {values}")
    if name == "result" and resultKind(t, call) in ("map", "set"):
        return code(f"{'dict' if resultKind(t, call) == 'map' else 'set'}({base})")
    if name in (
        "asJava",
        "asScala",
        "seq",
        "par",
        "view",
        "toIterable",
        "toTraversable",
        "buffered",
        "result",
    ):
        return base
    isFixed = "immutable" in t.cls(call.q) and name in (
        "toList",
        "toSeq",
        "toVector",
        "toIndexedSeq",
    )
    if (isFixed and kind == "seq") or isNewList(base):
        return base
    return listOf(base)
