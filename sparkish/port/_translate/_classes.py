"""Classes, traits and objects."""

from __future__ import annotations

from sparkish.port._translate._core import (
    DROP,
    RETURN,
    Mode,
    Translator,
    expression,
    statement,
)
from sparkish.port._translate._functions import writeFunction
from sparkish.port._translate._model import Code, Node, code
from sparkish.port._translate._scopes import Scope, clean
from sparkish.port._translate._types import annotation, zero

__all__ = ["exceptionOf", "writeClass", "writeMethod", "writeObject"]

_EXCEPTIONS = {
    "java.lang.Throwable": "Exception",
    "java.lang.Exception": "Exception",
    "java.lang.RuntimeException": "Exception",
    "java.lang.IllegalArgumentException": "ValueError",
    "java.lang.NumberFormatException": "NumberFormatException",
    "java.lang.IllegalStateException": "RuntimeError",
    "java.lang.ArithmeticException": "ArithmeticError",
    "java.lang.ArrayIndexOutOfBoundsException": "IndexError",
    "java.lang.IndexOutOfBoundsException": "IndexError",
    "java.lang.StringIndexOutOfBoundsException": "IndexError",
    "java.util.NoSuchElementException": "NoSuchElementException",
    "java.lang.ClassCastException": "TypeError",
    "java.lang.NullPointerException": "AttributeError",
    "java.lang.UnsupportedOperationException": "NotImplementedError",
    "scala.NotImplementedError": "NotImplementedError",
    "java.lang.InterruptedException": "InterruptedError",
    "java.io.IOException": "OSError",
    "java.io.FileNotFoundException": "FileNotFoundError",
    "java.net.ConnectException": "OSError",
    "java.net.SocketException": "OSError",
    "java.net.UnknownHostException": "OSError",
    "java.net.SocketTimeoutException": "OSError",
    "java.io.EOFException": "EOFError",
    "java.text.ParseException": "ValueError",
    "java.lang.Error": "Exception",
    "scala.MatchError": "MatchError",
    "java.util.concurrent.TimeoutException": "TimeoutError",
    "java.time.format.DateTimeParseException": "ValueError",
    "java.lang.SecurityException": "PermissionError",
    "org.apache.spark.SparkException": "Exception",
    "java.lang.ClassNotFoundException": "ImportError",
    "java.sql.SQLException": "Exception",
    "java.net.URISyntaxException": "ValueError",
    "java.net.MalformedURLException": "ValueError",
    "java.lang.CloneNotSupportedException": "Exception",
    "java.util.concurrent.ExecutionException": "Exception",
    "java.lang.ExceptionInInitializerError": "Exception",
}
_SHORT = {full.rpartition(".")[2]: full for full in _EXCEPTIONS}
_HELPERS = {"NumberFormatException", "NoSuchElementException", "MatchError"}
_NOTHING = {
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


def exceptionOf(t: Translator, full: str) -> str | None:
    """Return Python's exception for one of Java's."""
    if full in t.own and full in t.members:
        return t.members[full]
    made = _EXCEPTIONS.get(full) or _EXCEPTIONS.get(_SHORT.get(full.rpartition(".")[2], ""))
    if made in _HELPERS:
        return t.helper(made)
    return made


def parameters(
    t: Translator, groups: list[list[Node]], within: Node | None, isTyped: bool = True
) -> list[str]:
    """Declare a function's parameters, and return them with types and defaults."""
    made = []
    for each in (one for group in groups for one in group):
        if each["name"].startswith("evidence$") or (
            "implicit" in each["mods"] and _isMaterial(t, each)
        ):
            continue
        name = t.declare(each, each["name"], within)
        if each.get("sym") is not None:
            t.locals[each["sym"]] = {**each, "mods": [*each["mods"], "var"]}
        if "byname" in each["mods"]:
            t.lazy.add(each.get("sym"))
        star = "*" if "repeated" in each["mods"] else ""
        text = (
            annotation(t, t.type(each))
            if isTyped and not star and "byname" not in each["mods"]
            else ""
        )
        default = ""
        if each.get("rhs"):
            default = (" = " if text else "=") + str(t.expr(each["rhs"]))
        made.append(f"{star}{name}" + (f": {text}" if text else "") + default)
    return made


def _isMaterial(t: Translator, node: Node) -> bool:
    return node["name"].startswith("evidence$") or t.cls(node).startswith(
        (
            "scala.reflect",
            "scala.math.Ordering",
            "scala.math.Numeric",
            "org.apache.spark.sql.Encoder",
        )
    )


def writeMethod(
    t: Translator, node: Node, name: str, first: list[str], decorator: str = ""
) -> None:
    """Write a ``def``, as a method where it has a first parameter of ours."""
    body = node.get("body")
    scope = t.scope
    t.scope = Scope("function", scope)
    try:
        params = parameters(t, node["params"], body)
        isUnit = node.get("procedure") or t.cls(node) == "scala.Unit"
        result = "None" if isUnit else annotation(t, t.type(node))
        if decorator:
            t.emit(decorator)
        if body is None:
            t.emit(f"def {name}({', '.join(first + params)}){f' -> {result}' if result else ''}:")
            t.lines.append((t.indent + 1, "raise NotImplementedError"))
            t.trailing(node["e"])
            return
        writeFunction(
            t, name, first + params, body, DROP if isUnit else RETURN, result, start=node["s"]
        )
        if body["k"] != "Block":
            t.trailing(node["e"])
    finally:
        t.scope = scope


def _parents(t: Translator, node: Node) -> tuple[list[str], list[Node]]:
    """Return a class's bases, Scala's last first, and what the first is constructed with."""
    bases: list[str] = []
    args: list[Node] = []
    for each in node["parents"]:
        full = t.cls(each["tpt"]) or t.sym(each["tpt"]).get("full", "")
        if full in _NOTHING:
            continue
        args += [arg for group in each["args"] for arg in group]
        exception = exceptionOf(t, full)
        if exception:
            bases.insert(0, exception)
            continue
        from sparkish.port._translate._names import classNamed

        if full.startswith("scala.Function"):
            continue
        bases.insert(0, str(classNamed(t, each["tpt"], full or each["tpt"]["text"].split("[")[0])))
    return bases, args


@statement("ClassDef")
def classDefinition(t: Translator, node: Node, mode: Mode) -> None:
    """A class or an object inside something else."""
    if t.sym(node).get("full") not in t.members:
        name = t.declare(node, node["name"])
        t.members[str(t.sym(node).get("full") or node["name"])] = name
        t.own[str(t.sym(node).get("full") or node["name"])] = node
    if node["sort"] == "object":
        writeObject(t, node)
    else:
        writeClass(t, node)


def _name(t: Translator, node: Node) -> str:
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
        and not any(
            name.startswith("_") or name in ("count", "index") or clean(name, True) != name
            for name in names
        )
    )


