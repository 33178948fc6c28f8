"""Collections: lists, sets, dicts and Options, with comprehensions for what Scala maps."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._calls import METHODS, argument, arguments, calls, kindOf, onKind
from sparkish.port._translate._core import DROP, Translator, expression
from sparkish.port._translate._functions import function, hoisted, isValue
from sparkish.port._translate._literals import quoted, textOf
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._operators import constant
from sparkish.port._translate._scopes import Scope

__all__ = ["items", "slicing", "statementCall", "updated"]

_ITERABLE = {"seq", "map", "set", "range", "iterator", "queue"}


def _q(t: Translator, call: Call) -> Code:
    assert call.q is not None
    return t.expr(call.q)


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


def _wrap(t: Translator, call: Call, inner: str) -> Code:
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
    return _wrap(t, call, f"{value} for {name} in {values.at(m.OR)}")


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
        test = f"not ({test})"
    if kindOf(t, t.cls(call.q)) == "map" and resultKind(t, call) == "map":
        if "," in name and "(" not in name:
            key, value = name.split(", ")
            if "_" not in (key, value):
                return code(f"{{{key}: {value} for {name} in {values} if {test}}}")
        return code(
            f"dict({name if ',' not in name else '(' + name + ')'} for {name} in {values} if {test})"  # noqa: E501
        )
    shown = f"({name})" if "," in name else name
    if "_" in name.replace("(", "").replace(")", "").split(", "):
        item = t.fresh("item")
        return (
            code(f"[{item} for {item} in {values} if (lambda {item}: True)({item})]")
            if False
            else _filtered(t, call, values)
        )
    return _wrap(t, call, f"{shown} for {name} in {values.at(m.OR)} if {test}")


def _filtered(t: Translator, call: Call, values: Code) -> Code:
    called = argument(t, call.args[0], "filter")
    name = t.fresh("item")
    test = (
        f"not {called.at(m.ATOM)}({name})"
        if call.name == "filterNot"
        else f"{called.at(m.ATOM)}({name})"
    )
    return _wrap(t, call, f"{name} for {name} in {values.at(m.OR)} if {test}")


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
    return _wrap(t, call, f"{item} for {name} in {values.at(m.OR)} for {item} in {inner}")


@onKind("seq", "collect")
@onKind("set", "collect")
@onKind("map", "collect")
@onKind("option", "collect")
@onKind("iterator", "collect")
def collect(t: Translator, call: Call) -> Code | None:
    """``collect { case ... }`` keeps what a case is for."""
    from sparkish.port._translate import _patterns as patterns

    node = call.args[0] if call.args else None
    if node is None or node["k"] != "CaseLambda" or len(node["cases"]) != 1:
        return None
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
    return _wrap(t, call, f"{value} for {name} in {values} if {test}")


@expression("For")
def for_(t: Translator, node: Node) -> Code:
    """``for ... yield`` is a comprehension."""
    from sparkish.port._translate._control import comprehension

    if not node["yields"]:
        return hoisted(t, node, "action")
    first = next(one for one in node["enums"] if one["k"] == "Gen")
    kind = kindOf(t, t.cls(first["rhs"]))
    if kind in ("option", "spark", "try", ""):
        return _chained(t, node)
    inner = comprehension(t, node)
    if inner is None:
        return _collected(t, node)
    result = kindOf(t, t.cls(node))
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


def _chained(t: Translator, node: Node) -> Code:
    """Return a comprehension over what is no collection: by its own methods."""
    from sparkish.port._translate import _patterns as patterns

    enums = node["enums"]
    gens = [one for one in enums if one["k"] == "Gen"]
    if any(one["k"] == "Let" for one in enums):
        raise t.refuse(
            node,
            "this `for` defines a value between its generators",
            "write map and flatMap",
            "for over Options",
        )

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
            made += f".filter(lambda {name}: {t.expr(enums[at]['c'])})"
            at += 1
        if at < len(enums):
            made += f".flatMap(lambda {name}: {chain(at)})"
        else:
            made += f".map(lambda {name}: {t.expr(node['body'])})"
        t.scope = scope
        return code(made)

    _ = gens
    return chain(0)


def statementCall(t: Translator, node: Node) -> bool:
    """Write a call that is a statement in Python: a loop, an assignment to an element."""
    call = t.call(node)
    q = call.q
    if q is None:
        if call.name == "synchronized" and call.args:
            t.header(f"with {t.helper('monitor')}({_me(t)}):")
            with t.indented():
                t.one(call.args[0], DROP, node["s"])
            return True
        return False
    kind = kindOf(t, t.cls(q))
    if call.name == "foreach" and kind in _ITERABLE | {"string"} and call.args:
        _foreach(t, call, node)
        return True
    if (
        call.name == "foreach"
        and kind == "option"
        and call.args
        and call.args[0]["k"] in ("Function", "CaseLambda")
    ):
        _foreach(t, call, node)
        return True
    if (
        call.name == "synchronized"
        and call.args
        and ("Object" in call.full or "AnyRef" in call.full or kind == "queue" or q["k"] == "This")
    ):
        if kind == "queue":
            t.header(f"with {t.expr(q)}.synchronized:")
        else:
            t.header(f"with {t.helper('monitor')}({_me(t) if q['k'] == 'This' else t.expr(q)}):")
        with t.indented():
            t.one(call.args[0], DROP, node["s"])
        return True
    if call.name == "update" and len(call.args) == 2 and kind in ("seq", "map"):
        place = f"{t.expr(q).at(m.ATOM)}[{t.expr(call.args[0])}]"
        t.one(call.args[1], place)
        return True
    if call.name in ("+=", "addOne", "put", "add") and kind == "map" and call.args:
        pairs = _pairs(t, call)
        for key, value in pairs:
            t.header(f"{t.expr(q).at(m.ATOM)}[{key}] = {value}")
        t.trailing(node["e"])
        return bool(pairs)
    return _mutation(t, call, node, kind)


def _me(t: Translator) -> str:
    scope: Scope | None = t.scope
    while scope is not None:
        if scope.kind == "class":
            return scope.me
        scope = scope.parent
    return "None"


_MUTATIONS = {
    ("seq", "+="): "append",
    ("seq", "append"): "append",
    ("seq", "add"): "append",
    ("seq", "addOne"): "append",
    ("seq", "++="): "extend",
    ("seq", "addAll"): "extend",
    ("seq", "appendAll"): "extend",
    ("seq", "clear"): "clear",
    ("seq", "-="): "remove",
    ("set", "+="): "add",
    ("set", "add"): "add",
    ("set", "addOne"): "add",
    ("set", "++="): "update",
    ("set", "addAll"): "update",
    ("set", "-="): "discard",
    ("set", "remove"): "discard",
    ("set", "clear"): "clear",
    ("map", "++="): "update",
    ("map", "putAll"): "update",
    ("map", "clear"): "clear",
    ("map", "addAll"): "update",
    ("seq", "push"): "append",
    ("seq", "insert"): "insert",
}


def _mutation(t: Translator, call: Call, node: Node, kind: str) -> bool:
    """Write what changes a collection, where its result is of no use."""
    assert call.q is not None
    if (kind, call.name) in _MUTATIONS:
        name = _MUTATIONS[kind, call.name]
        if name == "append" and len(call.args) != 1:
            name, value = "extend", f"[{', '.join(map(str, t.exprs(call.args)))}]"
        else:
            value = ", ".join(str(argument(t, one)) for one in call.args)
        if name == "append" and call.args[0]["k"] == "Splat":
            name, value = "extend", value[1:]
        t.simple(node, f"{t.expr(call.q).at(m.ATOM)}.{name}({value})")
        return True
    if kind == "map" and call.name in ("-=", "remove", "subtractOne") and len(call.args) == 1:
        t.simple(node, f"{t.expr(call.q).at(m.ATOM)}.pop({t.expr(call.args[0])}, None)")
        return True
    if kind == "seq" and call.name == "remove" and len(call.args) == 1:
        t.simple(node, f"{t.expr(call.q).at(m.ATOM)}.pop({t.expr(call.args[0])})")
        return True
    if kind == "seq" and call.name in ("+=:", "prepend"):
        t.simple(node, f"{t.expr(call.q).at(m.ATOM)}.insert(0, {t.expr(call.args[0])})")
        return True
    if kind == "queue" and call.name in ("+=", "enqueue", "++=", "addOne"):
        base = t.expr(call.q)
        name = "enqueueAll" if call.name == "++=" else "enqueue"
        found = t.scope.find(call.q.get("sym"))
        isHere = found is not None and found[1].function() is t.scope.function()
        if call.name == "+=" and base.isidentifier() and isHere:
            t.simple(node, f"{base} += {t.expr(call.args[0])}")
        else:
            t.simple(node, f"{base.at(m.ATOM)}.{name}({arguments(t, call)})")
        return True
    return False


for _kind, _name in list(_MUTATIONS):

    def _changed(t: Translator, call: Call) -> Code | None:
        kind = kindOf(t, t.cls(call.q))
        if (kind, call.name) not in _MUTATIONS:
            return None
        value = ", ".join(str(argument(t, one)) for one in call.args)
        return code(f"{_q(t, call).at(m.ATOM)}.{_MUTATIONS[kind, call.name]}({value})")

    METHODS.setdefault((_kind, _name), _changed)


def _pairs(t: Translator, call: Call) -> list[tuple[str, str]]:
    """Return the entries that a call adds to a map."""
    if call.name in ("put",) and len(call.args) == 2:
        return [(str(t.expr(call.args[0])), str(t.expr(call.args[1])))]
    made = []
    for one in call.args:
        pair = entry(t, one)
        if pair is None:
            return []
        made.append(pair)
    return made


def entry(t: Translator, node: Node) -> tuple[str, str] | None:
    """Return a pair's parts, if it is written as one."""
    if node["k"] == "Tuple" and len(node["elems"]) == 2:
        return str(t.expr(node["elems"][0])), str(t.expr(node["elems"][1]))
    if node["k"] == "Apply":
        call = t.call(node)
        if call.name == "->" and call.q is not None:
            return str(t.expr(call.q)), str(t.expr(call.args[0]))
    return None


