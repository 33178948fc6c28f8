"""The pages show a Scala program and its port: the porter prints exactly that."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from sparkish.port._porting import Porter

ROOT = Path(__file__).parents[1]
# The first test waits for the compiler.
pytestmark = [pytest.mark.timeout(600), pytest.mark.spark]


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.S | re.M)


def ported(porter: Porter, name: str, scala: str) -> str:
    (found,) = porter.port({name: scala})
    assert [str(each) for each in (*found.refusals, *found.notes)] == []
    return found.python


def test_the_long_program(porter: Porter) -> None:
    (scala,) = blocks("compat/port/README.md", "scala")
    (python,) = blocks("compat/port/README.md", "python")
    assert ported(porter, "LongVisits.scala", scala) == python


def test_the_program_at_the_top_of_the_readme(porter: Porter) -> None:
    program, imports = blocks("README.md", "scala")
    pythonProgram, pythonImports = blocks("README.md", "python")[:2]
    # The page breaks a line that the porter does not.
    assert ast.dump(ast.parse(ported(porter, "Notes.scala", imports + program))) == ast.dump(
        ast.parse(pythonImports + pythonProgram)
    )
