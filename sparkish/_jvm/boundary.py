"""The boundary with the JVM: every conversion of a value, and every translation of a failure."""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from py4j.java_gateway import JavaObject
from py4j.protocol import Py4JError, Py4JJavaError, Py4JNetworkError
from pyspark.errors.exceptions.captured import CapturedException

from sparkish._core.callsite import inLibrary
from sparkish._core.errors import IllegalStateError, SparkishError

if TYPE_CHECKING:
    from sparkish._core.duration import Duration
    from sparkish._core.time import Time

__all__ = [
    "BatchFailedError",
    "JavaError",
    "javaDuration",
    "javaErrors",
    "javaTime",
    "plainData",
    "rememberNames",
    "scalaSeq",
    "usersTrace",
]

_GONE = (
    "The JVM of this SparkContext has gone (it was killed, or it ended), and the context with it. "
    "Make a new SparkContext in a new Python process."
)
_TRACEBACK = "Traceback (most recent call last):"
_FRAME = re.compile(r' *File "(?P<file>[^"]+)", line (?P<line>\d+), in (?P<name>.+)')
_ABORTED = "SparkException: Job aborted."
_CAUSE = re.compile(r"^Caused by: (.+)", re.MULTILINE)
_PYTHON = "An exception was raised by Python:"


#: What PySpark looks up for each RDD and each job.
_NAMES = (
    "PairwiseRDD",
    "PythonPartitioner",
    "PythonRDD.collectAndServe",
    "PythonRDD.runJob",
    "PythonRDD.valueOfPair",
    "PythonUtils.getBroadcastThreshold",
    "SimplePythonFunction",
    "py4j.reflection.TypeUtil.isInstanceOf",
)


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


def javaDuration(jvm: Any, duration: Duration) -> JavaObject:
    """Return the JVM's ``org.apache.spark.streaming.Duration``."""
    return jvm.org.apache.spark.streaming.Duration(duration.milliseconds)


def javaTime(jvm: Any, time: Time) -> JavaObject:
    """Return the JVM's ``org.apache.spark.streaming.Time``."""
    return jvm.org.apache.spark.streaming.Time(time.milliseconds)


def rememberNames(jvm: Any, isOn: bool) -> None:
    """Look up what PySpark looks up for each RDD and job once, or forget it again.

    To find a class by its name alone, the JVM searches one imported package after the other.
    """
    for path in _NAMES:
        holder, names = jvm, path.split(".")
        if not isOn:
            vars(jvm).pop(names[0], None)
            continue
        for name in names:
            found = getattr(holder, name)
            vars(holder)[name] = found
            holder = found


def scalaSeq(seq: JavaObject) -> Iterator[JavaObject]:
    """Walk a Scala ``Seq``; works with Scala 2.12 and 2.13 alike."""
    return (seq.apply(i) for i in range(seq.size()))


def plainData(jvm: Any, value: JavaObject) -> Any:
    """Return a Java or Scala value as Python's dicts, lists, strings and numbers.

    One call to the JVM for the whole of it: its fields, private ones too, and those of what they
    hold.
    """
    return json.loads(_jsonMapper(jvm).writeValueAsString(value))


@lru_cache(maxsize=1)
def _jsonMapper(jvm: Any) -> JavaObject:
    # Spark writes its own JSON with this mapper, which knows Scala's collections.
    jackson = jvm.com.fasterxml.jackson
    mapper = jackson.databind.ObjectMapper()
    mapper.registerModule(jackson.module.scala.DefaultScalaModule())
    accessors = jackson.annotation.PropertyAccessor
    visibility = getattr(jackson.annotation, "JsonAutoDetect$Visibility")
    mapper.setVisibility(accessors.ALL, visibility.NONE)
    mapper.setVisibility(accessors.FIELD, visibility.ANY)
    mapper.disable(jackson.databind.SerializationFeature.FAIL_ON_EMPTY_BEANS)
    return mapper


def jvmStreams(graph: JavaObject) -> Iterator[JavaObject]:
    """Walk the JVM's streams that lead to an output operation, each once."""
    seen: set[int] = set()
    todo = list(graph.getOutputStreams())
    while todo:
        stream = todo.pop()
        if (identity := stream.hashCode()) not in seen:
            seen.add(identity)
            yield stream
            todo.extend(scalaSeq(stream.dependencies()))


def javaField(target: JavaObject, name: str) -> tuple[JavaObject, Any]:
    """Return a private field of an object's own class, and its value."""
    field = target.getClass().getDeclaredField(name)
    field.setAccessible(True)
    return field, field.get(target)


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
