"""How a cell shows an error that a call of sparkish or PySpark has raised: from the cell down.

IPython shows every frame down to py4j's socket, and every error that the last one was raised from,
Java's first: of a failing function, some three hundred lines. Here they are the cell's own lines
and the sentence. ``%tb`` shows all of it, as Python has it.
"""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

from py4j.protocol import Py4JJavaError

from sparkish._core.callsite import inLibrary
from sparkish._jvm.failures import JavaError, briefly, isInstalled, saidByJava

__all__ = ["install", "said", "usersPart"]


def install() -> None:
    """Have IPython show such errors so; who has set a handler of their own keeps it."""
    ipython = sys.modules.get("IPython")
    shell: Any = ipython.get_ipython() if ipython is not None else None
    if shell is not None and not shell.custom_exceptions:
        shell.set_custom_exc((Exception,), _show)


def usersPart(trace: TracebackType | None) -> TracebackType | None:
    """Return a traceback without the library's frames, with which it ends.

    Returns
    -------
    traceback or None
        None where the last of the user's own frames has called no library of Spark's.
    """
    frames = []
    while trace is not None:
        frames.append(trace)
        trace = trace.tb_next
    files = [frame.tb_frame.f_code.co_filename for frame in frames]
    own = [i for i, file in enumerate(files) if not (inLibrary(file) or isInstalled(file))]
    if not own or not any(map(inLibrary, files[own[-1] + 1 :])):
        return None
    part = None
    for frame in reversed(frames[: own[-1] + 1]):
        part = TracebackType(part, frame.tb_frame, frame.tb_lasti, frame.tb_lineno)
    return part


def said(error: BaseException) -> str:
    """Return what an error says, without the traces in it."""
    if isinstance(error, JavaError):
        return briefly(str(error))
    return saidByJava(error) if isinstance(error, Py4JJavaError) else str(error)


def _show(
    shell: Any,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
    tb_offset: int | None = None,
) -> None:
    from IPython.core.error import UsageError

    part = usersPart(trace)
    # IPython itself shows the error of a magic as one line.
    if part is None or issubclass(kind, UsageError):
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset, running_compiled_code=True)
        return
    # It has the error's name and its words, but neither the errors behind it nor their frames.
    shown: Any = type(kind.__name__, (Exception,), {})(said(error))
    shown.__notes__ = getattr(error, "__notes__", [])
    lines = shell.InteractiveTB.structured_traceback(type(shown), shown, part, tb_offset=tb_offset)
    shown._render_traceback_ = lambda: lines
    shell.showtraceback((type(shown), shown, trace))
    # What %tb and %debug show.
    sys.last_type, sys.last_value, sys.last_traceback = kind, error, trace
    if sys.version_info >= (3, 12):
        sys.last_exc = error
