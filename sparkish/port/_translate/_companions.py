"""An object's members as its class's own."""

from __future__ import annotations

from typing import Any

from sparkish.port._translate._core import DROP, RETURN, Translator
from sparkish.port._translate._functions import writeFunction
from sparkish.port._translate._methods import writeMethod
from sparkish.port._translate._model import Node
from sparkish.port._translate._order import executed
from sparkish.port._translate._overloads import methodName
from sparkish.port._translate._scopes import Scope, clean
from sparkish.port._translate._types import zero

__all__ = ["deferred", "isBeside", "needsNested", "nested", "pairUp", "statics"]


def pairUp(node: object, flat: set[object]) -> None:
    """Let each class know its companion, the object of its name beside it."""
    if isinstance(node, list):
        classes = {
            each["name"]: each
            for each in node
            if isinstance(each, dict) and each.get("k") == "ClassDef" and each["sort"] != "object"
        }
        for each in node:
            if not isinstance(each, dict) or each.get("k") != "ClassDef":
                continue
            if each["sort"] == "object" and each["name"] in classes and each["name"] not in flat:
                classes[each["name"]]["companion"] = each
                each["isCompanion"] = True
        for each in node:
            pairUp(each, flat)
    elif isinstance(node, dict):
        for key, each in node.items():
            if key != "companion":
                pairUp(each, flat)


def _late(t: Translator, node: Node) -> list[Node]:
    """Return what of an object's body needs the class, which is there after its body only.

    Methods name their object, and a function in a class's body does not see the values there.
    """
    known: list[Node] | None = node.get("late")
    if known is not None:
        return known
    made: list[Node] = []
    names: set[object] = set()
    for each in executed(node["body"]):
        isValue = each["k"] in ("ValDef", "PatDef")
        rhs = each.get("rhs") if isValue else each
        if rhs and (_needs(t, node, rhs) or (made and (not isValue or t.references(rhs) & names))):
            made.append(each)
        # What is behind has to see what is done to it.
        names |= {each.get("name"), *(var["name"] for var in each.get("vars", ()))} - {None}
    node["late"] = made
    return made


def _needs(t: Translator, node: Node, rhs: Any) -> bool:
    body = node["body"]
    isLazy = [each for each in body if "lazy" in each.get("mods", ())]
    methods = {one["name"] for one in [*isLazy, *body] if one["k"] == "DefDef" or one in isLazy}
    fixed = {one["name"] for one in body if one["k"] == "ValDef" and one not in isLazy}
    fixed |= {var["name"] for one in body for var in one.get("vars", ())}
    used = t.references(rhs)
    if used & (methods | {node["name"], "getClass"}) or _has(rhs, ("This",)):
        return True
    if node.get("isCompanion"):
        late = {one["name"] for one in body if one["k"] in ("ValDef", "ClassDef")}
        return bool(used & late) or _makes(t, node, rhs)
    isValue = any(each.get("rhs") is rhs for each in body)
    return bool(used & fixed) and (not isValue or _has(rhs, _OWN_SCOPE))


#: What is a function, or a comprehension, in Python.
_OWN_SCOPE = ("Function", "CaseLambda", "For", "Match", "Try", "Block", "ClassDef", "MethodValue")


def _has(node: Any, kinds: tuple[str, ...]) -> bool:
    """Tell whether a node of some kinds is in another one."""
    if isinstance(node, list):
        return any(_has(each, kinds) for each in node)
    if not isinstance(node, dict):
        return False
    return node.get("k") in kinds or any(
        _has(each, kinds) for each in node.values() if isinstance(each, (dict, list))
    )


def _makes(t: Translator, node: Node, rhs: object) -> bool:
    """Tell whether a value makes an object of the class."""
    if isinstance(rhs, list):
        return any(_makes(t, node, each) for each in rhs)
    if not isinstance(rhs, dict):
        return False
    full = t.sym(node).get("full")
    if rhs.get("k") == "New" and t.cls(rhs["tpt"]) == full:
        return True
    return any(_makes(t, node, each) for each in rhs.values() if isinstance(each, (dict, list)))


