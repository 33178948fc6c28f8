"""What the compiler could not resolve: names that everybody knows, methods that tell their kind.

A call of an unknown library has no type, nor what stands in its arguments. There, names such as
``println`` and ``List`` mean what they mean everywhere, and ``x.toInt`` or ``x._1`` say what x is.
"""

from __future__ import annotations

from dataclasses import replace

from sparkish.port._translate import _model as m
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._rules import NAMED

__all__ = ["byMethod", "isIndexed", "wellKnown"]

_PREDEF = ("println", "print", "printf", "require", "assert", "identity")
_FUNCTIONS = {
    **{name: f"scala.Predef.{name}" for name in _PREDEF},
    **{name: f"scala.{name}.apply" for name in ("Some", "Option")},
    **{name: f"scala.util.{name}.apply" for name in ("Try", "Success", "Failure", "Left", "Right")},
}
_VALUES = {"None": "scala.None"}
_COLLECTIONS = {
    *("List", "Seq", "Map", "Set", "Array", "Vector", "Iterator", "ArrayBuffer", "ListBuffer"),
    *("IndexedSeq", "HashMap", "HashSet"),
}
_OBJECTS = {
    "math": "scala.math",
    "Math": "java.lang.Math",
    "System": "java.lang.System",
    "Thread": "java.lang.Thread",
    "Integer": "java.lang.Integer",
    "sys": "scala.sys",
    "String": "java.lang.String",
}
#: Methods that only strings and numbers have, or that mean the same of everything that has them.
_HELPED = {
    *("toInt", "toLong", "toDouble", "toFloat", "trim", "mkString", "substring", "replaceAll"),
    *("capitalize", "split"),
}
_OWN = {
    "toUpperCase": "upper",
    "toLowerCase": "lower",
    "startsWith": "startswith",
    "endsWith": "endswith",
}
#: Methods of Spark's that are written without parentheses in Scala.
_CALLED = {"count", "collect", "first", "cache", "persist", "distinct", "close", "flush"}


def wellKnown(t: Translator, call: Call, imported: str | None) -> Code | None:
    """Return a call of a name that is Scala's own, where nothing else is imported by it."""
    name = str(call.function["name"])
    if imported is not None and not imported.startswith(("scala.", "java.")):
        return None
    if name in _COLLECTIONS and call.lists:
        from sparkish.port._translate._collections.making import making

        call.function["sym"] = len(t.file["symbols"])
        t.file["symbols"].append({"o": "object", "name": name, "full": f"scala.{name}"})
        return making(t, call)
    if name == "Nil":
        return code("[]")
    full = _FUNCTIONS.get(name) if call.lists else _VALUES.get(name)
    return None if full is None else _ruled(t, call, full)


def _ruled(t: Translator, call: Call, full: str) -> Code | None:
    rule = NAMED.get(full.replace(".package.", "."))
    return None if rule is None else rule(t, replace(call, symbol={"full": full}))


def byMethod(t: Translator, call: Call) -> Code | None:
    """Return a call of a method on what has no type, where its name tells what it does."""
    q, name = call.q, call.name
    if q is None or call.full or t.type(q):
        return None
    source = t.source(q)
    if source in ("System.err", "System.out") and name in ("println", "print"):
        return _ruled(t, call, f"java.io.PrintStream.{name}")
    if q["k"] == "Ident" and q["name"] in _OBJECTS:
        full = f"{_OBJECTS[q['name']]}.{name}"
        return _ruled(t, call, full) or _ruled(
            t, call, full.replace("scala.math", "java.lang.Math")
        )
    if q["k"] == "Ident" and t.scope.find(q.get("sym")) is None and t.scope.find(q["name"]) is None:
        # A class or an object of the library.
        return None
    if name.startswith("_") and name[1:].isdigit() and not call.lists:
        return code(f"{t.expr(q).at(m.ATOM)}[{int(name[1:]) - 1}]")
    if name in _HELPED and not (name == "split" and not _isText(call.args)):
        values = ", ".join([str(t.expr(q)), *map(str, t.exprs(call.args))])
        return code(f"{t.helper(name)}({values})")
    if name in _OWN:
        return code(f"{t.expr(q).at(m.ATOM)}.{_OWN[name]}({', '.join(t.exprs(call.args))})")
    if name in ("length", "size") and not call.args:
        return code(f"len({t.expr(q)})")
    if name in ("isEmpty", "nonEmpty") and not call.args and not _isRDD(q):
        return code(f"len({t.expr(q)}) {'==' if name == 'isEmpty' else '>'} 0", m.COMPARE)
    if name in ("equals", "contains") and len(call.args) == 1:
        left, right = t.expr(q), t.expr(call.args[0])
        if name == "contains":
            left, right = right, left
        return code(
            f"{left.at(m.BITOR)} {'in' if name == 'contains' else '=='} {right.at(m.BITOR)}",
            m.COMPARE,
        )
    if not call.lists and (name in _CALLED or (name == "isEmpty" and _isRDD(q))):
        return code(f"{t.expr(q).at(m.ATOM)}.{name}()")
    return None


def _isText(args: list[Node]) -> bool:
    return len(args) == 1 and args[0]["k"] == "Literal" and args[0]["lit"] in ("String", "Char")


def _isRDD(node: Node) -> bool:
    return node["k"] == "Ident" and "rdd" in node["name"].lower()


def isIndexed(t: Translator, call: Call) -> bool:
    """Tell whether a value without a type is indexed, ``x(0)``: functions are seldom values."""
    if len(call.lists) != 1 or len(call.args) != 1 or call.function["k"] != "Ident":
        return False
    node = t.locals.get(call.function.get("sym")) or {}
    return call.args[0]["k"] != "Function" and node.get("k") in ("ValDef", None) and not call.full
