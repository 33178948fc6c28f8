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
        #: The value.
        self.value = value


_CLASSES: dict[type, str] = {
    int: "java.lang.Integer",
    str: "java.lang.String",
    float: "java.lang.Double",
    bool: "java.lang.Boolean",
}


_JAVA: dict[type, str] = {
    NumberFormatException: "java.lang.NumberFormatException",
    NoSuchElementException: "java.util.NoSuchElementException",
    MatchError: "scala.MatchError",
    KeyError: "java.util.NoSuchElementException",
    StopIteration: "java.util.NoSuchElementException",
    IndexError: "java.lang.IndexOutOfBoundsException",
    FileNotFoundError: "java.io.FileNotFoundException",
    ConnectionRefusedError: "java.net.ConnectException",
    TimeoutError: "java.util.concurrent.TimeoutException",
    OSError: "java.io.IOException",
    ValueError: "java.lang.IllegalArgumentException",
    ArithmeticError: "java.lang.ArithmeticException",
    AttributeError: "java.lang.NullPointerException",
    AssertionError: "java.lang.AssertionError",
    NotImplementedError: "java.lang.UnsupportedOperationException",
    RuntimeError: "java.lang.RuntimeException",
    Exception: "java.lang.Exception",
}


def className(value: object) -> str:
    """Return the name of Java's class of a value; of a class of the program, its own name."""
    cls = type(value)
    return _JAVA.get(cls) or _CLASSES.get(cls) or cls.__name__


def throwableText(value: BaseException) -> str:
    """Return an exception's text: its Java class and its message."""
    name = className(value)
    return f"{name}: {value}" if str(value) else name
