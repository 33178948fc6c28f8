"""The translator: from nodes to Python's lines, with the rules that the other modules register."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sparkish.port._translate._imports import importedAs
from sparkish.port._translate._layout import Comments, formatted
from sparkish.port._translate._model import Call, Code, Message, Node, Refused, code
from sparkish.port._translate._scopes import Scope, clean

__all__ = ["DROP", "RETURN", "Line", "Mode", "Translator", "expression", "statement"]

Mode = str
"""What becomes of a value: it is dropped, returned, or bound to the names given."""
DROP, RETURN = "", "return"
Line = tuple[int, str]

EXPRESSIONS: dict[str, Callable[..., Code]] = {}
STATEMENTS: dict[str, Callable[..., None]] = {}
HELPERS = "sparkish.scala"
#: Methods of two lists of parameters, known by their names alone.
CURRIED = {"foldLeft", "foldRight", "fold", "aggregate", "scanLeft"}


def expression(*kinds: str) -> Callable[[Callable[..., Code]], Callable[..., Code]]:
    """Register what translates expressions of a kind."""

    def register(function: Callable[..., Code]) -> Callable[..., Code]:
        EXPRESSIONS.update(dict.fromkeys(kinds, function))
        return function

    return register


def statement(*kinds: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register what translates statements of a kind."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        STATEMENTS.update(dict.fromkeys(kinds, function))
        return function

    return register


class Translator:
    """One file."""

    def __init__(
        self,
        file: dict[str, Any],
        text: str,
        module: str,
        modules: Mapping[str, str],
        partial: bool,
        given: Collection[str] = (),
    ) -> None:
        self.file = file
        self.text = text
        self.module = module
        self.modules = modules
        self.partial = partial
        #: Names that Python has where the port runs.
        self.given = frozenset(given)
        self.comments = Comments(text, file["comments"])
        self.notes: list[Message] = []
        self.refusals: list[Message] = []
        self.imports: dict[str, set[str]] = {}
        self.scope = Scope("module")
        self.lines: list[Line] = []
        self.indent = 0
        #: Local functions that an expression needs before its statement.
        self.pending: list[Line] = []
        #: Full names of objects whose members are the module's own.
        self.flat: set[str] = set()
        #: What other files of the program define: full name to module and name.
        self.others: dict[str, tuple[str, str]] = {}
        #: Own classes and objects: full name to node.
        self.own: dict[str, Node] = {}
        self.members: dict[str, str] = {}
        #: Names that the program gives to something of its own.
        self.taken = _taken(file["tree"])
        #: Symbols of iterators that are asked whether they have a next element.
        self.peeked = _peeked(file["tree"])
        self._references: dict[int, set[object]] = {}
        self.lazy: set[object] = set()
        #: How many loops around end one step where Scala has ``break``.
        self.continues = 0
        self.importLine: int | None = None
        self.locals: dict[object, Node] = {}
        #: The types of variables whose type the compiler does not know, by their names.
        self.guessed: dict[str, int] = {}
        self.futures = False
        #: Full names of methods that Python reads like values.
        self.properties: set[str] = set()
        #: Full names of objects that are instances of a class.
        self.instances: set[str] = set()

    # What nodes mean

    def type(self, node: Node | None) -> dict[str, Any]:
        """Return the type of an expression; empty where it is not known."""
        index = node.get("t") if node else None
        if node and (self._ownView(node) is not None or self.isColumnName(node)):
            index = node["view"]["t"]
        if index is None and node and self.file["errors"]:
            from sparkish.port._translate._unresolved import inferred

            index = inferred(self, node)
        return self.file["types"][index] if index is not None else {}

    def isColumnName(self, node: Node) -> bool:
        """Tell whether the compiler takes a symbol, such as ``'name``, for a column."""
        view = node.get("view") or {}
        full = self.file["types"][view["t"]].get("c", "") if "t" in view else ""
        return str(full).endswith(".sql.ColumnName")

    def _ownView(self, node: Node) -> dict[str, Any] | None:
        """Return the program's own implicit conversion around an expression, if any."""
        view = node.get("view")
        symbol: dict[str, Any] = self.file["symbols"][view["sym"]] if view else {}
        return symbol if symbol.get("file") else None

    def typeArgs(self, type: dict[str, Any]) -> list[dict[str, Any]]:
        """Return a type's arguments."""
        return [self.file["types"][index] for index in type.get("a", ()) if index is not None]

    def tupleType(self, nodes: list[Node]) -> int | None:
        """Return the index of the type of a tuple that has these elements."""
        types = [node.get("t") for node in nodes]
        if None in types:
            return None
        self.file["types"].append({"c": f"scala.Tuple{len(nodes)}", "a": types})
        return len(self.file["types"]) - 1

    def cls(self, node: Node | None) -> str:
        """Return the full name of an expression's class."""
        return str(self.type(node).get("c", ""))

    def bases(self, name: str) -> list[str]:
        """Return the full names of a class and its bases."""
        return self.file["classes"].get(name) or [name]

    def sym(self, node: Node) -> dict[str, Any]:
        """Return the symbol that a node names, calls or defines."""
        index = node.get("sym")
        return self.file["symbols"][index] if index is not None else {}

    def source(self, node: Node) -> str:
        """Return a node's Scala text."""
        return self.text[node["s"] : node["e"]]

    def references(self, node: Any) -> set[object]:
        """Return the symbols and names that are used in a node."""
        if isinstance(node, list):
            return set().union(*(self.references(each) for each in node)) if node else set()
        if not isinstance(node, dict):
            return set()
        known = self._references.get(id(node))
        if known is None:
            known = set()
            if node.get("k") == "Ident":
                known.add(node.get("sym"))
                known.add(node["name"])
            for each in node.values():
                if isinstance(each, (dict, list)):
                    known |= self.references(each)
            self._references[id(node)] = known
        return known

    # What is said of the program

    def refuse(self, node: Node, what: str, instead: str, reason: str) -> Refused:
        """Return the refusal of a node, to be raised."""
        return Refused(node, f"{' '.join(what.split())}: {instead}", reason)

    def note(self, node: Node, text: str, reason: str) -> None:
        """Say something at a place, once."""
        message = Message(int(node.get("p") or node.get("s") or 0), text, reason)
        if not any(each.text == text for each in self.notes):
            self.notes.append(message)

    # Names and imports

    def use(self, module: str, name: str = "") -> str:
        """Import a name, or a module, and return how it is written here."""
        written, isNew = name or module, True
        if written in (*self.taken, "self") and "." not in written:
            # The program has something of this name: the import gets another.
            written += "_"
        elif name:
            written, isNew = importedAs(self.imports, module, name, self.modules.values())
        if written not in (name, module):
            name = f"{name} as {written}" if name else f" as {written}"
        if isNew:
            self.imports.setdefault(module, set()).add(name)
        return written

    def helper(self, name: str) -> str:
        """Import one of the helpers for what Python has no words for."""
        return self.use(HELPERS, name)

    def declare(self, node: Node, name: str, within: Node | None = None) -> str:
        """Give what a node defines its name in this scope."""
        keys: list[object] = [name]
        self.guessed.pop(name, None)
        if node.get("sym") is not None:
            keys.insert(0, node["sym"])
        avoid: set[str] = set()
        scope = self.scope.parent
        if within is not None:
            used = self.references(within)
            while scope is not None:
                avoid |= {
                    made
                    for key, made in scope.names.items()
                    if key in used and key not in keys and isinstance(key, int)
                }
                scope = scope.parent
        if self.scope.kind == "lambda":
            avoid |= {
                made
                for key, made in self.scope.function().names.items()
                if isinstance(key, int) and within is not None and key in self.references(within)
            }
        if node.get("sym") is not None and node["sym"] in self.scope.names:
            return self.scope.names[node["sym"]]
        return self.scope.add(keys, clean(name), avoid | set(self.scope.outer))

    def fresh(self, name: str) -> str:
        """Return a name for something of ours."""
        taken = set()
        scope: Scope | None = self.scope
        while scope is not None:
            taken |= scope.used
            scope = scope.parent
        made, number = name, 1
        while made in taken:
            number += 1
            made = f"{name}{number}"
        self.scope.used.add(made)
        self.scope.function().used.add(made)
        return made

    # Lines

    def emit(self, text: str) -> None:
        """Add a line."""
        self.lines.append((self.indent, text))

    def flush(self, before: int, start: int = 0) -> None:
        """Write the comments that stand before a place, each on lines of its own."""
        for begin, end in self.comments.within(start, before):
            self.gap(begin)
            for line in self.comments.lines(begin, end):
                self.emit(line)

    def gap(self, offset: int) -> None:
        """Write an empty line where there is one before a place."""
        line = self.text.rfind("\n", 0, offset) + 1
        previous = self.text.rfind("\n", 0, line - 1) + 1
        isEmpty = line > 0 and not self.text[previous : line - 1].strip()
        if isEmpty and self.lines and self.lines[-1][1] and not self.lines[-1][1].endswith(":"):
            self.lines.append((0, ""))

    @contextmanager
    def indented(self) -> Iterator[None]:
        """Write what is inside something else, and ``pass`` where it is nothing."""
        self.indent += 1
        before = len(self.lines)
        yield
        if not any(text and not text.startswith("#") for _, text in self.lines[before:]):
            self.emit("pass")
        self.indent -= 1

    def simple(self, node: Node, text: str) -> None:
        """Write a statement, behind what its expressions need."""
        self.header(text)
        self.trailing(node["e"])

    def header(self, text: str) -> None:
        """Write the first line of a statement."""
        pending, self.pending = self.pending, []
        self.lines += [(self.indent + depth, line) for depth, line in pending]
        self.emit(text)

    def trailing(self, offset: int) -> None:
        """Write the comment that is behind a place in its line, if any."""
        comment = self.comments.after(offset)
        if comment and self.lines:
            depth, text = self.lines[-1]
            self.lines[-1] = depth, f"{text}  {comment}"

    @contextmanager
    def captured(self) -> Iterator[list[Line]]:
        """Write lines that go elsewhere, from indentation 0 on."""
        lines, indent, pending = self.lines, self.indent, self.pending
        self.lines, self.indent, self.pending = [], 0, []
        made: list[Line] = []
        try:
            yield made
            made += self.lines
        finally:
            self.lines, self.indent, self.pending = lines, indent, pending

    # Statements

    def statements(self, nodes: list[Node], mode: Mode = DROP, start: int = 0) -> None:
        """Write statements; the value of the last is of use."""
        for at, node in enumerate(nodes):
            self.one(node, mode if at == len(nodes) - 1 else DROP, start)

    def one(self, node: Node, mode: Mode = DROP, start: int = 0) -> None:
        """Write a statement, or refuse it."""
        self.flush(node["s"], start)
        if node["k"] not in ("Block",):
            self.gap(node["s"])
        with self.orRefused(node):
            self.statement(node, mode)

    @contextmanager
    def orRefused(
        self, node: Node, head: str | None = None, keepsMargin: bool = False
    ) -> Iterator[None]:
        """Write what a rule writes inside; if it refuses, the Scala text and a line that raises.

        Parameters
        ----------
        node : dict
            What is written.
        head : str, optional
            The first line of a definition in which that line stands.
        keepsMargin : bool
            Whether each line of the Scala text keeps the blanks before it.
        """
        before, indent, scope = len(self.lines), self.indent, self.scope
        try:
            yield
        except Exception as error:
            refused = asRefused(error, node)
            self.refusals.append(refused.message)
            self.indent, self.scope, self.pending = indent, scope, []
            del self.lines[before:]
            for line in self.source(node).splitlines():
                self.emit(f"# {line if keepsMargin else line.strip()}".rstrip())
            if head is not None:
                self.emit(head)
            said = refused.message.text.replace("\\", "\\\\").replace('"', "'")
            depth = self.indent + (head is not None)
            self.lines.append((depth, f'raise NotImplementedError("{said}")'))

    def statement(self, node: Node, mode: Mode) -> None:
        """Write a statement."""
        rule = STATEMENTS.get(node["k"])
        if rule is not None:
            rule(self, node, mode)
            return
        self.result(node, self.expr(node), mode)

    def result(self, node: Node, value: Code, mode: Mode) -> None:
        """Write what becomes of a value."""
        late = self.comments.within(node["s"], node["e"])
        for begin, end in late:
            for line in self.comments.lines(begin, end):
                self.header(line)
        if value.replace("\x01", "") == "None" and mode == DROP:
            self.lines += [(self.indent + d, text) for d, text in self.pending]
            self.pending = []
            return
        if mode.isidentifier() and mode != RETURN and re.match(r"lambda\b[\w, *]*: ", value):
            # A named function is a def, as linters want it.
            head, _, body = value.partition(": ")
            self.header(f"def {mode}({head.removeprefix('lambda').strip()}):")
            self.lines.append((self.indent + 1, f"return {body}"))
            self.trailing(node["e"])
            return
        if value.startswith("raise ") or mode == DROP:
            text = str(value)
        elif mode == RETURN:
            text = f"return {value}"
        else:
            text = f"{mode} = {value}"
        self.simple(node, text)

    # Expressions

    def expr(self, node: Node) -> Code:
        """Return an expression."""
        rule = EXPRESSIONS.get(node["k"])
        if rule is None:
            raise self.refuse(
                node,
                f"`{shown(self.source(node))}` has no rule",
                "write it otherwise",
                f"no rule for {node['k']}",
            )
        view = self._ownView(node)
        if view is not None:
            inner = self.expr({key: each for key, each in node.items() if key != "view"})
            from sparkish.port._translate._names import conversion

            return code(f"{conversion(self, view, node['view']['sym'])}({inner})")
        made = rule(self, node)
        widen = node.get("widen")
        if widen and node["k"] != "Literal":
            if self.cls(node) == "scala.Char" and widen != "toChar":
                made = code(f"ord({made})")
                return code(f"float({made})") if widen in ("toDouble", "toFloat") else made
            if widen in ("toDouble", "toFloat"):
                return code(f"float({made})")
        elif widen in ("toDouble", "toFloat") and node["k"] == "Literal" and "." not in made:
            return code(made + ".0") if made.lstrip("-").isdigit() else made
        return made

    def exprs(self, nodes: list[Node]) -> list[Code]:
        """Return expressions."""
        return [self.expr(node) for node in nodes]

    def call(self, node: Node) -> Call:
        """Return the parts of a call."""
        lists: list[list[Node]] = []
        types: list[Node] = []
        at = node
        while True:
            if at["k"] == "Apply":
                lists.insert(0, at["args"])
                if self._isValueCalled(at):
                    value = at["f"]
                    return Call(node, value, None, "apply", lists, [], self.sym(at))
                at = at["f"]
            elif at["k"] == "TypeApply":
                types = at["targs"]
                at = at["f"]
            else:
                break
        symbol = self.sym(node) or self.sym(at)
        if at["k"] == "Select":
            return Call(node, at, at["q"], at["name"], lists, types, symbol)
        return Call(node, at, None, at.get("name", "apply"), lists, types, symbol)

    def _isValueCalled(self, node: Node) -> bool:
        """Tell whether an Apply is of a value, ``xs.head(1)``, not a method's next arguments."""
        of = node["f"]
        while of["k"] == "TypeApply":
            of = of["f"]
        own, inner = self.sym(node), self.sym(of)
        if of["k"] == "Apply":
            if not own and of["f"].get("name") in CURRIED:
                return False
            if node.get("sym") != of.get("sym") or not own:
                return True
            # The same method again, m("a")("b"), unless it has so many lists of parameters.
            depth = 1
            while of["k"] == "Apply" and of.get("sym") == node.get("sym"):
                depth, of = depth + 1, of["f"]
            return depth > max(1, len(own.get("params") or []))
        if of["k"] != "Select" or not own or not inner:
            return False
        return (
            own["name"] in ("apply", "update")
            and inner["name"] != own["name"]
            and (inner["o"] in ("val", "var", "method", "param", "lazy"))
        )

    # The whole

    def written(self) -> str:
        """Return the lines."""
        made: list[str] = []
        for depth, text in self.lines:
            if not text:
                made.append("")
                continue
            body, comment = _uncommented(text)
            broken = formatted(depth, body)
            if comment:
                broken[-1 if len(broken) == 1 else 0] += comment
            made += broken
        return "\n".join(_spaced(made)) + "\n"


