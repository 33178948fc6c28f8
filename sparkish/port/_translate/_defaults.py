"""Default values of parameters: Scala evaluates one at each call, Python once, at the ``def``."""

from __future__ import annotations

from sparkish.port._translate._collections.options import isPure
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Node

__all__ = ["fieldDefault", "isLate", "lateDefaults"]

#: What makes a value that nothing changes, of values that nothing changes.
_MAKERS = {"Some", "Option", "List", "Seq", "Set", "Map", "Vector", "Seconds", "Milliseconds"}
_CHANGED = ("scala.collection.mutable.", "java.util.", "scala.Array")


def isLate(t: Translator, node: Node) -> bool:
    """Tell whether a default has to be evaluated at each call.

    It may be another value each time, may be changed, or names what is not defined yet.
    """
    if node["k"] == "Literal":
        return False
    if t.cls(node).startswith(_CHANGED):
        return True
    if node["k"] in ("Ident", "Select"):
        symbol = t.sym(node)
        isOwn = bool(symbol.get("file")) or symbol.get("full") in t.members
        return isOwn or (node["k"] == "Select" and isLate(t, node["q"]))
    if node["k"] == "Tuple":
        return any(isLate(t, each) for each in node["elems"])
    if node["k"] in ("Apply", "TypeApply"):
        call = t.call(node)
        name = str(call.full).removesuffix(".apply").rpartition(".")[2]
        if name in _MAKERS or (call.q is not None and _nameOf(call.q) in _MAKERS):
            return any(isLate(t, each) for each in call.args)
        return not isPure(node)
    return node["k"] in ("New", "Block", "If", "Match", "Interp", "Try")


def _nameOf(node: Node) -> str:
    return str(node.get("name", ""))


def lateDefaults(t: Translator, groups: list[list[Node]]) -> None:
    """Write the defaults that are evaluated at each call, at the beginning of a function."""
    for each in (one for group in groups for one in group):
        name = t.scope.late.get(each.get("sym", each["name"]))
        if name is not None:
            t.header(f"if {name} is None:")
            with t.indented():
                t.emit(f"{name} = {t.expr(each['rhs'])}")


def fieldDefault(t: Translator, node: Node, field: Node, hasDefault: bool) -> str:
    """Return what a field of a case class has where no argument gives it."""
    if not field.get("rhs"):
        # Python wants a default behind another one; each call gives this field.
        return " = None" if hasDefault else ""
    made = str(t.expr(field["rhs"]))
    if node["made"] or not (made.startswith(("[", "{", "set(")) or isLate(t, field["rhs"])):
        return f" = {made}"
    factory = {"[]": "list", "{}": "dict", "set()": "set"}.get(made, f"lambda: {made}")
    return f" = {t.use('dataclasses', 'field')}(default_factory={factory})"
