"""Java's and Scala's own libraries: numbers, the system, threads, dates, files."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._calls import argument, arguments, calls, onKind
from sparkish.port._translate._core import Translator, expression
from sparkish.port._translate._functions import hoisted
from sparkish.port._translate._literals import printed
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._operators import INTEGRAL

__all__ = ["constructed"]


def _q(t: Translator, call: Call) -> Code:
    assert call.q is not None
    return t.expr(call.q)


def _args(t: Translator, call: Call) -> str:
    return ", ".join(str(argument(t, each)) for each in call.args)


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
    value = _q(t, call)
    if name == "toChar":
        return code(f"chr({value})")
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
)
def numeric(t: Translator, call: Call) -> Code | None:
    """Methods of numbers."""
    value = _q(t, call)
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
)
def math(t: Translator, call: Call) -> Code:
    """Mathematical functions."""
    args = _args(t, call)
    if call.name in ("max", "min", "abs"):
        return code(f"{call.name}({args})")
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
    if len(call.args) != 1:
        return None
    if t.cls(call.args[0]) != "java.lang.String":
        return t.expr(call.args[0])
    name = call.full.split(".")[2]
    return code(
        f"{t.helper({'Integer': 'toInt', 'Long': 'toLong', 'Float': 'toFloat'}.get(name, 'toDouble'))}({_args(t, call)})"  # noqa: E501
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

    return textOf(t, call.args[0]) if len(call.args) == 1 else None


# The system


@calls("java.lang.System.exit", "scala.sys.package.exit")
def exit_(t: Translator, call: Call) -> Code:
    """The end of the program."""
    return code(f"{t.use('sys')}.exit({_args(t, call) or 0})")


@calls("java.io.PrintStream.println", "java.io.PrintStream.print")
def printStream(t: Translator, call: Call) -> Code | None:
    """``System.err.println`` and ``System.out.println``."""
    stream = t.call(call.q).name if call.q is not None else ""
    if stream not in ("err", "out"):
        return None
    inner = ", ".join(str(printed(t, each)) for each in call.args)
    if call.name == "print":
        inner += ', end=""'
    if stream == "err":
        inner += f"{', ' if inner else ''}file={t.use('sys')}.stderr"
    return code(f"print({inner})")


@calls("java.lang.System.currentTimeMillis", "java.lang.System.nanoTime")
def clock(t: Translator, call: Call) -> Code:
    """The time: of the clock in milliseconds, and for differences in nanoseconds."""
    if call.name == "nanoTime":
        return code(f"{t.use('time')}.monotonic_ns()")
    return code(f"{t.use('time')}.time_ns() // 1_000_000", m.PRODUCT)


@calls("java.lang.Thread.sleep")
def sleep(t: Translator, call: Call) -> Code:
    """``Thread.sleep`` takes milliseconds, ``time.sleep`` seconds."""
    known = call.args[0]
    value = t.expr(known)
    if known["k"] == "Literal" and isinstance(known["v"], int) and known["v"] % 1000 == 0:
        return code(f"{t.use('time')}.sleep({known['v'] // 1000})")
    return code(f"{t.use('time')}.sleep({value.at(m.PRODUCT)} / 1000)")


@calls(
    "java.lang.System.getenv",
    "java.lang.System.getProperty",
    "java.lang.System.setProperty",
    "scala.sys.package.env",
    "scala.sys.package.props",
    "java.lang.System.lineSeparator",
)
def environment(t: Translator, call: Call) -> Code:
    """The environment and Java's properties."""
    if call.name in ("getenv", "env"):
        base = f"{t.use('os')}.environ"
        return code(
            f"{base}.get({_args(t, call)})"
            if call.args and call.name == "getenv"
            else base + (f"[{_args(t, call)}]" if call.args else "")
        )
    if call.name == "lineSeparator":
        return code('"\\n"')
    return code(
        f"{t.helper(call.name if call.name != 'props' else 'getProperty')}({_args(t, call)})"
    )


@calls("scala.App.args")
def args(t: Translator, call: Call) -> Code | None:
    """The arguments of a program that extends App."""
    base = f"{t.use('sys')}.argv[1:]"
    return (
        code(
            f"{t.use('sys')}.argv[{t.expr(call.args[0])} + 1]" if call.lists and call.args else base
        )
        if not (call.lists and call.args and call.args[0]["k"] == "Literal")
        else code(f"sys.argv[{call.args[0]['v'] + 1}]")
    )


@calls("scala.Predef.require", "scala.Predef.assert", "scala.Predef.assume")
def require(t: Translator, call: Call) -> Code:
    """``require`` and ``assert``."""
    return code(
        f"{t.helper('require' if call.name == 'require' else 'assertThat')}({_args(t, call)})"
    )


