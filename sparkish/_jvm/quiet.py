"""Keeps failures out of Spark's log if Python's error says the same.

Spark logs a failing function of a stream three to five times, with every Java frame, before the
driver gets the error. The error has the same information. So these messages are dropped, but only
with Spark's default log configuration: a user who sets a level or a configuration gets them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from py4j.protocol import Py4JError

__all__ = ["isQuiet", "loud", "quiet", "quietly", "quietlyTried"]

_DEFAULTS = "org/apache/spark/log4j2-defaults.properties"
#: Messages about a failed task: on a local master, in Python code, and the job's abort.
_TASKS = (
    r"(?s)Exception in task .*"
    r"|Lost task .*Traceback \(most recent call last\).*"
    r"|Task \d+ in stage .* failed \d+ times; aborting job"
)
#: The message about an object that Java cannot serialize.
_WRITING = r"(?s)Exception encountered.*"
_JOBS = r"(?s)Error running job streaming job .*|Error generating jobs for time .*"

_filters: dict[str, Any] = {}
#: Not empty once the user has set a level. The JVM keeps the level for later contexts too.
_asked: set[str] = set()


def quiet(jvm: Any) -> None:
    """Drop failures of tasks from now on, if the log configuration is Spark's default."""
    source = str(_config(jvm).getConfigurationSource().getLocation() or "")
    if not _asked and not isQuiet() and _DEFAULTS in source.replace("\\", "/"):
        _add(jvm, _TASKS)


def quietly(jvm: Any) -> None:
    """Drop failures of jobs too: a caller waits for the job, and gets the error."""
    if isQuiet() and _JOBS not in _filters:
        _add(jvm, _JOBS)


@contextmanager
def quietlyTried(jvm: Any) -> Iterator[None]:
    """Drop the failure to serialize an object in the block: the caller reports it."""
    if not isQuiet():
        yield
        return
    _add(jvm, _WRITING)
    try:
        yield
    finally:
        _remove(jvm, _WRITING)


def isQuiet() -> bool:
    """Tell whether failures are dropped from the log."""
    return _TASKS in _filters


def loud(jvm: Any, jobsOnly: bool = False) -> None:
    """Log everything again, or only the jobs' failures."""
    if not jobsOnly:
        _asked.add("level")
    for pattern in [_JOBS] if jobsOnly else list(_filters):
        _remove(jvm, pattern)


def _add(jvm: Any, pattern: str) -> None:
    core = jvm.org.apache.logging.log4j.core
    result = getattr(core, "Filter$Result")
    _filters[pattern] = core.filter.RegexFilter.createFilter(
        pattern, None, False, result.DENY, result.NEUTRAL
    )
    _filters[pattern].start()
    _config(jvm).getRootLogger().addFilter(_filters[pattern])
    _context(jvm).updateLoggers()


def _remove(jvm: Any, pattern: str) -> None:
    if pattern in _filters:
        # The JVM may have ended.
        with suppress(Py4JError, OSError):
            _config(jvm).getRootLogger().removeFilter(_filters.pop(pattern))
            _context(jvm).updateLoggers()


def _context(jvm: Any) -> Any:
    return jvm.org.apache.logging.log4j.LogManager.getContext(False)


def _config(jvm: Any) -> Any:
    return _context(jvm).getConfiguration()
