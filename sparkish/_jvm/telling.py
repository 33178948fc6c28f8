"""Prints an uncaught error of ours: the sentence comes first, and Java's trace is left out.

Python prints an error's cause before the error itself, and a failure in the JVM has about a hundred
lines. The cause stays in ``__cause__`` for code that catches the error.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any

from sparkish._core.callsite import inLibrary, isOurs
from sparkish._core.errors import SparkishError
from sparkish._jvm.failures import BAR, FRAME, JavaError, withoutJava

__all__ = ["install", "told"]


def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return the text to print for an uncaught error."""
    if not isinstance(error, JavaError):
        printed = traceback.TracebackException(kind, error, trace)
        printed.__cause__ = None
        printed.__suppress_context__ = True
        return "".join(printed.format())
    text = "\n".join(_withoutOurs(withoutJava(str(error)).splitlines())).rstrip()
    raised = "\n".join(_withoutOurs("".join(traceback.format_tb(trace)).splitlines()))
    return f"{kind.__name__}: {text}\n\nIt ended the program here:\n{raised}\n"


def _withoutOurs(lines: Iterable[str]) -> Iterator[str]:
    """Yield a traceback with a count in the place of the frames of PySpark, py4j and sparkish.

    Those of Python's context managers are between these.
    """
    left, isLeft = 0, False
    for line in lines:
        bare = BAR.sub("", line)
        if frame := FRAME.match(bare):
            file = frame["file"]
            isLeft = inLibrary(file) or (left > 0 and os.path.basename(file) == "contextlib.py")
            left += isLeft
        elif not bare.startswith("    "):
            isLeft = False
        if not isLeft:
            if left:
                yield f"  ... ({left} of Spark's and sparkish's own)"
            left = 0
            yield line
    if left:
        yield f"  ... ({left} of Spark's and sparkish's own)"


def _isRefusal(trace: TracebackType | None) -> bool:
    """Tell whether it is sparkish itself that has raised an error."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and isOurs(trace.tb_frame.f_code.co_filename)


def install() -> None:
    """Print our uncaught errors in this way, unless the user has set an excepthook."""
    before = sys.excepthook
    if before is not sys.__excepthook__:
        return

    def hook(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        if isinstance(error, SparkishError) or _isRefusal(trace):
            sys.stderr.write(told(kind, error, trace))
        else:
            before(kind, error, trace)

    sys.excepthook = hook
