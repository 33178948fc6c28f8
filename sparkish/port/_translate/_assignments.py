"""Assignments with an operator."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Node
from sparkish.port._translate._rules import kindOf

__all__ = ["operation"]


def operation(t: Translator, node: Node) -> None:
    """``n += e``, where it means ``n = n + e``."""
    from sparkish.port._translate._collections.mutable import updated
    from sparkish.port._translate._control import assignable

    select = node["f"]
    left, name, right = select["q"], select["name"][:-1], node["args"][0]
    place = t.locals.get(left.get("sym"), left)
    cls = t.cls(left) or t.cls(place) or _valueClass(t, left)
    kind = kindOf(t, cls)
    known = left if t.cls(left) else {**left, "t": place.get("t")}
    if not t.cls(known) and left["k"] == "Ident":
        known = {**left, "t": _typeIndex(t, left)}
    if kind in ("seq", "map", "set"):
        text = assignable(t, left)
        t.simple(node, f"{text} = {updated(t, kind, known, name, node['args'], text)}")
        return
    inner = {
        "k": "Apply",
        "s": node["s"],
        "p": node["p"],
        "e": node["e"],
        "infix": True,
        # A number that is multiplied again and again comes to its limit.
        "grows": True,
        "f": {
            "k": "Select",
            "q": known,
            "name": name,
            "s": left["s"],
            "p": node["p"],
            "e": left["e"],
        },
        "args": [right],
        "t": known.get("t"),
    }
    value = t.expr(inner)
    target = assignable(t, left)
    if value.startswith(f"{target} {name} ") and name in "+-*" and value.prec != m.TERNARY:
        rest = value[len(f"{target} {name} ") :]
        if name == "+" or not any(sign in rest for sign in " "):
            t.simple(node, f"{target} {name}= {rest}")
            return
    t.simple(node, f"{target} = {value}")


def _typeIndex(t: Translator, left: Node) -> int | None:
    symbol = t.sym(left)
    return symbol.get("t") or symbol.get("ret")


def _valueClass(t: Translator, left: Node) -> str:
    index = _typeIndex(t, left)
    return str(t.file["types"][index].get("c", "")) if index is not None else ""
