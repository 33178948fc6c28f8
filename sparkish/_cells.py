"""Where a notebook shows what a running stream prints: in the cell that has started the stream.

What the JVM calls runs in threads of its own, which a kernel takes for a part of whatever cell runs
at the moment. And what comes for a cell that has ended is kept by a browser, but not where a
notebook is executed without one: there, only an update of a display is. So the text of a stream is
one display of the cell that has started it, which is updated as the text grows.
"""

from __future__ import annotations

import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

__all__ = ["Display", "begin", "end", "kernelShell", "streamOutput"]

_LINES = 500
# How often the text of one callback that lasts is shown, in s.
_PERIOD = 0.25
_WAITING = "Waiting for the first batch ..."

_writing: ContextVar[Cell | None] = ContextVar("sparkish cell", default=None)
_running: Cell | None = None
_lock = threading.RLock()


def kernelShell() -> Any:
    """Return IPython's shell where a kernel runs it; None in a terminal, without importing it."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell if getattr(shell, "kernel", None) is not None else None


def begin() -> Cell | None:
    """Take the cell that runs, where one does, for the one that starts the stream."""
    global _running
    shell = kernelShell()
    if shell is None:
        return None
    end(_running)
    with _lock:
        _running = Cell(shell)
        return _running


def end(cell: Cell | None) -> None:
    """Show all that the stream of a cell has printed; no more is to come."""
    global _running
    with _lock:
        if _running is cell:
            _running = None
    if cell is not None:
        cell.end()


@contextmanager
def streamOutput() -> Iterator[None]:
    """Let what is written inside, in this thread, land in the cell that has started the stream."""
    with _lock:
        cell = _running
        if cell is not None:
            cell.enter()
    if cell is None or _writing.get() is cell:
        try:
            yield
        finally:
            if cell is not None:
                cell.leave()
        return
    token = _writing.set(cell)
    try:
        with _parents(cell.shell, cell.header):
            yield
    finally:
        _writing.reset(token)
        cell.publish()
        cell.leave()


class Display:
    """An output of a cell that is updated in its place, from any thread.

    Parameters
    ----------
    shell
        IPython's.
    header : dict, optional
        Of the message that had the cell run; that of the cell that runs when it is first shown.
    """

    def __init__(self, shell: Any, header: dict[str, Any] | None = None) -> None:
        self._shell = shell
        self._header = header
        self._id = uuid.uuid4().hex
        self.isShown = False

    def show(self, data: dict[str, Any], metadata: dict[str, Any] | None = None) -> None:
        """Add an output to the cell; one more where there is one."""
        header = self._header or _current(self._shell)
        self.isShown = True
        self._publish(data, metadata, header, update=False)

    def update(self, data: dict[str, Any], metadata: dict[str, Any] | None = None) -> None:
        """Change what was shown, whatever cell runs."""
        # A client that waits for one cell reads the messages of that one only.
        self._publish(data, metadata, _current(self._shell), update=True)

    def _publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None,
        header: dict[str, Any],
        update: bool,
    ) -> None:
        with _parents(self._shell, header, header):
            self._shell.display_pub.publish(
                data, metadata or {}, transient={"display_id": self._id}, update=update
            )


class Cell:
    """What the stream prints, in the cell that has started it."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.header = _current(shell)
        self._display = Display(shell, self.header)
        self._lock = threading.RLock()
        self._new: list[str] = []
        self._lines = [""]
        self._dropped = 0
        self._inside = 0
        self._hasEnded = False
        self._published = time.monotonic()
        self._routes = [Route(name) for name in ("stdout", "stderr")]
        shell.events.register("post_run_cell", self._cellHasEnded)

    def enter(self) -> None:
        """Count one more that writes."""
        self._inside += 1

    def leave(self) -> None:
        """Count one less; the last one, after the end, gives the kernel its streams back."""
        with _lock:
            self._inside -= 1
            self._restore()

    def end(self) -> None:
        """Show what is left."""
        with _lock:
            self._hasEnded = True
            self._restore()
        self._unregister()
        # Once more what was shown: it may have come when no cell ran.
        self.publish(again=self._display.isShown)

    def write(self, text: str) -> None:
        """Take what is printed."""
        with self._lock:
            self._new.append(text)
            if time.monotonic() - self._published > _PERIOD:
                self.publish()

    def publish(self, again: bool = False) -> None:
        """Show what has come; again, where nothing has."""
        with self._lock:
            if not self._new and not again:
                return
            first, *more = "".join(self._new).split("\n")
            self._new.clear()
            self._lines[-1] += first
            self._lines += more
            # The last of them is what comes after the last line's end.
            surplus = max(0, len(self._lines) - 1 - _LINES)
            del self._lines[:surplus]
            self._dropped += surplus
            self._published = time.monotonic()
            show = self._display.update if self._display.isShown else self._display.show
            show(_plain(self._text()))

    def _text(self) -> str:
        cut = [f"... {self._dropped} lines before these are not shown"] if self._dropped else []
        return "\n".join(cut + self._lines)

    def _restore(self) -> None:
        if self._hasEnded and not self._inside:
            for route in self._routes:
                route.remove()

    def _cellHasEnded(self, *_: object) -> None:
        """Have an output there, before nothing can be added to the cell any more."""
        self._unregister()
        with self._lock:
            if not self._display.isShown and not self._hasEnded:
                self._display.show(_plain(_WAITING))

    def _unregister(self) -> None:
        callbacks: list[Callable[..., Any]] = self.shell.events.callbacks["post_run_cell"]
        if self._cellHasEnded in callbacks:
            self.shell.events.unregister("post_run_cell", self._cellHasEnded)


class Route:
    """Stands before ``sys.stdout`` or ``sys.stderr``: what a stream writes goes to its cell."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._kernels = getattr(sys, name)
        setattr(sys, name, self)

    def remove(self) -> None:
        """Put the kernel's own back, unless another has come before this one."""
        if getattr(sys, self._name) is self:
            setattr(sys, self._name, self._kernels)

    def write(self, text: str) -> int:
        """Write to the cell, or to the kernel's stream."""
        cell = _writing.get()
        if cell is None or not isinstance(text, str):
            return int(self._kernels.write(text))
        cell.write(text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._kernels, name)


def _plain(text: str) -> dict[str, Any]:
    return {"text/plain": text.removesuffix("\n")}


def _current(shell: Any) -> dict[str, Any]:
    """Return the header of the message that has the current cell run, or the last one."""
    parent = shell.kernel.get_parent("shell")
    return dict(parent.get("header", {}))


@contextmanager
def _parents(
    shell: Any, shown: dict[str, Any], updated: dict[str, Any] | None = None
) -> Iterator[None]:
    """Let what this thread displays belong to a cell; updates to the one that runs, unless told."""

    def belong(message: dict[str, Any]) -> dict[str, Any]:
        isUpdate = message["header"]["msg_type"] == "update_display_data"
        message["parent_header"] = (updated or _current(shell)) if isUpdate else shown
        return message

    publisher = shell.display_pub
    if not hasattr(publisher, "register_hook"):
        # %%capture has put its own in the kernel's place.
        yield
        return
    # The hooks are of one thread, and are called in turn: the innermost has the last word.
    publisher.register_hook(belong)
    try:
        yield
    finally:
        publisher.unregister_hook(belong)
