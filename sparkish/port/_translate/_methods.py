"""Methods and their parameters."""

from __future__ import annotations

from sparkish.port._translate._core import DROP, RETURN, Translator
from sparkish.port._translate._defaults import isLate
from sparkish.port._translate._functions import askedFor, writeFunction
from sparkish.port._translate._model import Node
from sparkish.port._translate._scopes import Scope
from sparkish.port._translate._types import annotation

__all__ = ["isMaterial", "parameters", "writeMethod"]


def parameters(
    t: Translator, groups: list[list[Node]], within: Node | None, isTyped: bool = True
) -> list[str]:
    """Declare a function's parameters, and return them with types and defaults."""
    made = []
    hasDefault = False
    for each in (one for group in groups for one in group):
        if each["name"].startswith("evidence$") or (
            "implicit" in each["mods"] and isMaterial(t, each)
        ):
            continue
        name = t.declare(each, each["name"], within)
        if each.get("sym") is not None:
            t.locals[each["sym"]] = {**each, "mods": [*each["mods"], "var"]}
        if "byname" in each["mods"]:
            t.lazy.add(each.get("sym"))
        star = "*" if "repeated" in each["mods"] else ""
        text = (
            annotation(t, t.type(each))
            if isTyped and not star and "byname" not in each["mods"]
            else ""
        )
        default = ""
        if each.get("rhs"):
            hasDefault = True
            if isLate(t, each["rhs"]):
                t.scope.late[each.get("sym", each["name"])] = name
                default = " = None" if text else "=None"
                text += " | None" if text else ""
                t.futures = True
            else:
                default = (" = " if text else "=") + str(t.expr(each["rhs"]))
        elif hasDefault and not star:
            # Python wants a default behind another one; each call gives this argument.
            default = " = None" if text else "=None"
        made.append(f"{star}{name}" + (f": {text}" if text else "") + default)
    return made


def isMaterial(t: Translator, node: Node) -> bool:
    return node["name"].startswith("evidence$") or t.cls(node).startswith(
        (
            "scala.reflect",
            "scala.math.Ordering",
            "scala.math.Numeric",
            "org.apache.spark.sql.Encoder",
            "scala.concurrent.ExecutionContext",
        )
    )


def writeMethod(
    t: Translator, node: Node, name: str, first: list[str], decorator: str = ""
) -> None:
    """Write a ``def``, as a method where it has a first parameter of ours."""
    body = node.get("body")
    scope = t.scope
    t.scope = Scope("function", scope)
    try:
        params = parameters(t, node["params"], body)
        isUnit = node.get("procedure") or t.cls(node) == "scala.Unit"
        result = "None" if isUnit else annotation(t, t.type(node))
        if decorator:
            t.emit(decorator)
        if body is None:
            t.emit(f"def {name}({', '.join(first + params)}){f' -> {result}' if result else ''}:")
            t.lines.append((t.indent + 1, "raise NotImplementedError"))
            t.trailing(node["e"])
            return
        writeFunction(
            t,
            name,
            first + params,
            body,
            DROP if isUnit else RETURN,
            result,
            start=node["s"],
            asked=askedFor(t, node["params"]),
            groups=node["params"],
        )
        if body["k"] != "Block":
            t.trailing(node["e"])
    finally:
        t.scope = scope