def _foreach(t: Translator, call: Call, node: Node) -> None:
    """Write ``foreach`` as a loop."""
    from sparkish.port._translate._control import loop
    from sparkish.port._translate._patterns import isIrrefutable

    assert call.q is not None
    given = call.args[0]
    if given["k"] == "Block" and not given["stats"] and given.get("x"):
        given = given["x"]
    values = items(t, call.q)
    types = t.typeArgs(t.type(call.q))
    cls = str(types[0].get("c", "")) if len(types) == 1 else ""
    if given["k"] == "Function":
        loop(
            t,
            None,
            given["params"][0],
            values,
            given["body"],
            cls,
            placeholder=bool(given.get("placeholder")),
        )
        return
    if (
        given["k"] == "CaseLambda"
        and len(given["cases"]) == 1
        and not given["cases"][0].get("guard")
        and (isIrrefutable(t, given["cases"][0]["pat"]))
    ):
        loop(t, given["cases"][0]["pat"], None, values, given["cases"][0]["body"], cls)
        return
    called = argument(t, given, "foreach")
    name = "value" if given["k"] == "CaseLambda" else "x"
    name = t.fresh(name)
    text = str(called)
    if text.startswith("lambda ") and ": " in text:
        name, _, text = text.removeprefix("lambda ").partition(": ")
        t.header(f"for {name} in {values}:")
        t.lines.append((t.indent + 1, text))
    else:
        t.header(f"for {name} in {values}:")
        t.lines.append((t.indent + 1, f"{called.at(m.ATOM)}({name})"))
    t.trailing(node["e"])


