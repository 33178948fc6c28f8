"""What the compiler could not resolve: names that everybody knows, methods that tell their kind.

A call of an unknown library has no type, nor what stands in its arguments. There, names such as
``println`` and ``List`` mean what they mean everywhere, and ``x.toInt`` or ``x._1`` say what x is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import arguments
from sparkish.port._translate._columns import OPERATORS, operation
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._rules import NAMED

__all__ = ["byMethod", "importedFrom", "inferred", "isIndexed", "wellKnown", "wildcard"]

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
    if name == "println" and not call.lists:
        value = t.fresh("x")
        return code(f"lambda {value}: print({t.use('sparkish', 'scalaString')}({value}))", m.LAMBDA)
    if name == "Nil":
        return code("[]")
    if name == "readLine" and call.lists:
        return code(f"input({', '.join(t.exprs(call.args))})")
    full = _FUNCTIONS.get(name) if call.lists else _VALUES.get(name)
    return None if full is None else _ruled(t, call, full)


def importedFrom(t: Translator, name: str) -> str | None:
    """Return the full name that a file's imports give a name which the compiler does not know."""
    for node in t.file["tree"]["stats"] + t.file.get("imports", []):
        found = _lookedUp(node, name)
        if found:
            return found
    return None


def _lookedUp(node: Node, name: str) -> str | None:
    if node["k"] == "Package":
        for each in node["stats"]:
            found = _lookedUp(each, name)
            if found:
                return found
    if node["k"] != "Import":
        return None
    for selector in node["selectors"]:
        if (selector.get("rename") or selector.get("name")) == name:
            return f"{node['expr']}.{selector['name']}"
    return None


def wildcard(t: Translator, call: Call) -> Code | None:
    """Return a name that an import of all names of Spark's, or of the program's, gives."""
    from sparkish.port._translate._names import sibling, sparkModule

    name = str(call.function["name"])
    for owner in _wildcards([*t.file["tree"]["stats"], *t.file.get("imports", [])]):
        full = f"{owner}.{name}"
        found = sibling(t, full)
        place = (
            sparkModule(full) if owner.startswith("org.apache.spark.") and found is None else None
        )
        if place is not None:
            found = code(t.use(*place))
        if found is not None:
            return code(f"{found}({arguments(t, call)})") if call.lists else found
    return None


