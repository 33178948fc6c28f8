"""An object's members as its class's own."""

from __future__ import annotations

from sparkish.port._translate._core import DROP, RETURN, Translator
from sparkish.port._translate._functions import writeFunction
from sparkish.port._translate._methods import writeMethod
from sparkish.port._translate._model import Node
from sparkish.port._translate._scopes import Scope, clean
from sparkish.port._translate._types import zero

__all__ = ["statics"]


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
            t.flush(each["s"], start)
            t.gap(each["s"])
            t.emit("@staticmethod")
            before = len(t.lines)
            try:
                writeMethod(t, each, clean(each["name"], True), [])
            except Exception:
                del t.lines[before - 1 :]
                raise
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
