"""Java's library: threads, random numbers, dates, files, and ``new`` of its classes."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument, listed, receiver
from sparkish.port._translate._core import Translator
from sparkish.port._translate._java.streams import streamMade, textMade
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._operators import INTEGRAL
from sparkish.port._translate._rules import calls, onKind
from sparkish.port._translate._scopes import clean

__all__ = ["constructed", "helpedClass", "helpedMethod"]


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
        return _interrupted(t, call)
    return code(f"{value.at(m.ATOM)}.{call.name}({listed(t, call)})")


def _interrupted(t: Translator, call: Call) -> Code | None:
    """``interrupt``: Python's threads go on, and only a sleep of Java's would end by it."""
    t.note(
        call.node,
        "interrupt: no thread of Python's is interrupted; ask a variable in the thread's loop",
        "interrupt",
    )
    return code("None")


@calls("java.lang.Thread.currentThread")
def currentThread(t: Translator, call: Call) -> Code:
    """The thread that runs this."""
    return code(f"{t.use('threading')}.current_thread()")


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
    "nextPrintableChar",
    "setSeed",
)
def random(t: Translator, call: Call) -> Code:
    """Random numbers, the same as Java's where the seed is."""
    return code(f"{receiver(t, call).at(m.ATOM)}.{call.name}({listed(t, call)})")


for _name in (
    *("nextInt", "nextDouble", "nextBoolean", "nextGaussian", "nextLong", "shuffle"),
    *("nextFloat", "nextString", "alphanumeric", "between"),
):

    @calls(f"scala.util.Random.{_name}")
    def sharedRandom(t: Translator, call: Call) -> Code | None:
        """The Random that Scala's object is."""
        if t.sym(call.q or {}).get("o") != "object":
            return None
        return code(f"{t.helper('Random')}().{call.name}({listed(t, call)})")


@onKind("date", "getYear", "getMonth", "getDate", "getDay", "getHours", "getMinutes", "getSeconds")
@onKind("date", "getTime", "toString", "before", "after", "compareTo", "setTime", "toInstant")
def date(t: Translator, call: Call) -> Code:
    """A date's methods, which the helper has."""
    return code(f"{receiver(t, call).at(m.ATOM)}.{call.name}({listed(t, call)})")


@onKind("dateformat", "format", "parse", "setTimeZone", "setLenient")
def dateFormat(t: Translator, call: Call) -> Code | None:
    """Dates as text, and text as dates."""
    return code(f"{receiver(t, call).at(m.ATOM)}.{call.name}({listed(t, call)})")


