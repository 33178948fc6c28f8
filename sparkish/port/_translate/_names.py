"""What a name means: something local, a member, a class, something imported."""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import Any

from sparkish.port._translate._core import Translator, expression
from sparkish.port._translate._model import Code, Node, code
from sparkish.port._translate._properties import isProperty
from sparkish.port._translate._scopes import Scope, clean

__all__ = ["classNamed", "isKnown", "isPeeked", "reference", "sibling", "sparkModule", "this"]

_ALIASES = {
    "org.apache.spark.rdd.RDD": ("sparkish", "RDD"),
    "org.apache.spark.broadcast.Broadcast": ("sparkish", "Broadcast"),
    "scala.collection.mutable.Queue": ("sparkish.streaming", "Queue"),
    "scala.collection.mutable.SynchronizedQueue": ("sparkish.streaming", "Queue"),
    "org.apache.spark.streaming.scheduler.StreamingListener": (
        "sparkish.streaming.scheduler",
        "StreamingListener",
    ),
    "scala.Option": ("sparkish", "Option"),
    "java.lang.Thread": ("threading", "Thread"),
    "scala.util.Random": ("sparkish.scala", "Random"),
    "java.util.Random": ("sparkish.scala", "Random"),
    "org.apache.log4j.Logger": ("sparkish.log4j", "Logger"),
    "org.apache.log4j.Level": ("sparkish.log4j", "Level"),
    "org.apache.logging.log4j.Level": ("sparkish.log4j", "Level"),
    "org.apache.spark.sql.SaveMode": ("sparkish.scala", "SaveMode"),
}


#: The objects that stand for the cells of a notebook before this one: see `_magic`.
_CELL = re.compile(r"(?:^|\.)Cell\d+$")

#: What Spark's name begins that never came with Spark itself.
_CONNECTORS = tuple(
    f"org.apache.spark.streaming.{name}."
    for name in ("twitter", "flume", "kinesis", "mqtt", "zeromq", "akka", "pubsub", "eventhubs")
)


@cache
def sparkModule(full: str) -> tuple[str, str] | None:
    """Return where sparkish has a class or an object of Spark's."""
    if full in _ALIASES:
        return _ALIASES[full]
    path, _, name = full.rpartition(".")
    if full.startswith("org.apache.spark.streaming.kafka010"):
        return "sparkish.streaming.kafka010", name
    if full.startswith("org.apache.kafka."):
        kafka = importlib.import_module("sparkish.streaming.kafka010")
        return ("sparkish.streaming.kafka010", name) if hasattr(kafka, name) else None
    if full.startswith("org.apache.spark.streaming.kafka."):
        return "sparkish.streaming.kafka", name
    if path.startswith("org.apache.hadoop."):
        module = "sparkish" + path.removeprefix("org.apache")
        try:
            return (module, name) if hasattr(importlib.import_module(module), name) else None
        except ImportError:
            return None
    if not path.startswith("org.apache.spark"):
        return None
    module = "sparkish" + path.removeprefix("org.apache.spark")
    for each in (module, module.rpartition(".")[0], "sparkish"):
        if not each:
            continue
        try:
            found = importlib.import_module(each)
        except ImportError:
            continue
        if hasattr(found, name):
            return each, name
    return None


def isKnown(full: str) -> bool:
    """Tell whether sparkish has a class of Spark's."""
    return sparkModule(full) is not None


def sibling(t: Translator, full: str, isVar: bool = False) -> Code | None:
    """Return what another file of the program defines, with what is imported for it."""
    if full not in t.others:
        return None
    module, name = t.others[full]
    owner = full.rpartition(".")[0]
    if not name:
        # The program's object is the module itself.
        return code(_moduleAs(t, module, clean(full.rpartition(".")[2])))
    if isVar and "." not in name and t.others.get(owner) == (module, ""):
        return code(f"{sibling(t, owner)}.{name}")
    head, dot, rest = name.partition(".")
    return code(t.use(module, head) + dot + rest)


