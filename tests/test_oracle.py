"""The oracle itself: it cuts, feeds and compares correctly, and it can find a difference."""

from __future__ import annotations

import ast
import socket
import sys
from pathlib import Path

import pytest

from compat.oracle import __main__ as oracle
from compat.oracle.registry import PROGRAMS, REGISTRY, Program
from compat.oracle.runner import runAll
from sparkish.port._oracle import runner
from sparkish.port._oracle.compare import Output, compared, cut, differences, sideBySide
from sparkish.port._oracle.feed import Feed
from sparkish.streaming import DStream, State, StateSpec, StreamingContext
from sparkish.streaming.dstream import MapWithStateDStream, PairDStreamFunctions

RULE = "-" * 43


def printed(time: int, *elements: str) -> str:
    return "\n".join([RULE, f"Time: {time} ms", RULE, *elements, "", ""])


def header(time: str) -> list[str]:
    return [RULE, f"Time: {time} ms", RULE]


def test_cut_keeps_the_prints_of_a_batch_together_and_numbers_times_from_the_first_full_one():
    text = "starting\n" + printed(1000) + printed(2000, "a") + printed(2000, "1") + printed(3000)
    output = cut(text + printed(4000, "b") + printed(5000))
    assert output.before == ["starting"]
    assert output.batches == [
        [*header("+0"), "a", "", *header("+0"), "1", ""],
        [*header("+1000"), ""],
        [*header("+2000"), "b", ""],
    ]


def test_cut_of_batches_without_elements_leaves_none():
    assert cut(printed(1000) + printed(2000)).batches == []


def test_an_element_that_looks_like_a_rule_is_no_header():
    assert cut(printed(1000, RULE, "x")).batches == [[*header("+0"), RULE, "x", ""]]


def test_equal_outputs_have_no_difference():
    text = printed(1000, "a", "b") + printed(2000, "c")
    assert differences(cut(text), cut(text)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        printed(1000, "a", "X") + printed(2000, "c"),
        printed(1000, "a") + printed(2000, "c"),
        printed(1000, "b", "a") + printed(2000, "c"),
        printed(1000, "a", "b") + printed(2500, "c"),
        printed(1000, "a", "b"),
        printed(1000, "a", "b") + "more\n" + printed(2000, "c"),
        printed(1000, "a", "b", "c"),
        "",
    ],
)
def test_a_wrong_output_differs(wrong):
    right = printed(1000, "a", "b") + printed(2000, "c")
    assert differences(cut(right), cut(wrong))
    assert differences(cut(wrong), cut(right))


def test_the_batch_that_differs_is_named():
    right, wrong = Output(batches=[["a"], ["b"]]), Output(batches=[["a"], ["c"]])
    (found,) = differences(right, wrong)
    assert (found.where, found.scala, found.python) == ("batch 2", ["b"], ["c"])


def test_without_order_the_elements_of_each_print_are_a_multiset():
    def output(*elements: str) -> Output:
        return Output(batches=[(printed(1000, *elements) + printed(1000, "z")).splitlines()])

    assert differences(output("a", "b"), output("b", "a"), ordered=False) == []
    assert differences(output("a", "b"), output("b", "a"), ordered=True)
    assert differences(output("a", "a", "b"), output("a", "b", "b"), ordered=False)
    assert differences(output("a"), output("z"), ordered=False)


def test_an_element_that_moves_to_another_print_differs_without_order_too():
    one = Output(batches=[(printed(1000, "a") + printed(1000)).splitlines()])
    other = Output(batches=[(printed(1000) + printed(1000, "a")).splitlines()])
    assert differences(one, other, ordered=False)


def test_a_program_that_fails_on_both_sides_still_differs():
    failed = Output(error="ZeroDivisionError")
    assert [found.where for found in differences(failed, failed)] == ["error"]


def test_side_by_side_marks_the_lines_that_differ():
    shown = sideBySide(Output(batches=[["same", "left"]]), Output(batches=[["same", "right"]]))
    assert [line for line in shown.splitlines() if "≠" in line] == [f"{'left':48} ≠ right"]


def test_side_by_side_aligns_prints_and_sorts_where_the_order_is_open():
    left = Output(batches=[(printed(1, "b", "a") + printed(1, "z")).splitlines()])
    right = Output(batches=[(printed(1, "a", "b", "c") + printed(1, "z")).splitlines()])
    shown = sideBySide(left, right, 43, ordered=False).splitlines()
    assert [line for line in shown if "≠" in line] == [f"{'':20} ≠ c"]


def test_a_feed_serves_one_receiver_after_another():
    with Feed() as feed:
        for batch, received in ([["a", "ü"], "a\nü\n".encode()], [[b"\0raw"], b"\0raw"]):
            with socket.create_connection(("127.0.0.1", feed.port), 10) as receiver:
                feed.waitForReceiver(10)
                feed.send(batch)
                feed.hangUp()
                assert b"".join(iter(lambda: receiver.recv(100), b"")) == received
        with pytest.raises(TimeoutError, match=f"no receiver connected to port {feed.port}"):
            feed.waitForReceiver(0.01)


