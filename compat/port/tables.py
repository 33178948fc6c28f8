"""Tables of programs, in Markdown, which a long run writes piece by piece.

A table is also the memory of the command that makes it. What is done is in it when the command is
stopped, and the next run goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

__all__ = ["PIECE", "cellsOf", "headOf", "inPieces", "missing", "rowsOf"]

T = TypeVar("T")

#: How many programs one process runs.
PIECE = 12


def inPieces(items: Sequence[T], size: int = PIECE) -> Iterator[Sequence[T]]:
    """Yield the items, a piece after the other."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def cellsOf(path: Path | None) -> list[list[str]]:
    """Return the rows of a table, without its head and its sums; none where there is no file.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "table.md")
    >>> _ = path.write_text(rowsOf(["program", "output"], [["joins", "same"], ["**1**", "1"]]))
    >>> cellsOf(path)
    [['joins', 'same']]
    """
    if path is None or not path.exists():
        return []
    lines = [line for line in path.read_text("utf-8").splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    return [row for row in rows[1:] if not row[0].startswith("**")]


def headOf(path: Path, default: str) -> str:
    """Return what a person has written above a table, or the default."""
    text = path.read_text("utf-8") if path.exists() else ""
    return text.partition("| ")[0] if text.startswith("#") else default


def rowsOf(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table's lines."""
    shown = [[str(cell).replace("|", "/") for cell in row] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in [list(head), *shown]]
    return "\n".join([lines[0], "|---" * len(head) + "|", *lines[1:]]) + "\n"


def missing(names: Iterable[str], path: Path | None) -> set[str]:
    """Return those of the names that have no row in a table."""
    return set(names) - {row[0] for row in cellsOf(path)}
