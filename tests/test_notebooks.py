"""The notebooks run without a browser, tell right answers from wrong, and leave nothing behind."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from notebooks import build

SOURCES = build.sources()
EXERCISES = ("exercise-1", "exercise-2", "exercise-3")
LEFT = """
import json as _json, threading as _threading
from sparkish import SparkContext as _SparkContext
from sparkish.streaming import StreamingContext as _StreamingContext
print(_json.dumps({
    "streaming": _StreamingContext.getActive() is not None,
    "spark": _SparkContext._active_spark_context is not None,
    "servers": [t.name for t in _threading.enumerate() if t.name.startswith("LineServer")],
}))
"""

each = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)


def tags(cell: Any) -> list[str]:
    return list(cell.metadata.get("tags", ()))


def codeCells(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def kinds(cell: Any) -> set[str]:
    """Return the kinds of a cell's outputs, without warnings."""
    found = set()
    for output in cell.outputs:
        if output.output_type == "error":
            found.add("error")
        elif output.output_type == "stream":
            found |= {"text/plain"} if output.name == "stdout" else set()
        else:
            found |= set(output.data)
    return found


def text(cell: Any) -> str:
    """Return the output of a cell's own thread."""
    return "".join(output.text for output in cell.outputs if output.get("name") == "stdout")


def isCheck(cell: Any) -> bool:
    return str(cell.source).startswith("check(")


def test_theyAreNumberedAndAllThere() -> None:
    assert [source.name[:2] for source in SOURCES] == [f"{n:02}" for n in range(13)]


@each
def test_eachTeachesInTheSameWay(source: Path) -> None:
    cells = build.read(source).cells
    assert re.match(rf"# {source.name[:2]} \S", cells[0].source)
    for part in ("**Goal.**", "**Before this.**", "**Run time.**"):
        assert part in cells[0].source
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert "**Predict.**" in prose
    assert "**Explain.**" in prose
    assert [tag for cell in cells for tag in tags(cell) if tag == "failure"] == ["failure"]
    assert [tag for cell in cells for tag in tags(cell) if tag in EXERCISES] == list(EXERCISES)
    code = [cell for cell in cells if cell.cell_type == "code"]
    for cell, follower in pairwise(code):
        for tag in tags(cell):
            if tag in EXERCISES:
                assert follower.source.startswith(f'check("{source.name[:2]}.{tag[-1]}", ')
    assert cells[-1].source.startswith("ssc.stop()")


@each
def test_itHasNoFixedPortsNorPaths(source: Path) -> None:
    # Only the code: the text quotes the notes' own program, with its port.
    code = "\n".join(cell.source for cell in codeCells(build.read(source)))
    assert not re.search(r"port\s*=\s*\d|socketTextStream\([^)]*,\s*\d", code)
    assert not re.search(r"""["'](/\w+/\w|~|[A-Za-z]:\\)""", code)


@each
def test_whatIsStoredReadsWellUnexecuted(source: Path) -> None:
    notebook = build.stored(source)
    assert notebook is not None
    assert build.content(notebook) == build.content(build.read(source)), "python -m notebooks.build"
    for cell in codeCells(notebook):
        assert ("error" in kinds(cell)) == ("raises-exception" in tags(cell))
        if isCheck(cell):
            assert text(cell).endswith(": not done yet.\n")
        if ".runFor(" in cell.source or "failure" in tags(cell):
            assert cell.outputs
    stored = source.with_suffix(".ipynb").read_text()
    assert not re.search(r"ipykernel_|/site-packages/|/(?:home|root|Users|work)/", stored)


@pytest.mark.notebooks
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "source",
    # The first one is the sample.
    [
        pytest.param(source, marks=[pytest.mark.whole] if n else [])
        for n, source in enumerate(SOURCES)
    ],
    ids=lambda source: source.stem,
)
def test_itRuns(source: Path) -> None:
    notebook = build.read(source)
    right, wrong = build.answers(source), build.answers(source, "_wrong")
    assert right.keys() == wrong.keys() == set(EXERCISES)
    original = list(notebook.cells)
    cells: list[Any] = []
    checks: dict[str, list[Any]] = {"not done yet.": [], "not right yet. ": [], "right.": []}
    for cell in original:
        cells.append(cell)
        if isCheck(cell):
            n = len(checks["right."])
            checks["not done yet."].append(cell)
            for said, answers in (("not right yet. ", wrong), ("right.", right)):
                checks[said].append(build.codeCell(cell.source))
                cells += [build.codeCell(answers[EXERCISES[n]]), checks[said][-1]]
    cells.append(build.codeCell(LEFT))
    notebook.cells = cells
    build.execute(notebook)

    for said, checked in checks.items():
        for n, cell in enumerate(checked, 1):
            assert text(cell).startswith(f"{source.name[:2]}.{n}: {said}")
    stored = build.stored(source)
    assert stored is not None
    for cell, before in zip(original, stored.cells, strict=True):
        if cell.cell_type == "code":
            fails = "raises-exception" in tags(cell)
            assert kinds(cell) >= ({"error"} if fails else kinds(before)), cell.source
            assert ("error" in kinds(cell)) == fails, cell.source
    left = json.loads(text(cells[-1]))
    assert left == {"streaming": False, "spark": False, "servers": []}
