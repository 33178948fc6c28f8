"""Prints an uncaught error of ours: the sentence comes first, and Java's trace is left out.

Python prints an error's cause before the error itself, and a failure in the JVM has about a hundred
lines. The cause stays in ``__cause__`` for code that catches the error.
"""

from __future__ import annotations

import re
import sys
import traceback
from types import TracebackType
from typing import Any

from sparkish._core.errors import SparkishError
from sparkish._jvm.failures import JavaError

__all__ = ["install", "told"]

_JAVAS = re.compile(
    r"(?:\s+at [\w.$]+[(/].*|\s+\.\.\. \d+ more|Driver stacktrace:|\s*SQLSTATE: .*)\n?"
)


def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return the text to print for an uncaught error."""
    if not isinstance(error, JavaError):
        printed = traceback.TracebackException(kind, error, trace)
        printed.__cause__ = None
        printed.__suppress_context__ = True
        return "".join(printed.format())
    lines = str(error).splitlines(keepends=True)
    text = "".join(line for line in lines if not _JAVAS.fullmatch(line))
    raised = "".join(traceback.format_tb(trace))
    return f"{kind.__name__}: {text.rstrip()}\n\nIt ended the program here:\n{raised}"


def install() -> None:
    """Print our uncaught errors in this way, unless the user has set an excepthook."""
    before = sys.excepthook
    if before is not sys.__excepthook__:
        return

    def hook(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        if isinstance(error, SparkishError):
            sys.stderr.write(told(kind, error, trace))
        else:
            before(kind, error, trace)

    sys.excepthook = hook
