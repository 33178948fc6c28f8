"""Failures that come from the JVM, as sentences: what failed, and where in the user's code."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from py4j.protocol import Py4JError, Py4JJavaError, Py4JNetworkError
from pyspark.errors.exceptions.captured import CapturedException

from sparkish._core.callsite import inLibrary
from sparkish._core.errors import IllegalStateError, SparkishError

if TYPE_CHECKING:
    pass

__all__ = ["BatchFailedError", "JavaError", "javaErrors", "usersTrace"]

_GONE = (
    "The JVM of this SparkContext has gone (it was killed, or it ended), and the context with it. "
    "Make a new SparkContext in a new Python process."
)


_TRACEBACK = "Traceback (most recent call last):"


_FRAME = re.compile(r' *File "(?P<file>[^"]+)", line (?P<line>\d+), in (?P<name>.+)')


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
        Where a function of the user's has failed in a batch.
    JavaError
        Where Spark has refused or failed.
    IllegalStateError
        Where the JVM has gone.
    """
    root, quiet = logging.getLogger(), _withoutPy4j()
    root.addFilter(quiet)
    try:
        yield
    except JavaError:
        raise
    except (Py4JJavaError, CapturedException) as error:
        # PySpark's SQL turns some of Java's exceptions into its own.
        name = "_origin" if isinstance(error, CapturedException) else "java_exception"
        original: Any = getattr(error, name)
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
    the worker's.
    """
    innermost = trace.rpartition(_TRACEBACK)[2].splitlines()
    frames = [(i, match) for i, line in enumerate(innermost) if (match := _FRAME.match(line))]
    ends = frames[-1][0] + 1 if frames else 0
    errors = [line for line in innermost[ends:] if line[:1].strip()]
    # py4j says which of its calls failed, and in the next line what Java said.
    causes = [line.removeprefix(": ") for line in errors[1:2] if line.startswith(": ")]
    error = next(iter(causes or errors), "an error")
    if error.endswith(_ABORTED):
        # Of a job that saves, Spark tells the reason behind.
        error = next(iter(_CAUSE.findall(trace)), error)
    users = [match for _, match in frames if not inLibrary(match["file"])]
    place = f", in {failedAt}" if failedAt else ""
    if users:
        place = f", in {users[-1]['name']} at {users[-1]['file']}:{users[-1]['line']}"
    return f"{error}{place}\n\n{trace.strip()}"
