"""Where a notebook shows what a running stream prints: in the cell that has started the stream.

What the JVM calls runs in threads of its own, which a kernel takes for a part of whatever cell runs
at the moment. And what comes for a cell that has ended is kept by a browser, but not where a
notebook is executed without one: there, only an update of a display is. So the text of a stream is
a display of the cell that has started it, which is updated as the text grows. What is displayed
while the cell runs is an output of its own; once the cell has ended, the last output takes it all.

Only the kernel's own streams are stood before: what ``redirect_stdout`` and ``%%capture`` put in
their place has what is printed while it is there, by streams as by cells.
"""

from __future__ import annotations

import sys
import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

import pyspark

from sparkish._executor.workeroutput import CELL
from sparkish._notebook.displays import (
    Display,
    Message,
    Rich,
    Text,
    cellHeader,
    combined,
    hasHooks,
    hooked,
    kernelShell,
    ownMessages,
)

__all__ = [
    "begin",
    "deliver",
    "end",
    "follow",
    "naming",
    "publish",
    "receiverOutput",
    "streamOutput",
]

# How many outputs the one that takes all holds.
_OUTPUTS = 50
# How many cells may still have workers that print.
_REMEMBERED = 100
# How often the text of one callback that lasts is shown, in s.
_PERIOD = 0.25
_WAITING = {"text/plain": "Waiting for the first batch ..."}
_EMPTY = {"text/plain": ""}

_writing: ContextVar[Cell | None] = ContextVar("sparkish cell", default=None)
_running: Cell | None = None
_lock = threading.RLock()
# By the name that their jobs carry: cells that have started a stream, and headers of the others.
_cells: OrderedDict[str, Cell | dict[str, Any]] = OrderedDict()
_followed: weakref.WeakSet[Any] = weakref.WeakSet()


def follow(settle: Callable[[], None]) -> None:
    """Let the jobs of each cell carry its name, so that what their workers print lands in it.

    Parameters
    ----------
    settle : callable
        Shows what workers have printed so far; called at the end of each cell.
    """
    shell = kernelShell()
    if shell is None:
        return
    if shell not in _followed:
        _followed.add(shell)
        shell.events.register("pre_run_cell", lambda *_: _name(shell))
        shell.events.register("post_run_cell", lambda *_: settle())
    _name(shell)


def _name(shell: Any) -> None:
    header = cellHeader(shell)
    sc: Any = pyspark.SparkContext._active_spark_context
    if sc is not None and sc._jsc is not None and "msg_id" in header:
        # Where the JVM has gone, there is no job.
        with suppress(Exception):
            sc.setLocalProperty(CELL, header["msg_id"])
            _remember(header["msg_id"], header)


def _remember(name: str, cell: Cell | dict[str, Any]) -> None:
    with _lock:
        _cells[name] = cell
        while len(_cells) > _REMEMBERED:
            oldest, dropped = _cells.popitem(last=False)
            if dropped is _running:
                _cells[oldest] = dropped


def begin() -> Cell | None:
    """Take the cell that runs, where one does, for the one that starts the stream."""
    global _running
    shell = kernelShell()
    if shell is None:
        return None
    end(_running)
    with _lock:
        _running = Cell(shell)
        _remember(_running.id, _running)
        _running.stand()
        return _running


@contextmanager
def naming(sc: pyspark.SparkContext, cell: Cell | None) -> Iterator[None]:
    """Let the jobs of the stream that is started inside carry the name of its cell."""
    if cell is None:
        yield
        return
    context: Any = sc
    named = context.getLocalProperty(CELL)
    # Spark's threads inherit it.
    context.setLocalProperty(CELL, cell.id)
    try:
        yield
    finally:
        # An error of the start is more than that the JVM has gone.
        with suppress(Exception):
            context.setLocalProperty(CELL, named)


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
        with hooked(cell.shell.display_pub, cell.take):
            yield
    finally:
        _writing.reset(token)
        cell.publish()
        cell.leave()


@contextmanager
def receiverOutput(receiver: object) -> Iterator[None]:
    """Let a receiver print to the cell that has started the stream, and the threads that it begins.

    A thread is the receiver's where it begins inside, or runs a method of the receiver.
    """
    cell = _running
    if cell is None:
        yield
        return
    with cell.beginning(receiver), streamOutput():
        yield