def _moduleAs(t: Translator, module: str, name: str) -> str:
    package, _, last = module.rpartition(".")
    if not package and last != name:
        t.imports.setdefault(module, set()).add(f" as {name}")
        return name
    return t.use(package, name if last == name else f"{last} as {name}").rpartition(" ")[2]


def moduleOf(t: Translator, full: str, file: str | None) -> str | None:
    """Return the module of a file of the same program."""
    return t.modules.get(file) if file else None


def classNamed(t: Translator, node: Node, full: str) -> Code:
    """Return a class or an object, imported where it is another module's."""
    if full in t.members:
        return code(t.members[full])
    symbol = t.sym(node)
    shared = sibling(t, full)
    if shared is not None:
        return shared
    file = symbol.get("file")
    if file and file in t.modules and t.modules[file] != t.module:
        return code(t.use(t.modules[file], clean(full.rpartition(".")[2])))
    found = sparkModule(full)
    if found is not None:
        return code(t.use(*found))
    if full.startswith("org.apache.spark.") and not full.startswith(_CONNECTORS):
        raise t.refuse(
            node,
            f"sparkish has no `{full.rpartition('.')[2]}`, as PySpark gives no way to it",
            "write this part with what sparkish has",
            f"no {full}",
        )
    from sparkish.port._translate._java.library import helpedClass

    helped = helpedClass(t, full)
    if helped is not None:
        return helped
    if full.startswith(("scala.", "java.lang.", "java.util.", "java.io.")):
        raise t.refuse(node, f"`{full}` has no rule yet", "write it in Python", f"no {full}")
    return unknown(t, node, full)


def unknown(t: Translator, node: Node, full: str) -> Code:
    """Return a name of a library that is Java's, imported from a module to be written."""
    full = full.partition("[")[0].strip()
    if full and "." not in full:
        from sparkish.port._translate._unresolved import importedFrom

        full = importedFrom(t, full) or full
    found = sparkModule(full) if full.startswith("org.apache.") else None
    if found is not None:
        return code(t.use(*found))
    path, _, name = full.rpartition(".")
    if not name:
        raise t.refuse(
            node,
            "the compiler knows nothing of what stands here, nor its name",
            "write this part in Python",
            "unknown library",
        )
    path = ".".join(clean(part, True) for part in path.split(".") if part) or clean(name).lower()
    t.note(
        node,
        f"{name}: `from {path} import {name}` stands for the Java library's {full}; write "
        "this module yourself, or import what Python has for it",
        "library",
    )
    return code(t.use(path, clean(name)))


@expression("This")
def this(t: Translator, node: Node) -> Code:
    """``this``: of the class that it names."""  # noqa: D404
    owner = t.cls(node) or t.sym(node).get("full", "")
    scope: Scope | None = t.scope
    while scope is not None:
        if scope.kind == "class" and (not owner or scope.owner == owner or not node.get("qual")):
            return code(scope.me)
        scope = scope.parent
    if owner in t.flat or not owner:
        raise t.refuse(
            node,
            "`this` is an object whose members are the module's own in Python",
            "name what is needed of it",
            "this of an object",
        )
    return code(t.members.get(owner, "self"))


@expression("Super")
def super_(t: Translator, node: Node) -> Code:
    """``super``."""
    return code("super()")


def isMethod(t: Translator, symbol: dict[str, object]) -> bool:
    """Tell whether a symbol is a method, and no field's accessor or property."""
    if isProperty(t, symbol):
        return False
    flags = symbol.get("flags", ())
    assert isinstance(flags, (list, tuple))
    return symbol.get("o") == "method" and "accessor" not in flags and "caseAccessor" not in flags


def local(t: Translator, node: Node) -> Code | None:
    """Return the name of something local, if an Ident names such a thing."""
    found = None
    if node.get("sym") is not None:
        found = t.scope.find(node["sym"])
    if found is None and (
        node.get("sym") is None or node.get("placeholder") or "$" in node["name"]
    ):
        found = t.scope.find(node["name"])
    if (
        found is None
        and t.sym(node).get("o") in ("val", "var", "param")
        and ("local" in t.sym(node).get("flags", ()) or t.sym(node).get("full") not in t.members)
    ):
        found = t.scope.find(node["name"])
    if found is None and node.get("sym") is None:
        return _memberNamed(t, node["name"])
    if found is None:
        return None
    if node.get("sym") in t.lazy:
        return code(f"{found[0]}()")
    return code(found[0])


