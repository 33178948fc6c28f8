"""Pictures of results: bars for programs, lines for scaling."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

COLOURS = {"pyspark": "#9aa0a6", "sparkish": "#d9480f", "scala": "#1864ab"}


def plot(results: dict[str, Any], path: Path) -> None:
    """Draw the results: bars for runs of programs, or lines for series of growing sizes.

    Raises
    ------
    SystemExit
        If matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ModuleNotFoundError:
        raise SystemExit("The picture needs matplotlib: pip install 'sparkish[notebook]'") from None
    draw = _lines if "series" in results else _bars
    figure = Figure(layout="constrained", dpi=110)
    draw(figure, results)
    figure.savefig(path)


def _bars(figure: Any, results: dict[str, Any]) -> None:
    runs = results["runs"]
    loads = list(dict.fromkeys(run["load"] for run in runs))
    programs = list(dict.fromkeys(run["program"] for run in runs))
    systems = list(dict.fromkeys(run["system"] for run in runs))
    figure.set_size_inches(10, 2.8 * len(loads) + 0.6)
    for axes, load in zip(_column(figure, len(loads)), loads, strict=True):
        for place, system in enumerate(systems):
            for at, program in enumerate(programs):
                cell = (load, program, system)
                seconds = [
                    second
                    for run in runs
                    if (run["load"], run["program"], run["system"]) == cell
                    for second in run["execution"]
                ]
                if not seconds:
                    continue
                middle = median(seconds)
                x = at + (place - (len(systems) - 1) / 2) * 0.27
                axes.bar(x, middle, 0.25, color=COLOURS.get(system), label=system if not at else "")
                axes.text(x, middle, f"{middle:.2f}", ha="center", va="bottom", fontsize=7)
        axes.set_xticks(range(len(programs)), programs, fontsize=8)
        axes.set_ylabel(results.get("unit", "s"))
        axes.set_title(f"{load}: {results['measured']}", fontsize=10, loc="left")
        axes.margins(y=0.15)
        axes.spines[["top", "right"]].set_visible(False)
    figure.axes[0].legend(frameon=False, ncols=len(systems), fontsize=8)


def _lines(figure: Any, results: dict[str, Any]) -> None:
    series = results["series"]
    panels = list(dict.fromkeys(point["over"] for point in series))
    columns = min(2, len(panels))
    rows = -(-len(panels) // columns)
    figure.set_size_inches(5.2 * columns, 3.4 * rows)
    for number, over in enumerate(panels, 1):
        axes = figure.add_subplot(rows, columns, number)
        points = [point for point in series if point["over"] == over]
        for system in dict.fromkeys(point["system"] for point in points):
            own = sorted((p["value"], p["seconds"]) for p in points if p["system"] == system)
            colour = COLOURS.get(system.split()[0])
            style = "--" if "updateStateByKey" in system else "-"
            axes.plot(*zip(*own, strict=True), style, marker="o", ms=4, color=colour, label=system)
        axes.set_xscale("log")
        axes.set_ylim(bottom=0)
        axes.set_xlabel(over)
        axes.set_ylabel("s per batch")
        axes.grid(alpha=0.25)
        axes.legend(frameon=False, fontsize=8)
        axes.spines[["top", "right"]].set_visible(False)


def _column(figure: Any, count: int) -> Sequence[Any]:
    return [figure.add_subplot(count, 1, number) for number in range(1, count + 1)]
