"""Small Scala programs per rule of the porter: what Scala prints, and their ports do as well."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from compat.port import refusals, snippets
from sparkish.port._compiler.scalac import jars
from sparkish.port._porting import Porter

pytestmark = [
    # The first test waits for the compiler and for Scala.
    pytest.mark.timeout(600),
    pytest.mark.spark,
    pytest.mark.skipif(
        any(jars().glob("scala-compiler-2.12*.jar")),
        reason="the snippets have Scala 2.13's texts",
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("snippets")


@pytest.fixture(scope="module")
def found(porter: Porter, folder: Path) -> list[snippets.Snippet]:
    return snippets.compare(porter, snippets.sources(), folder)


@pytest.mark.parametrize("subject", [path.stem for path in snippets.sources()])
def test_ports_print_what_scala_prints(found: list[snippets.Snippet], subject: str) -> None:
    mine = [
        each for each in found if each.subject == subject and not each.differs and not each.waits
    ]
    assert len(mine) >= 4
    assert all(len(each.scala) == len(each.python) > 0 for each in mine)
    assert [str(each) for each in mine if not each.isSame()] == []


def test_known_differences_are_still_there(found: list[snippets.Snippet]) -> None:
    known = [each for each in found if each.differs]
    assert known
    assert [each.name for each in known if each.isSame()] == []


def test_ports_are_clean_python(found: list[snippets.Snippet], folder: Path) -> None:
    ported = sorted(folder.glob("*.py"))
    assert len(ported) == len(snippets.sources())
    for path in ported:
        ast.parse(path.read_text(encoding="utf-8"))
    # Names of a line that is refused are not there, and Scala may have values that it does not use.
    rules = ["--select", "E4,E7,E9,F", "--ignore", "F811,F821,F841"]
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", *rules, *map(str, ported)]
    done = subprocess.run(ruff, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "path", sorted(refusals.FOLDER.glob("*.scala")), ids=lambda path: path.stem
)
def test_what_is_refused_is_told_where_and_what_instead(porter: Porter, path: Path) -> None:
    assert refusals.expected(path)
    assert refusals.refused(porter, path) == refusals.expected(path)
