"""``python -m compat.port FOLDER`` makes the table of a folder of Scala programs.

Each folder in it is a repository. A program is a file that names Spark Streaming, together with the
files near it that it uses. The table says for each program: whether the compiler accepts it,
whether it ports completely, whether the port compiles as Python and, with ``--run``, whether real
Scala and the port print the same for the same input.

``--twins`` ports the oracle's own programs and compares them likewise. ``--keep DIR`` leaves the
ports there.

Both take ``--only`` with words that commas part: the programs whose names have one of them.
``--table`` writes the rows of ``TWINS.md``, or ``--table FILE`` those of a folder, after each piece
of 12 programs. With ``--new``, only what has no row there is run: so a stopped run goes on.

``--snippets`` runs the small programs per rule, with ``--only`` those of a subject.

``--fuzz N`` ports N damaged copies of the programs instead: each must give a port, or an error with
a place, with ``--seed`` other ones.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from compat.port import snippets
from compat.port import twins as oracle
from compat.port.damage import fuzz
from compat.port.tables import cellsOf, headOf, inPieces, rowsOf
from sparkish._core.errors import SparkishError
from sparkish.port import _diff, _porting
from sparkish.port._files import needed, readText, scalaFiles
from sparkish.port._inputs import Inputs, inputsOf
from sparkish.port._oracle import runner, spark
from sparkish.port._oracle.compare import Output, compared, differences, sideBySide, untimed
from sparkish.port._oracle.program import Batch
from sparkish.port._porting import Ported, Porter, writeModules

STEPS = ("read", "typed", "ported", "compiles", "fed", "same")


@dataclass
class Row:
    """One program, and how far the port gets."""

    name: str
    read: bool = False
    typed: bool = False
    ported: bool = False
    compiles: bool = False
    fed: bool = False
    same: bool = False
    why: str = ""
    reasons: list[str] = field(default_factory=list)
    notes: int = 0

    @property
    def left(self) -> str:
        """What it lacks, in a line."""
        if self.fed:
            return "" if self.same else "its output differs"
        first = self.why.partition("\n")[0]
        return "; ".join(self.reasons) or (first if len(first) < 90 else f"{first[:87]}...")


@dataclass
class Case:
    """A program that both sides can run."""

    row: Row
    name: str
    inputs: Inputs
    box: _diff.Sandbox
    texts: dict[str, str]
    ported: list[Ported]


def programs(
    folder: Path, limit: int, words: Sequence[str] = ("",), done: Collection[str] = ()
) -> Iterator[tuple[Path, dict[Path, str]]]:
    """Yield each program, and the texts of the files that it needs, with its own text first.

    Only those whose names have one of the words, and that are not done: to look for what a file
    needs takes long in a large repository.
    """
    for repository in sorted(p for p in folder.iterdir() if p.is_dir()):
        texts = {}
        for path in scalaFiles(repository):
            text = _text(path)
            if text is not None:
                texts[path] = text
        mine = [p for p, text in texts.items() if "org.apache.spark.streaming" in text]
        for path in mine[:limit]:
            if not any(each in str(path) for each in words):
                continue
            if str(path.relative_to(folder)) in done:
                continue
            others = needed([path], texts)[:30]
            yield path, {p: texts[p] for p in [path, *others]}


def _text(path: Path) -> str | None:
    try:
        return readText(path)
    except SparkishError:
        return None


def port(
    porter: Porter, folder: Path, path: Path, texts: dict[Path, str], number: int
) -> tuple[Row, Case | None]:
    """Port one program, and say what it lacks for a run."""
    row = Row(str(path.relative_to(folder)), read=True)
    given = {str(p): text for p, text in texts.items()}
    try:
        ported = porter.port(given)
    except SparkishError as error:
        row.why, row.reasons = f"CRASH {error}", ["crash"]
        return row, None
    except Exception as error:  # the table says so, and goes on
        row.why, row.reasons = f"CRASH {type(error).__name__}: {error}", ["crash"]
        return row, None
    main = ported[0]
    wrong = [e for e in main.dump["errors"] if e["severity"] == "error"]
    row.typed = not wrong
    row.ported = not main.refusals
    row.notes = len(main.notes)
    row.reasons = sorted({m.reason or m.text for m in main.refusals})
    if main.refusals:
        row.why = str(main.refusals[0])
        return row, None
    row.why = next(filter(None, map(_syntaxError, ported)), "")
    row.compiles = not row.why
    whole = all(file.python is not None for file in ported)
    errors = [e for f in ported for e in f.dump["errors"] if e["severity"] == "error"]
    inputs = inputsOf(main.dump, [each.dump for each in ported[1:]])
    if errors or not whole or not row.compiles:
        needs = f"it reads {', '.join(inputs.others)}" if inputs.others else ""
        row.why = row.why or needs or "a file beside it does not type or port"
        return row, None
    name = f"p{number}"
    box = _diff.sandbox(texts[path], inputs, name=name)
    if not inputs.main or not inputs.streams or box.problem:
        row.why = box.problem or "no main that streams"
        return row, None
    given[str(path)] = box.text
    return row, Case(row, name, inputs, box, given, porter.port(given))


def _syntaxError(file: Ported) -> str:
    try:
        compile(file.python or "", file.module, "exec")
    except SyntaxError as error:
        return f"{file.module}.py: {error}"
    return ""


def run(cases: list[Case], folder: Path) -> None:
    """Run the cases on both sides, one process per side, and record which agree."""
    sources: dict[str, list[Path]] = {}
    for case in cases:
        place = folder / case.name
        place.mkdir()
        for n, text in enumerate(apart(list(case.texts.values()), case.name)):
            source = place / f"{case.name}_{n}.scala"
            text = _NEW_CONTEXT.sub(r"org.apache.spark.sql.SQLContext.getOrCreate(\1)", text)
            source.write_text(text, encoding="utf-8")
            sources.setdefault(case.name, []).append(source)
        writeModules(case.ported, place / "python")
    good, everything = _compiled(cases, sources, folder)
    cache = folder / "jars"
    waiting = {case.name: _feeds(case) for case in good}
    done: dict[str, tuple[_diff.Fed, Output]] = {}
    while waiting:
        batch = [
            _fed(case, folder, waiting[case.name].pop(0)) for case in good if case.name in waiting
        ]
        outputs = runner.runAll(batch, ["scala"], everything, together=False, cache=cache)["scala"]
        for program in batch:
            output = outputs[program.name]
            if output.error is None or not waiting[program.name]:
                done[program.name] = program, output
                del waiting[program.name]
    ran = [program for program, output in done.values() if output.error is None]
    ports = (
        runner.runAll(ran, ["python"], everything, together=False, cache=cache)["python"]
        if ran
        else {}
    )
    for case in good:
        program, scala = done[case.name]
        if scala.error is not None:
            case.row.why = "Scala fails on every feed: " + scala.error.strip().splitlines()[0]
            continue
        case.row.fed = True
        python = ports[case.name]
        if program.clock == "system":
            scala, python = untimed(scala), untimed(python)
            count = min(len(scala.batches), len(python.batches))
            # The one that is stopped later has made more.
            scala.batches, python.batches = scala.batches[:count], python.batches[:count]
            case.row.same = count > 1 and not differences(scala, python, ordered=False)
        else:
            case.row.same = not compared(program, scala, python)
        if not case.row.same:
            case.row.why = sideBySide(scala, python, ordered=False)


_SPARKS = "org.apache.spark."


#: Packages that no other one may stand in front of: what is imported begins with them.
_ROOTS = (_SPARKS, "org.", "com.", "java.", "javax.", "scala.", "io.", "net.")


def apart(texts: list[str], name: str) -> list[str]:
    """Put a program's files into a package of their own, because programs have the same names.

    It is around theirs; inside the first part for what begins as libraries do, such as Spark's
    own examples: so it hides no other package, and may use what is private there.
    """
    own = {found for text in texts for found in _PACKAGE.findall(text) if _rootOf(found)}
    names = "|".join(re.escape(each) for each in sorted(own, key=len, reverse=True))
    told = re.compile(rf"\b((?:package|import)\s+)({names})\b")
    made = []
    for text in texts:
        if own:
            text = told.sub(lambda m: m[1] + apartName(m[2], name), text)
        isInside = any(_rootOf(found) for found in _PACKAGE.findall(text))
        made.append(text if isInside else f"package {name}\n{text}")
    return made


_PACKAGE = re.compile(r"^\s*package\s+(\w[\w.]*)", re.MULTILINE)


def _rootOf(full: str) -> str:
    return next((each for each in _ROOTS if full.startswith(each)), "")


def apartName(full: str, name: str) -> str:
    """Return the full name of a definition in its program's own package."""
    root = _rootOf(full)
    return f"{root}{name}.{full.removeprefix(root)}"