def updated(t: Translator, kind: str, left: Node, name: str, args: list[Node], text: str) -> Code:
    """Return a collection with more or fewer elements, as a new one."""
    call = Call({}, {}, left, name, [args], [], {})
    made = METHODS[kind, name](t, call) if (kind, name) in METHODS else None
    if made is None:
        raise t.refuse(
            left, f"`{name}=` of this collection has no rule", "write it out", "assignment operator"
        )
    return made


# What makes collections

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
_SETS = {"Set", "HashSet", "ListSet", "LinkedHashSet"}
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
        count, value = t.expr(call.lists[0][0]), call.lists[1][0]
        if value["k"] == "Literal":
            return code(f"[{t.expr(value)}] * {count.at(m.UNARY)}", m.PRODUCT)
        return code(f"[{argument(t, value)} for _ in range({count})]")
    if call.name == "tabulate" and call.q is not None:
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
    if name in _SETS:
        return code(f"{{{texts}}}" if texts else "set()")
    if name in _LISTS:
        if len(values) == 1 and values[0]["k"] == "Splat":
            return code(f"list({texts[1:]})")
        return code(f"[{texts}]")
    if name == "Iterator":
        return code(f"iter([{texts}])")
    if name == "Queue" and "mutable" in t.cls(call.node):
        return code(f"{t.use('sparkish.streaming', 'Queue')}({texts})")
    return None


def _ofDim(t: Translator, call: Call) -> Code:
    from sparkish.port._translate._types import zero

    made = zero(t.type(call.types[0]))
    inner = f"[{made}] * {t.expr(call.args[-1]).at(m.UNARY)}"
    for one in reversed(call.args[:-1]):
        inner = f"[{inner} for _ in range({t.expr(one)})]"
    return code(inner, m.PRODUCT if len(call.args) == 1 else m.ATOM)


class _Factories(dict[str, object]):
    """Any ``apply``, ``empty``, ``fill`` of a companion of Scala's collections."""


def _factory(t: Translator, call: Call) -> Code | None:
    return making(t, call)


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
    "scala.collection.EvidenceIterableFactory.Delegate",
    "scala.collection.generic.GenericCompanion",
    "scala.collection.ClassTagIterableFactory.AnyIterableDelegate",
    "scala.collection.immutable.LazyList",
    "scala.collection.immutable.ArraySeq",
):
    for _maker in _MAKERS:
        calls(f"{_base}.{_maker}")(_factory)


@calls("scala.Predef.ArrowAssoc.->", "scala.Predef.->")
def arrow(t: Translator, call: Call) -> Code:
    """``a -> b`` is a pair."""
    return code(f"({_q(t, call)}, {t.expr(call.args[0])})")


@expression("Tuple")
def tuple_(t: Translator, node: Node) -> Code:
    """A tuple."""
    return code(f"({', '.join(str(argument(t, one)) for one in node['elems'])})")


