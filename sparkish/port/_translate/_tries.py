"""``try`` and ``catch``."""

from __future__ import annotations

from sparkish.port._translate._core import DROP, Mode, Translator, expression, statement
from sparkish.port._translate._exceptions import caughtAs
from sparkish.port._translate._functions import hoisted
from sparkish.port._translate._model import Code, Node
from sparkish.port._translate._patterns import fields, owner
from sparkish.port._translate._scopes import clean


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
            return (kinds[0] if len(kinds) == 1 else f"({', '.join(kinds)})"), name
    if pat["k"] == "PExtract" and t.sym(pat["f"]).get("full", "").endswith("NonFatal"):
        inner = pat["args"][0]
        return "Exception", inner if inner["k"] == "PVar" else name
    if pat["k"] == "PExtract" and all(each["k"] in ("PVar", "PWild") for each in pat["args"]):
        own = owner(t, pat)
        isException = "java.lang.Throwable" in t.bases(own)
        return (t.members[own], name) if own in t.own and own in t.members and isException else None
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
    cases = [(case, _caught(t, case)) for case in node["cases"]]
    isGuarded: set[str] = set()
    for at, (case, (kinds, name)) in enumerate(cases):
        if kinds in isGuarded:
            # It stands behind the case before it, which has a guard.
            continue
        t.flush(case["s"], start)
        following = [case]
        if case.get("guard"):
            isGuarded.add(kinds)
            following += [other for other, (same, _) in cases[at + 1 :] if same == kinds]
        used = t.references([[each["body"], each.get("guard")] for each in following])
        names = [one for each in following if (one := _caught(t, each)[1]) is not None]
        bound = _boundBy(t, case)
        if bound or any(each.get("sym") in used or each["name"] in used for each in names):
            shown = t.declare(name, name["name"]) if name is not None else t.fresh("error")
            for each in names:
                t.scope.names[each.get("sym", each["name"])] = shown
                t.scope.names[each["name"]] = shown
            t.emit(f"except {kinds} as {shown}:")
        else:
            shown = ""
            t.emit(f"except {kinds}:")
        with t.indented():
            for var, field in bound:
                t.emit(f"{t.declare(var, var['name'])} = {shown}.{field}")
            _guarded(t, following, mode)
        start = case["e"]
    if node.get("fin"):
        t.flush(node["fin"]["s"], start)
        t.emit("finally:")
        with t.indented():
            t.one(node["fin"], DROP)


def _caught(t: Translator, case: Node) -> tuple[str, Node | None]:
    found = caughtBy(t, case)
    if found is None:
        raise t.refuse(
            case,
            f"`{t.source(case['pat'])}` catches what is no exception of Python's",
            "catch a class of exceptions",
            "catch pattern",
        )
    return found


def _guarded(t: Translator, cases: list[Node], mode: Mode) -> None:
    """Write the cases of one kind of exception: the first whose guard holds, or none."""
    for at, case in enumerate(cases):
        if not case.get("guard"):
            if at == 0:
                t.one(case["body"], mode)
                return
            t.emit("else:")
            with t.indented():
                t.one(case["body"], mode)
            return
        t.header(f"{'elif' if at else 'if'} {t.expr(case['guard'])}:")
        with t.indented():
            t.one(case["body"], mode)
    t.emit("else:")
    t.lines.append((t.indent + 1, "raise"))


def _boundBy(t: Translator, case: Node) -> list[tuple[Node, str]]:
    """Return what an exception of the program's has that a case gives names."""
    pat = case["pat"]["pat"] if case["pat"]["k"] == "PBind" else case["pat"]
    if pat["k"] != "PExtract" or owner(t, pat) not in t.own:
        return []
    names = fields(t, owner(t, pat))
    pairs = zip(pat["args"], names, strict=False)
    return [(each, clean(name, True)) for each, name in pairs if each["k"] == "PVar"]


@expression("Try")
def tryExpression(t: Translator, node: Node) -> Code:
    """A ``try`` in an expression is a local function."""
    return hoisted(t, node, "attempt")
