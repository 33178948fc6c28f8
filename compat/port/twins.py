"""The oracle's programs, ported, beside their hand-written twins.

``readings.tsv`` says of each program which of the two Pythons reads better, and why: a person's
judgement. All else in ``TWINS.md`` is measured.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from compat.oracle import registry
from compat.oracle.runner import runAll
from sparkish.port._files import readText
from sparkish.port._oracle.compare import compared, sideBySide
from sparkish.port._porting import Porter, writeModules

__all__ = ["Result", "compareAll", "readings", "table"]

_HERE = Path(__file__).parent
TABLE = _HERE / "TWINS.md"
READINGS = _HERE / "readings.tsv"

_HEAD = """\
# The oracle's programs, ported

`python -m compat.port --twins --table` makes this table. It ports each program of
`compat/oracle/programs` that real Scala can run, runs both on the same feed, and compares batch by
batch. The last two columns come from `readings.tsv`: the port beside the twin that a person wrote.

"""


@dataclass(frozen=True)
class _PortedTwin(registry.Program):
    """A program of the oracle with its port instead of its hand-written twin."""

    pythonFile: Path = Path()

    @property
    def python(self) -> Path:
        return self.pythonFile


@dataclass
class Result:
    """What became of one program."""

    name: str
    port: str = "refused"
    output: str = "-"
    #: What is refused, or the outputs side by side where they differ.
    why: str = ""


def compareAll(porter: Porter, only: str, folder: Path | None = None) -> list[Result]:
    """Port the oracle's programs and run them on both sides.

    Parameters
    ----------
    porter : Porter
        The porter.
    only : str
        Words, parted by commas: the programs whose names have one of them.
    folder : Path, optional
        Where the ports are left.
    """
    with tempfile.TemporaryDirectory(prefix="compat-port-") as made:
        place = folder or Path(made)
        results: dict[str, Result] = {}
        ready: list[_PortedTwin] = []
        for program in registry.REGISTRY:
            wanted = any(each in program.name for each in only.split(","))
            if program.expected is not None or not wanted:
                continue
            result = results[program.name] = Result(program.name)
            (ported,) = porter.port({str(program.scala): readText(program.scala)})
            if ported.python is None:
                result.why = str(ported.refusals[0])
                continue
            result.port = f"{len(ported.notes)} notes" if ported.notes else "whole"
            (path,) = writeModules([ported], place)
            own = {f.name: getattr(program, f.name) for f in fields(program)}
            ready.append(_PortedTwin(**own, pythonFile=path))
        outputs = runAll(ready, ["scala", "python"])
        for program in ready:
            scala, python = outputs["scala"][program.name], outputs["python"][program.name]
            wrong = compared(program, scala, python)
            result = results[program.name]
            result.output = "differs" if wrong else "same"
            if wrong:
                result.why = sideBySide(scala, python, ordered=program.ordered)
    return list(results.values())


def readings() -> dict[str, tuple[str, str]]:
    """Return which Python reads better, and why, by the name of the program."""
    rows = [line.split("\t") for line in READINGS.read_text("utf-8").splitlines()[1:]]
    return {name: (better, why) for name, better, why in rows}


def table(results: Sequence[Result]) -> str:
    """Return the table as Markdown."""
    judged = readings()
    lines = [
        _HEAD + "| program | port | output | reads better | because |",
        "|---|---|---|---|---|",
    ]
    for result in results:
        better, why = judged.get(result.name, ("", ""))
        lines.append(f"| {result.name} | {result.port} | {result.output} | {better} | {why} |")
    ported = sum(result.port != "refused" for result in results)
    same = sum(result.output == "same" for result in results)
    lines += ["", f"{len(results)} programs, {ported} ported, {same} with Scala's output."]
    count = Counter(judged[r.name][0] for r in results if r.name in judged)
    lines.append("Reads better: " + ", ".join(f"{k} {n}" for k, n in count.most_common()) + ".")
    return _HEAD + "\n".join(lines) + "\n"
