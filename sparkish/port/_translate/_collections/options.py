"""Tuples and Options."""

from __future__ import annotations

import re

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument, receiver
from sparkish.port._translate._core import Translator, expression
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._rules import calls, onKind

__all__ = ["isPure"]


@calls("scala.Predef.ArrowAssoc.->", "scala.Predef.->")
def arrow(t: Translator, call: Call) -> Code:
    """``a -> b`` is a pair."""
    return code(f"({receiver(t, call)}, {t.expr(call.args[0])})")


@expression("Tuple")
def tuple_(t: Translator, node: Node) -> Code:
    """A tuple."""
    return code(f"({', '.join(str(argument(t, one)) for one in node['elems'])})")


for _at in range(1, 23):

    @onKind("tuple", f"_{_at}")
    def part(t: Translator, call: Call) -> Code:
        """A part of a tuple."""
        return code(f"{receiver(t, call).at(m.ATOM)}[{int(call.name[1:]) - 1}]")


@onKind("tuple", "swap")
def swap(t: Translator, call: Call) -> Code:
    """A pair the other way round."""
    base = receiver(t, call).at(m.ATOM)
    return code(f"({base}[1], {base}[0])")


@calls("scala.None", "scala.package.None", "scala.Option.empty")
def none(t: Translator, call: Call) -> Code:
    """Scala's ``None`` is the empty Option."""
    return code(f"{t.use('sparkish', 'Option')}.empty()")


@calls("scala.Some.apply", "scala.Option.apply")
def some(t: Translator, call: Call) -> Code:
    """``Some`` and ``Option``."""
    name = "Some" if call.full.startswith("scala.Some") else "Option"
    return code(f"{t.use('sparkish', name)}({t.expr(call.args[0])})")


@onKind(
    "option",
    "get",
    "orNull",
    "isDefined",
    "nonEmpty",
    "isEmpty",
    "toList",
    "map",
    "flatMap",
    "filter",
    "exists",
    "forall",
    "contains",
    "foreach",
    "fold",
    "orElse",
    "toSeq",
    "iterator",
    "size",
)
def option(t: Translator, call: Call) -> Code:
    """An Option's own methods."""
    base = receiver(t, call).at(m.ATOM)
    inner = _wrapped(base)
    if inner is not None and call.name in ("isDefined", "nonEmpty", "isEmpty"):
        return code(f"{inner} is {'' if call.name == 'isEmpty' else 'not '}None", m.COMPARE)
    if call.name in ("isDefined", "nonEmpty", "isEmpty"):
        return code(f"{base}.{call.name}")
    if base == "Option.empty()" and call.name in ("toSeq", "toList"):
        return code("[]")
    if call.name in ("toSeq", "size"):
        return code(f"{base}.toList()" if call.name == "toSeq" else f"len({base}.toList())")
    if call.name == "iterator":
        return code(f"iter({base})")
    args = ", ".join(
        str(argument(t, one, call.name)) for one in call.args if not _isEvidence(t, one)
    )
    return code(f"{base}.{call.name}({args})")


def _wrapped(made: str) -> str | None:
    """Return the call in ``Option(call())``, which is a value or None."""
    found = re.fullmatch(r"Option\(([\w.]+(?:\([^()]*\))?)\)", made)
    return found[1] if found is not None else None


def _isEvidence(t: Translator, node: Node) -> bool:
    return t.cls(node).startswith("scala.<:<")


#: What makes a collection without elements.
_EMPTY = {
    *("Array", "ArrayBuffer", "HashMap", "HashSet", "List", "ListBuffer", "Map", "Seq", "Set"),
    *("Vector", "empty"),
}


def isPure(node: Node) -> bool:
    """Tell whether it makes no difference when, and whether, an expression is evaluated."""
    if node["k"] in ("Literal", "Ident", "This"):
        return not node.get("called")
    if node["k"] == "Tuple":
        return all(isPure(one) for one in node["elems"])
    if node["k"] == "Select":
        return isPure(node["q"]) and not node.get("called")
    if node["k"] == "Apply" and node.get("infix") and node["f"]["k"] == "Select":
        return (
            node["f"]["name"] in ("+", "-", "*")
            and isPure(node["f"]["q"])
            and all(map(isPure, node["args"]))
        )
    if node["k"] in ("Apply", "TypeApply"):
        # A collection without elements.
        base = node["f"]
        while base["k"] == "TypeApply":
            base = base["f"]
        isEmpty = not node.get("args", []) and base["k"] in ("Ident", "Select")
        return isEmpty and base["name"].rpartition(".")[2] in _EMPTY
    return False


@onKind("option", "value")
def value(t: Translator, call: Call) -> Code:
    """``Some(x).value``."""
    return code(f"{receiver(t, call).at(m.ATOM)}.get()")


@onKind("option", "filterNot")
def filterNot(t: Translator, call: Call) -> Code:
    """``filterNot``."""
    from sparkish.port._translate._collections.comprehensions import each

    name, test = each(t, call.args[0])
    return code(f"{receiver(t, call).at(m.ATOM)}.filter(lambda {name}: not ({test}))")


@onKind("option", "toRight", "toLeft")
def outcome(t: Translator, call: Call) -> Code:
    """An Option as an outcome: its value on one side, or another value on the other side."""
    value, other = t.fresh("value"), t.expr(call.args[0])
    have, miss = ("Right", "Left") if call.name == "toRight" else ("Left", "Right")
    base = receiver(t, call).at(m.ATOM)
    if isPure(call.args[0]):
        return code(f"{base}.fold({t.helper(miss)}({other}), {t.helper(have)})")
    made = f"lambda {value}: {t.helper(have)}({value})"
    return code(f"{base}.map({made}).getOrElse(lambda: {t.helper(miss)}({other}))")


@onKind("option", "getOrElse")
def optionOrElse(t: Translator, call: Call) -> Code:
    """``getOrElse``, whose default is evaluated only where it is needed."""
    default = call.args[0]
    value = t.expr(default)
    if not isPure(default) and value not in ("[]", "{}", "set()"):
        value = code(f"lambda: {value}", m.LAMBDA)
    return code(f"{receiver(t, call).at(m.ATOM)}.getOrElse({value})")