@calls("scala.Predef.$qmark$qmark$qmark", "scala.Predef.???")
def missing(t: Translator, call: Call) -> Code:
    """``???``."""
    return code(f"{t.helper('missing')}()")


@calls("scala.Predef.identity")
def identity(t: Translator, call: Call) -> Code:
    """``identity``."""
    return t.expr(call.args[0]) if call.args else code("lambda x: x", m.LAMBDA)


@calls("scala.sys.package.error")
def error(t: Translator, call: Call) -> Code:
    """``sys.error`` raises."""
    return code(f"{t.helper('error')}({_args(t, call)})")


@onKind("any", "asInstanceOf")
def asInstanceOf(t: Translator, call: Call) -> Code | None:
    """A cast has no meaning in Python, but between numbers."""
    assert call.q is not None
    want = t.cls(call.types[0]) if call.types else ""
    have = t.cls(call.q)
    if (
        want in INTEGRAL | {"scala.Double"}
        and have in INTEGRAL | {"scala.Double", "scala.Float"}
        and want != have
    ):
        inner = Call(
            call.node, call.function, call.q, "to" + want.rpartition(".")[2], [[]], [], call.symbol
        )
        return converted(t, inner)
    return _q(t, call)


@onKind("any", "isInstanceOf")
def isInstanceOf(t: Translator, call: Call) -> Code:
    """Whether a value is of a class."""
    from sparkish.port._translate._patterns import _instance

    value = _q(t, call)
    return _instance(t, {"tpt": call.types[0], **call.node}, str(value))


@onKind(
    "any",
    "equals",
    "eq",
    "ne",
    "hashCode",
    "getClass",
    "synchronized",
    "formatted",
    "->",
    "==",
    "!=",
    "ensuring",
    "andThen",
    "compose",
    "copy",
    "wait",
    "notify",
    "notifyAll",
)
def anyMethod(t: Translator, call: Call) -> Code | None:
    """What every value has."""
    value = _q(t, call)
    if call.name == "->":
        return code(f"({value}, {t.expr(call.args[0])})")
    if call.name == "equals" and len(call.args) == 1:
        return code(f"{value.at(m.BITOR)} == {t.expr(call.args[0]).at(m.BITOR)}", m.COMPARE)
    if call.name == "getClass":
        return code(f"type({value})")
    if call.name == "andThen" and kindIsFunction(t, call):
        return code(
            f"lambda x: {argument(t, call.args[0]).at(m.ATOM)}({value.at(m.ATOM)}(x))", m.LAMBDA
        )
    if call.name == "compose" and kindIsFunction(t, call):
        return code(
            f"lambda x: {value.at(m.ATOM)}({argument(t, call.args[0]).at(m.ATOM)}(x))", m.LAMBDA
        )
    return None


def kindIsFunction(t: Translator, call: Call) -> bool:
    """Tell whether a call is on a function."""
    return t.cls(call.q).startswith("scala.Function")


@onKind("function", "apply")
def applied(t: Translator, call: Call) -> Code:
    """A function is called."""
    return code(f"{_q(t, call).at(m.ATOM)}({arguments(t, call)})")


@onKind("any", "getName", "getSimpleName")
def className(t: Translator, call: Call) -> Code | None:
    """A class's name."""
    if t.cls(call.q) != "java.lang.Class":
        return None
    value = str(_q(t, call))
    if "self" in value or value.startswith("type("):
        return code(f"{value}.__name__")
    return code("__name__")


@onKind(
    "throwable",
    "getMessage",
    "toString",
    "printStackTrace",
    "getLocalizedMessage",
    "getCause",
    "getStackTrace",
)
def throwable(t: Translator, call: Call) -> Code | None:
    """An exception's methods."""
    value = _q(t, call)
    if call.name in ("getMessage", "getLocalizedMessage"):
        return code(f"str({value})")
    if call.name == "toString":
        return code(f"{t.helper('throwableText')}({value})")
    if call.name == "printStackTrace":
        return code(f"{t.use('traceback')}.print_exception({value})")
    if call.name == "getCause":
        return code(f"{value.at(m.ATOM)}.__cause__")
    return None


# Threads, random numbers, dates, files


@onKind("thread", "start", "join", "setDaemon", "interrupt", "getName", "isAlive")
def thread(t: Translator, call: Call) -> Code | None:
    """A thread's methods."""
    value = _q(t, call)
    if call.name == "setDaemon":
        return code(f'setattr({value}, "daemon", {_args(t, call)})')
    if call.name == "getName":
        return code(f"{value.at(m.ATOM)}.name")
    if call.name == "isAlive":
        return code(f"{value.at(m.ATOM)}.is_alive()")
    if call.name == "interrupt":
        return None
    return code(f"{value.at(m.ATOM)}.{call.name}({_args(t, call)})")


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
    return code(f"{_q(t, call).at(m.ATOM)}.{call.name}({_args(t, call)})")


