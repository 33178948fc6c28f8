"""``StreamingContextState``: the states of a context."""

from __future__ import annotations

from enum import Enum

from sparkish._executor.text import ScalaText

__all__ = ["StreamingContextState"]


class StreamingContextState(ScalaText, Enum):
    """The state of a :class:`StreamingContext`, as ``getState()`` returns it.

    Scala: ``org.apache.spark.streaming.StreamingContextState``.

    Examples
    --------
    >>> print(StreamingContextState.ACTIVE)
    ACTIVE
    """

    INITIALIZED = "INITIALIZED"
    """Created: streams and output operations can be declared."""

    ACTIVE = "ACTIVE"
    """Started, and not stopped."""

    STOPPED = "STOPPED"
    """Stopped: it cannot be started again."""

    def __str__(self) -> str:
        return self.name
