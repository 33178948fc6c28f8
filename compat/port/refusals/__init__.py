"""Scala that the porter refuses, and the words with which it does.

A line ``// column: text`` stands above each line that is refused.
"""

from __future__ import annotations

import re
from pathlib import Path

from sparkish.port._porting import Porter

__all__ = ["expected", "refused", "sources"]

FOLDER = Path(__file__).parent
_EXPECTED = re.compile(r"^\s*// (\d+): (.*)$")


def sources() -> list[Path]:
    """Return the files of what is refused."""
    return sorted(FOLDER.glob("*.scala"))


def expected(path: Path) -> list[str]:
    """Return the refusals that a file announces."""
    lines = path.read_text(encoding="utf-8").split("\n")
    found = [(at, _EXPECTED.match(line)) for at, line in enumerate(lines, 1)]
    return [f"{path.name}:{at + 1}:{each[1]}: {each[2]}" for at, each in found if each]


def refused(porter: Porter, path: Path) -> list[str]:
    """Return the refusals of a file, in their order."""
    (ported,) = porter.port({path.name: path.read_text(encoding="utf-8")})
    return [str(each) for each in sorted(ported.refusals, key=lambda m: (m.line, m.column))]
