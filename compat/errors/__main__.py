"""``python -m compat.errors [NAME ...]`` runs the mistakes; a run of all of them writes ERRORS.md.

``--before FOLDER`` names an export of an earlier sparkish, and adds its output to the table.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from compat.errors.registry import MISTAKES, Mistake
from compat.errors.run import Printed, linesServed, printed

PATH = Path(__file__).with_name("ERRORS.md")
_SHOWN = 30


def _told(result: Printed | None) -> str:
    if result is None:
        return ""
    before = result.before()
    return "not told" if before is None else str(before)


def markdown(results: list[tuple[Printed, Printed | None]]) -> str:
    """Return the table, and each program with its output."""

    def lines() -> Iterator[str]:
        yield "# Errors, and what a user sees of them\n"
        yield (
            "Made by `python -m compat.errors`, each program with the one mistake run by `python "
            "job.py` with Spark's default log level. Lines are counted without what Spark prints "
            "of every program when it starts. Where Python itself shows the refused call, its "
            "traceback stands before the sentence, which is the last line.\n"
        )
        yield "| mistake | lines before the sentence | before this | lines in all |"
        yield "|---|---|---|---|"
        for after, before in results:
            counted = _told(after) + (" (Python's traceback)" if after.isRefusal() else "")
            yield f"| {after.mistake.name} | {counted} | {_told(before)} | {len(after.lines)} |"
        for after, before in results:
            yield f"\n## {after.mistake.name}\n\n```python\n{after.mistake.program}```\n"
            for title, each in (("Now", after), ("Before", before)):
                if each is not None:
                    left = len(each.lines) - _SHOWN
                    shown = "\n".join(each.lines[:_SHOWN]).replace("```", "'''")
                    more = f"\n... ({left} lines more)" if left > 0 else ""
                    yield f"{title}, {len(each.lines)} lines:\n\n```text\n{shown}{more}\n```\n"

    return "\n".join(lines())


def main() -> int:
    names = [mistake.name for mistake in MISTAKES]
    parser = argparse.ArgumentParser(prog="python -m compat.errors", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--before", type=Path)
    options = parser.parse_args()
    chosen = options.names or names
    if unknown := set(chosen) - set(names):
        parser.error(f"no such mistake: {', '.join(sorted(unknown))}")
    with linesServed() as port:

        def both(mistake: Mistake) -> tuple[Printed, Printed | None]:
            after = printed(mistake, port)
            print(f"{mistake.name}: {_told(after)}", flush=True)
            return after, options.before and printed(mistake, port, options.before)

        results = []
        with ThreadPoolExecutor(2) as pool:
            for result in pool.map(both, [each for each in MISTAKES if each.name in chosen]):
                results.append(result)
                if chosen == names:
                    # Write after each program: an interrupted run keeps its results so far.
                    PATH.write_text(markdown(results), encoding="utf-8")
    untold = [after for after, _ in results if after.before() is None]
    for each in untold:
        print(f"\n{each.mistake.name} does not tell {each.mistake.says!r}:", *each.lines, sep="\n")
    return 1 if untold else 0


if __name__ == "__main__":
    sys.exit(main())
