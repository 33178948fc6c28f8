"""The streams and output operations that a program declares, with the lines that declare them.

This is plain data. The JVM's own graph knows neither the user's lines nor the streams that reach no
output operation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from pyspark.streaming import DStream as PySparkDStream
from pyspark.streaming import StreamingContext as PySparkStreamingContext

from sparkish._core.callsite import CallSite, callFrame, callSite
from sparkish._core.duration import Duration
from sparkish._core.errors import IllegalStateError
from sparkish._core.sentences import sentence

__all__ = ["Graph", "Node", "declare", "refuseAfterStart"]


#: How many parent streams an output operation's declaration names at most.
_MOST = 6


@dataclass(eq=False)
class Node:
    """A stream or an output operation, and the streams that it is made from."""

    site: CallSite
    parents: tuple[Node, ...] = ()
    isOutput: bool = False
    mustCheckpoint: bool = False
    recoverable: bool = True
    """Whether Spark can recover it from a checkpoint."""
    jdstream: Any = None
    """The JVM's stream. A folded transformation has none."""
    call: int = 0
    """The number of the user's call that made it. One call may make several nodes."""
    window: tuple[Duration, Duration] | None = None
    """The window duration and the slide duration of that call."""

    def declaration(self) -> str:
        """Return the call, and the calls that made the streams before it."""
        sites, nodes = [str(self.site)], list(self.parents)
        while nodes:
            node = nodes.pop(0)
            if (site := str(node.site)) not in sites:
                sites.append(site)
            nodes += [parent for parent in node.parents if parent not in nodes]
        first, *made = sites
        return first + (f" (of {', '.join(made[:_MOST])})" if made else "")


@dataclass
class Graph:
    """The nodes of one StreamingContext, in the order in which they were declared."""

    nodes: list[Node] = field(default_factory=list)
    _call: FrameType | None = None
    _window: tuple[FrameType, tuple[Duration, Duration]] | None = None

    def add(self, node: Node) -> None:
        """Add a node that the user's current call makes."""
        call = callFrame()
        last = self.nodes[-1].call if self.nodes else -1
        # The frame is kept alive: a new frame at the same address would look like the same call.
        node.call = last if call is self._call else last + 1
        self._call = call
        if self._window is not None and self._window[0] is call:
            node.window = self._window[1]
        self.nodes.append(node)

    def windowed(self, windowDuration: Duration, slideDuration: Duration) -> None:
        """Set the durations of the user's current call. Its inner windows may have others."""
        call = callFrame()
        if self._window is None or self._window[0] is not call:
            self._window = call, (windowDuration, slideDuration)

    def close(self) -> None:
        """Release the frames of the user's code: no node is added any more."""
        self._call = self._window = None

    def dangling(self) -> list[Node]:
        """Return the streams from which no other stream and no output operation is made."""
        used = {id(parent) for node in self.nodes for parent in node.parents}
        return [node for node in self.nodes if not node.isOutput and id(node) not in used]


def declare(
    ssc: PySparkStreamingContext,
    *parents: PySparkDStream[Any],
    isOutput: bool = False,
    mustCheckpoint: bool = False,
    jdstream: Any = None,
) -> Node:
    """Add a node for the user's current call to the context's graph.

    Raises
    ------
    IllegalStateError
        After ``start()``, and for an output operation of a recovered context.
    """
    refuseAfterStart(ssc)
    if isOutput and ssc._jssc.ssc().isCheckpointPresent():
        raise IllegalStateError(
            sentence(
                "The context comes from its checkpoint, with all of its streams, and cannot have "
                "more: this one would never be initialized",
                callSite(),
                "all streams and output operations inside the function that "
                "StreamingContext.getOrCreate(directory, create) calls where there is no "
                "checkpoint; or remove the checkpoint to start from the beginning",
            )
        )
    nodes = tuple(parent._node for parent in parents if hasattr(parent, "_node"))
    node = Node(callSite(), nodes, isOutput, mustCheckpoint, jdstream=jdstream)
    # A context of PySpark's own class has no such graph.
    if isinstance(graph := getattr(ssc, "_graph", None), Graph):
        graph.add(node)
    return node


def refuseAfterStart(ssc: PySparkStreamingContext) -> None:
    """Refuse to declare a stream after ``start()``, before any part of it is made.

    Raises
    ------
    IllegalStateError
        After ``start()``.
    """
    state = ssc._jssc.getState().toString()
    if state != "INITIALIZED":
        done = "started" if state == "ACTIVE" else "stopped"
        raise IllegalStateError(
            f"{callSite()} comes after the context was {done}: "
            "streams and output operations are declared before ssc.start(). Stop this context with "
            "ssc.stop(stopSparkContext=False), make a new StreamingContext(sc, batchDuration), "
            "declare all of them, and start that."
        )