for _at in range(1, 23):

    @onKind("tuple", f"_{_at}")
    def part(t: Translator, call: Call) -> Code:
        """A part of a tuple."""
        return code(f"{_q(t, call).at(m.ATOM)}[{int(call.name[1:]) - 1}]")


@onKind("tuple", "swap")
def swap(t: Translator, call: Call) -> Code:
    """A pair the other way round."""
    base = _q(t, call).at(m.ATOM)
    return code(f"({base}[1], {base}[0])")


@calls("scala.Nil", "scala.package.Nil", "scala.collection.immutable.Nil")
def nil(t: Translator, call: Call) -> Code:
    """``Nil`` is the empty list."""
    return code("[]")


# Options


@calls("scala.None", "scala.package.None", "scala.Option.empty")
def none(t: Translator, call: Call) -> Code:
    """Scala's ``None`` is the empty Option."""
    return code(f"{t.use('sparkish', 'Option')}.empty()")


@calls("scala.Some.apply", "scala.Option.apply")
def some(t: Translator, call: Call) -> Code:
    """``Some`` and ``Option``."""
    name = "Some" if call.full.startswith("scala.Some") else "Option"
    return code(f"{t.use('sparkish', name)}({t.expr(call.args[0])})")


@onKind(
    "option",
    "get",
    "orNull",
    "isDefined",
    "nonEmpty",
    "isEmpty",
    "toList",
    "map",
    "flatMap",
    "filter",
    "exists",
    "forall",
    "contains",
    "foreach",
    "fold",
    "orElse",
    "toSeq",
    "iterator",
    "size",
)
def option(t: Translator, call: Call) -> Code:
    """An Option's own methods."""
    base = _q(t, call).at(m.ATOM)
    if call.name in ("isDefined", "nonEmpty", "isEmpty"):
        return code(f"{base}.{call.name}")
    if call.name in ("toSeq", "size"):
        return code(f"{base}.toList()" if call.name == "toSeq" else f"len({base}.toList())")
    if call.name == "iterator":
        return code(f"iter({base})")
    args = ", ".join(
        str(argument(t, one, call.name)) for one in call.args if not _isEvidence(t, one)
    )
    return code(f"{base}.{call.name}({args})")


def _isEvidence(t: Translator, node: Node) -> bool:
    return t.cls(node).startswith("scala.<:<")


def isPure(node: Node) -> bool:
    """Tell whether it makes no difference when, and whether, an expression is evaluated."""
    if node["k"] in ("Literal", "Ident", "This"):
        return not node.get("called")
    if node["k"] == "Tuple":
        return all(isPure(one) for one in node["elems"])
    if node["k"] == "Select":
        return isPure(node["q"]) and not node.get("called")
    if node["k"] == "Apply" and node.get("infix") and node["f"]["k"] == "Select":
        return (
            node["f"]["name"] in ("+", "-", "*")
            and isPure(node["f"]["q"])
            and all(map(isPure, node["args"]))
        )
    if node["k"] in ("Apply", "TypeApply"):
        # A collection without elements.
        base = node["f"]
        return (
            not node.get("args", [1]) and base["k"] in ("TypeApply", "Ident", "Select")
        ) or False
    return False


@onKind("option", "getOrElse")
def optionOrElse(t: Translator, call: Call) -> Code:
    """``getOrElse``, whose default is evaluated only where it is needed."""
    default = call.args[0]
    value = t.expr(default)
    if not isPure(default) and value not in ("[]", "{}", "set()"):
        value = code(f"lambda: {value}", m.LAMBDA)
    return code(f"{_q(t, call).at(m.ATOM)}.getOrElse({value})")


# Lists and the like


@onKind("seq", "length", "size")
@onKind("set", "size")
@onKind("map", "size")
@onKind("range", "length", "size")
def length(t: Translator, call: Call) -> Code:
    """How many elements there are."""
    return code(f"len({_q(t, call)})")


@onKind("iterator", "size", "length")
def iteratorSize(t: Translator, call: Call) -> Code:
    """How many elements an iterator has left."""
    return code(f"sum(1 for _ in {_q(t, call)})")


@onKind("iterator", "hasNext", "next")
def iteratorStep(t: Translator, call: Call) -> Code | None:
    """An iterator's next element."""
    if call.name == "next":
        return code(f"next({_q(t, call)})")
    return code(f"{t.helper('hasNext')}({_q(t, call)})")


@onKind("seq", "apply")
@onKind("map", "apply")
@onKind("range", "apply")
def indexed(t: Translator, call: Call) -> Code:
    """An element."""
    return code(f"{_q(t, call).at(m.ATOM)}[{t.expr(call.args[0])}]")


@onKind("set", "apply", "contains")
@onKind("seq", "contains")
@onKind("map", "contains", "isDefinedAt", "containsKey")
@onKind("range", "contains")
@onKind("iterator", "contains")
def contains(t: Translator, call: Call) -> Code:
    """Whether something is in a collection."""
    return code(f"{t.expr(call.args[0]).at(m.BITOR)} in {_q(t, call).at(m.BITOR)}", m.COMPARE)