def _taken(node: Any) -> set[str]:
    """Return the names of what is defined in a node, fields of classes aside."""
    if isinstance(node, list):
        return set().union(*map(_taken, node)) if node else set()
    if not isinstance(node, dict):
        return set()
    made: set[str] = set()
    kinds = ("ValDef", "DefDef", "PVar", "PBind", "PTyped", "ClassDef")
    if node.get("k") in kinds and node.get("name"):
        made.add(clean(node["name"]))
    left = {"ctor"} if node.get("k") == "ClassDef" else set()
    for key, each in node.items():
        if key not in left and isinstance(each, (dict, list)):
            made |= _taken(each)
    return made


def _peeked(node: Any) -> set[object]:
    """Return the symbols of what is asked for a next element."""
    if isinstance(node, list):
        return set().union(*map(_peeked, node)) if node else set()
    if not isinstance(node, dict):
        return set()
    made: set[object] = set()
    if node.get("k") == "Select" and node["name"] in ("hasNext", "isEmpty", "nonEmpty"):
        made.add(node["q"].get("sym"))
    for each in node.values():
        if isinstance(each, (dict, list)):
            made |= _peeked(each)
    return made - {None}


def asRefused(error: Exception, node: Node) -> Refused:
    """Return an error as a refusal: what the rules did not foresee is one, too."""
    if isinstance(error, Refused):
        return error
    text = "this has a form that the porter does not know: write it in Python"
    return Refused(node, text, f"unforeseen {type(error).__name__}")


