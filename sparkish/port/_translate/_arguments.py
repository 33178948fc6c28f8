"""Arguments of calls."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._core import Translator
from sparkish.port._translate._functions import caseLambda, function
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._rules import kindOf
from sparkish.port._translate._scopes import clean

__all__ = [
    "argument",
    "arguments",
    "broken",
    "etaExpanded",
    "implicitArguments",
    "listed",
    "receiver",
]


def broken(t: Translator, call: Call) -> str:
    """Return the mark of a new line where Scala has one before the name."""
    from sparkish.port._translate._layout import BREAK

    assert call.q is not None
    between = t.text[call.q["e"] : call.function["p"]]
    return BREAK if "\n" in between else ""


def arguments(t: Translator, call: Call, hint: str = "") -> str:
    """Return the arguments of a call, of all its lists.

    Behind a parameter that is left out, and behind a named one, each stands with its name.
    """
    groups = call.symbol.get("params") or []
    params = [each for group in groups for each in group]
    names = {each["name"]: each for each in params}
    made: list[tuple[str, str]] = []
    at, isNamed = 0, False
    for index, nodes in enumerate(call.lists):
        group = groups[index] if index < len(groups) else []
        for place, node in enumerate(nodes):
            param = _parameter(group, place) or _parameter(params, at)
            if node["k"] == "NamedArg":
                param = names.get(node["name"], {})
            value = argument(t, node["x"] if node["k"] == "NamedArg" else node, hint or call.name)
            if param.get("byname") and call.symbol.get("file"):
                value = code(f"lambda: {value}", m.LAMBDA)
            key = ""
            if node["k"] == "NamedArg":
                key, isNamed = _keyOf(call, node["name"]), True
            elif isNamed and param and not param.get("repeated") and node["k"] != "Splat":
                key = _keyOf(call, param["name"])
            elif isNamed and not param:
                # Scala has a named argument before another one only in its own place.
                made = [("", text) for _, text in made]
            made.append((key, str(value)))
            at += 1
        left = group[len(nodes) :]
        isNamed = isNamed or any(each.get("default") for each in left)
    if call.symbol.get("file"):
        given = implicitArguments(t, call)
        rest = groups[len(call.lists)] if len(call.lists) < len(groups) else []
        keys = [_keyOf(call, each["name"]) for each in rest]
        isNamed = isNamed and len(keys) == len(given)
        made += [(keys[at] if isNamed else "", text) for at, text in enumerate(given)]
    return ", ".join(f"{key}={text}" if key else text for key, text in made)


def _parameter(params: list[Node], at: int) -> Node:
    """Return the parameter of an argument's place; the last one may take several."""
    if at < len(params):
        return params[at]
    return params[-1] if params and params[-1].get("repeated") else {}


def _keyOf(call: Call, name: str) -> str:
    """Return a parameter's name; a function's have other names than fields: list_ for list."""
    return clean(name, _isOfClass(call))


def _isOfClass(call: Call) -> bool:
    """Tell whether arguments are fields: of a case class, a constructor, a copy."""
    symbol = call.symbol
    isMade = symbol.get("companionOfCase") or symbol.get("name") in ("copy", "<init>")
    return bool(isMade) or call.node["k"] == "New" or not symbol.get("file")


_MATERIAL = (
    "scala.reflect",
    "scala.math.Ordering",
    "scala.math.Numeric",
    "org.apache.spark.sql",
    "scala.Predef",
    "scala.math",
)


def implicitArguments(t: Translator, call: Call) -> list[str]:
    """Return the implicit arguments that a function of the program takes."""
    made = []
    for full in call.node.get("impl") or []:
        if full.startswith(_MATERIAL):
            continue
        name = full.rpartition(".")[2]
        found = t.scope.find(name)
        if found is not None:
            made.append(found[0])
        elif full in t.members:
            made.append(t.members[full])
    return made


def argument(t: Translator, node: Node, hint: str = "") -> Code:
    """Return an argument; a function is named for what takes it."""
    if node["k"] == "NamedArg":
        return code(f"{clean(node['name'], True)}={argument(t, node['x'], hint)}", m.LAMBDA)
    if node["k"] == "Splat":
        return code(f"*{t.expr(node['x']).at(m.UNARY)}", m.LAMBDA)
    if node["k"] == "Block" and not node["stats"] and node.get("x"):
        return argument(t, node["x"], hint)
    if node["k"] == "Function":
        return function(t, node, hint)
    if node["k"] == "CaseLambda":
        return caseLambda(t, node, hint)
    kind = kindOf(t, t.cls(node)) if hint in _TAKE_FUNCTIONS else ""
    if kind in ("set", "map"):
        # A collection is a function: what it has for a value.
        value = t.fresh("x")
        has = (
            f"{value} in {t.expr(node)}" if kind == "set" else f"{t.expr(node).at(m.ATOM)}[{value}]"
        )
        return code(f"lambda {value}: {has}", m.LAMBDA)
    return t.expr(node)


#: Methods of which an argument is a function.
_TAKE_FUNCTIONS = {
    *("map", "filter", "filterNot", "exists", "forall", "count", "find", "partition"),
    *("takeWhile", "dropWhile", "groupBy", "sortBy"),
}


def etaExpanded(t: Translator, node: Node) -> Code:
    """Return a method that has a rule as a lambda that calls it."""
    types = t.typeArgs(t.type(node))
    params = t.sym(node).get("params") or [[]]
    count = max(len(types) - 1, len(params[0])) if types or params[0] else 1
    names = ["x"] if count == 1 else list("abcdefgh")[:count]
    names = [t.fresh(name) for name in names]
    idents = []
    given = t.type(node).get("a", ())
    for at, name in enumerate(names):
        info = {"t": given[at] if at < len(given) - 1 else None}
        t.scope.names[name] = name
        idents.append(
            {
                "k": "Ident",
                "name": name,
                "placeholder": True,
                "s": node["s"],
                "p": node["s"],
                "e": node["e"],
                "t": info.get("t"),
            }
        )
    inner = {
        "k": "Apply",
        "f": {k: v for k, v in node.items() if k not in ("eta", "view")},
        "args": idents,
        "s": node["s"],
        "p": node["p"],
        "e": node["e"],
        "sym": node.get("sym"),
        "expanded": True,
    }
    body = t.expr(inner)
    return code(f"lambda {', '.join(names)}: {body}", m.LAMBDA)


def receiver(t: Translator, call: Call) -> Code:
    """Return what a method is called on."""
    assert call.q is not None
    return t.expr(call.q)


def listed(t: Translator, call: Call) -> str:
    """Return the arguments of a call as they stand."""
    return ", ".join(str(argument(t, each)) for each in call.args)
