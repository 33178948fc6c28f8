"""Outputs of notebook cells that any thread can update in place."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from html import escape
from typing import Any, ClassVar

__all__ = [
    "Display",
    "Message",
    "Rich",
    "Text",
    "cellHeader",
    "combined",
    "hasHooks",
    "hooked",
    "kernelShell",
    "ownMessages",
]

Message = dict[str, Any]

_LINES = 500
_IMAGES = ("image/png", "image/jpeg", "image/gif")
_MARKUP = ("text/html", "image/svg+xml")

# Whether this thread is publishing a Display.
_publishing: ContextVar[bool] = ContextVar("sparkish publishing", default=False)


def kernelShell() -> Any:
    """Return a kernel's IPython shell, or None in a terminal; never imports IPython."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell if getattr(shell, "kernel", None) is not None else None


def cellHeader(shell: Any) -> dict[str, Any]:
    """Return the header of the message that ran the current cell, or the last one."""
    parent = shell.kernel.get_parent("shell")
    return dict(parent.get("header", {}))


def hasHooks(publisher: Any) -> bool:
    """Tell whether a publisher is the kernel's own; ``%%capture`` replaces it."""
    return hasattr(publisher, "register_hook")


@contextmanager
def hooked(publisher: Any, hook: Callable[[Message], Message | None]) -> Iterator[None]:
    """Pass this thread's display messages to a hook, except those of a Display."""
    if not hasHooks(publisher):
        yield
        return

    def called(message: Message) -> Message | None:
        return message if _publishing.get() else hook(message)

    publisher.register_hook(called)
    try:
        yield
    finally:
        publisher.unregister_hook(called)


@contextmanager
def ownMessages(publisher: Any, header: dict[str, Any]) -> Iterator[Any]:
    """Send this thread's messages in the block to a cell, without other hooks."""

    def belong(message: Message) -> Message:
        message["parent_header"] = header
        return message

    isKernels = hasHooks(publisher)
    if isKernels:
        publisher.register_hook(belong)
    token = _publishing.set(True)
    try:
        yield publisher
    finally:
        _publishing.reset(token)
        if isKernels:
            publisher.unregister_hook(belong)


class Display:
    """An output of a cell that any thread can update in place.

    Parameters
    ----------
    shell
        IPython's shell.
    header : dict, optional
        The header of the message that ran the cell; by default of the cell at the first ``show``.
    """

    def __init__(self, shell: Any, header: dict[str, Any] | None = None) -> None:
        self._shell = shell
        self._header = header
        self._publisher: Any = None
        self.id = uuid.uuid4().hex
        self.isShown = False

    def show(self, data: dict[str, Any], metadata: dict[str, Any] | None = None) -> None:
        """Add an output to the cell, also if there is one already."""
        self.isShown = True
        self._publish(data, metadata, self._header or cellHeader(self._shell), update=False)

    def update(self, data: dict[str, Any], metadata: dict[str, Any] | None = None) -> None:
        """Change the output, no matter which cell is running."""
        # A client that waits for one cell reads only that cell's messages.
        self._publish(data, metadata, cellHeader(self._shell), update=True)

    def adopt(self, message: Message) -> Message:
        """Make a user's output this display, and return its message."""
        transient = message["content"].setdefault("transient", {})
        self.id = transient.setdefault("display_id", self.id)
        self._publisher = self._shell.display_pub
        self.isShown = True
        return message

    def _publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None,
        header: dict[str, Any],
        update: bool,
    ) -> None:
        # If a capture got the output, it must get the updates too.
        if not update or self._publisher is None:
            self._publisher = self._shell.display_pub
        with ownMessages(self._publisher, header) as publisher:
            publisher.publish(
                data, metadata or {}, transient={"display_id": self.id}, update=update
            )


class Text:
    """The last lines of printed text."""

    def __init__(self) -> None:
        self._lines = [""]
        self._dropped = 0

    def add(self, text: str) -> None:
        """Add printed text."""
        first, *more = text.split("\n")
        self._lines[-1] += first
        self._lines += more
        # The last item is the text after the last line end.
        surplus = max(0, len(self._lines) - 1 - _LINES)
        del self._lines[:surplus]
        self._dropped += surplus

    @property
    def data(self) -> dict[str, Any]:
        """The text in the form of a display message."""
        cut = [f"... {self._dropped} lines before these are not shown"] if self._dropped else []
        return {"text/plain": "\n".join(cut + self._lines).removesuffix("\n")}

    metadata: ClassVar[dict[str, Any]] = {}


class Rich:
    """A display of a user's function, for instance a picture or a table.

    Parameters
    ----------
    content : dict
        The content of the kernel's message.
    """

    def __init__(self, content: dict[str, Any]) -> None:
        self.data: dict[str, Any] = content["data"]
        self.metadata: dict[str, Any] = content.get("metadata") or {}
        self.id: str | None = (content.get("transient") or {}).get("display_id")


def combined(items: Sequence[Text | Rich]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the data and metadata of one output that shows all items below each other."""
    if len(items) == 1:
        return items[0].data, items[0].metadata
    plain = "\n".join(item.data.get("text/plain", "") for item in items)
    if all(isinstance(item, Text) for item in items):
        return {"text/plain": plain}, {}
    pictures = {kind: item.data[kind] for item in items for kind in _IMAGES if kind in item.data}
    html = "\n".join(map(_html, items))
    return {**pictures, "text/html": html, "text/plain": plain}, {}


def _html(item: Text | Rich) -> str:
    for kind in _MARKUP:
        if kind in item.data:
            return str(item.data[kind])
    for kind in _IMAGES:
        if kind in item.data:
            return f'<div><img src="data:{kind};base64,{item.data[kind].strip()}"/></div>'
    return f"<pre>{escape(item.data.get('text/plain', ''))}</pre>"
