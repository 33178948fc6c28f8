"""What every value has, and what is said of any."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import (
    argument,
    arguments,
    implicitArguments,
    listed,
    receiver,
)
from sparkish.port._translate._core import Translator, expression
from sparkish.port._translate._java.numbers import converted
from sparkish.port._translate._literals import quoted
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._operators import INTEGRAL
from sparkish.port._translate._rules import calls, onKind


@calls("scala.Predef.require", "scala.Predef.assert", "scala.Predef.assume")
def require(t: Translator, call: Call) -> Code:
    """``require`` and ``assert``."""
    return code(
        f"{t.helper('require' if call.name == 'require' else 'assertThat')}({listed(t, call)})"
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
    return code(f"{t.helper('error')}({listed(t, call)})")


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
    return receiver(t, call)


@onKind("any", "isInstanceOf")
def isInstanceOf(t: Translator, call: Call) -> Code:
    """Whether a value is of a class."""
    from sparkish.port._translate._patterns import instance

    value = receiver(t, call)
    return instance(t, {"tpt": call.types[0], **call.node}, str(value))


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
    if call.name == "getClass":
        isProgram = call.q is not None and call.q["k"] == "This" and t.cls(call.q) in t.flat
        return code("__name__" if isProgram else f"type({receiver(t, call)})")
    value = receiver(t, call)
    if call.name == "->":
        return code(f"({value}, {t.expr(call.args[0])})")
    if call.name == "equals" and len(call.args) == 1:
        return code(f"{value.at(m.BITOR)} == {t.expr(call.args[0]).at(m.BITOR)}", m.COMPARE)
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
    return t.cls(call.q).startswith(("scala.Function", "scala.PartialFunction"))


_PARTIAL = {"isDefinedAt": "isDefined", "lift": "lifted", "orElse": "orElse"}


@onKind("function", *_PARTIAL)
def partial(t: Translator, call: Call) -> Code:
    """What a partial function is asked: one that raises a MatchError where it has no case."""
    args = [str(argument(t, each)) for each in call.args]
    made = f"{t.helper(_PARTIAL[call.name])}({', '.join([str(receiver(t, call)), *args])})"
    return code(made)


@onKind("function", "applyOrElse")
def applyOrElse(t: Translator, call: Call) -> Code:
    """``f.applyOrElse(x, g)``."""
    value, other = call.args
    made = f"{t.helper('orElse')}({receiver(t, call)}, {argument(t, other)})({t.expr(value)})"
    return code(made)


@calls("scala.Function.tupled")
def tupledFunction(t: Translator, call: Call) -> Code:
    """``Function.tupled(f)`` takes a tuple."""
    return code(f"lambda values: {argument(t, call.args[0]).at(m.ATOM)}(*values)", m.LAMBDA)


@calls("scala.Predef.implicitly", "scala.Predef.the")
def implicitly(t: Translator, call: Call) -> Code | None:
    """The implicit value of a type, where the program defines it."""
    given = [str(t.expr(each)) for each in call.args] or implicitArguments(t, call)
    return code(given[0]) if given else None


@onKind("function", "apply")
def applied(t: Translator, call: Call) -> Code:
    """A function is called."""
    return code(f"{receiver(t, call).at(m.ATOM)}({arguments(t, call)})")


@onKind("any", "getName", "getSimpleName", "getCanonicalName")
def className(t: Translator, call: Call) -> Code | None:
    """A class's name."""
    if t.cls(call.q) != "java.lang.Class" or call.q is None:
        return None
    asked = t.call(call.q)
    isShort = call.name == "getSimpleName"
    if asked.name == "classOf":
        # A class of Java's or Scala's: who asks for its name wants Java's name.
        types = t.typeArgs(t.type(call.q)) or [{}]
        full = (t.cls(asked.types[0]) if asked.types else "") or str(types[0].get("c", ""))
        if full and full not in t.own:
            return code(quoted(full.rpartition(".")[2] if isShort else full))
    if asked.name == "getClass" and asked.q is not None and t.sym(asked.q).get("o") == "object":
        full = str(t.sym(asked.q).get("full", ""))
        return code(quoted(f"{full.rpartition('.')[2] if isShort else full}$"))
    made = str(receiver(t, call))
    if made == "__name__":
        # The program itself: its object's class has a dollar sign behind its name.
        full = next(iter(t.flat), "")
        name = full.rpartition(".")[2] if isShort else full
        return code(quoted(f"{name}$"))
    if asked.name != "getClass" or asked.q is None:
        return code(f"{made}.__name__")
    value, cls = asked.q, t.cls(asked.q)
    if cls == "java.lang.String":
        return code(quoted("String" if isShort else cls))
    if cls in t.own and "java.lang.Throwable" not in t.bases(cls):
        return code(f"{made}.__name__")
    name = f"{t.helper('className')}({t.expr(value)})"
    return code(f'{name}.rpartition(".")[2]' if isShort else name)


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
    value = receiver(t, call)
    if call.name in ("getMessage", "getLocalizedMessage"):
        return code(f"str({value})")
    if call.name == "toString":
        return code(f"{t.helper('throwableText')}({value})")
    if call.name == "printStackTrace":
        target = f", file={t.expr(call.args[0])}" if call.args else ""
        return code(f"{t.use('traceback')}.print_exception({value}{target})")
    if call.name == "getCause":
        return code(f"{value.at(m.ATOM)}.__cause__")
    return None