def shown(text: str) -> str:
    """Return a short form of a Scala text."""
    text = " ".join(text.split())
    return text if len(text) < 60 else text[:57] + "..."


def _uncommented(text: str) -> tuple[str, str]:
    from sparkish.port._translate._layout import scanned

    if text.startswith("#"):
        return text, ""
    marked = scanned(text)
    for at, (char, _) in enumerate(marked):
        if char == "#" and text[at - 2 : at] == "  " and all(inside for _, inside in marked[at:]):  # noqa: SIM102
            if at and not marked[at - 1][1]:
                return text[: at - 2], text[at - 2 :]
    return text, ""


def _spaced(lines: list[str]) -> list[str]:
    """Put two empty lines around what is defined in the module, and one around methods."""
    made: list[str] = []
    for at, line in enumerate(lines):
        stripped = line.lstrip()
        depth = len(line) - len(stripped)
        previous = next((each for each in reversed(made) if each), "")
        previousDepth = len(previous) - len(previous.lstrip())
        starts = stripped.startswith(("def ", "class ", "@"))
        if line and made:
            leads = stripped.startswith("#") and _leads(lines, at)
            follows = previous.lstrip().startswith(("@", "#")) and previousDepth == depth
            opens = previous.rstrip().endswith(":") and previousDepth < depth
            wanted = 2 if depth == 0 else 1
            if (
                (starts or leads)
                and not follows
                and not opens
                and not (previous.lstrip().startswith("#") and leads)
            ):
                _trim(made)
                made += [""] * wanted
            elif (
                depth < previousDepth
                and depth == 0
                and not stripped.startswith((")", "]", "}", "el", "ex", "fin", "case"))
            ):
                if _inDefinition(made):
                    _trim(made)
                    made += ["", ""]
            elif starts and previous.lstrip().startswith("#") and previousDepth == depth:
                _trim(made)
            elif 0 < depth < previousDepth and not starts and _inLocal(made, depth):  # noqa: SIM102
                if not stripped.startswith((")", "]", "}", "elif", "else", "except", "finally")):
                    _trim(made)
                    made += [""]
        if not line and (not made or not made[-1]):
            continue
        made.append(line)
    _trim(made)
    return made


def _leads(lines: list[str], at: int) -> bool:
    """Tell whether a comment stands before a definition of its depth."""
    depth = len(lines[at]) - len(lines[at].lstrip())
    for line in lines[at:]:
        stripped = line.lstrip()
        if not stripped or len(line) - len(stripped) != depth:
            return False
        if not stripped.startswith("#"):
            return stripped.startswith(("def ", "class ", "@"))
    return False


def _inDefinition(lines: list[str]) -> bool:
    for line in reversed(lines):
        if line and not line[0].isspace():
            return line.startswith(("def ", "class ", "@", ")"))
    return False


def _inLocal(lines: list[str], depth: int) -> bool:
    for line in reversed(lines):
        if line and len(line) - len(line.lstrip()) <= depth:
            return line.lstrip().startswith(("def ", "class ", "@"))
    return False


def _trim(lines: list[str]) -> None:
    while lines and not lines[-1]:
        lines.pop()
