"""Notebook 11's table of lines that Python writes differently: each line runs, also in Scala."""

from __future__ import annotations

import contextlib
import io
import math
import re
import subprocess
from functools import reduce
from operator import add
from pathlib import Path

import pytest

from sparkish import Option, scalaString
from sparkish.port._oracle import spark

NOTEBOOK = Path(__file__).parent.parent / "notebooks" / "11_from_scala.py"
ROWS = re.findall(r"^# \| `(.+)` \| `(.+)` \| (`.+`) \|$", NOTEBOOK.read_text("utf-8"), re.M)
GAPS = [(scala, python, gives.strip("`").split("` `")) for scala, python, gives in ROWS]
VALUES = {
    "pair": ("a", 1),
    "xs": [3, 1, 2],
    "x": 5,
    "line": "to be",
    "m": {"a": 1},
    "pairs": [("a", 1)],
}
SCALA_VALUES = """
  val pair = ("a", 1); val xs = List(3, 1, 2); val x = 5; val line = "to be"; val m = Map("a" -> 1)
  val pairs = List(("a", 1))
"""


def prints(scala: str) -> bool:
    return "println" in scala


def test_the_table_has_what_a_scala_programmer_stumbles_over() -> None:
    table = "\n".join(scala for scala, _, _ in GAPS)
    gaps = ("pair._2", "xs.sum", '"1".toInt', '"x" + 1', "1 to 5", "{ case (k, v) =>", "println")
    assert [gap for gap in gaps if gap not in table] == []
    assert len(GAPS) > 50


def test_the_values_are_those_that_the_notebook_names() -> None:
    text = " ".join(NOTEBOOK.read_text("utf-8").replace("\n# ", " ").split())
    said = {name: re.search(rf"`{name}` is `(.+?)`", text) for name in VALUES}
    assert {name: eval(found[1]) for name, found in said.items() if found} == VALUES


@pytest.mark.parametrize(("scala", "python", "gives"), GAPS, ids=[row[0] for row in GAPS])
def test_python_gives_what_the_table_says(scala: str, python: str, gives: list[str]) -> None:
    library = {"Option": Option, "scalaString": scalaString, "reduce": reduce, "add": add}
    names = {**VALUES, **library, "math": math}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        if prints(scala):
            exec(python, names)
        else:
            *statements, value = python.split("; ")
            exec("\n".join(statements), names)
            print(scalaString(eval(value, names)))
    assert printed.getvalue().splitlines() == gives


@pytest.mark.oracle
@pytest.mark.timeout(300)
def test_scala_gives_what_the_table_says(tmp_path: Path) -> None:
    lines = [scala if prints(scala) else f"println({{ {scala} }})" for scala, _, _ in GAPS]
    body = "\n".join(f'  println("#{n}"); {line}' for n, line in enumerate(lines))
    source = tmp_path / "Gaps.scala"
    source.write_text(f"object Gaps extends App {{{SCALA_VALUES}{body}\n}}\n", "utf-8")
    jar = spark.compiled([source], tmp_path)
    command = [spark.java(), "-cp", f"{spark.SPARK_HOME}/jars/*:{jar}", "Gaps"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    printed = [part.splitlines()[1:] for part in re.split(r"^#", done.stdout, flags=re.M)[1:]]
    assert printed == [gives for _, _, gives in GAPS]