_HELPED = {
    "java.text.SimpleDateFormat": "SimpleDateFormat",
    "java.text.DecimalFormat": "DecimalFormat",
    "java.math.BigDecimal": "BigDecimal",
    "java.util.Date": "Date",
    "java.util.Random": "Random",
    "scala.util.Random": "Random",
    "java.lang.StringBuilder": "StringBuilder",
    "scala.collection.mutable.StringBuilder": "StringBuilder",
    "java.lang.StringBuffer": "StringBuilder",
    "scala.util.matching.Regex": "Regex",
    "scala.collection.mutable.Stack": "Stack",
    "scala.collection.mutable.LinkedHashSet": "LinkedHashSet",
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


_HELPED_PACKAGES = (
    *("java.io.", "java.net.", "java.nio.file.", "java.sql.", "java.time.", "java.util."),
    "com.google.common.io.",
)
_RENAMED = {"java.sql.Date": "SqlDate", "java.util.concurrent.Future": "Task"}


def helperOf(full: str) -> type | None:
    """Return the class that stands for one of Java's, if there is one among the helpers."""
    import sparkish.java

    if not full.startswith(_HELPED_PACKAGES) or full in _HELPED or full in _COLLECTIONS:
        return None
    found = getattr(sparkish.java, _RENAMED.get(full, full.rpartition(".")[2]), None)
    return found if isinstance(found, type) else None


def helpedClass(t: Translator, full: str) -> Code | None:
    """Return the name of the class that stands for one of Java's."""
    found = helperOf(full)
    return None if found is None else code(t.use("sparkish.java", found.__name__))


def helpedMethod(t: Translator, call: Call, cls: str) -> Code | None:
    """Return a call of a method that a helper's class has under Java's name."""
    if call.q is None:
        # Imported from a class: `import java.util.concurrent.TimeUnit._`.
        return _helpedMember(t, call, str(call.symbol.get("owner", "")), None)
    own = t.sym(call.q)
    if own.get("o") in ("object", "class") and call.q["k"] in ("Ident", "Select"):
        return _helpedMember(t, call, str(own.get("full", "")), None)
    return _helpedMember(t, call, cls, call.q)


def _helpedMember(t: Translator, call: Call, cls: str, q: Node | None) -> Code | None:
    found = helperOf(cls)
    name = clean(call.name, True)
    if found is None or not hasattr(found, name):
        return None
    base = helpedClass(t, cls) if q is None else t.expr(q)
    assert base is not None
    made = f"{base.at(m.ATOM)}.{name}"
    isField = not callable(getattr(found, name)) or isinstance(getattr(found, name), found)
    return code(made if isField else f"{made}({listed(t, call)})")


@calls("scala.io.Source.fromInputStream", "scala.io.Source.fromFile")
def source(t: Translator, call: Call) -> Code:
    """``Source.fromFile`` is its lines."""
    return code(f"{t.use('sparkish.java', 'linesOf')}({t.expr(call.args[0])})")


@onKind("map", "load")
def load(t: Translator, call: Call) -> Code:
    """Properties from a file."""
    name = t.use("sparkish.java", "loadProperties")
    return code(f"{name}({receiver(t, call)}, {t.expr(call.args[0])})")


@calls("scala.io.Source.fromString")
def fromString(t: Translator, call: Call) -> Code:
    """``Source.fromString`` is the lines of a text."""
    stream = f"{t.use('io')}.BytesIO({t.expr(call.args[0]).at(m.ATOM)}.encode())"
    return code(f"{t.use('sparkish.java', 'linesOf')}({stream})")


@calls("scala.io.Source.fromResource")
def fromResource(t: Translator, call: Call) -> Code:
    """``Source.fromResource`` is the lines of a file beside the program."""
    name = t.use("sparkish.java", "resourceStream")
    return code(f"{t.use('sparkish.java', 'linesOf')}({name}({t.expr(call.args[0])}))")


@calls(
    "java.lang.Class.getResourceAsStream",
    "java.lang.ClassLoader.getResourceAsStream",
    "java.lang.ClassLoader.getSystemResourceAsStream",
)
def resource(t: Translator, call: Call) -> Code:
    """A file beside the program, whatever class's loader looks for it."""
    return code(f"{t.use('sparkish.java', 'resourceStream')}({t.expr(call.args[0])})")


@calls(
    "java.lang.Class.getResource",
    "java.lang.ClassLoader.getResource",
    "java.lang.ClassLoader.getSystemResource",
)
def resourceAddress(t: Translator, call: Call) -> Code:
    """The address of a file beside the program."""
    return code(f"{t.use('sparkish.java', 'resourceURL')}({t.expr(call.args[0])})")


@calls("java.nio.ByteBuffer.array", "java.nio.ByteBuffer.wrap")
def bytesOf(t: Translator, call: Call) -> Code:
    """A buffer of bytes is the bytes."""
    return code(f"bytes({t.expr(call.args[0]) if call.args else receiver(t, call)})")


@calls("scala.io.Source.close", "scala.io.BufferedSource.close")
def closeSource(t: Translator, call: Call) -> Code:
    """A source's lines are closed as a generator is."""
    return code(f"{receiver(t, call).at(m.ATOM)}.close()")


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
        if len(given) == 1 and types[0].get("c") == "scala.Byte":
            return code(f"bytearray({t.expr(given[0])})")
        if len(given) == 1:
            return code(f"[{zero(types[0])}] * {t.expr(given[0]).at(m.UNARY)}", m.PRODUCT)
    if full in _COLLECTIONS:
        if given and t.cls(given[0]) not in INTEGRAL:
            maker = {"[]": "list", "{}": "dict", "set()": "set"}[_COLLECTIONS[full]]
            return code(f"{maker}({t.expr(given[0])})")
        return code(_COLLECTIONS[full])
    if full == "scala.collection.mutable.PriorityQueue":
        from sparkish.port._translate._collections.ordered import madeQueue

        return madeQueue(t, node, "", given)
    if full == "java.lang.String" and given:
        return textMade(t, given)
    if full in ("java.lang.Integer", "java.lang.Long", "java.lang.Double") and given:
        return t.expr(given[0])
    if full == "java.lang.Object" or full == "scala.AnyRef":
        return code("object()")
    if full == "java.lang.Thread" and given:
        from sparkish.port._translate._new import threadArguments

        return code(f"{t.use('threading', 'Thread')}({threadArguments(t, given)})")
    if full in _HELPED:
        return code(
            f"{t.helper(_HELPED[full])}({', '.join(str(argument(t, one)) for one in given)})"
        )
    made = streamMade(t, full, given)
    if made is not None:
        return made
    helped = helpedClass(t, full)
    if helped is not None:
        return code(f"{helped}({', '.join(str(argument(t, one)) for one in given)})")
    if full.startswith("scala.Tuple"):
        return code(f"({', '.join(str(argument(t, one)) for one in given)})")
    if full == "scala.Some":
        return code(f"{t.use('sparkish', 'Some')}({t.expr(given[0])})")
    return None
