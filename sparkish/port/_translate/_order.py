"""The order of definitions: what runs when a module is read needs what is defined already.

In Scala a method, a class or an object is there wherever the file defines it. Where a line of the
module itself needs one that stands further down, it is written before that line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sparkish.port._translate._model import Node

__all__ = ["executed", "inOrder"]

_MOVABLE = ("DefDef", "ClassDef")
_SILENT = (*_MOVABLE, "Import", "TypeDef")
#: Where a class is named by its type.
_TYPED = ("New", "PTyped")


def inOrder(nodes: list[Node], whole: Iterable[Node] = ()) -> list[Node]:
    """Return definitions and values in Scala's order, what a value needs before it.

    Parameters
    ----------
    nodes : list of dict
        What a file or an object defines.
    whole : iterable of dict
        Those objects of which the whole body runs, as ``App`` does.
    """
    defined: dict[str, list[Node]] = {}
    for node in nodes:
        if node["k"] in _MOVABLE:
            defined.setdefault(node["name"], []).append(node)
    places = {id(node): at for at, node in enumerate(nodes)}
    running = {id(node) for node in whole}
    made: list[Node] = []
    begun: set[int] = set()

    def visit(node: Node) -> None:
        if id(node) in begun:
            return
        begun.add(id(node))
        bases = _baseNames(node)
        runs = _words(node) if id(node) in running else _whatRuns(node)
        names = (bases | _closure(runs, defined)) & defined.keys()
        needed = [one for name in names for one in defined[name]]
        for each in sorted(needed, key=lambda one: places[id(one)]):
            visit(each)
        made.append(node)

    for node in nodes:
        visit(node)
    return made


def executed(body: list[Node]) -> list[Node]:
    """Return what of a body runs when it is read: values and statements."""
    return [
        each for each in body if each["k"] not in _SILENT and "lazy" not in each.get("mods", ())
    ]


def _whatRuns(node: Node) -> set[str]:
    """Return the names in what runs when a definition is read."""
    if node["k"] == "DefDef":
        return _words([each.get("rhs") for group in node["params"] for each in group])
    if node["k"] != "ClassDef":
        return _words(node)
    body = node["body"]
    if node["sort"] != "object":
        fields = [each.get("rhs") for group in node.get("ctor") or [] for each in group]
        found = _words(fields)
        for each in body:
            if each["k"] == "DefDef":
                found |= _whatRuns(each)
        companion = node.get("companion")
        return found | (_whatRuns(companion) if companion else set())
    own: dict[str, list[Node]] = {}
    for each in body:
        if each["k"] in _MOVABLE or "lazy" in each.get("mods", ()):
            own.setdefault(each["name"], []).append(each)
    found = _closure(_words(executed(body)), own)
    for each in body:
        if each["k"] in _MOVABLE:
            found |= _whatRuns(each) | _baseNames(each)
    if node["parents"]:
        # It is an instance: its bases' constructors run.
        found |= _baseNames(node)
    return found


def _closure(names: set[str], defined: dict[str, list[Node]]) -> set[str]:
    """Return names, with those in the definitions that they name, and so on."""
    found: set[str] = set()
    left = list(names)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += _words(defined.get(name, []))
    return found


def _baseNames(node: Node) -> set[str]:
    parents = node.get("parents", []) if node["k"] == "ClassDef" else []
    return {name for each in parents for name in _typeNames(each["tpt"])}


def _typeNames(tpt: Any) -> Iterator[str]:
    yield from re.findall(r"[^\W\d]\w*", str((tpt or {}).get("text", "")))


def _words(node: Any) -> set[str]:
    """Return the names that a node uses: of values, methods, and classes that are made."""
    if isinstance(node, list):
        return set().union(*map(_words, node)) if node else set()
    if not isinstance(node, dict):
        return set()
    made: set[str] = set()
    kind = node.get("k")
    if kind == "Ident":
        made.add(node["name"])
    elif kind in _TYPED:
        made.update(_typeNames(node.get("tpt")))
    elif kind == "ClassDef":
        made |= _baseNames(node)
    elif kind == "TypeApply":
        made.update(name for each in node["targs"] for name in _typeNames(each))
    view = node.get("view")
    if isinstance(view, dict) and view.get("name"):
        made.add(view["name"])
    for key, each in node.items():
        if isinstance(each, (dict, list)) and key != "companion":
            made |= _words(each)
    return made
