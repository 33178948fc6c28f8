"""System properties, assertions and locks."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import nullcontext
from typing import Any, NoReturn

from sparkish._executor.portable import portable
from sparkish._executor.text import scalaString

portable(__name__)


def require(requirement: bool, message: Any = None) -> None:
    """Raise an error if a requirement is false. Scala: ``require``."""
    if not requirement:
        said = f": {scalaString(message)}" if message is not None else ""
        raise ValueError(f"requirement failed{said}")


def assertThat(holds: bool, message: Any = None) -> None:
    """Raise an error if an assertion is false. Scala: ``assert``."""
    if not holds:
        raise AssertionError("assertion failed" + (f": {scalaString(message)}" if message else ""))


def missing() -> NoReturn:
    """Raise an error: this part is not implemented. Scala: ``???``."""
    raise NotImplementedError("an implementation is missing")


def error(message: str) -> NoReturn:
    """Raise an error with a message. Scala: ``sys.error``."""
    raise RuntimeError(message)


_properties: dict[str, str] = {}


def setProperty(key: str, value: str) -> None:
    """Set a property for ``getProperty``. Java: ``System.setProperty``."""
    _properties[key] = value


def getProperties() -> dict[str, str]:
    """Return the properties that the program has set. Java: ``System.getProperties``."""
    return _properties


def getProperty(key: str, default: str | None = None) -> str | None:
    """Return a property, or the default. Java: ``System.getProperty``."""
    known = {
        "user.dir": os.getcwd(),
        "java.io.tmpdir": os.environ.get("TMPDIR", "/tmp"),
        "os.name": sys.platform,
        "user.home": os.path.expanduser("~"),
        "line.separator": "\n",
        "file.separator": os.sep,
    }
    return _properties.get(key, known.get(key, default))


class _Monitor:
    """A lock, of which each process has its own: a copy of its owner begins with a free one."""

    def __init__(self) -> None:
        self._lock = threading.RLock()

    def __enter__(self) -> bool:
        return self._lock.__enter__()

    def __exit__(self, *error: Any) -> None:
        self._lock.__exit__(*error)

    def __reduce__(self) -> Any:
        return _Monitor, ()


def monitor(owner: Any) -> Any:
    """Return an object's lock, for a ``with`` block. Scala: ``owner.synchronized``."""
    with _everyones or nullcontext():
        try:
            if "_monitor" not in vars(owner):
                # Not into its namespace: a class's, which stands for an object, is read only.
                owner._monitor = _Monitor()
            return vars(owner)["_monitor"]
        except (TypeError, AttributeError):
            return _everyones


_everyones = None if "sparkish" not in sys.modules else threading.RLock()


class SaveMode:
    """What to do if a data frame's target exists already."""

    Append, Overwrite, Ignore, ErrorIfExists = "append", "overwrite", "ignore", "errorifexists"
