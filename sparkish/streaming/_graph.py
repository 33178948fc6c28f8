"""What a program has declared: its streams and output operations, with the lines that made them.

Plain data beside the JVM's own graph, which knows neither the user's lines nor the streams that
reach no output operation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pyspark.streaming import DStream as PySparkDStream
from pyspark.streaming import StreamingContext as PySparkStreamingContext

from sparkish._callsite import CallSite, callSite
from sparkish._errors import IllegalStateError

__all__ = ["Graph", "Node", "declare", "refuseAfterStart"]


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


@dataclass
class Graph:
    """The nodes of one StreamingContext, in the order in which they were declared."""

    nodes: list[Node] = field(default_factory=list)

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
        After ``start()``.
    """
    refuseAfterStart(ssc)
    nodes = tuple(parent._node for parent in parents if hasattr(parent, "_node"))
    node = Node(callSite(), nodes, isOutput, mustCheckpoint, jdstream=jdstream)
    # A context of PySpark's own keeps no such list.
    if isinstance(graph := getattr(ssc, "_graph", None), Graph):
        graph.nodes.append(node)
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
