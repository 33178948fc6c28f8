"""Turns the JVM's failures into sentences: what failed, and where in the user's code."""

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

#: The errors of a failed JVM call. PySpark's SQL turns some Java exceptions into its own.
JAVA_FAILURES = (Py4JJavaError, CapturedException)
_GONE = (
    "The JVM of this SparkContext has gone: it was killed or it ended, and the context cannot be "
    "used any more. Make a new SparkContext in a new Python process."
)
_TRACEBACK = "Traceback (most recent call last):"
_FRAME = re.compile(r' *File "(?P<file>[^"]+)", line (?P<line>\d+), in (?P<name>.+)')
_GROUP = "Exception Group Traceback (most recent call last):"

# The lines that Python draws to the left of an exception group.
_BAR = re.compile(r"^[ |]*\| |^[ |]*(?=\+-)")
_MEMBER = re.compile(r"\+-")

# In a Java trace, one of these follows the end of a Python message.
_JAVA = re.compile(r"\s*SQLSTATE: |\tat |Caused by: |Driver stacktrace:|\t\.\.\. \d+ more")
_INSTALLED = re.compile(
    r"[/\\](?:site-packages|dist-packages|lib[/\\]python3\.\d+t?)[/\\]|[/\\]Python3\d+[/\\]Lib[/\\]"
)

#: Spark's message for a failed job, which ends with the last task's own error.
_LOST = re.compile(r"most recent failure: Lost task .*?\(TID \d+\) \(.*?\): ([\s\S]+)")

#: Hints for errors that no line of the user raised.
_HINTS = (
    (
        r"cannot unpack|values to unpack|is not subscriptable|index out of range",
        "An operation on pairs needs elements that are (key, value): write "
        ".map(lambda element: (element, 1)) or the like before it",
    ),
    (
        r"Broadcast variable .* not loaded",
        "A checkpoint does not save broadcast variables: write a function that makes the variable "
        "once, and call it with rdd.context in the function that takes the RDD",
    ),
)
_ABORTED = "SparkException: Job aborted."
_CAUSE = re.compile(r"^Caused by: (.+)", re.MULTILINE)
_PYTHON = "An exception was raised by Python:"


class JavaError(SparkishError, Py4JJavaError):  # type: ignore[misc]
    """A failure inside Spark, with a short message.

    It is also a ``Py4JJavaError``, so jobs that catch that error still work. The full Java trace is
    in ``__cause__``.
    """

    def __init__(self, message: str, original: Any) -> None:
        Py4JJavaError.__init__(self, message, original)
        self.args = (message,)
        self._message = message

    def __str__(self) -> str:
        return self._message


class BatchFailedError(JavaError):
    """A batch failed. The message has the traceback of the user's own function."""


def javaException(error: Any) -> JavaObject:
    """Return the Java exception of one of the ``JAVA_FAILURES``."""
    return error._origin if isinstance(error, CapturedException) else error.java_exception


@contextmanager
def javaErrors(doing: str, failedAt: Callable[[], str | None] | None = None) -> Iterator[None]:
    """Turn py4j's errors in the block into errors with a clear sentence.

    Parameters
    ----------
    doing : str
        The user's call.
    failedAt : callable, optional
        Returns the place of the failed batch's output operation. The error shows it if the
        traceback has no line of the user, for instance when a worker died.

    Raises
    ------
    BatchFailedError
        If a user's function failed in a batch.
    JavaError
        If Spark refused the call or failed.
    IllegalStateError
        If the JVM has ended.
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
        # An answer from Java has a trace.
        if "Trace:" not in str(error):
            raise IllegalStateError(_GONE) from error
        raise
    finally:
        root.removeFilter(quiet)


def _withoutPy4j() -> Callable[[logging.LogRecord], bool]:
    """Return a filter that drops py4j's own log of a lost connection."""
    return lambda record: f"{os.sep}py4j{os.sep}" not in record.pathname


def usersTrace(trace: str, failedAt: str | None = None) -> str:
    """Put the error and the user's own line before the whole trace.

    The innermost traceback counts: for a function on an executor, Java's trace quotes the worker's
    traceback. The user's line is the innermost line outside Spark and installed packages: the call
    of ``json.loads``, not the line in it.
    """
    innermost = _innermost(trace)
    frames = [(i, match) for i, line in enumerate(innermost) if (match := _FRAME.match(line))]
    ends = frames[-1][0] + 1 if frames else 0
    error = _message(innermost[ends:])
    if error.endswith(_ABORTED):
        # For a job that saves, Spark gives the reason after this message.
        error = next(iter(_CAUSE.findall(trace)), error)
    callers = [match for _, match in frames if not inLibrary(match["file"])]
    users = [match for match in callers if not _isInstalled(match["file"])]
    if lost := _LOST.search(error):
        error = lost[1].partition("\n")[0]
    if not users:
        # The driver's own frames show the call whose job failed.
        outer = [match for line in trace.splitlines() if (match := _FRAME.match(line))]
        users = [m for m in outer if not (inLibrary(m["file"]) or _isInstalled(m["file"]))]
        error += next((f". {told}" for sign, told in _HINTS if re.search(sign, error)), "")
    place = f", in {failedAt}" if failedAt else ""
    # The user's own package may be installed too.
    users = users or ([] if failedAt else callers)
    if users:
        site = CallSite(users[-1]["name"], users[-1]["file"], int(users[-1]["line"]))
        place = f", in {site.operation} at {site.place}"
    return f"{error}{place}\n\n{trace.strip()}"


def _innermost(trace: str) -> list[str]:
    """Return the lines of the last traceback; for an exception group, of the whole group."""
    _, group, after = trace.rpartition(_GROUP)
    if not group:
        return trace.rpartition(_TRACEBACK)[2].splitlines()
    if not _isInGroup(after):
        # Another error came after the group.
        return after.rpartition(_TRACEBACK)[2].splitlines()
    lines = [_BAR.sub("", line) for line in after.splitlines()]
    # The inner frames belong to the group's single errors. The group's own show the user's line.
    first = next((i for i, line in enumerate(lines) if _MEMBER.match(line)), len(lines))
    members = [
        line
        for line in lines[first:]
        if line[:1].strip() and not _MEMBER.match(line) and not line.endswith(_TRACEBACK)
    ]
    ended = next((i for i, line in enumerate(members) if _JAVA.match(line)), len(members))
    return lines[:first] + [f"  {member}" for member in members[:ended]]


def _isInGroup(after: str) -> bool:
    """Tell whether the last traceback after a group's beginning belongs to the group."""
    last = next((line for line in reversed(after.splitlines()) if _TRACEBACK in line), "|")
    return "|" in last


def _message(lines: list[str]) -> str:
    """Return an error's whole message, from the lines after the last frame."""
    first = next((i for i, line in enumerate(lines) if line[:1].strip()), None)
    if first is None:
        return "an error"
    # py4j names its failed call, and Java's message is on the next line.
    if lines[first + 1 : first + 2] and lines[first + 1].startswith(": "):
        return lines[first + 1].removeprefix(": ")
    ended = next((i for i, line in enumerate(lines) if i > first and _JAVA.match(line)), None)
    return "\n".join(lines[first:ended]).rstrip()


def _isInstalled(file: str) -> bool:
    """Tell whether a file belongs to Python or an installed package, here or on an executor."""
    return file.startswith("<frozen ") or _INSTALLED.search(file) is not None
