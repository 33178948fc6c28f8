"""Methods without parameters that Python reads like values: its properties.

In Scala a value may implement a method (``def name: String``, ``val name = "x"``), and an
assignment may call a setter (``def x_=``). In Python such a method is a property, and an abstract
one is only declared.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Node

__all__ = ["classesIn", "hasConcreteBase", "isProperty", "properties"]

_SETTERS = ("_=", "_$eq")


def isProperty(t: Translator, symbol: dict[str, Any]) -> bool:
    """Tell whether a symbol is a method that is read like a value."""
    return bool(t.properties) and _key(symbol) in t.properties


def _key(symbol: dict[str, Any]) -> str:
    """Return a member's full name; the members of anonymous classes are told by their places."""
    full = str(symbol.get("full")).removesuffix("_=")
    return f"{full}@{symbol.get('s')}" if "$anon." in full else full


def properties(t: Translator) -> set[str]:
    """Return the full names of the methods that are properties, and of what overrides them."""
    kinds: dict[str, set[str]] = {}
    group: dict[str, str] = {}

    def root(name: str) -> str:
        while group.setdefault(name, name) != name:
            name = group[name]
        return name

    nodes = list(classesIn(t.file["tree"]))
    classes = {str(t.sym(each).get("full")) for each in nodes}
    for node in nodes:
        parents = [base for each in node["parents"] for base in t.bases(t.cls(each["tpt"]))]
        for member, kind in _members(node):
            symbol = t.sym(member)
            full, name = _key(symbol), str(member["name"])
            if kind == "setter":
                name = next(name.removesuffix(end) for end in _SETTERS if name.endswith(end))
                full = f"{t.sym(node).get('full')}.{name}"
            kinds.setdefault(full, set()).add(kind)
            for base in [*(f"{each}.{name}" for each in parents), *symbol.get("overrides", ())]:
                if base.rpartition(".")[0] in classes and kind != "setter":
                    group[root(full)] = root(base)
    whole: dict[str, set[str]] = {}
    for full, found in kinds.items():
        whole.setdefault(root(full), set()).update(found)
    return {
        full
        for full in kinds
        if "def" in whole[root(full)] and whole[root(full)] & {"value", "setter"}
    }


def hasConcreteBase(t: Translator, owner: str, name: str) -> bool:
    """Tell whether a base class of the file has a body for a property."""
    return any(
        each["k"] == "DefDef" and each["name"] == name and each.get("body") is not None
        for base in t.bases(owner)[1:]
        for each in (t.own.get(base) or {}).get("body") or ()
    )


def classesIn(node: object) -> Iterator[Node]:
    """Yield the classes, traits and objects that are defined in a tree."""
    if isinstance(node, list):
        for each in node:
            yield from classesIn(each)
    elif isinstance(node, dict):
        if node.get("k") == "ClassDef":
            yield node
        for each in node.values():
            if isinstance(each, (dict, list)):
                yield from classesIn(each)


def _members(node: Node) -> Iterator[tuple[Node, str]]:
    """Yield the members of a class that may be properties, and what each one is."""
    for group in node.get("ctor") or ():
        for each in group:
            if "case" in node["mods"] or "valParam" in each["mods"] or "varParam" in each["mods"]:
                yield each, "value"
    for each in node["body"]:
        if each["k"] == "ValDef":
            yield each, "value"
        elif each["k"] == "DefDef" and each["name"].endswith(_SETTERS):
            yield each, "setter"
        elif each["k"] == "DefDef" and not any(each["params"]):
            yield each, "def"
