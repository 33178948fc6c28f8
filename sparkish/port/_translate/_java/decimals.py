"""Decimal numbers: ``BigDecimal``, how it is rounded, and patterns of numbers."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import listed, receiver
from sparkish.port._translate._core import Translator
from sparkish.port._translate._literals import quoted
from sparkish.port._translate._model import Call, Code, code
from sparkish.port._translate._operators import ARITHMETIC
from sparkish.port._translate._rules import calls, kindOf, onKind

_MODES = ("UP", "DOWN", "CEILING", "FLOOR", "HALF_UP", "HALF_DOWN", "HALF_EVEN", "UNNECESSARY")


@calls(
    "scala.math.BigDecimal.apply",
    "scala.math.BigDecimal.valueOf",
    "scala.math.BigDecimal.decimal",
    "java.math.BigDecimal.valueOf",
)
def made(t: Translator, call: Call) -> Code | None:
    """``BigDecimal(x)``."""
    if len(call.args) != 1:
        return None
    return code(f"{t.helper('BigDecimal')}({t.expr(call.args[0])})")


@calls(
    *(f"scala.math.BigDecimal.RoundingMode.{mode}" for mode in _MODES),
    *(f"java.math.RoundingMode.{mode}" for mode in _MODES),
)
def mode(t: Translator, call: Call) -> Code:
    """How a number is rounded."""
    return code(quoted(call.name))


@onKind(
    "bigdecimal",
    *("toDouble", "doubleValue", "toFloat", "toInt", "intValue", "toLong", "longValue"),
    *("setScale", "abs", "signum", "compare", "compareTo", "pow", "toString", "max", "min"),
    *("add", "subtract", "multiply", "unary_-", "negate"),
)
def method(t: Translator, call: Call) -> Code:
    """Methods of ``BigDecimal``."""
    value, name = receiver(t, call), call.name
    if name in ("toDouble", "doubleValue", "toFloat"):
        return code(f"float({value})")
    if name in ("toInt", "intValue", "toLong", "longValue"):
        kind = "toInt" if "nt" in name else "toLong"
        return code(f"{t.helper(kind)}(int({value}))")
    if name == "setScale":
        return code(f"{value.at(m.ATOM)}.setScale({listed(t, call)})")
    if name == "abs":
        return code(f"abs({value})")
    if name == "toString":
        return code(f"str({value})")
    if name in ("unary_-", "negate"):
        return code(f"-{value.at(m.UNARY)}", m.UNARY)
    if name == "signum":
        return code(f"{t.helper('compare')}({value}, 0)")
    other = t.expr(call.args[0])
    if name in ("compare", "compareTo"):
        return code(f"{t.helper('compare')}({value}, {other})")
    if name in ("max", "min"):
        return code(f"{name}({value}, {other})")
    if name == "pow":
        return code(f"{value.at(m.ATOM)} ** {other.at(m.ATOM)}", m.UNARY)
    operator, prec = {"add": ("+", m.SUM), "subtract": ("-", m.SUM)}.get(name, ("*", m.PRODUCT))
    return code(f"{value.at(prec)} {operator} {other.at(prec + 1)}", prec)


@onKind("bigdecimal", *ARITHMETIC)
@onKind("number", *ARITHMETIC)
def operation(t: Translator, call: Call) -> Code | None:
    """Arithmetic, where one side may be any number."""
    if kindOf(t, t.cls(call.node)) != "bigdecimal":
        return None
    prec = ARITHMETIC[call.name]
    left, right = receiver(t, call), t.expr(call.args[0])
    return code(f"{left.at(prec)} {call.name} {right.at(prec + 1)}", prec)


@onKind("any", "format", "setRoundingMode")
def format(t: Translator, call: Call) -> Code | None:
    """A number as a pattern says."""
    if t.cls(call.q) not in ("java.text.DecimalFormat", "java.text.NumberFormat"):
        return None
    return code(f"{receiver(t, call).at(m.ATOM)}.{call.name}({listed(t, call)})")
