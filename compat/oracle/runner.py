"""Runs the oracle's programs in one Scala process and one Python process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from compat.oracle.registry import Program
from sparkish.port._oracle import runner
from sparkish.port._oracle.compare import Output

#: How often more a program runs whose feed did not meet its batches.
_MORE = 3


def runAll(
    programs: Iterable[Program], sides: Iterable[str], libraries: Sequence[Path] = ()
) -> dict[str, dict[str, Output]]:
    """Run the programs on both sides at the same time, and return side -> name -> output.

    ``libraries`` are the jars that the Scala programs need in addition to PySpark's.

    On a busy machine, one batch of a program on the system's clock may get the lines of two
    batches. So such a program runs again if its number of batches is wrong. A real difference
    appears in every run.
    """
    programs, sides = list(programs), list(sides)
    sources = [program.scala for program in programs]
    outputs = runner.runAll(programs, sides, sources, libraries)
    for _ in range(_MORE):
        missed = [
            program
            for program in programs
            if program.clock == "system"
            and any(len(outputs[side][program.name].batches) != program.count for side in sides)
        ]
        if not missed:
            break
        for side, again in runner.runAll(missed, sides, sources, libraries).items():
            outputs[side] |= again
    return outputs
