"""``try`` and ``catch``."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._core import DROP, Mode, Translator, expression, statement
from sparkish.port._translate._exceptions import caughtAs
from sparkish.port._translate._functions import hoisted
from sparkish.port._translate._model import Code, Node


def caughtBy(t: Translator, case: Node) -> tuple[str, Node | None] | None:
    """Return the exceptions that a case of ``catch`` takes, and what names it."""
    pat = case["pat"]
    name = pat if pat["k"] in ("PVar", "PTyped", "PBind") and pat.get("name") else None
    if pat["k"] == "PBind":
        pat = pat["pat"]
    if pat["k"] in ("PWild", "PVar"):
        return "Exception", name
    if pat["k"] == "PTyped":
        if pat.get("pat") and pat["pat"].get("name"):
            name = pat["pat"]
        made = caughtAs(t, t.cls(pat["tpt"])) or caughtAs(t, pat["tpt"].get("text", ""))
        return (made, name) if made else None
    if pat["k"] == "PAlt":
        each = [caughtBy(t, {"pat": alt}) for alt in pat["alts"]]
        if all(each):
            texts = ", ".join(one[0].strip("()") for one in each if one)
            kinds = list(dict.fromkeys(texts.split(", ")))
            return (kinds[0] if len(kinds) == 1 else f"({', '.join(kinds)})"), None
    if pat["k"] == "PExtract" and t.sym(pat["f"]).get("full", "").endswith("NonFatal"):
        inner = pat["args"][0]
        return "Exception", inner if inner["k"] == "PVar" else None
    return None


@statement("Try")
def tryStatement(t: Translator, node: Node, mode: Mode) -> None:
    """``try``, with the exceptions that Python has for Java's."""
    if not node["cases"] and not node.get("fin"):
        t.one(node["body"], mode)
        return
    t.header("try:")
    with t.indented():
        t.one(node["body"], mode, node["s"])
    start = node["body"]["e"]
    for case in node["cases"]:
        found = caughtBy(t, case)
        if found is None:
            raise t.refuse(
                case,
                f"`{t.source(case['pat'])}` catches what is no exception of Python's",
                "catch a class of exceptions",
                "catch pattern",
            )
        kinds, name = found
        t.flush(case["s"], start)
        used = t.references([case["body"], case.get("guard")])
        if name is not None and (name.get("sym") in used or name["name"] in used):
            t.emit(f"except {kinds} as {t.declare(name, name['name'])}:")
        else:
            t.emit(f"except {kinds}:")
        with t.indented():
            if case.get("guard"):
                t.header(f"if not {t.expr(case['guard']).at(m.NOT)}:")
                t.lines.append((t.indent + 1, "raise"))
            t.one(case["body"], mode)
        start = case["e"]
    if node.get("fin"):
        t.flush(node["fin"]["s"], start)
        t.emit("finally:")
        with t.indented():
            t.one(node["fin"], DROP)


@expression("Try")
def tryExpression(t: Translator, node: Node) -> Code:
    """A ``try`` in an expression is a local function."""
    return hoisted(t, node, "attempt")