#: What old versions of Spark and Scala had: the stubs that it is typed with are enough to run.
_OLD = re.compile(
    r"\borg\.apache\.spark\.(?:Logging\b|\{[^}]*\bLogging\b|_)|JavaConversions|SynchronizedQueue"
)
#: Spark 4 makes no SQLContext of a SparkContext otherwise.
_NEW_CONTEXT = re.compile(r"\bnew\s+(?:org\.apache\.spark\.sql\.)?SQLContext\(([\w.]+)\)")
_STUBS = Path(_porting.__file__).parent / "_compiler" / "stubs"


def _compiled(
    cases: list[Case], sources: dict[str, list[Path]], folder: Path
) -> tuple[list[Case], list[Path]]:
    """Compile the programs in one run, without those that scalac refuses."""
    left = list(cases)
    while left:
        everything = [source for case in left for source in sources[case.name]]
        if any(_OLD.search(text) for case in left for text in case.texts.values()):
            everything.append(_STUBS / "OldNames.scala")
        try:
            spark.compiled(everything, folder / "jars")
            return left, everything
        except RuntimeError as error:
            failed = {case.name for case in left if f"/{case.name}_" in str(error)}
            for case in left:
                if case.name in failed:
                    lines = [line for line in str(error).splitlines() if f"/{case.name}_" in line]
                    case.row.why = f"scalac: {lines[0].partition('error: ')[2]}"
            if not failed:
                raise
            left = [case for case in left if case.name not in failed]
    return [], []


