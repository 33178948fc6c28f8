"""Calls: who has the rule for what is called."""

from __future__ import annotations

from collections.abc import Callable

from sparkish.port._translate import _model as m
from sparkish.port._translate._core import DROP, Mode, Translator, expression, shown, statement
from sparkish.port._translate._functions import caseLambda, function, hoisted
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._names import classNamed, isMethod, local, member, reference, unknown
from sparkish.port._translate._operators import BINARY, binary, unary
from sparkish.port._translate._scopes import clean

__all__ = ["Rule", "argument", "arguments", "calls", "etaExpanded", "onKind"]

Rule = Callable[[Translator, Call], "Code | None"]

#: Rules by the full name of what is called.
NAMED: dict[str, Rule] = {}
#: Rules by the kind of the receiver and the name.
METHODS: dict[tuple[str, str], Rule] = {}


def calls(*names: str) -> Callable[[Rule], Rule]:
    """Register the rule for what has these full names."""

    def register(rule: Rule) -> Rule:
        NAMED.update(dict.fromkeys((name.replace(".package.", ".") for name in names), rule))
        return rule

    return register


def onKind(kind: str, *names: str) -> Callable[[Rule], Rule]:
    """Register the rule for methods of a kind of values."""

    def register(rule: Rule) -> Rule:
        METHODS.update({(kind, name): rule for name in names})
        return rule

    return register


_KINDS = [
    ("string", "java.lang.String"),
    ("string", "scala.collection.StringOps"),
    ("option", "scala.Option"),
    ("map", "scala.collection.Map"),
    ("map", "java.util.Map"),
    ("map", "java.util.Properties"),
    ("set", "scala.collection.Set"),
    ("set", "java.util.Set"),
    ("range", "scala.collection.immutable.Range"),
    ("queue", "scala.collection.mutable.Queue"),
    ("seq", "scala.Array"),
    ("seq", "scala.collection.Seq"),
    ("seq", "java.util.List"),
    ("iterator", "scala.collection.Iterator"),
    ("iterator", "java.util.Iterator"),
    ("seq", "scala.collection.Iterable"),
    ("seq", "scala.collection.IterableOnce"),
    ("seq", "java.lang.Iterable"),
    ("seq", "scala.collection.ArrayOps"),
    ("seq", "scala.collection.IterableOps"),
    ("regex", "scala.util.matching.Regex"),
    ("throwable", "java.lang.Throwable"),
    ("random", "java.util.Random"),
    ("random", "scala.util.Random"),
    ("thread", "java.lang.Thread"),
    ("row", "org.apache.spark.sql.Row"),
    ("try", "scala.util.Try"),
    ("char", "scala.Char"),
    ("boolean", "scala.Boolean"),
    ("number", "scala.Int"),
    ("number", "scala.Long"),
    ("number", "scala.Double"),
    ("number", "scala.Float"),
    ("number", "scala.Short"),
    ("number", "scala.Byte"),
    ("number", "java.lang.Number"),
    ("builder", "java.lang.StringBuilder"),
    ("builder", "scala.collection.mutable.StringBuilder"),
    ("builder", "java.lang.StringBuffer"),
    ("tuple", "scala.Product2"),
    ("tuple", "scala.Product3"),
    ("function", "scala.Function1"),
    ("function", "scala.Function2"),
    ("function", "scala.Function0"),
    ("date", "java.util.Date"),
    ("dateformat", "java.text.DateFormat"),
    ("bigdecimal", "scala.math.BigDecimal"),
]


_ENDS = {
    "Map": "map",
    "Set": "set",
    "Iterator": "iterator",
    "Queue": "queue",
    "Range": "range",
    "StringBuilder": "builder",
}


def kindOf(t: Translator, cls: str) -> str:
    """Return what a class is in Python."""
    if not cls:
        return ""
    if cls.startswith("scala.Tuple"):
        return "tuple"
    if cls.startswith("scala.Function"):
        return "function"
    bases = t.bases(cls)
    if any(each.startswith("org.apache.spark.") for each in bases[:1]):
        return "row" if cls == "org.apache.spark.sql.Row" else "spark"
    for kind, base in _KINDS:
        if base in bases:
            return kind
    if any(each.startswith("org.apache.spark.") for each in bases):
        return "spark"
    if cls.startswith("scala.collection."):
        # The table of bases leaves out what no expression in the file has as its own class.
        name = cls.rpartition(".")[2]
        return next((kind for end, kind in _ENDS.items() if name.endswith(end)), "seq")
    return ""


@statement("Apply")
def applied(t: Translator, node: Node, mode: Mode) -> None:
    """A call as a statement."""
    from sparkish.port._translate._collections import statementCall

    if node.get("assignOp"):
        _operation(t, node)
        return
    if mode == DROP and statementCall(t, node):
        return
    value = t.expr(node)
    if (
        mode == DROP
        and value.endswith("foreachRDD(eachRDD)")
        and t.pending[:1]
        and (t.pending[0][1].startswith("def eachRDD("))
    ):
        # Spark's own way to say it in Python: the function stands where its lines are.
        t.pending.insert(0, (0, "@" + value.removesuffix("(eachRDD)").replace("\x01", "")))
        t.lines += [(t.indent + depth, text) for depth, text in t.pending]
        t.pending = []
        t.scope.function().used.discard("eachRDD")
        t.scope.used.discard("eachRDD")
        t.trailing(node["e"])
        return
    t.result(node, value, mode)


