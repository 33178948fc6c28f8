"""Programs of several modules, and objects that are locked: what Spark's own examples need."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

from compat.port.__main__ import apart, apartName
from sparkish.port._oracle.twins import _siblings
from sparkish.scala.system import monitor


class Counts:
    pass


def test_a_class_has_one_lock_of_its_own_as_an_object_has():
    class More(Counts):
        pass

    one = Counts()
    assert monitor(Counts) is monitor(Counts)
    assert monitor(one) is monitor(one)
    assert len({id(monitor(each)) for each in (Counts, More, one)}) == 3
    with monitor(Counts), monitor(Counts), monitor(5):
        pass


def test_a_program_imports_its_other_modules_and_leaves_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "org" / "example"
    folder.mkdir(parents=True)
    (folder / "Util.py").write_text("def f(): return 'from Util'\n")
    main = folder / "Main.py"
    main.write_text("from org.example.Util import f\nprint(f())\n")
    with _siblings(str(tmp_path), str(main)):
        runpy.run_path(str(main), run_name="__main__")
    assert capsys.readouterr().out == "from Util\n"
    assert "org.example.Util" not in sys.modules
    assert str(tmp_path) not in sys.path


def test_each_program_is_compiled_in_a_package_of_its_own():
    assert apart(["package a.b\nobject A"], "p1") == ["package p1\npackage a.b\nobject A"]
    own = "package org.apache.spark.examples\n"
    other = "package org.apache.spark.examples.clicks\nimport org.apache.spark.examples.Util\n"
    other += "import org.apache.spark.SparkConf\n"
    first, second = apart([own, other], "p2")
    assert first == "package org.apache.spark.p2.examples\n"
    assert second.splitlines() == [
        "package org.apache.spark.p2.examples.clicks",
        "import org.apache.spark.p2.examples.Util",
        "import org.apache.spark.SparkConf",
    ]
    assert apartName("org.apache.spark.examples.A", "p2") == "org.apache.spark.p2.examples.A"
