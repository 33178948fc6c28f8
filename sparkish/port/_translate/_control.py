"""Control flow: blocks, conditions, loops, definitions and assignments."""

from __future__ import annotations

import ast
from typing import Any, cast

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument
from sparkish.port._translate._breaks import markStep
from sparkish.port._translate._core import DROP, RETURN, Mode, Translator, expression, statement
from sparkish.port._translate._functions import (
    caseLambda,
    function,
    hoisted,
    isValue,
    writeFunction,
)
from sparkish.port._translate._model import Code, Node, code
from sparkish.port._translate._patterns import (
    bind,
    bindings,
    isIrrefutable,
    substituted,
    target,
    test,
)
from sparkish.port._translate._rules import kindOf
from sparkish.port._translate._scopes import Scope
from sparkish.port._translate._types import zero
from sparkish.port._translate._unresolved import inferred

__all__ = ["assigned", "comprehension", "loop"]


@statement("Block")
def block(t: Translator, node: Node, mode: Mode) -> None:
    """Statements, of which the last has the value."""
    start = node["s"]
    last = node.get("x")
    _predeclared(t, node["stats"])
    for each in node["stats"]:
        t.one(each, DROP, start)
        start = each["e"]
    if last is not None:
        t.one(last, mode, start)
    elif mode not in (DROP, RETURN):
        t.header(f"{mode} = None")
    t.flush(node["e"], start)


def _predeclared(t: Translator, stats: list[Node]) -> None:
    """Give a function its name where one before it calls it."""
    for at, each in enumerate(stats):
        if each["k"] == "DefDef" and each.get("sym") in t.references(stats[:at]):
            t.declare(each, each["name"])


@expression("Block")
def blockExpression(t: Translator, node: Node) -> Code:
    """A block of one expression is that; another is a local function."""
    if not node["stats"] and node.get("x") is not None:
        return t.expr(node["x"])
    return hoisted(t, node, "value")


@expression(
    "Assign", "While", "DoWhile", "PatDef", "ValDef", "DefDef", "ClassDef", "Return", "Import"
)
def statementExpression(t: Translator, node: Node) -> Code:
    """A statement where a value is wanted is a local function."""
    return hoisted(t, node, "action")


@statement("If")
def condition(t: Translator, node: Node, mode: Mode) -> None:
    """``if``: on one line where it is in Scala and yields a value."""
    isShort = "\n" not in t.source(node).strip()
    if mode != DROP and isShort and isValue(t, node):
        value = t.expr(node)
        if len(value) + len(mode) < 80:
            t.result(node, value, mode)
            return
    word = "if"
    start = node["s"]
    while True:
        made = t.expr(node["c"])
        if word == "elif" and t.pending:
            t.emit("else:")
            with t.indented():
                condition(t, node, mode)
            return
        t.header(f"{word} {made}:")
        if node["a"]["k"] == "Block":
            t.trailing(node["a"]["s"] + 1)
        else:
            t.trailing(node["c"]["e"])
        with t.indented():
            t.one(node["a"], mode, node["c"]["e"])
        start = node["a"]["e"]
        other = node.get("b")
        if other is None or (other.get("syn") and other["k"] == "Literal"):
            # Where a value is wanted, it is Scala's unit, which has the text of an empty tuple.
            isAny = t.cls(node) in ("scala.Any", "scala.AnyVal")
            if mode != DROP and (isAny or mode != RETURN):
                t.emit("else:")
                empty = "()" if isAny else "None"
                start = "return" if mode == RETURN else f"{mode} ="
                t.lines.append((t.indent + 1, f"{start} {empty}"))
            return
        if other["k"] == "If":
            word, node = "elif", other
            continue
        t.emit("else:")
        if other["k"] == "Block":
            t.trailing(other["s"] + 1)
        with t.indented():
            t.one(other, mode, start)
        return


@expression("If")
def conditional(t: Translator, node: Node) -> Code:
    """A conditional expression."""
    if not isValue(t, node):
        return hoisted(t, node, "value")
    yes, test_, no = t.expr(node["a"]), t.expr(node["c"]), t.expr(node["b"])
    return code(f"{yes.at(m.OR)} if {test_.at(m.OR)} else {no.at(m.TERNARY)}", m.TERNARY)


@statement("While")
def whileLoop(t: Translator, node: Node, mode: Mode) -> None:
    """``while``."""
    from sparkish.port._translate._spark import isLazy

    made = t.expr(node["c"])
    if t.pending:
        made = hoisted(t, node["c"], "condition")
    markStep(node["body"])
    keys = _defined(node["body"]) - {None}
    if keys and _closesOver(t, node["body"], keys) and isLazy(t, node["body"]):
        # Each step has values of its own, which its functions keep.
        step = hoisted(t, node["body"], "body")
        t.header(f"while {made}:")
        t.lines.append((t.indent + 1, str(step)))
        return
    t.header(f"while {made}:")
    t.trailing(node["c"]["e"])
    with t.indented():
        t.one(node["body"], DROP, node["c"]["e"])


