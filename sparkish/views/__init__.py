"""Pictures of a streaming program: its batches, its blocks and windows, and its graph.

In a notebook they are PNGs, drawn by matplotlib (``pip install 'sparkish[notebook]'``). In a
terminal they are text, with colours if rich is installed (``pip install 'sparkish[rich]'``). Their
``data`` has the same information as plain values.

Examples
--------
>>> from sparkish.views import Timeline, blocks, graph
>>> timeline = Timeline(ssc)
>>> ssc.queueStream([["to be", "or not"]]).flatMap(str.split).foreachRDD(lambda rdd: None)
>>> ssc.runFor(batches=1)
>>> [batch.numRecords for batch in timeline.data.batches]
[2]
"""

from __future__ import annotations

from sparkish.views._blocks.data import BatchBlocks, Block, BlocksData, WindowSpan
from sparkish.views._blocks.view import Blocks, blocks
from sparkish.views._graph.data import GraphData, GraphNode, Stage
from sparkish.views._graph.view import Graph, graph
from sparkish.views._picture import Picture
from sparkish.views._timeline.data import TimelineBatch, TimelineData
from sparkish.views._timeline.view import Timeline

__all__ = [
    "Timeline",
    "blocks",
    "graph",
    "BatchBlocks",
    "Block",
    "Blocks",
    "BlocksData",
    "Graph",
    "GraphData",
    "GraphNode",
    "Picture",
    "Stage",
    "TimelineBatch",
    "TimelineData",
    "WindowSpan",
]
