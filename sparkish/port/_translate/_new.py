"""``new``, and anonymous classes."""

from __future__ import annotations

import re

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument
from sparkish.port._translate._classes import writeClass
from sparkish.port._translate._core import Translator, expression
from sparkish.port._translate._exceptions import exceptionOf
from sparkish.port._translate._methods import writeMethod
from sparkish.port._translate._model import Code, Node, code
from sparkish.port._translate._overloads import constructorName
from sparkish.port._translate._scopes import clean


@expression("New")
def new(t: Translator, node: Node) -> Code:
    """``new``: a call of the class; an anonymous class is a local one."""
    from sparkish.port._translate._java.library import constructed
    from sparkish.port._translate._names import classNamed

    if node.get("anon"):
        return _anonymous(t, node)
    from sparkish.port._translate._hadoop import writable

    made = constructed(t, node) or writable(t, node)
    if made is not None:
        return made
    full = t.cls(node) or t.cls(node["tpt"]) or t.sym(node["tpt"]).get("full", "")
    exception = exceptionOf(t, full)
    from sparkish.port._translate._arguments import arguments
    from sparkish.port._translate._model import Call

    symbol = t.sym(node)
    call = Call(node, node, None, "", node["args"], [], symbol)
    if full and symbol.get("alt") and symbol.get("file"):
        name = classNamed(t, node["tpt"], full)
        return code(f"{name}.{constructorName(symbol)}({arguments(t, call)})")
    if exception:
        return code(f"{exception}({arguments(t, call)})")
    if full:
        return code(f"{classNamed(t, node['tpt'], full)}({arguments(t, call)})")
    from sparkish.port._translate._names import unknown
    from sparkish.port._translate._unresolved import importedFrom

    text = node["tpt"]["text"].split("[")[0]
    imported = importedFrom(t, text) or text
    if imported.startswith(("scala.", "java.", "org.apache.spark.")):
        # A class that is known, in a place of which the compiler knows nothing.
        t.file["types"].append({"c": imported, "a": []})
        return new(t, {**node, "t": len(t.file["types"]) - 1})
    return code(f"{unknown(t, node['tpt'], imported)}({arguments(t, call)})")


def _ran(t: Translator, run: Node) -> str:
    """Write what a thread runs as a local function, and return its name."""
    name = t.fresh("run")
    with t.captured() as lines:
        writeMethod(t, run, name, [])
    t.pending += lines
    return name


def threadTarget(t: Translator, node: Node) -> Code:
    """Return what a thread is made of: a function, or the ``run`` of an object."""
    anon = node.get("anon") if node["k"] == "New" else None
    if anon is not None and len(anon["body"]) == 1 and anon["body"][0].get("name") == "run":
        return code(_ran(t, anon["body"][0]))
    made = argument(t, node, "run")
    called = re.fullmatch(r"lambda: ((?:self\.)?\w+)\(\)", made)
    if called is not None:
        return code(called[1])
    cls = t.cls(node)
    isRunnable = "java.lang.Runnable" in t.bases(cls) or cls.endswith("<refinement>")
    isObject = node["k"] != "Function" and isRunnable
    return code(f"{made.at(m.ATOM)}.run") if isObject else made


def threadArguments(t: Translator, given: list[Node]) -> str:
    """Return the arguments of Python's ``Thread`` for those of Java's: what runs, and its name."""
    named = [
        f"{'name' if t.cls(each) == 'java.lang.String' else 'target'}="
        f"{t.expr(each) if t.cls(each) == 'java.lang.String' else threadTarget(t, each)}"
        for each in given
    ]
    return ", ".join(named)


def orderKey(t: Translator, node: Node, made: Node) -> Code:
    """Return an ``Ordering`` that has only ``compare`` as the key that Python sorts by."""
    methods = [each for each in made["body"] if each["k"] == "DefDef"]
    if len(methods) != len(made["body"]) or [each["name"] for each in methods] != ["compare"]:
        raise t.refuse(
            node,
            "this order has more than `compare`",
            "write compare alone, and the rest as functions",
            "members of an Ordering",
        )
    name = t.fresh("compare")
    with t.captured() as lines:
        writeMethod(t, methods[0], name, [])
    t.pending += lines
    return code(f"{t.helper('keyOfCompare')}({name})")


def _anonymous(t: Translator, node: Node) -> Code:
    anon = node["anon"]
    parent = node["tpt"]
    full = t.cls(parent) or t.sym(parent).get("full", "")
    if full == "scala.math.Ordering":
        return orderKey(t, node, anon)
    runs = [
        each for each in anon["body"] if each["k"] == "DefDef" and each["name"] in ("run", "call")
    ]
    if full == "java.lang.Thread" and len(anon["body"]) == 1 and runs:
        return code(f"{t.use('threading', 'Thread')}(target={_ran(t, runs[0])})")
    name = t.fresh(clean(parent["text"].split("[")[0].rpartition(".")[2] + "Of"))
    owner = f"{full}#anonymous{node['s']}"
    made = {
        **anon,
        "k": "ClassDef",
        "name": name,
        "sort": "class",
        "mods": [],
        "s": node["s"],
        "p": node["p"],
        "e": node["e"],
        "ctor": [[]],
        "parents": anon.get("parents") or [{"tpt": parent, "args": node["args"]}],
    }
    owner = str(t.sym(anon).get("full") or owner)
    t.members[owner] = name
    t.own[owner] = made
    known = t.file["classes"].setdefault(owner, [owner])
    for each in made["parents"]:
        base = t.cls(each["tpt"]) or str(t.sym(each["tpt"]).get("full", ""))
        known += [one for one in t.bases(base) if one not in known]
    if anon.get("sym") is not None:
        made["sym"] = anon["sym"]
    with t.captured() as lines:
        writeClass(t, made)
    t.pending += lines
    return code(f"{name}()")