def deferred(t: Translator, node: Node, owner: str) -> None:
    """Write what needs an object's class, behind it."""
    name = t.members.get(owner, clean(node["name"]))
    for each in _late(t, node):
        if each["k"] == "ValDef":
            t.one(each["rhs"], f"{name}.{clean(each['name'], True)}", node["s"])
            continue
        t.one(each, DROP, node["s"])
        for var in each.get("vars", ()):
            made = t.scope.find(var["name"])
            if made is not None:
                t.emit(f"{name}.{clean(var['name'], True)} = {made[0]}")


def isBeside(t: Translator, node: Node) -> bool:
    """Tell whether a class that is defined in an object stands beside it in Python."""
    return node["k"] == "ClassDef" and "." not in t.members.get(t.sym(node).get("full", ""), ".")


def needsNested(t: Translator, node: Node) -> bool:
    """Tell whether an object's values need the classes that are defined in it."""
    names = {each["name"] for each in node["body"] if isBeside(t, each)}
    kinds = ("DefDef", "ClassDef", "Import", "TypeDef")
    values = [each for each in node["body"] if each["k"] not in kinds]
    return any(t.references(each) & names for each in values if "lazy" not in each.get("mods", ()))


def nested(t: Translator, node: Node) -> None:
    """Write the classes that are defined in an object, beside it."""
    start = node["s"]
    for each in node["body"]:
        if isBeside(t, each):
            t.one(each, DROP, start)
        start = each["e"]


def staticMethod(t: Translator, node: Node, start: int) -> None:
    """Write a method of an object, with the comments since ``start``."""
    t.flush(node["s"], start)
    t.gap(node["s"])
    if node["name"].endswith(("_=", "_$eq")):
        raise t.refuse(
            node,
            f"the setter `{node['name']}` belongs to an object, which is a class in Python",
            "write a method, or a class with one instance",
            "setter of an object",
        )
    t.emit("@staticmethod")
    before = len(t.lines)
    try:
        writeMethod(t, node, methodName(t, t.sym(node), clean(node["name"], True)), [])
    except Exception:
        del t.lines[before - 1 :]
        raise


def statics(t: Translator, node: Node, owner: str) -> None:
    """Write an object's members as its class's own."""
    full = str(t.sym(node).get("full") or node["name"])
    fields = [
        each
        for each in node["body"]
        if each["k"] not in ("DefDef", "ClassDef", "Import", "TypeDef")
    ]
    start = node["s"]
    if node["body"]:
        brace = t.text.find("{", node["p"], node["body"][0]["s"])
        if brace >= 0:
            start = brace
    for each in node["body"]:
        if each["k"] == "DefDef":
            staticMethod(t, each, start)
        elif each in _late(t, node) or isBeside(t, each):
            pass
        elif each["k"] == "ValDef" and each in fields:
            t.flush(each["s"], start)
            t.gap(each["s"])
            if "lazy" in each["mods"]:
                t.emit("@staticmethod")
                t.emit(f"@{t.use('functools', 'cache')}")
                scope = t.scope
                t.scope = Scope("function", scope)
                writeFunction(t, clean(each["name"], True), [], each["rhs"], RETURN)
                t.scope = scope
            elif each.get("rhs") is None or (
                each["rhs"]["k"] == "Ident" and each["rhs"]["name"] == "_"
            ):
                t.simple(each, f"{clean(each['name'], True)} = {zero(t.type(each))}")
            else:
                # In the class's body its other fields have no prefix yet.
                mine = {k: v for k, v in t.members.items() if k.startswith(full + ".")}
                if t.references(each["rhs"]) & {
                    one["name"] for one in node["body"] if one.get("name")
                }:
                    t.members.update({k: v.rpartition(".")[2] for k, v in mine.items()})
                t.one(each["rhs"], clean(each["name"], True))
                t.members.update(mine)
        elif each["k"] == "ClassDef" or each["k"] not in ("Import", "TypeDef"):
            t.one(each, DROP, start)
        start = each["e"]
    t.flush(node["e"], start)
