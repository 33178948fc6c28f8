"""Numbers: conversions, mathematics, limits, and numbers of texts."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import listed, receiver
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, code
from sparkish.port._translate._operators import INTEGRAL
from sparkish.port._translate._rules import calls, onKind

__all__ = ["converted"]


@onKind(
    "number",
    "toInt",
    "toLong",
    "toDouble",
    "toFloat",
    "intValue",
    "longValue",
    "doubleValue",
    "toChar",
    "toByte",
    "toShort",
)
def converted(t: Translator, call: Call) -> Code:
    """A number as another kind of number."""
    assert call.q is not None
    have = t.cls(call.q)
    name = {"intValue": "toInt", "longValue": "toLong", "doubleValue": "toDouble"}.get(
        call.name, call.name
    )
    value = receiver(t, call)
    if name == "toChar":
        return code(f"chr({value})")
    isFloat = "scala.Float" in (have, t.cls(call.node)) and have not in INTEGRAL
    if isFloat and name in ("toDouble", "toFloat"):
        # A literal is written with a Float's digits; as a Double it has all of them.
        return code(f"{t.helper('toFloat')}({value})")
    if name in ("toDouble", "toFloat"):
        return (
            code(f"float({value})")
            if have in INTEGRAL or not have.startswith("scala.Double")
            else value
        )
    if (name == "toLong" and have in INTEGRAL) or (
        name == "toInt" and have in ("scala.Int", "scala.Short", "scala.Byte")
    ):
        return value
    if (
        have.startswith("java.lang.")
        and name in ("toInt", "toLong")
        and ("Integer" in have or "Long" in have)
    ):
        return value
    return code(f"{t.helper(name)}({value})")


@onKind(
    "number",
    "max",
    "min",
    "abs",
    "compare",
    "compareTo",
    "signum",
    "equals",
    "round",
    "floor",
    "ceil",
    "isNaN",
    "toHexString",
    "toBinaryString",
    "isInfinity",
    "toInteger",
    "hashCode",
    "toOctalString",
    "sign",
    "isInfinite",
    "isValidInt",
    "isWhole",
)
def numeric(t: Translator, call: Call) -> Code | None:
    """Methods of numbers."""
    value = receiver(t, call)
    if call.name in ("signum", "sign"):
        if t.cls(call.node) == "scala.Double":
            return None
        return code(f"{t.helper('compare')}({value}, 0)")
    if call.name in ("isInfinity", "isInfinite"):
        return code(f"{t.use('math')}.isinf({value})")
    if call.name == "isWhole":
        return code(f"{value.at(m.ATOM)}.is_integer()") if t.cls(call.q) == "scala.Double" else None
    if call.name in ("toHexString", "toBinaryString", "toOctalString"):
        return _digits(t, call, value, t.cls(call.q))
    if call.name in ("max", "min"):
        return code(f"{call.name}({value}, {t.expr(call.args[0])})")
    if call.name == "abs":
        return code(f"abs({value})")
    if call.name in ("compare", "compareTo"):
        return code(f"{t.helper('compare')}({value}, {t.expr(call.args[0])})")
    if call.name == "equals":
        return code(f"{value.at(m.BITOR)} == {t.expr(call.args[0]).at(m.BITOR)}", m.COMPARE)
    if call.name == "round":
        return code(f"{t.helper('rounded')}({value})")
    if call.name in ("floor", "ceil"):
        return code(f"float({t.use('math')}.{call.name}({value}))")
    if call.name == "isNaN":
        return code(f"{t.use('math')}.isnan({value})")
    return None


@calls(
    "scala.math.package.max",
    "scala.math.package.min",
    "java.lang.Math.max",
    "java.lang.Math.min",
    "scala.math.package.abs",
    "java.lang.Math.abs",
    "scala.math.package.sqrt",
    "java.lang.Math.sqrt",
    "scala.math.package.pow",
    "java.lang.Math.pow",
    "scala.math.package.round",
    "java.lang.Math.round",
    "scala.math.package.floor",
    "java.lang.Math.floor",
    "scala.math.package.ceil",
    "java.lang.Math.ceil",
    "scala.math.package.log",
    "java.lang.Math.log",
    "scala.math.package.exp",
    "java.lang.Math.exp",
    "scala.math.package.random",
    "java.lang.Math.random",
    "scala.math.package.sin",
    "scala.math.package.cos",
    "java.lang.Math.sin",
    "java.lang.Math.cos",
    "java.lang.Math.log10",
    "scala.math.package.log10",
    "java.lang.Math.toRadians",
    "scala.math.package.toRadians",
    "java.lang.Math.atan2",
    "scala.math.package.atan2",
    "scala.math.package.rint",
    "scala.math.package.signum",
    "scala.math.package.hypot",
    "java.lang.Math.rint",
    "java.lang.Math.signum",
    "java.lang.Math.hypot",
    "java.lang.Math.floorMod",
    "java.lang.Math.floorDiv",
)
def math(t: Translator, call: Call) -> Code:
    """Mathematical functions."""
    args = listed(t, call)
    if call.name in ("max", "min", "abs"):
        return code(f"{call.name}({args})")
    if call.name in ("rint", "signum", "hypot", "exp", "floorMod", "floorDiv"):
        made = {
            "rint": "float(round({0}))",
            "signum": "{math}.copysign(1.0, {0}) if {0} else 0.0",
            "hypot": "{math}.hypot({all})",
            "floorMod": "{0} % {1}",
            "floorDiv": "{0} // {1}",
        }
        if call.name == "exp":
            return code(f"{t.helper('mathExp')}({args})")
        values = [each.at(m.ATOM) for each in t.exprs(call.args)]
        name = t.use("math") if "{math}" in made[call.name] else ""
        return code(made[call.name].format(*values, all=args, math=name), m.TERNARY)
    if call.name == "random":
        return code(f"{t.use('random')}.random()")
    if call.name == "round":
        return code(f"{t.helper('rounded')}({args})")
    if call.name in ("floor", "ceil"):
        return code(f"float({t.use('math')}.{call.name}({args}))")
    if call.name == "toRadians":
        return code(f"{t.use('math')}.radians({args})")
    if call.name in ("sqrt", "log", "log10", "pow"):
        return code(f"{t.helper('math' + call.name.capitalize())}({args})")
    return code(f"{t.use('math')}.{call.name}({args})")


@calls("scala.math.package.Pi", "java.lang.Math.PI")
def pi(t: Translator, call: Call) -> Code:
    """Pi."""
    return code(f"{t.use('math')}.pi")


_LIMITS = {
    "scala.Int.MaxValue": "2147483647",
    "scala.Int.MinValue": "-2147483648",
    "java.lang.Integer.MAX_VALUE": "2147483647",
    "java.lang.Integer.MIN_VALUE": "-2147483648",
    "scala.Short.MaxValue": "32767",
    "scala.Short.MinValue": "-32768",
    "java.lang.Short.MAX_VALUE": "32767",
    "java.lang.Short.MIN_VALUE": "-32768",
    "scala.Byte.MaxValue": "127",
    "scala.Byte.MinValue": "-128",
    "java.lang.Byte.MAX_VALUE": "127",
    "java.lang.Byte.MIN_VALUE": "-128",
    "scala.Float.MaxValue": "3.4028234663852886e38",
    "java.lang.Float.MAX_VALUE": "3.4028234663852886e38",
    "scala.Long.MaxValue": "9223372036854775807",
    "scala.Long.MinValue": "-9223372036854775808",
    "java.lang.Long.MAX_VALUE": "9223372036854775807",
    "java.lang.Long.MIN_VALUE": "-9223372036854775808",
    "scala.Double.MaxValue": "1.7976931348623157e308",
    "scala.Double.MinValue": "-1.7976931348623157e308",
    "scala.Double.NaN": 'float("nan")',
    "scala.Double.PositiveInfinity": 'float("inf")',
    "scala.Double.NegativeInfinity": 'float("-inf")',
    "java.lang.Double.MAX_VALUE": "1.7976931348623157e308",
    "scala.Double.MinPositiveValue": "5e-324",
    "java.lang.Double.MIN_VALUE": "5e-324",
}


@calls(*_LIMITS)
def limit(t: Translator, call: Call) -> Code:
    """The ends of a type's range."""
    return code(_LIMITS[call.full])


