"""Hadoop's keys, values and formats: values are Python's own, classes are ``sparkish.hadoop``'s."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import arguments
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._names import classNamed
from sparkish.port._translate._rules import calls, onKind

__all__ = ["writable"]

_IO = "org.apache.hadoop.io."
#: Those that hold one value, and what an empty one holds.
_EMPTY = {
    "Text": '""',
    "IntWritable": "0",
    "LongWritable": "0",
    "ShortWritable": "0",
    "ByteWritable": "0",
    "DoubleWritable": "0.0",
    "FloatWritable": "0.0",
    "BooleanWritable": "False",
}


def writable(t: Translator, node: Node) -> Code | None:
    """Return what ``new Text(line)`` holds: Spark turns it into Hadoop's when it writes it."""
    full = t.cls(node)
    name = full.removeprefix(_IO)
    if name == full or name not in _EMPTY:
        return None
    given = [each for args in node["args"] for each in args]
    return t.expr(given[0]) if given else code(_EMPTY[name])


@onKind("writable", "get")
def held(t: Translator, call: Call) -> Code | None:
    """The value of a writable, which is the element itself."""
    return t.expr(call.q) if call.q is not None and not call.args else None


@onKind("writable", "toString")
def text(t: Translator, call: Call) -> Code | None:
    """The text of a Text, which is a string."""
    return t.expr(call.q) if call.q is not None and t.cls(call.q) == f"{_IO}Text" else None


@calls("org.apache.spark.streaming.StreamingContext.fileStream")
def fileStream(t: Translator, call: Call) -> Code | None:
    """``fileStream[K, V, F]`` has its types in Python too: they say how files are read."""
    if call.q is None or len(call.types) != 3:
        return None
    names = ", ".join(_format(t, node) for node in call.types)
    return code(f"{t.expr(call.q).at(m.ATOM)}.fileStream[{names}]({arguments(t, call)})")


@calls("org.apache.spark.streaming.dstream.PairDStreamFunctions.saveAsHadoopFiles")
def saveAsHadoopFiles(t: Translator, call: Call) -> Code | None:
    """``saveAsHadoopFiles[F](prefix, suffix)`` is told the format by name."""
    if call.q is None or len(call.types) != 1 or len(call.args) != 2:
        return None
    given = f"{arguments(t, call)}, outputFormatClass={_format(t, call.types[0])}"
    return code(f"{t.expr(call.q).at(m.ATOM)}.saveAsHadoopFiles({given})")


def _format(t: Translator, node: Node) -> Code:
    full = t.cls(node) or t.sym(node).get("full", "")
    return classNamed(t, node, full) if full else code(node["text"].partition("[")[0])