@onKind("seq", "isEmpty", "nonEmpty")
@onKind("set", "isEmpty", "nonEmpty")
@onKind("map", "isEmpty", "nonEmpty")
@onKind("range", "isEmpty", "nonEmpty")
def empty(t: Translator, call: Call) -> Code:
    """Whether there are elements."""
    if call.name == "isEmpty":
        return code(f"not {_q(t, call).at(m.NOT)}", m.NOT)
    return code(f"len({_q(t, call)}) > 0", m.COMPARE)


@onKind("iterator", "isEmpty", "nonEmpty")
def iteratorEmpty(t: Translator, call: Call) -> Code:
    """Whether an iterator has elements left."""
    has = f"{t.helper('hasNext')}({_q(t, call)})"
    return code(has) if call.name == "nonEmpty" else code(f"not {has}", m.NOT)


@onKind("seq", "head", "last", "take", "drop", "takeRight", "dropRight", "tail", "init", "slice")
@onKind("range", "head", "last")
@onKind("queue", "head")
def slicing(t: Translator, call: Call) -> Code:
    """Parts of a sequence."""
    base = _q(t, call).at(m.ATOM)
    args = t.exprs(call.args)
    small = all((constant(t, one) or -1) > 0 for one in call.args) if call.args else True
    name = call.name
    if name in ("head", "last"):
        return code(f"{base}[{0 if name == 'head' else -1}]")
    if name in ("tail", "init"):
        return code(f"{base}[1:]" if name == "tail" else f"{base}[:-1]")
    if small and name in ("take", "drop", "takeRight", "dropRight"):
        shape = {
            "take": "[:{0}]",
            "drop": "[{0}:]",
            "takeRight": "[-{0}:]",
            "dropRight": "[:-{0}]",
        }[name]
        return code(base + shape.format(args[0]))
    if name == "slice":
        return code(f"{base}[max(0, {args[0]}) : max(0, {args[1]})]")
    return code(f"{t.helper(name)}({base}, {', '.join(args)})")


@onKind("map", "take", "drop", "head", "last", "tail")
def mapSlicing(t: Translator, call: Call) -> Code:
    """Parts of a map."""
    base = f"list({_q(t, call).at(m.ATOM)}.items())"
    args = t.exprs(call.args)
    if call.name in ("head", "last"):
        return code(f"{base}[{0 if call.name == 'head' else -1}]")
    part = {"take": "[:{0}]", "drop": "[{0}:]", "tail": "[1:]"}[call.name].format(*args)
    return code(f"dict({base}{part})")


@onKind("set", "head", "last")
def setHead(t: Translator, call: Call) -> Code:
    """An element of a set."""
    return code(f"next(iter({_q(t, call)}))")


@onKind("iterator", "take", "drop")
def iteratorSlice(t: Translator, call: Call) -> Code:
    """A part of an iterator."""
    limit = t.expr(call.args[0])
    args = f"{limit}" if call.name == "take" else f"{limit}, None"
    return code(f"{t.use('itertools', 'islice')}({_q(t, call)}, {args})")


@onKind("seq", "sum", "max", "min")
@onKind("set", "sum", "max", "min")
@onKind("range", "sum", "max", "min")
@onKind("iterator", "sum", "max", "min")
def sum_(t: Translator, call: Call) -> Code | None:
    """``sum``, ``max`` and ``min`` are Python's."""
    if call.args:
        return None
    zero = ", 0.0" if call.name == "sum" and t.cls(call.node) == "scala.Double" else ""
    return code(f"{call.name}({_q(t, call)}{zero})")


@onKind("seq", "maxBy", "minBy")
@onKind("set", "maxBy", "minBy")
@onKind("map", "maxBy", "minBy")
@onKind("iterator", "maxBy", "minBy")
def maxBy(t: Translator, call: Call) -> Code:
    """The element with the largest key."""
    values = items(t, call.q or {})
    return code(f"{call.name[:3]}({values}, key={argument(t, call.args[0], 'map')})")


@onKind("seq", "sorted", "sortBy", "sortWith")
@onKind("iterator", "sorted")
@onKind("range", "sortBy")
def sorted_(t: Translator, call: Call) -> Code | None:
    """Sorted; by a key; by a comparison."""
    base = _q(t, call)
    if call.name == "sortWith":
        return code(f"{t.helper('sortWith')}({base}, {argument(t, call.args[0], 'compare')})")
    reverse = ""
    isBy = call.name == "sortBy"
    order = call.args[1:] if isBy else call.args
    if order:
        if "reverse" not in t.source(order[0]):
            return None
        reverse = ", reverse=True"
    key = f", key={argument(t, call.args[0], 'map')}" if isBy else ""
    return code(f"sorted({base}{key}{reverse})")


