"""A whole file: its imports, what the module has of its own, and what runs it."""

from __future__ import annotations

import re
import sys

from sparkish.port._translate._classes import writeClass
from sparkish.port._translate._companions import pairUp
from sparkish.port._translate._core import DROP, HELPERS, Translator, statement
from sparkish.port._translate._methods import writeMethod
from sparkish.port._translate._model import Node, Refused
from sparkish.port._translate._objects import instances, writeObject
from sparkish.port._translate._order import inOrder
from sparkish.port._translate._overloads import methodName
from sparkish.port._translate._overrides import findProperties
from sparkish.port._translate._properties import properties
from sparkish.port._translate._scopes import clean

__all__ = ["module", "predeclare"]

_STDLIB = set(sys.stdlib_module_names)


def _definitions(t: Translator, nodes: list[Node]) -> list[Node]:
    """Return what a file defines, whatever package it says."""
    made = []
    for node in nodes:
        made += _definitions(t, node["stats"]) if node["k"] == "Package" else [node]
    return made


def isProgram(t: Translator, node: Node) -> bool:
    """Tell whether an object is what is run."""
    if node["k"] != "ClassDef" or node["sort"] != "object":
        return False
    return _isApp(t, node) or any(
        each["k"] == "DefDef" and each["name"] == "main" for each in node["body"]
    )


def _isApp(t: Translator, node: Node) -> bool:
    return any(
        each["tpt"]["text"].split("[")[0].rpartition(".")[2] == "App" for each in node["parents"]
    )


def _predeclare(t: Translator, nodes: list[Node]) -> None:
    """Give names to what the module defines, before anything names them."""
    inner: list[tuple[Node, Node]] = []
    _name(t, nodes, None, inner)
    while inner:
        # What is defined in an object stands beside it in Python, under its own name.
        found, inner = inner, []
        for outer, node in found:
            _name(t, [node], outer, inner)


def _name(
    t: Translator, nodes: list[Node], outer: Node | None, inner: list[tuple[Node, Node]]
) -> None:
    for node in nodes:
        full = t.sym(node).get("full") or node.get("name", "")
        if node["k"] != "ClassDef":
            continue
        t.own[full] = node if full not in t.own or node["sort"] != "object" else t.own[full]
        if full in t.flat and node["sort"] == "object":
            if full not in t.members:
                t.members[full] = clean(node["name"])
            for each in node["body"]:
                _member(t, each, full, "")
            _name(t, [each for each in node["body"] if each["k"] == "ClassDef"], None, inner)
            continue
        if full not in t.members:
            name = clean(node["name"])
            if outer is not None and name in t.scope.used:
                name = clean(outer["name"]) + name
            t.members[full] = name
            t.scope.used.add(name)
        name = t.members[full]
        if node["sort"] == "object":
            for each in node["body"]:
                _member(t, each, full, name + ".")
            inner += [(node, each) for each in node["body"] if each["k"] == "ClassDef"]


def _member(t: Translator, node: Node, owner: str, prefix: str) -> None:
    names = [node["name"]] if node["k"] in ("ValDef", "DefDef") else []
    names += [var["name"] for var in node.get("vars", ())] if node["k"] == "PatDef" else []
    for name in names:
        made = clean(name, bool(prefix))
        if not prefix:
            number = 1
            while made in t.scope.used and node["k"] != "DefDef":
                number += 1
                made = f"{clean(name)}{number}"
            t.scope.used.add(made)
        full = f"{owner}.{name}"
        if full in t.members and node["k"] == "DefDef":
            # An overloaded method: `_overloads` tells the others' names.
            continue
        t.members[full] = prefix + made
        if "lazy" in node.get("mods", ()):
            t.lazy.add(full)


def predeclare(t: Translator) -> None:
    """Give names to all that a file defines; the program's object is the module itself."""
    stats = _definitions(t, t.file["tree"]["stats"])
    program = next((each for each in stats if isProgram(t, each)), None)
    if program is not None:
        t.flat.add(t.sym(program).get("full") or program["name"])
    pairUp(t.file["tree"], {program["name"]} if program is not None else set())
    findProperties(t)
    _predeclare(t, stats)


