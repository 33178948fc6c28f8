"""The oracle's programs, ported, beside their hand-written twins.

``readings.tsv`` says of each program which of the two Pythons reads better, and why: a person's
judgement. All else in ``TWINS.md`` is measured.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from compat.oracle import registry
from compat.oracle.runner import runAll
from sparkish.port._files import readText
from sparkish.port._oracle.compare import compared, sideBySide
from sparkish.port._porting import Porter, writeModules

__all__ = ["Result", "compareAll", "readings", "write"]

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


#: How many programs one process runs: what is done is kept if the rest is stopped.
PIECE = 12


def compareAll(porter: Porter, only: str, folder: Path | None = None) -> Iterator[list[Result]]:
    """Port the oracle's programs and run them on both sides, and yield a piece after the other.

    Parameters
    ----------
    porter : Porter
        The porter.
    only : str
        Words, parted by commas: the programs whose names have one of them.
    folder : Path, optional
        Where the ports are left.
    """
    found = [
        program
        for program in registry.REGISTRY
        if program.expected is None and any(each in program.name for each in only.split(","))
    ]
    with tempfile.TemporaryDirectory(prefix="compat-port-") as made:
        for start in range(0, len(found), PIECE):
            yield _compare(porter, found[start : start + PIECE], folder or Path(made))


def _compare(porter: Porter, found: Sequence[registry.Program], place: Path) -> list[Result]:
    results: dict[str, Result] = {}
    ready: list[_PortedTwin] = []
    for program in found:
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


def write(results: Sequence[Result]) -> None:
    """Write the table; the rows of programs that have no new result stay."""
    rows = {result.name: result for result in [*_written(), *results]}
    names = [program.name for program in registry.REGISTRY if program.name in rows]
    TABLE.write_text(_table([rows[name] for name in names]), encoding="utf-8")


def _written() -> list[Result]:
    if not TABLE.exists():
        return []
    lines = TABLE.read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if line.startswith("| ")]
    return [Result(name, port, output) for _, name, port, output, *_ in cells[1:]]


def _table(results: Sequence[Result]) -> str:
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