@onKind(
    "seq",
    "reverse",
    "distinct",
    "toList",
    "toSeq",
    "toArray",
    "toBuffer",
    "toVector",
    "toIndexedSeq",
    "toSet",
    "toMap",
    "iterator",
    "toIterator",
    "clone",
    "toIterable",
    "view",
    "par",
    "indices",
    "zipWithIndex",
    "flatten",
    "asJava",
    "asScala",
    "seq",
    "result",
    "toTraversable",
)
@onKind(
    "set",
    "toList",
    "toSeq",
    "toArray",
    "toSet",
    "toMap",
    "iterator",
    "toVector",
    "toBuffer",
    "asScala",
    "asJava",
    "flatten",
    "clone",
    "toIndexedSeq",
)
@onKind(
    "range",
    "toList",
    "toSeq",
    "toArray",
    "toSet",
    "toVector",
    "toIndexedSeq",
    "iterator",
    "reverse",
    "zipWithIndex",
    "toBuffer",
    "par",
)
@onKind(
    "iterator",
    "toList",
    "toSeq",
    "toArray",
    "toSet",
    "toMap",
    "toVector",
    "toBuffer",
    "toIndexedSeq",
    "toIterator",
    "toIterable",
    "zipWithIndex",
    "flatten",
    "asScala",
    "buffered",
    "iterator",
)
def converted(t: Translator, call: Call) -> Code:
    """A collection as another one."""
    base = _q(t, call)
    name = call.name
    kind = kindOf(t, t.cls(call.q))
    if name == "reverse":
        return code(f"{base.at(m.ATOM)}[::-1]")
    if name == "distinct":
        return code(f"list(dict.fromkeys({base}))")
    if name == "toSet":
        return code(f"set({base})")
    if name == "toMap":
        return code(f"dict({base})")
    if name in ("iterator", "toIterator"):
        return code(f"iter({base})") if kind != "iterator" else base
    if name == "indices":
        return code(f"range(len({base}))")
    if name == "zipWithIndex":
        item = t.fresh("item")
        at = t.fresh("index")
        inner = f"({item}, {at}) for {at}, {item} in enumerate({base})"
        return code(f"({inner})" if kind == "iterator" else f"[{inner}]")
    if name == "flatten":
        inner, item = t.fresh("inner"), t.fresh("item")
        return _wrap(t, call, f"{item} for {inner} in {base.at(m.OR)} for {item} in {inner}")
    if name in (
        "asJava",
        "asScala",
        "seq",
        "par",
        "view",
        "toIterable",
        "toTraversable",
        "buffered",
        "result",
    ):
        return base
    isFixed = "immutable" in t.cls(call.q) and name in (
        "toList",
        "toSeq",
        "toVector",
        "toIndexedSeq",
    )
    if (isFixed and kind == "seq") or str(base).startswith("["):
        return base
    return code(f"list({base})")


@onKind(
    "map",
    "toList",
    "toSeq",
    "toArray",
    "toVector",
    "toBuffer",
    "toIndexedSeq",
    "toMap",
    "iterator",
    "keys",
    "keySet",
    "values",
    "keysIterator",
    "valuesIterator",
    "entrySet",
    "clone",
    "toSet",
    "asScala",
    "asJava",
    "toIterable",
)
def fromMap(t: Translator, call: Call) -> Code:
    """A map's keys, values and pairs."""
    base = _q(t, call).at(m.ATOM)
    name = call.name
    if name in ("toMap", "clone"):
        return code(f"dict({base})")
    if name in ("asScala", "asJava"):
        return code(base)
    if name == "keySet":
        return code(f"set({base})")
    if name == "keys":
        return code(f"list({base})")
    if name == "keysIterator":
        return code(f"iter({base})")
    if name == "values":
        return code(f"list({base}.values())")
    if name == "valuesIterator":
        return code(f"iter({base}.values())")
    if name == "iterator":
        return code(f"iter({base}.items())")
    return code(f"{'set' if name == 'toSet' else 'list'}({base}.items())")


@onKind("map", "get", "getOrElse", "getOrElseUpdate", "getProperty", "remove")
def mapGet(t: Translator, call: Call) -> Code | None:
    """What a map has for a key."""
    base = _q(t, call).at(m.ATOM)
    isJava = not t.cls(call.q).startswith("scala.")
    if call.name == "remove":
        made = f"{base}.pop({t.expr(call.args[0])}, None)"
        return code(made if isJava else f"{t.use('sparkish', 'Option')}({made})")
    if call.name in ("get", "getProperty"):
        key = t.expr(call.args[0])
        if isJava:
            return code(f"{base}.get({', '.join(t.exprs(call.args))})")
        return code(f"{t.use('sparkish', 'Option')}({base}.get({key}))")
    place, default = call.args
    value = t.expr(default)
    if call.name == "getOrElseUpdate":
        if isPure(default) or value in ("[]", "{}", "set()"):
            return code(f"{base}.setdefault({t.expr(place)}, {value})")
        return code(f"{t.helper('getOrElseUpdate')}({base}, {t.expr(place)}, lambda: {value})")
    if isPure(default) or value in ("[]", "{}", "set()"):
        return code(f"{base}.get({t.expr(place)}, {value})")
    return code(f"{t.helper('getOrElse')}({base}, {t.expr(place)}, lambda: {value})")


