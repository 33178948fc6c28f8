"""Draws a graph: the program's calls on the left, the streams that Spark runs on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from sparkish.views._picture import Colours, newFigure, roundBox

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sparkish.views._graph.data import GraphData, GraphNode, Stage

__all__ = ["draw", "text", "tree"]

_PROGRAM, _SPARK = "The program", "What Spark runs"
_DANGLING = "reaches no output operation: never runs"


def _length(milliseconds: int) -> str:
    return f"{milliseconds / 1000:g} s"


def _remark(node: GraphNode) -> str:
    if node.dangling:
        return _DANGLING
    if node.windowDuration is not None and node.slideDuration is not None:
        return f"window {_length(node.windowDuration)}, slide {_length(node.slideDuration)}"
    return "" if node.kind == "transformation" else node.kind


def _stagesOf(data: GraphData, node: GraphNode) -> list[int]:
    return [stage.id for stage in data.stages if node.id in stage.nodes]


def _carries(data: GraphData, stage: Stage) -> str:
    return " + ".join(data.nodes[number].operation for number in stage.nodes)


# Text.


def _from(parents: Sequence[int]) -> str:
    return f" <- {', '.join(map(str, parents))}" if parents else ""


def _programLines(data: GraphData) -> list[tuple[str, str]]:
    return [
        (
            f"{node.id}. {node.operation}{_from(node.parents)}",
            " ".join(filter(None, (node.site, f"({remark})" if (remark := _remark(node)) else ""))),
        )
        for node in data.nodes
    ]


def _sparkLines(data: GraphData) -> list[str]:
    return [
        f"{_letter(stage.id)}. {stage.name}{_from([_letter(each) for each in stage.parents])}"
        f"{': ' * bool(stage.nodes)}{_carries(data, stage)}"
        for stage in data.stages
    ]


def _letter(number: int) -> Any:
    """Return A to Z, then A1 to Z1 and so on. (The program's calls have numbers.)"""
    round_, place = divmod(number, 26)
    return chr(ord("A") + place) + (str(round_) if round_ else "")


def text(data: GraphData) -> str:
    """Return the graph as plain text, in two columns."""
    lines = _programLines(data)
    width = max((len(call) for call, _ in lines), default=0) + 2
    left = [f"{call:<{width}}{rest}" for call, rest in lines]
    column = max(map(len, [_PROGRAM, *left])) + 1
    rows = zip_longest([_PROGRAM, *left], [_SPARK, *_sparkLines(data)], fillvalue="")
    return "\n".join(f"{a:<{column}}| {b}".rstrip() for a, b in rows)


def tree(data: GraphData) -> Any:
    """Return the graph as a rich table."""
    from rich.table import Table
    from rich.text import Text

    program, spark = Table(box=None, show_header=False), Table(box=None, show_header=False)
    colours = {"source": "blue", "window": "magenta", "state": "yellow", "output": "green"}
    for node, (call, rest) in zip(data.nodes, _programLines(data), strict=True):
        style = "red" if node.dangling else colours.get(node.kind, "default")
        program.add_row(Text(call, f"bold {style}"), Text(rest, style if node.dangling else "dim"))
    for row in _sparkLines(data):
        spark.add_row(row)
    both = Table(box=None, header_style="bold")
    both.add_column(_PROGRAM)
    both.add_column(_SPARK)
    both.add_row(program, spark)
    return both


# The picture. All measures are inches.

_NARROW, _WIDE, _HEIGHT = 1.6, 2.6, 0.6
_BESIDE, _DOWN = 0.22, 0.95
_TITLE_SIZE, _SUBTITLE_SIZE = 10, 8
_MARGIN, _BETWEEN, _TITLE = 0.3, 0.75, 0.75
_TINTS = (
    (Colours.lightBlue, Colours.blue),
    (Colours.lightGreen, Colours.green),
    (Colours.lightAmber, "#b7791f"),
    (Colours.lightPurple, Colours.purple),
    ("#d5eff0", "#24838a"),
    ("#fbe0ee", "#b0387a"),
)


@dataclass(frozen=True)
class _Box:
    """A box of one of the two graphs, with its position."""

    parents: tuple[int, ...]
    title: str
    subtitle: str
    badge: str
    fill: str
    edge: str
    isDashed: bool = False


def places(parents: Sequence[tuple[int, ...]]) -> list[tuple[float, int]]:
    """Return the column and row of each node, in a graph where parents come first.

    Examples
    --------
    >>> places([(), (0,), (0,), (1, 2)])
    [(0.5, 0), (0.0, 1), (1.0, 1), (0.5, 2)]
    """
    rows: list[int] = []
    for above in parents:
        rows.append(1 + max((rows[parent] for parent in above), default=-1))
    columns = [0.0] * len(parents)
    for row in range(max(rows, default=-1) + 1):
        members = [number for number, at in enumerate(rows) if at == row]
        wanted = {
            number: _mean([columns[parent] for parent in parents[number]]) for number in members
        }
        members.sort(key=lambda number: (wanted[number], number))
        # Nodes with the same place stand side by side around it.
        free = float("-inf")
        for number in members:
            twins = [other for other in members if wanted[other] == wanted[number]]
            shift = twins.index(number) - (len(twins) - 1) / 2
            columns[number] = max(free, wanted[number] + shift)
            free = columns[number] + 1
    least = min(columns, default=0)
    return [(column - least, row) for column, row in zip(columns, rows, strict=True)]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def draw(data: GraphData) -> Figure:
    """Draw both graphs side by side; the same colour means the same stream."""
    graphs = [_programBoxes(data), _sparkBoxes(data)]
    spots = [places([box.parents for box in boxes]) for boxes in graphs]
    boxWidths = [max([_NARROW, *map(_needed, boxes)]) for boxes in graphs]
    widths = [
        max((column for column, _ in each), default=0) * (wide + _BESIDE) + wide
        for each, wide in zip(spots, boxWidths, strict=True)
    ]
    rows = 1 + max((row for each in spots for _, row in each), default=0)
    width = 2 * _MARGIN + _BETWEEN + sum(widths)
    height = 2 * _MARGIN + _TITLE + (rows - 1) * _DOWN + _HEIGHT
    figure = newFigure(width, height)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    left = _MARGIN
    for title, boxes, where, boxWidth, wide in zip(
        (_PROGRAM, _SPARK), graphs, spots, boxWidths, widths, strict=True
    ):
        axes.text(left, _MARGIN + 0.1, title, fontsize=13, fontweight="bold", color=Colours.ink)
        _drawBoxes(axes, boxes, where, left, boxWidth)
        left += wide + _BETWEEN
    middle = _MARGIN + widths[0] + _BETWEEN / 2
    axes.plot([middle] * 2, [_MARGIN, height - _MARGIN], color=Colours.line, linewidth=1)
    notes = "the letters show where it runs"
    axes.text(_MARGIN, _MARGIN + 0.34, notes, fontsize=8, color=Colours.faint)
    notes = "the JVM's DStreams, and what is fused into them"
    axes.text(middle + _BETWEEN / 2, _MARGIN + 0.34, notes, fontsize=8, color=Colours.faint)
    return figure


def _programBoxes(data: GraphData) -> list[_Box]:
    boxes = []
    for node in data.nodes:
        stages = _stagesOf(data, node)
        fill, edge = _TINTS[stages[0] % len(_TINTS)] if stages else (Colours.ground, Colours.grey)
        if node.dangling:
            fill, edge = "white", Colours.red
        remark = "dangling: no output" if node.dangling else _remark(node)
        subtitle = "  ".join(filter(None, (remark, node.site)))
        badge = ",".join(map(_letter, stages))
        boxes.append(_Box(node.parents, node.operation, subtitle, badge, fill, edge, node.dangling))
    return boxes


def _sparkBoxes(data: GraphData) -> list[_Box]:
    return [
        _Box(
            stage.parents,
            stage.name,
            _carries(data, stage) or "a step of Spark's own",
            _letter(stage.id),
            *_TINTS[stage.id % len(_TINTS)],
        )
        for stage in data.stages
    ]


def _drawBoxes(
    axes: Axes,
    boxes: Sequence[_Box],
    where: Sequence[tuple[float, int]],
    left: float,
    width: float,
) -> None:
    top = _MARGIN + _TITLE
    corners = [(left + column * (width + _BESIDE), top + row * _DOWN) for column, row in where]
    for box, (x, y) in zip(boxes, corners, strict=True):
        for parent in box.parents:
            fromX, fromY = corners[parent]
            axes.annotate(
                "",
                (x + width / 2, y),
                (fromX + width / 2, fromY + _HEIGHT),
                arrowprops={
                    "arrowstyle": "-|>",
                    "color": box.edge if box.isDashed else Colours.faint,
                    "linestyle": "--" if box.isDashed else "-",
                    "shrinkA": 0,
                    "shrinkB": 0,
                    "linewidth": 1.1,
                },
            )
    for box, (x, y) in zip(boxes, corners, strict=True):
        _drawBox(axes, box, x, y, width)


def _drawBox(axes: Axes, box: _Box, x: float, y: float, width: float) -> None:
    style = {"facecolor": box.fill, "edgecolor": box.edge, "linewidth": 1.2}
    roundBox(
        axes, x, y, width, _HEIGHT, rounding=0.09, linestyle="--" if box.isDashed else "-", **style
    )
    room = width - 0.24 - _badgeWidth(box)
    _fitted(
        axes, x + 0.12, y + 0.22, box.title, _TITLE_SIZE, room, color=Colours.ink, fontweight="bold"
    )
    colour = box.edge if box.isDashed else Colours.grey
    _fitted(axes, x + 0.12, y + 0.435, box.subtitle, _SUBTITLE_SIZE, width - 0.24, color=colour)
    if box.badge:
        axes.text(
            x + width - 0.12,
            y + 0.22,
            box.badge,
            fontsize=9,
            fontweight="bold",
            color=box.edge,
            ha="right",
            va="center",
        )


def _letterWidth(isBold: bool) -> float:
    """Return the approximate width of a letter of one point."""
    return (0.66 if isBold else 0.57) / 72


def _badgeWidth(box: _Box) -> float:
    return 0.14 + 0.09 * len(box.badge)


def _needed(box: _Box) -> float:
    """Return the width that a box needs for its texts, within limits."""
    title = _letterWidth(True) * _TITLE_SIZE * len(box.title) + _badgeWidth(box)
    subtitle = _letterWidth(False) * _SUBTITLE_SIZE * len(box.subtitle)
    return min(_WIDE, 0.26 + max(title, subtitle))


def _fitted(
    axes: Axes, x: float, y: float, text: str, size: float, room: float, **style: Any
) -> None:
    """Write a text that fits its box: make it smaller, and then cut it."""
    wide = _letterWidth(style.get("fontweight") == "bold")
    size = max(6.5, min(size, room / (wide * max(len(text), 1))))
    letters = int(room / (wide * size))
    shown = text if len(text) <= letters else text[: letters - 1] + "\u2026"
    axes.text(x, y, shown, fontsize=size, va="center", **style)
