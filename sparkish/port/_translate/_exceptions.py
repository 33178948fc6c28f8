"""Python's exceptions for Java's."""

from __future__ import annotations

from sparkish.port._translate._core import Translator

__all__ = ["caughtAs", "exceptionOf"]

_EXCEPTIONS = {
    "java.lang.Throwable": "Exception",
    "java.lang.Exception": "Exception",
    "java.lang.RuntimeException": "RuntimeError",
    "java.lang.IllegalArgumentException": "ValueError",
    "java.lang.NumberFormatException": "NumberFormatException",
    "java.lang.IllegalStateException": "RuntimeError",
    "java.lang.ArithmeticException": "ArithmeticError",
    "java.lang.ArrayIndexOutOfBoundsException": "IndexError",
    "java.lang.IndexOutOfBoundsException": "IndexError",
    "java.lang.StringIndexOutOfBoundsException": "IndexError",
    "java.util.NoSuchElementException": "NoSuchElementException",
    "java.util.InputMismatchException": "NoSuchElementException",
    "java.lang.ClassCastException": "TypeError",
    "java.lang.NullPointerException": "AttributeError",
    "java.lang.UnsupportedOperationException": "NotImplementedError",
    "scala.NotImplementedError": "NotImplementedError",
    "java.lang.InterruptedException": "InterruptedError",
    "java.io.IOException": "OSError",
    "java.io.FileNotFoundException": "FileNotFoundError",
    "java.net.ConnectException": "OSError",
    "java.net.SocketException": "OSError",
    "java.net.UnknownHostException": "OSError",
    "java.net.SocketTimeoutException": "OSError",
    "java.io.EOFException": "EOFError",
    "java.text.ParseException": "ValueError",
    "java.lang.Error": "Exception",
    "scala.MatchError": "MatchError",
    "java.util.concurrent.TimeoutException": "TimeoutError",
    "java.time.format.DateTimeParseException": "ValueError",
    "java.lang.SecurityException": "PermissionError",
    "org.apache.spark.SparkException": "Exception",
    "java.lang.ClassNotFoundException": "ImportError",
    "java.sql.SQLException": "Exception",
    "java.net.URISyntaxException": "ValueError",
    "java.net.MalformedURLException": "ValueError",
    "java.lang.CloneNotSupportedException": "Exception",
    "java.util.concurrent.ExecutionException": "Exception",
    "java.lang.ExceptionInInitializerError": "Exception",
}


_LIBRARIES = ("java.", "javax.", "scala.")


_SHORT = {full.rpartition(".")[2]: full for full in _EXCEPTIONS}


_HELPERS = {"NumberFormatException", "NoSuchElementException", "MatchError"}


def exceptionOf(t: Translator, full: str) -> str | None:
    """Return Python's exception for one of Java's."""
    if full in t.own and full in t.members:
        return t.members[full]
    made = _EXCEPTIONS.get(full) or _EXCEPTIONS.get(_SHORT.get(full.rpartition(".")[2], ""))
    if made is None and full.startswith(_LIBRARIES):
        # One that is not known is the nearest one that it extends.
        made = next((_EXCEPTIONS[base] for base in t.bases(full) if base in _EXCEPTIONS), None)
    if made in _HELPERS:
        return t.helper(made)
    return made


#: What Python raises where Java throws one of these, other than what a program raises itself.
_CAUGHT = {
    "java.lang.RuntimeException": "Exception",
    "java.util.NoSuchElementException": "(NoSuchElementException, LookupError, StopIteration)",
    "java.lang.NullPointerException": "(AttributeError, TypeError)",
    "java.lang.UnsupportedOperationException": "(NotImplementedError, ValueError, TypeError)",
    "java.lang.ClassCastException": "(TypeError, AttributeError)",
}


def caughtAs(t: Translator, full: str) -> str | None:
    """Return what is caught in Python for one of Java's exceptions."""
    if full in t.own and full in t.members:
        return t.members[full]
    made = _CAUGHT.get(full) or _CAUGHT.get(_SHORT.get(full.rpartition(".")[2], ""))
    if made is None:
        return exceptionOf(t, full)
    for name in _HELPERS:
        if name in made:
            made = made.replace(name, t.helper(name))
    return made
