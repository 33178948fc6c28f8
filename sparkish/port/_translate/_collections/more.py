"""Methods of collections that have a helper of the same name."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument, receiver
from sparkish.port._translate._collections.comprehensions import items
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, code
from sparkish.port._translate._rules import calls, onKind


@onKind(
    "seq",
    *("aggregate", "endsWith", "inits", "isDefinedAt", "patch", "product", "scan", "scanRight"),
    *("startsWith", "tails", "transpose", "zipAll", "groupMapReduce", "groupMap", "indexOfSlice"),
)
@onKind("range", "product", "scanLeft", "span", "takeWhile", "dropWhile")
@onKind("set", "product")
@onKind("map", "transform", "withDefault", "withDefaultValue")
@onKind("iterator", "scanLeft", "product")
def helped(t: Translator, call: Call) -> Code | None:
    """A method of a helper's."""
    if call.name == "aggregate":
        start, combine = t.expr(call.args[0]), argument(t, call.args[1], "reduce")
        values = items(t, call.q or {})
        return code(f"{t.use('functools', 'reduce')}({combine}, {values}, {start})")
    if call.name == "product":
        name = t.use("math", "prod")
        return code(f"{name}({receiver(t, call)})")
    args = [str(argument(t, each)) for each in call.args if not _isGiven(t, each)]
    return code(f"{t.helper(call.name)}({', '.join([str(receiver(t, call)), *args])})")


def _isGiven(t: Translator, node: dict[str, object]) -> bool:
    return t.cls(node).startswith(("scala.<:<", "scala.math.Numeric", "scala.Function1$"))


@onKind("seq", "collectFirst")
@onKind("map", "collectFirst")
@onKind("option", "flatten", "zip")
def first(t: Translator, call: Call) -> Code | None:
    """The first value that a partial function is for; an Option of an Option."""
    if call.name == "flatten":
        return code(f"{receiver(t, call).at(m.ATOM)}.flatMap(lambda x: x)")
    if call.name == "zip":
        return code(f"{t.helper('zipped')}({receiver(t, call)}, {t.expr(call.args[0])})")
    from sparkish.port._translate._collections.comprehensions import collect

    made = collect(t, call)
    if made is None or not made.startswith("["):
        return None
    return code(f"{t.helper('headOption')}({made[1:-1]})")


@calls("scala.collection.immutable.Range.apply", "scala.collection.immutable.Range.inclusive")
def range_(t: Translator, call: Call) -> Code:
    """``Range(a, b)``."""
    return code(f"range({', '.join(t.exprs(call.args))})")


@calls(
    "scala.collection.IterableFactory.concat",
    "scala.collection.SeqFactory.Delegate.concat",
    "scala.collection.StrictOptimizedSeqFactory.concat",
    "scala.collection.IterableFactory.Delegate.concat",
    "scala.collection.IterableFactory.iterate",
)
def made(t: Translator, call: Call) -> Code:
    """Lists of lists, and of what a function goes on to."""
    if call.name == "concat":
        return code(f"[{', '.join('*' + each.at(m.BITOR) for each in t.exprs(call.args))}]")
    (start, count), step = call.lists[0], call.lists[1][0]
    values = f"{t.expr(start)}, {t.expr(count)}, {argument(t, step)}"
    return code(f"{t.helper('iterated')}({values})")


@onKind("tuple", "productArity", "copy", "productIterator")
def ofTuple(t: Translator, call: Call) -> Code | None:
    """How many parts a tuple has, and a copy with other ones."""
    base = receiver(t, call).at(m.ATOM)
    if call.name == "productArity":
        return code(f"len({base})")
    if call.name == "productIterator":
        return code(f"iter({base})")
    size = int(t.cls(call.q).removeprefix("scala.Tuple") or 2)
    parts = [f"{base}[{at}]" for at in range(size)]
    for at, each in enumerate(call.args):
        if each["k"] == "NamedArg":
            parts[int(each["name"][1:]) - 1] = str(t.expr(each["x"]))
        else:
            parts[at] = str(t.expr(each))
    return code(f"({', '.join(parts)})")


@onKind("function", "curried", "tupled")
def ofFunction(t: Translator, call: Call) -> Code:
    """A function of one parameter after another, or of a tuple."""
    base = receiver(t, call).at(m.ATOM)
    if call.name == "tupled":
        return code(f"lambda values: {base}(*values)", m.LAMBDA)
    count = len(t.typeArgs(t.type(call.q))) - 1
    names = list("abcdefgh"[:count])
    head = "".join(f"lambda {name}: " for name in names)
    return code(f"{head}{base}({', '.join(names)})", m.LAMBDA)