def _operation(t: Translator, node: Node) -> None:
    """``n += e``, where it means ``n = n + e``."""
    from sparkish.port._translate._collections import updated
    from sparkish.port._translate._control import assignable

    select = node["f"]
    left, name, right = select["q"], select["name"][:-1], node["args"][0]
    place = t.locals.get(left.get("sym"), left)
    cls = t.cls(left) or t.cls(place) or _valueClass(t, left)
    kind = kindOf(t, cls)
    known = left if t.cls(left) else {**left, "t": place.get("t")}
    if not t.cls(known) and left["k"] == "Ident":
        known = {**left, "t": _typeIndex(t, left)}
    if kind in ("seq", "map", "set"):
        text = assignable(t, left)
        t.simple(node, f"{text} = {updated(t, kind, known, name, node['args'], text)}")
        return
    inner = {
        "k": "Apply",
        "s": node["s"],
        "p": node["p"],
        "e": node["e"],
        "infix": True,
        "f": {
            "k": "Select",
            "q": known,
            "name": name,
            "s": left["s"],
            "p": node["p"],
            "e": left["e"],
        },
        "args": [right],
        "t": known.get("t"),
    }
    value = t.expr(inner)
    target = assignable(t, left)
    if value.startswith(f"{target} {name} ") and name in "+-*" and value.prec != m.TERNARY:
        rest = value[len(f"{target} {name} ") :]
        if name == "+" or not any(sign in rest for sign in " "):
            t.simple(node, f"{target} {name}= {rest}")
            return
    t.simple(node, f"{target} = {value}")


def _typeIndex(t: Translator, left: Node) -> int | None:
    for each in (left.get("sym"),):
        if each is not None:
            return t.file["symbols"][each].get("t") or t.file["symbols"][each].get("ret")  # type: ignore[no-any-return]
    return None


def _valueClass(t: Translator, left: Node) -> str:
    index = _typeIndex(t, left)
    return str(t.file["types"][index].get("c", "")) if index is not None else ""


@expression("Apply", "Select", "Ident", "TypeApply")
def called(t: Translator, node: Node) -> Code:
    """A call or a name."""
    if node.get("assignOp"):
        return hoisted(t, node, "action")
    if node.get("eta") and t.cls(node).startswith("scala.Function"):
        return reference(t, node)
    call = t.call(node)
    base = call.function
    if base["k"] == "Ident":
        found = local(t, base)
        if found is not None:
            return _applied(t, call, found, isFunction=_isLocalMethod(t, base))
    if base["k"] not in ("Ident", "Select") or (base["k"] == "Select" and call.q is None):
        return _applied(t, call, t.expr(base))
    if call.node.get("sym", base.get("sym")) in t.overloads:
        return code(f"{t.overloads[call.node.get('sym', base.get('sym'))]}({arguments(t, call)})")
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
    if kind == "spark" and t.cls(call.node) == "org.apache.spark.sql.Column":
        return code(f"{base}[{t.expr(call.args[0])}]")
    return code(f"{base.at(m.ATOM)}({arguments(t, call)})")


def _own(t: Translator, call: Call, base: Code) -> Code:
    """Return a call of what this file defines in an object."""
    if call.symbol.get("o") == "lazy" or call.full in t.lazy:
        base = code(f"{base}()")
        return _applied(t, call, base) if call.lists else base
    if isMethod(call.symbol):
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
    found = member(t, base, own if own.get("full") else symbol)
    if found is not None:
        target = own if own.get("full") else symbol
        if isMethod(target):
            return code(f"{found}({arguments(t, call)})")
        return _applied(t, call, found)
    file = symbol.get("file") or own.get("file")
    if file and file in t.modules and t.modules[file] != t.module:
        name = code(t.use(t.modules[file], clean(base["name"])))
        return _own(t, call, name)
    if call.full.startswith(("scala.", "java.")):
        raise t.refuse(
            call.node, f"`{call.full}` has no rule yet", "write it in Python", f"no {call.full}"
        )
    owner = str(symbol.get("owner") or own.get("owner") or "")
    if owner.startswith("org.apache.spark."):
        # Imported from an object: `import LocationStrategies._`.
        holder = classNamed(t, base, owner)
        return code(f"{holder}.{base['name']}" + (f"({arguments(t, call)})" if call.lists else ""))
    imported = _importedFrom(t, base["name"])
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


def _importedFrom(t: Translator, name: str) -> str | None:
    """Return the full name that a file's imports give a name which the compiler does not know."""
    wild = None
    for node in t.file["tree"]["stats"] + t.file.get("imports", []):
        found = _lookedUp(node, name)
        if found:
            return found
    return wild


