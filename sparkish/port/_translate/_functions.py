"""Functions: lambdas where one expression is enough, named local functions where not."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from sparkish.port._translate import _model as m
from sparkish.port._translate._core import (
    DROP,
    HELPERS,
    RETURN,
    Line,
    Translator,
    expression,
    statement,
)
from sparkish.port._translate._model import Code, Node, code
from sparkish.port._translate._scopes import Scope

__all__ = ["askedFor", "function", "hoisted", "isValue", "resultIsUnit", "thunk", "writeFunction"]

#: What a function is called that Scala gives no name, by what takes it.
_NAMES = {
    "map": "convert",
    "flatMap": "expand",
    "filter": "isWanted",
    "foreach": "use",
    "foreachRDD": "eachRDD",
    "foreachPartition": "eachPartition",
    "transform": "transformed",
    "mapPartitions": "convertAll",
    "mapPartitionsWithIndex": "convertAll",
    "updateStateByKey": "update",
    "function": "update",
    "reduce": "combine",
    "reduceByKey": "combine",
    "mapValues": "convert",
    "getOrCreate": "createContext",
    "transformWith": "transformed",
    "getOrElse": "default",
}
_STATEMENTS = {
    "Assign",
    "While",
    "DoWhile",
    "Throw",
    "Return",
    "Try",
    "ValDef",
    "PatDef",
    "DefDef",
    "ClassDef",
    "Import",
}


def isValue(t: Translator, node: Node) -> bool:
    """Tell whether a node is an expression in Python as well."""
    kind = node["k"]
    if kind in _STATEMENTS or node.get("assignOp"):
        return False
    if kind == "Block":
        return not node["stats"] and node.get("x") is not None and isValue(t, node["x"])
    if kind == "If":
        return (
            bool(node.get("b"))
            and not (node["b"] or {}).get("syn")
            and all(isValue(t, node[each]) for each in "cab")
        )
    if kind == "Match":
        return all(isValue(t, case["body"]) for case in node["cases"])
    if kind == "For":
        return bool(node["yields"])
    if kind == "Apply" and t.cls(node) == "scala.Unit":
        call = t.call(node)
        return call.name not in ("foreach", "update", "synchronized") or (
            call.q is not None and ".spark." in t.cls(call.q)
        )
    return True


def resultIsUnit(t: Translator, node: Node) -> bool:
    """Tell whether a function's result is of no use."""
    made = t.typeArgs(t.type(node))
    if made and t.type(node).get("c", "").startswith("scala.Function"):
        return bool(made[-1].get("c") == "scala.Unit")
    body = node.get("body")
    return body is not None and t.cls(body) == "scala.Unit"


class _Snapshot:
    """What an attempt changes, to be put back when it fails."""

    def __init__(self, t: Translator) -> None:
        self._t = t
        self._given = set(t.comments._given)
        self._counts = len(t.notes), len(t.refusals)
        self._scopes: list[tuple[Scope, Any, Any, Any]] = []
        self._imports = copy.deepcopy(t.imports)
        self._scope = t.scope
        scope: Scope | None = t.scope
        while scope is not None:
            self._scopes.append((scope, dict(scope.names), set(scope.used), dict(scope.outer)))
            scope = scope.parent

    def restore(self) -> None:
        t = self._t
        t.comments._given = set(self._given)
        t.imports = self._imports
        t.scope = self._scope
        del t.notes[self._counts[0] :]
        del t.refusals[self._counts[1] :]
        for scope, names, used, outer in self._scopes:
            scope.names, scope.used, scope.outer = names, used, outer


