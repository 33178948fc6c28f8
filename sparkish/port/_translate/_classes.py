"""Classes and traits."""

from __future__ import annotations

from sparkish.port._translate._companions import deferred, isBeside, nested, statics
from sparkish.port._translate._constructors import writeConstructor
from sparkish.port._translate._core import DROP, RETURN, Translator
from sparkish.port._translate._defaults import fieldDefault, isLate, lateDefaults
from sparkish.port._translate._exceptions import exceptionOf
from sparkish.port._translate._functions import writeFunction
from sparkish.port._translate._methods import isMaterial, parameters, writeMethod
from sparkish.port._translate._model import Node
from sparkish.port._translate._overloads import methodName
from sparkish.port._translate._overrides import PROPERTY
from sparkish.port._translate._properties import classesIn, hasConcreteBase, isProperty
from sparkish.port._translate._scopes import Scope, clean
from sparkish.port._translate._types import annotation, zero

__all__ = ["isPlainCase", "nameOf", "parentsOf", "writeClass"]

_NOTHING = {
    "java.util.concurrent.Callable",
    "java.util.Comparator",
    "java.io.Closeable",
    "java.lang.AutoCloseable",
    "scala.AnyVal",
    "java.lang.Cloneable",
    "scala.Equals",
    "scala.AnyRef",
    "java.lang.Object",
    "scala.Serializable",
    "java.io.Serializable",
    "scala.Product",
    "scala.App",
    "scala.Any",
    "org.apache.spark.internal.Logging",
    "org.apache.spark.Logging",
    "java.lang.Runnable",
    "scala.DelayedInit",
}


def parentsOf(t: Translator, node: Node) -> tuple[list[str], list[Node]]:
    """Return a class's bases, Scala's last first, and what the first is constructed with."""
    bases: list[str] = []
    args: list[Node] = []
    for each in node["parents"]:
        full = t.cls(each["tpt"]) or t.sym(each["tpt"]).get("full", "")
        if full in _NOTHING:
            continue
        if t.sym(each).get("alt"):
            raise t.refuse(
                each["tpt"],
                "this calls another constructor than the first one of its base class",
                "call the first one, with all its arguments",
                "second constructor of a base class",
            )
        args += [arg for group in each["args"] for arg in group]
        if full in ("scala.math.Ordered", "java.lang.Comparable"):
            bases.append(t.helper(full.rpartition(".")[2]))
            continue
        exception = exceptionOf(t, full)
        if exception:
            bases.insert(0, exception)
            continue
        from sparkish.port._translate._names import classNamed

        if full.startswith("scala.Function"):
            continue
        bases.insert(0, str(classNamed(t, each["tpt"], full or each["tpt"]["text"].split("[")[0])))
    return bases, args


def nameOf(t: Translator, node: Node) -> str:
    return t.members.get(t.sym(node).get("full", ""), clean(node["name"])).rpartition(".")[2]


def isPlainCase(t: Translator, node: Node) -> bool:
    """Tell whether a case class is a named tuple in Python."""
    if "case" not in node["mods"] or not node.get("ctor") or not node["ctor"][0]:
        return False
    parents = [each for each in node["parents"] if t.cls(each["tpt"]) not in _NOTHING]
    names = [each["name"] for each in node["ctor"][0]]
    plain = all(each["k"] == "DefDef" for each in node["body"])
    isVar = any("var" in each["mods"] for each in node["ctor"][0])
    return (
        len(node["ctor"]) == 1
        and not parents
        and plain
        and not isVar
        and not any(each.get("rhs") and isLate(t, each["rhs"]) for each in node["ctor"][0])
        and not any(
            name.startswith("_") or name in ("count", "index") or clean(name, True) != name
            for name in names
        )
    )


