"""The count of literal lines: which lines count as the same, and which do not."""

from __future__ import annotations

import sys

import pytest

from compat.oracle import __main__ as oracle
from compat.oracle.literal import counted, linesOf, literal
from compat.oracle.registry import REGISTRY


@pytest.mark.parametrize(
    ("scala", "python"),
    [
        (
            "val ssc = new StreamingContext(conf, Seconds(1))",
            "ssc = StreamingContext(conf, Seconds(1))",
        ),
        ("ssc.start()", "ssc.start()"),
        ("words.map(word => (word, 1)).print()", "words.map(lambda word: (word, 1)).print()"),
        ("pairs.reduceByKey((a, b) => a + b)", "pairs.reduceByKey(lambda a, b: a + b)"),
        (
            'println(s"until $time: ${info.numRecords}")',
            'print(f"until {time}: {info.numRecords}")',
        ),
        (
            "ssc.socketTextStream(args(0), args(1).toInt)",
            "ssc.socketTextStream(args[0], int(args[1]))",
        ),
        ("ssc.queueStream(q, oneAtATime = false)", "ssc.queueStream(q, oneAtATime=False)"),
        (
            "def f(values: Seq[Int], n: Option[Int]): Int = {",
            "def f(values: list[int], n: Option[int]) -> int:",
        ),
        ("pairs.updateStateByKey(update _)", "pairs.updateStateByKey(update)"),
    ],
)
def test_only_the_languages_differ(scala: str, python: str) -> None:
    assert literal(scala, isScala=True) == literal(python, isScala=False)


@pytest.mark.parametrize(
    ("scala", "python"),
    [
        ("ssc.start()", "ssc.stop()"),
        ("stream.print(10)", "stream.print(1)"),
        ("stream.window(Seconds(3))", "stream.window(3)"),
        ("pairs.map(pair => pair._2)", "pairs.map(lambda pair: pair[1])"),
        ("left.leftOuterJoin(right)", "left.rightOuterJoin(right)"),
        ("stream.map(word => word.length)", "stream.map(lambda word: len(word))"),
        ("def update(values: Seq[Int]): Int = {", "def update(values, state):"),
    ],
)
def test_a_name_or_an_argument_differs(scala: str, python: str) -> None:
    assert literal(scala, isScala=True) != literal(python, isScala=False)


def test_what_is_sparks_is_counted_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    program = next(each for each in REGISTRY if each.name == "blacklist")
    lines = {line.text: line for line in linesOf(program)}
    filtered = lines["val good = joined.filter(pair => !pair._2._2.getOrElse(false))"]
    assert (filtered.isLiteral, filtered.sparks) == (False, ())
    [source] = [line for line in lines.values() if "socketTextStream" in line.text]
    assert source.isSparksLiteral
    assert lines["kept.print()"].isLiteral
    # A twin without these lines has fewer literal lines.
    monkeypatch.setattr(type(program), "python", program.scala.with_name("notes.py"))
    assert sum(line.isLiteral for line in linesOf(program)) < len(lines) // 2


def test_the_command_counts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["oracle", "--literal", "notes", "texts"])
    assert oracle.main() == 0
    shown = capsys.readouterr().out
    assert "notes                        6 of    6 (100%)" in shown
    assert "numbers.foreachRDD { (rdd, time) =>" in shown


def test_sparks_lines_go_over_literally() -> None:
    every = [line for program in REGISTRY for line in linesOf(program)]
    sparks = [line.isSparksLiteral for line in every if line.sparks]
    assert len(sparks) > 500
    assert sum(sparks) / len(sparks) > 0.99, counted(every)