@onKind("map", "put")
def mapPut(t: Translator, call: Call) -> Code:
    """``put``, with the value that was there before."""
    return code(f"{t.helper('put')}({_q(t, call)}, {', '.join(t.exprs(call.args))})")


@onKind("map", "mapValues", "filterKeys")
def mapValues(t: Translator, call: Call) -> Code:
    """The values changed, the keys as they are; or some of the keys."""
    base = _q(t, call).at(m.ATOM)
    name, value = each(t, call.args[0])
    if call.name == "filterKeys":
        item = t.fresh("value")
        return code(f"{{{name}: {item} for {name}, {item} in {base}.items() if {value}}}")
    key = t.fresh("key")
    name = f"({name})" if "," in name else name
    return code(f"{{{key}: {value} for {key}, {name} in {base}.items()}}")


@onKind("seq", "mkString", "addString")
@onKind("set", "mkString")
@onKind("map", "mkString")
@onKind("range", "mkString")
@onKind("iterator", "mkString")
def mkString(t: Translator, call: Call) -> Code:
    """``mkString`` is ``join`` where the elements are strings."""
    args = t.exprs(call.args)
    types = t.typeArgs(t.type(call.q))
    element = types[0].get("c") if len(types) == 1 else ""
    if element in ("java.lang.String", "scala.Char") and len(args) <= 1:
        return code(f"{args[0].at(m.ATOM) if args else quoted('')}.join({_q(t, call)})")
    if element in ("scala.Int", "scala.Long") and len(args) <= 1:
        return code(f"{args[0].at(m.ATOM) if args else quoted('')}.join(map(str, {_q(t, call)}))")
    return code(f"{t.helper('mkString')}({_q(t, call)}{''.join(', ' + each for each in args)})")


@onKind(
    "seq",
    "reduce",
    "reduceLeft",
    "foldLeft",
    "fold",
    "/:",
    "reduceRight",
    "foldRight",
    "reduceOption",
    "reduceLeftOption",
)
@onKind("iterator", "reduce", "reduceLeft", "foldLeft", "fold")
@onKind("set", "reduce", "foldLeft", "fold", "reduceLeft")
@onKind("map", "foldLeft", "reduce")
@onKind("range", "reduce", "reduceLeft", "foldLeft", "fold")
def reduce_(t: Translator, call: Call) -> Code | None:
    """``reduce`` and the folds."""
    if call.name in ("foldRight", "reduceRight", "reduceOption", "reduceLeftOption"):
        values = ", ".join(str(argument(t, one, "reduce")) for one in call.args)
        return code(
            f"{t.helper(call.name.replace('LeftOption', 'Option'))}({items(t, call.q or {})}, {values})"  # noqa: E501
        )
    use = t.use("functools", "reduce")
    if call.name.startswith("reduce"):
        return code(f"{use}({argument(t, call.args[0], 'reduce')}, {items(t, call.q or {})})")
    start, combine = call.args[0], call.args[1]
    return code(
        f"{use}({argument(t, combine, 'reduce')}, {items(t, call.q or {})}, {t.expr(start)})"
    )


@onKind("seq", "exists", "forall", "count", "find", "indexWhere")
@onKind("set", "exists", "forall", "count", "find")
@onKind("map", "exists", "forall", "count", "find")
@onKind("range", "exists", "forall", "count", "find")
@onKind("iterator", "exists", "forall", "count", "find")
def quantified(t: Translator, call: Call) -> Code:
    """Whether some or all elements are such, how many, and which is the first."""
    if not call.args:
        raise t.refuse(
            call.node, f"`{call.name}` of this has no rule", "write it in Python", f"no {call.full}"
        )
    values = items(t, call.q or {})
    if call.name in ("find", "indexWhere"):
        return code(f"{t.helper(call.name)}({values}, {argument(t, call.args[0], 'filter')})")
    name, test = each(t, call.args[0])
    if call.name == "count":
        return code(f"sum(1 for {name} in {values.at(m.OR)} if {test})")
    return code(
        f"{'any' if call.name == 'exists' else 'all'}({test} for {name} in {values.at(m.OR)})"
    )


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
    "patch",
    "padTo",
    "sameElements",
    "intersect",
    "diff",
    "scanLeft",
    "lastIndexOf",
    "corresponds",
    "transpose",
    "isDefinedAt",
    "startsWith",
    "endsWith",
    "inits",
    "tails",
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
    if call.name == "by":
        text = str(base)
        return code(text[:-1] + f", {t.expr(call.args[0])})") if text.startswith("range(") else None
    args = "".join(f", {argument(t, one, 'filter')}" for one in call.args)
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
            return code(f"{{**{_q(t, call)}, {t.expr(call.args[0])}: {t.expr(call.args[1])}}}")
        return code(f"{t.helper(name)}({base}{args})")
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
    left, right = _q(t, call), argument(t, call.args[0])
    if call.name in (":+", "appended"):
        return code(f"[*{left.at(m.BITOR)}, {right}]")
    if call.name in ("+:", "::", "prepended"):
        if left == "[]":
            return code(f"[{right}]")
        if left.startswith("[") and left.endswith("]") and call.name == "::":
            return code(f"[{right}, {left[1:-1]}]")
        return code(f"[{right}, *{left.at(m.BITOR)}]")
    if call.name in ("++", "union", "concat", ":++"):
        return code(f"[*{left.at(m.BITOR)}, *{_spread(t, call.args[0], right)}]")
    if call.name in (":::", "++:"):
        return code(f"[*{right.at(m.BITOR)}, *{left.at(m.BITOR)}]")
    return None


