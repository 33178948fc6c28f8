"""The files of results: JSON for programs, Markdown for people, and a picture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from compat.bench.plots import plot
from compat.bench.report import machine

RESULTS = Path(__file__).parent / "results"


def saved(name: str) -> dict[str, Any]:
    """Return the content of ``results/NAME.json``; empty if there is no such file."""
    file = Path(RESULTS, f"{name}.json")
    results: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
    return results


def save(name: str, results: dict[str, Any], rendered: str) -> None:
    """Write ``results/NAME.json``, ``.md`` and ``.png``."""
    RESULTS.mkdir(exist_ok=True)
    results = {"machine": machine(), **results}
    described = ", ".join(f"{what} {value}" for what, value in results["machine"].items())
    Path(RESULTS, f"{name}.json").write_text(json.dumps(results, indent=1) + "\n")
    Path(RESULTS, f"{name}.md").write_text(f"{rendered}\n\nMachine: {described}.\n")
    plot(results, RESULTS / f"{name}.png")
