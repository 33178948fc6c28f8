"""What makes collections."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument, receiver
from sparkish.port._translate._collections.comprehensions import each
from sparkish.port._translate._collections.maps import entry
from sparkish.port._translate._core import Translator
from sparkish.port._translate._java.streams import isBytes
from sparkish.port._translate._literals import isPlain
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._operators import constant
from sparkish.port._translate._rules import calls

__all__ = ["making", "stepped"]

_LISTS = {
    "List",
    "Seq",
    "Vector",
    "Array",
    "ArrayBuffer",
    "ListBuffer",
    "IndexedSeq",
    "Buffer",
    "Iterable",
    "LinearSeq",
    "Stream",
    "LazyList",
    "ArraySeq",
    "Traversable",
}


_SETS = {"Set", "HashSet", "ListSet"}


_MAPS = {"Map", "HashMap", "ListMap", "LinkedHashMap"}


def makes(t: Translator, call: Call) -> str:
    """Return which collection's companion a call is on."""
    base = call.q if call.q is not None and call.name in _MAKERS else call.function
    symbol = t.sym(base)
    full = symbol.get("full", "")
    if symbol.get("o") == "object" and full.startswith("scala."):
        return str(full.rpartition(".")[2])
    if full.startswith("scala.package."):
        return str(full.rpartition(".")[2])
    if not full.startswith("scala."):
        # A collection of the program's own, whose element is asked for.
        return ""
    cls = t.cls(base)
    return (
        cls.rpartition(".")[2]
        if cls.startswith("scala.") and symbol.get("o") in ("val", "method", "object")
        else ""
    )


_MAKERS = {"apply", "fill", "empty", "tabulate", "range", "ofDim", "newBuilder"}


def making(t: Translator, call: Call) -> Code | None:
    """``List(1, 2)`` and its like."""
    name = makes(t, call)
    if call.name == "fill" and call.q is not None:
        counts, value = t.exprs(call.lists[0]), call.lists[1][0]
        if value["k"] == "Literal" or (value["k"] == "Ident" and isPlain(t, value)):
            made = f"[{t.expr(value)}] * {counts.pop().at(m.UNARY)}"
        else:
            made = f"[{argument(t, value)} for _ in range({counts.pop()})]"
        for count in reversed(counts):
            made = f"[{made} for _ in range({count})]"
        return code(made, m.PRODUCT)
    if call.name == "tabulate" and call.q is not None:
        if len(call.lists[0]) > 1:
            return _tabulated(t, call.lists[0], call.lists[1][0])
        target, made = each(t, call.lists[1][0])
        return code(f"[{made} for {target} in range({t.expr(call.lists[0][0])})]")
    if call.name == "range" and call.q is not None:
        return code(f"list(range({', '.join(t.exprs(call.args))}))")
    if call.name == "ofDim":
        return (
            code(f"{t.helper('ofDim')}({', '.join(t.exprs(call.args))})")
            if not call.types
            else _ofDim(t, call)
        )
    if call.name == "newBuilder" and name == "StringBuilder":
        return code(f"{t.helper('StringBuilder')}()")
    if call.name == "newBuilder":
        return code("[]")
    if name == "PriorityQueue":
        from sparkish.port._translate._collections.ordered import priorityQueue

        return priorityQueue(t, call)
    values = [] if call.name == "empty" else call.args
    if name in _MAPS:
        pairs = [entry(t, one) for one in values]
        if all(pairs):
            inner = ", ".join(f"{pair[0]}: {pair[1]}" for pair in pairs if pair)
            return code(f"{{{inner}}}")
        if len(values) == 1 and values[0]["k"] == "Splat":
            return code(f"dict({t.expr(values[0]['x'])})")
        return code(f"dict([{', '.join(str(argument(t, one)) for one in values)}])")
    texts = ", ".join(str(argument(t, one)) for one in values)
    if name == "Array" and isBytes(t, t.type(call.node)) and all(map(_isSmall, values)):
        return code(f"bytearray([{texts}])")
    if name in _SETS:
        return code(f"{{{texts}}}" if texts else "set()")
    if name in _LISTS:
        if len(values) == 1 and values[0]["k"] == "Splat":
            return code(f"list({texts[1:]})")
        return code(f"[{texts}]")
    if name == "Iterator":
        return code(f"iter([{texts}])")
    if name == "LinkedHashSet":
        return code(f"{t.helper(name)}({f'[{texts}]' if texts else ''})")
    if name == "Stack":
        return code(f"{t.helper('Stack')}({texts})")
    if name == "Queue" and "mutable" in t.cls(call.node):
        return code(f"{t.use('sparkish.streaming', 'Queue')}({texts})")
    return None


def _isSmall(node: Node) -> bool:
    """Tell whether a literal is a byte in Python too."""
    return node["k"] == "Literal" and isinstance(node["v"], int) and 0 <= node["v"] < 128


