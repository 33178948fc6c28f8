"""Calls: who has the rule for what is called."""

from __future__ import annotations

import re
from dataclasses import replace

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument, arguments, broken
from sparkish.port._translate._assignments import operation
from sparkish.port._translate._breaks import breakable
from sparkish.port._translate._core import (
    DROP,
    RETURN,
    Mode,
    Translator,
    expression,
    shown,
    statement,
)
from sparkish.port._translate._functions import hoisted
from sparkish.port._translate._layout import BREAK
from sparkish.port._translate._literals import concatenation, hasText, textOf
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._names import (
    classNamed,
    isMethod,
    local,
    member,
    reference,
    sibling,
    unknown,
)
from sparkish.port._translate._operators import BINARY, binary, unary
from sparkish.port._translate._overloads import methodName
from sparkish.port._translate._properties import isProperty
from sparkish.port._translate._rules import METHODS, NAMED, kindOf
from sparkish.port._translate._scopes import clean
from sparkish.port._translate._unresolved import (
    byMethod,
    importedFrom,
    isIndexed,
    operated,
    wellKnown,
    wildcard,
)


@statement("Apply")
def applied(t: Translator, node: Node, mode: Mode) -> None:
    """A call as a statement."""
    from sparkish.port._translate._collections.mutable import locked, statementCall

    if locked(t, node, mode):
        return
    if node.get("assignOp"):
        operation(t, node)
        return
    if mode == DROP and (
        statementCall(t, node) or breakable(t, node, isLast=bool(node.get("isStep")))
    ):
        return
    value = t.expr(node)
    if not _decorated(t, value, mode):
        t.result(node, value, mode)
        return
    t.trailing(node["e"])


#: Calls of one function of several lines, and the name that the function is given.
_DECORATORS = {"foreachRDD": "eachRDD", "transform": "transformed"}


def _decorated(t: Translator, value: Code, mode: Mode) -> bool:
    """Write a call of a function as its decorator: the function stands where its lines are.

    Spark itself says so in Python. What ``transform`` returns has the function's name.
    """
    found = re.fullmatch(r"(.+\.(\w+))\((\w+)\)", value.replace(BREAK, ""))
    if found is None or found[3] != _DECORATORS.get(found[2]) or len(found[1]) > 80:
        return False
    if mode != DROP and (found[2] == "foreachRDD" or mode == RETURN or not mode.isidentifier()):
        return False
    head = f"def {found[3]}("
    defined = [line for depth, line in t.pending if depth == 0 and line]
    if len(defined) != 1 or not defined[0].startswith(head):
        return False
    _, line = t.pending[0]
    name = found[3] if mode == DROP else mode
    t.pending[0] = 0, f"def {name}({line.removeprefix(head)}"
    t.pending.insert(0, (0, f"@{found[1]}"))
    t.lines += [(t.indent + depth, text) for depth, text in t.pending]
    t.pending = []
    t.scope.function().used.discard(found[3])
    t.scope.used.discard(found[3])
    return True


@expression("Apply", "Select", "Ident", "TypeApply")
def called(t: Translator, node: Node) -> Code:
    """A call or a name."""
    if node.get("assignOp"):
        return hoisted(t, node, "action")
    if node.get("eta") and t.cls(node).startswith("scala.Function"):
        return reference(t, node)
    call = t.call(node)
    base = call.function
    if call.name == "synchronized" and len(call.args) == 1:
        return hoisted(t, node, "locked")
    groups = call.symbol.get("params") or []
    isOurs = call.symbol.get("file") and call.symbol.get("o") == "method"
    left = [each for group in groups[len(call.lists) :] for each in group]
    isPart = any(not each.get("implicit") for each in left) and not node.get("expanded")
    if isOurs and call.lists and isPart and not node.get("impl"):
        # Some of its lists of parameters are given.
        given = reference(t, base)
        return code(f"{t.use('functools', 'partial')}({given}, {arguments(t, call)})")
    if base["k"] == "Ident":
        found = local(t, base)
        if found is not None:
            return _applied(t, call, found, isFunction=_isLocalMethod(t, base))
    if base["k"] not in ("Ident", "Select") or (base["k"] == "Select" and call.q is None):
        return _applied(t, call, t.expr(base))
    if call.q is None and call.full in t.members and base["k"] == "Ident":
        return _own(t, call, code(t.members[call.full]))
    rule = NAMED.get(call.full.replace(".package.", ".")) or (
        NAMED["scala.Predef.classOf"] if base.get("name") == "classOf" and call.types else None
    )
    if rule is not None:
        made = rule(t, call)
        if made is not None:
            return made
    if call.q is not None:
        return _method(t, call)
    return _name(t, call)


