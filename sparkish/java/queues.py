"""Queues that threads share, with Java's names: ``java.util.concurrent``."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from typing import Any

from sparkish._executor.portable import portable
from sparkish.java.concurrent import TimeUnit

__all__ = ["ArrayBlockingQueue", "ConcurrentLinkedQueue", "LinkedBlockingQueue"]

portable(__name__)


class LinkedBlockingQueue:
    """A queue that threads share. Java: ``java.util.concurrent.LinkedBlockingQueue``.

    Parameters
    ----------
    capacity : int
        The most elements; 0 for no limit.

    Examples
    --------
    >>> lines = LinkedBlockingQueue(2)
    >>> lines.offer("a"), lines.offer("b"), lines.offer("c")
    (True, True, False)
    >>> lines.take(), lines.size(), lines.peek()
    ('a', 1, 'b')
    """

    def __init__(self, capacity: int = 0) -> None:
        self._queue: queue.Queue[Any] = queue.Queue(capacity)

    def put(self, element: Any) -> None:
        """Add an element, and wait while the queue is full."""
        self._queue.put(element)

    def add(self, element: Any) -> bool:
        """Add an element.

        Raises
        ------
        RuntimeError
            If the queue is full.
        """
        if not self.offer(element):
            raise RuntimeError("Queue full")
        return True

    def offer(self, element: Any, timeout: int = 0, unit: TimeUnit = TimeUnit.SECONDS) -> bool:
        """Add an element if there is room, after a wait at most; tell whether there was."""
        try:
            self._queue.put(element, timeout > 0, timeout * unit.nanoseconds / 1e9 or None)
        except queue.Full:
            return False
        return True

    def take(self) -> Any:
        """Remove the first element, and wait while there is none."""
        return self._queue.get()

    def poll(self, timeout: int = 0, unit: TimeUnit = TimeUnit.SECONDS) -> Any:
        """Remove the first element; return None if there is none, after a wait at most."""
        try:
            return self._queue.get(timeout > 0, timeout * unit.nanoseconds / 1e9 or None)
        except queue.Empty:
            return None

    def peek(self) -> Any:
        """Return the first element, or None."""
        with self._queue.mutex:
            return self._queue.queue[0] if self._queue.queue else None

    def size(self) -> int:
        """Return how many elements there are."""
        return self._queue.qsize()

    def isEmpty(self) -> bool:
        """Tell whether there is no element."""
        return self._queue.empty()

    def clear(self) -> None:
        """Remove all elements."""
        while not self.isEmpty():
            self.poll()

    def __len__(self) -> int:
        return self.size()

    def __iter__(self) -> Iterator[Any]:
        with self._queue.mutex:
            return iter(list(self._queue.queue))

    def __str__(self) -> str:
        return f"[{', '.join(map(str, self))}]"


class ArrayBlockingQueue(LinkedBlockingQueue):
    """A queue with a limit. Java: ``java.util.concurrent.ArrayBlockingQueue``."""


class ConcurrentLinkedQueue(LinkedBlockingQueue):
    """A queue without a limit. Java: ``java.util.concurrent.ConcurrentLinkedQueue``."""

    def __init__(self) -> None:
        super().__init__()
