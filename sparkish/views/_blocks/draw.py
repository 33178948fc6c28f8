"""Draws blocks, batches, partitions and windows on one time axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sparkish.views._picture import Colours, newFigure, roundBox
from sparkish.views._timeline.draw import moment

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sparkish.views._blocks.data import BatchBlocks, BlocksData, WindowSpan

__all__ = ["draw", "text"]


def _length(milliseconds: int) -> str:
    return f"{milliseconds / 1000:g} s" if milliseconds >= 1000 else f"{milliseconds} ms"


def _at(data: BlocksData, milliseconds: int) -> str:
    if data.isActual:
        return moment(milliseconds)
    return f"{milliseconds} ms" if 0 < milliseconds < 1000 else f"{milliseconds / 1000:g} s"


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _counted(batch: BatchBlocks) -> bool:
    return any(block.numRecords is not None for block in batch.blocks)


def _windowsShown(data: BlocksData, span: WindowSpan) -> list[int]:
    """Return the ends of the windows whose last batch is shown."""
    if not data.batches:
        return []
    return span.ends(data.zeroTime, data.batches[0].time, data.batches[-1].time)


def _spanName(data: BlocksData, span: WindowSpan) -> str:
    number = span.windowDuration // data.batchDuration
    batches = f"{number} batch{'es' * (number != 1)}"
    slide = _length(span.slideDuration)
    return f"{span.name}: {_length(span.windowDuration)} long, {batches}; every {slide}"


# Text.


def text(data: BlocksData) -> str:
    """Return the blocks as plain text, batch by batch."""
    rows = []
    for batch in data.batches:
        receivers = []
        for receiver in data.receivers:
            own = [block for block in batch.blocks if block.streamId == receiver]
            numbers = ", ".join(str(each.numRecords) for each in own if each.numRecords is not None)
            shown = f" ({numbers} records)" if numbers else ""
            receivers.append(f"receiver {receiver}: {_plural(len(own), 'block')}{shown}")
        end = _plural(batch.numPartitions, "partition") if data.receivers else ""
        rows.append((f"batch at {_at(data, batch.time)}", "  ".join(receivers), end))
    wide = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    lines = [f"{a:<{wide[0]}}  {b:<{wide[1]}}  {c}".rstrip() for a, b, c in rows]
    for span in data.windows:
        lines.append(_spanName(data, span))
        lines += [
            f"  {_at(data, max(data.zeroTime, end - span.windowDuration))} - {_at(data, end)}"
            for end in _windowsShown(data, span)
        ]
    return "\n".join([data.headline, *lines])


# The picture. All measures are in inches, except those along the time axis.

_LABELS, _RIGHT = 1.25, 0.42
_BATCH = 2.1
_TOP = 0.85
_BLOCKS, _BATCHES, _RDD, _WINDOW = 0.42, 0.5, 0.78, 0.3
_GAP = 0.24
_TINTS = (
    (Colours.lightBlue, Colours.blue),
    (Colours.lightAmber, "#b7791f"),
    (Colours.lightGreen, Colours.green),
    (Colours.lightPurple, Colours.purple),
)


def draw(data: BlocksData) -> Figure:
    """Draw, from top to bottom: the receivers' blocks, batches, RDDs, windows."""
    count = max(len(data.batches), 2)
    windows = [(span, _windowsShown(data, span)) for span in data.windows]
    width = _LABELS + count * _BATCH + _RIGHT
    height = _TOP + len(data.receivers) * (_BLOCKS + 0.12) + _GAP + _BATCHES + 0.45
    if data.receivers:
        height += _GAP + _RDD
    height += sum(_GAP + 0.26 + len(ends) * (_WINDOW + 0.07) for _, ends in windows)
    figure = newFigure(width, height)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    axes.text(
        0.25, 0.33, data.headline, fontsize=12, fontweight="bold", color=Colours.ink, va="center"
    )
    if data.batches:
        _Canvas(axes, data).draw(windows, height)
    return figure


