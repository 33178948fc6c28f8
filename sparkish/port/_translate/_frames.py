"""Data frames and rows: where PySpark's methods take other arguments, or are none."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import arguments, receiver
from sparkish.port._translate._core import Translator
from sparkish.port._translate._literals import quoted
from sparkish.port._translate._model import Call, Code, code
from sparkish.port._translate._rules import calls, onKind
from sparkish.port._translate._types import columns, fieldTypes

__all__ = ["toDF"]

_SQL = "org.apache.spark.sql"
#: Methods that return a column of a row, by its place or its name.
_COLUMNS = (
    *("apply", "get", "getAs", "getString", "getInt", "getLong", "getDouble", "getFloat"),
    *("getBoolean", "getByte", "getShort", "getDecimal", "getTimestamp", "getDate", "getInstant"),
    *("getLocalDate", "getSeq", "getList", "getMap", "getJavaMap", "getStruct"),
)


@calls(f"{_SQL}.Dataset.show")
def show(t: Translator, call: Call) -> Code | None:
    """``show(false)``: PySpark's first argument is the number of rows."""
    if len(call.args) != 1 or t.cls(call.args[0]) != "scala.Boolean":
        return None
    return code(f"{receiver(t, call).at(m.ATOM)}.show(truncate={t.expr(call.args[0])})")


@calls(f"{_SQL}.Dataset.agg", f"{_SQL}.RelationalGroupedDataset.agg")
def aggregate(t: Translator, call: Call) -> Code | None:
    """``agg("n" -> "sum", ...)``: PySpark's takes expressions, or a dictionary."""
    if not call.args or not t.cls(call.args[0]).startswith("scala.Tuple2"):
        return None
    made = []
    for each in call.args:
        pair = t.call(each)
        sides = [pair.q, *pair.args] if pair.name == "->" else each.get("args", [])
        if len(sides) != 2 or any((side or {}).get("k") != "Literal" for side in sides):
            raise t.refuse(
                each,
                "PySpark's `agg` takes expressions, not pairs",
                'write expr("sum(n)") for "n" -> "sum"',
                "agg of pairs",
            )
        column, function = (side["v"] for side in sides if side is not None)
        name = t.use("sparkish.sql.functions", "expr")
        made.append(f"{name}({quoted(f'{function}({column})')})")
    return code(f"{receiver(t, call).at(m.ATOM)}.agg({', '.join(made)})")


@calls(f"{_SQL}.Dataset.dropDuplicates")
def dropDuplicates(t: Translator, call: Call) -> Code | None:
    """``dropDuplicates("a", "b")``: PySpark's takes a list of names."""
    if not call.args or t.cls(call.args[0]) != "java.lang.String":
        return None
    return code(f"{receiver(t, call).at(m.ATOM)}.dropDuplicates([{arguments(t, call)}])")


@calls(f"{_SQL}.Row.fromSeq", f"{_SQL}.Row.fromTuple")
def rowOf(t: Translator, call: Call) -> Code:
    """A row of what a sequence or a tuple has."""
    return code(f"{t.use('sparkish.sql', 'Row')}(*{t.expr(call.args[0]).at(m.ATOM)})")


@onKind("row", *_COLUMNS)
def columnOfRow(t: Translator, call: Call) -> Code:
    """A column of a row, by its place or its name."""
    return code(f"{receiver(t, call).at(m.ATOM)}[{t.expr(call.args[0])}]")


@onKind("row", "isNullAt", "anyNull", "fieldIndex", "length", "size", "toSeq", "copy", "schema")
def ofRow(t: Translator, call: Call) -> Code:
    """What a row is asked for."""
    if call.name == "schema":
        raise t.refuse(
            call.node,
            "a row of PySpark's has names, and no schema",
            "take the schema of its data frame",
            "schema of a row",
        )
    row, given = receiver(t, call), arguments(t, call)
    if call.name == "isNullAt":
        return code(f"{row.at(m.ATOM)}[{given}] is None", m.COMPARE)
    if call.name == "anyNull":
        return code(f"None in {row.at(m.BITOR)}", m.COMPARE)
    if call.name == "fieldIndex":
        return code(f"{row.at(m.ATOM)}.__fields__.index({given})")
    if call.name == "copy":
        # Nothing changes a row in Python.
        return row
    return code(f"{'list' if call.name == 'toSeq' else 'len'}({row})")


def toDF(t: Translator, call: Call, dot: str) -> Code:
    """``toDF``: with the columns that Scala knows from the elements' type."""
    types = t.typeArgs(t.type(call.q))
    names = [each["v"] for each in call.args if each["k"] == "Literal"]
    if len(names) != len(call.args):
        return code(f"{dot}toDF({arguments(t, call)})")
    made = columns(t, types[0], names or None) if types else None
    if made is None:
        return code(f"{dot}toDF({', '.join(quoted(each) for each in names)})")
    element = types[0].get("c", "")
    if not element.startswith("scala.Tuple") and element not in t.own:
        dot += "map(lambda value: (value,))."
    if any(each.get("c") == "scala.Option" for each in (types[0], *fieldTypes(t, types[0]))):
        dot += f"map({t.helper('withoutOptions')})."
    return code(f"{dot}toDF({quoted(made)})")


@onKind("seq", "toDF", "toDS")
def listToDF(t: Translator, call: Call) -> Code:
    """``Seq(...).toDF(...)``: by way of an RDD, which takes what Scala's takes."""
    context = f"{t.use('sparkish', 'SparkContext')}.getOrCreate()"
    return toDF(t, call, f"{context}.parallelize({receiver(t, call)}).")