def _isLocalMethod(t: Translator, node: Node) -> bool:
    return t.sym(node).get("o") == "method"


def _applied(t: Translator, call: Call, base: Code, isFunction: bool = False) -> Code:
    """Return a local value or function with what it is applied to."""
    if not call.lists:
        return code(f"{base}()") if isFunction else base
    cls = t.cls(call.function)
    if not isFunction and not cls and t.file["errors"] and isIndexed(t, call):
        return code(f"{base.at(m.ATOM)}[{t.expr(call.args[0])}]")
    if isFunction or not cls:
        return code(f"{base.at(m.ATOM)}({arguments(t, call)})")
    inner = Call(call.node, call.function, call.function, "apply", call.lists, [], call.symbol)
    kind = kindOf(t, cls)
    rule = METHODS.get((kind, "apply"))
    made = rule(t, inner) if rule is not None else None
    if made is not None:
        return made
    if cls in t.own:
        return code(f"{base}.apply({arguments(t, call)})")
    if {"org.apache.spark.sql.Dataset", "org.apache.spark.sql.Column"} & set(t.bases(cls)):
        return code(f"{base.at(m.ATOM)}[{t.expr(call.args[0])}]")
    return code(f"{base.at(m.ATOM)}({arguments(t, call)})")


def _own(t: Translator, call: Call, base: Code) -> Code:
    """Return a call of what this file defines in an object."""
    isInstance = call.symbol.get("owner") in t.instances
    if (call.symbol.get("o") == "lazy" or call.full in t.lazy) and not isInstance:
        base = code(f"{base}()")
        return _applied(t, call, base) if call.lists else base
    if isMethod(t, call.symbol):
        base = code(methodName(t, call.symbol, base))
        if not call.lists and not call.symbol.get("nullary") and not call.node.get("called"):
            params = call.symbol.get("params") or []
            if params and params[0]:
                return base
        return code(f"{base}({arguments(t, call)})")
    if call.lists:
        return _applied(t, call, base)
    return base


def _name(t: Translator, call: Call) -> Code:
    """Return a call of a name that is not local."""
    base, symbol = call.function, call.symbol
    own = t.sym(base)
    if own.get("o") in ("object", "class", "package") and own.get("full"):
        if call.lists:
            return _constructed(t, call, own)
        if own["o"] == "package":
            return code(own["full"])
        return classNamed(t, base, own["full"])
    owner = str(symbol.get("owner") or own.get("owner") or "")
    if base["name"] == "copy" and call.lists and "case" in t.own.get(owner, {}).get("mods", ()):
        return _copied(t, call, t.expr({**base, "k": "This"}), owner)
    found = member(t, base, own if own.get("full") else symbol)
    if found is not None:
        target = own if own.get("full") else symbol
        if isMethod(t, target):
            return code(f"{methodName(t, target, found)}({arguments(t, call)})")
        return _applied(t, call, found)
    shared = sibling(t, call.full, symbol.get("o") == "var")
    if shared is not None:
        return _own(t, call, shared)
    file = symbol.get("file") or own.get("file")
    if file and file in t.modules and t.modules[file] != t.module:
        name = code(t.use(t.modules[file], clean(base["name"])))
        return _own(t, call, name)
    from sparkish.port._translate._java.library import helpedMethod

    helped = helpedMethod(t, call, "")
    if helped is not None:
        return helped
    if call.full.startswith(("scala.", "java.")):
        raise t.refuse(
            call.node, f"`{call.full}` has no rule yet", "write it in Python", f"no {call.full}"
        )
    owner = str(symbol.get("owner") or own.get("owner") or "")
    if owner.startswith("org.apache.spark."):
        # Imported from an object: `import LocationStrategies._`.
        holder = classNamed(t, base, owner)
        return code(f"{holder}.{base['name']}" + (f"({arguments(t, call)})" if call.lists else ""))
    if base["name"] in t.given:
        name = code(base["name"])
        return code(f"{name}({arguments(t, call)})") if call.lists else name
    imported = importedFrom(t, base["name"])
    if t.file["errors"]:
        made = wellKnown(t, call, imported)
        if made is None and imported is None:
            made = wildcard(t, call)
        if made is not None:
            return made
    if imported is not None:
        name = unknown(t, base, imported)
        return code(f"{name}({arguments(t, call)})") if call.lists else name
    if not t.file["errors"]:
        raise t.refuse(
            call.node, f"`{shown(t.source(call.node))}` has no rule", "write it in Python", "name"
        )
    t.note(
        base,
        f"{base['name']}: the compiler does not know this name, so it is written as it is",
        "unknown name",
    )
    name = code(t.use("unknown", clean(base["name"])))
    return code(f"{name}({arguments(t, call)})") if call.lists else name


