"""Maps and sets."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import receiver
from sparkish.port._translate._collections.comprehensions import each
from sparkish.port._translate._collections.options import isPure
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._rules import kindOf, onKind

__all__ = ["entry"]


def entry(t: Translator, node: Node) -> tuple[str, str] | None:
    """Return a pair's parts, if it is written as one."""
    if node["k"] == "Tuple" and len(node["elems"]) == 2:
        return str(t.expr(node["elems"][0])), str(t.expr(node["elems"][1]))
    if node["k"] == "Apply":
        call = t.call(node)
        if call.name == "->" and call.q is not None:
            return str(t.expr(call.q)), str(t.expr(call.args[0]))
    return None


@onKind(
    "map",
    "toList",
    "toSeq",
    "toArray",
    "toVector",
    "toBuffer",
    "toIndexedSeq",
    "toMap",
    "iterator",
    "keys",
    "keySet",
    "values",
    "keysIterator",
    "valuesIterator",
    "entrySet",
    "clone",
    "toSet",
    "asScala",
    "asJava",
    "toIterable",
)
def fromMap(t: Translator, call: Call) -> Code:
    """A map's keys, values and pairs."""
    base = receiver(t, call).at(m.ATOM)
    name = call.name
    if name in ("toMap", "clone"):
        return code(f"dict({base})")
    if name in ("asScala", "asJava"):
        return code(base)
    if name == "keySet":
        return code(f"set({base})")
    if name == "keys":
        return code(f"list({base})")
    if name == "keysIterator":
        return code(f"iter({base})")
    if name == "values":
        return code(f"list({base}.values())")
    if name == "valuesIterator":
        return code(f"iter({base}.values())")
    if name == "iterator":
        return code(f"iter({base}.items())")
    return code(f"{'set' if name == 'toSet' else 'list'}({base}.items())")


@onKind("map", "get", "getOrElse", "getOrElseUpdate", "getProperty", "getOrDefault", "remove")
def mapGet(t: Translator, call: Call) -> Code | None:
    """What a map has for a key."""
    base = receiver(t, call).at(m.ATOM)
    isJava = not t.cls(call.q).startswith("scala.")
    if call.name == "remove":
        made = f"{base}.pop({t.expr(call.args[0])}, None)"
        return code(made if isJava else f"{t.use('sparkish', 'Option')}({made})")
    if call.name in ("get", "getProperty", "getOrDefault"):
        key = t.expr(call.args[0])
        if isJava:
            return code(f"{base}.get({', '.join(t.exprs(call.args))})")
        return code(f"{t.use('sparkish', 'Option')}({base}.get({key}))")
    place, default = call.args
    value = t.expr(default)
    if call.name == "getOrElseUpdate":
        if isPure(default) or value in ("[]", "{}", "set()"):
            return code(f"{base}.setdefault({t.expr(place)}, {value})")
        return code(f"{t.helper('getOrElseUpdate')}({base}, {t.expr(place)}, lambda: {value})")
    if isPure(default) or value in ("[]", "{}", "set()"):
        return code(f"{base}.get({t.expr(place)}, {value})")
    return code(f"{t.helper('getOrElse')}({base}, {t.expr(place)}, lambda: {value})")


@onKind("map", "put", "putIfAbsent", "setProperty")
def mapPut(t: Translator, call: Call) -> Code:
    """``put``, with the value that was there before."""
    name = "putIfAbsent" if call.name == "putIfAbsent" else "put"
    made = f"{t.helper(name)}({receiver(t, call)}, {', '.join(t.exprs(call.args))})"
    # Java has null where Scala has None.
    return code(made if t.cls(call.q).startswith("scala.") else f"{made}.orNull()")


@onKind("map", "mapValues", "filterKeys")
def mapValues(t: Translator, call: Call) -> Code:
    """The values changed, the keys as they are; or some of the keys."""
    base = receiver(t, call).at(m.ATOM)
    name, value = each(t, call.args[0])
    if call.name == "filterKeys":
        item = t.fresh("value")
        return code(f"{{{name}: {item} for {name}, {item} in {base}.items() if {value}}}")
    key = t.fresh("key")
    name = f"({name})" if "," in name else name
    return code(f"{{{key}: {value} for {key}, {name} in {base}.items()}}")


@onKind("set", "+", "-", "++", "--", "&", "|", "&~", "union", "intersect", "diff")
def setOperation(t: Translator, call: Call) -> Code:
    """A set with more or fewer elements."""
    left, right = receiver(t, call), t.expr(call.args[0])
    operator = {
        "+": "|",
        "++": "|",
        "union": "|",
        "|": "|",
        "-": "-",
        "--": "-",
        "&~": "-",
        "diff": "-",
        "&": "&",
        "intersect": "&",
    }[call.name]
    prec = {"|": m.BITOR, "&": m.BITAND, "-": m.SUM}[operator]
    if call.name in ("+", "-"):
        other = f"{{{', '.join(t.exprs(call.args))}}}"
    else:
        isSet = kindOf(t, t.cls(call.args[0])) == "set"
        other = right.at(prec + 1) if isSet else f"set({right})"
    return code(f"{left.at(prec)} {operator} {other}", prec)


@onKind("map", "+", "-", "++", "--")
def mapOperation(t: Translator, call: Call) -> Code | None:
    """A map with more or fewer keys."""
    left = receiver(t, call)
    if call.name == "+":
        pairs = [entry(t, one) for one in call.args]
        if all(pairs):
            inner = ", ".join(f"{pair[0]}: {pair[1]}" for pair in pairs if pair)
            return code(f"{{**{left.at(m.BITOR)}, {inner}}}")
        return code(f"{{**{left.at(m.BITOR)}, **dict([{', '.join(t.exprs(call.args))}])}}")
    if call.name == "++":
        right = t.expr(call.args[0])
        isMap = kindOf(t, t.cls(call.args[0])) == "map"
        return code(
            f"{{**{left.at(m.BITOR)}, **{right.at(m.BITOR) if isMap else f'dict({right})'}}}"
        )
    if call.name in ("-", "--"):
        keys = (
            f"[{', '.join(t.exprs(call.args))}]" if call.name == "-" else str(t.expr(call.args[0]))
        )
        return code(f"{t.helper('without')}({left}, {keys})")
    return None
