"""``new``, and anonymous classes."""

from __future__ import annotations

from sparkish.port._translate._classes import writeClass
from sparkish.port._translate._core import Translator, expression
from sparkish.port._translate._exceptions import exceptionOf
from sparkish.port._translate._methods import writeMethod
from sparkish.port._translate._model import Code, Node, code
from sparkish.port._translate._scopes import clean


@expression("New")
def new(t: Translator, node: Node) -> Code:
    """``new``: a call of the class; an anonymous class is a local one."""
    from sparkish.port._translate._java.library import constructed
    from sparkish.port._translate._names import classNamed

    if node.get("anon"):
        return _anonymous(t, node)
    made = constructed(t, node)
    if made is not None:
        return made
    full = t.cls(node) or t.cls(node["tpt"]) or t.sym(node["tpt"]).get("full", "")
    exception = exceptionOf(t, full)
    from sparkish.port._translate._arguments import arguments
    from sparkish.port._translate._model import Call

    symbol = t.sym(node)
    call = Call(node, node, None, "", node["args"], [], symbol)
    if exception:
        return code(f"{exception}({arguments(t, call)})")
    if full:
        return code(f"{classNamed(t, node['tpt'], full)}({arguments(t, call)})")
    from sparkish.port._translate._calls import importedFrom
    from sparkish.port._translate._names import unknown

    text = node["tpt"]["text"].split("[")[0]
    return code(f"{unknown(t, node['tpt'], importedFrom(t, text) or text)}({arguments(t, call)})")


def _anonymous(t: Translator, node: Node) -> Code:
    anon = node["anon"]
    parent = node["tpt"]
    full = t.cls(parent) or t.sym(parent).get("full", "")
    runs = [
        each for each in anon["body"] if each["k"] == "DefDef" and each["name"] in ("run", "call")
    ]
    if (
        full in ("java.lang.Runnable", "java.util.concurrent.Callable", "java.lang.Thread")
        and len(anon["body"]) == 1
        and runs
    ):
        name = t.fresh("run")
        with t.captured() as lines:
            writeMethod(t, runs[0], name, [])
        t.pending += lines
        if full != "java.lang.Thread":
            return code(name)
        return code(f"{t.use('threading', 'Thread')}(target={name})")
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
    t.members[str(t.sym(anon).get("full") or owner)] = name
    t.own[str(t.sym(anon).get("full") or owner)] = made
    if anon.get("sym") is not None:
        made["sym"] = anon["sym"]
    with t.captured() as lines:
        writeClass(t, made)
    t.pending += lines
    return code(f"{name}()")
