"""The faults' figures as a table."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyspark

from compat.faults.app import Figures, Setting
from compat.faults.faults import FAULTS, Fault

PATH = Path(__file__).with_name("REPORT.md")

_HEAD = ["fault", "protection", "source", "sent", "stored", "processed", "lost", "doubled"]

_TEXT = """\
# Faults

Made by `python -m compat.faults`, on a standalone cluster of two workers on loopback, with
PySpark {pyspark} and Python {python}; {seconds:.0f} s in all.

**Sent** is what the source has written to a connection, or moved into the directory. **Stored** is
what Spark says that its batches hold; what lies in files counts as stored. **Lost** is what was
stored and not processed: the difference between *sent* and *stored* was in the socket of a receiver
that died, which `socketTextStream` cannot have again. **Doubled** is what came out of batches more
often than it went in; the output of a batch that ran again replaces its earlier one.

{table}

Lost with the protection: {lost}; doubled: {doubled}. In each run with the protection taken away the
loss was found.

## What the user sees

{sees}

## Without the protection

{errors}

## Settings

{settings}
"""


@dataclass
class Result:
    """The result of one fault under one setting."""

    fault: Fault
    setting: Setting
    seconds: float = 0.0
    figures: dict[str, Figures] = field(default_factory=dict)
    #: The errors that the driver's user sees, and the failure if the fault could not run.
    errors: list[str] = field(default_factory=list)
    problem: str = ""

    @property
    def unsafe(self) -> frozenset[str]:
        """The sources whose records this setting does not protect."""
        return self.fault.under[self.setting.name]

    def wrong(self) -> list[str]:
        """Return what is wrong, for instance an expected loss that did not happen."""
        where = f"{self.fault.name} under {self.setting.name!r}"
        if self.problem:
            return [f"{where}: {self.problem}"]
        found = []
        for name, figures in self.figures.items():
            if figures.doubled:
                found.append(f"{where}: {figures.doubled} records of {name} doubled")
            if figures.lost and name not in self.unsafe:
                found.append(f"{where}: {figures.lost} records of {name} lost")
            if not figures.lost and name in self.unsafe:
                found.append(f"{where}: no record of {name} lost, which the protection is for")
        if not self.figures["socket"].stored:
            found.append(f"{where}: nothing was stored")
        return found


def row(result: Result, source: str) -> list[str]:
    figures = result.figures[source]
    cells = [result.fault.title, result.setting.protection, source]
    return [
        *cells,
        *(f"{getattr(figures, name):,}" for name in ("sent", "stored", "processed")),
        f"**{figures.lost:,}**" if figures.lost else "0",
        f"{figures.doubled:,}",
    ]


def table(results: Sequence[Result]) -> str:
    rows = [_HEAD, ["---"] * 3 + ["---:"] * 5]
    rows += [
        row(result, source)
        for result in results
        for source, figures in result.figures.items()
        if figures.sent
    ]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)


def markdown(results: Sequence[Result], seconds: float) -> str:
    safe = [
        (name, figures)
        for result in results
        for name, figures in result.figures.items()
        if name not in result.unsafe
    ]
    errors = [
        f"- *{result.fault.title}*, {result.setting.protection}: "
        + (f"`{result.errors[0]}`" if result.errors else "nothing: no error is raised.")
        for result in results
        if result.unsafe
    ]
    used = {result.setting.name: result.setting for result in results}.values()
    return _TEXT.format(
        pyspark=pyspark.__version__,
        python=platform.python_version(),
        seconds=seconds,
        table=table(results),
        lost=sum(figures.lost for _, figures in safe),
        doubled=sum(figures.doubled for _, figures in safe),
        sees="\n".join(f"- *{fault.title}*: {fault.sees}" for fault in FAULTS),
        errors="\n".join(errors),
        settings="\n".join(f"- *{setting.protection}*: {setting.described()}" for setting in used),
    )
