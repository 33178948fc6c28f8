"""How a program ends by an error of ours: the sentence comes first, and Java's trace not at all.

Python prints what an error was raised from before the error itself: of a failure in the JVM, some
hundred lines. It stays in ``__cause__``, for whoever catches the error.
"""

from __future__ import annotations

import sys
import traceback
from types import TracebackType
from typing import Any

from sparkish._core.errors import SparkishError
from sparkish._jvm.failures import JavaError, withoutJava

__all__ = ["install", "told"]


def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return what is printed of an error that nobody has caught."""
    if not isinstance(error, JavaError):
        printed = traceback.TracebackException(kind, error, trace)
        printed.__cause__ = None
        printed.__suppress_context__ = True
        return "".join(printed.format())
    raised = "".join(traceback.format_tb(trace))
    return f"{kind.__name__}: {withoutJava(str(error))}\n\nIt ended the program here:\n{raised}"


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