def _constructed(t: Translator, call: Call, own: dict[str, object]) -> Code:
    """``X(...)``: a case class, or the ``apply`` of an object."""
    full = str(own["full"])
    base = classNamed(t, call.function, full)
    if full in t.own or own.get("file"):
        symbol = call.symbol
        isMade = symbol.get("companionOfCase") or "case" in symbol.get("flags", ())
        isMade = isMade or symbol.get("owner") == "scala.Enumeration"
        if not isMade and symbol.get("name") == "apply":
            applied_ = t.members.get(f"{full}.apply")
            name = methodName(t, symbol, applied_ or f"{base}.apply")
            return code(f"{name}({arguments(t, call)})")
    return code(f"{base}({arguments(t, call)})")


def _method(t: Translator, call: Call) -> Code:
    """Return a call of a method."""
    q = call.q
    assert q is not None
    if isProperty(t, call.symbol) and call.lists[:1] == [[]] and call.symbol.get("params") == [[]]:
        # In Python a property is read without parentheses.
        call.lists = call.lists[1:]
    if call.name == "+" and len(call.args) > 1 and t.cls(q) == "java.lang.String":
        # Several values behind ``+`` are a tuple.
        whole = {**call.node, "k": "Tuple", "elems": call.args, "t": t.tupleType(call.args)}
        return code(f"{t.expr(q).at(m.SUM)} + {textOf(t, whole).at(m.PRODUCT)}", m.SUM)
    if call.name in BINARY and (len(call.args) == 1 or (call.name in ("==", "!=") and call.args)):
        made = binary(t, call)
        if made is not None:
            return made
    if call.name.startswith("unary_"):
        made = unary(t, call)
        if made is not None:
            return made
    cls = t.cls(q)
    own = t.sym(q)
    isObject = own.get("o") in ("object", "package", "class") and q["k"] in ("Ident", "Select")
    isObject = isObject and own.get("full") != "scala.None"
    kind = "" if isObject else kindOf(t, cls)
    if cls in t.own or any(each in t.own for each in t.bases(cls)[:1]):
        made = _ownMethod(t, call)
        if made is not None:
            return made
    if isObject and (t.sym(call.function) or call.symbol).get("o") not in ("object", "class"):
        shared = sibling(t, call.full, call.symbol.get("o") == "var")
        if shared is not None:
            return _own(t, call, shared)
    rule = METHODS.get((kind, call.name))
    if rule is not None:
        made = rule(t, call)
        if made is not None:
            return made
    made = _asSequence(t, call, kind)
    if made is not None:
        return made
    if not isObject:
        rule = METHODS.get(("any", call.name))
        if rule is not None:
            made = rule(t, call)
            if made is not None:
                return made
    if kind == "spark" or (
        isObject and str(own.get("full", "")).startswith(("org.apache.spark", "org.apache.kafka"))
    ):
        from sparkish.port._translate._spark import sparkCall

        return sparkCall(t, call)
    if call.full in t.members:
        return _own(t, call, code(t.members[call.full]))
    if own.get("o") == "package" or (
        isObject and t.sym(call.function).get("o") in ("object", "class", "package")
    ):
        target = t.sym(call.function)
        if target.get("o") in ("object", "class"):
            if call.lists:
                return _constructed(
                    t,
                    Call(
                        call.node,
                        call.function,
                        None,
                        call.name,
                        call.lists,
                        call.types,
                        call.symbol,
                    ),
                    target,
                )
            return classNamed(t, call.function, str(target["full"]))
    return _plain(t, call, kind, cls)


