"""Patterns: what they test, and what they bind."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._core import Translator
from sparkish.port._translate._exceptions import caughtAs
from sparkish.port._translate._model import Code, Node, code
from sparkish.port._translate._names import sparkModule

__all__ = [
    "CHECKS",
    "Binding",
    "bind",
    "bindings",
    "forgotten",
    "instance",
    "fields",
    "isIrrefutable",
    "owner",
    "substituted",
    "target",
    "test",
]

Binding = tuple[Node, str]


#: The classes of Python that stand for Scala's and Java's.
CHECKS = {
    "scala.Int": "int",
    "scala.Long": "int",
    "scala.Short": "int",
    "java.lang.Integer": "int",
    "java.lang.Long": "int",
    "scala.Double": "float",
    "scala.Float": "float",
    "java.lang.Double": "float",
    "java.lang.String": "str",
    "scala.Char": "str",
    "scala.Boolean": "bool",
    "java.lang.Boolean": "bool",
    "java.lang.Float": "float",
    "java.lang.Short": "int",
}


_SEQS = {"scala.collection.Seq", "scala.Array"}


def isSeq(t: Translator, cls: str) -> bool:
    """Tell whether a class is a list in Python."""
    return cls == "scala.Array" or "scala.collection.Seq" in t.bases(cls)


def isSequence(t: Translator, pat: Node) -> bool:
    """Tell whether a pattern is of a collection: ``Array(a, b)``, ``List(first, _*)``."""
    symbol = t.sym(pat)
    full = symbol.get("full", "")
    return "unapplySeq" in full and "Regex" not in full and not symbol.get("file")


def _conforms(t: Translator, have: str, want: str) -> bool:
    return bool(have) and (want in t.bases(have) or want in ("scala.Any", "scala.AnyRef"))


def isIrrefutable(t: Translator, pat: Node, cls: str = "") -> bool:
    """Tell whether a pattern takes every value of its static type."""
    kind = pat["k"]
    if kind in ("PWild", "PVar"):
        return True
    if kind == "PBind":
        return isIrrefutable(t, pat["pat"], cls)
    if kind == "PTyped":
        return not cls or _conforms(t, cls, t.cls(pat["tpt"])) or not t.cls(pat["tpt"])
    if kind == "PTuple":
        return all(isIrrefutable(t, each, "") for each in pat["elems"])
    if kind == "PExtract":
        made = owner(t, pat)
        own = made in t.own and t.own[made]["sort"] == "class"
        return (
            own and (not cls or cls == made) and all(isIrrefutable(t, each) for each in pat["args"])
        )
    return False


def fields(t: Translator, cls: str) -> list[str]:
    """Return the names of a case class's fields."""
    return [each["name"] for each in (t.own[cls].get("ctor") or [[]])[0]] if cls in t.own else []


def test(t: Translator, pat: Node, subject: str, cls: str = "") -> tuple[list[Code], list[Binding]]:  # noqa: PT028
    """Return what has to hold of a value, and what is bound."""
    kind = pat["k"]
    if kind == "PWild":
        return [], []
    if kind == "PVar":
        return [], [(pat, subject)]
    if kind == "PBind":
        conditions, bound = test(t, pat["pat"], subject, cls)
        return conditions, [(pat, subject), *bound]
    if kind == "PTyped":
        inner = pat.get("pat")
        bound = test(t, inner, subject)[1] if inner else []
        if pat.get("name"):
            bound = [(pat, subject)]
        if cls and _conforms(t, cls, t.cls(pat["tpt"])):
            return [], bound
        return [instance(t, pat, subject)], bound
    loose = cls in _ANY
    if kind == "PLit":
        literal = pat["lit"] if isinstance(pat.get("lit"), dict) else pat["x"]
        value = t.expr(literal)
        operator = "is" if value in ("None", "True", "False") else "=="
        if loose and value in ("0", "1"):
            text = f"{subject} == {value} and not isinstance({subject}, bool)"
            return [code(text, m.AND)], []
        return [code(f"{subject} {operator} {value}", m.COMPARE)], []
    if kind == "PStable":
        full = t.sym(pat["x"]).get("full", "")
        if full == "scala.None":
            return [*_isOption(t, subject, loose), code(f"{subject}.isEmpty")], []
        if full.endswith("collection.immutable.Nil") or full == "scala.package.Nil":
            if loose:
                return [code(f"{subject} == []", m.COMPARE)], []
            return [code(f"not {subject}", m.NOT)], []
        return [code(f"{subject} == {t.expr(pat['x']).at(m.BITOR)}", m.COMPARE)], []
    if kind == "PAlt":
        made = [test(t, each, subject, cls)[0] for each in pat["alts"]]
        texts = [" and ".join(c.at(m.AND) for c in each) or "True" for each in made]
        return [code(" or ".join(texts), m.OR)], []
    if kind == "PTuple":
        conditions, bound = _parts(
            t,
            pat["elems"],
            [f"{subject}[{at}]" for at in range(len(pat["elems"]))],
            t.typeArgs(t.type(pat)),
        )
        if loose:
            conditions.insert(0, _isTuple(t, subject, len(pat["elems"])))
        return conditions, bound
    if kind == "PExtract":
        return _extracted(t, pat, subject, cls)
    raise t.refuse(pat, f"the pattern `{t.source(pat)}` has no rule", "use if and else", "pattern")


