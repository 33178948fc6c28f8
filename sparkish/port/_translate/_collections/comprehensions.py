"""What goes through a collection: comprehensions, and ``for`` with ``yield``."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument
from sparkish.port._translate._core import DROP, Translator, expression
from sparkish.port._translate._functions import hoisted, isValue
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._rules import kindOf, onKind
from sparkish.port._translate._scopes import Scope

__all__ = ["each", "items", "resultKind", "wrapped"]


def items(t: Translator, node: Node) -> Code:
    """Return a collection as a loop goes through it: a map by its pairs."""
    call = t.call(node)
    if (
        call.name in ("zipWithIndex",)
        and call.q is not None
        and kindOf(t, t.cls(call.q)) in ("seq", "iterator")
    ):
        return t.expr(node)
    value = t.expr(node)
    if kindOf(t, t.cls(node)) == "map" and t.cls(node):
        return code(f"{value.at(m.ATOM)}.items()")
    return value


def resultKind(t: Translator, call: Call) -> str:
    """Return what kind of collection a call makes."""
    return kindOf(t, t.cls(call.node))


def _lambdaParts(t: Translator, node: Node) -> tuple[str, str] | None:
    """Return a function as a comprehension has it: the target and the expression."""
    from sparkish.port._translate import _patterns as patterns
    from sparkish.port._translate._functions import _Snapshot, parameterNames

    if node["k"] == "Block" and not node["stats"] and node.get("x"):
        return _lambdaParts(t, node["x"])
    before = _Snapshot(t)
    pending, t.pending = t.pending, []
    scope = t.scope
    t.scope = Scope("lambda", scope)
    made = None
    try:
        if node["k"] == "Function" and len(node["params"]) == 1 and isValue(t, node["body"]):
            names = parameterNames(t, node, "")
            body = t.expr(node["body"])
            made = names[0], str(body.at(m.TERNARY)), body
        elif node["k"] == "CaseLambda" and len(node["cases"]) == 1:
            case = node["cases"][0]
            if (
                not case.get("guard")
                and isValue(t, case["body"])
                and patterns.isIrrefutable(t, case["pat"])
            ):
                left = patterns.target(t, case["pat"], case["body"])
                if left is not None:
                    body = t.expr(case["body"])
                    made = left, str(body.at(m.TERNARY)), body
        if t.pending or made is None or "lambda" in made[1]:
            before.restore()
            return None
        return made[0], made[1]
    finally:
        t.scope = scope
        t.pending = pending


def each(t: Translator, node: Node) -> tuple[str, str]:
    """Return target and expression of what a function makes of each element."""
    made = _lambdaParts(t, node)
    if made is not None:
        return made
    called = argument(t, node, "map")
    name = t.fresh("x")
    return name, f"{called.at(m.ATOM)}({name})"


def wrapped(t: Translator, call: Call, inner: str) -> Code:
    """Return a comprehension as the collection that Scala makes."""
    kind = resultKind(t, call)
    if kind == "set":
        return code(f"{{{inner}}}")
    if kind == "iterator":
        return code(f"({inner})")
    if kind == "map":
        return code(f"dict({inner})")
    return code(f"[{inner}]")


@onKind("seq", "map")
@onKind("set", "map")
@onKind("map", "map")
@onKind("range", "map")
@onKind("iterator", "map")
def map_(t: Translator, call: Call) -> Code:
    """``map`` is a comprehension."""
    assert call.q is not None
    values = items(t, call.q)
    name, value = each(t, call.args[0])
    if resultKind(t, call) == "map" and value.startswith("(") and value.endswith(")"):
        from sparkish.port._translate._layout import _parts

        parts = _parts(value[1:-1])
        if len(parts) == 2:
            return code(f"{{{parts[0]}: {parts[1]} for {name} in {values.at(m.OR)}}}")
    return wrapped(t, call, f"{value} for {name} in {values.at(m.OR)}")


@onKind("seq", "filter", "filterNot", "withFilter")
@onKind("set", "filter", "filterNot", "withFilter")
@onKind("map", "filter", "filterNot", "withFilter")
@onKind("range", "filter", "filterNot", "withFilter")
@onKind("iterator", "filter", "filterNot", "withFilter")
def filter_(t: Translator, call: Call) -> Code:
    """``filter`` is a comprehension with a condition."""
    assert call.q is not None
    values = items(t, call.q)
    name, test = each(t, call.args[0])
    if call.name == "filterNot":
        found = re.fullmatch(r"(\w+) in ([\w.]+)", test)
        test = f"{found[1]} not in {found[2]}" if found else f"not ({test})"
    if kindOf(t, t.cls(call.q)) == "map" and resultKind(t, call) == "map":
        if "," in name and "(" not in name:
            key, value = name.split(", ")
            if "_" not in (key, value):
                return code(f"{{{key}: {value} for {name} in {values} if {test}}}")
        if name.isidentifier():
            return code(f"{{{name}[0]: {name}[1] for {name} in {values} if {test}}}")
        return code(f"dict(({name}) for {name} in {values} if {test})")
    shown = f"({name})" if "," in name else name
    if "_" in name.replace("(", "").replace(")", "").split(", "):
        item = t.fresh("item")
        return (
            code(f"[{item} for {item} in {values} if (lambda {item}: True)({item})]")
            if False
            else _filtered(t, call, values)
        )
    return wrapped(t, call, f"{shown} for {name} in {values.at(m.OR)} if {test}")


def _filtered(t: Translator, call: Call, values: Code) -> Code:
    called = argument(t, call.args[0], "filter")
    name = t.fresh("item")
    test = (
        f"not {called.at(m.ATOM)}({name})"
        if call.name == "filterNot"
        else f"{called.at(m.ATOM)}({name})"
    )
    return wrapped(t, call, f"{name} for {name} in {values.at(m.OR)} if {test}")


def _makesMap(t: Translator, given: Node) -> bool:
    """Tell whether a function makes a map of each element."""
    while given["k"] == "Block" and not given["stats"] and given.get("x"):
        given = given["x"]
    if given["k"] == "CaseLambda":
        return all(kindOf(t, t.cls(case["body"])) == "map" for case in given["cases"])
    return given["k"] == "Function" and kindOf(t, t.cls(given["body"])) == "map"


@onKind("seq", "flatMap")
@onKind("set", "flatMap")
@onKind("map", "flatMap")
@onKind("range", "flatMap")
@onKind("iterator", "flatMap")
def flatMap(t: Translator, call: Call) -> Code:
    """``flatMap`` is a comprehension of two loops."""
    assert call.q is not None
    values = items(t, call.q)
    name, inner = each(t, call.args[0])
    item = t.fresh("item")
    if _makesMap(t, call.args[0]):
        # A map is gone through by its pairs.
        isAtom = " " not in inner or inner.endswith(("}", ")"))
        inner = f"{inner if isAtom else f'({inner})'}.items()"
    if " if " in inner and not (inner.startswith("[") and inner.endswith("]")):
        inner = f"({inner})"
    return wrapped(t, call, f"{item} for {name} in {values.at(m.OR)} for {item} in {inner}")


@onKind("seq", "collect")
@onKind("set", "collect")
@onKind("map", "collect")
@onKind("option", "collect")
@onKind("iterator", "collect")
def collect(t: Translator, call: Call) -> Code | None:
    """``collect { case ... }`` keeps what a case is for."""
    from sparkish.port._translate import _patterns as patterns

    node = call.args[0] if call.args else None
    if node is None:
        return None
    if (
        node["k"] != "CaseLambda"
        or len(node["cases"]) != 1
        or not isValue(t, node["cases"][0]["body"])
    ):
        return _chosen(t, call, node)
    case = node["cases"][0]
    values = items(t, call.q or node)
    name = t.fresh("item")
    conditions, bound = patterns.test(t, case["pat"], name)
    patterns.substituted(t, bound)
    if case.get("guard"):
        conditions.append(t.expr(case["guard"]))
    value = t.expr(case["body"])
    patterns.forgotten(t, bound)
    test = " and ".join(one.at(m.AND) for one in conditions) or "True"
    if kindOf(t, t.cls(call.q)) == "option":
        base = values.at(m.ATOM)
        return code(f"{base}.filter(lambda {name}: {test}).map(lambda {name}: {value})")
    return wrapped(t, call, f"{value} for {name} in {values} if {test}")


def _chosen(t: Translator, call: Call, node: Node) -> Code | None:
    """Return what a partial function makes: in Python it has None where it is not defined."""
    kind, values = kindOf(t, t.cls(call.q)), items(t, call.q or node)
    if node["k"] != "CaseLambda":
        # A partial function that has a name raises where it has no case.
        if kind == "option":
            return code(f"{values.at(m.ATOM)}.flatMap({t.helper('lifted')}({t.expr(node)}))")
        made = f"{t.helper('collected')}({values}, {t.expr(node)})"
        item = t.fresh("item")
        return code(made) if kind == "seq" else wrapped(t, call, f"{item} for {item} in {made}")
    if kind == "option":
        return None
    from sparkish.port._translate._functions import caseLambda

    choose = caseLambda(t, {**node, "isPartial": True}, "collect", t.fresh("choose"))
    item, made = t.fresh("item"), t.fresh("made")
    inner = f"{made} for {item} in {values} if ({made} := {choose}({item})) is not None"
    return wrapped(t, call, inner)


@expression("For")
def for_(t: Translator, node: Node) -> Code:
    """``for ... yield`` is a comprehension."""
    from sparkish.port._translate._control import comprehension

    if not node["yields"]:
        return hoisted(t, node, "action")
    first = next(one for one in node["enums"] if one["k"] == "Gen")
    kind = kindOf(t, t.cls(first["rhs"]))
    if kind in ("option", "spark", "try", "either", ""):
        return _chained(t, node)
    inner = comprehension(t, node)
    if inner is None:
        return _collected(t, node)
    result = kindOf(t, t.cls(node))
    if result == "string":
        return code(f'"".join({inner})')
    if result == "set":
        return code(f"{{{inner}}}")
    if result == "map":
        return code(f"dict({inner})")
    return code(f"({inner})" if result == "iterator" else f"[{inner}]")


def _collected(t: Translator, node: Node) -> Code:
    """Return a comprehension of which a part takes statements: a loop that yields."""
    name = t.fresh("values")
    scope = t.scope
    t.scope = Scope("function", scope)
    t.scope.isGenerator = True
    with t.captured() as lines:
        t.emit(f"def {name}():")
        with t.indented():
            body = {"k": "Yield", "x": node["body"], "s": node["body"]["s"], "e": node["body"]["e"]}
            t.statement({**node, "yields": False, "body": body}, DROP)
    t.scope = scope
    t.pending += lines
    kind = kindOf(t, t.cls(node))
    return code(f"{ {'set': 'set', 'map': 'dict', 'iterator': ''}.get(kind, 'list') }({name}())")


def _functionOf(t: Translator, name: str, value: Callable[[], Code]) -> str:
    """Return a function of one parameter, with a name where its value takes statements."""
    pending, t.pending = t.pending, []
    made = value()
    inner, t.pending = t.pending, pending
    if not inner:
        return f"lambda {name}: {made}"
    function = t.fresh("step")
    t.pending.append((0, f"def {function}({name}):"))
    t.pending += [(depth + 1, line) for depth, line in inner]
    t.pending.append((1, f"return {made}"))
    return function


def _chained(t: Translator, node: Node) -> Code:
    """Return a comprehension over what is no collection: by its own methods."""
    from sparkish.port._translate import _patterns as patterns

    enums = node["enums"]

    def rest(at: int) -> Code:
        """Return what the function after so many enumerators has as its value."""
        if at == len(enums):
            return t.expr(node["body"])
        if enums[at]["k"] == "Gen":
            inner = kindOf(t, t.cls(enums[at]["rhs"]))
            if inner in ("seq", "set", "map", "range", "iterator", "string"):
                # A collection has no methods of its own in Python.
                return t.expr({**node, "enums": enums[at:], "t": None, "view": None})
            return chain(at)
        left = patterns.target(t, enums[at]["pat"], {"k": "Rest", "x": [enums[at:], node["body"]]})
        if enums[at]["k"] != "Let" or left is None or not left.isidentifier():
            raise t.refuse(
                node,
                "this `for` takes a value apart between its generators",
                "write map and flatMap",
                "for over Options",
            )
        value = t.expr(enums[at]["rhs"])
        return code(f"(lambda {left}: {rest(at + 1)})({value})")

    def chain(at: int) -> Code:
        gen = enums[at]
        made = str(t.expr(gen["rhs"]).at(m.ATOM))
        scope = t.scope
        t.scope = Scope("lambda", scope)
        pat = gen["pat"]
        if pat["k"] in ("PVar", "PTyped") and pat.get("name"):
            name = t.declare(
                pat, pat["name"], {"k": "Rest", "enums": enums[at:], "body": node["body"]}
            )
        else:
            name = t.scope.add([], "pair", set())
            patterns.substituted(t, patterns.bindings(t, pat, name))
        at += 1
        while at < len(enums) and enums[at]["k"] == "Guard":
            guard = enums[at]["c"]
            made += f".filter({_functionOf(t, name, partial(t.expr, guard))})"
            at += 1
        isLast = not any(each["k"] == "Gen" for each in enums[at:])
        function = _functionOf(t, name, lambda: rest(at))
        made += f".{'map' if isLast else 'flatMap'}({function})"
        t.scope = scope
        return code(made)

    return chain(0)