def test_programs_are_compiled_only_where_they_run_in_scala(monkeypatch):
    sources = [PROGRAMS / "WordCount.scala"]
    asked: list[list[Path]] = []

    def compiled(files, *_):
        asked.append(list(files))
        return Path("made.jar")

    monkeypatch.setattr(runner.spark, "compiled", compiled)
    runner.runAll([], ["python"], sources)
    assert sources not in asked
    runner.runAll([], ["python", "scala"], sources)
    assert sources in asked


def test_every_program_is_registered_and_has_a_twin():
    files = {path.name for path in PROGRAMS.iterdir() if path.is_file()}
    assert files == {path.name for program in REGISTRY for path in (program.python, program.scala)}


@pytest.mark.parametrize("program", REGISTRY, ids=lambda program: program.name)
def test_twins_have_the_same_line_numbers(program):
    def lines(text: str) -> list[int]:
        words = (".start()", ".awaitTermination()", ".print(", "foreachRDD", "StreamingContext(")
        return [n for n, line in enumerate(text.splitlines()) if any(w in line for w in words)]

    assert lines(program.scala.read_text("utf-8")) == lines(program.python.read_text("utf-8"))


@pytest.mark.parametrize("program", REGISTRY, ids=lambda program: program.name)
def test_twins_begin_with_the_same_line_that_says_what_they_show(program):
    scala = program.scala.read_text("utf-8").partition("\n")[0]
    assert program.shows.endswith(".")
    assert scala == f"// {program.shows}"


KINDS = [DStream, PairDStreamFunctions, MapWithStateDStream, StreamingContext, State, StateSpec]
# Methods that only PySpark or this project has: there is no Scala to compare with.
PYTHONS = {"fromPySpark", "mapPartitionsWithIndex", "partitionBy", "pprint", "runFor", "saveAsFile"}


def public(kind: type) -> set[str]:
    classes = [cls for cls in kind.__mro__ if cls.__module__.startswith("sparkish")]
    return {name for cls in classes for name in vars(cls) if not name.startswith("_")}


@pytest.mark.parametrize("kind", KINDS)
def test_every_public_method_is_used_by_a_twin(kind):
    used = {
        node.attr
        for program in REGISTRY
        for node in ast.walk(ast.parse(program.python.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
    }
    assert public(kind) - used == public(kind) & PYTHONS


def test_the_methods_that_are_pythons_exist():
    assert set().union(*map(public, KINDS)) >= PYTHONS


def test_the_report_fails_where_a_program_differs(monkeypatch, capsys):
    outputs = {"scala": Output(batches=[["1"]]), "python": Output(batches=[["2"]])}
    monkeypatch.setattr(oracle, "REGISTRY", [Program("one", batches=1)])
    monkeypatch.setattr(oracle, "runAll", lambda *_: {k: {"one": v} for k, v in outputs.items()})
    monkeypatch.setattr(sys, "argv", ["oracle"])
    assert oracle.main() == 1
    assert "1 programs, 1 batches compared, 1 differences" in capsys.readouterr().out
    outputs["python"] = outputs["scala"]
    assert oracle.main() == 0


def test_a_program_that_printed_no_batch_fails(monkeypatch, capsys):
    monkeypatch.setattr(oracle, "REGISTRY", [Program("one", feeds={"lines": [["a"]]})])
    monkeypatch.setattr(
        oracle, "runAll", lambda *_: {s: {"one": Output()} for s in ("scala", "python")}
    )
    monkeypatch.setattr(sys, "argv", ["oracle"])
    assert oracle.main() == 1


@pytest.fixture(scope="module")
def outputs(request):
    """The outputs of both sides of the selected twins; by default a sample."""
    names = {
        item.callspec.params["program"].name
        for item in request.session.items
        if getattr(item, "originalname", "") == "test_a_twin_prints_what_scala_prints"
    }
    programs = [program for program in REGISTRY if program.name in names]
    return runAll(programs, ("scala", "python"))


# The notes' program, printing, state, and a restart.
SAMPLE = {"notes", "print_formats", "map_with_state", "recovery"}


def test_the_sample_exists():
    assert {program.name for program in REGISTRY} >= SAMPLE


# The first test waits for all twins.
@pytest.mark.timeout(900)
@pytest.mark.oracle
@pytest.mark.parametrize(
    "program",
    [
        pytest.param(program, marks=[] if program.name in SAMPLE else [pytest.mark.whole])
        for program in REGISTRY
    ],
    ids=lambda program: program.name,
)
def test_a_twin_prints_what_scala_prints(program, outputs):
    scala, python = (outputs[side][program.name] for side in ("scala", "python"))
    found = [difference.where for difference in compared(program, scala, python)]
    assert not found, "\n" + sideBySide(scala, python, ordered=program.ordered)
    if program.name == "notes":
        assert python.batches[0] == [*header("10000"), "helloVIN", "worldVIN", ""]
