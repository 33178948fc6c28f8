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
from sparkish._core.sentences import sentence

__all__ = [
    "BAR",
    "FRAME",
    "JAVA_FAILURES",
    "BatchFailedError",
    "JavaError",
    "briefly",
    "isInstalled",
    "javaErrors",
    "saidByJava",
    "usersTrace",
    "whatToWriteAfterRecovery",
    "withoutJava",
]

#: The errors of a failed JVM call. PySpark's SQL turns some Java exceptions into its own.
JAVA_FAILURES = (Py4JJavaError, CapturedException)
_GONE = (
    "The JVM of this SparkContext has gone: it was killed or it ended, and the context cannot be "
    "used any more. Make a new SparkContext in a new Python process."
)
_TRACEBACK = "Traceback (most recent call last):"
#: The line of a traceback that says where a frame is.
FRAME = re.compile(r' *File "(?P<file>[^"]+)", line (?P<line>\d+), in (?P<name>.+)')
_GROUP = "Exception Group Traceback (most recent call last):"

#: What Python draws at the left of a group's lines.
BAR = re.compile(r"^[ |]*\| |^[ |]*(?=\+-)")
_MEMBER = re.compile(r"\+-")

# In a Java trace, one of these follows the end of a Python message.
_JAVA = re.compile(r"\s*SQLSTATE: |\tat |Caused by: |Driver stacktrace:|\t\.\.\. \d+ more")
_INSTALLED = re.compile(
    r"[/\\](?:site-packages|dist-packages|lib[/\\]python3\.\d+t?)[/\\]|[/\\]Python3\d+[/\\]Lib[/\\]"
)

#: The lines of Java's own in an error's text.
_JAVAS = re.compile(
    r"(?:\s+at [\w.$]+[(/].*|\s+\.\.\. \d+ more|Driver stacktrace:|\s*SQLSTATE: .*)\n?"
)

#: What Spark tells of a job: the last task's own error comes at the end.
_LOST = re.compile(r"most recent failure: Lost task .*?\(TID \d+\) \(.*?\): ([\s\S]+)")

#: Hints for errors that no line of the user raised.
_HINTS = (
    (
        r"cannot unpack|values to unpack|is not subscriptable|index out of range",
        ".map(lambda element: (element, 1)) or the like before it, where an operation on pairs "
        "needs elements that are (key, value)",
    ),
    (
        r"cannot pickle '(?:async_)?generator' object",
        "list(...) around the generator, or flatMap(f) for a function with yield: a generator "
        "cannot be sent from the worker",
    ),
    (
        r"cannot pickle 'coroutine' object",
        "asyncio.run(f(element)) for an async def f: Spark does not await it",
    ),
    (
        r"unhashable type",
        ".map(lambda pair: (tuple(pair[0]), pair[1])) or the like before it: a key is text, a "
        "number or a tuple, and no list, dict or set",
    ),
    (
        r"Python worker exited unexpectedly",
        'conf.set("spark.python.worker.faulthandler.enabled", "true") to see where it was: its '
        "process was ended, by itself or by the system, which has no memory left for instance",
    ),
)
#: What to write for an error of what does not come back from a checkpoint, wherever it is raised.
_LEFT_BEHIND = (
    (
        r"Broadcast variable .* not loaded",
        "a function that makes the broadcast variable once, where a function of RDDs asks for it "
        "with rdd.context: it does not come back from a checkpoint",
    ),
    (
        r"Accumulator\.value",
        "a function that makes the accumulator once, where a function of RDDs asks for it with "
        "rdd.context: it does not come back from a checkpoint, and is read in the driver alone, "
        "after an action in foreachRDD for instance",
    ),
    (
        r"This RDD lacks a SparkContext",
        "what makes the RDD inside the function that uses it, from rdd.context in transform for "
        "instance: an RDD does not come back from a checkpoint. Nor does an initialRDD of states "
        "that were not checkpointed yet: keep its pairs in a dict that the function looks into",
    ),
)
_READ_ON = (
    'conf.set("spark.files.ignoreMissingFiles", "true") before the SparkContext is made, and each '
    "batch reads the files that are there"
)
#: What to write where a task finds that a file has gone.
_MISSING = ((r"java\.io\.FileNotFoundException: File \S+ does not exist", _READ_ON),)
#: What to write where a batch cannot be saved.
_UNWRITABLE = (
    (
        r"ParentNotDirectoryException|Mkdirs failed to create|AccessControlException"
        r"|\(Permission denied\)|Read-only file system|No space left on device",
        "a path below a directory in which the driver and the executors may make files",
    ),
)
_CASES = re.compile(r"\. It could happen in the following cases:.*", re.DOTALL)
_ADVICE = re.compile(r"\. Consider setting .*")
_ABORTED = "SparkException: Job aborted."
_CAUSE = re.compile(r"^Caused by: (.+)", re.MULTILINE)
_PYTHON = "An exception was raised by Python:"


class JavaError(SparkishError, Py4JJavaError):  # type: ignore[misc]
    """A failure inside Spark, with a short message.

    It is also a ``Py4JJavaError``, so jobs that catch that error still work. The full Java trace is
    in ``__cause__``.
    """

    __module__ = "sparkish"

    def __init__(self, message: str, original: Any) -> None:
        Py4JJavaError.__init__(self, message, original)
        self.args = (message,)
        self._message = message

    def __str__(self) -> str:
        return self._message


