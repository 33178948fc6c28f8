"""Scala programs and their ports: what both print."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from sparkish.port._compiler.scalac import compiled, jars, java
from sparkish.port._porting import Porter, writeModules

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
#: What Spark asks of Java 17.
_OPENS = [
    f"--add-opens=java.base/{name}=ALL-UNNAMED"
    for name in ("java.lang", "java.lang.invoke", "java.net", "java.nio", "java.util", "sun.nio.ch")
]


def printed(programs: Sequence[Path], folder: Path) -> dict[str, str]:
    """Return what each program prints in Scala, by its name; all run in one JVM."""
    runner = folder / "Runner.scala"
    runner.write_text(RUNNER)
    jar = compiled([*programs, runner], folder / "jars")
    names = [f"programs.{path.stem}.{path.stem}" for path in programs]
    command = [java(), *_OPENS, "-cp", f"{jar}:{jars()}/*", "Runner", *names]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=240)
    parts = [part.partition("\n") for part in done.stdout.split("=== ")[1:]]
    return {name.rpartition(".")[2]: text for name, _, text in parts}


def printedByPort(porter: Porter, program: Path, folder: Path) -> str:
    """Return what a program's port prints; nothing of the program may be left to do by hand."""
    (ported,) = porter.port({str(program): program.read_text(encoding="utf-8")})
    assert [str(each) for each in ported.refusals] == []
    assert [str(each) for each in ported.notes] == []
    (module,) = writeModules([ported], folder)
    command = [sys.executable, str(module)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    return done.stdout
