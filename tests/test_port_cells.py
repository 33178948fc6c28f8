"""``%%scala`` in a real kernel: ported, shown, run, and seen by the cells after it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from kernels import SETUP, execute, texts

pytestmark = [pytest.mark.spark, pytest.mark.timeout(600)]

CELLS = {
    "setup": "%load_ext sparkish\n" + SETUP + "ssc = StreamingContext(sc, Milliseconds(500))",
    "lines": "%%scala\n"
    "import scala.collection.mutable\n"
    'val batches = mutable.Queue(sc.parallelize(Seq("to be", "or not to be")))\n'
    "val lines = ssc.queueStream(batches)",
    "python sees it": "print(lines.map(len).__class__.__name__)",
    "python's": "ours = lines.map(lambda line: (line, 1))",
    "of python's": "%%scala --show\nval one = ours.first()\nours.print()",
    "words": "%%scala\n"
    'val words = lines.flatMap(_.split(" "))\n'
    'words.map((_, 1)).reduceByKey(_ + _).filter(_._1 == "be").print()',
    "run": "ssc.runFor(batches=1)",
    "quiet": '%%scala --quiet\nval n = 7 / 2\nprintln(s"n is $n and ${(1, "a")}")',
    "show": "%%scala --show\nval shownOnly = n + 1",
    "not run": "print('shownOnly' in globals())",
    "unknown": "%%scala\nval ok = 1\nval wrong = words.noSuchMethod(_ + _)",
    "refused": "%%scala\nval ok = 1\nval pairs = for (n <- 1 to 3; m <- Stream.from(n)) yield m",
    "no scala": "%%scala\nval ok = 1\nval ) = 2\nval z = 3",
    "fails": "%%scala\nval zero = n - 3\n\nprintln(n / zero)",
    "option": "%%scala --loud\nval x = 1",
    "anew": '%%scala\nval n = "text"\nprintln(n.length)',
    "end": "ssc.stop()",
}


@pytest.fixture(scope="module")
def outputs() -> dict[str, list[Any]]:
    found = execute(*CELLS.values(), allowErrors=True)
    return dict(zip(CELLS, found, strict=True))


def said(outputs: list[Any]) -> str:
    """Return what is printed, with the traces of errors, without colours."""
    errors = ["\n".join(o["traceback"]) for o in outputs if o["output_type"] == "error"]
    return re.sub(r"\x1b\[[\d;]*m", "", "".join([*texts(outputs, "stream"), *errors]))


def test_a_cell_shows_its_python_and_its_values_are_the_notebooks(outputs):
    (shown,) = texts(outputs["lines"])
    assert "lines = ssc.queueStream(batches)" in shown
    assert "Stream" in said(outputs["python sees it"])
    (shown,) = texts(outputs["words"])
    assert "lines.flatMap(" in shown
    assert "(be,2)" in "".join(texts(outputs["run"]))


def test_a_cell_is_run_without_its_python_or_only_shown(outputs):
    assert said(outputs["quiet"]) == "n is 3 and (1,a)\n"
    assert texts(outputs["quiet"]) == []
    assert "shownOnly = n + 1" in texts(outputs["show"])[0]
    assert said(outputs["not run"]) == "False\n"


def test_an_error_names_the_line_of_the_cell_and_has_no_trace(outputs):
    for name in ("refused", "no scala"):
        assert "line 3, column" in said(outputs[name])
    for name in ("refused", "no scala", "option"):
        assert "Traceback" not in said(outputs[name])
    # A library may add such a method, so it is only told, and the cell is run.
    unknown = said(outputs["unknown"])
    assert unknown.startswith("line 3, column 19: noSuchMethod: the compiler does not know this")
    assert "val wrong = words.noSuchMethod(_ + _)" in unknown
    assert "AttributeError" in unknown
    assert "_magic.py" not in unknown
    assert "--quiet or --show, not --loud" in said(outputs["option"])


def test_a_cell_that_fails_shows_the_line_of_its_python(outputs):
    failed = said(outputs["fails"])
    assert "ArithmeticError" in failed
    assert "/ by zero" in failed
    assert "Cell In[" in failed
    assert "n, zero" in failed or "n // zero" in failed


def test_a_cell_names_what_python_has_and_scala_cannot_know(outputs):
    (shown,) = texts(outputs["of python's"])
    assert "import" not in shown
    assert "one = ours.first()" in shown
    assert "ours.print()" in shown


def test_a_cell_may_define_a_name_anew(outputs):
    assert said(outputs["anew"]).endswith("4\n")
