"""Cuts what two programs printed into batches, and compares it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from sparkish.port._oracle.program import Program

_RULE = "-" * 43
_TIMED = re.compile(r"Time: [+-]?\d+ ms")
_PAIR = re.compile(r"\([^()]*\)")
_PAIRS = re.compile(rf"{_PAIR.pattern}(?:, {_PAIR.pattern})+")
_TIME = re.compile(r"Time: (-?\d+) ms")


@dataclass
class Output:
    """What a program printed: before the first batch, in each batch, and after the last."""

    before: list[str] = field(default_factory=list)
    batches: list[list[str]] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    error: str | None = None
    #: What the run took.
    seconds: float = 0.0


@dataclass(frozen=True)
class Difference:
    """A place where Scala and Python disagree."""

    where: str
    scala: list[str]
    python: list[str]


def cut(text: str) -> Output:
    """Cut at the headers that ``print`` writes; prints of the same time stay in one batch.

    Batches before the first and after the last one with elements are left out, since it is the
    start and the end of the program that decide on their number; time stamps become differences
    to the first batch that is left.
    """
    output = Output()
    times: list[int] = []
    for lines in sections(linesOf(text)):
        time = _time(lines)
        if time is None:
            output.before += lines
        elif times and times[-1] == time:
            output.batches[-1] += lines
        else:
            times.append(time)
            output.batches.append(lines)
    full = [n for n, batch in enumerate(output.batches) if _hasElements(batch)]
    kept = slice(full[0], full[-1] + 1) if full else slice(0)
    start = times[full[0]] if full else 0
    output.batches = [
        [_TIME.sub(lambda found: f"Time: {int(found[1]) - start:+} ms", line) for line in batch]
        for batch in output.batches[kept]
    ]
    return output


def linesOf(text: str) -> list[str]:
    """Cut at line feeds only: an element may hold any other separator."""
    return text.removesuffix("\n").split("\n") if text else []


def sections(lines: list[str]) -> list[list[str]]:
    """Cut before every header of ``print``."""
    cuts = [
        n
        for n in range(len(lines) - 2)
        if lines[n] == lines[n + 2] == _RULE and _TIME.fullmatch(lines[n + 1])
    ]
    parts = [lines[a:b] for a, b in zip([0, *cuts], [*cuts, len(lines)], strict=True)]
    return [part for part in parts if part]


def differences(scala: Output, python: Output, ordered: bool = True) -> list[Difference]:
    """Return every batch that differs; without ``ordered``, elements are a multiset."""
    names = ["before", *(f"batch {n}" for n in range(1, 1 + _longest(scala, python))), "after"]
    found = []
    for name, left, right in zip(names, _parts(scala, names), _parts(python, names), strict=True):
        same = left == right if ordered else _unordered(left) == _unordered(right)
        if not same:
            found.append(Difference(name, left, right))
    if scala.error or python.error:
        found.append(Difference("error", linesOf(scala.error or ""), linesOf(python.error or "")))
    return found


def compared(program: Program, scala: Output, python: Output) -> list[Difference]:
    """Return the differences of a run; that batches are missing is one of them."""
    found = differences(scala, python, program.ordered)
    if {len(scala.batches), len(python.batches)} != {program.count}:
        # Equal outputs prove nothing where the batches were not there.
        where = f"number of batches: {program.count} fed"
        found.append(Difference(where, [str(len(scala.batches))], [str(len(python.batches))]))
    return found


def untimed(output: Output) -> Output:
    """Return the batches with elements, without their times.

    So are programs compared that feed themselves by the clock: in which batch something is,
    depends on the machine's load.
    """
    batches = [
        [line for line in batch if not _TIMED.fullmatch(line)]
        for batch in output.batches
        if _hasElements(batch)
    ]
    return replace(output, batches=batches, after=[])


def sideBySide(scala: Output, python: Output, width: int = 100, ordered: bool = True) -> str:
    """Return the two outputs as two columns; lines that differ are marked.

    They are aligned print by print and, without ``ordered``, each print is sorted.
    """
    half = (width - 3) // 2
    rows = [f"{'Scala':{half}}   Python"]
    names = ["before", *(f"batch {n}" for n in range(1, 1 + _longest(scala, python))), "after"]
    cut = sections if ordered else _unordered
    nothing: list[str] = []
    for name, left, right in zip(names, _parts(scala, names), _parts(python, names), strict=True):
        if left or right:
            rows.append(f"· {name} ".ljust(width, "·"))
        for these, those in zip_longest(cut(left), cut(right), fillvalue=nothing):
            for a, b in zip_longest(these, those, fillvalue=""):
                rows.append(f"{a:{half}} {' ' if a == b else '≠'} {b}".rstrip())
    for name, error in (("Scala", scala.error), ("Python", python.error)):
        if error:
            rows += [f"· {name} failed ".ljust(width, "·"), error]
    return "\n".join(rows)


def _longest(*outputs: Output) -> int:
    return max(len(output.batches) for output in outputs)


def _parts(output: Output, names: list[str]) -> list[list[str]]:
    missing = len(names) - 2 - len(output.batches)
    return [output.before, *output.batches, *([[]] * missing), output.after]


def _unordered(lines: list[str]) -> list[list[str]]:
    """Sort the elements of each print, and leave headers and prints where they are."""
    return [
        part[:3] + _sorted(part[3:]) if _time(part) is not None else _sorted(part)
        for part in sections(lines)
    ]


def _sorted(lines: list[str]) -> list[str]:
    lines = [_PAIRS.sub(lambda found: _sortedPairs(found[0]), line) for line in lines]
    return sorted(lines, key=lambda line: (not line, line))


def _sortedPairs(text: str) -> str:
    """Sort pairs that were collected into one line: a shuffle decides on their order as well."""
    return ", ".join(sorted(_PAIR.findall(text)))


def _time(section: list[str]) -> int | None:
    """Return the time of a section that begins with a header."""
    found = _TIME.fullmatch(section[1]) if len(section) > 2 and section[0] == _RULE else None
    return int(found[1]) if found else None


def _hasElements(batch: list[str]) -> bool:
    return any(line for section in sections(batch) for line in section[3:])