class BatchFailedError(JavaError):
    """A batch failed. The message has the traceback of the user's own function."""

    __module__ = "sparkish"


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
        raise JavaError(f"{doing}: {message}{_ofFiles(message)}", original) from error
    except (Py4JNetworkError, ConnectionError) as error:
        raise IllegalStateError(_GONE) from error
    except Py4JError as error:
        # An answer from Java has a trace.
        if "Trace:" not in str(error):
            raise IllegalStateError(_GONE) from error
        raise
    finally:
        root.removeFilter(quiet)


def _ofFiles(message: str) -> str:
    """Return what is meant where a batch of a file stream cannot be made, or nothing."""
    missing = re.match(r"Input (?:path does not exist|Pattern .* matches 0 files).*", message)
    if missing is None:
        return ""
    name = re.search(r"/([^/]+?)(?: matches 0 files)?$", missing[0])
    write = (
        "files elsewhere on the same file system, and move each into the directory when it is "
        "finished, and nothing else"
    )
    if name is None or not re.search(r"^_|[][{}*?,\\]", name[1]):
        why, write = "it has gone since the batch listed it", _READ_ON
    elif name[1].startswith("_"):
        why = "the stream lists it, but Hadoop hides names that begin with an underscore"
    else:
        why = "Hadoop takes a name with one of [ ] { } * ? for a pattern"
        write = "the file under another name"
    return f". In a file stream the whole batch is lost: {why}.\nWrite {write}"


def _withoutPy4j() -> Callable[[logging.LogRecord], bool]:
    """Return a filter that drops py4j's own log of a lost connection."""
    return lambda record: f"{os.sep}py4j{os.sep}" not in record.pathname


def usersTrace(trace: str, failedAt: str | None = None) -> str:
    """Put the error and the user's own line before the whole trace.

    The innermost traceback counts: for a function on an executor, Java's trace quotes the worker's
    traceback. The user's line is the innermost line outside Spark and installed packages: the call
    of ``json.loads``, not the line in it.
    """
    return f"{_sentence(trace, failedAt)}\n\n{trace.strip()}"


def briefly(failure: str) -> str:
    """Return the sentence of what ``usersTrace`` has made, and the user's own calls down to it."""
    said, _, trace = failure.partition(f"\n\n{_TRACEBACK}")
    return withoutJava(said + _calls(trace))


def saidByJava(error: BaseException) -> str:
    """Return the sentence of an error of py4j's, which PySpark has let through."""
    trace = str(error)
    return withoutJava(_sentence(trace) + _calls(trace))


def withoutJava(text: str) -> str:
    """Return a text without the lines of Java's stack traces."""
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not _JAVAS.fullmatch(line)).rstrip()


def _sentence(trace: str, failedAt: str | None = None) -> str:
    innermost = _innermost(trace)
    frames = [(i, match) for i, line in enumerate(innermost) if (match := FRAME.match(line))]
    ends = frames[-1][0] + 1 if frames else 0
    error, _, write = _message(innermost[ends:]).partition("\nWrite ")
    if error.endswith(_ABORTED):
        # For a job that saves, Spark gives the reason after this message.
        error = next(iter(_CAUSE.findall(trace)), error)
    callers = [match for _, match in frames if not inLibrary(match["file"])]
    users = [match for match in callers if _isUsers(match)]
    if lost := _LOST.search(error):
        error = _ADVICE.sub("", lost[1].partition("\n")[0])
    error = _CASES.sub("", error)
    if not users:
        # The driver's own frames lead to the call whose job has failed.
        outer = [match for line in trace.splitlines() if (match := FRAME.match(line))]
        users = [match for match in outer if _isUsers(match)]
        write = write or _advice(_HINTS, error) or ""
    write = whatToWriteAfterRecovery(error) or _advice(_MISSING + _UNWRITABLE, error) or write
    place = failedAt or None
    # A package of the user's own may be installed, too.
    users = users or ([] if failedAt else callers)
    if users:
        site = _site(users[-1])
        place = f"{site.operation} at {site.place}"
    return sentence(error, place, write or None)


def whatToWriteAfterRecovery(error: str) -> str | None:
    """Return the advice for an error of what does not come back from a checkpoint."""
    return _advice(_LEFT_BEHIND, error)


def _advice(table: tuple[tuple[str, str], ...], error: str) -> str | None:
    return next((told for sign, told in table if re.search(sign, error)), None)


def _calls(trace: str) -> str:
    """Return the user's own calls down to an error, a line each, where they are several."""
    frames = [match for line in _innermost(trace) if (match := FRAME.match(line))]
    calls = [f"\n  {match['name']} at {_site(match).place}" for match in filter(_isUsers, frames)]
    return "".join(calls) if len(calls) > 1 else ""


def _site(frame: re.Match[str]) -> CallSite:
    return CallSite(frame["name"], frame["file"], int(frame["line"]))


def _isUsers(frame: re.Match[str]) -> bool:
    return not (inLibrary(frame["file"]) or isInstalled(frame["file"]))


def _innermost(trace: str) -> list[str]:
    """Return the lines of the last traceback; for an exception group, of the whole group."""
    _, group, after = trace.rpartition(_GROUP)
    if not group:
        return trace.rpartition(_TRACEBACK)[2].splitlines()
    if not _isInGroup(after):
        # Another error came after the group.
        return after.rpartition(_TRACEBACK)[2].splitlines()
    lines = [BAR.sub("", line) for line in after.splitlines()]
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


def isInstalled(file: str) -> bool:
    """Tell whether a file is Python's own or an installed package's, here or on an executor."""
    return file.startswith("<frozen ") or _INSTALLED.search(file) is not None
