"""Java's streams of bytes, which are Python's binary files, and texts of bytes and characters."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import receiver
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._operators import INTEGRAL
from sparkish.port._translate._rules import calls, onKind

__all__ = ["isBytes", "streamMade", "textMade"]

#: Those that only make another one faster: Python's are buffered.
_SAME = ("java.io.BufferedInputStream", "java.io.BufferedOutputStream")


def isBytes(t: Translator, type: dict[str, object]) -> bool:
    """Tell whether a type is an array of bytes."""
    return _elements(t, type) == "scala.Byte"


def _elements(t: Translator, type: dict[str, object]) -> object:
    args = t.typeArgs(type) if type.get("c") == "scala.Array" else []
    return args[0].get("c") if args else None


@onKind("instream", "read", "available", "skip", "readAllBytes", "readNBytes", "close")
def read(t: Translator, call: Call) -> Code | None:
    """Bytes of a stream, where one is a number and an array is filled."""
    value = receiver(t, call)
    given = ", ".join(map(str, t.exprs(call.args)))
    if call.name == "close":
        return code(f"{value.at(m.ATOM)}.close()")
    if call.name in ("readAllBytes", "readNBytes"):
        return code(f"{value.at(m.ATOM)}.read({given})") if len(call.args) < 2 else None
    if call.name == "skip":
        return code(f"len({value.at(m.ATOM)}.read({given}))")
    if call.name == "available":
        return code(f"{t.use('sparkish.java', 'available')}({value})")
    if not call.args:
        return code(f"{t.use('sparkish.java', 'readByte')}({value})")
    return code(f"{t.use('sparkish.java', 'readInto')}({value}, {given})")


@onKind("outstream", "write", "flush", "close")
def write(t: Translator, call: Call) -> Code:
    """Bytes are written: one by its number, an array, or a part of it."""
    value = receiver(t, call).at(m.ATOM)
    if call.name != "write":
        return code(f"{value}.{call.name}()")
    first = t.expr(call.args[0])
    if "Char" in (call.args[0].get("lit"), t.cls(call.args[0]).removeprefix("scala.")):
        first = code(f"ord({first})")
    if t.cls(call.args[0]) in INTEGRAL:
        return code(f"{value}.write(bytes([{first.at(m.BITAND)} & 0xFF]))")
    return code(f"{value}.write({_part(t, first, call.args[1:])})")


@calls("java.lang.System.in")
def systemIn(t: Translator, call: Call) -> Code:
    """Standard input, as bytes."""
    return code(f"{t.use('sys')}.stdin.buffer")


def streamMade(t: Translator, full: str, given: list[Node]) -> Code | None:
    """``new`` of a stream that is another one in Python."""
    if full in _SAME:
        return t.expr(given[0])
    if full in ("java.util.zip.GZIPInputStream", "java.util.zip.GZIPOutputStream"):
        mode = "rb" if "Input" in full else "wb"
        return code(f'{t.use("gzip")}.open({t.expr(given[0])}, "{mode}")')
    return None


def textMade(t: Translator, given: list[Node]) -> Code:
    """``new String`` of bytes, of characters, or of a string."""
    first, kind = t.expr(given[0]), _elements(t, t.type(given[0]))
    place = given[1:3] if len(given) > 2 else []
    if kind == "scala.Char":
        return code(f'"".join({_part(t, first, place)})')
    if kind != "scala.Byte":
        return first
    encoding = t.expr(given[-1]) if len(given) in (2, 4) else ""
    isUsual = encoding.strip('"').upper() in ("", "UTF-8", "UTF8")
    part = _part(t, first, place).at(m.ATOM)
    return code(f"{part}.decode({'' if isUsual else encoding})")


def _part(t: Translator, values: Code, place: list[Node]) -> Code:
    """Return the values from a place on, as many as are told."""
    if not place:
        return values
    start, count = t.exprs(place)
    if start == "0":
        return code(f"{values.at(m.ATOM)}[:{count}]")
    return code(f"{values.at(m.ATOM)}[{start} : {start.at(m.SUM)} + {count.at(m.SUM)}]")