def writeClass(t: Translator, node: Node, companion: Node | None = None) -> None:
    """Write a class or a trait."""
    full = str(t.sym(node).get("full") or node["name"])
    isCase = "case" in node["mods"]
    bases, args = _parents(t, node)
    node["made"] = "NamedTuple" if isPlainCase(t, node) else ""
    scope = t.scope
    inner = Scope("class", scope, full)
    depth = sum(1 for each in _scopes(scope) if each.kind == "class")
    inner.me = "self" if depth == 0 else "this" + (str(depth) if depth > 1 else "")
    node.setdefault("ctor", [[]])
    fields = [
        each
        for group in node["ctor"]
        for each in group
        if not ("implicit" in each["mods"] and _isMaterial(t, each))
    ]
    if node["made"]:
        t.header(f"class {_name(t, node)}({t.use('typing', 'NamedTuple')}):")
        t.trailing(node["ctor"][0][-1]["e"])
    else:
        if isCase:
            t.header(f"@{t.use('dataclasses', 'dataclass')}(unsafe_hash=True)")
        t.emit(
            f"class {_name(t, node)}({', '.join(bases)}):" if bases else f"class {_name(t, node)}:"
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
                for each in fields:
                    text = annotation(t, t.type(each)) or "object"
                    default = f" = {t.expr(each['rhs'])}" if each.get("rhs") else ""
                    t.flush(each["s"], node["s"])
                    t.emit(f"{clean(each['name'], True)}: {text}{default}")
                    t.trailing(each["e"])
                _bodyOf(t, node, [], [], isCase=True)
            else:
                _bodyOf(t, node, fields, args, bases=bases)
            if companion is not None:
                _statics(t, companion, full)
    finally:
        t.scope = scope


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
    if any(each["k"] == "DefDef" and each["name"] == "this" for each in node["body"]):
        raise t.refuse(
            node,
            f"`{node['name']}` has a second constructor, `def this(...)`, and Python's "
            "classes have one",
            "give the first one default arguments",
            "second constructor",
        )
    names = [each["name"] for each in node["body"] if each["k"] == "DefDef"]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        what = (
            f"`{twice}` is defined twice, for other parameters, and Python's methods have one form"
        )
        raise t.refuse(node, what, "give each a name of its own", "overloaded methods")
    stats = [
        each
        for each in node["body"]
        if each["k"] not in ("DefDef", "ClassDef", "TypeDef", "Import")
    ]
    lazies = [each for each in stats if each["k"] == "ValDef" and "lazy" in each["mods"]]
    stats = [each for each in stats if each not in lazies]
    abstract = [each for each in stats if each["k"] == "ValDef" and each.get("rhs") is None]
    stats = [each for each in stats if each not in abstract]
    me = t.scope.me
    if fields or stats or args:
        scope = t.scope
        t.scope = Scope("function", scope)
        params = parameters(t, [list(fields)], node)
        for each in fields:
            # In the constructor, too, fields are the object's.
            t.scope.names.pop(each.get("sym"), None)
        t.emit(f"def __init__({', '.join([me, *params])}) -> None:")
        start = max([node["p"], *(each["e"] for each in fields)])
        with t.indented():
            if isCase:
                pass
            elif args or bases:
                for each in fields:
                    if each.get("sym") is not None and t.references(args) & {
                        each["sym"],
                        each["name"],
                    }:
                        t.scope.names[each["sym"]] = t.scope.names[each["name"]]
                passed = ", ".join(str(t.expr(arg)) for arg in args)
                for each in fields:
                    t.scope.names.pop(each.get("sym"), None)
                t.header(f"super().__init__({passed})")
            for each in fields:
                name = t.scope.names.pop(each["name"], clean(each["name"]))
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
            _member(t, each, me)
        elif each["k"] == "ValDef":
            t.flush(each["s"], start)
            t.gap(each["s"])
            inner = Scope("function", t.scope)
            scope, t.scope = t.scope, inner
            t.emit(f"@{t.use('functools', 'cached_property')}")
            writeFunction(t, clean(each["name"], True), [me], each["rhs"], RETURN)
            t.scope = scope
        elif each["k"] == "ClassDef":
            t.one(each, DROP, start)
        start = each["e"]


def _member(t: Translator, node: Node, me: str) -> None:
    """Write a method, or refuse it."""
    name = node["name"]
    with t.orRefused(node, f"def {clean(name, True)}({me}, *args):"):
        name = {"toString": "__str__", "equals": "__eq__", "hashCode": "__hash__"}.get(
            name, clean(name, True)
        )
        writeMethod(t, node, name, [me])


def _inConstructor(t: Translator, node: Node, me: str, start: int) -> None:
    """Write what runs when an object is made: a field, or a statement."""
    if node["k"] == "ValDef":
        t.flush(node["s"], start)
        t.gap(node["s"])
        place = f"{me}.{clean(node['name'], True)}"
        rhs = node["rhs"]
        if rhs["k"] == "Ident" and rhs["name"] == "_":
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


def _statics(t: Translator, node: Node, owner: str) -> None:
    """Write an object's members as its class's own."""
    full = str(t.sym(node).get("full") or node["name"])
    fields = [
        each
        for each in node["body"]
        if each["k"] not in ("DefDef", "ClassDef", "Import", "TypeDef")
    ]
    start = node["s"]
    if node["body"]:
        brace = t.text.find("{", node["p"], node["body"][0]["s"])
        if brace >= 0:
            start = brace
    for each in node["body"]:
        if each["k"] == "DefDef":
            t.flush(each["s"], start)
            t.gap(each["s"])
            t.emit("@staticmethod")
            before = len(t.lines)
            try:
                writeMethod(t, each, clean(each["name"], True), [])
            except Exception:
                del t.lines[before - 1 :]
                raise
        elif each["k"] == "ValDef" and each in fields:
            t.flush(each["s"], start)
            t.gap(each["s"])
            if "lazy" in each["mods"]:
                t.emit("@staticmethod")
                t.emit(f"@{t.use('functools', 'cache')}")
                scope = t.scope
                t.scope = Scope("function", scope)
                writeFunction(t, clean(each["name"], True), [], each["rhs"], RETURN)
                t.scope = scope
            elif each.get("rhs") is None or (
                each["rhs"]["k"] == "Ident" and each["rhs"]["name"] == "_"
            ):
                t.simple(each, f"{clean(each['name'], True)} = {zero(t.type(each))}")
            else:
                # In the class's body its other fields have no prefix yet.
                mine = {k: v for k, v in t.members.items() if k.startswith(full + ".")}
                if t.references(each["rhs"]) & {
                    one["name"] for one in node["body"] if one.get("name")
                }:
                    t.members.update({k: v.rpartition(".")[2] for k, v in mine.items()})
                t.one(each["rhs"], clean(each["name"], True))
                t.members.update(mine)
        elif each["k"] == "ClassDef" or each["k"] not in ("Import", "TypeDef"):
            t.one(each, DROP, start)
        start = each["e"]
    t.flush(node["e"], start)


def writeObject(t: Translator, node: Node) -> None:
    """Write an object that is not the program: a class that has no instances."""
    full = str(t.sym(node).get("full") or node["name"])
    bases, _ = _parents(t, node)
    if bases and "case" not in node["mods"]:
        name = _name(t, node)
        writeClass(t, node)
        t.emit(f"{name} = {name}()")
        return
    t.emit(f"class {_name(t, node)}:")
    inner = Scope("class", t.scope, full)
    inner.me = _name(t, node)
    scope, t.scope = t.scope, inner
    with t.indented():
        _statics(t, node, full)
    t.scope = scope


@expression("New")
def new(t: Translator, node: Node) -> Code:
    """``new``: a call of the class; an anonymous class is a local one."""
    from sparkish.port._translate._java import constructed
    from sparkish.port._translate._names import classNamed

    if node.get("anon"):
        return _anonymous(t, node)
    made = constructed(t, node)
    if made is not None:
        return made
    full = t.cls(node) or t.cls(node["tpt"]) or t.sym(node["tpt"]).get("full", "")
    exception = exceptionOf(t, full)
    from sparkish.port._translate._calls import arguments
    from sparkish.port._translate._model import Call

    symbol = t.sym(node)
    call = Call(node, node, None, "", node["args"], [], symbol)
    if exception:
        return code(f"{exception}({arguments(t, call)})")
    if full:
        return code(f"{classNamed(t, node['tpt'], full)}({arguments(t, call)})")
    from sparkish.port._translate._calls import _importedFrom
    from sparkish.port._translate._names import unknown

    text = node["tpt"]["text"].split("[")[0]
    return code(f"{unknown(t, node['tpt'], _importedFrom(t, text) or text)}({arguments(t, call)})")


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
