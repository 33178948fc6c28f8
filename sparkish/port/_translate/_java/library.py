"""Java's library: threads, random numbers, dates, files, and ``new`` of its classes."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument, listed, receiver
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._operators import INTEGRAL
from sparkish.port._translate._rules import calls, onKind

__all__ = ["constructed", "helpedMethod"]


@onKind("thread", "start", "join", "setDaemon", "interrupt", "getName", "isAlive")
def thread(t: Translator, call: Call) -> Code | None:
    """A thread's methods."""
    value = receiver(t, call)
    if call.name == "setDaemon":
        return code(f'setattr({value}, "daemon", {listed(t, call)})')
    if call.name == "getName":
        return code(f"{value.at(m.ATOM)}.name")
    if call.name == "isAlive":
        return code(f"{value.at(m.ATOM)}.is_alive()")
    if call.name == "interrupt":
        return None
    return code(f"{value.at(m.ATOM)}.{call.name}({listed(t, call)})")


@onKind(
    "random",
    "nextInt",
    "nextDouble",
    "nextBoolean",
    "nextGaussian",
    "nextLong",
    "shuffle",
    "nextFloat",
    "nextString",
    "between",
    "alphanumeric",
)
def random(t: Translator, call: Call) -> Code:
    """Random numbers, the same as Java's where the seed is."""
    return code(f"{receiver(t, call).at(m.ATOM)}.{call.name}({listed(t, call)})")


for _name in ("nextInt", "nextDouble", "nextBoolean", "nextGaussian", "nextLong", "shuffle"):

    @calls(f"scala.util.Random.{_name}")
    def sharedRandom(t: Translator, call: Call) -> Code | None:
        """The Random that Scala's object is."""
        if t.sym(call.q or {}).get("o") != "object":
            return None
        return code(f"{t.helper('Random')}().{call.name}({listed(t, call)})")


@onKind("date", "getTime", "toString", "before", "after")
def date(t: Translator, call: Call) -> Code:
    """A date's methods, which the helper has."""
    return code(f"{receiver(t, call).at(m.ATOM)}.{call.name}({listed(t, call)})")


@onKind("dateformat", "format", "parse", "setTimeZone")
def dateFormat(t: Translator, call: Call) -> Code | None:
    """Dates as text, and text as dates."""
    if call.name == "setTimeZone":
        return None
    return code(f"{receiver(t, call).at(m.ATOM)}.{call.name}({listed(t, call)})")


_HELPED = {
    "java.text.SimpleDateFormat": "SimpleDateFormat",
    "java.util.Date": "Date",
    "java.util.Random": "Random",
    "scala.util.Random": "Random",
    "java.lang.StringBuilder": "StringBuilder",
    "scala.collection.mutable.StringBuilder": "StringBuilder",
    "java.lang.StringBuffer": "StringBuilder",
    "scala.util.matching.Regex": "Regex",
}


_COLLECTIONS = {
    "scala.collection.mutable.ArrayBuffer": "[]",
    "scala.collection.mutable.ListBuffer": "[]",
    "scala.collection.mutable.HashMap": "{}",
    "scala.collection.mutable.LinkedHashMap": "{}",
    "scala.collection.mutable.HashSet": "set()",
    "java.util.HashMap": "{}",
    "java.util.Properties": "{}",
    "java.util.ArrayList": "[]",
    "java.util.LinkedList": "[]",
    "java.util.HashSet": "set()",
    "java.util.concurrent.ConcurrentHashMap": "{}",
    "scala.collection.immutable.HashMap": "{}",
    "scala.collection.immutable.ListMap": "{}",
    "java.util.LinkedHashMap": "{}",
}


def isHelped(full: str) -> bool:
    """Tell whether a class of Java's is among the helpers."""
    import sparkish.java

    isJava = full.startswith(("java.io.", "java.net.", "java.util.concurrent.atomic."))
    return isJava and isinstance(getattr(sparkish.java, full.rpartition(".")[2], None), type)


def helpedMethod(t: Translator, call: Call, cls: str) -> Code | None:
    """Return a call of a method that a helper's class has under Java's name."""
    import sparkish.java

    assert call.q is not None
    if cls == "java.io.InputStream" and call.name == "close":
        return code(f"{receiver(t, call).at(m.ATOM)}.close()")
    if t.sym(call.q).get("o") == "object" or not isHelped(cls):
        owner = str(t.sym(call.q).get("full", ""))
        if isHelped(owner) and call.name == "separator":
            return code(f"{t.use('sparkish.java', 'File')}.separator")
        return None
    if hasattr(getattr(sparkish.java, cls.rpartition(".")[2]), call.name):
        return code(f"{receiver(t, call).at(m.ATOM)}.{call.name}({listed(t, call)})")
    return None


@calls("scala.io.Source.fromInputStream", "scala.io.Source.fromFile")
def source(t: Translator, call: Call) -> Code:
    """``Source.fromFile`` is its lines."""
    return code(f"{t.use('sparkish.java', 'linesOf')}({t.expr(call.args[0])})")


@calls("scala.io.BufferedSource.getLines", "scala.io.Source.getLines")
def getLines(t: Translator, call: Call) -> Code:
    """The lines of a source."""
    return receiver(t, call)


def constructed(t: Translator, node: Node) -> Code | None:
    """``new`` of what Python has otherwise."""
    from sparkish.port._translate._types import zero

    full = t.cls(node) or t.cls(node["tpt"])
    given = [one for group in node["args"] for one in group]
    if full == "scala.Array":
        types = t.typeArgs(t.type(node)) or [{}]
        if len(given) == 1:
            return code(f"[{zero(types[0])}] * {t.expr(given[0]).at(m.UNARY)}", m.PRODUCT)
    if full in _COLLECTIONS:
        if given and t.cls(given[0]) not in INTEGRAL:
            maker = {"[]": "list", "{}": "dict", "set()": "set"}[_COLLECTIONS[full]]
            return code(f"{maker}({t.expr(given[0])})")
        return code(_COLLECTIONS[full])
    if full == "java.lang.String" and given:
        first = t.expr(given[0])
        types = t.typeArgs(t.type(given[0]))
        if types and types[0].get("c") == "scala.Byte":
            return code(f"{first.at(m.ATOM)}.decode()")
        return first
    if full in ("java.lang.Integer", "java.lang.Long", "java.lang.Double") and given:
        return t.expr(given[0])
    if full == "java.lang.Object" or full == "scala.AnyRef":
        return code("object()")
    if full == "java.lang.Thread" and given:
        target = argument(t, given[0], "run")
        if t.cls(given[0]) == "java.lang.String":
            return code(f"{t.use('threading', 'Thread')}(name={target})")
        if t.cls(given[0]) in t.own:
            target = code(f"{target.at(m.ATOM)}.run")
        return code(f"{t.use('threading', 'Thread')}(target={target})")
    if full in _HELPED:
        return code(
            f"{t.helper(_HELPED[full])}({', '.join(str(argument(t, one)) for one in given)})"
        )
    name = full.rpartition(".")[2]
    if full.startswith("java.") and isHelped(full):
        return code(
            f"{t.use('sparkish.java', name)}({', '.join(str(argument(t, one)) for one in given)})"
        )
    if full.startswith("scala.Tuple"):
        return code(f"({', '.join(str(argument(t, one)) for one in given)})")
    if full == "scala.Some":
        return code(f"{t.use('sparkish', 'Some')}({t.expr(given[0])})")
    return None
