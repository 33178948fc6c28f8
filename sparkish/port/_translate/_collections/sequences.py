"""Lists of lists: cut, paired, put together."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument, receiver
from sparkish.port._translate._collections.comprehensions import items, resultKind
from sparkish.port._translate._collections.iterators import markZipped
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._rules import kindOf, onKind

_TAKE_FUNCTIONS = {"groupBy", "partition", "takeWhile", "dropWhile", "span", "corresponds"}


@onKind(
    "seq",
    "zip",
    "indexOf",
    "groupBy",
    "partition",
    "takeWhile",
    "dropWhile",
    "span",
    "splitAt",
    "sliding",
    "grouped",
    "headOption",
    "lastOption",
    "unzip",
    "combinations",
    "permutations",
    "lift",
    "updated",
    "padTo",
    "sameElements",
    "intersect",
    "diff",
    "scanLeft",
    "lastIndexOf",
    "corresponds",
)
@onKind("set", "groupBy", "partition", "subsetOf", "headOption")
@onKind("map", "groupBy", "partition", "headOption", "updated")
@onKind(
    "range", "zip", "groupBy", "partition", "grouped", "sliding", "by", "headOption", "lastOption"
)
@onKind("iterator", "zip", "grouped", "sliding", "takeWhile", "dropWhile", "partition")
def helped(t: Translator, call: Call) -> Code | None:
    """What has a helper of the same name, or something of Python's."""
    base = items(t, call.q or {})
    markZipped(t, call)
    if call.name == "by":
        from sparkish.port._translate._collections.making import stepped

        ranged = t.call(call.q or {})
        return stepped(t, ranged, call.args[0]) if ranged.name in ("to", "until") else None
    hint = "filter" if call.name in _TAKE_FUNCTIONS else ""
    args = "".join(f", {argument(t, one, hint)}" for one in call.args)
    if call.name == "zip":
        return code(
            f"zip({base}{args})"
            if resultKind(t, call) == "iterator"
            else f"list(zip({base}{args}))"
        )
    if call.name in ("takeWhile", "dropWhile"):
        name = t.use("itertools", call.name.lower())
        made = f"{name}({argument(t, call.args[0], 'filter')}, {base})"
        return code(made if resultKind(t, call) == "iterator" else f"list({made})")
    if call.name in ("combinations", "permutations"):
        return code(f"map(list, {t.use('itertools', call.name)}({base}{args}))")
    if call.name == "subsetOf":
        return code(f"{base.at(m.ATOM)}.issubset({args[2:]})")
    if call.name in (
        "grouped",
        "sliding",
        "headOption",
        "lastOption",
        "indexOf",
        "groupBy",
        "partition",
        "span",
        "splitAt",
        "unzip",
        "lift",
        "updated",
        "padTo",
        "scanLeft",
        "intersect",
        "diff",
        "lastIndexOf",
    ):
        name = call.name
        if name in ("updated",) and kindOf(t, t.cls(call.q)) == "map":
            left = receiver(t, call).at(m.BITOR)
            key, value = t.exprs(call.args)
            return code(f"{{**{left}, {key}: {value}}}")
        made = f"{t.helper(name)}({base}{args})"
        if name in ("partition", "span", "splitAt") and kindOf(t, t.cls(call.q)) == "map":
            made = f"tuple(map(dict, {made}))"
        return code(made)
    if call.name == "sameElements":
        return code(f"list({base}) == list({args[2:]})", m.COMPARE)
    return None


@onKind(
    "seq",
    ":+",
    "+:",
    "::",
    ":::",
    "++",
    "union",
    "-",
    "--",
    "concat",
    "appended",
    "prepended",
    ":++",
    "++:",
)
def joined(t: Translator, call: Call) -> Code | None:
    """A list with more elements."""
    left, right = receiver(t, call), argument(t, call.args[0])
    if call.name in (":+", "appended"):
        return code(f"[*{m.goneThrough(left).at(m.BITOR)}, {right}]")
    if call.name in ("+:", "::", "prepended"):
        if left == "[]":
            return code(f"[{right}]")
        if left.startswith("[") and left.endswith("]") and call.name == "::":
            return code(f"[{right}, {left[1:-1]}]")
        return code(f"[{right}, *{left.at(m.BITOR)}]")
    if call.name in ("++", "union", "concat", ":++"):
        start = m.goneThrough(left).at(m.BITOR)
        return code(f"[*{start}, *{_spread(t, call.args[0], m.goneThrough(right))}]")
    if call.name in (":::", "++:"):
        return code(f"[*{right.at(m.BITOR)}, *{left.at(m.BITOR)}]")
    return None


def _spread(t: Translator, node: Node, value: Code) -> str:
    return f"{value.at(m.ATOM)}.items()" if kindOf(t, t.cls(node)) == "map" else value.at(m.BITOR)


@onKind("seq", "get")
def got(t: Translator, call: Call) -> Code | None:
    """An element of a list of Java's."""
    if len(call.args) != 1:
        return None
    return code(f"{receiver(t, call).at(m.ATOM)}[{t.expr(call.args[0])}]")
