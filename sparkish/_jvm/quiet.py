"""Keeps failures out of Spark's log if Python's error says the same.

Spark logs a failing function of a stream three to five times, with every Java frame, before the
driver gets the error. The error has the same information. So these messages are dropped, but only
with Spark's default log configuration: a user who sets a level or a configuration gets them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from py4j.protocol import Py4JError

__all__ = [
    "CONNECTING",
    "batchIsTold",
    "isQuiet",
    "loud",
    "quiet",
    "quietlyTried",
    "receiversAreTold",
]

_DEFAULTS = "org/apache/spark/log4j2-defaults.properties"
#: Of a task on a local master, of one whose function has failed in Python or ended its worker, and
#: of what follows, which spark-submit logs too: there Spark's own level is INFO.
_TASKS = (
    r"(?s)Exception in task .*"
    r"|Lost task .*(Traceback \(most recent call last\)|Python worker exited unexpectedly).*"
    # start() raises the same.
    r"|Error starting the context, marking it as stopped"
    r"|Task \d+ in stage .* failed \d+ times; aborting job"
    # Of a target that cannot be written.
    r"|Mkdirs failed to create .*|Lost task [^\n]*: java\.io\.IOException: Mkdirs failed .*"
    r"|Aborting (?:job job_.*|task)|Task attempt_\S+ aborted\."
    r"|(Killing all running tasks in stage|ResultStage|ShuffleMapStage) \d+.*"
    r"(Traceback \(most recent call last\)|Python worker exited unexpectedly).*"
)
#: The message about an object that Java cannot serialize.
_WRITING = r"(?s)Exception encountered.*"
_JOBS = r"Error (?:running job streaming job|generating jobs for time) (?:{}) ms.*"

#: Of a receiver that cannot connect, or not begin.
CONNECTING = ("Error connecting to", "Error starting receiver")
_WORDS = "|".join(CONNECTING)
_RECEIVERS = (
    rf"(?s)Restarting receiver with delay \d+ ms: (?:{_WORDS}).*"
    rf"|Deregistered receiver for stream \d+: (?:Restarting receiver with .*)?(?:{_WORDS}).*"
    r"|Stopped receiver with error: java\.net\..*"
    r"|Lost task [^\n]*: java\.net\.(?:Connect|UnknownHost|NoRouteToHost|Socket\w*)Exception.*"
    r"|Receiver has been stopped\. Try to restart it\..*"
)

_filters: dict[str, Any] = {}
#: Of the last batches whose failure is told in Python, in ms.
_batches: deque[int] = deque(maxlen=20)
#: Not empty as soon as a level was asked for: it stays in the JVM, for later contexts too.
_asked: set[str] = set()


def quiet(jvm: Any) -> None:
    """Drop failures of tasks from now on, if the log configuration is Spark's default."""
    source = str(_config(jvm).getConfigurationSource().getLocation() or "")
    if not _asked and not isQuiet() and _DEFAULTS in source.replace("\\", "/"):
        _add(jvm, _TASKS)


def receiversAreTold(jvm: Any) -> None:
    """Leave out that a receiver cannot connect: Python tells it, once for many times."""
    if isQuiet() and _RECEIVERS not in _filters:
        _add(jvm, _RECEIVERS)


def batchIsTold(jvm: Any, milliseconds: int) -> None:
    """Leave out the failure of a batch: Python tells it, to who waits or in a sentence."""
    if not isQuiet() or milliseconds in _batches:
        return
    before = _ofBatches()
    _batches.append(milliseconds)
    _add(jvm, _ofBatches())
    _remove(jvm, before)


def _ofBatches() -> str:
    return _JOBS.format("|".join(map(str, _batches)))


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


def loud(jvm: Any) -> None:
    """Log everything again."""
    _asked.add("level")
    for pattern in list(_filters):
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
