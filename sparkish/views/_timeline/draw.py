"""Draws a timeline: as a picture, as text, and as a live table in a terminal."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sparkish.views._picture import Colours, newFigure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sparkish.views._timeline.data import TimelineBatch, TimelineData

__all__ = ["Terminal", "draw", "table", "text"]

# The length of one batch interval, in characters.
_INTERVAL = 20
_LONGEST = 40
_MOMENT = "%H:%M:%S"


def moment(milliseconds: int) -> str:
    """Return a batch's time of day."""
    at = datetime.fromtimestamp(milliseconds / 1000).strftime(_MOMENT)
    return f"{at}.{milliseconds % 1000 // 100}" if milliseconds % 1000 else at


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds / 1000:.2f} s"


# Text.


def _bar(batch: TimelineBatch, batchDuration: int) -> tuple[str, str]:
    """Return the two parts of a batch's bar, waiting and processing; a long bar is cut."""
    took = round(_INTERVAL * batch.processingDelay / batchDuration)
    waited = round(_INTERVAL * batch.schedulingDelay / batchDuration)
    waited = min(waited, max(_LONGEST // 2, _LONGEST - took))
    took = min(took, _LONGEST - waited)
    return "." * waited, "#" * took


def header(batchDuration: int) -> str:
    """Return the line above the batches."""
    against = f"against 1 batch interval of {batchDuration / 1000:g} s"
    return f"{'batch':<10}{'records':>7}{'waited':>9}{'took':>9}   {against}"


def line(batch: TimelineBatch, batchDuration: int) -> str:
    """Return the line of a batch."""
    waited, took = _bar(batch, batchDuration)
    bar = (waited + took).ljust(_INTERVAL)
    limited = f"{bar[:_INTERVAL]}|{bar[_INTERVAL:]}"
    figures = (
        f"{moment(batch.time):<10}{batch.numRecords:>7}"
        f"{_seconds(batch.schedulingDelay):>9}{_seconds(batch.processingDelay):>9}"
    )
    return f"{figures}   {limited} {_remark(batch, batchDuration)}".rstrip()


def _remark(batch: TimelineBatch, batchDuration: int) -> str:
    if batch.failed:
        return "failed"
    lag = batch.lag(batchDuration)
    return f"late by {_seconds(lag)}" if lag else ""


def text(data: TimelineData) -> str:
    """Return the timeline as plain text."""
    lines = [data.headline]
    if data.batches:
        lines += [header(data.batchDuration)]
        lines += [line(batch, data.batchDuration) for batch in data.batches]
    if data.waiting:
        lines.append(_waiting(data))
    if data.uiUrl:
        lines.append(f"Spark's own Streaming page: {data.uiUrl}")
    return "\n".join(lines)


def _waiting(data: TimelineData) -> str:
    return f"{data.waiting} batch{'es' * (data.waiting > 1)} submitted, not completed"


# Text with rich.


def table(data: TimelineData, rows: int | None = None) -> Any:
    """Return the timeline's last batches as a rich table."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    colour = _state(data)[0]
    lines = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("batch", "records", "waited", "took"):
        lines.add_column(name, justify="left" if name == "batch" else "right")
    lines.add_column(f"| = the batch interval, {data.batchDuration / 1000:g} s")
    for batch in data.batches[-rows:] if rows else data.batches:
        bar = Text()
        for part, style in zip(_bar(batch, data.batchDuration), ("yellow", "blue"), strict=True):
            late = style == "blue" and batch.isLate(data.batchDuration)
            bar.append("\u2588" * len(part), "red" if late else style)
        bar.pad_right(max(0, _INTERVAL - len(bar)))
        limited = Text.assemble(bar[:_INTERVAL], ("|", "dim"), bar[_INTERVAL:])
        limited.append(f" {_remark(batch, data.batchDuration)}", "red")
        lines.add_row(
            moment(batch.time),
            str(batch.numRecords),
            _seconds(batch.schedulingDelay),
            _seconds(batch.processingDelay),
            limited,
        )
    parts: list[Any] = [Text(data.headline, f"bold {colour}"), lines]
    if data.waiting:
        parts.append(Text(_waiting(data), "dim"))
    if data.uiUrl:
        parts.append(Text(f"Spark's own Streaming page: {data.uiUrl}", "dim"))
    return Group(*parts)


class Terminal:
    """The growing timeline: with rich a table that is updated, else a line for each batch."""

    def __init__(self, batchDuration: int) -> None:
        self._batchDuration = batchDuration
        self._live: Any = None
        if sys.stdout.isatty():
            try:
                from rich.live import Live
            except ModuleNotFoundError:
                return
            self._live = Live(auto_refresh=False)

    def start(self) -> None:
        """Start to show the timeline."""
        if self._live is None:
            print(header(self._batchDuration))
        else:
            self._live.start()

    def changed(self, data: TimelineData) -> None:
        """Show a new batch."""
        if self._live is None:
            print(line(data.batches[-1], data.batchDuration))
        else:
            # Leave the rest of the terminal for the lines around the table.
            rows = max(1, self._live.console.height - 6)
            self._live.update(table(data, rows), refresh=True)

    def end(self, data: TimelineData) -> None:
        """Stop updating the table."""
        if self._live is not None:
            self._live.update(table(data), refresh=True)
            self._live.stop()


# The picture.


def _state(data: TimelineData) -> tuple[str, str, str]:
    """Return the colour of the stream's state: rich's name, and the picture's colour."""
    if data.isFallingBehind or (data.batches and data.batches[-1].failed):
        return "red", Colours.red, Colours.lightRed
    if data.isLate:
        return "yellow", "#8a5a00", Colours.lightAmber
    if not data.batches:
        return "blue", Colours.grey, Colours.lightGrey
    return "green", Colours.green, Colours.lightGreen


def draw(data: TimelineData) -> Figure:
    """Draw the input records above, and each batch's waiting and processing time below."""
    figure = newFigure(9, 4.5)
    upper, lower = figure.subplots(
        2, 1, sharex=True, gridspec_kw={"height_ratios": [1, 2.1], "hspace": 0.16}
    )
    figure.subplots_adjust(left=0.085, right=0.985, top=0.84, bottom=0.17)
    places = range(len(data.batches))
    width = 0.78
    records = [batch.numRecords for batch in data.batches]
    upper.bar(places, records, width, color=Colours.grey)
    _axes(upper, "input records")
    upper.set_ylim(0, max([1, *records]) * 1.3)
    upper.yaxis.get_major_locator().set_params(integer=True, nbins=3)
    if len(data.batches) <= 20:
        for place, number in zip(places, records, strict=True):
            upper.annotate(
                f"{number:,}",
                (place, number),
                (0, 2),
                textcoords="offset points",
                ha="center",
                fontsize=8,
                color=Colours.grey,
            )
    _times(lower, data, width)
    colour, ground = _state(data)[1:]
    state, colon, more = data.headline.partition(":")
    title = figure.text(
        0.097,
        0.925,
        state + colon,
        fontsize=12,
        fontweight="bold",
        color=colour,
        va="center",
        bbox={"boxstyle": "round,pad=0.5", "facecolor": ground, "edgecolor": "none"},
    )
    upper.annotate(
        more.strip(),
        (1, 0.5),
        (14, 0),
        xycoords=title,
        textcoords="offset points",
        fontsize=10,
        color=Colours.ink,
        va="center",
        annotation_clip=False,
    )
    return figure


def _times(axes: Axes, data: TimelineData, width: float) -> None:
    places = range(len(data.batches))
    interval = data.batchDuration / 1000
    waited = [batch.schedulingDelay / 1000 for batch in data.batches]
    took = [batch.processingDelay / 1000 for batch in data.batches]
    colours = [
        Colours.red if batch.isLate(data.batchDuration) or batch.failed else Colours.blue
        for batch in data.batches
    ]
    axes.bar(places, waited, width, color=Colours.lightAmber, edgecolor=Colours.amber, hatch="////")
    axes.bar(places, took, width, bottom=waited, color=colours)
    for place, batch in zip(places, data.batches, strict=True):
        if batch.failed:
            axes.annotate(
                "failed",
                (place, batch.totalDelay / 1000),
                (0, 2),
                textcoords="offset points",
                ha="center",
                fontsize=8,
                color=Colours.red,
            )
    axes.axhline(interval, color=Colours.ink, linewidth=1.4, linestyle=(0, (5, 2)))
    _axes(axes, "seconds")
    top = max([interval * 1.35, *(batch.totalDelay / 1000 * 1.12 for batch in data.batches)])
    axes.set_ylim(0, top)
    count = max(len(data.batches), 8)
    axes.set_xlim(-0.6, count - 0.4)
    step = -(-len(data.batches) // 10) or 1
    axes.set_xticks(
        list(places)[::step], [moment(batch.time) for batch in data.batches[::step]], fontsize=8.5
    )
    _key(axes, data, interval)


def _key(axes: Axes, data: TimelineData, interval: float) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    late = any(batch.isLate(data.batchDuration) for batch in data.batches)
    entries: list[Any] = [
        Line2D([], [], color=Colours.ink, linewidth=1.4, linestyle=(0, (5, 2))),
        Patch(facecolor=Colours.lightAmber, edgecolor=Colours.amber, hatch="////"),
        Patch(color=Colours.blue),
    ]
    names = [f"batch interval, {interval:g} s", "scheduling delay", "processing time"]
    if late:
        entries.append(Patch(color=Colours.red))
        names.append("processing time of a late batch")
    axes.legend(
        entries,
        names,
        loc="lower left",
        bbox_to_anchor=(0, -0.34),
        ncols=4,
        frameon=False,
        fontsize=8.5,
        handlelength=1.8,
        borderaxespad=0,
    )


def _axes(axes: Axes, label: str) -> None:
    axes.set_ylabel(label, fontsize=9, color=Colours.faint)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(Colours.line)
    axes.tick_params(colors=Colours.grey, labelsize=8.5, length=0)
    axes.set_axisbelow(True)
    axes.grid(axis="y", color=Colours.lightGrey, linewidth=0.8)
