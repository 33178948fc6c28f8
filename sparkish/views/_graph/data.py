"""The data of ``graph``: a program's calls, and the streams that Spark runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["GraphData", "GraphNode", "Kind", "Stage"]

Kind = Literal["source", "transformation", "window", "state", "output"]


@dataclass(frozen=True)
class GraphNode:
    """One call of the program: a source, a transformation or an output operation.

    Parameters
    ----------
    id : int
        The call's number in the program.
    operation : str
        For instance ``map``.
    site : str
        The file or the cell, and the line.
    kind : str
        ``source``, ``transformation``, ``window``, ``state`` or ``output``.
    parents : tuple of int
        The calls whose streams it uses.
    windowDuration, slideDuration : int, optional
        A window's durations, in milliseconds.
    dangling : bool
        Whether no output operation uses it, so that it never runs.
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
    """A DStream in the JVM, and the calls that it runs.

    Parameters
    ----------
    id : int
        The stream's number.
    name : str
        The name of its class, for instance ``PythonTransformedDStream``.
    parents : tuple of int
        The streams that it depends on.
    nodes : tuple of int
        The program's calls that it runs; empty for one of Spark's own steps.
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
        The calls in the program's order.
    stages : tuple of Stage
        The streams, from the sources to the output operations. Spark makes some of them when the
        context starts.

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
        """The calls that no output operation uses."""
        return tuple(node for node in self.nodes if node.dangling)