for _name in ("nextInt", "nextDouble", "nextBoolean", "nextGaussian", "nextLong", "shuffle"):

    @calls(f"scala.util.Random.{_name}")
    def sharedRandom(t: Translator, call: Call) -> Code | None:
        """The Random that Scala's object is."""
        if t.sym(call.q or {}).get("o") != "object":
            return None
        return code(f"{t.helper('Random')}().{call.name}({_args(t, call)})")


@onKind("date", "getTime", "toString", "before", "after")
def date(t: Translator, call: Call) -> Code:
    """A date's methods, which the helper has."""
    return code(f"{_q(t, call).at(m.ATOM)}.{call.name}({_args(t, call)})")


@onKind("dateformat", "format", "parse", "setTimeZone")
def dateFormat(t: Translator, call: Call) -> Code | None:
    """Dates as text, and text as dates."""
    if call.name == "setTimeZone":
        return None
    return code(f"{_q(t, call).at(m.ATOM)}.{call.name}({_args(t, call)})")


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
        return code(f"{_q(t, call).at(m.ATOM)}.close()")
    if t.sym(call.q).get("o") == "object" or not isHelped(cls):
        owner = str(t.sym(call.q).get("full", ""))
        if isHelped(owner) and call.name == "separator":
            return code(f"{t.use('sparkish.java', 'File')}.separator")
        return None
    if hasattr(getattr(sparkish.java, cls.rpartition(".")[2]), call.name):
        return code(f"{_q(t, call).at(m.ATOM)}.{call.name}({_args(t, call)})")
    return None


@calls("scala.io.Source.fromInputStream", "scala.io.Source.fromFile")
def source(t: Translator, call: Call) -> Code:
    """``Source.fromFile`` is its lines."""
    return code(f"{t.use('sparkish.java', 'linesOf')}({t.expr(call.args[0])})")


@calls("scala.io.BufferedSource.getLines", "scala.io.Source.getLines")
def getLines(t: Translator, call: Call) -> Code:
    """The lines of a source."""
    return _q(t, call)


@calls("scala.sys.package.addShutdownHook", "scala.sys.addShutdownHook")
def addShutdownHook(t: Translator, call: Call) -> Code:
    """``sys.addShutdownHook``."""
    from sparkish.port._translate._functions import isValue

    body = call.args[0]
    if isValue(t, body):
        return code(f"{t.use('sparkish.java', 'onExit')}(lambda: {t.expr(body)})")
    made = hoisted(t, body, "atExit")
    return code(f"{t.use('sparkish.java', 'onExit')}({made.removesuffix('()')})")


@calls("java.nio.charset.StandardCharsets.UTF_8", "java.nio.charset.Charset.forName")
def charset(t: Translator, call: Call) -> Code:
    """An encoding's name."""
    return t.expr(call.args[0]) if call.args else code('"UTF-8"')


@calls("java.util.Arrays.asList")
def asList(t: Translator, call: Call) -> Code:
    """A list."""
    return code(f"[{_args(t, call)}]")


@calls("scala.sys.env", "scala.sys.package.env")
def env(t: Translator, call: Call) -> Code:
    """The environment."""
    base = f"{t.use('os')}.environ"
    return code(f"{base}[{t.expr(call.args[0])}]" if call.args else f"dict({base})")


@calls("scala.sys.ShutdownHookThread.apply")
def shutdownHook(t: Translator, call: Call) -> Code | None:
    """``sys.ShutdownHookThread { ... }``."""
    return addShutdownHook(t, call)


@calls("scala.Tuple2.apply", "scala.Tuple3.apply", "scala.Tuple4.apply", "scala.Tuple5.apply")
def tupleApply(t: Translator, call: Call) -> Code | None:
    """``Tuple2(a, b)`` is a tuple."""
    return code(f"({_args(t, call)})") if call.lists else None


@calls("java.lang.Object.getClass")
def getClass(t: Translator, call: Call) -> Code | None:
    """The class of this object; of the program itself, its module's name."""
    return None if call.q is not None else code("__name__")


@calls("scala.sys.exit")
def sysExit(t: Translator, call: Call) -> Code | None:
    """The end of the program."""
    return exit_(t, call)


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


@expression("Typed")
def typed(t: Translator, node: Node) -> Code:
    """``x: T`` is x."""
    return t.expr(node["x"])


@expression("Splat")
def splat(t: Translator, node: Node) -> Code:
    """``xs: _*`` is ``*xs``."""
    return code(f"*{t.expr(node['x']).at(m.UNARY)}", m.LAMBDA)


@expression("NamedArg")
def named(t: Translator, node: Node) -> Code:
    """A named argument."""
    return argument(t, node)
