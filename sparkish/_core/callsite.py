"""Where in the user's own code a stream or an output operation was made."""

from __future__ import annotations

import os
import re
import sys
import warnings
from dataclasses import dataclass
from types import FrameType
from typing import Any

import py4j
import pyspark

_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_LIBRARIES = tuple(
    os.path.join(folder, "")
    for folder in (
        _HERE,
        *(os.path.dirname(os.path.abspath(str(library.__file__))) for library in (pyspark, py4j)),
    )
)
# What Spark brings along, on an executor too, whose paths may be others.
_ARCHIVE = re.compile(r"[/\\](pyspark|py4j-[\d.]+-src)\.zip[/\\]")
# The command line's programs are users of the library that happen to live in it.
_PROGRAMS = os.path.join(_HERE, "_cli", "")


@dataclass(frozen=True)
class CallSite:
    """The call that the user wrote: the operation's name, the file and the line."""

    operation: str
    file: str
    line: int

    def __str__(self) -> str:
        """Return for instance ``count() at job.py:12``."""
        return f"{self.operation}() at {_shortName(self.file)}:{self.line}"

    @property
    def place(self) -> str:
        """The whole path and the line; in a notebook the cell's, ``Cell In[5]:4``."""
        return f"{_cell(self.file) or self.file}:{self.line}"


def definition(function: Any) -> str:
    """Return a function's name, and where it is written; it has Python's code."""
    code = function.__code__
    return f"{function.__name__} at {CallSite('', code.co_filename, code.co_firstlineno).place}"


def callSite() -> CallSite:
    """Return the innermost call out of the user's code into sparkish or PySpark."""
    call, user = _entered()
    operation = "?" if call is user else _operation(call)
    return CallSite(operation, user.f_code.co_filename, user.f_lineno)


def _operation(call: FrameType) -> str:
    """Return the name that the user has called."""
    name = call.f_code.co_name
    if name == "__init__":
        return type(call.f_locals.get("self")).__name__
    # A method that is taken without being called is an object first, and then called.
    method = getattr(call.f_locals.get("self"), "__wrapped__", None) if name == "__call__" else None
    return getattr(method, "__name__", name)


def warnUser(message: str) -> None:
    """Warn at the user's own line."""
    site = callSite()
    warnings.warn_explicit(message, UserWarning, site.file, site.line)


def callFrame() -> FrameType:
    """Return the frame of that call, which is one and the same as long as the call lasts."""
    return _entered()[0]


def _entered() -> tuple[FrameType, FrameType]:
    """Return the outermost frame of the library's, and the user's own that has called it."""
    call = frame = sys._getframe(2)
    while inLibrary(frame.f_code.co_filename) and frame.f_back is not None:
        call, frame = frame, frame.f_back
    return call, frame


def inLibrary(file: str) -> bool:
    """Tell whether a file of code is sparkish's, PySpark's or py4j's, not the user's."""
    found = file.startswith(_LIBRARIES) or _ARCHIVE.search(file) is not None
    return found and not file.startswith(_PROGRAMS)


def isOurs(file: str) -> bool:
    """Tell whether a file of code is sparkish's own."""
    return file.startswith(_LIBRARIES[0])


def _shortName(file: str) -> str:
    """Return the file's name or, in a notebook, the cell's, as IPython shows it."""
    return _cell(file) or os.path.basename(file)


def _cell(file: str) -> str | None:
    """Return the name of the notebook's cell that a file of code stands for."""
    if "IPython" not in sys.modules:
        return None
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    cell = shell.compile.format_code_name(file) if shell is not None else None
    return None if cell is None else " ".join(cell)
