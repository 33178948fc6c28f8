"""The data of ``graph``: the calls of a program, and the streams that Spark runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["GraphData", "GraphNode", "Kind", "Stage"]

Kind = Literal["source", "transformation", "window", "state", "output"]


@dataclass(frozen=True)
class GraphNode:
    """A call of the program's: a source, a transformation or an output operation.

    Parameters
    ----------
    id : int
        Its place among the calls.
    operation : str
        Such as ``map``.
    site : str
        The file, or the cell, and the line.
    kind : str
        ``source``, ``transformation``, ``window``, ``state`` or ``output``.
    parents : tuple of int
        The calls that it takes its streams from.
    windowDuration, slideDuration : int, optional
        Of a window, in milliseconds.
    dangling : bool
        Whether it reaches no output operation, and so never runs.
    """

    id: int
    operation: str
    site: str
    kind: Kind
    parents: tuple[int, ...] = ()
    windowDuration: int | None = None
    slideDuration: int | None = None
    dangling: bool = False


@dataclass(frozen=True)
class Stage:
    """A DStream of the JVM, and what it carries out.

    Parameters
    ----------
    id : int
        Its place among them.
    name : str
        Its class, such as ``PythonTransformedDStream``.
    parents : tuple of int
        The streams that it depends on.
    nodes : tuple of int
        The program's calls that it carries out; none where it is a step of Spark's own.
    """

    id: int
    name: str
    parents: tuple[int, ...] = ()
    nodes: tuple[int, ...] = ()


@dataclass(frozen=True)
class GraphData:
    """The program's calls, and the JVM's streams.

    Parameters
    ----------
    nodes : tuple of GraphNode
        In the order of the program.
    stages : tuple of Stage
        From the sources to the output operations. Those that Spark makes when it starts are there
        from then on.

    Examples
    --------
    >>> lines = GraphNode(0, "socketTextStream", "job.py:3", "source")
    >>> words = GraphNode(1, "flatMap", "job.py:4", "transformation", (0,), dangling=True)
    >>> [node.operation for node in GraphData((lines, words), ()).dangling]
    ['flatMap']
    """

    nodes: tuple[GraphNode, ...]
    stages: tuple[Stage, ...]

    @property
    def dangling(self) -> tuple[GraphNode, ...]:
        """The calls that reach no output operation."""
        return tuple(node for node in self.nodes if node.dangling)