def _copied(t: Translator, call: Call, value: Code, cls: str) -> Code:
    """Return a copy of a case class's object, with other values in some fields."""
    names = [each["name"] for each in t.own[cls]["ctor"][0]]
    args = [
        argument(t, each)
        if each["k"] == "NamedArg"
        else f"{clean(names[at], True)}={argument(t, each)}"
        for at, each in enumerate(call.args)
    ]
    if t.own[cls].get("made") == "NamedTuple":
        return code(f"{value.at(m.ATOM)}._replace({', '.join(args)})")
    return code(f"{t.use('dataclasses', 'replace')}({', '.join([str(value), *args])})")


#: What the rules for lists do with anything that can be gone through.
_FOR_ALL = {
    *("foldLeft", "foldRight", "reduceRight", "reduceOption", "reduceLeftOption", "groupBy", "zip"),
    *(
        "maxBy",
        "minBy",
        "sum",
        "product",
        "scanLeft",
        "headOption",
        "mkString",
        "partition",
        "find",
    ),
    *("groupMapReduce", "groupMap", "collectFirst", "indexWhere", "exists", "forall", "count"),
}


def _asSequence(t: Translator, call: Call, kind: str) -> Code | None:
    """Return what a rule for lists makes of another collection."""
    rule = METHODS.get(("seq", call.name))
    if rule is None or call.q is None:
        return None
    if kind in ("set", "iterator") and call.name in _FOR_ALL:
        return rule(t, call)
    isRead = not (call.name.endswith("=") or call.name in _CHANGE)
    if kind == "range":
        return rule(t, call)
    if (kind == "option" and call.name in _OF_OPTION) or (kind == "map" and call.name in _OF_MAP):
        listed = {**call.q, "k": "Listed", "x": call.q, "view": None}
        if kind == "map":
            listed.update(pairs=True, t=None)
        return rule(t, replace(call, q=listed))
    if kind in ("queue", "stack", "priority") and isRead:
        listed = {**call.q, "k": "Listed", "x": call.q, "view": None}
        return rule(t, replace(call, q=listed))
    return None


#: What an Option, and a map's pairs, have as lists have it.
_OF_OPTION = {
    *("sum", "product", "max", "min", "mkString", "foldLeft", "count", "find", "head", "last"),
    *("reduce", "zipWithIndex", "headOption", "lastOption", "++", "toSet", "toVector", "toMap"),
}
_OF_MAP = {
    *("zipWithIndex", "unzip", "zip", "foldRight", "reduceLeft", "reduceOption", "last"),
    *("lastOption", "indexWhere", "toVector"),
}
_CHANGE = {"append", "appendAll", "add", "addAll", "remove", "insert", "prepend", "clear", "push"}


@expression("Listed")
def inList(t: Translator, node: Node) -> Code:
    """The elements of a collection as a list."""
    if node.get("pairs"):
        return code(f"list({t.expr(node['x']).at(m.ATOM)}.items())")
    return code(f"list({t.expr(node['x'])})")