#: Static types of values of which the classes in Python are not known.
_ANY = {
    "scala.Any",
    "scala.AnyRef",
    "scala.AnyVal",
    "java.lang.Object",
    "java.io.Serializable",
    "scala.Product",
    "scala.Equals",
}


def _isOption(t: Translator, subject: str, loose: bool) -> list[Code]:
    if not loose:
        return []
    return [code(f"isinstance({subject}, {t.use('sparkish', 'Option')})")]


def _isTuple(t: Translator, subject: str, size: int) -> Code:
    return code(f"isinstance({subject}, tuple) and len({subject}) == {size}", m.AND)


def instance(t: Translator, pat: Node, subject: str) -> Code:
    want = t.cls(pat["tpt"])
    if want in CHECKS:
        text = f"isinstance({subject}, {CHECKS[want]})"
        if CHECKS[want] == "int":
            return code(f"{text} and not isinstance({subject}, bool)", m.AND)
        return code(text)
    if want in ("scala.Option", "scala.Some"):
        text = f"isinstance({subject}, {t.use('sparkish', 'Option')})"
        return code(f"{text} and {subject}.isDefined" if want == "scala.Some" else text, m.AND)
    if want.startswith("scala.Tuple"):
        return _isTuple(t, subject, int(want.removeprefix("scala.Tuple") or 2))
    if want.startswith("scala.Function"):
        return code(f"callable({subject})")
    if isSeq(t, want):
        return code(f"isinstance({subject}, list)")
    if "scala.collection.Map" in t.bases(want):
        return code(f"isinstance({subject}, dict)")
    if "scala.collection.Set" in t.bases(want):
        return code(f"isinstance({subject}, set)")
    exception = caughtAs(t, want)
    if exception:
        return code(f"isinstance({subject}, {exception})")
    from sparkish.port._translate._names import classNamed

    return code(f"isinstance({subject}, {classNamed(t, pat['tpt'], want)})")


#: The types of the parts of what has no known type itself.
_LOOSE: list[dict[str, object]] = []


def _parts(
    t: Translator, pats: list[Node], subjects: list[str], types: list[dict[str, object]]
) -> tuple[list[Code], list[Binding]]:
    conditions: list[Code] = []
    bound: list[Binding] = []
    for at, (pat, subject) in enumerate(zip(pats, subjects, strict=True)):
        cls = str(types[at].get("c", "")) if at < len(types) else ""
        if types is _LOOSE:
            cls = "scala.Any"
        more, names = test(t, pat, subject, cls)
        conditions += more
        bound += names
    return conditions, bound