def module(t: Translator) -> str:
    """Return a file as a Python module."""
    stats = _definitions(t, t.file["tree"]["stats"])
    programs = [each for each in stats if isProgram(t, each)]
    program = programs[0] if programs else None
    try:
        predeclare(t)
    except Refused as refused:
        t.refusals.append(refused.message)
    t.instances |= instances(t)
    t.properties = properties(t)
    starts = {id(each): stats[at - 1]["e"] if at else 0 for at, each in enumerate(stats)}
    apps = [each for each in programs if _isApp(t, each)]
    for node in inOrder(stats, apps):
        start = starts[id(node)]
        if node["k"] == "Import":
            t.flush(node["s"], start)
            if t.importLine is None:
                t.importLine = len(t.lines)
                t.emit("# imports")
        elif node is program:
            t.flush(node["s"], start)
            _program(t, node)
        elif node["k"] == "ClassDef":
            t.flush(node["s"], start)
            t.gap(node["s"])
            _class(t, node)
        elif node["k"] != "TypeDef":
            t.one(node, DROP, start)
    t.flush(len(t.text) + 1, stats[-1]["e"] if stats else 0)
    if program is not None:
        _runs(t, program)
    return _withImports(t)


def _class(t: Translator, node: Node) -> None:
    with t.orRefused(node, keepsMargin=True):
        (writeObject if node["sort"] == "object" else writeClass)(t, node)


def _program(t: Translator, node: Node) -> None:
    """Write the members of the program's object as the module's own."""
    full = t.sym(node).get("full") or node["name"]
    isApp = _isApp(t, node)
    brace = t.text.find("{", node["p"], node["body"][0]["s"]) if node["body"] else -1
    start = brace if brace >= 0 else node["p"]
    body = node["body"]
    definitions = ("DefDef", "ClassDef", "Import", "TypeDef")
    starts = {id(each): body[at - 1]["e"] if at else start for at, each in enumerate(body)}
    isMain = False
    body = inOrder(body)
    if isApp:
        # What is defined comes first: in Scala it is there before the first statement runs.
        body = sorted(body, key=lambda each: each["k"] not in definitions)
    for each in body:
        start = starts[id(each)]
        if isApp and each["k"] not in definitions and not isMain:
            isMain = True
            t.lines += [(0, ""), (0, ""), (0, 'if __name__ == "__main__":')]
            t.indent += 1
        if each["k"] == "Import":
            continue
        if each["k"] == "DefDef":
            t.flush(each["s"], start)
            t.gap(each["s"])
            _function(t, each, full)
        elif each["k"] == "ClassDef":
            t.flush(each["s"], start)
            t.gap(each["s"])
            _class(t, each)
        elif each["k"] in ("ValDef", "PatDef"):
            _field(t, each, full, start)
        elif each["k"] != "TypeDef":
            t.one(each, DROP, start)
    t.flush(node["e"], (node["body"][-1]["e"] if node["body"] else start))
    if isMain:
        t.indent -= 1


def _symbols(node: Node) -> set[object]:
    return {
        node.get("sym"),
        node.get("name"),
        *(var.get("name") for var in node.get("vars", ())),
    } - {None}


def _field(t: Translator, node: Node, owner: str, start: int) -> None:
    """Write a value of the module's."""
    t.scope.used -= {
        t.members.get(f"{owner}.{name}") for name in _symbols(node) if isinstance(name, str)
    }
    for name in _symbols(node):
        if isinstance(name, str):
            made = t.members.get(f"{owner}.{name}", "")
            keys = [name] + (
                [node["sym"]] if node.get("sym") is not None and node.get("name") == name else []
            )
            for key in keys:
                t.scope.names[key] = made
            t.scope.used.add(made)
    t.one(node, DROP, start)


