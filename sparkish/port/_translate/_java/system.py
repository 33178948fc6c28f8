"""The system: output, the clock, the environment, the end."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import listed
from sparkish.port._translate._core import Translator
from sparkish.port._translate._functions import hoisted
from sparkish.port._translate._literals import printed, quoted
from sparkish.port._translate._model import Call, Code, code
from sparkish.port._translate._rules import calls


@calls("java.lang.System.exit", "scala.sys.package.exit")
def exit_(t: Translator, call: Call) -> Code:
    """The end of the program."""
    return code(f"{t.use('sys')}.exit({listed(t, call) or 0})")


@calls("java.io.PrintStream.println", "java.io.PrintStream.print")
def printStream(t: Translator, call: Call) -> Code | None:
    """``System.err.println`` and ``System.out.println``."""
    full = t.call(call.q).full if call.q is not None else ""
    if full.rpartition(".")[0] not in ("java.lang.System", "scala.Console"):
        return None
    stream = full.rpartition(".")[2]
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
    "scala.sys.package.props",
    "java.lang.System.lineSeparator",
)
def environment(t: Translator, call: Call) -> Code:
    """The environment and Java's properties."""
    if call.name == "getenv":
        base = f"{t.use('os')}.environ"
        return code(f"{base}.get({listed(t, call)})" if call.args else base)
    if call.name == "props" and not call.args:
        return code(f"{t.helper('getProperties')}()")
    if call.name == "props":
        return code(f"{t.helper('getProperties')}()[{listed(t, call)}]")
    if call.name == "lineSeparator":
        return code('"\\n"')
    return code(f"{t.helper(call.name)}({listed(t, call)})")


@calls("java.lang.System.getProperties")
def properties(t: Translator, call: Call) -> Code:
    """The properties that the program has set."""
    return code(f"{t.helper('getProperties')}()")


@calls("java.lang.Class.forName")
def driver(t: Translator, call: Call) -> Code | None:
    """A database's driver, which Java loads by its name, and Python by an import."""
    name = call.args[0] if call.args else {}
    isDriver = "driver" in t.source(name).lower() if name else False
    return code("None") if isDriver else None


@calls("scala.Console.in")
def standardInput(t: Translator, call: Call) -> Code:
    """What is typed, as lines of text."""
    stream = f"{t.use('sys')}.stdin.buffer"
    reader = f"{t.use('sparkish.java', 'InputStreamReader')}({stream})"
    return code(f"{t.use('sparkish.java', 'BufferedReader')}({reader})")


@calls("scala.io.StdIn.readLine", "scala.io.StdIn.readInt", "scala.io.StdIn.readDouble")
@calls("scala.io.StdIn.readLong")
def typedIn(t: Translator, call: Call) -> Code:
    """A line that is typed."""
    line = f"input({listed(t, call) if call.name == 'readLine' else ''})"
    helper = {"readInt": "toInt", "readDouble": "toDouble", "readLong": "toLong"}.get(call.name)
    return code(f"{t.helper(helper)}({line})" if helper else line)


@calls("java.lang.System.arraycopy")
def arraycopy(t: Translator, call: Call) -> Code:
    """Elements are copied from one array into another one."""
    source, start, target, at, count = call.args
    first, last = t.expr(start).at(m.SUM), t.expr(at).at(m.SUM)
    size = t.expr(count).at(m.SUM)
    values = f"{t.expr(source).at(m.ATOM)}[{first} : {first} + {size}]"
    place = f"slice({last}, {last} + {size})"
    return code(f"{t.expr(target).at(m.ATOM)}.__setitem__({place}, {values})")


@calls("java.lang.Runtime.availableProcessors")
def processors(t: Translator, call: Call) -> Code:
    """How many processors there are."""
    return code(f"{t.use('os')}.cpu_count()")


@calls("java.lang.Runtime.addShutdownHook")
def shutdownThread(t: Translator, call: Call) -> Code:
    """``Runtime.getRuntime.addShutdownHook(thread)``: the thread runs at the end."""
    thread = t.expr(call.args[0])
    return code(f"{t.use('sparkish.java', 'onExit')}({thread.at(m.ATOM)}.run)")


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


@calls("scala.sys.package.addShutdownHook", "scala.sys.addShutdownHook")
def addShutdownHook(t: Translator, call: Call) -> Code:
    """``sys.addShutdownHook``."""
    from sparkish.port._translate._functions import isValue

    body = call.args[0]
    if isValue(t, body):
        return code(f"{t.use('sparkish.java', 'onExit')}(lambda: {t.expr(body)})")
    made = hoisted(t, body, "atExit")
    return code(f"{t.use('sparkish.java', 'onExit')}({made.removesuffix('()')})")


@calls(
    "java.nio.charset.StandardCharsets.UTF_8",
    "java.nio.charset.StandardCharsets.ISO_8859_1",
    "java.nio.charset.StandardCharsets.US_ASCII",
    "java.nio.charset.Charset.forName",
    "java.nio.charset.Charset.defaultCharset",
)
def charset(t: Translator, call: Call) -> Code:
    """An encoding's name."""
    if call.args:
        return t.expr(call.args[0])
    name = call.name.replace("_", "-") if call.name.isupper() else "UTF-8"
    return code(quoted(name))


@calls("scala.sys.env", "scala.sys.package.env")
def env(t: Translator, call: Call) -> Code:
    """The environment."""
    base = f"{t.use('os')}.environ"
    return code(f"{base}[{t.expr(call.args[0])}]" if call.args else f"dict({base})")


@calls("scala.sys.ShutdownHookThread.apply")
def shutdownHook(t: Translator, call: Call) -> Code | None:
    """``sys.ShutdownHookThread { ... }``."""
    return addShutdownHook(t, call)


@calls("scala.sys.exit")
def sysExit(t: Translator, call: Call) -> Code | None:
    """The end of the program."""
    return exit_(t, call)