@calls(
    "java.lang.Integer.parseInt",
    "java.lang.Long.parseLong",
    "java.lang.Double.parseDouble",
    "java.lang.Integer.valueOf",
    "java.lang.Long.valueOf",
    "java.lang.Double.valueOf",
    "java.lang.Float.parseFloat",
)
def parsed(t: Translator, call: Call) -> Code | None:
    """``Integer.parseInt`` and its like."""
    if len(call.args) == 2 and call.name.startswith("parse"):
        return code(f"int({listed(t, call)})")
    if len(call.args) != 1:
        return None
    if t.cls(call.args[0]) != "java.lang.String":
        return t.expr(call.args[0])
    name = call.full.split(".")[2]
    return code(
        f"{t.helper({'Integer': 'toInt', 'Long': 'toLong', 'Float': 'toFloat'}.get(name, 'toDouble'))}({listed(t, call)})"  # noqa: E501
    )


@calls(
    "java.lang.String.valueOf",
    "java.lang.Integer.toString",
    "java.lang.Long.toString",
    "java.lang.Double.toString",
)
def valueOf(t: Translator, call: Call) -> Code | None:
    """A value's text."""
    from sparkish.port._translate._literals import textOf

    if len(call.args) != 1:
        return None
    types = t.typeArgs(t.type(call.args[0]))
    if types and types[0].get("c") == "scala.Char":
        return code(f'"".join({t.expr(call.args[0])})')
    return textOf(t, call.args[0])


