"""``org.apache.log4j``: Scala's calls that control Spark's log, passed to the JVM's own Log4j.

Levels are set in the JVM, where Spark logs. Python's own ``logging`` is not involved.

Examples
--------
>>> from sparkish.log4j import Level, Logger
>>> Logger.getLogger("org").setLevel(Level.OFF)
>>> Logger.getRootLogger().setLevel(Level.ERROR)
"""

from __future__ import annotations

import sys
from enum import Enum
from typing import Any

import pyspark

from sparkish._jvm import quiet

__all__ = ["Level", "LogManager", "Logger"]


class Level(Enum):
    """How much is logged, from nothing to everything. Scala: ``org.apache.log4j.Level``.

    Examples
    --------
    >>> Level.toLevel("warn"), Level.toLevel("loud"), str(Level.OFF)
    (Level.WARN, Level.DEBUG, 'OFF')
    """

    OFF = "OFF"
    FATAL = "FATAL"
    ERROR = "ERROR"
    WARN = "WARN"
    INFO = "INFO"
    DEBUG = "DEBUG"
    TRACE = "TRACE"
    ALL = "ALL"

    def __str__(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return f"Level.{self.value}"

    @staticmethod
    def toLevel(name: str, defaultLevel: Level | None = None) -> Level:
        """Return the level with a name; for an unknown name the default, or DEBUG.

        Scala: ``Level.toLevel(sArg)``, ``(sArg, defaultLevel)``.
        """
        return Level.__members__.get(name.upper(), defaultLevel or Level.DEBUG)


class _Logger:
    """A JVM logger. Its level also covers loggers whose names begin with its name and a dot.

    Scala: ``org.apache.log4j.Logger``.

    Examples
    --------
    >>> logger = Logger.getLogger("org.apache.spark.examples")
    >>> logger.setLevel(Level.WARN)
    >>> logger.getLevel(), logger.getEffectiveLevel(), logger.isInfoEnabled()
    (Level.WARN, Level.WARN, False)
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self) -> _Logger:
        """Return the logger itself: Scala writes ``getRootLogger`` with or without parentheses."""
        return self

    def __repr__(self) -> str:
        return f"Logger({self._name or 'root'})"

    def getName(self) -> str:
        """Return the logger's name; the root logger is ``root``. Scala: ``getName``."""
        return self._name or "root"

    def setLevel(self, level: Level) -> None:
        """Set how much is logged from now on; if there is no SparkContext yet, from its start.

        Raises
        ------
        TypeError
            If it is not a :class:`Level`.

        Notes
        -----
        Scala: ``setLevel(level)``.
        """
        if not isinstance(level, Level):
            raise TypeError(f"setLevel takes a Level, such as Level.WARN, not {level!r}.")
        log4j = _log4j()
        if log4j is None:
            _waiting[self._name] = level
            return
        quiet.loud(pyspark.SparkContext._jvm)
        configurator, jlevel = log4j.core.config.Configurator, log4j.Level.toLevel(level.value)
        if self._name:
            configurator.setLevel(self._name, jlevel)
        else:
            configurator.setRootLevel(jlevel)

    def getLevel(self) -> Level | None:
        """Return the level that was set on this logger itself, or None. Scala: ``getLevel``."""
        log4j = _log4j()
        if log4j is None:
            return _waiting.get(self._name)
        own = log4j.LogManager.getContext(False).getConfiguration().getLoggers().get(self._name)
        return None if own is None or own.getLevel() is None else Level[own.getLevel().name()]

    def getEffectiveLevel(self) -> Level:
        """Return the level that is in effect. Scala: ``getEffectiveLevel``."""
        log4j = _log4j()
        if log4j is not None:
            return Level[_jlogger(log4j, self._name).getLevel().name()]
        parts = self._name.split(".")
        above = [".".join(parts[:count]) for count in range(len(parts), 0, -1)]
        # Spark's default level for a driver in Python.
        return next((_waiting[name] for name in (*above, "") if name in _waiting), Level.WARN)

    def isTraceEnabled(self) -> bool:
        """Tell whether TRACE messages are logged. Scala: ``isTraceEnabled``."""
        return self._logs(Level.TRACE)

    def isDebugEnabled(self) -> bool:
        """Tell whether DEBUG messages are logged. Scala: ``isDebugEnabled``."""
        return self._logs(Level.DEBUG)

    def isInfoEnabled(self) -> bool:
        """Tell whether INFO messages are logged. Scala: ``isInfoEnabled``."""
        return self._logs(Level.INFO)

    def trace(self, message: object) -> None:
        """Log a TRACE message in the JVM. Scala: ``trace(message)``."""
        self._log(Level.TRACE, message)

    def debug(self, message: object) -> None:
        """Log a DEBUG message in the JVM. Scala: ``debug(message)``."""
        self._log(Level.DEBUG, message)

    def info(self, message: object) -> None:
        """Log an INFO message in the JVM. Scala: ``info(message)``."""
        self._log(Level.INFO, message)

    def warn(self, message: object) -> None:
        """Log a WARN message in the JVM. Scala: ``warn(message)``."""
        self._log(Level.WARN, message)

    def error(self, message: object) -> None:
        """Log an ERROR message in the JVM. Scala: ``error(message)``."""
        self._log(Level.ERROR, message)

    def fatal(self, message: object) -> None:
        """Log a FATAL message in the JVM. Scala: ``fatal(message)``."""
        self._log(Level.FATAL, message)

    def _logs(self, level: Level) -> bool:
        levels = list(Level)
        return levels.index(level) <= levels.index(self.getEffectiveLevel())

    def _log(self, level: Level, message: object) -> None:
        log4j = _log4j()
        if log4j is not None:
            getattr(_jlogger(log4j, self._name), level.value.lower())(str(message))
        elif self._logs(level):
            # There is no JVM yet.
            print(f"{level} {self.getName()}: {message}", file=sys.stderr)


class Logger(_Logger):
    """Finds loggers by name. Scala: ``org.apache.log4j.Logger``.

    Examples
    --------
    >>> Logger.getLogger("org").setLevel(Level.OFF)
    >>> Logger.getRootLogger.getName(), Logger.getRootLogger().getName()
    ('root', 'root')
    """

    getRootLogger = _Logger("")
    """The logger above all others. Scala: ``getRootLogger``."""

    @staticmethod
    def getLogger(name: str | type) -> _Logger:
        """Return the logger with a name, or of a class. Scala: ``getLogger(name)``."""
        return _Logger(f"{name.__module__}.{name.__qualname__}" if isinstance(name, type) else name)


class LogManager:
    """Also finds loggers by name. Scala: ``org.apache.log4j.LogManager``.

    Examples
    --------
    >>> LogManager.getLogger("org.apache.spark").setLevel(Level.ERROR)
    >>> LogManager.getLogger("org.apache.spark.streaming").getEffectiveLevel()
    Level.ERROR
    """

    getRootLogger = Logger.getRootLogger
    getLogger = staticmethod(Logger.getLogger)


#: The levels that were set before the JVM started.
_waiting: dict[str, Level] = {}


def setWaiting() -> None:
    """Apply the earlier levels to a JVM that has just started."""
    while _waiting:
        name, level = _waiting.popitem()
        _Logger(name).setLevel(level)


def _log4j() -> Any:
    """Return Log4j's package in the JVM, or None if there is no JVM yet."""
    jvm: Any = pyspark.SparkContext._jvm
    return None if jvm is None else jvm.org.apache.logging.log4j


def _jlogger(log4j: Any, name: str) -> Any:
    return log4j.LogManager.getLogger(name) if name else log4j.LogManager.getRootLogger()