def parameterNames(t: Translator, node: Node, hint: str) -> list[str]:
    """Give a function's parameters their names in the scope that has begun."""
    params = node["params"]
    made = []
    placeholders = [each for each in params if node.get("placeholder")]
    for at, each in enumerate(params):
        name = each["name"]
        if node.get("placeholder") and "$" in name:
            names = ["x"] if len(placeholders) == 1 else ["a", "b", "c", "d", "e"]
            nice = names[at] if at < len(names) else f"x{at}"
            key = [name] + ([each["sym"]] if each.get("sym") is not None else [])
            avoid = _avoided(t, node)
            made.append(t.scope.add(list(key), nice, avoid))
            continue
        if name == "_" or name.startswith("x$"):
            made.append(t.scope.add([each.get("sym"), name], f"_{at or ''}", set()))
            continue
        made.append(t.declare(each, name, node["body"]))
        if hint in ("foreachPartition", "mapPartitions") and each.get("t") is None:
            # What the compiler does not know has no type, and a partition is an iterator.
            t.file["types"].append({"c": "scala.collection.Iterator", "a": []})
            t.guessed[name] = len(t.file["types"]) - 1
    if hint in ("foreachRDD", "transform") and len(made) == 2 and not made[0].startswith("rdd"):
        # Scala's order of arguments is told by this name.
        for known, given in list(t.scope.names.items()):
            if given == made[0]:
                t.scope.names[known] = "rdd"
        made[0] = "rdd"
    return made


def _avoided(t: Translator, node: Node) -> set[str]:
    """Return the names outside that a function uses."""
    used = t.references(node["body"])
    avoid = set()
    scope: Scope | None = t.scope
    while scope is not None:
        avoid |= {
            made.split(".")[0].split("[")[0]
            for key, made in scope.names.items()
            if key in used and isinstance(key, int)
        }
        scope = scope.parent
    return avoid


def lambdaOf(t: Translator, node: Node, hint: str) -> Code | None:
    """Return a function as a lambda, or None where it takes statements."""
    before = _Snapshot(t)
    pending, t.pending = t.pending, []
    t.scope = Scope("lambda", t.scope)
    names = parameterNames(t, node, hint)
    body = t.expr(node["body"])
    t.scope = t.scope.parent or t.scope
    isDone = not t.pending
    t.pending = pending
    if not isDone:
        before.restore()
        return None
    if len(names) == 1 and _isPlainCall(t, body, names[0]):
        return code(body.partition("(")[0])
    head = f"lambda {', '.join(names)}" if names else "lambda"
    return code(f"{head}: {body}", m.LAMBDA)


def _isPlainCall(t: Translator, body: str, name: str) -> bool:
    """Tell whether a function only calls ``len`` or one of the helpers with what it is given."""
    called, _, given = body.partition("(")
    return given == f"{name})" and (called == "len" or called in t.imports.get(HELPERS, ()))


#: What drops the results of the function that it is given.
_OF_NO_USE = {"foreachRDD", "foreachPartition", "foreach"}


@expression("Function")
def function(t: Translator, node: Node, hint: str = "", name: str = "") -> Code:
    """A function: a lambda, or the name of a local function."""
    body = node["body"]
    isAsked = any(_isAsked(t, each) for each in node["params"])
    if not name and isValue(t, body) and hint != "updateStateByKey" and not isAsked:
        made = lambdaOf(t, node, hint)
        if made is not None:
            return made
    name = name or t.fresh(_NAMES.get(hint, "function"))
    params: list[list[Node]] = [node["params"]]
    isUnit = hint in _OF_NO_USE or resultIsUnit(t, node)
    mode = DROP if isUnit else RETURN
    t.pending += functionLines(t, node, name, params, body, mode, hint or "named")
    return code(name)


def functionLines(
    t: Translator,
    node: Node,
    name: str,
    params: list[list[Node]],
    body: Node,
    mode: str,
    hint: str = "",
    isMethod: bool = False,
) -> list[Line]:
    """Return the lines of a function."""
    with t.captured() as lines:
        scope = t.scope
        t.scope = Scope("function", scope)
        try:
            names = parameterNames(
                t, {"params": params[0], "body": body, "placeholder": node.get("placeholder")}, hint
            )
            if hint in ("updateStateByKey", "named"):
                # One that has a name may be a function of states.
                names = _annotated(t, params[0], names)
            writeFunction(t, name, names, body, mode, asked=askedFor(t, params))
        finally:
            t.scope = scope
    return lines


def _isAsked(t: Translator, param: Node) -> bool:
    from sparkish.port._translate._rules import kindOf

    return param.get("sym") in t.peeked and kindOf(t, t.cls(param)) == "iterator"