def writeClass(t: Translator, node: Node) -> None:
    """Write a class or a trait, with its companion's members as its own."""
    companion = node.get("companion")
    full = str(t.sym(node).get("full") or node["name"])
    isCase = "case" in node["mods"] and node["sort"] != "object"
    bases, args = parentsOf(t, node)
    if "case" in node["mods"] and not isCase:
        bases.append(t.helper("CaseObject"))
    node["made"] = "NamedTuple" if isPlainCase(t, node) else ""
    scope = t.scope
    outer = t.own.get(scope.owner, {}) if scope.kind == "class" else {}
    if outer and outer.get("sort") != "object" and scope.me in ("self", "this"):
        raise t.refuse(
            node,
            f"`{node['name']}` is defined inside a class, and belongs to one object of it",
            "move it out of the class, and hand it what it needs",
            "class inside a class",
        )
    inner = Scope("class", scope, full)
    depth = sum(1 for each in _scopes(scope) if each.kind == "class")
    inner.me = "self" if depth == 0 else "this" + (str(depth) if depth > 1 else "")
    node.setdefault("ctor", [[]])
    fields = [
        each
        for group in node["ctor"]
        for each in group
        if not ("implicit" in each["mods"] and isMaterial(t, each))
    ]
    if node["made"]:
        t.header(f"class {nameOf(t, node)}({t.use('typing', 'NamedTuple')}):")
        t.trailing(node["ctor"][0][-1]["e"])
    else:
        if isCase:
            t.header(f"@{t.use('dataclasses', 'dataclass')}(unsafe_hash=True)")
        t.emit(
            f"class {nameOf(t, node)}({', '.join(bases)}):"
            if bases
            else f"class {nameOf(t, node)}:"
        )
        if node["body"]:
            brace = t.text.find(
                "{", max([node["p"], *(each["e"] for each in fields)]), node["body"][0]["s"]
            )
            if brace >= 0:
                t.trailing(brace + 1)
    t.scope = inner
    try:
        with t.indented():
            if node["made"] or (isCase and fields):
                hasDefault = False
                for each in fields:
                    text = annotation(t, t.type(each)) or "object"
                    default = fieldDefault(t, node, each, hasDefault)
                    hasDefault = bool(default)
                    t.flush(each["s"], node["s"])
                    t.emit(f"{clean(each['name'], True)}: {text}{default}")
                    t.trailing(each["e"])
                _bodyOf(t, node, fields, args, isCase=True, bases=bases)
            else:
                _bodyOf(t, node, fields, args, bases=bases)
            if companion is not None:
                statics(t, companion, full)
    finally:
        t.scope = scope
    if companion is not None:
        nested(t, companion)
        deferred(t, companion, full)


def _scopes(scope: Scope | None) -> list[Scope]:
    made = []
    while scope is not None:
        made.append(scope)
        scope = scope.parent
    return made


def _bodyOf(
    t: Translator,
    node: Node,
    fields: list[Node],
    args: list[Node],
    isCase: bool = False,
    bases: list[str] | None = None,
) -> None:
    """Write a class's constructor, then its members in their order."""
    stats = [
        each
        for each in node["body"]
        if each["k"] not in ("DefDef", "ClassDef", "TypeDef", "Import")
    ]
    lazies = [each for each in stats if each["k"] == "ValDef" and "lazy" in each["mods"]]
    stats = [each for each in stats if each not in lazies]
    abstract = [
        # A variable without a value is `var x: T = _`.
        each
        for each in stats
        if each["k"] == "ValDef" and each.get("rhs") is None and "var" not in each["mods"]
    ]
    stats = [each for each in stats if each not in abstract]
    me = t.scope.me
    full = str(t.sym(node).get("full") or node["name"])
    for each in (*fields, *stats):
        if each["k"] == "ValDef" and isProperty(t, t.sym(each)):
            late = hasConcreteBase(t, full, each["name"])
            if late and each in fields:
                raise _asValue(t, each)
            if late:
                # A base class has a property of this name, which hides what an object has.
                stats.remove(each)
                lazies.append(each)
        elif each["k"] == "ValDef" and each["name"] in _inheritedMethods(t, node):
            raise _asValue(t, each)
    isMixed, takesMore = _mixed(t, node)
    if isCase and not (stats or args):
        pass
    elif fields or stats or args:
        scope = t.scope
        t.scope = Scope("function", scope)
        params = parameters(t, [list(fields)], node)
        for each in fields:
            # In the constructor, too, fields are the object's.
            t.scope.names.pop(each.get("sym"), None)
            if isCase:
                # The dataclass has set its fields before.
                t.scope.names[each["name"]] = f"{me}.{clean(each['name'], True)}"
        if takesMore:
            params.append("*args")
        if isCase:
            t.emit(f"def __post_init__({me}) -> None:")
        else:
            t.emit(f"def __init__({', '.join([me, *params])}) -> None:")
        start = max([node["p"], *(each["e"] for each in fields)])
        with t.indented():
            lateDefaults(t, [] if isCase else [list(fields)])
            if args or (bases and not isCase) or isMixed:
                for each in fields if not isCase else ():
                    if each.get("sym") is not None and t.references(args) & {
                        each["sym"],
                        each["name"],
                    }:
                        t.scope.names[each["sym"]] = t.scope.names[each["name"]]
                passed = ", ".join(str(t.expr(arg)) for arg in args) or "*args" * takesMore
                if args and t.cls(node["parents"][0]["tpt"]) == "java.lang.Thread":
                    from sparkish.port._translate._new import threadArguments

                    passed = threadArguments(t, args)
                for each in fields:
                    t.scope.names.pop(each.get("sym"), None)
                t.header(f"super().__init__({passed})")
            for each in fields:
                name = t.scope.names.pop(each["name"], clean(each["name"]))
                if not isCase:
                    t.emit(f"{me}.{clean(each['name'], True)} = {name}")
            for each in stats:
                _inConstructor(t, each, me, start)
                start = each["e"]
        t.scope = scope
    start = node["s"]
    for each in node["body"]:
        if each in stats or each in abstract:
            start = each["e"]
            continue
        if each["k"] == "DefDef":
            if stats and each["s"] > stats[0]["s"]:
                start = max([start, *(s["e"] for s in stats if s["e"] <= each["s"])])
            t.flush(each["s"], start)
            t.gap(each["s"])
            if each["name"] == "this":
                writeConstructor(t, each, nameOf(t, node))
            else:
                _member(t, each, me)
        elif each["k"] == "ValDef":
            t.flush(each["s"], start)
            t.gap(each["s"])
            inner = Scope("function", t.scope)
            scope, t.scope = t.scope, inner
            t.emit(f"@{t.use('functools', 'cached_property')}")
            writeFunction(t, clean(each["name"], True), [me], each["rhs"], RETURN)
            t.scope = scope
        elif each["k"] == "ClassDef" and not isBeside(t, each):
            t.one(each, DROP, start)
        start = each["e"]


