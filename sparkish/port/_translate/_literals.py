"""Literals, interpolations and text: strings are written as Scala has them."""

from __future__ import annotations

import re
from typing import Any

from sparkish.port._translate._core import Translator, expression
from sparkish.port._translate._model import SUM, UNARY, Code, Node, code
from sparkish.port._translate._rules import kindOf

__all__ = ["concatenation", "quoted", "textOf"]

#: Classes whose text is Python's own.
_PLAIN = {
    "java.lang.String",
    "scala.Int",
    "scala.Long",
    "scala.Short",
    "scala.Byte",
    "scala.Char",
    "scala.math.BigInt",
    # What sparkish has as Scala's text.
    "org.apache.spark.streaming.Time",
    "org.apache.spark.streaming.Duration",
    "org.apache.spark.streaming.State",
    "org.apache.spark.streaming.StreamingContextState",
}
_NUMBERS = {"scala.Float": "float", "java.lang.Integer": ""}
#: Collections whose text has another name than a list's.
_NAMED = {
    "scala.collection.immutable.Vector": "Vector",
    "scala.collection.immutable.IndexedSeq": "Vector",
    "scala.collection.IndexedSeq": "Vector",
    "scala.collection.mutable.ArrayBuffer": "ArrayBuffer",
    "scala.collection.mutable.Buffer": "ArrayBuffer",
    "scala.collection.mutable.ListBuffer": "ListBuffer",
    "scala.collection.mutable.HashMap": "HashMap",
    "scala.collection.mutable.Map": "HashMap",
    "scala.collection.mutable.HashSet": "HashSet",
    "scala.collection.mutable.Set": "HashSet",
    "scala.collection.mutable.ArraySeq": "ArraySeq",
    "scala.collection.immutable.ArraySeq": "ArraySeq",
    "scala.collection.immutable.Range": "Range",
    "scala.collection.mutable.LinkedHashMap": "LinkedHashMap",
    "scala.collection.immutable.TreeMap": "TreeMap",
    "scala.collection.immutable.ListMap": "ListMap",
    "scala.collection.mutable.LinkedHashSet": "LinkedHashSet",
    **dict.fromkeys(("java.util.List", "java.util.ArrayList", "java.util.LinkedList"), "JavaList"),
    **dict.fromkeys(("java.util.Set", "java.util.HashSet", "java.util.Collection"), "JavaList"),
    **dict.fromkeys(("java.util.Map", "java.util.HashMap", "java.util.LinkedHashMap"), "JavaMap"),
    "java.util.concurrent.ConcurrentHashMap": "JavaMap",
    "java.util.Properties": "JavaMap",
    "scala.collection.immutable.Range.Inclusive": "Range to",
}


def shapeOf(t: Translator, type: dict[str, Any]) -> str:
    """Return how the text of a value's type names it, where Python's classes do not tell."""
    cls = str(type.get("c", ""))
    if cls in ("scala.Float", "scala.Unit"):
        return cls.removeprefix("scala.")
    inner = [shapeOf(t, each) for each in t.typeArgs(type)]
    name = _NAMED.get(cls, "")
    if not any(inner) or cls in ("scala.Array", "scala.collection.Iterator"):
        return name
    if not name:
        known = {"option": "Option", "map": "Map", "set": "Set", "seq": "List", "tuple": "Tuple"}
        name = known.get(kindOf(t, cls), "")
    return f"{name}[{','.join(inner)}]" if name else ""


def quoted(text: str) -> str:
    """Return a string literal in double quotes, as formatters write it."""
    made = repr(text)
    if made[0] == "'" and '"' not in text:
        return '"' + made[1:-1] + '"'
    if made[0] == "'" and text.count("'") >= 1:
        return '"' + made[1:-1].replace("\\'", "'").replace('"', '\\"') + '"'
    return made