def _lookedUp(node: Node, name: str) -> str | None:
    if node["k"] == "Package":
        for each in node["stats"]:
            found = _lookedUp(each, name)
            if found:
                return found
    if node["k"] != "Import":
        return None
    for selector in node["selectors"]:
        if (selector.get("rename") or selector.get("name")) == name:
            return f"{node['expr']}.{selector['name']}"
    return None


def _constructed(t: Translator, call: Call, own: dict[str, object]) -> Code:
    """``X(...)``: a case class, or the ``apply`` of an object."""
    full = str(own["full"])
    base = classNamed(t, call.function, full)
    if full in t.own or own.get("file"):
        symbol = call.symbol
        if not symbol.get("companionOfCase") and symbol.get("name") == "apply":
            applied_ = t.members.get(f"{full}.apply")
            return code(f"{applied_ or f'{base}.apply'}({arguments(t, call)})")
    return code(f"{base}({arguments(t, call)})")


def _method(t: Translator, call: Call) -> Code:
    """Return a call of a method."""
    q = call.q
    assert q is not None
    if call.name in BINARY and len(call.args) == 1:
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
    kind = "" if isObject else kindOf(t, cls)
    if cls in t.own or any(each in t.own for each in t.bases(cls)[:1]):
        made = _ownMethod(t, call)
        if made is not None:
            return made
    rule = METHODS.get((kind, call.name))
    if rule is not None:
        made = rule(t, call)
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
        if t.own[t.cls(q)].get("made") == "NamedTuple":
            return code(f"{t.expr(q).at(m.ATOM)}._replace({arguments(t, call)})")
        return code(f"{t.use('dataclasses', 'replace')}({t.expr(q)}, {arguments(t, call)})")
    owner = target.get("owner", "")
    if owner in t.own or owner == t.cls(q):
        base = f"{t.expr(q).at(m.ATOM)}.{clean(call.name, True)}"
        if isMethod(target):
            return code(f"{base}({arguments(t, call)})")
        if target.get("o") == "lazy" or not call.lists:
            return code(base)
        return _applied(t, call, code(base))
    return None


def _plain(t: Translator, call: Call, kind: str, cls: str) -> Code:
    """Return a call of something that has no rule: of a library that is to be written."""
    q = call.q
    assert q is not None
    known = call.full
    from sparkish.port._translate._java import helpedMethod

    helped = helpedMethod(t, call, cls)
    if helped is not None:
        return helped
    if known.startswith(
        (
            "scala.",
            "java.lang.",
            "java.util.",
            "java.io.",
            "java.text.",
            "java.time.",
            "java.net.",
            "java.nio.",
            "java.sql.",
        )
    ):
        raise t.refuse(
            call.node,
            f"`{call.name}` of {cls or known.rpartition('.')[0]} has no rule yet",
            "write this part in Python",
            f"no {known}",
        )
    file = call.symbol.get("file")
    if not known and cls and kind:
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
    if q["k"] in ("Ident", "Select") and not t.type(q) and not t.sym(q):
        text = t.source(q)
        name = _importedFrom(t, text.split(".")[0].strip())
        if (
            name
            and local(t, q if q["k"] == "Ident" else {"name": text.split(".")[0], "k": "Ident"})
            is None
        ):
            unknown(t, q, name)
            base = code(text)
        else:
            base = t.expr(q)
    else:
        base = t.expr(q)
    if (
        call.name in ("+", "-", "*", "/", "<", ">", "==", "!=", "<=", ">=", "%")
        and len(call.args) == 1
    ):
        return code(f"{base.at(m.SUM)} {call.name} {t.expr(call.args[0]).at(m.SUM)}", m.COMPARE)
    made = f"{base.at(m.ATOM)}{broken(t, call)}.{clean(call.name, True)}"
    if call.lists or isMethod(call.symbol):
        made += f"({arguments(t, call)})"
    return code(made)


def broken(t: Translator, call: Call) -> str:
    """Return the mark of a new line where Scala has one before the name."""
    from sparkish.port._translate._layout import BREAK

    assert call.q is not None
    between = t.text[call.q["e"] : call.function["p"]]
    return BREAK if "\n" in between else ""


def arguments(t: Translator, call: Call, hint: str = "") -> str:
    """Return the arguments of a call, of all its lists."""
    made: list[str] = []
    params = [each for group in call.symbol.get("params") or [] for each in group]
    names = {each["name"]: each for each in params}
    for at, node in enumerate(call.args):
        param = (
            params[at]
            if at < len(params)
            else (params[-1] if params and params[-1].get("repeated") else {})
        )
        if node["k"] == "NamedArg":
            param = names.get(node["name"], {})
        value = argument(t, node, hint or call.name)
        if param.get("byname") and call.symbol.get("file"):
            value = code(f"lambda: {value}", m.LAMBDA)
        made.append(str(value))
    if call.symbol.get("file"):
        made += implicitArguments(t, call)
    return ", ".join(made)


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
    return t.expr(node)


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
    }
    body = t.expr(inner)
    return code(f"lambda {', '.join(names)}: {body}", m.LAMBDA)
