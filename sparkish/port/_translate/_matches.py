"""``match``."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._core import DROP, Mode, Translator, expression, statement
from sparkish.port._translate._functions import hoisted, isValue
from sparkish.port._translate._model import Code, Node, code
from sparkish.port._translate._patterns import bind, forgotten, isExhaustive, substituted, test

__all__ = ["chain", "conditional"]


@statement("Match")
def matchStatement(t: Translator, node: Node, mode: Mode) -> None:
    """``match`` is a chain of ``if``: the first case that holds."""
    selector = node["sel"]
    value = t.expr(selector)
    if not value.replace("_", "").replace(".", "").isalnum():
        name = t.fresh("value")
        t.header(f"{name} = {value}")
        value = code(name)
    chain(t, node, node["cases"], str(value), t.cls(selector), mode)


def chain(t: Translator, node: Node, cases: list[Node], subject: str, cls: str, mode: Mode) -> None:
    """Write cases as a chain of ``if``."""
    word = "if"
    isDone = False
    start = node["s"]
    for case in cases:
        conditions, bound = test(t, case["pat"], subject, cls)
        if case.get("guard"):
            substituted(t, bound)
            conditions.append(t.expr(case["guard"]))
            forgotten(t, bound)
        t.flush(case["s"], start)
        if conditions:
            texts = [each.at(m.AND) for each in conditions]
            t.header(f"{word} {' and '.join(texts) if len(texts) > 1 else conditions[0]}:")
        elif word == "if":
            bind(t, bound, case["body"])
            t.one(case["body"], mode)
            return
        else:
            t.emit("else:")
        if case["body"]["s"] > case["pat"]["e"]:
            t.trailing(case["body"]["s"])
        with t.indented():
            bind(t, bound, case["body"])
            t.one(case["body"], mode)
        start = case["e"]
        if not conditions:
            isDone = True
            break
        word = "elif"
    if not isDone and not node.get("isPartial"):
        t.emit("else:")
        with t.indented():
            if isExhaustive(t, cases, cls):
                t.lines.pop()
                if len(cases) > 1 and mode != DROP:
                    # The last case always holds.
                    _makeElse(t)
            else:
                t.emit(f"raise {t.helper('MatchError')}({subject})")
        if t.lines[-1][1] == "pass":
            t.lines.pop()


def _makeElse(t: Translator) -> None:
    for at in range(len(t.lines) - 1, -1, -1):
        depth, text = t.lines[at]
        if depth == t.indent - 1 and text.startswith("elif "):
            t.lines[at] = depth, "else:"
            return


@expression("Match")
def matchExpression(t: Translator, node: Node) -> Code:
    """A short ``match`` is a conditional expression, another one a local function."""
    cases = node["cases"]
    cls = t.cls(node["sel"])
    short = (
        node["sel"]["k"] == "Ident"
        and len(cases) <= 3
        and all(isValue(t, case["body"]) for case in cases)
    )
    if short and (isExhaustive(t, cases, cls)):
        made = conditional(t, cases, str(t.expr(node["sel"])), cls)
        if made is not None and len(made) < 70:
            return made
    return hoisted(t, node, "value")


def conditional(t: Translator, cases: list[Node], subject: str, cls: str) -> Code | None:
    """Return cases as one conditional expression, where that is no shorter for the reader."""
    text = ""
    for at, case in enumerate(cases):
        conditions, bound = test(t, case["pat"], subject, cls)
        if any(":=" in each for each in conditions):
            return None
        substituted(t, bound)
        if case.get("guard"):
            conditions.append(t.expr(case["guard"]))
        value = t.expr(case["body"])
        forgotten(t, bound)
        if t.pending:
            return None
        if not conditions or at == len(cases) - 1:
            text += value.at(m.TERNARY)
            break
        joined = " and ".join(each.at(m.AND) for each in conditions)
        text += f"{value.at(m.OR)} if {joined} else "
    return code(text, m.TERNARY if " if " in text else m.ATOM)