def _digits(t: Translator, call: Call, value: Code, cls: str) -> Code:
    bits = (1 << (64 if cls == "scala.Long" else 32)) - 1
    kind = {"toHexString": "x", "toBinaryString": "b", "toOctalString": "o"}[call.name]
    return code(f'format({value.at(m.BITAND)} & {bits:#X}, "{kind}")')


@calls(
    *(f"java.lang.Integer.to{base}String" for base in ("Hex", "Binary", "Octal")),
    *(f"java.lang.Long.to{base}String" for base in ("Hex", "Binary", "Octal")),
)
def digits(t: Translator, call: Call) -> Code:
    """``Integer.toHexString(n)`` and its like."""
    cls = "scala.Long" if ".Long." in call.full else ""
    return _digits(t, call, t.expr(call.args[0]), cls)


@calls("scala.math.BigInt.apply")
def bigInt(t: Translator, call: Call) -> Code:
    """``BigInt`` is Python's own ``int``."""
    if call.args[0]["k"] == "Literal" and t.cls(call.args[0]) in INTEGRAL:
        return t.expr(call.args[0])
    return code(f"int({listed(t, call)})")


@calls("scala.math.BigInt.pow")
def power(t: Translator, call: Call) -> Code:
    """A power."""
    return code(f"{receiver(t, call).at(m.ATOM)} ** {t.expr(call.args[0]).at(m.ATOM)}", m.UNARY)


_BOXES = {"int": "Integer", "long": "Long", "double": "Double", "boolean": "Boolean"}


@calls("java.lang.Integer.compare", "java.lang.Long.compare", "java.lang.Double.compare")
def comparison(t: Translator, call: Call) -> Code:
    """-1, 0 or 1."""
    return code(f"{t.helper('compare')}({listed(t, call)})")


@calls(
    *(f"scala.{name}.box" for name in ("Int", "Long", "Double", "Float", "Boolean", "Char")),
    *(f"scala.{name}.unbox" for name in ("Int", "Long", "Double", "Float", "Boolean", "Char")),
    *(f"scala.Predef.{name}2{cls}" for name, cls in _BOXES.items()),
)
def boxed(t: Translator, call: Call) -> Code | None:
    """A number as an object, and back: the same in Python."""
    return t.expr(call.args[0]) if call.args else None
