"""Elements of collections: their number, single ones, slices, the largest, in order."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument, receiver
from sparkish.port._translate._collections.comprehensions import items
from sparkish.port._translate._collections.orders import composed, givenOrder
from sparkish.port._translate._core import Translator
from sparkish.port._translate._java.streams import isBytes
from sparkish.port._translate._model import Call, Code, code
from sparkish.port._translate._operators import constant, mayBeNegative
from sparkish.port._translate._rules import kindOf, onKind

__all__ = ["slicing"]


@onKind("seq", "length", "size")
@onKind("set", "size")
@onKind("map", "size")
@onKind("range", "length", "size")
def length(t: Translator, call: Call) -> Code:
    """How many elements there are."""
    return code(f"len({receiver(t, call)})")


@onKind("seq", "apply")
@onKind("map", "apply")
@onKind("range", "apply")
def indexed(t: Translator, call: Call) -> Code:
    """An element."""
    isPlace = kindOf(t, t.cls(call.q)) != "map" and t.cls(call.args[0]) == "scala.Int"
    if isPlace and mayBeNegative(t, call.args[0]):
        made = code(f"{t.helper('elementAt')}({receiver(t, call)}, {t.expr(call.args[0])})")
    else:
        made = code(f"{receiver(t, call).at(m.ATOM)}[{t.expr(call.args[0])}]")
    # Python's bytes are from 0 to 255.
    return code(f"{t.helper('toByte')}({made})") if isBytes(t, t.type(call.q)) else made


@onKind("set", "apply", "contains")
@onKind("seq", "contains")
@onKind("map", "contains", "isDefinedAt", "containsKey")
@onKind("range", "contains")
@onKind("iterator", "contains")
def contains(t: Translator, call: Call) -> Code:
    """Whether something is in a collection."""
    return code(f"{t.expr(call.args[0]).at(m.BITOR)} in {receiver(t, call).at(m.BITOR)}", m.COMPARE)


@onKind("seq", "isEmpty", "nonEmpty")
@onKind("set", "isEmpty", "nonEmpty")
@onKind("map", "isEmpty", "nonEmpty")
@onKind("range", "isEmpty", "nonEmpty")
def empty(t: Translator, call: Call) -> Code:
    """Whether there are elements."""
    if call.name == "isEmpty":
        return code(f"not {receiver(t, call).at(m.NOT)}", m.NOT)
    return code(f"len({receiver(t, call)}) > 0", m.COMPARE)


@onKind("seq", "head", "last", "take", "drop", "takeRight", "dropRight", "tail", "init", "slice")
@onKind("range", "head", "last")
def slicing(t: Translator, call: Call) -> Code:
    """Parts of a sequence."""
    base = receiver(t, call).at(m.ATOM)
    args = t.exprs(call.args)
    small = all((constant(t, one) or -1) > 0 for one in call.args) if call.args else True
    name = call.name
    if name in ("head", "last"):
        return code(f"{base}[{0 if name == 'head' else -1}]")
    if name in ("tail", "init"):
        return code(f"{base}[1:]" if name == "tail" else f"{base}[:-1]")
    if small and name in ("take", "drop", "takeRight", "dropRight"):
        shape = {
            "take": "[:{0}]",
            "drop": "[{0}:]",
            "takeRight": "[-{0}:]",
            "dropRight": "[:-{0}]",
        }[name]
        return code(base + shape.format(args[0]))
    if name == "slice":
        return code(f"{base}[max(0, {args[0]}) : max(0, {args[1]})]")
    return code(f"{t.helper(name)}({base}, {', '.join(args)})")


@onKind("map", "take", "drop", "head", "last", "tail")
def mapSlicing(t: Translator, call: Call) -> Code:
    """Parts of a map."""
    base = f"list({receiver(t, call).at(m.ATOM)}.items())"
    args = t.exprs(call.args)
    if call.name in ("head", "last"):
        return code(f"{base}[{0 if call.name == 'head' else -1}]")
    part = {"take": "[:{0}]", "drop": "[{0}:]", "tail": "[1:]"}[call.name].format(*args)
    return code(f"dict({base}{part})")


@onKind("set", "head", "last")
def setHead(t: Translator, call: Call) -> Code:
    """An element of a set."""
    return code(f"next(iter({receiver(t, call)}))")


@onKind("seq", "sum", "max", "min")
@onKind("set", "sum", "max", "min")
@onKind("range", "sum", "max", "min")
@onKind("iterator", "sum", "max", "min")
def sum_(t: Translator, call: Call) -> Code | None:
    """``sum``, ``max`` and ``min`` are Python's."""
    if call.name == "sum" and call.args:
        return None
    key, isReversed = givenOrder(t, call, call.args)
    if call.name != "sum" and (key is not None or isReversed):
        # The largest by the other direction is the smallest.
        name = {"max": "min", "min": "max"}[call.name] if isReversed else call.name
        return code(f"{name}({receiver(t, call)}{f', key={key}' if key else ''})")
    cls = t.cls(call.node)
    zero = ", 0.0" if call.name == "sum" and cls == "scala.Double" else ""
    values = receiver(t, call) if zero else m.alone(receiver(t, call))
    made = code(f"{call.name}({values}{zero})")
    # So small that each sum may wrap around.
    narrow = {"scala.Byte": "toByte", "scala.Short": "toShort"}.get(cls)
    return code(f"{t.helper(narrow)}({made})") if narrow and call.name == "sum" else made


@onKind("seq", "maxBy", "minBy")
@onKind("set", "maxBy", "minBy")
@onKind("map", "maxBy", "minBy")
@onKind("iterator", "maxBy", "minBy")
def maxBy(t: Translator, call: Call) -> Code:
    """The element with the largest key."""
    values = items(t, call.q or {})
    order, isReversed = givenOrder(t, call, call.args[1:])
    key = composed(t, order, argument(t, call.args[0], "map"))
    name = {"max": "min", "min": "max"}[call.name[:3]] if isReversed else call.name[:3]
    return code(f"{name}({values}, key={key})")


@onKind("seq", "sorted", "sortBy", "sortWith")
@onKind("iterator", "sorted")
@onKind("range", "sortBy")
def sorted_(t: Translator, call: Call) -> Code | None:
    """Sorted; by a key; by a comparison."""
    base = receiver(t, call)
    if call.name == "sortWith":
        return code(f"{t.helper('sortWith')}({base}, {argument(t, call.args[0], 'compare')})")
    isBy = call.name == "sortBy"
    key, isReversed = givenOrder(t, call, call.args[1:] if isBy else call.args)
    if isBy:
        key = composed(t, key, argument(t, call.args[0], "map"))
    shown = "" if key is None else f", key={key}"
    given = f"{shown}{', reverse=True' if isReversed else ''}"
    return code(f"sorted({m.goneThrough(base) if given else m.alone(base)}{given})")