@statement("Yield")
def yielded(t: Translator, node: Node, mode: Mode) -> None:
    """What a comprehension yields that is a loop in Python."""
    name = t.fresh("made")
    if isValue(t, node["x"]):
        t.simple(node, f"yield {t.expr(node['x'])}")
        return
    t.one(node["x"], name)
    t.emit(f"yield {name}")


@statement("DoWhile")
def doWhile(t: Translator, node: Node, mode: Mode) -> None:
    """``do ... while (c)``: the condition is at the end of the body."""
    t.header("while True:")
    with t.indented():
        t.one(node["body"], DROP, node["s"])
        made = t.expr(node["c"])
        t.header(f"if not {made.at(m.NOT)}:")
        t.lines.append((t.indent + 1, "break"))


@statement("Throw")
def throw(t: Translator, node: Node, mode: Mode) -> None:
    """``throw`` is ``raise``."""
    thrown = node["x"]
    if thrown["k"] == "New" and len(thrown["args"][:1]) == 1 and len(thrown["args"][0]) == 2:
        message, cause = thrown["args"][0]
        if kindOf(t, t.cls(cause)) == "throwable":
            made = t.expr({**thrown, "args": [[message]]})
            t.simple(node, f"raise {made} from {t.expr(cause)}")
            return
    t.simple(node, f"raise {t.expr(thrown)}")


@expression("Throw")
def throwExpression(t: Translator, node: Node) -> Code:
    """A ``throw`` in an expression is a local function."""
    return hoisted(t, node, "fail")


@statement("Return")
def returned(t: Translator, node: Node, mode: Mode) -> None:
    """``return``, of the function that it is in."""
    if t.scope.function().isGenerator or t.scope.kind != "function":
        raise t.refuse(
            node,
            "this `return` leaves the method from within a block that is a function "
            "of its own in Python",
            "let the block's last expression be the value",
            "return from a nested function",
        )
    if node.get("x") is None or (node["x"].get("syn") and node["x"]["k"] == "Literal"):
        t.simple(node, "return")
        return
    t.one(node["x"], RETURN)


@statement("ValDef")
def value(t: Translator, node: Node, mode: Mode) -> None:
    """``val`` and ``var``, ``lazy val`` as a cached function."""
    rhs = node.get("rhs")
    scope = t.scope
    if node.get("sym") is not None:
        t.locals[node["sym"]] = node
    if "lazy" in node["mods"]:
        name = t.declare(node, node["name"])
        t.lazy.add(node.get("sym"))
        t.header(f"@{t.use('functools', 'cache')}")
        inner = Scope("function", scope)
        t.scope = inner
        writeFunction(t, name, [], rhs or {}, RETURN)
        t.scope = scope
        return
    if rhs is None or (rhs["k"] == "Ident" and rhs["name"] == "_"):
        t.simple(node, f"{t.declare(node, node['name'])} = {zero(t.type(node))}")
        return
    name = t.declare(node, node["name"], _later(t, node))
    if node.get("sym") in t.peeked and kindOf(t, t.cls(rhs)) == "iterator":
        t.simple(node, f"{name} = {t.helper('lookAhead')}({t.expr(rhs)})")
        return
    guessed = inferred(t, rhs) if rhs.get("t") is None and t.file["errors"] else None
    assigned(t, rhs, name)
    if guessed is not None:
        t.guessed[node["name"]] = guessed


def _later(t: Translator, node: Node) -> Node | None:
    return node.get("rhs")


def assigned(t: Translator, rhs: Node, name: str) -> None:
    """Write what a name is bound to."""
    if rhs["k"] in ("Function", "CaseLambda") and "." not in name:
        maker: Any = function if rhs["k"] == "Function" else caseLambda
        isMulti = rhs["k"] == "CaseLambda" or not isValue(t, rhs["body"])
        # A named function is a def, as linters want it.
        made = maker(t, rhs, "", name)
        t.lines += [(t.indent + depth, text) for depth, text in t.pending]
        t.pending = []
        if isMulti or made == name:
            t.trailing(rhs["e"])
            return
    t.one(rhs, name)