def _extracted(
    t: Translator, pat: Node, subject: str, cls: str
) -> tuple[list[Code], list[Binding]]:
    full = t.sym(pat["f"]).get("full", "") or t.sym(pat).get("full", "")
    args: list[Node] = pat["args"]
    loose = cls in _ANY
    types = _LOOSE if loose else t.typeArgs(t.type(pat))
    name = str(pat["f"].get("name", "")).rpartition(".")[2]
    if name in _OUTCOMES and not full.startswith("scala.util."):
        full = f"scala.util.{name}"
    if full.startswith("scala.Some"):
        conditions, bound = _parts(t, args, [f"{subject}.get()"], types)
        return [*_isOption(t, subject, loose), code(f"{subject}.isDefined"), *conditions], bound
    outcome = full.startswith("scala.util.") and full.split(".")[2]
    if outcome in _OUTCOMES:
        check, part = _OUTCOMES[str(outcome)]
        conditions, bound = _parts(t, args, [f"{subject}.{part}"], [])
        return [code(f"{subject}.{check}"), *conditions], bound
    if name in ("::", "+:", ":+"):
        parts = ["[0]", "[1:]"] if name != ":+" else ["[:-1]", "[-1]"]
        conditions, bound = _parts(t, args, [subject + part for part in parts], [])
        isAny = code(f"isinstance({subject}, list) and {subject}", m.AND)
        return [isAny if loose else code(f"len({subject}) > 0", m.COMPARE), *conditions], bound
    isPair = full.startswith("scala.Tuple") and not name.isidentifier() and not pat.get("infix")
    if isPair or full.startswith("scala.Predef.->") or name in ("->", "Tuple2", "Tuple3"):
        conditions, bound = _parts(t, args, [f"{subject}[{at}]" for at in range(len(args))], [])
        return ([_isTuple(t, subject, 2)] if loose else []) + conditions, bound
    if isSequence(t, pat):
        conditions, bound = _sequence(t, args, subject)
        return ([code(f"isinstance({subject}, list)")] if loose else []) + conditions, bound
    if "scala.util.matching.Regex" in (
        t.cls(pat["f"]),
        t.sym(pat).get("owner", ""),
    ) or "Regex" in t.sym(pat).get("full", ""):
        groups = f"{t.helper('groups')}({t.expr(pat['f'])}, {subject})"
        name = t.fresh("found")
        if any(each["k"] == "PSeq" or each.get("pat", {}).get("k") == "PSeq" for each in args[-1:]):
            conditions, bound = _sequence(t, args, name)
            return [code(f"({name} := {groups}) is not None", m.COMPARE), *conditions], bound
        conditions, bound = _parts(t, args, [f"{name}[{at}]" for at in range(len(args))], [])
        return [code(f"({name} := {groups}) is not None", m.COMPARE), *conditions], bound
    own = owner(t, pat)
    if own in t.own and "case" in t.own[own]["mods"]:
        names = fields(t, own)
        checks = (
            []
            if cls == own
            else [code(f"isinstance({subject}, {t.members.get(own, t.own[own]['name'])})")]
        )
        conditions, bound = _parts(
            t, args, [f"{subject}.{name}" for name in names[: len(args)]], []
        )
        return checks + conditions, bound
    made = _unapplied(t, pat, subject, cls)
    if made is not None:
        return made
    raise t.refuse(
        pat,
        f"`{t.source(pat)}` takes a value apart with an `unapply` that is not a case class's",
        "compare the parts with if and else",
        "extractor pattern",
    )


#: What holds of each outcome, and what it has.
_OUTCOMES = {
    "Success": ("isSuccess", "get()"),
    "Failure": ("isFailure", "exception"),
    "Right": ("isRight", "value"),
    "Left": ("isLeft", "value"),
}


def owner(t: Translator, pat: Node) -> str:
    """Return the class that a pattern takes apart."""
    cls = t.cls(pat)
    if cls in t.own:
        return cls
    name = str(pat["f"].get("name", "")).rpartition(".")[2]
    found = [each for each in t.own if each.rpartition(".")[2] == name]
    return found[0] if len(found) == 1 else cls


def _unapplied(
    t: Translator, pat: Node, subject: str, cls: str
) -> tuple[list[Code], list[Binding]] | None:
    """Return what an ``unapply`` or ``unapplySeq`` of the program, or of Spark, has to say."""
    method = t.sym(pat)
    name = str(method.get("name", ""))
    isOurs = bool(method.get("file")) or sparkModule(str(method.get("owner", ""))) is not None
    if name not in ("unapply", "unapplySeq") or not isOurs or "ret" not in method:
        return None
    checks: list[Code] = []
    taken = (method.get("params") or [[{}]])[0][0].get("t")
    want = t.file["types"][taken] if taken is not None else {}
    if want.get("c") and not _conforms(t, cls, want["c"]):
        checks.append(instance(t, {"tpt": {"t": taken}, **_place(pat)}, subject))
    called = f"{t.expr(pat['f']).at(m.ATOM)}.{name}({subject})"
    result = t.file["types"][method["ret"]]
    if result.get("c") == "scala.Boolean":
        return [*checks, code(called)], []
    found = t.fresh("found")
    checks.append(code(f"({found} := {called}).isDefined"))
    args: list[Node] = pat["args"]
    if name == "unapplySeq":
        conditions, bound = _sequence(t, args, f"{found}.get()")
    elif len(args) == 1:
        inner = t.typeArgs(result) or [{}]
        conditions, bound = test(t, args[0], f"{found}.get()", str(inner[0].get("c", "")))
    else:
        inner = t.typeArgs((t.typeArgs(result) or [{}])[0])
        subjects = [f"{found}.get()[{at}]" for at in range(len(args))]
        conditions, bound = _parts(t, args, subjects, inner)
    return [*checks, *conditions], bound


def _place(node: Node) -> Node:
    return {key: node[key] for key in ("s", "p", "e") if key in node}


