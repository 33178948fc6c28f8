"""Small Scala programs of the porter's larger subjects: their ports print what Scala prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sparkish.port._compiler.scalac import compiled, jars, java
from sparkish.port._porting import Porter, writeModules

PROGRAMS = sorted((Path(__file__).parents[1] / "compat/port/programs").glob("*.scala"))
pytestmark = [
    # The first test waits for the compiler and for Scala.
    pytest.mark.timeout(600),
    pytest.mark.spark,
    pytest.mark.skipif(
        any(jars().glob("scala-compiler-2.12*.jar")), reason="the programs have Scala 2.13's names"
    ),
]
RUNNER = """\
object Runner {
  val console = Console.out
  def main(names: Array[String]): Unit = for (name <- names) {
    val bytes = new java.io.ByteArrayOutputStream
    val out = new java.io.PrintStream(bytes, true, "UTF-8")
    Console.withOut(out) {
      Class.forName(name).getMethod("main", classOf[Array[String]]).invoke(null, Array[String]())
    }
    console.println("=== " + name)
    console.print(bytes.toString("UTF-8"))
    console.flush()
  }
}
"""


@pytest.fixture(scope="module")
def scala(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What Scala prints, of all programs in one JVM."""
    folder = tmp_path_factory.mktemp("programs")
    runner = folder / "Runner.scala"
    runner.write_text(RUNNER)
    jar = compiled([*PROGRAMS, runner], folder / "jars")
    names = [f"programs.{path.stem}.{path.stem}" for path in PROGRAMS]
    command = [java(), "-cp", f"{jar}:{jars()}/*", "Runner", *names]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    parts = [part.partition("\n") for part in done.stdout.split("=== ")[1:]]
    return {name.rpartition(".")[2]: text for name, _, text in parts}


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_port_prints_what_scala_prints(
    porter: Porter, scala: dict[str, str], path: Path, tmp_path: Path
) -> None:
    (ported,) = porter.port({str(path): path.read_text(encoding="utf-8")})
    assert [str(each) for each in ported.refusals] == []
    assert [str(each) for each in ported.notes] == []
    (module,) = writeModules([ported], tmp_path)
    command = [sys.executable, str(module)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert scala[path.stem]
    assert done.stdout == scala[path.stem], done.stderr