def askedFor(t: Translator, groups: list[list[Node]]) -> list[str]:
    """Return the parameters that are iterators which a function looks ahead in."""
    found = [each for group in groups for each in group if _isAsked(t, each)]
    return [t.scope.names[each["sym"]] for each in found]


def _annotated(t: Translator, params: list[Node], names: list[str]) -> list[str]:
    """Annotate the parameters that are Options: so they come as Options."""
    from sparkish.port._translate._types import annotation

    made = []
    for each, name in zip(params, names, strict=True):
        text = annotation(t, t.type(each))
        made.append(f"{name}: {text}" if text and "Option[" in text else name)
    return made


def writeFunction(
    t: Translator,
    name: str,
    params: list[str],
    body: Node,
    mode: str,
    result: str = "",
    bound: list[tuple[Node, str]] | None = None,
    start: int = 0,
    asked: Iterable[str] = (),
    groups: Iterable[list[Node]] = (),
) -> None:
    """Write a function whose scope has begun, with what it changes outside declared."""
    arrow = f" -> {result}" if result else ""
    t.header(f"def {name}({', '.join(params)}){arrow}:")
    if body["k"] == "Block":
        t.trailing(body["s"] + 1 if t.text[body["s"] : body["s"] + 1] == "{" else body["s"])
    at = len(t.lines)
    with t.indented():
        if t.scope.late:
            from sparkish.port._translate._defaults import lateDefaults

            lateDefaults(t, list(groups))
        for each in asked:
            t.emit(f"{each} = {t.helper('lookAhead')}({each})")
        if bound:
            from sparkish.port._translate._patterns import bind

            bind(t, bound, body)
        t.one(body, mode, start or body["s"])
    for word in ("global", "nonlocal"):
        outer = [each for each, kind in t.scope.outer.items() if kind == word]
        if outer:
            t.lines.insert(at, (t.indent + 1, f"{word} {', '.join(outer)}"))


def thunk(t: Translator, node: Node, hint: str) -> Code:
    """Return what is evaluated later, and maybe more than once, as a function of nothing."""
    if isValue(t, node):
        made = lambdaOf(t, {"params": [], "body": node, "placeholder": False}, hint)
        if made is not None:
            return made
    return code(hoisted(t, node, hint).removesuffix("()"))


def hoisted(t: Translator, node: Node, name: str, isAction: bool = False) -> Code:
    """Return a call of a local function that has a node's statements."""
    name = t.fresh(name)
    mode = DROP if isAction or t.cls(node) == "scala.Unit" else RETURN
    with t.captured() as lines:
        scope = t.scope
        t.scope = Scope("function", scope)
        t.scope.isGenerator = True
        try:
            writeFunction(t, name, [], node, mode)
        finally:
            t.scope = scope
    t.pending += lines
    return code(f"{name}()")