def _feeds(case: Case) -> list[list[Batch]]:
    return [list(feed) for feed in _diff.sampleFeeds(case.inputs)][:3]


def _fed(case: Case, folder: Path, feed: list[Batch]) -> _diff.Fed:
    module = case.ported[0].module.split(".")
    python = folder.joinpath(case.name, "python", *module).with_suffix(".py")
    main = apartName(case.inputs.main, case.name)
    root = folder / case.name / "python" if len(case.ported) > 1 else None
    return _diff.fedProgram(case.name, main, python, case.box, feed, case.inputs.streams, root)


def twins(porter: Porter, only: str, folder: Path | None, *, write: bool, new: bool) -> int:
    """Port and run the oracle's programs, and return how many do not give Scala's output."""
    results: list[oracle.Result] = []
    for piece in oracle.compareAll(porter, only, folder, new=new):
        for result in piece:
            print(f"{result.output:8} {result.port:8} {result.name}", flush=True)
            if result.why:
                print("    " + result.why.replace("\n", "\n    "), flush=True)
        results += piece
        if write:
            oracle.write(results)
    wrong = sum(result.output != "same" for result in results)
    print(f"{len(results)} programs, {wrong} without Scala's output")
    return wrong


def compareAll(
    porter: Porter, found: Sequence[tuple[Path, dict[Path, str]]], folder: Path, *, both: bool
) -> Iterator[list[Row]]:
    """Port the programs of a folder, run them on both sides, and yield a piece after the other."""
    numbered = list(enumerate(found))
    for piece in inPieces(numbered):
        ported = [port(porter, folder, path, own, number) for number, (path, own) in piece]
        cases = [case for _, case in ported if case is not None]
        if both and cases:
            with tempfile.TemporaryDirectory(prefix="compat-port-") as place:
                run(cases, Path(place))
        yield [row for row, _ in ported]
        print(f"{piece[-1][0] + 1} of {len(found)} programs", file=sys.stderr, flush=True)


def written(path: Path | None) -> dict[str, Row]:
    """Return the rows that a table has, by the programs' names."""
    rows = {}
    for name, *cells in cellsOf(path):
        steps = {step: cell == "yes" for step, cell in zip(STEPS, cells, strict=False)}
        *_, notes, left = cells
        rows[name] = Row(name, **steps, notes=int(notes or 0), why=left)
    return rows


