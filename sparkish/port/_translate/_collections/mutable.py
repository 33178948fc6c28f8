"""What changes a collection, and loops through it, as statements."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument, arguments, receiver
from sparkish.port._translate._collections.comprehensions import items
from sparkish.port._translate._collections.maps import entry
from sparkish.port._translate._core import Mode, Translator
from sparkish.port._translate._functions import hoisted
from sparkish.port._translate._java.streams import isBytes
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._operators import mayBeNegative
from sparkish.port._translate._rules import METHODS, kindOf, onKind
from sparkish.port._translate._scopes import Scope

__all__ = ["locked", "statementCall", "updated"]

_ITERABLE = {"seq", "map", "set", "range", "iterator", "queue"}


def statementCall(t: Translator, node: Node) -> bool:
    """Write a call that is a statement in Python: a loop, an assignment to an element."""
    call = t.call(node)
    q = call.q
    if q is None:
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
    if call.name == "update" and len(call.args) == 2 and kind in ("seq", "map"):
        base, at = t.expr(q), t.expr(call.args[0])
        if kind == "seq" and mayBeNegative(t, call.args[0]):
            at = code(f"{t.helper('place')}({base}, {at})")
        place = f"{base.at(m.ATOM)}[{at}]"
        if isBytes(t, t.type(q)):
            t.simple(node, f"{place} = {t.expr(call.args[1]).at(m.BITAND)} & 0xFF")
        else:
            t.one(call.args[1], place)
        return True
    if call.name in ("+=", "addOne", "put", "add", "setProperty") and kind == "map" and call.args:
        pairs = _pairs(t, call)
        for key, value in pairs:
            t.header(f"{t.expr(q).at(m.ATOM)}[{key}] = {value}")
        t.trailing(node["e"])
        return bool(pairs)
    return _mutation(t, call, node, kind)


def locked(t: Translator, node: Node, mode: Mode) -> bool:
    """Write ``x.synchronized { ... }``, if a call is that, as a block that holds a lock."""
    call = t.call(node)
    q = call.q
    if call.name != "synchronized" or len(call.args) != 1:
        return False
    if q is not None and kindOf(t, t.cls(q)) == "queue":
        lock = f"{t.expr(q).at(m.ATOM)}.synchronized"
    elif q is None or q["k"] == "This" or "Object" in call.full or "AnyRef" in call.full:
        lock = f"{t.helper('monitor')}({_me(t) if q is None or q['k'] == 'This' else t.expr(q)})"
    else:
        return False
    t.header(f"with {lock}:")
    with t.indented():
        t.one(call.args[0], mode, node["s"])
    return True


@onKind("seq", "foreach")
@onKind("map", "foreach")
@onKind("set", "foreach")
@onKind("range", "foreach")
@onKind("iterator", "foreach")
@onKind("queue", "foreach")
@onKind("string", "foreach")
def foreach(t: Translator, call: Call) -> Code | None:
    """``foreach`` where a value is wanted is a local function."""
    return hoisted(t, call.node, "action", isAction=True) if call.args else None


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
    ("set", "+="): "add",
    ("set", "add"): "add",
    ("set", "addOne"): "add",
    ("set", "++="): "update",
    ("set", "addAll"): "update",
    ("set", "-="): "discard",
    ("set", "--="): "difference_update",
    ("set", "subtractAll"): "difference_update",
    ("set", "remove"): "discard",
    ("set", "clear"): "clear",
    ("map", "++="): "update",
    ("map", "putAll"): "update",
    ("map", "clear"): "clear",
    ("map", "addAll"): "update",
    ("seq", "push"): "append",
    ("seq", "insert"): "insert",
}


#: Parts of a list that are taken away.
_CUTS = {
    ("remove", 2): "{0} : {0} + {1}",
    ("trimStart", 1): ":{0}",
    ("trimEnd", 1): "len({1}) - {0} :",
    ("dropInPlace", 1): ":{0}",
    ("dropRightInPlace", 1): "len({1}) - {0} :",
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
    if kind == "map" and call.name in ("--=", "subtractAll") and len(call.args) == 1:
        key = t.fresh("key")
        t.header(f"for {key} in {t.expr(call.args[0])}:")
        t.lines.append((t.indent + 1, f"{t.expr(call.q).at(m.ATOM)}.pop({key}, None)"))
        t.trailing(node["e"])
        return True
    if kind == "seq" and call.name in ("-=", "subtractOne") and len(call.args) == 1:
        base, value = t.expr(call.q), t.expr(call.args[0])
        t.header(f"if {value.at(m.BITOR)} in {base.at(m.BITOR)}:")
        t.lines.append((t.indent + 1, f"{base.at(m.ATOM)}.remove({value})"))
        t.trailing(node["e"])
        return True
    if kind == "seq" and call.name in ("--=", "subtractAll") and len(call.args) == 1:
        base = t.expr(call.q)
        t.simple(node, f"{base.at(m.ATOM)}[:] = {t.helper('diff')}({base}, {t.expr(call.args[0])})")
        return True
    if kind == "seq" and (call.name, len(call.args)) in _CUTS:
        changed, args = t.expr(call.q).at(m.ATOM), [each.at(m.SUM) for each in t.exprs(call.args)]
        t.simple(node, f"del {changed}[{_CUTS[call.name, len(args)].format(*args, changed)}]")
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
        return code(f"{receiver(t, call).at(m.ATOM)}.{_MUTATIONS[kind, call.name]}({value})")

    METHODS.setdefault((_kind, _name), _changed)


def _pairs(t: Translator, call: Call) -> list[tuple[str, str]]:
    """Return the entries that a call adds to a map."""
    if call.name in ("put", "setProperty") and len(call.args) == 2:
        return [(str(t.expr(call.args[0])), str(t.expr(call.args[1])))]
    made = []
    for one in call.args:
        pair = entry(t, one)
        if pair is None:
            return []
        made.append(pair)
    return made


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
    base = receiver(t, call).at(m.ATOM)
    if call.name in ("isEmpty", "nonEmpty", "size", "length"):
        return code(f"{base}.{call.name}")
    name = {"+=": "enqueue", "++=": "enqueueAll"}.get(call.name, call.name)
    return code(f"{base}.{name}({arguments(t, call)})")


@onKind("seq", "remove")
def taken(t: Translator, call: Call) -> Code | None:
    """``remove`` of a place, with the value that was there."""
    if len(call.args) != 1 or t.cls(call.args[0]) != "scala.Int":
        return None
    return code(f"{receiver(t, call).at(m.ATOM)}.pop({t.expr(call.args[0])})")


@onKind("map", "retain", "filterInPlace")
@onKind("set", "retain", "filterInPlace")
@onKind("seq", "filterInPlace")
def retained(t: Translator, call: Call) -> Code:
    """Elements are taken away that a predicate does not hold for."""
    return code(f"{t.helper('retain')}({receiver(t, call)}, {argument(t, call.args[0])})")


@onKind("set", "add", "remove")
def told(t: Translator, call: Call) -> Code:
    """``add`` and ``remove``, with whether the set has changed."""
    helper = {"add": "added", "remove": "removed"}[call.name]
    return code(f"{t.helper(helper)}({receiver(t, call)}, {t.expr(call.args[0])})")


@onKind("queue", "head", "front", "last")
def end(t: Translator, call: Call) -> Code:
    """The first element of a queue, or the last."""
    base = receiver(t, call)
    return code(f"list({base})[-1]" if call.name == "last" else f"next(iter({base}))")
