"""Second constructors: class methods, as Python's classes have one constructor."""

from __future__ import annotations

from sparkish.port._translate._arguments import arguments
from sparkish.port._translate._core import DROP, Translator
from sparkish.port._translate._defaults import lateDefaults
from sparkish.port._translate._methods import parameters
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._overloads import constructorName
from sparkish.port._translate._scopes import Scope

__all__ = ["writeConstructor"]


def writeConstructor(t: Translator, node: Node, owner: str) -> None:
    """Write ``def this(...)``: it makes an object by another constructor, and returns it."""
    body = node["body"]
    stats = [*body["stats"], *([body["x"]] if body.get("x") else [])]
    rest = [each for each in stats[1:] if not each.get("syn")]
    me = t.scope.me
    scope = t.scope
    t.scope = Scope("function", scope)
    try:
        params = parameters(t, node["params"], body)
        t.futures = True
        t.emit("@classmethod")
        t.emit(f"def {constructorName(t.sym(node))}({', '.join(['cls', *params])}) -> {owner}:")
        with t.indented():
            lateDefaults(t, node["params"])
            made = _delegated(t, stats[0])
            if not rest:
                t.simple(stats[0], f"return {made}")
                return
            t.simple(stats[0], f"{me} = {made}")
            start = stats[0]["e"]
            for each in rest:
                t.one(each, DROP, start)
                start = each["e"]
            t.emit(f"return {me}")
    finally:
        t.scope = scope


def _delegated(t: Translator, node: Node) -> Code:
    symbol = t.sym(node)
    call = Call(node, node, None, "", [node["args"]], [], symbol)
    other = f".{constructorName(symbol)}" if symbol.get("alt") else ""
    return code(f"cls{other}({arguments(t, call)})")
