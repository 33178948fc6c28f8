"""Orders, and the collections that have one: stacks and priority queues."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import listed, receiver
from sparkish.port._translate._collections.elements import isOrdering
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._rules import calls, onKind


@onKind("stack", "push", "pop", "top", "head", "pushAll", "clear", "isEmpty", "nonEmpty")
@onKind("stack", "size", "length")
def stack(t: Translator, call: Call) -> Code:
    """A stack's own methods, which the helper has."""
    base = receiver(t, call)
    if call.name in ("size", "length"):
        return code(f"len({base})")
    if call.name in ("isEmpty", "nonEmpty"):
        return code(f"len({base}) {'==' if call.name == 'isEmpty' else '>'} 0", m.COMPARE)
    if call.name in ("top", "head"):
        return code(f"{base.at(m.ATOM)}.top")
    return code(f"{base.at(m.ATOM)}.{call.name}({listed(t, call)})")


@calls(
    "scala.collection.mutable.PriorityQueue.apply", "scala.collection.mutable.PriorityQueue.empty"
)
def priorityQueue(t: Translator, call: Call) -> Code:
    """``PriorityQueue(...)``, with its order."""
    values = ", ".join(t.exprs(call.lists[0])) if call.lists and call.name == "apply" else ""
    orders = call.lists[1] if len(call.lists) > 1 else []
    if call.name == "empty":
        orders = call.args
    return madeQueue(t, call.node, f"[{values}]" if values else "", orders)


def madeQueue(t: Translator, node: Node, values: str, orders: list[Node]) -> Code:
    """Return a priority queue with its first elements and its order."""
    given = [values] if values else []
    for each in orders:
        if not isOrdering(t, each):
            raise t.refuse(
                each,
                "only an order that `Ordering.by` makes has a rule here",
                "write Ordering.by(...)",
                "order of a priority queue",
            )
        given.append(f"key={t.expr(each)}")
    return code(f"{t.helper('PriorityQueue')}({', '.join(given)})")


@onKind("priority", "enqueue", "dequeue", "+=", "++=", "head", "size", "length", "isEmpty")
@onKind("priority", "nonEmpty", "clear", "dequeueAll", "addOne")
def priority(t: Translator, call: Call) -> Code:
    """A priority queue's own methods, which the helper has."""
    base = receiver(t, call)
    if call.name in ("size", "length"):
        return code(f"len({base})")
    if call.name in ("isEmpty", "nonEmpty"):
        return code(f"len({base}) {'==' if call.name == 'isEmpty' else '>'} 0", m.COMPARE)
    if call.name == "head":
        return code(f"{base.at(m.ATOM)}.head")
    if call.name == "++=":
        return code(f"{base.at(m.ATOM)}.enqueue(*{t.expr(call.args[0]).at(m.UNARY)})")
    name = "enqueue" if call.name in ("+=", "addOne") else call.name
    args = "" if name == "dequeueAll" else listed(t, call)
    return code(f"{base.at(m.ATOM)}.{name}({args})")


def _isNatural(t: Translator, node: Node) -> bool:
    """Tell whether an order, or arithmetic, is the one that values have by themselves."""
    symbol = t.sym(node)
    flags = symbol.get("flags", ())
    if symbol.get("o") in ("param", "val") and "implicit" in flags:
        return symbol["o"] == "param" or "paramAccessor" in flags
    full = t.call(node).full if node["k"] in ("Apply", "TypeApply", "Select", "Ident") else ""
    known = ("scala.Predef.implicitly", "scala.math.Ordering.apply", "scala.math.Ordering.ordered")
    return full in known or (
        full.startswith(("scala.math.Ordering.", "scala.math.Numeric."))
        and (
            full.rpartition(".")[2] in ("Int", "Long", "Double", "String", "Float", "IntIsIntegral")
        )
    )


@onKind("ordering", "lt", "lteq", "gt", "gteq", "equiv", "compare", "max", "min")
def ordering(t: Translator, call: Call) -> Code | None:
    """A comparison by the order that values have by themselves."""
    assert call.q is not None
    if not _isNatural(t, call.q):
        return None
    left, right = t.exprs(call.args)
    signs = {"lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "equiv": "=="}
    if call.name in signs:
        text = f"{left.at(m.BITOR)} {signs[call.name]} {right.at(m.BITOR)}"
        return code(text, m.COMPARE)
    name = t.helper("compareTo") if call.name == "compare" else call.name
    return code(f"{name}({left}, {right})")


@onKind("numeric", "plus", "minus", "times", "toDouble", "zero", "one", "negate", "fromInt")
def numeric(t: Translator, call: Call) -> Code | None:
    """Arithmetic of a number of any type."""
    assert call.q is not None
    if not _isNatural(t, call.q):
        return None
    args = t.exprs(call.args)
    if call.name in ("zero", "one"):
        return code("0" if call.name == "zero" else "1")
    if call.name == "negate":
        return code(f"-{args[0].at(m.UNARY)}", m.UNARY)
    if call.name in ("toDouble", "fromInt"):
        return code(f"float({args[0]})") if call.name == "toDouble" else args[0]
    sign, prec = {"plus": ("+", m.SUM), "minus": ("-", m.SUM), "times": ("*", m.PRODUCT)}[call.name]
    return code(f"{args[0].at(prec)} {sign} {args[1].at(prec + 1)}", prec)


@calls("java.lang.Comparable.compareTo")
def compared(t: Translator, call: Call) -> Code | None:
    """Which of two values comes first."""
    if call.q is None:
        return None
    return code(f"{t.helper('compareTo')}({receiver(t, call)}, {t.expr(call.args[0])})")


@calls(*(f"scala.math.Ordered.{sign}" for sign in ("<", "<=", ">", ">=", "compareTo")))
def sign(t: Translator, call: Call) -> Code | None:
    """A comparison of values whose class has ``compare``."""
    if call.q is None:
        return None
    left, right = receiver(t, call), t.expr(call.args[0])
    if call.name == "compareTo":
        return code(f"{left.at(m.ATOM)}.compareTo({right})")
    return code(f"{left.at(m.BITOR)} {call.name} {right.at(m.BITOR)}", m.COMPARE)