def _sequence(t: Translator, args: list[Node], subject: str) -> tuple[list[Code], list[Binding]]:
    rest = args and (
        args[-1]["k"] == "PSeq" or (args[-1]["k"] == "PBind" and args[-1]["pat"]["k"] == "PSeq")
    )
    fixed = args[:-1] if rest else args
    size = f"len({subject}) {'>=' if rest else '=='} {len(fixed)}"
    conditions, bound = _parts(t, fixed, [f"{subject}[{at}]" for at in range(len(fixed))], [])
    if rest and args[-1]["k"] == "PBind":
        bound.append((args[-1], f"{subject}[{len(fixed)}:]"))
    return [code(size, m.COMPARE), *conditions], bound


def bindings(t: Translator, pat: Node, subject: str) -> list[Binding]:
    """Return what an irrefutable pattern binds."""
    return test(t, pat, subject)[1]


def target(
    t: Translator, pat: Node, within: Node | None = None, isInner: bool = False
) -> str | None:
    """Return a pattern as what Python assigns to, or None where it is more than that."""
    kind = pat["k"]
    if kind == "PWild":
        return "_"
    if kind == "PVar":
        return t.declare(pat, pat["name"], within)
    if kind == "PTyped" and pat.get("name"):
        return t.declare(pat, pat["name"], within)
    if kind == "PTyped" and pat.get("pat"):
        return target(t, pat["pat"], within, isInner)
    elems = None
    if kind == "PExtract" and pat["f"].get("name") in ("::", "+:"):
        parts = [target(t, each, within, True) for each in pat["args"]]
        return f"{parts[0]}, *{parts[1]}" if all(parts) and "," not in str(parts[1]) else None
    if kind == "PTuple":
        elems = pat["elems"]
    elif (kind == "PExtract" and isSequence(t, pat)) or (
        kind == "PExtract"
        and owner(t, pat) in t.own
        and "NamedTuple" in t.own[owner(t, pat)].get("made", "")
    ):
        elems = pat["args"]
    if elems is None or not elems:
        return None
    made = []
    for each in elems:
        if each["k"] == "PSeq":
            made.append("*_")
            continue
        if each["k"] == "PBind" and each["pat"]["k"] == "PSeq":
            made.append("*" + t.declare(each, each["name"], within))
            continue
        one = target(t, each, within, True)
        if one is None:
            return None
        made.append(one)
    text = ", ".join(made) + ("," if len(made) == 1 else "")
    return f"({text})" if isInner else text


def isExhaustive(t: Translator, cases: list[Node], cls: str) -> bool:
    """Tell whether one of the cases always holds."""
    free = [case["pat"] for case in cases if not case.get("guard")]
    if any(isIrrefutable(t, pat, cls) for pat in free):
        return True
    texts = set()
    for pat in free:
        name = t.sym(pat.get("f", pat.get("x", pat)) or pat).get("full", "")
        if (
            pat["k"] == "PExtract"
            and name.startswith(("scala.Some", "scala.util.Success", "scala.util.Failure"))
            and isIrrefutable(t, pat["args"][0])
        ):
            texts.add("None" if "Failure" in name else "Some")
        elif (pat["k"] == "PStable" and name == "scala.None") or (
            pat["k"] == "PStable" and "Nil" in name
        ):
            texts.add("None")
        elif pat["k"] == "PExtract" and pat["f"].get("name") == "::":
            if all(isIrrefutable(t, each) for each in pat["args"]):
                texts.add("Some")
        elif (
            pat["k"] == "PExtract"
            and name.startswith("scala.util.")
            and isIrrefutable(t, pat["args"][0])
        ):
            texts.add(name.split(".")[2])
        elif pat["k"] == "PLit":
            texts.add(str(t.source(pat)))
    whole = ({"Some", "None"}, {"true", "false"}, {"Success", "Failure"}, {"Left", "Right"})
    return any(each <= texts for each in whole)


def bind(t: Translator, bound: list[Binding], within: Node) -> None:
    """Write the assignments of names that are used."""
    used = t.references(within)
    for node, subject in bound:
        if node["name"] == "_" or not (node.get("sym") in used or node["name"] in used):
            continue
        t.emit(f"{t.declare(node, node['name'], within)} = {subject}")


def substituted(t: Translator, bound: list[Binding]) -> None:
    """Let names stand for the expressions that they are bound to."""
    for node, subject in bound:
        if node.get("sym") is not None:
            t.scope.names[node["sym"]] = subject
        t.scope.names[node["name"]] = subject


def forgotten(t: Translator, bound: list[Binding]) -> None:
    """End what ``substituted`` has begun."""
    for node, _ in bound:
        t.scope.names.pop(node.get("sym"), None)
        t.scope.names.pop(node["name"], None)
