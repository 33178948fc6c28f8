"""Kafka's programs: the Python twins print what Scala's connector documents."""

from __future__ import annotations

import pytest

from compat.oracle.registry import KAFKA, PROGRAMS, Program
from compat.oracle.runner import runAll
from sparkish.port._oracle.compare import Output, compared, sideBySide


def test_every_program_is_registered_and_has_a_twin() -> None:
    files = {path.name for path in (PROGRAMS / "kafka").iterdir() if path.is_file()}
    assert files == {path.name for each in KAFKA for path in (each.python, each.scala)}


@pytest.mark.parametrize("program", KAFKA, ids=lambda program: program.name)
def test_twins_begin_with_the_same_line_that_says_what_they_show(program: Program) -> None:
    scala = program.scala.read_text("utf-8").partition("\n")[0]
    assert program.shows.endswith(".")
    assert scala == f"// {program.shows}"


@pytest.mark.whole
@pytest.mark.spark
@pytest.mark.oracle
@pytest.mark.kafka
@pytest.mark.timeout(600)
def test_a_twin_prints_what_is_documented() -> None:
    outputs = runAll(KAFKA, ("python",))["python"]
    for program in KAFKA:
        assert program.expected is not None
        batches, before, after = program.expected
        documented, python = Output(list(before), batches, list(after)), outputs[program.name]
        found = [difference.where for difference in compared(program, documented, python)]
        assert not found, "\n" + sideBySide(documented, python, ordered=program.ordered)