@statement("PatDef")
def patternDefinition(t: Translator, node: Node, mode: Mode) -> None:
    """``val (a, b) = e`` and its like."""
    pat, rhs = node["pat"], node["rhs"]
    left = target(t, pat)
    for var in node.get("vars", ()):
        found = t.scope.find(var["name"])
        if found is not None and var.get("sym") is not None:
            found[1].names[var["sym"]] = found[0]
    if left is not None and rhs["k"] == "Tuple" and len(rhs["elems"]) > 1:
        t.simple(
            rhs, f"{left} = {', '.join(map(str, (argument(t, each) for each in rhs['elems'])))}"
        )
        return
    if left is not None:
        t.one(rhs, left)
        return
    made = t.expr(rhs)
    name = made if made.isidentifier() else t.fresh("value")
    if name != made:
        t.header(f"{name} = {made}")
    conditions, bound = test(t, pat, str(name), t.cls(rhs))
    if conditions:
        text = " and ".join(each.at(m.AND) for each in conditions)
        t.header(f"if not ({text}):")
        t.lines.append((t.indent + 1, f"raise {t.helper('MatchError')}({name})"))
    for each, subject in bound:
        t.emit(f"{t.declare(each, each['name'])} = {subject}")
    for var in node.get("vars", ()):
        found = t.scope.find(var["name"])
        if found is not None and var.get("sym") is not None:
            found[1].names[var["sym"]] = found[0]
    t.trailing(node["e"])


@statement("Assign")
def assignment(t: Translator, node: Node, mode: Mode) -> None:
    """``x = e``, ``x.y = e``."""
    left = assignable(t, node["l"])
    t.one(node["r"], left)


def assignable(t: Translator, node: Node) -> str:
    """Return what is assigned to, and let its function say that it is outside."""
    made = t.expr(node)
    text = str(made)
    if text.endswith("()"):
        text = text[:-2]
    if text.startswith("toByte("):
        text = text[len("toByte(") : -1]
    if text.startswith("elementAt("):
        # Python assigns to an index, not to what a function returns.
        asked = cast(ast.Call, ast.parse(text, mode="eval").body)
        text = f"{ast.unparse(asked.args[0])}[{ast.unparse(asked.args[1])}]"
    if node["k"] == "Ident" and text.isidentifier():
        key = node.get("sym")
        found = t.scope.find(key) or t.scope.find(node["name"])
        here = t.scope.function()
        if found is not None and found[1].function() is not here:
            kind = "global" if found[1].kind in ("module", "class") else "nonlocal"
            if here.kind == "function":
                here.outer[text] = kind
                here.used.add(text)
        elif found is None and here.kind == "function" and text in t.members.values():
            here.outer[text] = "global"
    return text


def _closesOver(t: Translator, node: Any, keys: set[object]) -> bool:
    """Tell whether a function in a node uses what a loop binds."""
    if isinstance(node, list):
        return any(_closesOver(t, each, keys) for each in node)
    if not isinstance(node, dict):
        return False
    if node.get("k") in ("Function", "CaseLambda", "DefDef", "ClassDef"):  # noqa: SIM102
        if t.references(node) & keys:
            return True
    return any(
        _closesOver(t, each, keys) for each in node.values() if isinstance(each, (dict, list))
    )


def _defined(node: Any) -> set[object]:
    """Return the symbols that a node defines for itself, not in functions inside it."""
    if isinstance(node, list):
        return set().union(*map(_defined, node)) if node else set()
    if not isinstance(node, dict):
        return set()
    made: set[object] = set()
    if node.get("k") in ("ValDef", "PVar", "PBind", "PTyped") and node.get("sym") is not None:
        made.add(node["sym"])
    if node.get("k") == "PatDef":
        made |= {var.get("sym") for var in node.get("vars", ())}
    if node.get("k") in ("Function", "CaseLambda", "DefDef", "ClassDef"):
        return made
    for each in node.values():
        if isinstance(each, (dict, list)):
            made |= _defined(each)
    return made


def loop(
    t: Translator,
    pat: Node | None,
    name: Node | None,
    items: Code,
    body: Node,
    cls: str,
    filters: list[Node] | None = None,
    placeholder: bool = False,
) -> None:
    """Write a loop over a collection; its body is a function where functions close over it."""
    markStep(body)
    keys = (_defined(pat) | _defined(name) | _defined(body)) - {None}
    from sparkish.port._translate._spark import isLazy

    if keys and _closesOver(t, body, keys) and isLazy(t, body):
        function_ = t.fresh("body")
        scope = t.scope
        t.scope = Scope("function", scope)
        t.scope.isGenerator = True
        with t.captured() as lines:
            if name is not None:
                parameter = t.declare(name, name["name"], body)
                bound: list[Any] = []
            else:
                assert pat is not None
                parameter = t.fresh("item")
                bound = bindings(t, pat, parameter)
            writeFunction(t, function_, [parameter], body, DROP, bound=bound)
        t.scope = scope
        t.lines += [(t.indent + depth, text) for depth, text in t.pending]
        t.pending = []
        t.lines += [(t.indent + depth, text) for depth, text in lines]
        t.emit(f"for {parameter} in {items}:")
        t.lines.append((t.indent + 1, f"{function_}({parameter})"))
        return
    if name is not None:
        if placeholder or name["name"].startswith("x$"):
            left = t.scope.add([name["name"], name.get("sym")], "x", set())
        elif name["name"] == "_":
            left = "_"
        else:
            left = t.declare(name, name["name"], body)
        t.header(f"for {left} in {items}:")
    else:
        assert pat is not None
        head = target(t, pat, body) if isIrrefutable(t, pat, cls) or pat["k"] == "PTuple" else None
        if head is None:
            item = t.fresh("item")
            t.header(f"for {item} in {items}:")
            conditions, bound = test(t, pat, item, cls)
            t.indent += 1
            if conditions:
                t.emit(f"if not ({' and '.join(each.at(m.AND) for each in conditions)}):")
                t.lines.append((t.indent + 1, "continue"))
            for each, subject in bound:
                t.emit(f"{t.declare(each, each['name'], body)} = {subject}")
            t.indent -= 1
        else:
            t.header(f"for {head} in {items}:")
    if body["k"] == "Block" and t.text[body["s"] : body["s"] + 1] == "{":
        t.trailing(body["s"] + 1)
    with t.indented():
        t.one(body, DROP, body["s"])


