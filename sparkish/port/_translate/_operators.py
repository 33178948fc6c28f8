"""Operators: of numbers, as Java's bits have them; of strings; comparisons and logic."""

from __future__ import annotations

import re

from sparkish.port._translate import _model as m
from sparkish.port._translate._core import Translator
from sparkish.port._translate._literals import concatenation
from sparkish.port._translate._model import Call, Code, Node, code

__all__ = ["ARITHMETIC", "BINARY", "binary", "isIntegral", "mayBeNegative", "unary"]

INTEGRAL = {"scala.Int", "scala.Long", "scala.Short", "scala.Byte", "scala.Char"}
FLOATING = {"scala.Double", "scala.Float"}
ARITHMETIC = {"+": m.SUM, "-": m.SUM, "*": m.PRODUCT, "/": m.PRODUCT, "%": m.PRODUCT}
_BITS = {"&": m.BITAND, "|": m.BITOR, "^": m.BITXOR, "<<": m.SHIFT, ">>": m.SHIFT, ">>>": m.SHIFT}
_COMPARISONS = {"==", "!=", "<", ">", "<=", ">=", "eq", "ne"}
BINARY = {*ARITHMETIC, *_BITS, *_COMPARISONS, "&&", "||"}
_LARGE = 1 << 30


def isIntegral(t: Translator, node: Node) -> bool:
    """Tell whether an expression is a whole number."""
    return t.cls(node) in INTEGRAL


def _number(t: Translator, node: Node) -> Code:
    """Return an operand; a Char as the number that it is."""
    value = t.expr(node)
    if t.cls(node) == "scala.Char" and not node.get("widen"):
        return code(str(ord(node["v"]))) if node["k"] == "Literal" else code(f"ord({value})")
    return value


def constant(t: Translator, node: Node) -> int | None:
    """Return the number that an expression always is."""
    value = node.get("const")
    if value is None and node["k"] == "Literal" and node.get("lit") in ("Int", "Long"):
        value = node.get("v")
    if value is None and node["k"] == "Ident" and node.get("sym") in t.locals:
        defined = t.locals[node["sym"]]
        if "var" not in defined["mods"] and defined.get("rhs"):
            return constant(t, defined["rhs"])
    if isinstance(value, dict):
        value = value.get("v")
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _isSmall(t: Translator, node: Node) -> bool:
    known = constant(t, node)
    return known is not None and abs(known) < _LARGE


def _isPositive(t: Translator, node: Node) -> bool:
    """Tell whether a whole number cannot be negative."""
    known = constant(t, node)
    if known is not None:
        return known >= 0
    if node["k"] in ("Apply", "Select"):
        return t.call(node).name in ("length", "size", "count", "milliseconds", "currentTimeMillis")
    return False


def mayBeNegative(t: Translator, node: Node) -> bool:
    """Tell whether a place can be negative, which Python counts from the end."""
    known = constant(t, node)
    if known is not None:
        return known < 0
    if node["k"] == "Ident" and node.get("sym") in t.locals:
        defined = t.locals[node["sym"]]
        first = None if "var" in defined["mods"] else defined.get("rhs")
        return first is not None and mayBeNegative(t, first)
    if node["k"] == "If" and node.get("b"):
        return mayBeNegative(t, node["a"]) or mayBeNegative(t, node["b"])
    if node["k"] not in ("Apply", "Select"):
        return False
    call = t.call(node)
    if call.name == "-" and call.q is not None:
        isSize = call.q["k"] in ("Apply", "Select") and t.call(call.q).name in ("length", "size")
        return not isSize or constant(t, call.args[0]) is None
    if call.name == "%" and call.q is not None:
        return not _isPositive(t, call.q)
    return call.name in ("unary_-", "indexOf", "indexWhere", "lastIndexOf", "hashCode")


def _mayWrap(t: Translator, node: Node) -> bool:
    """Tell whether an operand is a product, whose sum is wrapped at once."""
    if node["k"] != "Apply" or not isIntegral(t, node):
        return False
    call = t.call(node)
    if call.name == "*" and len(call.args) == 1 and call.q is not None:
        return _wraps(t, node, "*", call.q, call.args[0])
    if call.name in ("+", "-") and len(call.args) == 1 and call.q is not None:
        return _mayWrap(t, call.q) or _mayWrap(t, call.args[0])
    return False


