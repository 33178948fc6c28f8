"""Medians, ratios and their spread, as a table."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pyspark

from compat.bench.process import KINDS
from compat.bench.run import Run, Settings
from sparkish.port._oracle import spark


def machine() -> dict[str, str]:
    """Return the machine's facts that the figures depend on."""
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    java = subprocess.run([spark.java(), "-version"], capture_output=True, text=True).stderr
    jar = next((spark.SPARK_HOME / "jars").glob("scala-library-*.jar"))
    return {
        "CPU": f"{os.cpu_count()} x {cpu[1] if cpu else platform.processor()}",
        "memory": f"{memory:.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
        "Java": java.splitlines()[0],
        "Scala": jar.stem.rpartition("-")[2],
        "Python": platform.python_version(),
        "PySpark": pyspark.__version__,
    }


def ratios(runs: Sequence[Run], system: str, base: str) -> list[float]:
    """Return a ratio of median execution times for each round that has both."""
    medians = {(run.system, run.round): median(run.execution) for run in runs}
    return [medians[system, n] / medians[base, n] for n in sorted({run.round for run in runs})]


def table(runs: Sequence[Run], settings: Settings) -> str:
    """Return the results as Markdown; the ratios are to the first and to the last system."""
    systems = list(dict.fromkeys(run.system for run in runs))
    bases = list(dict.fromkeys([systems[0], systems[-1]]))
    head = ["load", "program", "system", "rounds"]
    head += ["execution, s (quartiles)", "by the listener, s", "total delay, s"]
    head += [f"÷ {base} (rounds)" for base in bases]
    head += ["fed, lines/s"]
    head += [f"CPU {kind}, s" for kind in KINDS] + [f"peak {kind}, MB" for kind in KINDS]
    rows = [head, ["---"] * len(head)]
    for load, program in dict.fromkeys((run.load, run.program) for run in runs):
        cell = [run for run in runs if (run.load, run.program) == (load, program)]
        present = {run.system for run in cell}
        for system in filter(present.__contains__, systems):
            own = [run for run in cell if run.system == system]
            execution = [seconds for run in own for seconds in run.execution]
            low, middle, high = quantiles(execution, n=4)
            row = [load, program, system, str(len(own))]
            row.append(f"{middle:.3f} ({low:.3f}-{high:.3f})")
            row.append(f"{median(run.listened for run in own):.3f}")
            row.append(f"{median(delay for run in own for delay in run.delay):.3f}")
            for base in bases:
                if base not in present:
                    row.append("")
                    continue
                each = ratios(cell, system, base)
                spread = f" ({min(each):.2f}-{max(each):.2f})" if system != base else ""
                row.append(f"{median(each):.2f}{spread}")
            row.append(f"{median(run.feed['lines per second'] for run in own):.0f}")
            row += [f"{median(run.cpu[kind] for run in own):.3f}" for kind in KINDS]
            row += [f"{max(run.memory[kind] for run in own):.0f}" for kind in KINDS]
            rows.append(row)
    return "\n".join(
        [
            f"Batches of {settings.interval:g} s; {settings.batches} measured in each interleaved "
            f"round, after {settings.warmup} to warm up. CPU seconds are per batch.",
            "",
            *("| " + " | ".join(row) + " |" for row in rows),
        ]
    )


def profile(runs: Sequence[Run]) -> str:
    """Return the times of each stage of a batch, and of its tasks, as Markdown."""
    figures = ("a batch", "tasks", "ms", "to the first task")
    figures += ("a task deserialises", "a task runs", "a task's CPU")
    head = ["load", "program", "system", "stage", *figures]
    rows = [head, ["---"] * len(head)]
    cells: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for run in runs:
        for stage in run.stages:
            cell = (run.load, run.program, run.system, stage["stage"].partition(" at ")[0])
            cells.setdefault(cell, []).append(stage)
    for cell, stages in cells.items():
        values = [f"{median(stage[figure] for stage in stages):.1f}" for figure in figures]
        rows.append([*cell, *values])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
