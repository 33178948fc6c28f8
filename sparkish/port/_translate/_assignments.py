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
    if not t.cls(left) and left["k"] in ("Apply", "Select"):
        left = {**left, "t": _elementType(t, left)}
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
    if left["k"] == "Apply" and t.cls(left["f"]) in t.own:
        # A class of the program's own, with `apply` and `update`.
        places = ", ".join(t.exprs(left["args"]))
        t.simple(node, f"{t.expr(left['f']).at(m.ATOM)}.update({places}, {value})")
        return
    target = assignable(t, left)
    if value.startswith(f"{target} {name} ") and name in "+-*" and value.prec != m.TERNARY:
        rest = value[len(f"{target} {name} ") :]
        if name == "+" or not any(sign in rest for sign in " "):
            t.simple(node, f"{target} {name}= {rest}")
            return
    t.simple(node, f"{target} = {value}")


def _elementType(t: Translator, node: Node) -> int | None:
    """Return the type of an element, or of what a setter sets; the typed tree has none."""
    if node.get("t") is not None:
        return int(node["t"])
    if node["k"] == "Apply":
        index = _elementType(t, node["f"])
        args = t.file["types"][index].get("a") if index is not None else None
        return args[-1] if args else None
    symbol = t.sym(node)
    if str(symbol.get("name")).endswith("_="):
        found = symbol["params"][0][0].get("t")
        return found if found is None else int(found)
    return _typeIndex(t, node)


def _typeIndex(t: Translator, left: Node) -> int | None:
    symbol = t.sym(left)
    return symbol.get("t") or symbol.get("ret")


def _valueClass(t: Translator, left: Node) -> str:
    index = _typeIndex(t, left)
    return str(t.file["types"][index].get("c", "")) if index is not None else ""