def _wildcards(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if node["k"] == "Package":
            yield from _wildcards(node["stats"])
        elif node["k"] == "Import" and any(each.get("wild") for each in node["selectors"]):
            yield str(node.get("full") or node["expr"])


def _ruled(t: Translator, call: Call, full: str) -> Code | None:
    rule = NAMED.get(full.replace(".package.", "."))
    return None if rule is None else rule(t, replace(call, symbol={"full": full}))


def byMethod(t: Translator, call: Call) -> Code | None:
    """Return a call of a method on what has no type, where its name tells what it does."""
    q, name = call.q, call.name
    if q is None or call.full or t.cls(q) not in ("", "scala.Nothing"):
        return None
    source = t.source(q)
    if source in ("System.err", "System.out") and name in ("println", "print"):
        return _ruled(t, call, f"java.io.PrintStream.{name}")
    if q["k"] == "Ident" and q["name"] in _OBJECTS:
        full = f"{_OBJECTS[q['name']]}.{name}"
        javas = full.replace("scala.math", "java.lang.Math")
        return _ruled(t, call, full) or _ruled(t, call, javas)
    if source.startswith("TaskContext.get") and name in ("partitionId", "stageId"):
        return code(f"{t.expr(q).at(m.ATOM)}.{name}()")
    if source == "TaskContext" and name == "get":
        return code(f"{t.expr(q)}.get()")
    isVariable = q["k"] != "Ident" or any(t.scope.find(key) for key in (q.get("sym"), q["name"]))
    if not isVariable:
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


def operated(t: Translator, call: Call, left: Code) -> Code:
    """Return an operator of an unknown value: only a column's are known by their names."""
    if call.name in ("::", ":::", "->") and len(call.args) == 1:
        # Only lists have the first two, which are called on what is behind them.
        first = t.expr(call.args[0])
        if call.name == "->":
            return code(f"({left}, {first})")
        opening = f"[{'*' if call.name == ':::' else ''}{first}"
        if left.startswith("[") and " for " not in left:
            return code(f"{opening}{', ' if left != '[]' else ''}{left[1:]}")
        return code(f"{opening}, *{left.at(m.UNARY)}]")
    if call.name not in OPERATORS or len(call.args) != 1:
        raise t.refuse(
            call.node,
            f"`{call.name}` is an operator of a library",
            "call what the library has in Python",
            "operator of a library",
        )
    return operation(call.name, left, t.expr(call.args[0]))


#: What the results of methods are whose names tell it.
_TEXT, _INT, _YES = "java.lang.String", "scala.Int", "scala.Boolean"
_RESULTS = {
    **{name: f"scala.{name.removeprefix('to')}" for name in ("toInt", "toLong", "toDouble")},
    **dict.fromkeys(("trim", "mkString", "substring", "toUpperCase", "toLowerCase"), _TEXT),
    **dict.fromkeys(("replaceAll", "capitalize", "toString"), _TEXT),
    **dict.fromkeys(("length", "size"), _INT),
    **dict.fromkeys(("isEmpty", "nonEmpty", "equals", "contains", "startsWith"), _YES),
}
_SAME = {"filter", "filterNot", "take", "drop", "reverse", "distinct", "tail", "sorted", "sortBy"}
_LIST = "scala.collection.immutable.List"
_MADE = {"Array": "scala.Array", "Map": "scala.collection.immutable.Map"}


def inferred(t: Translator, node: Node) -> int | None:
    """Return the type of what the compiler gives none, where names tell it."""
    if "guess" not in node:
        node["guess"] = None
        node["guess"] = _inferred(t, node)
    found: int | None = node["guess"]
    return found


def _inferred(t: Translator, node: Node) -> int | None:
    if node["k"] == "Literal":
        cls = {"String": _TEXT, "Null": "", "Unit": ""}.get(node["lit"], f"scala.{node['lit']}")
        return _type(t, cls, []) if cls else None
    if node["k"] == "New" and not node.get("anon"):
        imported = importedFrom(t, str(node["tpt"].get("text", "")).partition("[")[0]) or ""
        return _type(t, imported, []) if imported.startswith(("scala.", "java.")) else None
    if node["k"] == "Interp":
        return _type(t, _TEXT, []) if node["id"] in ("s", "f", "raw") else None
    if node["k"] == "Ident":
        return t.guessed.get(node["name"]) if node.get("sym") is None else None
    if node["k"] not in ("Apply", "Select", "TypeApply"):
        return None
    from sparkish.port._translate._literals import hasText

    call = t.call(node)
    if call.full:
        return None
    if call.q is None:
        return _madeOf(t, call)
    if call.q["k"] == "Ident" and call.q["name"] in _OBJECTS:
        return None
    if call.name == "+" and hasText(node):
        return _type(t, _TEXT, [])
    if call.name in "+-*/%" and len(call.args) == 1:
        classes = {t.cls(call.q), t.cls(call.args[0])}
        isSame = len(classes) == 1 and classes < {_INT, "scala.Long", "scala.Double"}
        return _type(t, classes.pop(), []) if isSame else None
    if call.name == "split" and _isText(call.args):
        return _type(t, "scala.Array", [_type(t, _TEXT, [])])
    if call.name in _RESULTS:
        return _type(t, _RESULTS[call.name], [])
    known = t.type(call.q)
    cls, args = str(known.get("c", "")), list(known.get("a", []))
    if cls != "scala.Array" and not cls.startswith("scala.collection."):
        return None
    if call.name in _SAME:
        return _type(t, cls, args)
    if call.name in ("map", "flatMap", "toList", "toSeq"):
        return _type(t, _LIST, args if call.name.startswith("to") else [])
    return args[0] if call.name in ("head", "last") and args else None


def _madeOf(t: Translator, call: Call) -> int | None:
    """Return the type of a collection that is written out, or of an array's element."""
    name = str(call.function.get("name", ""))
    if call.lists and name in ("List", "Seq", "Map", "Array"):
        return _type(t, _MADE.get(name, _LIST), [])
    known = t.type(call.function) if call.function["k"] == "Ident" else {}
    args: list[int] = known.get("a", [])
    return args[0] if known.get("c") == "scala.Array" and args and len(call.args) == 1 else None


def _type(t: Translator, cls: str, args: list[int]) -> int:
    t.file["types"].append({"c": cls, "a": args})
    return len(t.file["types"]) - 1


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
