"""One value of a whole collection."""

from __future__ import annotations

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument, receiver
from sparkish.port._translate._collections.comprehensions import each, items
from sparkish.port._translate._core import Translator
from sparkish.port._translate._literals import quoted
from sparkish.port._translate._model import Call, Code, code
from sparkish.port._translate._rules import onKind


@onKind("seq", "mkString", "addString")
@onKind("set", "mkString")
@onKind("map", "mkString")
@onKind("range", "mkString")
@onKind("iterator", "mkString")
@onKind("row", "mkString")
def mkString(t: Translator, call: Call) -> Code | None:
    """``mkString`` is ``join`` where the elements are strings."""
    if call.q is not None and "scala.io.Source" in t.bases(t.cls(call.q)):
        # A source has characters, ends of lines among them.
        source = t.call(call.q)
        if source.name != "fromFile" or call.args:
            return None
        return code(f"{t.use('sparkish.java', 'Files')}.readString({t.expr(source.args[0])})")
    args = t.exprs(call.args)
    types = t.typeArgs(t.type(call.q))
    element = types[0].get("c") if len(types) == 1 else ""
    if element in ("java.lang.String", "scala.Char") and len(args) <= 1:
        return code(
            f"{args[0].at(m.ATOM) if args else quoted('')}.join({m.alone(receiver(t, call))})"
        )
    if element in ("scala.Int", "scala.Long") and len(args) <= 1:
        return code(
            f"{args[0].at(m.ATOM) if args else quoted('')}.join(map(str, {receiver(t, call)}))"
        )
    return code(
        f"{t.helper('mkString')}({receiver(t, call)}{''.join(', ' + each for each in args)})"
    )


@onKind(
    "seq",
    "reduce",
    "reduceLeft",
    "foldLeft",
    "fold",
    "/:",
    "reduceRight",
    "foldRight",
    "reduceOption",
    "reduceLeftOption",
)
@onKind("iterator", "reduce", "reduceLeft", "foldLeft", "fold")
@onKind("set", "reduce", "foldLeft", "fold", "reduceLeft")
@onKind("map", "foldLeft", "reduce")
@onKind("range", "reduce", "reduceLeft", "foldLeft", "fold")
def reduce_(t: Translator, call: Call) -> Code | None:
    """``reduce`` and the folds."""
    if call.name in ("foldRight", "reduceRight", "reduceOption", "reduceLeftOption"):
        values = ", ".join(str(argument(t, one, "reduce")) for one in call.args)
        return code(
            f"{t.helper(call.name.replace('LeftOption', 'Option'))}({items(t, call.q or {})}, {values})"  # noqa: E501
        )
    use = t.use("functools", "reduce")
    if call.name.startswith("reduce"):
        return code(f"{use}({argument(t, call.args[0], 'reduce')}, {items(t, call.q or {})})")
    start, combine = call.args[0], call.args[1]
    return code(
        f"{use}({argument(t, combine, 'reduce')}, {items(t, call.q or {})}, {t.expr(start)})"
    )


@onKind("seq", "exists", "forall", "count", "find", "indexWhere", "lastIndexWhere")
@onKind("set", "exists", "forall", "count", "find")
@onKind("map", "exists", "forall", "count", "find")
@onKind("range", "exists", "forall", "count", "find")
@onKind("iterator", "exists", "forall", "count", "find")
def quantified(t: Translator, call: Call) -> Code:
    """Whether some or all elements are such, how many, and which is the first."""
    if not call.args:
        raise t.refuse(
            call.node, f"`{call.name}` of this has no rule", "write it in Python", f"no {call.full}"
        )
    values = items(t, call.q or {})
    if call.name in ("find", "indexWhere", "lastIndexWhere"):
        return code(f"{t.helper(call.name)}({values}, {argument(t, call.args[0], 'filter')})")
    name, test = each(t, call.args[0])
    if call.name == "count":
        return code(f"sum(1 for {name} in {values.at(m.OR)} if {test})")
    return code(
        f"{'any' if call.name == 'exists' else 'all'}({test} for {name} in {values.at(m.OR)})"
    )
