"""Reports what of a repository can be ported: a table, and JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sparkish._core.errors import SparkishError
from sparkish.port._compiler import CompilerFailure
from sparkish.port._files import definitions, needed, readText, scalaFiles
from sparkish.port._porting import Porter

__all__ = ["Assessed", "assess", "main", "report"]

#: How many files are typed together at most.
_TOGETHER = 40


@dataclass
class Assessed:
    """What becomes of one file."""

    path: str
    #: "ported", "with notes" or "not".
    verdict: str
    lines: int = 0
    #: What it says, each with its line and column.
    messages: list[dict[str, Any]] = field(default_factory=list)


def assess(folder: Path, porter: Porter | None = None) -> Iterator[Assessed]:
    """Assess the Scala files of a folder one after another.

    Parameters
    ----------
    folder : Path
        A repository, or a part of one.
    porter : Porter, optional
        The porter; one of its own where not given.

    Yields
    ------
    Assessed
        One for each file, whatever is wrong with it.
    """
    texts: dict[Path, str] = {}
    for path in scalaFiles(folder):
        wrong = _read(path, texts)
        if wrong is not None:
            yield wrong
    own = porter or Porter()
    try:
        for programs in _programs(texts):
            yield from _assessed(own, programs, texts)
    finally:
        if porter is None:
            own.close()


def _read(path: Path, texts: dict[Path, str]) -> Assessed | None:
    """Add a file's text, or say why it cannot be read."""
    try:
        texts[path] = readText(path)
    except (SparkishError, OSError) as error:
        message = {"line": 1, "column": 1, "text": str(error), "reason": "unreadable"}
        return Assessed(str(path), "not", 0, [message])
    return None


def _programs(texts: dict[Path, str]) -> Iterator[list[Path]]:
    """Cut into sets of files that define no name twice, neighbours together."""
    left = list(texts)
    while left:
        taken: set[str] = set()
        together: list[Path] = []
        for path in list(left):
            names = set(definitions(texts[path]))
            if not names & taken and len(together) < _TOGETHER:
                together.append(path)
                taken |= names
                left.remove(path)
        yield together


def _assessed(porter: Porter, paths: list[Path], texts: dict[Path, str]) -> Iterator[Assessed]:
    others = [path for path in needed(paths, texts) if path not in paths]
    given = {str(path): texts[path] for path in [*paths, *others]}
    try:
        ported = porter.port(given, map(str, others))
    except CompilerFailure as error:
        if len(paths) > 1:  # which one is it?
            for path in paths:
                yield from _assessed(porter, [path], texts)
            return
        said = {"line": 1, "column": 1, "text": str(error), "reason": "the compiler fails"}
        yield Assessed(str(paths[0]), "not", texts[paths[0]].count("\n"), [said])
        return
    for file in ported:
        verdict = "not" if file.refusals else "with notes" if file.notes else "ported"
        messages = [
            {"line": m.line, "column": m.column, "text": m.text, "reason": m.reason}
            for m in [*file.refusals, *file.notes]
        ]
        yield Assessed(file.path, verdict, given[file.path].count("\n"), messages)


def report(files: list[Assessed], folder: Path) -> str:
    """Return the table: each file, the sums, and the reasons by how many files they stop."""
    names = [str(Path(f.path).relative_to(folder)) for f in files]
    width = min(max(map(len, names), default=4), 70)
    rows = [f"{'file':{width}}  {'lines':>5}  verdict"]
    for name, file in zip(names, files, strict=True):
        shown = name if len(name) <= width else "…" + name[1 - width :]
        why = f": {file.messages[0]['text']}" if file.verdict == "not" and file.messages else ""
        place = f" (line {file.messages[0]['line']})" if why else ""
        rows.append(f"{shown:{width}}  {file.lines:5}  {file.verdict}{place}{why}")
    counts = Counter(file.verdict for file in files)
    rows += [
        "",
        f"{len(files)} files: "
        + ", ".join(f"{counts[verdict]} {verdict}" for verdict in ("ported", "with notes", "not")),
    ]
    for verdict, title in (("not", "why not, by files"), ("with notes", "notes, by files")):
        reasons = Counter(
            reason
            for file in files
            if file.verdict == verdict
            for reason in {m["reason"] or m["text"] for m in file.messages}
        )
        if reasons:
            rows += ["", title]
            rows += [f"{count:6}  {reason}" for reason, count in reasons.most_common()]
    return "\n".join(rows)


def main(folder: Path, out: Path | None) -> int:
    """Assess a folder, print the table, and write JSON where it is asked for.

    Returns
    -------
    int
        The exit code: 0, whatever the report says.

    Raises
    ------
    SparkishError
        Where there is nothing to assess.
    """
    if not folder.is_dir():
        raise SparkishError(f"{folder} is no folder.")
    total = len(scalaFiles(folder))
    if not total:
        raise SparkishError(f"There is no Scala file in {folder}.")
    shows = sys.stderr.isatty()
    files = []
    for file in assess(folder):
        files.append(file)
        end = "\r" if shows else "\n"
        if shows or len(files) % 20 == 0 or len(files) == total:
            print(f"assessed {len(files)} of {total} files", end=end, file=sys.stderr, flush=True)
    if shows:
        print(file=sys.stderr)
    files.sort(key=lambda f: f.path)
    data = {
        "folder": str(folder),
        "files": [asdict(file) for file in files],
        "verdicts": dict(Counter(file.verdict for file in files)),
    }
    if out is not None and str(out) == "-":
        json.dump(data, sys.stdout, indent=2, ensure_ascii=False)
        print()
        return 0
    if out is not None:
        out.write_text(json.dumps(data, indent=2, ensure_ascii=False), encoding="utf-8")
    print(report(files, folder))
    return 0