def _spread(t: Translator, node: Node, value: Code) -> str:
    return f"{value.at(m.ATOM)}.items()" if kindOf(t, t.cls(node)) == "map" else value.at(m.BITOR)


@onKind("iterator", "++")
def chained(t: Translator, call: Call) -> Code:
    """One iterator after another."""
    return code(f"{t.use('itertools', 'chain')}({_q(t, call)}, {t.expr(call.args[0])})")


@onKind("set", "+", "-", "++", "--", "&", "|", "&~", "union", "intersect", "diff")
def setOperation(t: Translator, call: Call) -> Code:
    """A set with more or fewer elements."""
    left, right = _q(t, call), t.expr(call.args[0])
    operator = {
        "+": "|",
        "++": "|",
        "union": "|",
        "|": "|",
        "-": "-",
        "--": "-",
        "&~": "-",
        "diff": "-",
        "&": "&",
        "intersect": "&",
    }[call.name]
    prec = {"|": m.BITOR, "&": m.BITAND, "-": m.SUM}[operator]
    if call.name in ("+", "-"):
        other = f"{{{', '.join(t.exprs(call.args))}}}"
    else:
        isSet = kindOf(t, t.cls(call.args[0])) == "set"
        other = right.at(prec + 1) if isSet else f"set({right})"
    return code(f"{left.at(prec)} {operator} {other}", prec)


@onKind("map", "+", "-", "++", "--", "updated")
def mapOperation(t: Translator, call: Call) -> Code | None:
    """A map with more or fewer keys."""
    left = _q(t, call)
    if call.name == "+":
        pairs = [entry(t, one) for one in call.args]
        if all(pairs):
            inner = ", ".join(f"{pair[0]}: {pair[1]}" for pair in pairs if pair)
            return code(f"{{**{left.at(m.BITOR)}, {inner}}}")
        return code(f"{{**{left.at(m.BITOR)}, **dict([{', '.join(t.exprs(call.args))}])}}")
    if call.name == "++":
        right = t.expr(call.args[0])
        isMap = kindOf(t, t.cls(call.args[0])) == "map"
        return code(
            f"{{**{left.at(m.BITOR)}, **{right.at(m.BITOR) if isMap else f'dict({right})'}}}"
        )
    if call.name in ("-", "--"):
        keys = (
            f"[{', '.join(t.exprs(call.args))}]" if call.name == "-" else str(t.expr(call.args[0]))
        )
        return code(f"{t.helper('without')}({left}, {keys})")
    return None


@calls(
    "scala.runtime.RichInt.to",
    "scala.runtime.RichInt.until",
    "scala.runtime.RichLong.to",
    "scala.runtime.RichLong.until",
)
def range_(t: Translator, call: Call) -> Code:
    """``a to b`` and ``a until b`` are ranges."""
    first, last = _q(t, call), t.expr(call.args[0])
    known = constant(t, call.args[0])
    if call.name == "to":
        if known is not None and last.lstrip("-").isdigit():
            last = code(str(known + 1))
        else:
            last = code(f"{last.at(m.SUM)} + 1", m.SUM)
            if str(last).endswith(" - 1 + 1"):
                last = code(str(last)[: -len(" - 1 + 1")])
    step = f", {t.expr(call.args[1])}" if len(call.args) > 1 else ""
    start = "" if first == "0" and not step else f"{first}, "
    return code(f"range({start}{last}{step})")


@onKind(
    "queue",
    "enqueue",
    "dequeue",
    "isEmpty",
    "nonEmpty",
    "size",
    "length",
    "clear",
    "+=",
    "++=",
    "addOne",
)
def queue(t: Translator, call: Call) -> Code:
    """A queue's own methods, which sparkish has."""
    base = _q(t, call).at(m.ATOM)
    if call.name in ("isEmpty", "nonEmpty", "size", "length"):
        return code(f"{base}.{call.name}")
    name = {"+=": "enqueue", "++=": "enqueueAll"}.get(call.name, call.name)
    return code(f"{base}.{name}({arguments(t, call)})")


_ = (function, textOf)
