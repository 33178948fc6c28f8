"""Stacks and queues that have an order."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any

from sparkish._executor.portable import portable
from sparkish._executor.text import scalaString

portable(__name__)


class Stack:
    """A stack: its first element is on top. Scala: ``scala.collection.mutable.Stack``.

    Examples
    --------
    >>> stack = Stack()
    >>> stack.push(1).push(2).pop()
    2
    >>> print(stack)
    Stack(1)
    """

    def __init__(self, *values: Any) -> None:
        self._values = list(reversed(values))

    def push(self, *values: Any) -> Stack:
        """Put elements on top, one after the other."""
        self._values.extend(values)
        return self

    def pushAll(self, values: Iterable[Any]) -> Stack:
        """Put elements on top, one after the other."""
        return self.push(*values)

    def pop(self) -> Any:
        """Take the element on top.

        Raises
        ------
        IndexError
            If the stack is empty.
        """
        return self._values.pop()

    @property
    def top(self) -> Any:
        """The element on top."""
        return self._values[-1]

    def clear(self) -> None:
        """Take all elements."""
        self._values.clear()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values[::-1])

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stack) and self._values == other._values

    __hash__ = None  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"Stack({', '.join(map(scalaString, self))})"


class PriorityQueue:
    """A queue that gives its largest element first. Scala: ``mutable.PriorityQueue``.

    Parameters
    ----------
    values : iterable
        The first elements.
    key : callable, optional
        Returns what the elements are compared by; without it they are compared themselves.

    Examples
    --------
    >>> queue = PriorityQueue([3, 9, 5])
    >>> queue.dequeue(), len(queue)
    (9, 2)
    """

    def __init__(self, values: Iterable[Any] = (), key: Callable[[Any], Any] | None = None) -> None:
        self._key, self._count = key, count()
        self._heap: list[tuple[_Last, int, Any]] = []
        self.enqueue(*values)

    def enqueue(self, *values: Any) -> None:
        """Add elements."""
        for value in values:
            place = value if self._key is None else self._key(value)
            heapq.heappush(self._heap, (_Last(place), next(self._count), value))

    def dequeue(self) -> Any:
        """Take the largest element.

        Raises
        ------
        IndexError
            If the queue is empty.
        """
        return heapq.heappop(self._heap)[2]

    def dequeueAll(self) -> list[Any]:
        """Take all elements, the largest one first."""
        return [self.dequeue() for _ in range(len(self))]

    @property
    def head(self) -> Any:
        """The largest element."""
        return self._heap[0][2]

    def clear(self) -> None:
        """Take all elements."""
        self._heap.clear()

    def __iter__(self) -> Iterator[Any]:
        return (value for _, _, value in self._heap)

    def __len__(self) -> int:
        return len(self._heap)


class _Last:
    """Turns an order round: Python's heaps give the smallest element."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __lt__(self, other: _Last) -> bool:
        return bool(self.value > other.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Last) and self.value == other.value

    __hash__ = None  # type: ignore[assignment]
