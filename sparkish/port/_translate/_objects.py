"""Objects, and classes inside something else."""

from __future__ import annotations

from sparkish.port._translate._classes import nameOf, parentsOf, writeClass
from sparkish.port._translate._companions import statics
from sparkish.port._translate._core import Mode, Translator, statement
from sparkish.port._translate._enumerations import isEnumeration, writeEnumeration
from sparkish.port._translate._model import Node
from sparkish.port._translate._scopes import Scope

__all__ = ["writeObject"]


@statement("ClassDef")
def classDefinition(t: Translator, node: Node, mode: Mode) -> None:
    """A class or an object inside something else."""
    if t.sym(node).get("full") not in t.members:
        name = t.declare(node, node["name"])
        t.members[str(t.sym(node).get("full") or node["name"])] = name
        t.own[str(t.sym(node).get("full") or node["name"])] = node
    if node["sort"] == "object":
        writeObject(t, node)
    else:
        writeClass(t, node)


def writeObject(t: Translator, node: Node) -> None:
    """Write an object that is not the program: a class that has no instances."""
    full = str(t.sym(node).get("full") or node["name"])
    if isEnumeration(t, node):
        writeEnumeration(t, node, nameOf(t, node))
        return
    bases, _ = parentsOf(t, node)
    if node.get("isCompanion"):
        if bases:
            raise t.refuse(
                node,
                f"the companion `{node['name']}` extends something, and in Python its members are "
                "the class's own",
                "move what is extended into an object of another name",
                "companion that extends",
            )
        return
    if bases and "case" not in node["mods"]:
        name = nameOf(t, node)
        writeClass(t, node)
        t.emit(f"{name} = {name}()")
        return
    outer = t.own.get(t.scope.owner, {}) if t.scope.kind == "class" else {}
    if outer and outer.get("sort") != "object" and t.scope.me in ("self", "this"):
        raise t.refuse(
            node,
            f"`{node['name']}` is defined inside a class, and belongs to one object of it",
            "move it out of the class, or make its members the class's own",
            "object inside a class",
        )
    t.emit(f"class {nameOf(t, node)}:")
    inner = Scope("class", t.scope, full)
    inner.me = nameOf(t, node)
    scope, t.scope = t.scope, inner
    with t.indented():
        statics(t, node, full)
    t.scope = scope
