"""``python -m compat.errors [NAME ...]`` runs the mistakes, and makes ERRORS.md of all of them.

With ``--before FOLDER``, an export of an earlier sparkish, its output stands beside. With ``--kept
FILE`` what was printed stays there: a run of some mistakes, or of some ways to run them, then
changes these in the table, and what another program has printed is left out. A run of all of them
in every way begins anew.
"""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from compat.errors.registry import MISTAKES, Mistake
from compat.errors.run import RUNNERS, Printed, linesServed, printed, saysIn
from compat.errors.table import markdown

PATH = Path(__file__).with_name("ERRORS.md")
#: An earlier version may never say it.
_BEFORE_LIMIT = 60
_WAYS = tuple(RUNNERS)
#: What a program has printed, by the way in which it was run.
Lines = dict[str, list[str]]


def main() -> int:
    names = [mistake.name for mistake in MISTAKES]
    parser = argparse.ArgumentParser(prog="python -m compat.errors", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--before", type=Path)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--ways", nargs="+", choices=_WAYS, default=_WAYS)
    parser.add_argument("--at-once", type=int, default=2)
    options = parser.parse_args()
    chosen = options.names or names
    if unknown := set(chosen) - set(names):
        parser.error(f"no such mistake: {', '.join(sorted(unknown))}")
    kept: Path | None = options.kept
    isWhole = not options.names and set(options.ways) == set(_WAYS)
    seen: dict[str, Lines] = {} if kept is None or isWhole else readKept(kept)
    untold = []
    with linesServed() as port, ThreadPoolExecutor(options.at_once) as pool:

        def run(task: tuple[Mistake, str]) -> tuple[Mistake, str, Printed]:
            mistake, way = task
            if way == "before":
                return mistake, way, printed(mistake, port, options.before, way, _BEFORE_LIMIT)
            return mistake, way, printed(mistake, port, way=way)

        tasks = [
            (mistake, way)
            for mistake in MISTAKES
            if mistake.name in chosen
            for way in options.ways
            if _runs(mistake, way, options.before is not None)
        ]
        for mistake, way, result in pool.map(run, tasks):
            seen.setdefault(mistake.name, {})[way] = result.lines
            before = result.before()
            print(f"{mistake.name}, {way}: {'not told' if before is None else before}", flush=True)
            if before is None and way != "before":
                untold.append((mistake, way, result))
            if kept is not None:
                # What there is stays, where the rest is interrupted.
                writeKept(kept, seen)
    results = [
        (
            mistake,
            {way: Printed(saysIn(mistake, way), said) for way, said in seen[mistake.name].items()},
        )
        for mistake in MISTAKES
        if "now" in seen.get(mistake.name, {})
    ]
    if len(results) == len(MISTAKES):
        PATH.write_text(markdown(results), encoding="utf-8")
    for mistake, way, result in untold:
        print(f"\n{mistake.name}, {way}, does not tell {mistake.says!r}:", *result.lines, sep="\n")
    return 1 if untold else 0


def readKept(kept: Path) -> dict[str, Lines]:
    """Return what the programs of today have printed, by mistake and way."""
    if not kept.exists():
        return {}
    programs: dict[str, Lines] = json.loads(kept.read_text(encoding="utf-8"))
    return {each.name: programs[each.program] for each in MISTAKES if each.program in programs}


def writeKept(kept: Path, seen: dict[str, Lines]) -> None:
    """Keep what was printed under the program's text: a changed program has printed nothing."""
    programs = {each.program: seen[each.name] for each in MISTAKES if each.name in seen}
    kept.write_text(json.dumps(programs, indent=1), encoding="utf-8")


def _runs(mistake: Mistake, way: str, hasBefore: bool) -> bool:
    return {"now": True, "before": hasBefore}.get(way, mistake.isEverywhere)


if __name__ == "__main__":
    sys.exit(main())
