"""How a program ends by an error of ours: the sentence comes first, and Java's trace not at all.

Python prints what an error was raised from before the error itself: of a failure in the JVM, some
hundred lines. It stays in ``__cause__``, for whoever catches the error.
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
    """Return what is printed of an error that nobody has caught."""
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
    """Have errors of ours that nobody catches printed so; who has set a hook keeps theirs."""
    before = sys.excepthook
    if before is not sys.__excepthook__:
        return

    def hook(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        if isinstance(error, SparkishError):
            sys.stderr.write(told(kind, error, trace))
        else:
            before(kind, error, trace)

    sys.excepthook = hook
