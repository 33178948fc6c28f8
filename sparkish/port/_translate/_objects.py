"""Objects, and classes inside something else."""

from __future__ import annotations

from sparkish.port._translate._classes import nameOf, parentsOf, writeClass
from sparkish.port._translate._companions import deferred, needsNested, nested, statics
from sparkish.port._translate._core import Mode, Translator, statement
from sparkish.port._translate._enumerations import isEnumeration, writeEnumeration
from sparkish.port._translate._model import Node, Refused
from sparkish.port._translate._scopes import Scope

__all__ = ["instances", "writeObject"]


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
    if any(t.cls(each["tpt"]) == "scala.math.Ordering" for each in node["parents"]):
        from sparkish.port._translate._new import orderKey

        t.simple(node, f"{nameOf(t, node)} = {orderKey(t, node, node)}")
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
    isFirst = needsNested(t, node)
    if isFirst:
        nested(t, node)
    if bases:
        _writeInstance(t, node, full)
        if not isFirst:
            nested(t, node)
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
    if not isFirst:
        nested(t, node)
    deferred(t, node, full)


def instances(t: Translator) -> set[str]:
    """Return the full names of the objects of a file that extend something."""
    return {
        full
        for full, node in t.own.items()
        if node["sort"] == "object" and full not in t.flat and _hasBases(t, node)
    }


def _hasBases(t: Translator, node: Node) -> bool:
    try:
        return bool(parentsOf(t, node)[0])
    except Refused:
        return True


def _writeInstance(t: Translator, node: Node, full: str) -> None:
    """Write an object that extends a class: the one instance of a class of its name."""
    name = nameOf(t, node)
    t.instances.add(full)
    # Inside the class its members are the instance's.
    mine = {key: made for key, made in t.members.items() if key.startswith(f"{full}.")}
    outside = {key: made for key, made in mine.items() if made.startswith(f"{name}.")}
    for key in outside:
        del t.members[key]
    t.lazy -= set(outside)
    writeClass(t, node)
    t.members.update(outside)
    t.emit(f"{name} = {name}()")
