"""Pictures of results, for a narrow screen: bars for programs, lines for what grows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

COLOURS = {"pyspark": "#9aa0a6", "sparkish": "#d9480f", "scala": "#1864ab"}
NAMES = {"pyspark": "PySpark", "sparkish": "sparkish", "scala": "Scala"}
#: Inches; on a phone's screen, the letters are as large as those of the text around the picture.
_WIDTH = 5.5


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
    figure = Figure(layout="constrained", dpi=130)
    draw(figure, results)
    figure.savefig(path)


def _bars(figure: Any, results: dict[str, Any]) -> None:
    runs = results["runs"]
    loads, programs, systems = (
        list(dict.fromkeys(run[name] for run in runs)) for name in ("load", "program", "system")
    )
    unit = results.get("unit", "s")
    rows = [len({run["program"] for run in runs if run["load"] == load}) for load in loads]
    figure.set_size_inches(_WIDTH, sum(0.22 * n * len(systems) + 0.9 for n in rows) + 0.5)
    panels = figure.subplots(len(loads), 1, squeeze=False, height_ratios=[n + 0.7 for n in rows])
    for (axes,), load in zip(panels, loads, strict=True):
        of = {
            (program, system): middle
            for program in programs
            for system in systems
            if (middle := _middle(runs, load, program, system)) is not None
        }
        shown = [program for program in programs if any(program == name for name, _ in of)]
        for (program, system), middle in of.items():
            y = shown.index(program) + (systems.index(system) - (len(systems) - 1) / 2) * 0.27
            axes.barh(y, middle, 0.25, color=COLOURS.get(system))
            axes.text(middle, y, f" {middle:.3g}", va="center", fontsize=9)
        axes.set_yticks(range(len(shown)), shown, fontsize=10)
        axes.invert_yaxis()
        axes.set_xlabel(f"{results['measured']}, {unit}")
        axes.set_title(f"{load}: {_message(of, unit) or 'sparkish'}", fontsize=11, loc="left")
        axes.margins(x=0.12)
        axes.spines[["top", "right"]].set_visible(False)
    handles = [
        panels[0][0].barh(0, 0, color=COLOURS.get(system), label=NAMES.get(system, system))
        for system in systems
    ]
    figure.legend(handles=handles, loc="outside lower center", frameon=False, ncols=len(systems))


def _middle(runs: Sequence[dict[str, Any]], load: str, program: str, system: str) -> float | None:
    cell = (load, program, system)
    values = [
        value
        for run in runs
        if (run["load"], run["program"], run["system"]) == cell
        for value in run["execution"]
    ]
    return median(values) if values else None


def _message(of: dict[tuple[Any, str], float], unit: str) -> str:
    """Say how sparkish compares with the others; "" if there are no others.

    Parameters
    ----------
    of : dict
        The figures of each program, or each size, under each system.
    unit : str
        Their unit: "s" for times, another one for rates.
    """
    parts = []
    for base in ("pyspark", "scala"):
        spread = _spread(of, "sparkish", base)
        if spread:
            parts.append(f"{spread} of {NAMES[base]}'s {'time' if unit == 's' else 'rate'}")
    verb = "takes" if unit == "s" else "holds"
    return f"sparkish {verb}\n" + ",\n".join(parts) if parts else ""


def _spread(of: dict[tuple[Any, str], float], system: str, base: str) -> str:
    """Return the smallest and the largest part of a base's figures; "" if there are none."""
    each = sorted(
        of[what, system] / value
        for (what, other), value in of.items()
        if other == base and (what, system) in of
    )
    low, high = (f"{each[0]:.2f}", f"{each[-1]:.2f}") if each else ("", "")
    return low if low == high else f"{low} to {high}"


def _messageOfState(points: Sequence[dict[str, Any]]) -> str:
    """Say how the ways to keep state compare; "" if PySpark's is not among them."""
    of = {(p["value"], p["system"]): p["seconds"] for p in points}
    parts = []
    for way in ("updateStateByKey", "mapWithState"):
        spread = _spread(of, f"sparkish {way}", "pyspark updateStateByKey")
        if spread:
            base = "it with mapWithState" if parts else "PySpark's updateStateByKey"
            parts.append(f"{spread} of {base}")
    return "sparkish takes\n" + ",\n".join(parts) if parts else ""


def _lines(figure: Any, results: dict[str, Any]) -> None:
    series = results["series"]
    panels = list(dict.fromkeys(point["over"] for point in series))
    figure.set_size_inches(_WIDTH, 3.3 * len(panels))
    for number, over in enumerate(panels, 1):
        axes = figure.add_subplot(len(panels), 1, number)
        points = [point for point in series if point["over"] == over]
        for system in dict.fromkeys(point["system"] for point in points):
            own = sorted((p["value"], p["seconds"]) for p in points if p["system"] == system)
            first, _, rest = system.partition(" ")
            label = f"{NAMES.get(first, first)} {rest}".strip()
            style = "--" if "updateStateByKey" in system else "-"
            colour = COLOURS.get(first)
            axes.plot(*zip(*own, strict=True), style, marker="o", ms=4, color=colour, label=label)
        axes.set_xscale("log")
        axes.set_ylim(bottom=0)
        message = _message({(p["value"], p["system"]): p["seconds"] for p in points}, "s")
        message = message or _messageOfState(points)
        title = f"By {over}: {message}" if message else f"Time of a batch, by {over}"
        axes.set_title(title, fontsize=11, loc="left")
        axes.set_xlabel(over)
        axes.set_ylabel("time of a batch, s")
        axes.grid(alpha=0.25)
        axes.legend(frameon=False, fontsize=9)
        axes.spines[["top", "right"]].set_visible(False)