def conversion(t: Translator, symbol: dict[str, Any], index: int) -> str:
    """Return the name of the program's own implicit conversion, imported from another file."""
    full, found = str(symbol["full"]), t.scope.find(index)
    if full in t.members or found is not None:
        return t.members.get(full) or (found or ("",))[0]
    shared = sibling(t, full)
    return str(shared or clean(str(symbol["name"])))


def _memberNamed(t: Translator, name: str) -> Code | None:
    """Return a member of a class around, by its name: what is assigned to has no symbol."""
    scope: Scope | None = t.scope
    while scope is not None:
        if scope.kind == "class":
            if f"{scope.owner}.{name}" in t.members:
                return code(t.members[f"{scope.owner}.{name}"])
            node = t.own.get(scope.owner, {})
            fields = [each for group in node.get("ctor") or [] for each in group]
            if any(
                each.get("name") == name and each["k"] != "DefDef"
                for each in fields + node.get("body", [])
            ):
                return code(f"{scope.me}.{clean(name, True)}")
        scope = scope.parent
    for owner in t.flat:
        if f"{owner}.{name}" in t.members:
            return code(t.members[f"{owner}.{name}"])
    return None


def member(t: Translator, node: Node, symbol: dict[str, object]) -> Code | None:
    """Return a member that is named without what it is a member of."""
    full = str(symbol.get("full", ""))
    if full in t.members:
        return code(t.members[full] + ("()" if full in t.lazy else ""))
    owner = str(symbol.get("owner", ""))
    scope: Scope | None = t.scope
    while scope is not None:
        if scope.kind == "class" and owner in t.bases(scope.owner):
            name = clean(str(symbol.get("name", node.get("name"))).strip(), True)
            return code(f"{scope.me}.{name}")
        scope = scope.parent
    if _CELL.search(owner):
        # Of the notebook, or of a cell before this one: all are in one namespace.
        return code(clean(str(symbol.get("name", node.get("name"))).strip()))
    scope = t.scope
    while scope is not None:
        if scope.kind == "class" and t.own.get(scope.owner, {}).get("selfType"):
            # A trait's own type says what it is mixed into.
            name = clean(str(symbol.get("name", node.get("name"))).strip(), True)
            return code(f"{scope.me}.{name}") if owner in t.own else None
        scope = scope.parent
    return None


def isPeeked(t: Translator, node: Node) -> bool:
    """Tell whether an iterator has a name, and is one that can be looked ahead in."""
    return node["k"] == "Ident" and node.get("sym") in t.peeked


def reference(t: Translator, node: Node) -> Code:
    """Return a method as a function."""
    if node["k"] == "Ident":
        found = local(t, node) or member(t, node, t.sym(node))
        if found is not None:
            return found
        shared = sibling(t, str(t.sym(node).get("full", "")))
        if shared is not None:
            return shared
        file = t.sym(node).get("file")
        if file and file in t.modules and t.modules[file] != t.module:
            return code(t.use(t.modules[file], clean(node["name"])))
    if node["k"] == "Select":
        full = str(t.sym(node).get("full", ""))
        if full in t.members:
            return code(t.members[full])
        shared = sibling(t, full)
        if shared is not None:
            return shared
    if node["k"] == "Apply" and t.sym(node).get("file"):
        # Some of its lists of parameters are given.
        from sparkish.port._translate._arguments import arguments

        call = t.call(node)
        given = arguments(t, call)
        return code(f"{t.use('functools', 'partial')}({reference(t, call.function)}, {given})")
    if node["k"] == "TypeApply":
        return reference(t, node["f"])
    if node["k"] in ("Ident", "Select"):
        from sparkish.port._translate._arguments import etaExpanded

        return etaExpanded(t, node)
    raise t.refuse(
        node, f"`{t.source(node)}` as a function has no rule", "write a lambda", "eta-expansion"
    )
