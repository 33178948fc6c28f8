"""``breakable`` and ``break``: Python's own, where they end a loop or a step of it."""

from __future__ import annotations

from typing import Any

from sparkish.port._translate._core import DROP, Translator
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._rules import calls

__all__ = ["breakable", "markStep"]

_BREAKABLE = "scala.util.control.Breaks.breakable"
_BREAK = "scala.util.control.Breaks.break"
_FUNCTIONS = ("Function", "CaseLambda", "DefDef", "ClassDef")


def breakable(t: Translator, node: Node, isLast: bool) -> bool:
    """Write ``breakable { ... }`` as a statement, if it is that.

    Where all of it is one loop, ``break`` ends the loop; where it is all that a loop does,
    ``break`` goes on with the next element. Elsewhere it is a loop that runs once.
    """
    call = t.call(node)
    if call.full != _BREAKABLE or not call.args:
        return False
    body = call.args[0]
    inner = _only(body)
    if _isLoop(t, inner) and _stays(t, inner, top=True):
        t.one(inner, DROP, node["s"])
        return True
    if not _stays(t, body, top=False):
        raise t.refuse(
            node,
            "this `break` is in a loop, or a function, inside of what it leaves",
            "let a function of its own return",
            "break",
        )
    if isLast:
        t.continues += 1
        t.one(body, DROP, node["s"])
        t.continues -= 1
        return True
    t.header("while True:")
    before, t.continues = t.continues, 0
    with t.indented():
        t.one(body, DROP, node["s"])
        t.emit("break")
    t.continues = before
    return True


def markStep(body: Node) -> None:
    """Mark what ends a loop's body: a ``break`` from it goes on with the next element."""
    while body["k"] == "Block" and (body.get("x") or body["stats"]):
        body = body.get("x") or body["stats"][-1]
    if body["k"] == "Apply":
        body["isStep"] = True


def _only(node: Node) -> Node:
    if node["k"] == "Block" and not (node["stats"] and node.get("x")):
        inside = [*node["stats"], *([node["x"]] if node.get("x") else [])]
        if len(inside) == 1:
            return _only(inside[0])
    return node


def _isLoop(t: Translator, node: Node) -> bool:
    if node["k"] in ("While", "DoWhile"):
        return True
    if node["k"] == "For":
        # The innermost of several loops is what Python's break ends.
        return not node["yields"] and sum(each["k"] == "Gen" for each in node["enums"]) == 1
    return False


def _stays(t: Translator, node: Any, *, top: bool, isInside: bool = False) -> bool:
    """Tell whether no ``break`` in a node is in another loop or function of it."""
    if isinstance(node, list):
        return all(_stays(t, each, top=False, isInside=isInside) for each in node)
    if not isinstance(node, dict):
        return True
    kind = node.get("k")
    if kind in ("Apply", "Ident", "Select"):
        full = t.call(node).full
        if full == _BREAK:
            return not isInside
        if full == _BREAKABLE:
            return True
    isForeach = kind == "Apply" and t.call(node).name == "foreach"
    isInside = isInside or (
        not top and (kind in ("While", "DoWhile", "For", *_FUNCTIONS) or isForeach)
    )
    return all(
        _stays(t, each, top=False, isInside=isInside)
        for each in node.values()
        if isinstance(each, (dict, list))
    )


@calls(_BREAK)
def break_(t: Translator, call: Call) -> Code:
    """``break``, or ``continue`` where it ends one step of a loop."""
    return code("continue" if t.continues else "break")