@expression("Literal")
def literal(t: Translator, node: Node) -> Code:
    """A literal: numbers as they are written, strings in double quotes."""
    kind, value = node["lit"], node.get("v")
    if kind == "Unit" or kind == "Null":
        return code("None")
    if kind == "Boolean":
        return code("True" if value else "False")
    if kind in ("String", "Char", "Symbol"):
        text = str(value)
        if kind == "String" and t.source(node).startswith('"""') and "\n" in text:
            return _tripled(text)
        return code(quoted(text))
    if kind == "Class":
        return code(quoted(str(value)))
    return number(t, node)


def _tripled(text: str) -> Code:
    if (
        '"""' in text
        or text.endswith('"')
        or "\r" in text
        or any(len(x) != len(x.rstrip()) for x in text.split("\n")[:-1])
    ):
        return code(quoted(text))
    return code('"""' + text.replace("\\", "\\\\") + '"""')


def number(t: Translator, node: Node) -> Code:
    """A number, with the sign that may be in front of it."""
    source = t.source(node).replace(" ", "")
    value: Any = node.get("v")
    if node["lit"] in ("Float", "Double"):
        if value in ("NaN", "Infinity", "-Infinity"):
            return code(f'float("{value}")')
        text = source.rstrip("dDfF")
        if not re.fullmatch(r"-?(\d+\.\d+([eE][-+]?\d+)?|\d+[eE][-+]?\d+)", text):
            text = repr(float(value))
        return code(text)
    text = source.rstrip("lL")
    if not re.fullmatch(r"-?(0[xX][0-9a-fA-F]+|[1-9][\d_]*|0)", text) or (
        text.lower().startswith("0x") and int(text, 16) != int(value)
    ):
        text = str(value)
    if t.type(node).get("c") in ("scala.Double", "scala.Float") and text.lstrip("-").isdigit():
        text += ".0"
    # A number's method takes parentheses: (3).times(f).
    return code(text, UNARY)


def isText(t: Translator, node: Node) -> bool:
    """Tell whether an expression is a string in Python as well."""
    return t.cls(node) in ("java.lang.String", "scala.Char")


_NULLABLE = {
    *("java.lang.System.getProperty", "java.lang.System.getenv", "java.lang.Throwable.getMessage"),
    *("java.util.Properties.getProperty", "scala.Option.orNull"),
}


def isNull(t: Translator, node: Node) -> bool:
    """Tell whether a string may be null: it begins so, or Java gives it."""
    if node["k"] == "Literal":
        return bool(node["lit"] == "Null")
    if node["k"] == "Ident":
        defined = t.locals.get(node.get("sym"))
        return bool(defined and defined.get("rhs") and isNull(t, defined["rhs"]))
    if node["k"] not in ("Apply", "Select"):
        return False
    call = t.call(node)
    if call.function["k"] == "Ident" and t.cls(call.function) == "scala.Array":
        # An element of `new Array[String](n)` is null at first.
        defined = t.locals.get(call.function.get("sym")) or {}
        return bool((defined.get("rhs") or {}).get("k") == "New")
    isJavas = call.full.startswith("java.util.") and call.full.endswith("Map.get")
    return isJavas or call.full in _NULLABLE


#: Java's numbers that are never null.
_COUNTS = {"org.apache.spark.util.LongAccumulator." + name for name in ("value", "sum", "count")}


def isPlain(t: Translator, node: Node) -> bool:
    """Tell whether Python's text of a value is Scala's."""
    if node["k"] in ("Apply", "Select") and t.call(node).full in _COUNTS:
        return True
    if "scala.Option" in t.bases(t.cls(node)):
        # Its own text is Scala's, unless the value's is told by its type.
        return not shapeOf(t, t.type(node))
    return t.cls(node) in _PLAIN or t.cls(node) in ("scala.Predef.String",)