def _ownMethod(t: Translator, call: Call) -> Code | None:
    q = call.q
    assert q is not None
    if (q["k"] == "This" and t.cls(q) in t.flat) or t.sym(q).get("full") in t.flat:  # noqa: SIM102
        if call.full in t.members:
            return _own(t, call, code(t.members[call.full]))
    target = t.sym(call.function) or call.symbol
    if target.get("o") in ("class", "object"):
        return (
            classNamed(t, call.function, target["full"])
            if not call.lists
            else _constructed(
                t,
                Call(
                    call.node, call.function, None, call.name, call.lists, call.types, call.symbol
                ),
                target,
            )
        )
    if call.full in t.members and "." in t.members[call.full]:
        return _own(t, call, code(t.members[call.full]))
    if call.name in ("copy",) and "case" in t.own[t.cls(q)]["mods"] if t.cls(q) in t.own else False:
        return _copied(t, call, t.expr(q), t.cls(q))
    owner = target.get("owner", "")
    if call.name == "hashCode" and not call.args and owner not in t.own:
        t.note(call.node, "hashCode: Python's hash is another number than Scala's", "hashCode")
        return code(f"hash({t.expr(q)})")
    if call.name == "toString" and not call.args:
        return METHODS["any", "toString"](t, call)
    if owner in t.own or owner == t.cls(q):
        base = f"{t.expr(q).at(m.ATOM)}.{clean(call.name, True)}"
        if isMethod(t, target):
            return code(f"{methodName(t, target, base)}({arguments(t, call)})")
        if target.get("o") == "lazy" or not call.lists:
            return code(base)
        return _applied(t, call, code(base))
    return None


#: What objects of the program have that are told by a type of Java's.
_OBJECTS = {
    "java.lang.Runnable.run",
    "java.util.concurrent.Callable.call",
    "java.util.Comparator.compare",
}


def _plain(t: Translator, call: Call, kind: str, cls: str) -> Code:
    """Return a call of something that has no rule: of a library that is to be written."""
    q = call.q
    assert q is not None
    known = call.full
    from sparkish.port._translate._java.library import helpedMethod

    helped = helpedMethod(t, call, cls)
    if helped is not None:
        return helped
    if known not in _OBJECTS and known.startswith(
        (
            "scala.",
            "java.lang.",
            "java.util.",
            "java.io.",
            "java.text.",
            "java.time.",
            "java.net.",
            "java.nio.",
        )
    ):
        raise t.refuse(
            call.node,
            f"`{call.name}` of {cls or known.rpartition('.')[0]} has no rule yet",
            "write this part in Python",
            f"no {known}",
        )
    file = call.symbol.get("file")
    isGuessed = q.get("t") is None and q.get("guess") is not None
    if not known and cls and kind and not isGuessed:
        raise t.refuse(
            call.node,
            f"the compiler does not know `{call.name}` of {cls}",
            "write this part in Python",
            f"unknown {call.name}",
        )
    if not file and not known:
        t.note(
            call.function,
            f"{call.name}: the compiler does not know this name, so it is written as it is",
            "unknown name",
        )
    if t.file["errors"]:
        told = byMethod(t, call)
        if told is not None:
            return told
    if q["k"] in ("Ident", "Select") and not t.type(q) and not t.sym(q):
        text = t.source(q)
        name = importedFrom(t, text.split(".")[0].strip())
        isPackaged = re.fullmatch(r"[a-z]\w*(\.[a-z]\w*)+\.[A-Z]\w*", text) is not None
        if (
            name
            and local(t, q if q["k"] == "Ident" else {"name": text.split(".")[0], "k": "Ident"})
            is None
        ):
            # It may have another name here: `import a.{Long => Short}`.
            base = code(unknown(t, q, name) + text[len(text.split(".")[0].rstrip()) :])
        elif isPackaged and t.scope.find(text.split(".")[0]) is None:
            # Named with its package, without an import.
            base = unknown(t, q, text)
        else:
            base = t.expr(q)
    else:
        base = t.expr(q)
    if (
        call.name in ("+", "-", "*", "/", "<", ">", "==", "!=", "<=", ">=", "%")
        and len(call.args) == 1
    ):
        if call.name == "+" and hasText(call.node):
            return concatenation(t, call.node)
        return code(f"{base.at(m.SUM)} {call.name} {t.expr(call.args[0]).at(m.SUM)}", m.COMPARE)
    if not call.name.replace("_", "").isalnum() and not file:
        return operated(t, call, base)
    made = f"{base.at(m.ATOM)}{broken(t, call)}.{clean(call.name, True)}"
    if call.lists or isMethod(t, call.symbol):
        made = f"{methodName(t, call.symbol, made)}({arguments(t, call)})"
    return code(made)
