"""``object X extends Enumeration`` is an ``Enum``."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import listed, receiver
from sparkish.port._translate._core import Translator
from sparkish.port._translate._literals import quoted
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._operators import constant
from sparkish.port._translate._rules import calls
from sparkish.port._translate._scopes import Scope, clean

__all__ = ["isEnumeration", "writeEnumeration"]


def isEnumeration(t: Translator, node: Node) -> bool:
    """Tell whether an object is an enumeration of values, with methods at most."""
    isOne = any(t.cls(each["tpt"]) == "scala.Enumeration" for each in node["parents"])
    return isOne and all(
        each["k"] in ("TypeDef", "Import", "DefDef")
        or (each["k"] == "ValDef" and _isMember(each.get("rhs")))
        for each in node["body"]
    )


def _isMember(rhs: Node | None) -> bool:
    if rhs is None:
        return False
    named = rhs["f"] if rhs["k"] == "Apply" else rhs
    return bool(named["k"] == "Ident" and named["name"] == "Value")


def writeEnumeration(t: Translator, node: Node, name: str) -> None:
    """Write the values with their numbers, and their texts where they have others."""
    from sparkish.port._translate._companions import staticMethod

    t.header(f"class {name}({t.helper('Enumeration')}):")
    following, start = 0, node["p"]
    inner = Scope("class", t.scope, str(t.sym(node).get("full") or node["name"]))
    inner.me = name
    outer, t.scope = t.scope, inner
    with t.indented():
        for each in node["body"]:
            if each["k"] == "DefDef":
                staticMethod(t, each, start)
                start = each["e"]
            if each["k"] != "ValDef":
                continue
            t.flush(each["s"], start)
            text = None
            for given in each["rhs"].get("args", ()):
                number = constant(t, given)
                if number is not None:
                    following = number
                else:
                    text = t.expr(given)
            shown = "" if text in (None, quoted(each["name"])) else f", {text}"
            t.simple(each, f"{clean(each['name'], True)} = {following}{shown}")
            following, start = following + 1, each["e"]
    t.scope = outer
    t.flush(node["e"], start)


def _around(t: Translator, call: Call) -> Code | None:
    """Return the enumeration of a call: where none is written, the class around it, if any."""
    if call.q is not None:
        return receiver(t, call)
    scope: Scope | None = t.scope
    while scope is not None and scope.kind != "class":
        scope = scope.parent
    return None if scope is None else code(scope.me)


@calls("scala.Enumeration.values")
def values(t: Translator, call: Call) -> Code | None:
    """All its values."""
    base = _around(t, call)
    return None if base is None else code(f"list({base})")


@calls("scala.Enumeration.apply", "scala.Enumeration.withName")
def value(t: Translator, call: Call) -> Code | None:
    """The value of a number, or of a text."""
    base = _around(t, call)
    if base is None:
        return None
    method = ".withName" if call.name == "withName" else ""
    return code(f"{base.at(m.ATOM)}{method}({listed(t, call)})")


@calls("scala.Enumeration.Value.id", "scala.Enumeration.Val.id")
def number(t: Translator, call: Call) -> Code:
    """Its number."""
    return code(f"{receiver(t, call).at(m.ATOM)}.id")