@expression("CaseLambda")
def caseLambda(t: Translator, node: Node, hint: str = "", name: str = "") -> Code:
    """``{ case ... => ... }``: parts are written as indices where one expression is enough."""
    from sparkish.port._translate import _patterns as patterns
    from sparkish.port._translate._matches import chain

    cases = node["cases"]
    types = t.typeArgs(t.type(node))
    isPartial = t.cls(node) == "scala.PartialFunction"
    arity = len(types) - 1 if t.cls(node).startswith("scala.Function") else 1
    cls = str(types[0].get("c", "")) if types else ""
    only = cases[0]
    isOne = (
        len(cases) == 1
        and not only.get("guard")
        and (patterns.isIrrefutable(t, only["pat"], cls if arity == 1 else ""))
    )
    if arity > 1 and isOne and only["pat"]["k"] == "PTuple":  # noqa: SIM102
        if all(each["k"] in ("PVar", "PWild") for each in only["pat"]["elems"]):
            params = [
                {**each, "name": each.get("name", "_"), "mods": []} for each in only["pat"]["elems"]
            ]
            made: Node = {**node, "k": "Function", "params": params, "body": only["body"]}
            return function(t, made, hint, name)
    if (
        arity > 1
        and isOne
        and only["pat"]["k"] == "PTuple"
        and not name
        and isValue(t, only["body"])
    ):
        made_ = _ofSeveral(t, node, only)
        if made_ is not None:
            return made_
    if isPartial and hint == "collect" and not node.get("isPartial"):
        return code("")
    subject = _subject(hint, cls)
    if isOne and arity == 1 and not name and isValue(t, only["body"]):
        before = _Snapshot(t)
        pending, t.pending = t.pending, []
        t.scope = Scope("lambda", t.scope)
        parameter = t.scope.add([], subject, _avoided(t, only))
        bound = patterns.bindings(t, only["pat"], parameter)
        patterns.substituted(t, bound)
        body = t.expr(only["body"])
        t.scope = t.scope.parent or t.scope
        isDone, t.pending = not t.pending, pending
        if isDone:
            return code(f"lambda {parameter}: {body}", m.LAMBDA)
        before.restore()
    name = name or t.fresh(_NAMES.get(hint, "function"))
    isUnit = hint in _OF_NO_USE or (bool(types) and types[-1].get("c") == "scala.Unit")
    mode = DROP if isUnit else RETURN
    with t.captured() as lines:
        scope = t.scope
        t.scope = Scope("function", scope)
        try:
            if arity > 1:
                letters = [
                    t.scope.add([], letter, _avoided(t, {"body": cases}))
                    for letter in "abcdefgh"[:arity]
                ]
                value = f"({', '.join(letters)})"
                t.header(f"def {name}({', '.join(letters)}):")
            else:
                value = t.scope.add([], subject, _avoided(t, {"body": cases}))
                t.header(f"def {name}({value}):")
            at = len(t.lines)
            with t.indented():
                if isOne:
                    left = patterns.target(t, only["pat"], only["body"])
                    if left is not None:
                        if left != "_":
                            t.emit(f"{left} = {value}")
                    else:
                        patterns.bind(t, patterns.bindings(t, only["pat"], value), only["body"])
                    t.one(only["body"], mode, only["s"])
                else:
                    if arity > 1:
                        t.emit(f"{t.fresh('value')} = {value[1:-1]}")
                        value = t.lines[-1][1].split(" = ")[0]
                    chain(t, node, cases, value, cls, mode)
            for word in ("global", "nonlocal"):
                outer = [each for each, kind in t.scope.outer.items() if kind == word]
                if outer:
                    t.lines.insert(at, (t.indent + 1, f"{word} {', '.join(outer)}"))
        finally:
            t.scope = scope
    t.pending += lines
    return code(name)


def _ofSeveral(t: Translator, node: Node, only: Node) -> Code | None:
    """Return ``{ case (a, (b, c)) => e }`` of several parameters as a lambda."""
    from sparkish.port._translate import _patterns as patterns

    before = _Snapshot(t)
    pending, t.pending = t.pending, []
    t.scope = Scope("lambda", t.scope)
    names = []
    for letter, pat in zip("abcdefgh", only["pat"]["elems"], strict=False):
        if pat["k"] == "PVar":
            names.append(t.declare(pat, pat["name"], only["body"]))
            continue
        name = "_" if pat["k"] == "PWild" and "_" not in names else letter
        names.append(t.scope.add([], name, _avoided(t, only)))
        patterns.substituted(t, patterns.bindings(t, pat, names[-1]))
    body = t.expr(only["body"])
    t.scope = t.scope.parent or t.scope
    isDone, t.pending = not t.pending, pending
    if not isDone:
        before.restore()
        return None
    return code(f"lambda {', '.join(names)}: {body}", m.LAMBDA)


def _subject(hint: str, cls: str) -> str:
    """Return the name of a parameter that Scala takes apart at once."""
    if cls == "scala.Tuple2":
        return "pair"
    return "values" if cls.startswith("scala.Tuple") else "value"


@expression("MethodValue")
def methodValue(t: Translator, node: Node) -> Code:
    """``f _`` is the function itself."""
    from sparkish.port._translate._names import reference

    return reference(t, node["x"])


@statement("DefDef")
def definition(t: Translator, node: Node, mode: str) -> None:
    """A function inside another."""
    from sparkish.port._translate._methods import writeMethod

    name = t.declare(node, node["name"])
    writeMethod(t, node, name, [])