def textOf(t: Translator, node: Node) -> Code:
    """Return the text that Scala has for a value."""
    if t.cls(node) == "scala.Unit" and node["k"] in ("Ident", "Literal"):
        return code('"()"')
    value = t.expr(node)
    if isText(t, node):
        return code(f"{t.use('sparkish', 'scalaString')}({value})") if isNull(t, node) else value
    if isPlain(t, node):
        return code(f"str({value})")
    if "java.lang.Throwable" in t.bases(t.cls(node)) and t.cls(node) not in t.own:
        return code(f"{t.helper('throwableText')}({value})")
    shape = shapeOf(t, t.type(node))
    if "[" in shape:
        return code(f'{t.helper("shapedText")}({value}, "{shape}")')
    name = "ArraySeq" if isArraySeq(t, node) else _NAMED.get(t.cls(node), _partOfMap(t, node))
    if name:
        return code(f'{t.helper("collectionText")}({value}, "{name}")')
    if t.cls(node) == "scala.Float":
        return code(f"{t.helper('floatText')}({value})")
    return code(f"{t.use('sparkish', 'scalaString')}({value})")


_LIKE = {
    *("map", "filter", "filterNot", "sorted", "sortBy", "sortWith", "reverse", "take", "drop"),
    *("distinct", "tail", "init", "takeRight", "dropRight", "slice", "flatMap", "collect", "zip"),
    *("zipWithIndex", "takeWhile", "dropWhile", ":+", "+:", "++"),
}


def _partOfMap(t: Translator, node: Node) -> str:
    """Return how the text of a map's keys or values names them."""
    if node["k"] not in ("Apply", "Select") or t.cls(node) != "scala.collection.Iterable":
        return ""
    call = t.call(node)
    isOfMap = call.q is not None and kindOf(t, t.cls(call.q)) == "map"
    return {"keys": "Set", "values": "Iterable"}.get(call.name, "") if isOfMap else ""


def isArraySeq(t: Translator, node: Node) -> bool:
    """Tell whether a sequence is an array's, which its text shows."""
    if t.cls(node) not in (
        *("scala.collection.immutable.Seq", "scala.collection.Seq"),
        *("scala.collection.immutable.IndexedSeq", "scala.collection.IndexedSeq"),
    ):
        return False
    if node["k"] == "Ident":
        defined = t.locals.get(node.get("sym")) or {}
        first = defined.get("rhs") if "var" not in defined.get("mods", ()) else None
        return first is not None and isArraySeq(t, first)
    if node["k"] not in ("Apply", "Select", "TypeApply"):
        return False
    call = t.call(node)
    if call.q is None:
        return False
    if call.name in ("toSeq", "toIndexedSeq"):
        return t.cls(call.q) == "scala.Array" or isArraySeq(t, call.q)
    return call.name in _LIKE and isArraySeq(t, call.q)


def printed(t: Translator, node: Node) -> Code:
    """Return what ``print`` is given, so that it prints as Scala does."""
    if isPlain(t, node) and not isNull(t, node):
        return t.expr(node)
    return textOf(t, node)


def _shown(t: Translator, node: Node) -> str:
    """Return what an f-string has in its braces for a value."""
    return str(printed(t, node))


@expression("Interp")
def interpolation(t: Translator, node: Node) -> Code:
    """``s"..."`` is an f-string; ``f"..."`` is formatted as Java does."""
    parts = node["parts"]
    isColumn = node["id"] == "$" or "sql.SQLImplicits" in t.sym(node).get("full", "")
    if node["id"] == "f":
        texts = [_unescaped(part) for part in parts]
        made = texts[0]
        for part in texts[1:]:
            made += part if re.match(r"%(?!n|%)", part) else "%s" + part
        values = ", ".join(_formattable(t, arg) for arg in node["args"])
        return (
            code(f"{t.helper('formatted')}({quoted(made)}, {values})")
            if values
            else code(f"{t.helper('formatted')}({quoted(made)})")
        )
    if node["id"] == "raw":
        texts = list(parts)
    elif node["id"] == "s" or isColumn:
        texts = [_unescaped(part) for part in parts]
    else:
        raise t.refuse(
            node,
            f'{node["id"]}"..." is an interpolator of a library',
            "call a function",
            "unknown interpolator",
        )
    pieces: list[tuple[str, Node | None]] = []
    for at, part in enumerate(texts):
        pieces.append((part, None))
        if at < len(node["args"]):
            pieces.append(("", node["args"][at]))
    made = fstring(t, pieces)
    return code(f"{t.use('sparkish.sql.functions', 'col')}({made})") if isColumn else made


