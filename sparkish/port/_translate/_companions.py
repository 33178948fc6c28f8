"""An object's members as its class's own."""

from __future__ import annotations

from sparkish.port._translate._core import DROP, RETURN, Translator
from sparkish.port._translate._functions import writeFunction
from sparkish.port._translate._methods import writeMethod
from sparkish.port._translate._model import Node
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


def _isDeferred(t: Translator, node: Node, each: Node) -> bool:
    """Tell whether a companion's value needs the class, which is there after its body only."""
    isValue = each["k"] == "ValDef" and "lazy" not in each["mods"] and bool(each.get("rhs"))
    return bool(node.get("isCompanion")) and isValue and _needs(t, node, each["rhs"])


def _needs(t: Translator, node: Node, rhs: object) -> bool:
    methods = {one["name"] for one in node["body"] if one["k"] == "DefDef"}
    late = {one["name"] for one in node["body"] if one["k"] in ("ValDef", "ClassDef")}
    return bool(t.references(rhs) & ({node["name"]} | methods | late)) or _makes(t, node, rhs)


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
    """Write the companion's values that need the class, behind it."""
    for each in node["body"]:
        if _isDeferred(t, node, each):
            name = t.members.get(owner, clean(node["name"]))
            t.one(each["rhs"], f"{name}.{clean(each['name'], True)}", node["s"])


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
        elif _isDeferred(t, node, each) or isBeside(t, each):
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
