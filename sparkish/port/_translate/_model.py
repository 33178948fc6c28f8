"""What the parts of the translator hand each other: code, messages, calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = [
    "ATOM",
    "Call",
    "Code",
    "Message",
    "Node",
    "Refused",
    "Translation",
    "code",
    "goneThrough",
    "isNewList",
]

Node = dict[str, Any]
"""A node of the compiler's dump."""

LAMBDA, TERNARY, OR, AND, NOT, COMPARE, BITOR, BITXOR, BITAND, SHIFT, SUM, PRODUCT, UNARY, ATOM = (
    range(14)
)


class Code(str):
    """The text of a Python expression, and how tightly it binds."""

    prec: int = ATOM

    def at(self, least: int) -> str:
        """Return the text where something that binds at least so tightly has to be."""
        return str(self) if self.prec >= least else f"({self})"


def code(text: str, prec: int = ATOM) -> Code:
    """Return an expression."""
    made = Code(text)
    made.prec = prec
    return made


def isNewList(made: str) -> bool:
    """Tell whether an expression makes a list that nobody else has: it needs no copy."""
    return made.startswith("[") or _inside(made, "list(") or _inside(made, "sorted(")


def goneThrough(made: Code) -> Code:
    """Return what is gone through: ``list(x)`` goes through the same elements as ``x``."""
    if _inside(made, "list("):
        return code(made[len("list(") : -1])
    return made


def alone(made: Code) -> Code:
    """Return what is a call's only argument: a generator, which needs no brackets of its own."""
    if " for " in made and (_inside(made, "(") or _inside(made, "[")):
        return code(made[1:-1])
    return goneThrough(made)


def _inside(text: str, opening: str) -> bool:
    """Tell whether all of a text is in the parentheses of one call."""
    if not text.startswith(opening) or not text.endswith(")") or "'" in text or '"' in text:
        return False
    depth = 1
    for letter in text[len(opening) : -1]:
        depth += (letter in "([{") - (letter in ")]}")
        if depth == 0:
            return False
    return True


@dataclass(frozen=True)
class Message:
    """What is to be said of a place in a Scala text."""

    offset: int
    text: str
    reason: str


@dataclass
class Translation:
    """A file in Python, and what is to be said of it."""

    python: str
    notes: list[Message] = field(default_factory=list)
    refusals: list[Message] = field(default_factory=list)


class Refused(Exception):
    """What cannot be said in Python; the statement around it is refused."""

    def __init__(self, node: Node, text: str, reason: str) -> None:
        super().__init__(text)
        self.message = Message(int(node.get("p") or node.get("s") or 0), text, reason)


@dataclass
class Call:
    """A call, or a selection: what is called on what, with what."""

    node: Node
    function: Node
    #: What it is called on; None for a plain name.
    q: Node | None
    name: str
    lists: list[list[Node]]
    types: list[Node]
    symbol: dict[str, Any]

    @property
    def args(self) -> list[Node]:
        """The arguments of all lists."""
        return [arg for each in self.lists for arg in each]

    @property
    def full(self) -> str:
        """The full name of what is called."""
        return str(self.symbol.get("full", ""))
