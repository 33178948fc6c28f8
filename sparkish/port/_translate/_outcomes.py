"""``Try`` and ``Either``, which are helpers."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument, receiver
from sparkish.port._translate._collections.options import isPure
from sparkish.port._translate._core import Translator
from sparkish.port._translate._functions import hoisted, isValue
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._rules import calls, onKind

__all__ = ["late"]


def late(t: Translator, node: Node) -> Code:
    """Return a function that has an expression's value when it is called."""
    if not isValue(t, node):
        return code(hoisted(t, node, "compute").removesuffix("()"))
    return code(f"lambda: {t.expr(node)}", m.LAMBDA)


@calls("scala.util.Try.apply")
def try_(t: Translator, call: Call) -> Code:
    """``Try(e)`` takes a function, since Python evaluates arguments at once."""
    return code(f"{t.helper('Try')}({late(t, call.args[0])})")


@calls(
    "scala.util.Success.apply",
    "scala.util.Failure.apply",
    "scala.util.Left.apply",
    "scala.util.Right.apply",
)
def outcome(t: Translator, call: Call) -> Code:
    """``Success``, ``Failure``, ``Left`` and ``Right``."""
    name = call.full.split(".")[2]
    return code(f"{t.helper(name)}({argument(t, call.args[0])})")


_OWN = ("get", "map", "flatMap", "filter", "foreach", "recover", "toOption", "fold", "swap")
_TRY = ("recoverWith", "failed", "toEither", "transform")


@onKind("try", *_OWN, *_TRY, "isSuccess", "isFailure", "getOrElse", "orElse")
@onKind("either", *_OWN, "isRight", "isLeft", "getOrElse")
def method(t: Translator, call: Call) -> Code:
    """Their own methods."""
    base = receiver(t, call).at(m.ATOM)
    if call.name.startswith("is"):
        return code(f"{base}.{call.name}")
    if call.name in ("getOrElse", "orElse"):
        default = call.args[0]
        isPlain = call.name == "getOrElse" and isPure(default)
        value = t.expr(default) if isPlain else late(t, default)
        return code(f"{base}.{call.name}({value})")
    values = ", ".join(str(argument(t, each, call.name)) for each in call.args)
    return code(f"{base}.{call.name}({values})")


_SIDES = ("map", "flatMap", "foreach", "get", "getOrElse", "toOption", "exists", "forall")


@calls(*(f"scala.util.Either.LeftProjection.{name}" for name in _SIDES))
@calls(*(f"scala.util.Either.RightProjection.{name}" for name in _SIDES))
def projected(t: Translator, call: Call) -> Code | None:
    """``e.left.map(f)``, ``e.right.get``: of one side."""
    assert call.q is not None
    inner = t.call(call.q)
    if inner.name not in ("left", "right") or inner.q is None:
        return None
    base = t.expr(inner.q).at(m.ATOM)
    if call.name == "map":
        name = "leftMap" if inner.name == "left" else "map"
        return code(f"{base}.{name}({argument(t, call.args[0], 'map')})")
    if call.name == "get":
        return code(f"{base}.{inner.name}Value()")
    if inner.name == "left":
        if call.name == "flatMap":
            return None
        base = f"{base}.swap()"
    option = f"{base}.toOption()"
    if call.name == "toOption":
        return code(option)
    if call.name == "getOrElse":
        return code(f"{base}.getOrElse({late(t, call.args[0])})")
    if call.name == "flatMap":
        return code(f"{base}.flatMap({argument(t, call.args[0], 'flatMap')})")
    return code(f"{option}.{call.name}({argument(t, call.args[0], call.name)})")


@onKind("either", "right")
def right(t: Translator, call: Call) -> Code:
    """``e.right``, as what a comprehension goes through: an Either is its right value."""
    return receiver(t, call)


@calls("scala.util.Either.cond")
def condition(t: Translator, call: Call) -> Code:
    """``Either.cond(test, right, left)``."""
    test, right, left = (t.expr(each).at(m.OR) for each in call.args)
    made = f"{t.helper('Right')}({right}) if {test} else {t.helper('Left')}({left})"
    return code(made, m.TERNARY)
