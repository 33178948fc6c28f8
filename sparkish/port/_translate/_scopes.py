"""Names: what each Scala symbol is called in Python, in which function."""

from __future__ import annotations

import builtins
import keyword

__all__ = ["Scope", "clean"]

_BUILTINS = {name for name in dir(builtins) if name[0].islower()} - {
    "copyright",
    "credits",
    "license",
    "quit",
    "exit",
    "ascii",
    "aiter",
    "anext",
    "breakpoint",
    "compile",
    "delattr",
    "help",
    "locals",
    "memoryview",
    "vars",
    "callable",
    "classmethod",
}
#: Names that linters take for digits.
_UNREADABLE = {"l", "I", "O"}
_OPERATORS = {
    "+": "plus",
    "-": "minus",
    "*": "times",
    "/": "by",
    "=": "equals",
    "<": "less",
    ">": "greater",
    "!": "not",
    "&": "and",
    "|": "or",
    "~": "like",
    "$": "S",
    ":": "colon",
    "?": "question",
    "%": "percent",
    "^": "hat",
    "#": "hash",
    "@": "at",
}


def clean(name: str, isMember: bool = False) -> str:
    """Return a name that Python takes: no keyword, no builtin that programs use."""
    name = "".join(
        char if char.isalnum() or char == "_" else _OPERATORS.get(char, "_") for char in name
    )
    if name[:1].isdigit():
        name = "_" + name
    if keyword.iskeyword(name) or (not isMember and name in _BUILTINS | _UNREADABLE):
        return name + "_"
    return name


class Scope:
    """A module, a class or a function of Python's, and the names in it."""

    def __init__(self, kind: str, parent: Scope | None = None, owner: str = "") -> None:
        self.kind = kind
        self.parent = parent
        #: The full name of a class; how its instance is called.
        self.owner = owner
        self.me = "self"
        self.names: dict[object, str] = {}
        self.used: set[str] = set(parent.used) if parent and kind == "lambda" else set()
        self.outer: dict[str, str] = {}
        self.isGenerator = False
        self.loops = 0
        #: The parameters whose defaults are evaluated at each call.
        self.late: dict[object, str] = {}

    def find(self, key: object) -> tuple[str, Scope] | None:
        """Return a symbol's name, and the scope that it is in."""
        scope: Scope | None = self
        while scope is not None:
            if key in scope.names:
                return scope.names[key], scope
            scope = scope.parent
        return None

    def function(self) -> Scope:
        """Return the function, the class or the module that a lambda is in."""
        scope = self
        while scope.kind == "lambda" and scope.parent is not None:
            scope = scope.parent
        return scope

    def add(self, keys: list[object], name: str, avoid: set[str]) -> str:
        """Give a symbol a name that no other has here."""
        made, number = name, 1
        while made in self.used or made in avoid:
            number += 1
            made = f"{name}{number}"
        self.used.add(made)
        if self.kind == "lambda":
            self.function()
        for key in keys:
            self.names[key] = made
        return made
