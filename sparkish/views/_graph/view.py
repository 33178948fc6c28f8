"""``graph``: a program's streams, beside the streams that Spark makes from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sparkish._jvm.conversions import jvmStreams, scalaSeq
from sparkish.streaming._engine.callgraph import Node
from sparkish.views._graph import draw
from sparkish.views._picture import Picture

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sparkish.streaming.context import StreamingContext

from sparkish.views._graph.data import GraphData, GraphNode, Kind, Stage

__all__ = ["Graph", "graph"]


class Graph(Picture):
    """A picture of :class:`GraphData`; :func:`graph` makes it."""

    def __init__(self, data: GraphData) -> None:
        self.data = data

    def _figure(self) -> Figure:
        return draw.draw(self.data)

    def __str__(self) -> str:
        return draw.text(self.data)

    def __rich__(self) -> Any:
        return draw.tree(self.data)


def graph(ssc: StreamingContext) -> Graph:
    """Return a picture of a program's streams, beside the fused streams that Spark runs.

    Parameters
    ----------
    ssc : StreamingContext
        The context of the streams that are declared so far.

    Examples
    --------
    >>> from sparkish.views import graph
    >>> lines = ssc.queueStream([["to be", "or not to be"]])
    >>> words = lines.flatMap(lambda line: line.split(" ")).filter(bool)
    >>> words.window(Seconds(2), Seconds(1)).count().print()
    >>> print(graph(ssc))
    The program...| What Spark runs
    0. queueStream...| A. QueueInputDStream
    ...
    >>> [node.operation for node in graph(ssc).data.nodes]
    ['queueStream', 'flatMap', 'filter', 'window', 'count', 'print']
    """
    return Graph(_data(ssc))


def _data(ssc: StreamingContext) -> GraphData:
    jgraph = ssc._jssc.ssc().graph()
    outputs = [stream.hashCode() for stream in jgraph.getOutputStreams()]
    streams = {stream.hashCode(): stream for stream in jvmStreams(jgraph)}
    parents = {
        number: [parent.hashCode() for parent in scalaSeq(stream.dependencies())]
        for number, stream in streams.items()
    }
    order = _sourcesFirst(outputs, parents)
    places = {number: place for place, number in enumerate(order)}
    nodes = ssc._graph.nodes
    calls = [list(made) for _, made in groupby(nodes, key=lambda node: node.call)]
    callOf = {id(node): number for number, made in enumerate(calls) for node in made}
    carriers = _carriers(nodes, outputs, set(order))
    return GraphData(
        markDangling(_graphNode(number, made, callOf) for number, made in enumerate(calls)),
        tuple(
            Stage(
                place,
                str(streams[number].getClass().getSimpleName()),
                tuple(places[parent] for parent in parents[number]),
                tuple(sorted({callOf[each] for each, by in carriers.items() if number in by})),
            )
            for number, place in places.items()
        ),
    )


def _sourcesFirst(outputs: Iterable[int], parents: dict[int, list[int]]) -> list[int]:
    """Sort streams so that each comes after the streams that it depends on."""
    order: list[int] = []

    def visit(number: int) -> None:
        if number not in order:
            for parent in parents[number]:
                visit(parent)
            order.append(number)

    for number in outputs:
        visit(number)
    return order


def _carriers(nodes: list[Node], outputs: list[int], running: set[int]) -> dict[int, set[int]]:
    """Return the JVM's streams that run a node: its own, or those that it is fused into."""
    declared = [node for node in nodes if node.isOutput]
    # An output operation that was declared through PySpark has no node.
    paired = zip(declared, outputs, strict=True) if len(declared) == len(outputs) else ()
    own = {id(node): number for node, number in paired}
    for node in nodes:
        if node.jdstream is not None and (number := node.jdstream.dstream().hashCode()) in running:
            own[id(node)] = number
    carriers = {id(node): {own[id(node)]} if id(node) in own else set() for node in nodes}
    # A node's children come after it.
    for node in reversed(nodes):
        for parent in node.parents:
            if id(parent) not in own:
                carriers[id(parent)] |= carriers[id(node)]
    return carriers


def _graphNode(number: int, nodes: list[Node], callOf: dict[int, int]) -> GraphNode:
    windows = [node.window for node in nodes if node.window is not None]
    window, slide = windows[0] if windows else (None, None)
    parents = {callOf[id(parent)] for node in nodes for parent in node.parents} - {number}
    site = str(nodes[0].site).partition("() at ")
    return GraphNode(
        number,
        nodes[0].site.operation,
        site[2],
        _kind(nodes),
        tuple(sorted(parents)),
        None if window is None else window.milliseconds,
        None if slide is None else slide.milliseconds,
    )


def _kind(nodes: list[Node]) -> Kind:
    if any(node.isOutput for node in nodes):
        return "output"
    if any(node.window is not None for node in nodes):
        return "window"
    if any(node.mustCheckpoint for node in nodes) or nodes[0].site.operation == "mapWithState":
        return "state"
    own = {id(node) for node in nodes}
    isSource = not any(id(parent) not in own for node in nodes for parent in node.parents)
    return "source" if isSource else "transformation"


def markDangling(nodes: Iterable[GraphNode]) -> tuple[GraphNode, ...]:
    """Return the calls, and mark those that no output operation uses."""
    listed = list(nodes)
    reaching: set[int] = set()
    for node in reversed(listed):
        if node.kind == "output" or node.id in reaching:
            reaching.add(node.id)
            reaching.update(node.parents)
    return tuple(replace(node, dangling=node.id not in reaching) for node in listed)
