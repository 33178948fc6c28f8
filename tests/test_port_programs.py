"""Small Scala programs of the porter's larger subjects: their ports print what Scala prints."""

from __future__ import annotations

from pathlib import Path

import pytest
import scalaprograms

from sparkish.port._compiler.scalac import jars
from sparkish.port._porting import Porter

PORT = Path(__file__).parents[1] / "compat/port"
PROGRAMS = sorted((PORT / "programs").glob("*.scala"))
#: Programs of data frames, which start Spark.
FRAMES = sorted((PORT / "frames").glob("*.scala"))
pytestmark = [
    # The first test waits for the compiler and for Scala.
    pytest.mark.timeout(600),
    pytest.mark.spark,
    pytest.mark.skipif(
        any(jars().glob("scala-compiler-2.12*.jar")), reason="the programs have Scala 2.13's names"
    ),
]


@pytest.fixture(scope="module")
def scala(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What Scala prints, of all programs in one JVM."""
    return scalaprograms.printed(PROGRAMS, tmp_path_factory.mktemp("programs"))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_port_prints_what_scala_prints(
    porter: Porter, scala: dict[str, str], path: Path, tmp_path: Path
) -> None:
    assert scala[path.stem]
    assert scalaprograms.printedByPort(porter, path, tmp_path) == scala[path.stem]


@pytest.mark.whole
@pytest.mark.parametrize("path", FRAMES, ids=lambda path: path.stem)
def test_data_frames_are_scalas(porter: Porter, path: Path, tmp_path: Path) -> None:
    expected = scalaprograms.printed([path], tmp_path)[path.stem]
    assert expected.count("+\n|") > 5
    assert scalaprograms.printedByPort(porter, path, tmp_path) == expected
