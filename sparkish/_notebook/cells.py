"""Shows a running stream's output in the notebook cell that started the stream.

The JVM's callbacks run in their own threads, and a kernel gives such a thread's output to the cell
that is running at the moment. Output for a cell that has ended is another problem: a browser keeps
it, but a notebook that is executed without a browser keeps only updates of displays. So a stream's
text is a display of its cell, and is updated as the text grows. While the cell runs, everything
that a function displays is a separate output. After the cell's end, the last output takes it all.

Only the kernel's own ``sys.stdout`` and ``sys.stderr`` are replaced. While ``redirect_stdout`` or
``%%capture`` replaces them, it gets all output, from streams and from cells.
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

# The largest number of outputs in the one that takes everything.
_OUTPUTS = 50
# The number of cells whose workers may still print.
_REMEMBERED = 100
# Seconds between updates during one long callback.
_PERIOD = 0.25
_WAITING = {"text/plain": "Waiting for the first batch ..."}
_EMPTY = {"text/plain": ""}

_writing: ContextVar[Cell | None] = ContextVar("sparkish cell", default=None)
_running: Cell | None = None
_lock = threading.RLock()
# By the name in their jobs: cells that started a stream, and the headers of other cells.
_cells: OrderedDict[str, Cell | dict[str, Any]] = OrderedDict()
_followed: weakref.WeakSet[Any] = weakref.WeakSet()


def follow(settle: Callable[[], None]) -> None:
    """Set each cell's name on its jobs, so that the output of their workers goes to the cell.

    Parameters
    ----------
    settle : callable
        Shows the workers' output so far; called at the end of each cell.
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
        # If the JVM has ended, there are no jobs.
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
    """Make the running cell, if there is one, the cell of the stream that starts."""
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
    """Set the cell's name on the jobs of the stream that starts in the block."""
    if cell is None:
        yield
        return
    context: Any = sc
    named = context.getLocalProperty(CELL)
    # Spark's threads inherit the property.
    context.setLocalProperty(CELL, cell.id)
    try:
        yield
    finally:
        # An error of the start is more important than an error here, if the JVM has ended.
        with suppress(Exception):
            context.setLocalProperty(CELL, named)


def end(cell: Cell | None) -> None:
    """Show all output of a cell's stream, which has ended."""
    global _running
    with _lock:
        if _running is cell:
            _running = None
    if cell is not None:
        cell.end()


@contextmanager
def streamOutput() -> Iterator[None]:
    """Send this thread's output in the block to the cell that started the stream."""
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
    """Send the output of a receiver and its threads to the cell that started the stream.

    A thread belongs to the receiver if it starts in the block, or runs a method of the receiver.
    """
    cell = _running
    if cell is None:
        yield
        return
    with cell.beginning(receiver), streamOutput():
        yield


def deliver(name: str, text: str) -> None:
    """Show a worker's output for a cell."""
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
        # The cell has ended.
        content = {"name": "stdout", "text": text}
        kernel = shell.kernel
        kernel.session.send(
            kernel.iopub_socket, "stream", content, parent={"header": cell}, ident=b"stream.stdout"
        )
        return
    # This thread may belong to a stream, so write to the kernel's own stream.
    (stdout.kernels if isinstance(stdout, Route) else stdout).write(text)


def publish() -> None:
    """Show the new output of the streams."""
    for cell in list(_cells.values()):
        if isinstance(cell, Cell):
            cell.publish()


class Cell:
    """The output of a stream in the cell that started it."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.header = cellHeader(shell)
        self._lock = threading.RLock()
        self._new: list[str] = []
        # The last output, its contents, and the outputs before it.
        self._display = Display(shell, self.header)
        self.id = self._display.id
        self._items: list[Text | Rich] = []
        self._dropped = 0
        self._before: list[Display] = []
        self._clears = False
        self._hasBegun = False
        # Whether the cell itself is over, and whether the stream has ended.
        self._isOver = False
        self._hasEnded = False
        self._inside = 0
        self._published = time.monotonic()
        self._beginning: dict[object, set[threading.Thread]] = {}
        self._threads: weakref.WeakSet[threading.Thread] = weakref.WeakSet()
        self._receivers: list[object] = []
        shell.events.register("post_run_cell", self._cellHasEnded)

    def stand(self) -> None:
        """Replace the kernel's streams, unless the user has replaced them."""
        for name in ("stdout", "stderr"):
            if _isKernels(getattr(sys, name)):
                setattr(sys, name, Route(getattr(sys, name)))

    def enter(self) -> None:
        """Count one more writer."""
        self._inside += 1
        # A capture that had replaced the kernel's streams may have ended.
        self.stand()

    def leave(self) -> None:
        """Count one writer less; after the end, the last one restores the kernel's streams."""
        with _lock:
            self._inside -= 1
            self._restore()

    def end(self) -> None:
        """Show the remaining output."""
        with _lock:
            self._hasEnded = True
            self._restore()
        # Show the last output again, because it may have come while no cell was running. But do not
        # show again what a function displayed in the cell itself.
        isTheirs = not self._isOver and any(isinstance(item, Rich) for item in self._items)
        self.publish(again=self._display.isShown and not isTheirs)

    def write(self, text: str) -> None:
        """Add text to the output."""
        with self._lock:
            self._new.append(text)
            if time.monotonic() - self._published > _PERIOD:
                self.publish()

    def publish(self, again: bool = False) -> None:
        """Show the new output; with ``again``, also if there is none."""
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
        """Return a function's display message for this cell, or None if it is handled."""
        kind = message["header"]["msg_type"]
        with self._lock:
            self.publish()
            if kind == "clear_output":
                # With wait, clear when the next output comes, as the kernel's clients do.
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
        """Register the threads that start in the block as the receiver's."""
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
        """Tell whether the current thread belongs to a receiver."""
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
        """Update a display within the last output; clients update a separate output themselves."""
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
            # While the cell runs, each item is a separate output.
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
            # The kernel clears the whole cell at once, so a browser does not flicker.
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
                # Not if something else has replaced it.
                if isinstance(route, Route):
                    setattr(sys, name, route.kernels)

    def _cellHasEnded(self, *_: object) -> None:
        """Add an output at the cell's end, because later none can be added."""
        # %%capture runs its cell inside its own cell.
        if not hasHooks(self.shell.display_pub):
            return
        self.shell.events.unregister("post_run_cell", self._cellHasEnded)
        with self._lock:
            self.publish()
            if not self._display.isShown and not self._hasEnded:
                self._display.show(_EMPTY if self._hasBegun else _WAITING)
            self._isOver = True


class Route:
    """Replaces ``sys.stdout`` or ``sys.stderr``: a stream's output goes to its cell."""

    def __init__(self, kernels: Any) -> None:
        self.kernels = kernels

    def write(self, text: str) -> int:
        """Write a string to the cell, or to the kernel's stream."""
        cell = _writing.get()
        running = _running
        if cell is None and running is not None:
            cell = running if running.isWrittenBy(threading.current_thread()) else None
        if cell is None or not isinstance(text, str):
            return int(self.kernels.write(text))
        cell.write(text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write several strings."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.kernels, name)


def _isKernels(stream: Any) -> bool:
    """Tell whether a stream is the kernel's own, and not a replacement."""
    module = sys.modules.get("ipykernel.iostream")
    if module is None or isinstance(stream, Route):
        return False
    return isinstance(stream, module.OutStream)
