"""Runs the programs of the evidence in one Scala and one Python process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from compat.oracle import registry
from compat.oracle.registry import Program
from sparkish.port._oracle import runner
from sparkish.port._oracle.compare import Output


def runAll(
    programs: Iterable[Program], sides: Iterable[str], libraries: Sequence[Path] = ()
) -> dict[str, dict[str, Output]]:
    """Run the programs on each side, both sides at a time, and return side -> name -> output.

    ``libraries`` are the jars that the programs in Scala need beside PySpark's own.
    """
    sources = list(registry.PROGRAMS.glob("*.scala"))
    if libraries:
        sources += registry.PROGRAMS.glob("kafka/*.scala")
    return runner.runAll(programs, sides, sources, libraries)
