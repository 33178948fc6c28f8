"""Spark's log of a failure that Python tells in a sentence: not before it, where it says the same.

Spark logs a failing function of a stream three to five times, with every frame of Java's, and only
then does the driver learn of it. All of it is in the error that is raised or printed. It is left
out where the log is Spark's own default alone: who has set a level, or has a configuration of
their own, gets what they have asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from py4j.protocol import Py4JError

__all__ = ["isQuiet", "loud", "quiet", "quietly", "quietlyTried"]

_DEFAULTS = "org/apache/spark/log4j2-defaults.properties"
#: Of a task on a local master, of one whose function has failed in Python or ended its worker, and
#: of what follows, which spark-submit logs too: there Spark's own level is INFO.
_TASKS = (
    r"(?s)Exception in task .*"
    r"|Lost task .*(Traceback \(most recent call last\)|Python worker exited unexpectedly).*"
    r"|Task \d+ in stage .* failed \d+ times; aborting job"
    r"|(Killing all running tasks in stage|ResultStage|ShuffleMapStage) \d+.*"
    r"(Traceback \(most recent call last\)|Python worker exited unexpectedly).*"
)
#: Of an object that Java cannot write.
_WRITING = r"(?s)Exception encountered.*"
_JOBS = r"(?s)Error running job streaming job .*|Error generating jobs for time .*"

_filters: dict[str, Any] = {}
#: Not empty as soon as a level was asked for: it stays in the JVM, for later contexts too.
_asked: set[str] = set()


def quiet(jvm: Any) -> None:
    """Leave out the tasks' failures from now on, where the log is Spark's default."""
    source = str(_config(jvm).getConfigurationSource().getLocation() or "")
    if not _asked and not isQuiet() and _DEFAULTS in source.replace("\\", "/"):
        _add(jvm, _TASKS)


def quietly(jvm: Any) -> None:
    """Leave out the job's failure too: somebody waits, and is told."""
    if isQuiet() and _JOBS not in _filters:
        _add(jvm, _JOBS)


@contextmanager
def quietlyTried(jvm: Any) -> Iterator[None]:
    """Leave out, inside, that an object cannot be written: who tries it tells why."""
    if not isQuiet():
        yield
        return
    _add(jvm, _WRITING)
    try:
        yield
    finally:
        _remove(jvm, _WRITING)


def isQuiet() -> bool:
    """Tell whether failures are left out of the log."""
    return _TASKS in _filters


def loud(jvm: Any, jobsOnly: bool = False) -> None:
    """Log everything again, or the jobs' failures."""
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
        # The JVM may have gone.
        with suppress(Py4JError, OSError):
            _config(jvm).getRootLogger().removeFilter(_filters.pop(pattern))
            _context(jvm).updateLoggers()


def _context(jvm: Any) -> Any:
    return jvm.org.apache.logging.log4j.LogManager.getContext(False)


def _config(jvm: Any) -> Any:
    return _context(jvm).getConfiguration()