def table(rows: Iterable[Row]) -> str:
    """Return the table of a folder as Markdown: names and results, without the programs' text."""
    rows = list(rows)
    steps = [["yes" if getattr(row, step) else "" for step in STEPS] for row in rows]
    sums = [sum(getattr(row, step) for row in rows) for step in STEPS]
    return rowsOf(
        ["program", *STEPS, "notes", "left"],
        [
            *([r.name, *each, r.notes or "", r.left] for r, each in zip(rows, steps, strict=True)),
            [f"**{len(rows)}**", *sums, "", ""],
        ],
    )


def small(subject: str) -> int:
    """Run the small programs by both sides, and return how many differ that should not."""
    with Porter() as porter, tempfile.TemporaryDirectory(prefix="compat-port-") as folder:
        found = snippets.compare(porter, snippets.sources(subject), Path(folder))
    wrong = [each for each in found if not each.isSame() and not (each.differs or each.waits)]
    for each in wrong:
        print(each)
    for name, count in Counter(each.subject for each in found).items():
        mine = [each for each in found if each.subject == name]
        known = sum(bool(each.differs) for each in mine)
        waits = sum(bool(each.waits and not each.isSame()) for each in mine)
        print(f"{name:12} {count:4}, {known} known to differ, {waits} without a rule yet")
    print(f"{len(found)} snippets, {len(wrong)} differ")
    return len(wrong)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m compat.port", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path())
    parser.add_argument("--run", action="store_true", help="run both sides and compare")
    parser.add_argument("--twins", action="store_true", help="the oracle's programs instead")
    parser.add_argument("--snippets", action="store_true", help="the small programs per rule")
    parser.add_argument("--fuzz", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=10_000, help="programs of each repository")
    parser.add_argument("--only", default="", help="programs whose names have one of these words")
    parser.add_argument("--json", type=Path, help="where the rows are written, with what differs")
    parser.add_argument("--keep", type=Path, help="where the ports of --twins are left")
    parser.add_argument("--table", type=Path, nargs="?", const=oracle.TABLE, help="in Markdown")
    parser.add_argument("--new", action="store_true", help="only what has no row in the table")
    arguments = parser.parse_args()
    target, new = arguments.table, arguments.new
    if arguments.twins:
        with Porter() as porter:
            wrong = twins(porter, arguments.only, arguments.keep, write=target is not None, new=new)
        return int(wrong > 0)
    if arguments.snippets:
        return int(small(arguments.only) > 0)
    start = time.monotonic()
    folder = arguments.folder
    words = arguments.only.split(",")
    rows = written(target)
    found = list(programs(folder, arguments.limit, words, rows if new else ()))
    if arguments.fuzz:
        texts = [own[path] for path, own in found]
        with Porter() as porter:
            crashes = fuzz(porter, texts, arguments.fuzz, arguments.seed)
        print("\n".join([*crashes, f"{arguments.fuzz} damaged, {len(crashes)} crashes"]))
        return int(bool(crashes))
    with Porter() as porter:
        for piece in compareAll(porter, found, folder, both=arguments.run):
            for row in piece:
                rows[row.name] = row
                steps = " ".join(step if getattr(row, step) else "-" * len(step) for step in STEPS)
                print(f"{steps}  {row.name}")
                if row.why:
                    print("    " + row.why.replace("\n", "\n    "))
            if target is not None:
                command = f"python -m compat.port FOLDER{' --run' if arguments.run else ''} --table"
                head = headOf(target, f"`{command}`\n\n")
                target.write_text(
                    head + table(rows[name] for name in sorted(rows)), encoding="utf-8"
                )
    print()
    for step in STEPS:
        print(f"{step:9} {sum(getattr(row, step) for row in rows.values()):5}")
    both = [row for row in rows.values() if row.typed]
    print(f"of {len(both)} that the compiler accepts, {sum(r.ported for r in both)} port whole")
    reasons = Counter(r for row in rows.values() if not row.ported for r in row.left.split("; "))
    for reason, count in reasons.most_common(60):
        print(f"{count:5}  {reason}")
    print(f"{time.monotonic() - start:.0f} s")
    if arguments.json is not None:
        arguments.json.write_text(json.dumps([asdict(row) for row in rows.values()], indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
