"""What a program has declared: its streams and output operations, with the lines that made them.

Plain data beside the JVM's own graph, which knows neither the user's lines nor the streams that
reach no output operation.
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


#: How many streams are named that an output operation is made from.
_MOST = 6


@dataclass(eq=False)
class Node:
    """A stream or an output operation, and the streams that it is made from."""

    site: CallSite
    parents: tuple[Node, ...] = ()
    isOutput: bool = False
    mustCheckpoint: bool = False
    recoverable: bool = True
    """Whether Spark can make it again from a checkpoint."""
    jdstream: Any = None
    """The JVM's stream, where there is one: transformations are folded, and may have none."""
    call: int = 0
    """The number of the user's call that has made it: one call may make several."""
    window: tuple[Duration, Duration] | None = None
    """The window duration and the slide duration of that call."""

    def declaration(self) -> str:
        """Return the call, and those that have made the streams that it is made from."""
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
        """Add what the user's current call makes."""
        call = callFrame()
        last = self.nodes[-1].call if self.nodes else -1
        # The frame is kept, so that no other can be taken for it.
        node.call = last if call is self._call else last + 1
        self._call = call
        if self._window is not None and self._window[0] is call:
            node.window = self._window[1]
        self.nodes.append(node)

    def windowed(self, windowDuration: Duration, slideDuration: Duration) -> None:
        """Take the durations of the user's current call; it may make inner windows of others."""
        call = callFrame()
        if self._window is None or self._window[0] is not call:
            self._window = call, (windowDuration, slideDuration)

    def close(self) -> None:
        """Let go of the user's code: no more is added."""
        self._call = self._window = None

    def dangling(self) -> list[Node]:
        """Return the streams that end nowhere: nothing is made from them, and none is an output."""
        used = {id(parent) for node in self.nodes for parent in node.parents}
        return [node for node in self.nodes if not node.isOutput and id(node) not in used]


def declare(
    ssc: PySparkStreamingContext,
    *parents: PySparkDStream[Any],
    isOutput: bool = False,
    mustCheckpoint: bool = False,
    jdstream: Any = None,
) -> Node:
    """Add to the context's graph what the user's current call makes.

    Raises
    ------
    IllegalStateError
        After ``start()``, and of a context that was recovered.
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
                "checkpoint; or remove the checkpoint to begin anew",
            )
        )
    nodes = tuple(parent._node for parent in parents if hasattr(parent, "_node"))
    node = Node(callSite(), nodes, isOutput, mustCheckpoint, jdstream=jdstream)
    # A context of PySpark's own keeps no such list.
    if isinstance(graph := getattr(ssc, "_graph", None), Graph):
        graph.add(node)
    return node


def refuseAfterStart(ssc: PySparkStreamingContext) -> None:
    """Refuse what can be declared only before ``start()``, before anything of it is made.

    Raises
    ------
    IllegalStateError
        After ``start()``, when nothing can be added any more.
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
