"""Orders: what Scala calls an ``Ordering`` is a key in Python."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument, implicitArguments, receiver
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._rules import calls, kindOf, onKind

__all__ = ["composed", "givenOrder", "isNatural", "orderOf", "orderValue", "ordersByItself"]

Order = tuple[Code | None, bool]
"""A key, None where values are compared themselves, and whether the order is reversed."""

_NATURAL = {
    *("Int", "Long", "Double", "Float", "String", "Char", "Boolean", "BigInt", "BigDecimal"),
    *("Short", "Byte", "IntIsIntegral", "LongIsIntegral", "DoubleIsFractional", "TotalOrdering"),
}


def isNatural(t: Translator, node: Node) -> bool:
    """Tell whether an order, or arithmetic, is the one that values have by themselves."""
    symbol = t.sym(node)
    flags = symbol.get("flags", ())
    if node["k"] == "Ident" and "implicit" in flags and symbol.get("full") not in t.members:
        return symbol.get("o") == "param" or "paramAccessor" in flags
    full = _named(t, node)
    if full == "scala.Predef.implicitly" or full == "scala.math.Ordering.apply":
        return not implicitArguments(t, t.call(node))
    return full.startswith(("scala.math.Ordering.", "scala.math.Numeric.")) and (
        full.rpartition(".")[2] in _NATURAL
    )


def _named(t: Translator, node: Node) -> str:
    if node["k"] not in ("Apply", "TypeApply", "Select", "Ident"):
        return ""
    return t.call(node).full or str(t.sym(node).get("full", ""))


def orderOf(t: Translator, node: Node) -> Order:
    """Return an order as a key, and whether it is reversed."""
    if isNatural(t, node):
        return None, False
    full = _named(t, node)
    call = t.call(node)
    if call.name == "reverse" and call.q is not None and _isOrder(t, call.q):
        key, isReversed = orderOf(t, call.q)
        return key, not isReversed
    if full == "scala.math.Ordering.by":
        inner: Order = (None, False)
        if len(call.lists) > 1 and call.lists[1]:
            inner = orderOf(t, call.lists[1][0])
        elif implicitArguments(t, call):
            inner = code(implicitArguments(t, call)[0]), False
        return composed(t, inner[0], argument(t, call.args[0], "map")), inner[1]
    if call.name == "on" and call.q is not None and _isOrder(t, call.q):
        key, isReversed = orderOf(t, call.q)
        return composed(t, key, argument(t, call.args[0], "map")), isReversed
    if full.startswith("scala.math.Ordering.Tuple") and call.args:
        return _ofTuple(t, call), False
    if full == "scala.math.Ordering.fromLessThan":
        return code(f"{t.helper('keyOfLess')}({argument(t, call.args[0], 'compare')})"), False
    return t.expr(node), False


def _isOrder(t: Translator, node: Node) -> bool:
    return kindOf(t, t.cls(node)) == "ordering" or _named(t, node).startswith("scala.math.Ordering")


def _ofTuple(t: Translator, call: Call) -> Code | None:
    orders = [orderOf(t, each) for each in call.args]
    if not any(key or isReversed for key, isReversed in orders):
        return None
    parts = []
    for at, (key, isReversed) in enumerate(orders):
        value = f"values[{at}]"
        made = f"{key.at(m.ATOM)}({value})" if key else value
        if isReversed:
            whole = f"{t.helper('reversedKey')}({key or ''})"
            made = f"{whole}({value})"
        parts.append(made)
    return code(f"lambda values: ({', '.join(parts)})", m.LAMBDA)


def composed(t: Translator, key: Code | None, function: Code) -> Code:
    """Return the key of what a function returns."""
    if key is None:
        return function
    if function.startswith("lambda ") and ": " in function:
        head, _, body = function.partition(": ")
        return code(f"{head}: {key.at(m.ATOM)}({body})", m.LAMBDA)
    return code(f"lambda x: {key.at(m.ATOM)}({function.at(m.ATOM)}(x))", m.LAMBDA)


def orderValue(t: Translator, order: Order) -> Code:
    """Return an order as one function: the key, with its direction."""
    key, isReversed = order
    if isReversed:
        return code(f"{t.helper('reversedKey')}({key or ''})")
    return key if key is not None else code("lambda x: x", m.LAMBDA)


def givenOrder(t: Translator, call: Call, explicit: list[Node]) -> Order:
    """Return the order that a call is given: as an argument, or by the program's implicit one."""
    for each in explicit:
        if _isOrder(t, each):
            return orderOf(t, each)
    given = implicitArguments(t, call)
    return (code(given[0]), False) if given else (None, False)


def ordersByItself(t: Translator, index: int | None) -> bool:
    """Tell whether values of a type have their order in Python, too."""
    if index is None:
        return True
    type_ = t.file["types"][index]
    cls = str(type_.get("c", ""))
    if cls.startswith("scala.Tuple"):
        return all(ordersByItself(t, each) for each in type_.get("a", ()))
    return cls not in t.own or "scala.math.Ordered" in t.bases(cls)


@calls(
    "scala.math.Ordering.by",
    "scala.math.Ordering.fromLessThan",
    *(f"scala.math.Ordering.Tuple{size}" for size in range(2, 6)),
)
def made(t: Translator, call: Call) -> Code:
    """An order as a value of its own."""
    return orderValue(t, orderOf(t, call.node))


@calls("scala.math.Ordering.apply", *(f"scala.math.Ordering.{name}" for name in _NATURAL))
def natural(t: Translator, call: Call) -> Code:
    """The order that values have by themselves."""
    return code("lambda x: x", m.LAMBDA)


@onKind("ordering", "reverse", "on")
def derived(t: Translator, call: Call) -> Code:
    """An order that is made of another one."""
    return orderValue(t, orderOf(t, call.node))


@onKind("ordering", "lt", "lteq", "gt", "gteq", "equiv", "compare", "max", "min")
def ordering(t: Translator, call: Call) -> Code:
    """A comparison by an order."""
    assert call.q is not None
    key, isReversed = orderOf(t, call.q)
    left, right = t.exprs(call.args)
    if call.name in ("max", "min"):
        name = {"max": "min", "min": "max"}[call.name] if isReversed else call.name
        return code(f"{name}({left}, {right}{f', key={key}' if key else ''})")
    if key is not None:
        left, right = (code(f"{key.at(m.ATOM)}({each})") for each in (left, right))
    if isReversed:
        left, right = right, left
    signs = {"lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "equiv": "=="}
    if call.name in signs:
        text = f"{left.at(m.BITOR)} {signs[call.name]} {right.at(m.BITOR)}"
        return code(text, m.COMPARE)
    name = t.helper("compareTo" if key is None else "compare")
    return code(f"{name}({left}, {right})")


@onKind("numeric", "plus", "minus", "times", "toDouble", "zero", "one", "negate", "fromInt")
def numeric(t: Translator, call: Call) -> Code | None:
    """Arithmetic of a number of any type."""
    assert call.q is not None
    if not isNatural(t, call.q):
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
