"""Finds the user's own line that made a stream or an output operation."""

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
# Spark's own archives; they are on executors too, where paths may be different.
_ARCHIVE = re.compile(r"[/\\](pyspark|py4j-[\d.]+-src)\.zip[/\\]")
# The command line's programs count as users' code, although they are part of the package.
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
        """The full path and the line; in a notebook the cell and its line, ``Cell In[5]:4``."""
        return f"{_cell(self.file) or self.file}:{self.line}"


def definition(function: Any) -> str:
    """Return the name and place of a function that is written in Python."""
    code = function.__code__
    return f"{function.__name__} at {CallSite('', code.co_filename, code.co_firstlineno).place}"


def callSite() -> CallSite:
    """Return the innermost call from the user's code into sparkish or PySpark."""
    call, user = _entered()
    operation = "?" if call is user else _operation(call)
    return CallSite(operation, user.f_code.co_filename, user.f_lineno)


def _operation(call: FrameType) -> str:
    """Return the name that the user called."""
    name = call.f_code.co_name
    if name == "__init__":
        return type(call.f_locals.get("self")).__name__
    # A method that the user took first and called later is an object; the frame is its __call__.
    method = getattr(call.f_locals.get("self"), "__wrapped__", None) if name == "__call__" else None
    return getattr(method, "__name__", name)


def warnUser(message: str) -> None:
    """Issue a warning for the user's own line."""
    site = callSite()
    warnings.warn_explicit(message, UserWarning, site.file, site.line)


def callFrame() -> FrameType:
    """Return the frame of that call; it stays the same object during the call."""
    return _entered()[0]


def _entered() -> tuple[FrameType, FrameType]:
    """Return the library's outermost frame, and the user's frame that called it."""
    call = frame = sys._getframe(2)
    while inLibrary(frame.f_code.co_filename) and frame.f_back is not None:
        call, frame = frame, frame.f_back
    return call, frame


def inLibrary(file: str) -> bool:
    """Tell whether a file belongs to sparkish, PySpark or py4j, and not to the user."""
    found = file.startswith(_LIBRARIES) or _ARCHIVE.search(file) is not None
    return found and not file.startswith(_PROGRAMS)


def isOurs(file: str) -> bool:
    """Tell whether a file of code is sparkish's own."""
    return file.startswith(_LIBRARIES[0])


def _shortName(file: str) -> str:
    """Return the file's name or, in a notebook, the cell's name in IPython."""
    return _cell(file) or os.path.basename(file)


def _cell(file: str) -> str | None:
    """Return the name of the notebook cell with this file name, or None."""
    if "IPython" not in sys.modules:
        return None
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    cell = shell.compile.format_code_name(file) if shell is not None else None
    return None if cell is None else " ".join(cell)