def _mixed(t: Translator, node: Node) -> tuple[bool, bool]:
    """Tell whether a trait is mixed into classes with other parents, and one takes arguments.

    The trait's constructor then calls the next class's one.
    """
    full = t.sym(node).get("full")
    if node["sort"] != "trait":
        return False, False
    users = [
        each
        for each in classesIn(t.file["tree"])
        if len(each["parents"]) > 1
        and any(full in t.bases(t.cls(parent["tpt"])) for parent in each["parents"])
    ]
    return bool(users), any(any(p["args"]) for each in users for p in each["parents"])


def _inheritedMethods(t: Translator, node: Node) -> set[str]:
    """Return the names of the methods of base classes in other files that values implement."""
    fields = [each for group in node.get("ctor") or () for each in group]
    return {
        each["name"]
        for each in (*fields, *node["body"])
        if each["k"] == "ValDef"
        for base in t.sym(each).get("overrides") or ()
        if _isForeign(t, base)
    }


def _isForeign(t: Translator, full: str) -> bool:
    """Tell whether a full name is of a method that another file of the program defines."""
    return any(
        each.get("full") == full
        and each["o"] == "method"
        and each.get("file") not in (None, t.file["path"])
        for each in t.file["symbols"]
    )


def _asValue(t: Translator, node: Node) -> Exception:
    """Return the refusal of a value that implements a method: Python calls the one alone."""
    what = f"`{node['name']}` is a value here and a method in a base class"
    return t.refuse(node, what, "write `def` in both", "value that implements a method")


def _member(t: Translator, node: Node, me: str) -> None:
    """Write a method, or refuse it."""
    name = node["name"]
    with t.orRefused(node, f"def {clean(name, True)}({me}, *args):"):
        isAsked = isProperty(t, t.sym(node))
        if isAsked and node.get("body") is None:
            t.emit(f"{clean(name, True)}: {annotation(t, t.type(node)) or 'object'}")
            t.trailing(node["e"])
            return
        if name.endswith(("_=", "_$eq")):
            name = name.removesuffix("_=").removesuffix("_$eq")
            if node.get("body") is not None:
                writeMethod(t, node, clean(name, True), [me], f"@{clean(name, True)}.setter")
            return
        name = {"toString": "__str__", "equals": "__eq__", "hashCode": "__hash__"}.get(
            name, clean(name, True)
        )
        name = methodName(t, t.sym(node), name)
        isRead = isAsked or PROPERTY in node["mods"]
        body = node.get("body")
        if isRead and body and body["k"] == "Literal" and body["lit"] != "Null":
            t.simple(node, f"{name} = {t.expr(body)}")
            return
        writeMethod(t, node, name, [me], "@property" if isRead else "")


def _inConstructor(t: Translator, node: Node, me: str, start: int) -> None:
    """Write what runs when an object is made: a field, or a statement."""
    if node["k"] == "ValDef":
        t.flush(node["s"], start)
        t.gap(node["s"])
        place = f"{me}.{clean(node['name'], True)}"
        rhs = node["rhs"]
        if rhs is None:
            t.simple(node, f"{place} = {zero(t.type(node))}")
        else:
            t.one(rhs, place)
    elif node["k"] == "PatDef":
        t.one(node, DROP, start)
        for var in node.get("vars", ()):
            name = t.scope.names.get(var["name"], var["name"])
            t.emit(f"{me}.{clean(var['name'], True)} = {name}")
    else:
        t.one(node, DROP, start)