def _wraps(t: Translator, node: Node, name: str, left: Node, right: Node) -> bool:
    """Tell whether an operation can leave its type's range.

    A sum of two numbers that are counted does not in practice; a product, a shift and a sum with
    a number near the end of the range do.
    """
    known = constant(t, node)
    if known is not None:
        operands = constant(t, left), constant(t, right)
        return None in operands or _exact(name, *operands) != known
    if name == "<<" or name == "*":
        small = [constant(t, each) for each in (left, right)]
        if name == "*" and t.cls(node) == "scala.Long":
            # A Long times a constant: milliseconds of seconds and the like.
            isCounted = any(one is not None and abs(one) < 1 << 20 for one in small)
            isLarge = any(one is not None and abs(one) >= 1 << 42 for one in small)
            return node.get("grows") or isLarge or not isCounted
        return True
    return any(
        (known := _beginning(t, each)) is not None and abs(known) >= _LARGE
        for each in (left, right)
    ) or any(_mayWrap(t, each) for each in (left, right))


def _exact(name: str, left: int | None, right: int | None) -> int | None:
    if left is None or right is None:
        return None
    made = {"+": left + right, "-": left - right, "*": left * right}
    return made[name] if name in made else left << right if right < 64 else None


def _beginning(t: Translator, node: Node) -> int | None:
    """Return what a number always is, or what a variable has at first."""
    known = constant(t, node)
    if known is None and node["k"] == "Ident" and node.get("sym") in t.locals:
        first = t.locals[node["sym"]].get("rhs")
        known = constant(t, first) if first else None
    return known


def _raw(t: Translator, node: Node) -> Code:
    """Return an operand of a sum that is wrapped as a whole."""
    if node["k"] == "Apply" and _mayWrap(t, node):
        call = t.call(node)
        assert call.q is not None
        prec = ARITHMETIC[call.name]
        text = f"{_raw(t, call.q).at(prec)} {call.name} {_raw(t, call.args[0]).at(prec + 1)}"
        return code(text, prec)
    return _number(t, node)


def binary(t: Translator, call: Call) -> Code | None:
    """An operator between two values of Python's, or None where it is something else."""
    name, left, right = call.name, call.q, call.args[0]
    assert left is not None
    if name in ("&&", "||") and (t.cls(left) in ("scala.Boolean", "")):
        word, prec = ("and", m.AND) if name == "&&" else ("or", m.OR)
        return code(f"{t.expr(left).at(prec)} {word} {t.expr(right).at(prec + 1)}", prec)
    if name in ("==", "!=", "eq", "ne"):
        if len(call.args) > 1:
            right = {**right, "k": "Tuple", "elems": call.args, "e": call.node["e"], "t": None}
        return equality(t, name, left, right)
    if name == "+" and "java.lang.String" in (t.cls(call.node), t.cls(left)):
        if len(call.args) > 1:
            return None
        return concatenation(t, call.node)
    isNumber = t.cls(left) in INTEGRAL | FLOATING
    if name in _COMPARISONS and (isNumber or t.cls(left) == ""):
        if t.cls(left) == t.cls(right) == "scala.Char":
            return code(f"{t.expr(left).at(m.BITOR)} {name} {t.expr(right).at(m.BITOR)}", m.COMPARE)
        text = f"{_number(t, left).at(m.BITOR)} {name} {_number(t, right).at(m.BITOR)}"
        return code(text, m.COMPARE)
    if name in _COMPARISONS and "java.lang.String" in t.cls(left):
        return code(f"{t.expr(left).at(m.BITOR)} {name} {t.expr(right).at(m.BITOR)}", m.COMPARE)
    if t.cls(left) == "scala.Boolean" and name in ("&", "|", "^"):
        prec = _BITS[name]
        return code(f"{t.expr(left).at(prec)} {name} {t.expr(right).at(prec + 1)}", prec)
    if isNumber and t.cls(right) in INTEGRAL | FLOATING:
        return arithmetic(t, call.node, name, left, right)
    if t.cls(left) == "scala.math.BigInt" and name in ("/", "%"):
        helper = t.helper("quotient" if name == "/" else "remainder")
        return code(f"{helper}({t.expr(left)}, {t.expr(right)})")
    if t.cls(left) == "scala.math.BigDecimal" or t.cls(left) == "scala.math.BigInt":  # noqa: SIM102
        if name in ("+", "-", "*", "<", ">", "<=", ">="):
            prec = ARITHMETIC.get(name, m.COMPARE)
            return code(f"{t.expr(left).at(prec)} {name} {t.expr(right).at(prec + 1)}", prec)
    return None


