"""Columns of data frames: operators, methods, and functions of the user's that SQL calls."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument, arguments, broken, receiver
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._rules import calls
from sparkish.port._translate._scopes import clean
from sparkish.port._translate._types import PRIMITIVES, column

__all__ = ["OPERATORS", "columnCall", "isTypeObject", "operation"]

#: Scala's operators of columns, and their names as methods.
OPERATORS = {
    **dict.fromkeys(("===", "equalTo"), ("==", m.COMPARE)),
    **dict.fromkeys(("=!=", "!==", "notEqual"), ("!=", m.COMPARE)),
    **dict.fromkeys((">", "gt"), (">", m.COMPARE)),
    **dict.fromkeys(("<", "lt"), ("<", m.COMPARE)),
    **dict.fromkeys((">=", "geq"), (">=", m.COMPARE)),
    **dict.fromkeys(("<=", "leq"), ("<=", m.COMPARE)),
    **dict.fromkeys(("&&", "and"), ("&", m.BITAND)),
    **dict.fromkeys(("||", "or"), ("|", m.BITOR)),
    **dict.fromkeys(("+", "plus"), ("+", m.SUM)),
    **dict.fromkeys(("-", "minus"), ("-", m.SUM)),
    **dict.fromkeys(("*", "multiply"), ("*", m.PRODUCT)),
    **dict.fromkeys(("/", "divide"), ("/", m.PRODUCT)),
    **dict.fromkeys(("%", "mod"), ("%", m.PRODUCT)),
}
_UNARY = {"unary_!": "~", "unary_-": "-"}
#: Methods that have another name in Python.
_METHODS = {
    "<=>": "eqNullSafe",
    "as": "alias",
    "name": "alias",
    "startsWith": "startswith",
    "endsWith": "endswith",
    "isInCollection": "isin",
}
_SQL = "org.apache.spark.sql"
#: SQL functions that have another name in Python.
_FUNCTIONS = {"callUDF": "call_udf", "typedLit": "lit", "typedlit": "lit"}
#: Types of columns that are objects in Scala, and classes in Python.
_TYPES = (
    *("StringType", "BinaryType", "BooleanType", "DateType", "TimestampType", "TimestampNTZType"),
    *("DoubleType", "FloatType", "ByteType", "ShortType", "IntegerType", "LongType", "NullType"),
    *("CalendarIntervalType", "VariantType"),
)
#: What makes the other types in Java's way.
_MAKERS = {
    "createStructField": "StructField",
    "createStructType": "StructType",
    "createArrayType": "ArrayType",
    "createMapType": "MapType",
    "createDecimalType": "DecimalType",
}


@calls(*(f"{_SQL}.types.{path}{name}" for path in ("", "DataTypes.") for name in _TYPES))
def typeOfColumn(t: Translator, call: Call) -> Code | None:
    """``IntegerType``, an object in Scala, is made of its class in Python."""
    if call.lists:
        return None
    return code(f"{t.use('sparkish.sql.types', call.full.rpartition('.')[2])}()")


@calls(*(f"{_SQL}.types.DataTypes.{name}" for name in _MAKERS))
def madeType(t: Translator, call: Call) -> Code:
    """``DataTypes.createStructType(...)`` and the like."""
    made = t.use("sparkish.sql.types", _MAKERS[call.name])
    return code(f"{made}({arguments(t, call)})")


def isTypeObject(full: str) -> bool:
    """Tell whether a name is that of a column's type which is an object in Scala."""
    return full.removeprefix(f"{_SQL}.types.") in _TYPES


def operation(name: str, left: Code, right: Code) -> Code:
    """Return an operator between two columns."""
    operator, prec = OPERATORS[name]
    # Python takes `a > b == c` for a chain.
    least = prec + 1 if prec == m.COMPARE else prec
    return code(f"{left.at(least)} {operator} {right.at(prec + 1)}", prec)


def columnCall(t: Translator, call: Call) -> Code:
    """Return an operator or a method of a column."""
    from pyspark.sql import Column

    name, column = call.name, receiver(t, call)
    if name in OPERATORS and len(call.args) == 1:
        return operation(name, column, t.expr(call.args[0]))
    if name in _UNARY:
        return code(f"{_UNARY[name]}{column.at(m.UNARY)}", m.UNARY)
    if name == "apply":
        return code(f"{column.at(m.ATOM)}[{t.expr(call.args[0])}]")
    if name == "as" and not call.lists:
        # A type of the compiler's alone.
        return column
    method = _METHODS.get(name, clean(name, True))
    if not hasattr(Column, method):
        raise t.refuse(
            call.node,
            f"sparkish has no `Column.{name}`",
            "write this part with what it has",
            f"no Column.{name}",
        )
    given = arguments(t, call)
    isMany = name == "as" and t.cls(call.args[0]) not in ("java.lang.String", "scala.Symbol", "")
    dot = f"{column.at(m.ATOM)}{broken(t, call)}."
    return code(f"{dot}{method}({'*' if isMany else ''}{given})")


@calls("scala.Symbol", "scala.Symbol.apply")
def symbol(t: Translator, call: Call) -> Code:
    """``'name``: a column's name, or a column where methods of columns are called on it."""
    name = t.expr(call.args[0])
    if not t.isColumnName(call.node):
        return name
    return code(f"{t.use('sparkish.sql.functions', 'col')}({name})")


@calls(f"{_SQL}.functions.not")
def negated(t: Translator, call: Call) -> Code:
    """``not(column)``."""
    return code(f"~{t.expr(call.args[0]).at(m.UNARY)}", m.UNARY)


@calls(*(f"{_SQL}.functions.{name}" for name in _FUNCTIONS))
def renamed(t: Translator, call: Call) -> Code:
    """A function of SQL that has another name in Python."""
    name = t.use("sparkish.sql.functions", _FUNCTIONS[call.name])
    return code(f"{name}({arguments(t, call)})")


@calls(f"{_SQL}.functions.udf")
def udf(t: Translator, call: Call) -> Code | None:
    """``udf(function)``: PySpark's takes the result for text where no type is given."""
    if len(call.args) != 1:
        return None
    made = t.use("sparkish.sql.functions", "udf")
    return code(f"{made}({_withType(t, call.args[0], isNamed=False)})")


@calls(f"{_SQL}.UDFRegistration.register")
def register(t: Translator, call: Call) -> Code | None:
    """``spark.udf.register(name, function)``: the same."""
    if len(call.args) != 2 or not t.cls(call.args[1]).startswith("scala.Function"):
        return None
    base = receiver(t, call).at(m.ATOM)
    return code(
        f"{base}.register({t.expr(call.args[0])}, {_withType(t, call.args[1], isNamed=True)})"
    )


def _withType(t: Translator, function: Node, isNamed: bool) -> str:
    """Return a function and the SQL type of its result.

    Scala's SQL does not call a function of numbers where one of them is null.
    """
    *given, result = t.typeArgs(t.type(function)) or [{}]
    found = column(t, result)
    if found is None:
        raise t.refuse(
            function,
            "the type of this function's result is none of a column's",
            "give udf the result's type",
            "udf of an unknown type",
        )
    made = argument(t, function, "udf")
    places = [str(at) for at, each in enumerate(given) if each.get("c") in PRIMITIVES]
    if places or not isNamed:
        made = code(f"{t.helper('forSQL')}({', '.join([str(made), *places])})")
    return f'{made}, "{found}"'
