"""Failures that come from the JVM, as sentences: what failed, and where in the user's code."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from py4j.java_gateway import JavaObject
from py4j.protocol import Py4JError, Py4JJavaError, Py4JNetworkError
from pyspark.errors.exceptions.captured import CapturedException

from sparkish._core.callsite import CallSite, inLibrary
from sparkish._core.errors import IllegalStateError, SparkishError

__all__ = ["BatchFailedError", "JavaError", "javaErrors", "usersTrace"]

#: What a call of the JVM fails with: PySpark's SQL turns some of Java's exceptions into its own.
JAVA_FAILURES = (Py4JJavaError, CapturedException)
_GONE = (
    "The JVM of this SparkContext has gone (it was killed, or it ended), and the context with it. "
    "Make a new SparkContext in a new Python process."
)
_TRACEBACK = "Traceback (most recent call last):"
_FRAME = re.compile(r' *File "(?P<file>[^"]+)", line (?P<line>\d+), in (?P<name>.+)')
_GROUP = "Exception Group Traceback (most recent call last):"

# What Python draws at the left of a group's lines.
_BAR = re.compile(r"^[ |]*\| |^[ |]*(?=\+-)")
_MEMBER = re.compile(r"\+-")

# Where a message of Python's ends in a trace of Java's.
_JAVA = re.compile(r"\s*SQLSTATE: |\tat |Caused by: |Driver stacktrace:|\t\.\.\. \d+ more")
_INSTALLED = re.compile(
    r"[/\\](?:site-packages|dist-packages|lib[/\\]python3\.\d+t?)[/\\]|[/\\]Python3\d+[/\\]Lib[/\\]"
)

#: What Spark tells of a job: the last task's own error comes at the end.
_LOST = re.compile(r"most recent failure: Lost task .*?\(TID \d+\) \(.*?\): ([\s\S]+)")

#: What is meant by errors that come of no line of the user's.
_HINTS = (
    (
        r"cannot unpack|values to unpack|is not subscriptable|index out of range",
        "An operation on pairs needs elements that are (key, value): write "
        ".map(lambda element: (element, 1)) or the like before it",
    ),
    (
        r"Broadcast variable .* not loaded",
        "A broadcast variable does not come back from a checkpoint: write a function that makes it "
        "once, where a function of RDDs asks for it with rdd.context",
    ),
)
_ABORTED = "SparkException: Job aborted."
_CAUSE = re.compile(r"^Caused by: (.+)", re.MULTILINE)
_PYTHON = "An exception was raised by Python:"


class JavaError(SparkishError, Py4JJavaError):  # type: ignore[misc]
    """A failure inside Spark, told in a sentence.

    It is a ``Py4JJavaError`` too, so that jobs which catch that go on doing so; the whole Java
    trace is in ``__cause__``.
    """

    def __init__(self, message: str, original: Any) -> None:
        Py4JJavaError.__init__(self, message, original)
        self.args = (message,)
        self._message = message

    def __str__(self) -> str:
        return self._message


class BatchFailedError(JavaError):
    """A batch failed: the message is the traceback of the user's own function."""


def javaException(error: Any) -> JavaObject:
    """Return what Java has thrown, of an error among ``JAVA_FAILURES``."""
    return error._origin if isinstance(error, CapturedException) else error.java_exception


@contextmanager
def javaErrors(doing: str, failedAt: Callable[[], str | None] | None = None) -> Iterator[None]:
    """Turn py4j's errors of the calls inside into sentences.

    Parameters
    ----------
    doing : str
        The call of the user's.
    failedAt : callable, optional
        Returns where the output operation of a failed batch was declared: the place of a failure
        that has no line of the user's in its traceback, such as the end of a worker.

    Raises
    ------
    BatchFailedError
        If a function of the user's has failed in a batch.
    JavaError
        If Spark has refused or failed.
    IllegalStateError
        If the JVM has gone.
    """
    root, quiet = logging.getLogger(), _withoutPy4j()
    root.addFilter(quiet)
    try:
        yield
    except JavaError:
        raise
    except JAVA_FAILURES as error:
        original = javaException(error)
        message = str(original.getMessage())
        _, found, trace = message.partition(_PYTHON)
        if found:
            place = None if failedAt is None else failedAt()
            raise BatchFailedError(usersTrace(trace, place), original) from error
        raise JavaError(f"{doing}: {message}", original) from error
    except (Py4JNetworkError, ConnectionError) as error:
        raise IllegalStateError(_GONE) from error
    except Py4JError as error:
        # What Java answers has a trace.
        if "Trace:" not in str(error):
            raise IllegalStateError(_GONE) from error
        raise
    finally:
        root.removeFilter(quiet)