def _formattable(t: Translator, node: Node) -> str:
    value = t.expr(node)
    if t.cls(node) in _NAMED:
        return str(textOf(t, node))
    return str(value)


def _unescaped(part: str) -> str:
    names = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
    return re.sub(
        r"\\(u+([0-9a-fA-F]{4})|[0-7]{1,3}|.)",
        lambda m: chr(int(m[2], 16)) if m[2] else names.get(m[1], m[1]),
        part.replace("$$", "$"),
        flags=re.DOTALL,
    )


def fstring(t: Translator, pieces: list[tuple[str, Node | None]]) -> Code:
    """Return an f-string of texts and values; a concatenation where Python 3.10 takes none."""
    values = [_shown(t, node) if node is not None else None for _, node in pieces]
    if not any(values):
        return code(quoted("".join(text for text, _ in pieces)))
    inside = []
    for value in values:
        if value is None:
            continue
        if "\\" in value or "\n" in value or "'" in value or "#" in value:
            return _joined(t, pieces)
        if value.startswith("{"):
            value = f" {value}"
        inside.append(value.replace('"', "'"))
    made = ""
    for (text, node), value in zip(pieces, values, strict=True):  # noqa: B007
        if node is None:
            made += quoted(text + "'").removesuffix("'\"")[1:].replace("{", "{{").replace("}", "}}")
        else:
            shown = inside.pop(0)
            made += "{" + (f"({shown})" if shown.startswith("lambda") else shown) + "}"
    return code(f'f"{made}"')


def _joined(t: Translator, pieces: list[tuple[str, Node | None]]) -> Code:
    texts = []
    for text, node in pieces:
        if node is not None:
            texts.append(textOf(t, node).at(SUM + 1))
        elif text:
            texts.append(quoted(text))
    return code(" + ".join(texts), SUM)


def hasText(node: Node) -> bool:
    """Tell whether one of the operands of a chain of ``+`` is written as a string."""
    if node["k"] == "Literal":
        return bool(node["lit"] == "String")
    if node["k"] != "Apply" or node["f"]["k"] != "Select" or node["f"]["name"] != "+":
        return bool(node["k"] == "Interp")
    return hasText(node["f"]["q"]) or any(map(hasText, node["args"]))


def flattened(t: Translator, node: Node, isSum: bool = False) -> list[Node]:
    """Return the operands of a chain of ``+`` that makes a string."""
    if (
        node["k"] == "Apply"
        and node["f"]["k"] == "Select"
        and node["f"]["name"] == "+"
        and len(node["args"]) == 1
        and (isSum or t.cls(node) == "java.lang.String" or (not t.cls(node) and hasText(node)))
    ):
        return [*flattened(t, node["f"]["q"]), node["args"][0]]
    return [node]


def concatenation(t: Translator, node: Node) -> Code:
    """A chain of ``+`` of which one operand is a string."""
    operands = flattened(t, node, isSum=True)
    if all(isText(t, each) and not isNull(t, each) for each in operands):
        return code(" + ".join(t.expr(each).at(SUM) for each in operands), SUM)
    if not any(each["k"] == "Literal" and each["lit"] == "String" for each in operands) or any(
        each["k"] == "Interp" for each in operands
    ):
        texts = [textOf(t, each).at(SUM) for each in operands]
        return code(" + ".join(texts), SUM)
    pieces: list[tuple[str, Node | None]] = []
    for each in operands:
        if each["k"] == "Literal" and each["lit"] in ("String", "Char"):
            pieces.append((str(each["v"]), None))
        else:
            pieces.append(("", each))
    return fstring(t, pieces)