def _tabulated(t: Translator, counts: list[Node], given: Node) -> Code | None:
    """Return a table of what a function makes of its places."""
    if given["k"] != "Function" or len(given["params"]) != len(counts):
        return None
    called = argument(t, given)
    head, _, body = called.partition(": ")
    names = head.removeprefix("lambda").replace(" ", "").split(",")
    if not called.startswith("lambda "):
        names = [t.fresh(name) for name in "ijkmn"[: len(counts)]]
        body = f"{called.at(m.ATOM)}({', '.join(names)})"
    for name, count in reversed(list(zip(names, t.exprs(counts), strict=True))):
        body = f"[{body} for {name} in range({count})]"
    return code(body)


def _ofDim(t: Translator, call: Call) -> Code:
    from sparkish.port._translate._types import zero

    made = zero(t.type(call.types[0]))
    inner = f"[{made}] * {t.expr(call.args[-1]).at(m.UNARY)}"
    for one in reversed(call.args[:-1]):
        inner = f"[{inner} for _ in range({t.expr(one)})]"
    return code(inner, m.PRODUCT if len(call.args) == 1 else m.ATOM)


def _factory(t: Translator, call: Call) -> Code | None:
    """Any ``apply``, ``empty``, ``fill`` of a companion of Scala's collections."""
    isAsked = call.name == "apply" and call.q is not None and not makes(t, call)
    return None if isAsked else making(t, call)


for _base in (
    "scala.collection.IterableFactory",
    "scala.collection.IterableFactory.Delegate",
    "scala.collection.SeqFactory.Delegate",
    "scala.collection.MapFactory.Delegate",
    "scala.collection.MapFactory",
    "scala.collection.immutable.List",
    "scala.collection.immutable.Vector",
    "scala.collection.StrictOptimizedSeqFactory",
    "scala.collection.immutable.Map",
    "scala.collection.mutable.Map",
    "scala.collection.mutable.HashMap",
    "scala.collection.immutable.Set",
    "scala.collection.ClassTagSeqFactory.AnySeqDelegate",
    "scala.collection.mutable.ArrayBuffer",
    "scala.collection.mutable.ListBuffer",
    "scala.Array",
    "scala.collection.Iterator",
    "scala.collection.mutable.Queue",
    "scala.collection.immutable.Seq",
    "scala.collection.Seq",
    "scala.collection.immutable.HashMap",
    "scala.collection.mutable.LinkedHashMap",
    "scala.collection.mutable.HashSet",
    "scala.collection.mutable.Set",
    "scala.collection.immutable.IndexedSeq",
    "scala.collection.immutable.ListMap",
    "scala.collection.EvidenceIterableFactory",
    "scala.collection.EvidenceIterableFactory.Delegate",
    "scala.collection.SortedIterableFactory",
    "scala.collection.generic.GenericCompanion",
    "scala.collection.ClassTagIterableFactory.AnyIterableDelegate",
    "scala.collection.immutable.LazyList",
    "scala.collection.immutable.ArraySeq",
    "scala.collection.mutable.Stack",
    "scala.collection.mutable.ArraySeq",
    "scala.collection.mutable.Buffer",
    "scala.collection.mutable.Seq",
    "scala.collection.mutable.StringBuilder",
):
    for _maker in _MAKERS:
        calls(f"{_base}.{_maker}")(_factory)


@calls("scala.collection.Iterator.single", "scala.collection.Iterator.empty")
def iterator(t: Translator, call: Call) -> Code:
    """An iterator of one element, or of none."""
    return code(f"iter([{', '.join(t.exprs(call.args))}])")


@calls("scala.Nil", "scala.package.Nil", "scala.collection.immutable.Nil")
def nil(t: Translator, call: Call) -> Code:
    """``Nil`` is the empty list."""
    return code("[]")


@calls(
    "scala.runtime.RichInt.to",
    "scala.runtime.RichInt.until",
    "scala.runtime.RichLong.to",
    "scala.runtime.RichLong.until",
)
def range_(t: Translator, call: Call) -> Code:
    """``a to b`` and ``a until b`` are ranges."""
    first, last = receiver(t, call), t.expr(call.args[0])
    known = constant(t, call.args[0])
    if call.name == "to":
        if known is not None and last.lstrip("-").isdigit():
            last = code(str(known + 1))
        else:
            last = code(f"{last.at(m.SUM)} + 1", m.SUM)
            if str(last).endswith(" - 1 + 1"):
                last = code(str(last)[: -len(" - 1 + 1")])
    if len(call.args) > 1:
        return stepped(t, call, call.args[1])
    step = ""
    start = "" if first == "0" and not step else f"{first}, "
    return code(f"range({start}{last}{step})")


def stepped(t: Translator, call: Call, by: Node) -> Code:
    """Return ``a to b by c``; a range of Python's ends before its end."""
    first, last, step = receiver(t, call), t.expr(call.args[0]), t.expr(by)
    if call.name == "to":
        known, end = constant(t, by), constant(t, call.args[0])
        if known is None:
            last = code(f"{last.at(m.SUM)} + (1 if {step} > 0 else -1)", m.SUM)
        elif end is not None and last.lstrip("-").isdigit():
            last = code(str(end + (1 if known > 0 else -1)))
        else:
            last = code(f"{last.at(m.SUM)} {'+' if known > 0 else '-'} 1", m.SUM)
    return code(f"range({first}, {last}, {step})")
