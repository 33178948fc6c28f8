"""Java's and Scala's exceptions that Python lacks."""

from __future__ import annotations

from sparkish._executor.portable import portable
from sparkish._executor.text import scalaString

portable(__name__)


class NumberFormatException(ValueError):
    """A string is not a number. Java: ``NumberFormatException``."""


class NoSuchElementException(LookupError):
    """There is no such element. Java: ``NoSuchElementException``."""


class MatchError(ValueError):
    """No case of a ``match`` fits a value. Scala: ``MatchError``."""

    def __init__(self, value: object) -> None:
        name = _CLASSES.get(type(value), type(value).__name__)
        super().__init__(f"{scalaString(value)} (of class {name})")


_CLASSES: dict[type, str] = {
    int: "java.lang.Integer",
    str: "java.lang.String",
    float: "java.lang.Double",
    bool: "java.lang.Boolean",
}


_JAVA = {
    ValueError: "java.lang.IllegalArgumentException",
    ArithmeticError: "java.lang.ArithmeticException",
    NumberFormatException: "java.lang.NumberFormatException",
    RuntimeError: "java.lang.RuntimeException",
    IndexError: "java.lang.IndexOutOfBoundsException",
    Exception: "java.lang.Exception",
    NoSuchElementException: "java.util.NoSuchElementException",
    MatchError: "scala.MatchError",
}


def throwableText(value: BaseException) -> str:
    """Return an exception's text: its Java class and its message."""
    name = _JAVA.get(type(value), type(value).__name__)
    return f"{name}: {value}" if str(value) else name