class _Canvas:
    """The time axis, and the rows on it from the top down."""

    def __init__(self, axes: Axes, data: BlocksData) -> None:
        self._axes = axes
        self._data = data
        self._first = data.batches[0].time - data.batchDuration
        self._tint = {
            batch.time: _TINTS[number % len(_TINTS)] for number, batch in enumerate(data.batches)
        }

    def x(self, milliseconds: float) -> float:
        """Return the x position of a time."""
        return _LABELS + (milliseconds - self._first) / self._data.batchDuration * _BATCH

    def draw(self, windows: list[tuple[WindowSpan, list[int]]], height: float) -> None:
        """Draw everything."""
        data = self._data
        self._times(height)
        y = _TOP
        for receiver in data.receivers:
            self._label(y + _BLOCKS / 2, f"receiver {receiver}", "its blocks")
            for batch in data.batches:
                self._blocks(y, batch, receiver)
            y += _BLOCKS + 0.12
        y += _GAP if data.receivers else 0
        self._label(y + _BATCHES / 2, "batches")
        for batch in data.batches:
            self._batch(y, batch)
        y += _BATCHES + _GAP
        if data.receivers:
            self._label(y + _RDD / 2, "RDDs", "their partitions")
            for batch in data.batches:
                self._rdd(y, batch)
            y += _RDD + _GAP
        for span, ends in windows:
            y = self._windows(y, span, ends)

    def _times(self, height: float) -> None:
        data = self._data
        bottom = height - 0.3
        times = [self._first, *(batch.time for batch in data.batches)]
        for time in times:
            x = self.x(time)
            self._axes.plot([x, x], [_TOP - 0.1, bottom], color=Colours.line, lw=1, zorder=0)
            self._axes.text(
                x, _TOP - 0.2, _at(data, time), fontsize=8.5, color=Colours.grey, ha="center"
            )
        self._axes.annotate(
            "",
            (self.x(times[-1]) + 0.22, _TOP - 0.1),
            (self.x(times[0]), _TOP - 0.1),
            arrowprops={"arrowstyle": "-|>", "color": Colours.grey, "lw": 1, "shrinkA": 0},
        )

    def _label(self, y: float, name: str, more: str = "") -> None:
        shift = 0.085 if more else 0
        self._axes.text(
            0.25, y - shift, name, fontsize=10, fontweight="bold", color=Colours.ink, va="center"
        )
        self._axes.text(0.25, y + shift, more, fontsize=8, color=Colours.faint, va="center")

    def _blocks(self, y: float, batch: BatchBlocks, receiver: int) -> None:
        fill, edge = self._tint[batch.time]
        for block in batch.blocks:
            if block.streamId != receiver:
                continue
            left, right = self.x(block.start) + 0.018, self.x(block.end) - 0.018
            left = max(left, _LABELS - 0.1)
            if right <= left:
                continue
            roundBox(
                self._axes,
                left,
                y,
                right - left,
                _BLOCKS,
                rounding=min(0.06, (right - left) / 3),
                facecolor=fill,
                edgecolor=edge,
                linewidth=1.1,
            )
            said = "block" if block.numRecords is None else str(block.numRecords)
            if right - left > 0.07 * len(said) + 0.04:
                self._axes.text(
                    (left + right) / 2,
                    y + _BLOCKS / 2,
                    said,
                    fontsize=8.5,
                    color=Colours.grey if block.numRecords is None else Colours.ink,
                    ha="center",
                    va="center",
                )

    def _batch(self, y: float, batch: BatchBlocks) -> None:
        fill, edge = self._tint[batch.time]
        left = self.x(batch.time - self._data.batchDuration) + 0.03
        right = self.x(batch.time) - 0.03
        roundBox(
            self._axes,
            left,
            y,
            right - left,
            _BATCHES,
            rounding=0.09,
            facecolor=fill,
            edgecolor=edge,
            linewidth=1.4,
        )
        title = f"batch at {_at(self._data, batch.time)}"
        more = _plural(batch.numRecords, "record") if _counted(batch) else ""
        middle, shift = (left + right) / 2, 0.095 if more else 0
        self._axes.text(
            middle,
            y + _BATCHES / 2 - shift,
            title,
            fontsize=9.5,
            fontweight="bold",
            color=Colours.ink,
            ha="center",
            va="center",
        )
        self._axes.text(
            middle,
            y + _BATCHES / 2 + shift,
            more,
            fontsize=8.5,
            color=Colours.grey,
            ha="center",
            va="center",
        )

    def _rdd(self, y: float, batch: BatchBlocks) -> None:
        fill, edge = self._tint[batch.time]
        left = self.x(batch.time - self._data.batchDuration) + 0.03
        right = self.x(batch.time) - 0.03
        middle = (left + right) / 2
        self._axes.annotate(
            "",
            (middle, y),
            (middle, y - _GAP),
            arrowprops={"arrowstyle": "-|>", "color": edge, "lw": 1.2, "shrinkA": 1, "shrinkB": 1},
        )
        roundBox(
            self._axes,
            left,
            y,
            right - left,
            _RDD,
            rounding=0.09,
            facecolor="white",
            edgecolor=edge,
            linewidth=1.1,
        )
        number = batch.numPartitions
        self._axes.text(
            middle,
            y + _RDD - 0.17,
            _plural(number, "partition"),
            fontsize=9,
            color=Colours.ink,
            ha="center",
            va="center",
        )
        if not number:
            return
        step = min(0.34, (right - left - 0.16) / number)
        side = min(step * 0.86, 0.3)
        start = middle - step * number / 2
        for place in range(number):
            x = start + place * step + (step - side) / 2
            roundBox(
                self._axes,
                x,
                y + 0.12,
                side,
                0.3,
                rounding=min(0.04, side / 3),
                facecolor=fill,
                edgecolor=edge,
                linewidth=0.9,
            )
            if side > 0.2:
                self._axes.text(
                    x + side / 2,
                    y + 0.27,
                    str(place),
                    fontsize=8,
                    color=Colours.ink,
                    ha="center",
                    va="center",
                )

    def _windows(self, y: float, span: WindowSpan, ends: list[int]) -> float:
        data = self._data
        self._label(y + 0.08, "windows")
        self._axes.text(
            _LABELS + 0.05,
            y + 0.08,
            _spanName(data, span),
            fontsize=9,
            color=Colours.purple,
            va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )
        y += 0.26
        for end in ends:
            start = max(data.zeroTime, end - span.windowDuration)
            cut = start < self._first
            left = self.x(self._first) - 0.12 if cut else self.x(start) + 0.03
            right = self.x(end) - 0.03
            roundBox(
                self._axes,
                left,
                y,
                right - left,
                _WINDOW,
                rounding=0.06,
                facecolor=Colours.lightPurple,
                edgecolor=Colours.purple,
                linewidth=1.1,
                linestyle="--" if end - span.windowDuration < start else "-",
            )
            inside = (end - start) // data.batchDuration
            said = f"{_at(data, start)} to {_at(data, end)}"
            if end - span.windowDuration < start:
                said = f"{said}: {inside} so far"
            self._axes.text(
                (max(left, _LABELS) + right) / 2,
                y + _WINDOW / 2,
                ("\u2190 " if cut else "") + said,
                fontsize=8.5,
                color=Colours.ink,
                ha="center",
                va="center",
            )
            y += _WINDOW + 0.07
        return y + _GAP