@calls("java.util.Arrays.asList")
def asList(t: Translator, call: Call) -> Code:
    """A list."""
    return code(f"[{listed(t, call)}]")


@calls("java.util.Arrays.toString")
def arrayText(t: Translator, call: Call) -> Code:
    """An array's text, as Java has it."""
    return code(f'{t.helper("mkString")}({t.expr(call.args[0])}, "[", ", ", "]")')


@calls("java.util.Arrays.sort", "java.util.Collections.sort", "scala.util.Sorting.quickSort")
def sortArray(t: Translator, call: Call) -> Code | None:
    """An array is sorted in its place."""
    if len(call.args) != 1:
        return None
    return code(f"{t.expr(call.args[0]).at(m.ATOM)}.sort()")


@calls("java.util.Collections.emptyList", "java.util.Collections.emptyMap")
def empty(t: Translator, call: Call) -> Code:
    """A collection without elements."""
    return code("[]" if call.name == "emptyList" else "{}")


@calls("java.lang.Boolean.parseBoolean", "java.lang.Boolean.valueOf")
def parseBoolean(t: Translator, call: Call) -> Code:
    """Whether a text says true."""
    value = t.expr(call.args[0])
    if t.cls(call.args[0]) != "java.lang.String":
        return value
    return code(f'{value.at(m.ATOM)}.lower() == "true"', m.COMPARE)


@calls("java.lang.Double.isNaN", "java.lang.Float.isNaN", "java.lang.Double.isInfinite")
def isNaN(t: Translator, call: Call) -> Code:
    """Whether a number is none, or has no end."""
    name = "isnan" if call.name == "isNaN" else "isinf"
    return code(f"{t.use('math')}.{name}({t.expr(call.args[0] if call.args else call.q or {})})")


@calls("java.lang.Character.getNumericValue", "scala.runtime.RichChar.asDigit")
def digit(t: Translator, call: Call) -> Code:
    """The number that a digit stands for."""
    return code(f"int({t.expr(call.args[0] if call.args else call.q or {})}, 36)")


@calls("java.util.Arrays.fill")
def fillArray(t: Translator, call: Call) -> Code | None:
    """An array's elements are all set to one value."""
    if len(call.args) != 2:
        return None
    values = t.expr(call.args[0]).at(m.ATOM)
    return code(f"{values}.__setitem__(slice(None), [{t.expr(call.args[1])}] * len({values}))")


@calls("java.net.URLEncoder.encode", "java.net.URLDecoder.decode")
def urlText(t: Translator, call: Call) -> Code:
    """Text as a URL has it."""
    name = "urlEncoded" if call.name == "encode" else "urlDecoded"
    return code(f"{t.use('sparkish.java', name)}({listed(t, call)})")


@calls("scala.Tuple2.apply", "scala.Tuple3.apply", "scala.Tuple4.apply", "scala.Tuple5.apply")
def tupleApply(t: Translator, call: Call) -> Code | None:
    """``Tuple2(a, b)`` is a tuple."""
    return code(f"({listed(t, call)})") if call.lists else None


@calls("java.lang.Object.getClass")
def getClass(t: Translator, call: Call) -> Code | None:
    """The class of this object; of the program itself, its module's name."""
    return None if call.q is not None else code("__name__")


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
