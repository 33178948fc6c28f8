"""The table of the mistakes, and each program with what it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from compat.errors.registry import Mistake
from compat.errors.run import Printed

__all__ = ["markdown"]

_HEAD = """\
# Errors, and what a user sees of them

Made by `python -m compat.errors --before FOLDER`, where the folder has the `sparkish` of before
these sentences (`git archive ddb8d2b sparkish`). Each program has one mistake, and is run by
`python job.py` with Spark's default log level. Some are run by `spark-submit job.py` too, where
that level is INFO and its lines are not counted, and as a cell of a notebook, where IPython puts a
heading and the cell's lines before the sentence. Lines are not counted that Spark prints of every
program when it starts, nor the batches that a right program prints. Where Python itself shows the
refused call, its traceback stands before the sentence, which is the last of the error.

*Before* is of the same program with the code of before. Its lines are counted up to the sentence of
today, and "not told" means that this is not among them: an error of other words may be. Where
nothing stands, the program was not run.
"""
_SHOWN = 24
_TITLES = {
    "now": "Now",
    "submitted": "Now, by `spark-submit`",
    "notebook": "Now, in a notebook",
    "before": "Before",
}
_JAVAS = re.compile(r"\s+at [\w.$/]+[(/].*|\s+\.\.\. \d+ more|Caused by: .*|Driver stacktrace:")
_INSIDE = re.compile(r'  File "(?:\.\.\.|<frozen)|    (?!at )')


def markdown(results: Sequence[tuple[Mistake, Mapping[str, Printed]]]) -> str:
    """Return the page."""
    lines = [
        _HEAD,
        "| mistake | lines before the sentence | *before* | lines in all | *before* |",
        "|---|---|---|---|---|",
    ]
    for mistake, ways in results:
        now, before = ways["now"], ways.get("before")
        counted = _told(now) + (" (Python's traceback)" if now.isRefusal() else "")
        counts = (_told(before), str(len(before.lines))) if before else ("", "")
        lines.append(
            f"| {mistake.name} | {counted} | {counts[0]} | {len(now.lines)} | {counts[1]} |"
        )
    for mistake, ways in results:
        lines.append(f"\n## {mistake.name}\n\n```python\n{mistake.program}```\n")
        for way, title in _TITLES.items():
            if way in ways:
                lines += _block(title, ways[way])
    return "\n".join(lines).rstrip() + "\n"


def _told(result: Printed) -> str:
    before = result.before()
    return "not told" if before is None else str(before)


def _block(title: str, result: Printed) -> Iterator[str]:
    lines = list(_shortened(result.lines))
    left = len(lines) - _SHOWN
    shown = lines[:_SHOWN] + [f"... ({left} lines more)"] * (left > 0)
    yield f"{title}, {len(result.lines)} lines:\n"
    yield "\n".join(["```text", *shown, "```\n"]).replace("'''", "```")


def _shortened(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, with a count in the place of Java's frames and of the library's own."""
    for what, group in groupby(lines, _kind):
        some = list(group)
        if what is None or len(some) < 3:
            yield from some
        else:
            yield f"... ({len(some)} lines of {what})"


def _kind(line: str) -> str | None:
    if _JAVAS.fullmatch(line):
        return "Java's trace"
    return "Python's trace inside of the libraries" if _INSIDE.match(line) else None
