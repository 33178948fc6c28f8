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
_TRY = ("recoverWith", "failed")


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


@calls("scala.util.Either.LeftProjection.map")
def leftMap(t: Translator, call: Call) -> Code | None:
    """``e.left.map(f)``."""
    assert call.q is not None
    inner = t.call(call.q)
    if inner.name != "left" or inner.q is None:
        return None
    return code(f"{t.expr(inner.q).at(m.ATOM)}.leftMap({argument(t, call.args[0], 'map')})")
