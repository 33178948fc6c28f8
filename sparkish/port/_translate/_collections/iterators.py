"""Iterators, of which programs ask whether there is a next element."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument, receiver
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, code
from sparkish.port._translate._names import isPeeked
from sparkish.port._translate._rules import calls, onKind


@onKind("iterator", "hasNext", "isEmpty", "nonEmpty")
def hasNext(t: Translator, call: Call) -> Code:
    """Whether there is a next element: Python's iterators are asked with ``lookAhead``."""
    assert call.q is not None
    base = receiver(t, call)
    if not isPeeked(t, call.q):
        base = code(f"{t.helper('lookAhead')}({base})")
    has = code(f"{base.at(m.ATOM)}.hasNext()")
    return code(f"not {has}", m.NOT) if call.name == "isEmpty" else has


@onKind("iterator", "next")
def next_(t: Translator, call: Call) -> Code:
    """The next element."""
    return code(f"next({receiver(t, call)})")


@onKind("iterator", "size", "length")
def size(t: Translator, call: Call) -> Code:
    """How many elements an iterator has left."""
    return code(f"sum(1 for _ in {receiver(t, call)})")


@onKind("iterator", "take", "drop")
def part(t: Translator, call: Call) -> Code:
    """A part of an iterator."""
    limit = t.expr(call.args[0])
    args = f"{limit}" if call.name == "take" else f"{limit}, None"
    return code(f"{t.use('itertools', 'islice')}({receiver(t, call)}, {args})")


@onKind("iterator", "++")
def chained(t: Translator, call: Call) -> Code:
    """One iterator after another."""
    return code(f"{t.use('itertools', 'chain')}({receiver(t, call)}, {t.expr(call.args[0])})")


@calls("scala.collection.Iterator.iterate")
def goneOn(t: Translator, call: Call) -> Code:
    """A value, and what a function makes of each for the next."""
    start, step = call.lists[0][0], call.lists[1][0]
    steps = f"{t.use('itertools', 'repeat')}({t.expr(start)})"
    return code(
        f"{t.use('itertools', 'accumulate')}({steps}, lambda value, _: "
        f"{argument(t, step).at(m.ATOM)}(value))"
    )


@calls("scala.collection.Iterator.from", "scala.collection.Iterator.continually")
def endless(t: Translator, call: Call) -> Code:
    """Iterators without an end."""
    if call.name == "from":
        return code(f"{t.use('itertools', 'count')}({', '.join(t.exprs(call.args))})")
    value = argument(t, call.args[0])
    return code(f"({value} for _ in {t.use('itertools', 'count')}())")


@calls("scala.collection.immutable.Stream.from", "scala.collection.immutable.LazyList.from")
@calls("scala.collection.IterableFactory.Delegate.from", "scala.collection.IterableFactory.from")
def numbers(t: Translator, call: Call) -> Code | None:
    """``xs.zip(Stream.from(1))``: numbers without an end, which only such a call goes through."""
    isNumber = bool(call.args) and t.cls(call.args[0]) == "scala.Int"
    if not isNumber or not call.node.get("isZipped"):
        return None
    return code(f"{t.use('itertools', 'count')}({', '.join(t.exprs(call.args))})")


def markZipped(t: Translator, call: Call) -> None:
    """Let numbers without an end know that they are gone through beside a list."""
    for each in call.args if call.name == "zip" else []:
        while each["k"] == "Block" and not each["stats"] and each.get("x"):
            each = each["x"]
        each["isZipped"] = True