@statement("For")
def forStatement(t: Translator, node: Node, mode: Mode) -> None:
    """``for`` without ``yield``: nested loops; with it, a comprehension."""
    from sparkish.port._translate._collections.comprehensions import items

    if node["yields"]:
        t.result(node, t.expr(node), mode)
        return
    depth = t.indent
    enums = node["enums"]
    ending: Node = node["body"]
    markStep(ending)

    def write(at: int) -> None:
        if at == len(enums):
            t.one(ending, DROP, ending["s"])
            return
        each = enums[at]
        if each["k"] == "Guard":
            tests = [t.expr(each["c"])]
            while at + 1 < len(enums) and enums[at + 1]["k"] == "Guard":
                at += 1
                tests.append(t.expr(enums[at]["c"]))
            joined = " and ".join(one.at(m.AND) for one in tests) if len(tests) > 1 else tests[0]
            t.header(f"if {joined}:")
            t.indent += 1
            write(at + 1)
        elif each["k"] == "Let":
            left = target(t, each["pat"], ending)
            t.one(each["rhs"], left or "_")
            write(at + 1)
        else:
            rest = {
                "k": "Rest",
                "s": ending["s"],
                "e": ending["e"],
                "at": at + 1,
                "enums": enums[at + 1 :],
                "body": ending,
                "write": write,
            }
            values = items(t, each["rhs"])
            types = t.typeArgs(t.type(each["rhs"]))
            cls = str(types[0].get("c", "")) if len(types) == 1 else ""
            loop(t, each["pat"], None, values, rest, cls)

    write(0)
    t.indent = depth


@statement("Rest")
def restOfFor(t: Translator, node: Node, mode: Mode) -> None:
    """What is inside a generator of ``for``."""
    depth = t.indent
    node["write"](node["at"])
    t.indent = depth


def comprehension(t: Translator, node: Node) -> str | None:
    """Return what is inside the brackets of a comprehension, or None where it is more than that."""
    from sparkish.port._translate._collections.comprehensions import items
    from sparkish.port._translate._spark import isLazy

    pending, t.pending = t.pending, []
    scope = t.scope
    t.scope = Scope("lambda", scope)
    clauses = ""
    try:
        for at, each in enumerate(node["enums"]):
            if each["k"] == "Guard":
                clauses += f" if {t.expr(each['c']).at(m.OR)}"
                continue
            rest = {"k": "Rest", "enums": node["enums"][at + 1 :], "body": node["body"]}
            if each["k"] == "Let":
                left = target(t, each["pat"], rest)
                if left is None:
                    return None
                clauses += f" for {left} in [{t.expr(each['rhs'])}]"
                continue
            values = items(t, each["rhs"])
            left = target(t, each["pat"], rest)
            if left is None:
                name = t.fresh("item")
                conditions, bound = test(t, each["pat"], name)
                substituted(t, bound)
                clauses += f" for {name} in {values.at(m.OR)}"
                clauses += "".join(f" if {one.at(m.OR)}" for one in conditions)
            else:
                clauses += f" for {left} in {values.at(m.OR)}"
        body = t.expr(node["body"])
        if t.pending:
            return None
        keys = _defined(node["enums"]) - {None}
        if _closesOver(t, node["body"], keys) and isLazy(t, node["body"]):
            # What is yielded has a function that keeps the values of this step.
            names = sorted({t.scope.names[key] for key in keys if key in t.scope.names})
            kept = ", ".join(name for name in names if name.isidentifier())
            body = code(f"(lambda {kept}: {body})({kept})")
        return f"{body.at(m.TERNARY)}{clauses}"
    finally:
        t.scope = scope
        t.pending = pending


_ = bind