def deliver(name: str, text: str) -> None:
    """Show what a worker has printed for a cell."""
    stdout = sys.stdout
    shell = kernelShell()
    if not (isinstance(stdout, Route) or (shell is not None and _isKernels(stdout))):
        stdout.write(text)
        stdout.flush()
        return
    cell = _cells.get(name)
    if isinstance(cell, Cell):
        cell.write(text)
        return
    header = cellHeader(shell)
    if cell is not None and cell["msg_id"] != header.get("msg_id"):
        # It has ended.
        content = {"name": "stdout", "text": text}
        kernel = shell.kernel
        kernel.session.send(
            kernel.iopub_socket, "stream", content, parent={"header": cell}, ident=b"stream.stdout"
        )
        return
    # This may be a thread that shows what its stream's workers print, among others.
    (stdout.kernels if isinstance(stdout, Route) else stdout).write(text)


def publish() -> None:
    """Show what streams have printed since it was last shown."""
    for cell in list(_cells.values()):
        if isinstance(cell, Cell):
            cell.publish()


class Cell:
    """What the stream prints, in the cell that has started it."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.header = cellHeader(shell)
        self._lock = threading.RLock()
        self._new: list[str] = []
        # The output that comes last, what it shows, and those before it.
        self._display = Display(shell, self.header)
        self.id = self._display.id
        self._items: list[Text | Rich] = []
        self._dropped = 0
        self._before: list[Display] = []
        self._clears = False
        self._hasBegun = False
        # The cell itself, and the stream.
        self._isOver = False
        self._hasEnded = False
        self._inside = 0
        self._published = time.monotonic()
        self._beginning: dict[object, set[threading.Thread]] = {}
        self._threads: weakref.WeakSet[threading.Thread] = weakref.WeakSet()
        self._receivers: list[object] = []
        shell.events.register("post_run_cell", self._cellHasEnded)

    def stand(self) -> None:
        """Stand before the kernel's streams, where nothing of the user's does."""
        for name in ("stdout", "stderr"):
            if _isKernels(getattr(sys, name)):
                setattr(sys, name, Route(getattr(sys, name)))

    def enter(self) -> None:
        """Count one more that writes."""
        self._inside += 1
        # What a capture has put in the kernel's place may have gone since.
        self.stand()

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
        # Once more what was shown: it may have come when no cell ran. Not so what a function has
        # displayed in the cell itself.
        isTheirs = not self._isOver and any(isinstance(item, Rich) for item in self._items)
        self.publish(again=self._display.isShown and not isTheirs)

    def write(self, text: str) -> None:
        """Take what is printed."""
        with self._lock:
            self._new.append(text)
            if time.monotonic() - self._published > _PERIOD:
                self.publish()

    def publish(self, again: bool = False) -> None:
        """Show what has come; again, where nothing has."""
        with self._lock:
            text = "".join(self._new)
            self._new.clear()
            if text:
                self._clearIfDue()
                if not (self._items and isinstance(self._items[-1], Text)):
                    self._add(Text())
                self._items[-1].add(text)  # type: ignore[union-attr]
            if text or again:
                self._show()

    def take(self, message: Message) -> Message | None:
        """Return a message of a function's, for this cell; None where it has been dealt with."""
        kind = message["header"]["msg_type"]
        with self._lock:
            self.publish()
            if kind == "clear_output":
                # Waits for what comes next, to which the kernel's clients wait, too.
                self._clears = True
                if not message["content"].get("wait"):
                    self._clear(wait=False)
                return None
            if kind == "update_display_data":
                return self._updated(message)
            message["parent_header"] = self.header
            if kind != "display_data":
                return message
            self._clearIfDue()
            rich = Rich(message["content"])
            self._add(rich)
            if self._isOver:
                self._show()
                return None
            return self._display.adopt(message)

    @contextmanager
    def beginning(self, receiver: object) -> Iterator[None]:
        """Take the threads that begin inside for the receiver's."""
        before = set(threading.enumerate())
        key = object()
        self._beginning[key] = before
        self._receivers.append(receiver)
        try:
            yield
        finally:
            self._threads.update(set(threading.enumerate()) - before)
            del self._beginning[key]

    def isWrittenBy(self, thread: threading.Thread) -> bool:
        """Tell whether the thread, which is the current one, is a receiver's."""
        if thread in self._threads:
            return True
        if any(thread not in before for before in list(self._beginning.values())):
            return True
        if not self._receivers:
            return False
        frame = sys._getframe(1)
        while (caller := frame.f_back) is not None:
            frame = caller
            if frame.f_code.co_varnames[:1] == ("self",):
                owner = frame.f_locals.get("self")
                if any(owner is receiver for receiver in self._receivers):
                    self._threads.add(thread)
                    return True
        return False

    def _updated(self, message: Message) -> Message | None:
        """Update what the last output holds with others; the clients find an output by itself."""
        rich = Rich(message["content"])
        for place, item in enumerate(self._items):
            if isinstance(item, Rich) and item.id is not None and item.id == rich.id:
                self._items[place] = rich
                if self._isOver:
                    self._show()
                    return None
        message["parent_header"] = cellHeader(self.shell)
        return message

    def _add(self, item: Text | Rich) -> None:
        self._hasBegun = True
        if self._items and not self._isOver:
            # Each is an output of its own.
            self._before.append(self._display)
            self._display = Display(self.shell, self.header)
            self._items = []
        self._items.append(item)
        surplus = max(0, len(self._items) - _OUTPUTS)
        del self._items[:surplus]
        self._dropped += surplus

    def _show(self) -> None:
        self._published = time.monotonic()
        items = self._items
        if self._dropped:
            cut = Text()
            cut.add(f"... {self._dropped} outputs before these are not shown")
            items = [cut, *items]
        data, metadata = combined(items) if items else (_EMPTY, {})
        show = self._display.update if self._display.isShown else self._display.show
        show(data, metadata)

    def _clearIfDue(self) -> None:
        if self._clears:
            self._clear(wait=True)

    def _clear(self, wait: bool) -> None:
        self._clears = False
        self._items = []
        self._dropped = 0
        if self._isOver:
            for display in self._before:
                display.update(_EMPTY)
            if not wait:
                self._show()
        else:
            # A browser has nothing to show in between, and so no flicker.
            self._clearCell(wait)
            self._display = Display(self.shell, self.header)
        self._before = []

    def _clearCell(self, wait: bool) -> None:
        with ownMessages(self.shell.display_pub, self.header) as publisher:
            publisher.clear_output(wait)

    def _restore(self) -> None:
        if self._hasEnded and not self._inside and _running is None:
            for name in ("stdout", "stderr"):
                route = getattr(sys, name)
                # Unless another has come before it.
                if isinstance(route, Route):
                    setattr(sys, name, route.kernels)

    def _cellHasEnded(self, *_: object) -> None:
        """Have an output there, before nothing can be added to the cell any more."""
        # %%capture runs its cell as one within its own.
        if not hasHooks(self.shell.display_pub):
            return
        self.shell.events.unregister("post_run_cell", self._cellHasEnded)
        with self._lock:
            self.publish()
            if not self._display.isShown and not self._hasEnded:
                self._display.show(_EMPTY if self._hasBegun else _WAITING)
            self._isOver = True


class Route:
    """Stands before ``sys.stdout`` or ``sys.stderr``: what a stream writes goes to its cell."""

    def __init__(self, kernels: Any) -> None:
        self.kernels = kernels

    def write(self, text: str) -> int:
        """Write to the cell, or to the kernel's stream."""
        cell = _writing.get()
        running = _running
        if cell is None and running is not None:
            cell = running if running.isWrittenBy(threading.current_thread()) else None
        if cell is None or not isinstance(text, str):
            return int(self.kernels.write(text))
        cell.write(text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.kernels, name)


def _isKernels(stream: Any) -> bool:
    """Tell whether a stream is the kernel's own, and not one that stands before it."""
    module = sys.modules.get("ipykernel.iostream")
    if module is None or isinstance(stream, Route):
        return False
    return isinstance(stream, module.OutStream)
