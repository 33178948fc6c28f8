"""Programs of several files: each module has the other ones' members under their own names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sparkish.port._compiler.scalac import compiled, jars, java
from sparkish.port._porting import Porter, writeModules
from sparkish.port._translate._imports import importedAs

FILES = {
    "Use.scala": """\
package first
import second.Help._
import second.Main._
import second.Tools._

object Use {
  def main(args: Array[String]): Unit = {
    println(word + help(2) + late + limit + f(1) + Thing(3) + second.Help.word + second.Help.late)
    println(List(1).map(help) ++ List(1).map(second.Help.help) ++ List(2).map(f))
    second.Help.count = 5
    count += 2
    println(count + second.Help.count)
    second.Main.total += 1
    total = total * 3
    println(total + second.Main.total)
    val program = second.Main
    println(program.limit)
    println("x".shout + 3.twice + Whole.z + Whole.g(4))
  }
}

object Whole extends Base {
  lazy val z = limit + 2
  def g(a: Int): Int = a + b
}

class Base { val b = second.Main.limit }
""",
    "Second.scala": """\
package second

object Tools {
  implicit class Loud(s: String) { def shout: String = s + "!" }
  class N(n: Int) { def twice: Int = n * 2 }
  implicit def toN(n: Int): N = new N(n)
}

object Main {
  val limit = 3
  var total = 1
  def f(n: Int): Int = n * 10
  def main(args: Array[String]): Unit = println("never")
}

object Help {
  val word = "w"
  var count = 0
  lazy val late = 5
  def help(n: Int): Int = n + 1
  case class Thing(a: Int)
}
""",
}


@pytest.mark.spark
@pytest.mark.whole
@pytest.mark.timeout(300)
@pytest.mark.skipif(
    any(jars().glob("scala-compiler-2.12*.jar")), reason="the program has Scala 2.13's names"
)
def test_a_program_of_several_files_prints_what_scala_prints(
    porter: Porter, tmp_path: Path
) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    jar = compiled([tmp_path / name for name in FILES], tmp_path / "jars")
    scala = [java(), "-cp", f"{jar}:{jars()}/*", "first.Use"]
    printed = subprocess.run(scala, capture_output=True, text=True, check=True).stdout
    ported = porter.port(FILES)
    assert [str(each) for file in ported for each in (*file.refusals, *file.notes)] == []
    writeModules(ported, tmp_path / "python")
    python = [sys.executable, "-m", "first.Use"]
    done = subprocess.run(python, capture_output=True, text=True, cwd=tmp_path / "python")
    assert done.stderr == ""
    assert done.stdout == printed


def test_a_name_of_two_modules_is_imported_once():
    own = {"a.Tools", "b.Main"}
    given = {"unknown": {"Tools"}, "org.lib": {"Date", "Time"}}
    assert importedAs(given, "a.Tools", "Tools", own) == ("Tools", True)
    assert given["unknown"] == set()
    assert importedAs({"a.Tools": {"Tools"}}, "unknown", "Tools", own) == ("Tools", False)
    assert importedAs({"a.Tools": {"Tools"}}, "a", "Tools", own) == ("Tools", False)
    assert importedAs({"java.time": {"Date"}}, "sparkish.java", "Date", own) == ("Date", True)
    assert importedAs(given, "org.other", "Date", own) == ("Date_", True)
    assert importedAs(given, "date", "Date", own) == ("Date", False)
    assert importedAs(given, "org.lib", "Date", own) == ("Date", True)
