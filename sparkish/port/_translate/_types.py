"""Types, as Python's annotations and as the columns of data frames."""

from __future__ import annotations

import re
from typing import Any

from sparkish.port._translate._core import Translator

__all__ = ["PRIMITIVES", "annotation", "column", "columns", "fieldTypes", "zero"]

_SIMPLE = {
    "scala.Int": "int",
    "scala.Long": "int",
    "scala.Short": "int",
    "scala.Byte": "int",
    "scala.Double": "float",
    "scala.Float": "float",
    "scala.Boolean": "bool",
    "scala.Char": "str",
    "java.lang.String": "str",
    "scala.Unit": "None",
    "java.lang.Integer": "int",
    "java.lang.Long": "int",
    "java.lang.Double": "float",
    "java.lang.Boolean": "bool",
    "scala.math.BigInt": "int",
}
_GENERIC = {"scala.Option": "Option", "scala.Some": "Option"}
_SQL = {
    "scala.Int": "int",
    "scala.Long": "bigint",
    "scala.Short": "smallint",
    "scala.Byte": "tinyint",
    "scala.Double": "double",
    "scala.Float": "float",
    "scala.Boolean": "boolean",
    "java.lang.String": "string",
    "java.lang.Integer": "int",
    "java.lang.Long": "bigint",
    "java.lang.Double": "double",
    "java.sql.Timestamp": "timestamp",
    "java.sql.Date": "date",
    "scala.math.BigDecimal": "decimal(38,18)",
}
_SPARK = {
    "org.apache.spark.rdd.RDD": ("sparkish", "RDD"),
    "org.apache.spark.streaming.dstream.DStream": ("sparkish.streaming.dstream", "DStream"),
    "org.apache.spark.SparkContext": ("sparkish", "SparkContext"),
    "org.apache.spark.SparkConf": ("sparkish", "SparkConf"),
    "org.apache.spark.streaming.StreamingContext": ("sparkish.streaming", "StreamingContext"),
    "org.apache.spark.streaming.Time": ("sparkish.streaming", "Time"),
    "org.apache.spark.streaming.State": ("sparkish.streaming", "State"),
    "org.apache.spark.streaming.Duration": ("sparkish.streaming", "Duration"),
    "org.apache.spark.sql.SparkSession": ("sparkish.sql", "SparkSession"),
}


def annotation(t: Translator, type: dict[str, Any]) -> str:
    """Return a type as Python's annotation; empty where Python has no short one."""
    cls = type.get("c", "")
    if cls in _SIMPLE:
        return _SIMPLE[cls]
    args = [annotation(t, each) for each in t.typeArgs(type)]
    if cls in _GENERIC:
        name = t.use("sparkish", "Option")
        return f"{name}[{args[0]}]" if args and args[0] else f"{name}[object]"
    if not all(args):
        args = []
    if cls.startswith("scala.Tuple"):
        return f"tuple[{', '.join(args)}]" if args else "tuple"
    if cls == "scala.collection.Iterator":
        name = t.use("collections.abc", "Iterator")
        return f"{name}[{args[0]}]" if args else name
    if cls in _SPARK:
        module, name = _SPARK[cls]
        name = t.use(module, name)
        return (
            f"{name}[{', '.join(args)}]" if args and name in ("RDD", "DStream", "State") else name
        )
    bases = t.bases(cls)
    if cls == "java.io.InputStream":
        return t.use("typing", "BinaryIO")
    if cls == "scala.Array" and t.typeArgs(type)[:1] == [{"c": "scala.Byte"}]:
        return "bytes"
    if cls == "scala.Array" or "scala.collection.Seq" in bases:
        return f"list[{args[0]}]" if args else "list"
    for base, name in (("scala.collection.Map", "dict"), ("scala.collection.Set", "set")):
        if base in bases:
            return f"{name}[{', '.join(args)}]" if args else name
    if cls in t.own and cls in t.members and "." not in t.members[cls]:
        t.futures = True
        return t.members[cls]
    return ""


def fieldTypes(t: Translator, type: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the types of a case class's or a tuple's fields; none of another type."""
    cls = type.get("c", "")
    if cls in t.own and "case" in t.own[cls]["mods"]:
        return [t.type(each) for each in t.own[cls]["ctor"][0]]
    return t.typeArgs(type) if cls.startswith("scala.Tuple") else []


#: Scala's types whose values are never null.
PRIMITIVES = {f"scala.{name}" for name in ("Int", "Long", "Double", "Float", "Boolean")} | {
    f"scala.{name}" for name in ("Short", "Byte", "Char")
}


def column(t: Translator, type: dict[str, Any]) -> str | None:
    """Return a type as SQL names it, if it is one of a column's."""
    cls = type.get("c", "")
    if cls in _SQL:
        return _SQL[cls]
    args = t.typeArgs(type)
    if cls == "scala.Option" and args:
        return column(t, args[0])
    if cls in t.own and "case" in t.own[cls]["mods"]:
        inner = columns(t, type, separator=": ")
        return f"struct<{inner}>" if inner else None
    if (cls == "scala.Array" or "scala.collection.Seq" in t.bases(cls)) and args:
        inner = column(t, args[0])
        return f"array<{inner}>" if inner else None
    if "scala.collection.Map" in t.bases(cls) and len(args) == 2:
        key, value = column(t, args[0]), column(t, args[1])
        return f"map<{key},{value}>" if key and value else None
    return None


def columns(
    t: Translator, type: dict[str, Any], names: list[str] | None = None, separator: str = " "
) -> str | None:
    """Return the columns that Spark makes of a type: of a case class, a tuple or one value.

    A column of numbers is never null. That stands there where the program looks at the schema.
    """
    types, cls = fieldTypes(t, type), type.get("c", "")
    if names is None:
        names = [f"_{at + 1}" for at in range(len(types))] or ["value"]
        if types and cls in t.own:
            names = [each["name"] for each in t.own[cls]["ctor"][0]]
    types = types or [type]
    made = [column(t, each) for each in types]
    if len(names) != len(made) or not all(made) or any(not n.isidentifier() for n in names):
        return None
    if re.search(r"\b(printSchema|schema|nullable)\b", t.text):
        never = [" NOT NULL" if each.get("c") in PRIMITIVES else "" for each in types]
        made = [f"{each}{no}" for each, no in zip(made, never, strict=True)]
    return ", ".join(f"{name}{separator}{each}" for name, each in zip(names, made, strict=True))


def zero(type: dict[str, Any]) -> str:
    """Return what a variable of a type has that is declared with ``_``."""
    cls = type.get("c", "")
    if cls in ("scala.Int", "scala.Long", "scala.Short", "scala.Byte"):
        return "0"
    if cls in ("scala.Double", "scala.Float"):
        return "0.0"
    if cls == "scala.Boolean":
        return "False"
    return '"\\0"' if cls == "scala.Char" else "None"
