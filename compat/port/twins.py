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
from compat.port.tables import cellsOf, inPieces, missing, rowsOf
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


def compareAll(
    porter: Porter, only: str, folder: Path | None = None, *, new: bool = False
) -> Iterator[list[Result]]:
    """Port the oracle's programs and run them on both sides, and yield a piece after the other.

    Parameters
    ----------
    porter : Porter
        The porter.
    only : str
        Words, parted by commas: the programs whose names have one of them.
    folder : Path, optional
        Where the ports are left.
    new : bool
        Whether only those programs are run that have no row in the table.
    """
    found = [
        program
        for program in registry.REGISTRY
        if program.expected is None and any(each in program.name for each in only.split(","))
    ]
    if new:
        left = missing([program.name for program in found], TABLE)
        found = [program for program in found if program.name in left]
    with tempfile.TemporaryDirectory(prefix="compat-port-") as made:
        for piece in inPieces(found):
            yield _compare(porter, piece, folder or Path(made))


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
    written = [Result(name, port, output) for name, port, output, *_ in cellsOf(TABLE)]
    rows = {result.name: result for result in [*written, *results]}
    names = [program.name for program in registry.REGISTRY if program.name in rows]
    TABLE.write_text(_text([rows[name] for name in names]), encoding="utf-8")


def _text(results: Sequence[Result]) -> str:
    judged = readings()
    table = rowsOf(
        ["program", "port", "output", "reads better", "because"],
        [[r.name, r.port, r.output, *judged.get(r.name, ("", ""))] for r in results],
    )
    ported = sum(result.port != "refused" for result in results)
    same = sum(result.output == "same" for result in results)
    count = Counter(judged[r.name][0] for r in results if r.name in judged)
    better = ", ".join(f"{which} {number}" for which, number in count.most_common())
    return f"""\
{_HEAD}{table}
{len(results)} programs, {ported} ported, {same} with Scala's output.
Reads better: {better}.
"""