def equality(t: Translator, name: str, left: Node, right: Node) -> Code:
    """``==`` as Scala means it: of arrays and of null, which one it is."""
    isNull = any(each["k"] == "Literal" and each["lit"] == "Null" for each in (left, right))
    isArray = t.cls(left) == t.cls(right) == "scala.Array"
    if isNull or isArray or name in ("eq", "ne"):
        operator = "is" if name in ("==", "eq") else "is not"
    else:
        operator = name
    charAndNumber = {t.cls(left), t.cls(right)} & {"scala.Int", "scala.Long"}
    if charAndNumber and "scala.Char" in (t.cls(left), t.cls(right)):
        lefts, rights = _number(t, left), _number(t, right)
    else:
        lefts, rights = t.expr(left), t.expr(right)
    if operator in ("==", "!=") and rights in ("True", "False") and t.cls(left) == "scala.Boolean":
        wanted = (rights == "True") == (operator == "==")
        return lefts if wanted else code(f"not {lefts.at(m.NOT)}", m.NOT)
    return code(f"{lefts.at(m.BITOR)} {operator} {rights.at(m.BITOR)}", m.COMPARE)


def arithmetic(t: Translator, node: Node, name: str, left: Node, right: Node) -> Code:
    """An operation on numbers."""
    result = t.cls(node) or t.cls(left)
    if t.cls(left) in FLOATING or t.cls(right) in FLOATING:
        return _floating(t, name, left, right)
    if name in ("/", "%"):
        divisor = constant(t, right)
        if divisor and divisor > 0 and _isPositive(t, left):
            operator = "//" if name == "/" else "%"
            text = f"{_number(t, left).at(m.PRODUCT)} {operator} {_number(t, right).at(m.UNARY)}"
            return code(text, m.PRODUCT)
        helper = t.helper("quotient" if name == "/" else "remainder")
        return code(f"{helper}({_number(t, left)}, {_number(t, right)})")
    if name == ">>>":
        bits = 64 if result == "scala.Long" else 32
        return code(f"{t.helper('shiftRight')}({_number(t, left)}, {_number(t, right)}, {bits})")
    if name in ("<<", ">>"):
        shift = constant(t, right)
        bits = 64 if result == "scala.Long" else 32
        by = str(shift % bits) if shift is not None else f"({_number(t, right)} & {bits - 1})"
        made = code(f"{_number(t, left).at(m.SHIFT)} {name} {by}", m.SHIFT)
        return _wrapped(t, result, made) if name == "<<" else made
    prec = ARITHMETIC.get(name) or _BITS.get(name, m.SUM)
    if name in ARITHMETIC and _wraps(t, node, name, left, right):
        made = code(f"{_raw(t, left).at(prec)} {name} {_raw(t, right).at(prec + 1)}", prec)
        return _wrapped(t, result, made)
    return code(f"{_number(t, left).at(prec)} {name} {_number(t, right).at(prec + 1)}", prec)


def _wrapped(t: Translator, cls: str, value: Code) -> Code:
    return code(f"{t.helper('int64' if cls == 'scala.Long' else 'int32')}({value})")


def _floating(t: Translator, name: str, left: Node, right: Node) -> Code:
    made = _double(t, name, left, right)
    kinds = {t.cls(left), t.cls(right)}
    # A Float has 24 bits: its sums and products are rounded to them.
    isFloat = "scala.Float" in kinds and "scala.Double" not in kinds
    return code(f"{t.helper('toFloat')}({made})") if isFloat else made


def _double(t: Translator, name: str, left: Node, right: Node) -> Code:
    prec = ARITHMETIC.get(name, m.SUM)
    if name == "/" and not _isNonzero(t, right):
        return code(f"{t.helper('divided')}({_number(t, left)}, {_number(t, right)})")
    if name == "%":
        return code(f"{t.helper('floatRemainder')}({_number(t, left)}, {_number(t, right)})")
    return code(f"{_number(t, left).at(prec)} {name} {_number(t, right).at(prec + 1)}", prec)


def _isNonzero(t: Translator, node: Node) -> bool:
    if node["k"] == "Literal" and node["lit"] in ("Int", "Long", "Float", "Double"):
        return isinstance(node["v"], (int, float)) and node["v"] != 0
    return bool(constant(t, node))


def unary(t: Translator, call: Call) -> Code | None:
    """An operator in front of a value."""
    assert call.q is not None
    if call.name == "unary_!" and t.cls(call.q) in ("scala.Boolean", ""):
        inner = t.expr(call.q)
        equal = re.fullmatch(r"([\w.]+) == (\w+|\"[^\"\\]*\")", inner)
        if equal is not None:
            return code(f"{equal[1]} != {equal[2]}", m.COMPARE)
        return code(f"not {inner.at(m.NOT)}", m.NOT)
    if call.name in ("unary_-", "unary_+", "unary_~") and t.cls(call.q) in INTEGRAL | FLOATING:
        made = code(f"{call.name[-1]}{_number(t, call.q).at(m.UNARY)}", m.UNARY)
        isSmallest = _beginning(t, call.q) in (-(1 << 31), -(1 << 63))
        return _wrapped(t, t.cls(call.q), made) if isSmallest else made
    return None