def _function(t: Translator, node: Node, owner: str) -> None:
    name = t.members.get(f"{owner}.{node['name']}", clean(node["name"]))
    name = methodName(t, t.sym(node), name)
    with t.orRefused(node, f"def {name}(*args):", keepsMargin=True):
        writeMethod(t, node, name, [])


def _runs(t: Translator, program: Node) -> None:
    mains = [each for each in program["body"] if each["k"] == "DefDef" and each["name"] == "main"]
    if not mains:
        return
    t.lines += [(0, ""), (0, ""), (0, 'if __name__ == "__main__":')]
    if mains[0]["params"] and mains[0]["params"][0]:
        t.use("sys")
        t.lines.append((1, "main(sys.argv[1:])"))
    else:
        t.lines.append((1, "main()"))


def _withImports(t: Translator) -> str:
    """Return the module's text, its imports where Scala's first one is."""
    text = t.written()
    lines = text.split("\n")
    # A rule may have tried what another one then writes otherwise.
    words = set(re.findall(r"[^\W\d]\w*", text))
    groups: list[list[str]] = [[], [], []]
    own = set(t.modules.values())
    for name in sorted(t.imports):
        names = {each for each in t.imports[name] if _isUsed(name, each, words)}
        root = name.partition(".")[0]
        # The program's own modules come last, as linters want it.
        group = groups[0 if root in _STDLIB else 2 if name in own else 1]
        whole = {each for each in names if not each or each.startswith(" as ")}
        group += [f"import {name}{each}" for each in sorted(whole)]
        rest = sorted(names - whole, key=_memberOrder)
        if rest:
            line = f"from {name} import {', '.join(rest)}"
            if len(line) > 88:
                line = f"from {name} import (\n" + "".join(f"    {each},\n" for each in rest) + ")"
            group.append(line)
    groups = [sorted(group, key=_order) for group in (groups[0], groups[1], groups[2])]
    made = "\n\n".join("\n".join(group) for group in groups if group)
    if t.futures:
        made = "from __future__ import annotations\n" + ("\n" + made if made else "")
    if "# imports" in lines:
        at = lines.index("# imports")
        head, rest_ = lines[:at], lines[at + 1 :]
    else:
        at = 0
        while at < len(lines) and (lines[at].startswith("#") or not lines[at]):
            at += 1
        head, rest_ = lines[:0], lines
        if at and "" in lines[:at]:
            at = max(index for index in range(at) if not lines[index]) + 1
            head, rest_ = lines[:at], lines[at:]
    while rest_ and not rest_[0]:
        rest_.pop(0)
    while head and not head[-1]:
        head.pop()
    if not made:
        return "\n".join([*head, *([""] if head and rest_ else []), *rest_])
    isDefinition = _beginsDefinition(rest_)
    gap = ["", ""] if isDefinition else [""]
    return "\n".join(
        [
            *head,
            *([""] if head and not head[-1].startswith("#") else []),
            made,
            *(gap if rest_ and any(rest_) else []),
            *rest_,
        ]
    )


def _isUsed(module: str, name: str, words: set[str]) -> bool:
    """Tell whether an imported name, ``name as other``, or a module itself is in the text."""
    shown = name.rpartition(" as ")[2] or module.partition(".")[0]
    return shown in words


def _beginsDefinition(lines: list[str]) -> bool:
    for line in lines:
        if line.startswith("#"):
            continue
        return line.startswith(("def ", "class ", "@"))
    return False


def _memberOrder(name: str) -> tuple[int, str, str]:
    """Order imported names as linters do: constants, classes, then the others."""
    plain = name.partition(" ")[0]
    kind = 0 if plain.isupper() and len(plain) > 1 else 1 if plain[:1].isupper() else 2
    return kind, plain.lower(), name


def _order(line: str) -> tuple[int, str]:
    return (0 if line.startswith("import ") else 1, [*line.split(), ""][1])


@statement("Import", "TypeDef")
def imported(t: Translator, node: Node, mode: str) -> None:
    """An import inside a function: Python's are at the top; only used names are imported."""


_ = HELPERS