def _withoutPy4j() -> Callable[[logging.LogRecord], bool]:
    """Return a filter for what py4j logs, with a traceback, of a connection that has gone."""
    return lambda record: f"{os.sep}py4j{os.sep}" not in record.pathname


def usersTrace(trace: str, failedAt: str | None = None) -> str:
    """Put the error and the user's own line before the whole trace.

    The innermost traceback counts: of a function that failed on an executor, Java's trace quotes
    the worker's. The user's line is the innermost one outside of Spark and of what is installed:
    the call of ``json.loads``, not the line in it.
    """
    innermost = _innermost(trace)
    frames = [(i, match) for i, line in enumerate(innermost) if (match := _FRAME.match(line))]
    ends = frames[-1][0] + 1 if frames else 0
    error = _message(innermost[ends:])
    if error.endswith(_ABORTED):
        # Of a job that saves, Spark tells the reason behind.
        error = next(iter(_CAUSE.findall(trace)), error)
    callers = [match for _, match in frames if not inLibrary(match["file"])]
    users = [match for match in callers if not _isInstalled(match["file"])]
    if lost := _LOST.search(error):
        error = lost[1].partition("\n")[0]
    if not users:
        # The driver's own frames lead to the call whose job has failed.
        outer = [match for line in trace.splitlines() if (match := _FRAME.match(line))]
        users = [m for m in outer if not (inLibrary(m["file"]) or _isInstalled(m["file"]))]
        error += next((f". {told}" for sign, told in _HINTS if re.search(sign, error)), "")
    place = f", in {failedAt}" if failedAt else ""
    # A package of the user's own may be installed, too.
    users = users or ([] if failedAt else callers)
    if users:
        site = CallSite(users[-1]["name"], users[-1]["file"], int(users[-1]["line"]))
        place = f", in {site.operation} at {site.place}"
    return f"{error}{place}\n\n{trace.strip()}"


def _innermost(trace: str) -> list[str]:
    """Return the lines of the last traceback; of an exception group's, all of the group's."""
    _, group, after = trace.rpartition(_GROUP)
    if not group:
        return trace.rpartition(_TRACEBACK)[2].splitlines()
    if not _isInGroup(after):
        # Something else has failed after the group.
        return after.rpartition(_TRACEBACK)[2].splitlines()
    lines = [_BAR.sub("", line) for line in after.splitlines()]
    # The frames inside are of each error in it; the group's own lead to the user's line.
    first = next((i for i, line in enumerate(lines) if _MEMBER.match(line)), len(lines))
    members = [
        line
        for line in lines[first:]
        if line[:1].strip() and not _MEMBER.match(line) and not line.endswith(_TRACEBACK)
    ]
    ended = next((i for i, line in enumerate(members) if _JAVA.match(line)), len(members))
    return lines[:first] + [f"  {member}" for member in members[:ended]]


def _isInGroup(after: str) -> bool:
    """Tell whether the last traceback of what follows a group's beginning is one of its errors'."""
    last = next((line for line in reversed(after.splitlines()) if _TRACEBACK in line), "|")
    return "|" in last


def _message(lines: list[str]) -> str:
    """Return the whole message of an error, from the lines that follow the last frame."""
    first = next((i for i, line in enumerate(lines) if line[:1].strip()), None)
    if first is None:
        return "an error"
    # py4j says which of its calls failed, and in the next line what Java said.
    if lines[first + 1 : first + 2] and lines[first + 1].startswith(": "):
        return lines[first + 1].removeprefix(": ")
    ended = next((i for i, line in enumerate(lines) if i > first and _JAVA.match(line)), None)
    return "\n".join(lines[first:ended]).rstrip()


def _isInstalled(file: str) -> bool:
    """Tell whether a file is Python's own or an installed package's, here or on an executor."""
    return file.startswith("<frozen ") or _INSTALLED.search(file) is not None
