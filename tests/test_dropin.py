"""The proofs of drop-in: they hold, and they find differences.

``python -m compat.dropin examples`` runs all examples.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any, Optional, Union

import pyspark
import pyspark.streaming
import pytest

import sparkish
import sparkish.streaming
from compat.dropin import differential, examples, signatures
from compat.dropin.cases import MODULES
from compat.dropin.cases.registry import Case, Collector, Difference, casesOf
from compat.dropin.side import ERROR, called, methods
from compat.dropin.values import calls
from sparkish.streaming._engine.callbacks import rddFunction


@pytest.fixture(scope="module")
def compared() -> signatures.Report:
    return signatures.compare()


def test_no_signature_and_no_name_of_pysparks_is_missing(compared: signatures.Report) -> None:
    assert compared.missing == []
    assert compared.signatures - compared.own > 100


def test_no_difference_of_the_signatures_is_listed_in_vain(compared: signatures.Report) -> None:
    assert compared.stale == []


class Theirs:
    """A stand-in for a PySpark class."""

    level = 1

    def same(self, a: int, b: Optional[str] = None) -> None:  # noqa: UP045
        """Have a docstring."""

    def renamed(self, number: int) -> None:
        """Have a docstring."""

    def fewer(self, a: int, b: int = 2) -> None:
        """Have a docstring."""

    def other(self, a: int = 1) -> None:
        """Have a docstring."""

    def typed(self, a: Union[int, str]) -> None:  # noqa: UP007
        """Have a docstring."""

    def gone(self) -> None:
        """Have a docstring."""

    def silent(self) -> None:
        """Have a docstring."""

    @property
    def value(self) -> int:
        """Have a docstring."""
        return 1


class Ours(Theirs):
    level = 2
    gone = None  # type: ignore[assignment]

    def same(self, *args: Any, **kwargs: Any) -> None:
        """Have a docstring."""

    def renamed(self, n: int) -> None:  # type: ignore[override]
        """Have a docstring."""

    def fewer(self, a: int) -> None:  # type: ignore[override]
        """Have a docstring."""

    def other(self, a: int = 2) -> None:
        """Have a docstring."""

    def typed(self, a: int) -> None:  # type: ignore[override]
        """Have a docstring."""

    def silent(self) -> None:
        pass

    def value(self) -> int:  # type: ignore[override]
        """Have a docstring."""
        return 1


Ours.silent.__doc__ = ""
Ours.__doc__ = "A subclass."


@pytest.fixture(scope="module")
def wrong() -> dict[str, str]:
    comparison = signatures.Comparison()
    comparison.compareClasses(Theirs, Ours)
    return comparison.problems


@pytest.mark.parametrize(
    "problem",
    [
        "Theirs.level",
        "Theirs.renamed(number=int)",
        "Theirs.fewer(int, int)",
        "Theirs.fewer(int, b=int)",
        "Theirs.other a's default",
        "Theirs.typed(str)",
        "Theirs.gone",
        "Theirs.silent",
        "Theirs.value is function",
    ],
)
def test_a_wrong_class_is_found(wrong: dict[str, str], problem: str) -> None:
    assert any(problem in found for found in wrong), sorted(wrong)


def test_a_right_method_is_not_found(wrong: dict[str, str]) -> None:
    assert not [found for found in wrong if "same" in found or found.startswith("Theirs(")]


def test_a_class_that_is_no_subclass_is_found() -> None:
    comparison = signatures.Comparison()
    comparison.compareClasses(Theirs, int)
    assert "no subclass" in comparison.problems["Theirs"]


def test_every_form_of_a_call_is_made() -> None:
    def function(self: Any, a: int, duration: int = 1, *, key: str | None = None) -> None: ...

    made = [(call.args, call.kwargs) for call in calls(function, bound=True)]
    for expected in (
        ([1], {}),
        ([1, 1], {}),
        ([1, 0.5], {"key": "text"}),
        ([], {"a": 1, "duration": 1, "key": "text"}),
        ([1], {"key": None}),
    ):
        assert expected in made


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("context", ["SparkContext", "SparkConf", "RDD"]),
        ("accumulators", ["INT_ACCUMULATOR_PARAM", "AddingAccumulatorParam"]),
        ("streaming.context", ["SparkContext", "StorageLevel", "TransformFunction"]),
        ("streaming.dstream", ["rddToFileName", "portable_hash"]),
    ],
)
def test_a_module_has_what_pysparks_has_imported(module: str, names: list[str]) -> None:
    for name in names:
        scope: dict[str, Any] = {}
        exec(f"from sparkish.{module} import {name}", scope)
        assert scope[name] is getattr(sparkish, name, scope[name])
    with pytest.raises(ImportError):
        exec(f"from sparkish.{module} import nonsense")


def test_a_module_of_pysparks_is_an_attribute_of_its_package() -> None:
    assert sparkish.streaming.util is pyspark.streaming.util  # type: ignore[attr-defined]


def test_a_function_that_names_as_many_parameters_as_rdds_gets_these_alone() -> None:
    def first(rdd: str, *more: str) -> tuple[str, ...]:
        return rdd, *more

    call: Any = rddFunction("transform", first)
    assert call("time", "rdd") == ("rdd",)


def test_pairs_of_variables_in_pysparks_third_place() -> None:
    conf = sparkish.SparkConf(loadDefaults=False).setExecutorEnv(None, None, [("A", "1")])
    assert conf.get("spark.executorEnv.A") == "1"
    with pytest.raises(TypeError):
        conf.setExecutorEnv()  # type: ignore[call-overload]


CASES = sorted((Path(differential.__file__).parent / "cases").glob("*.py"))


def test_no_case_imports_sparkish() -> None:
    for path in CASES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, (ast.Import, ast.ImportFrom)):
                continue
            modules = [getattr(node, "module", None) or "", *(each.name for each in node.names)]
            assert not [name for name in modules if name.split(".")[0] == "sparkish"], path


RESULT = [["1"], []]
ERRORS = {ERROR: "Traceback"}


def aCase(differs: Difference | None = None) -> Case:
    return Case(lambda m: None, differs=differs)


def test_equal_results_are_no_difference() -> None:
    assert differential.difference(aCase(), RESULT, RESULT, RESULT) == ""


@pytest.mark.parametrize(
    ("theirs", "ours", "differs"),
    [
        (RESULT, [["2"], []], None),
        (RESULT, RESULT, Difference("why", RESULT, [])),
        (RESULT, ["other"], Difference("why", RESULT, [])),
        (RESULT, RESULT, Difference("why", RESULT, RESULT)),
        (ERRORS, ERRORS, None),
        (RESULT, ERRORS, None),
    ],
)
def test_other_results_are_a_difference(theirs: Any, ours: Any, differs: Any) -> None:
    assert differential.difference(aCase(differs), theirs, ours, ours)


def test_a_difference_on_purpose_is_none() -> None:
    assert differential.difference(aCase(Difference("why", RESULT, [])), RESULT, [], []) == ""


@pytest.mark.parametrize("differs", [None, Difference("why", RESULT, [])])
@pytest.mark.parametrize("unoptimized", [[["2"], []], ERRORS])
def test_an_optimization_that_changes_a_result_is_a_difference(
    differs: Difference | None, unoptimized: Any
) -> None:
    ours = RESULT if differs is None else differs.sparkish
    assert differential.difference(aCase(differs), RESULT, ours, unoptimized)


def test_cases_have_names_of_their_own() -> None:
    names = [case.name for case in casesOf(*MODULES)]
    assert len(names) == len(set(names)) > 100


def test_only_a_call_by_a_case_covers_a_method() -> None:
    """Calls by PySpark itself, or by a test, do not count."""
    with called() as methods:
        with pytest.raises(AttributeError):
            pyspark.streaming.DStream.context(None)  # type: ignore[arg-type]
        assert methods == set()
        code = compile(
            "DStream.context(None)", str(Path(differential.__file__).parent / "cases/x.py"), "exec"
        )
        with pytest.raises(AttributeError):
            exec(code, {"DStream": pyspark.streaming.DStream})
    assert methods == {"DStream.context"}


def test_a_collector_takes_no_more_than_it_wants() -> None:
    class Batch:
        def collect(self) -> list[Any]:
            return [(2, "b"), (1, "a")]

        def getNumPartitions(self) -> int:
            return 3

    collector = Collector(1)
    collector.take(None, Batch())
    collector.take(None, Batch())
    assert collector.batches == [[3, ["(1, 'a')", "(2, 'b')"]]]


def test_every_example_that_pyspark_ships_has_its_input() -> None:
    assert set(examples.shipped()) == set(examples.SCENARIOS)


def test_only_the_imports_are_renamed() -> None:
    source = (
        "# pyspark\nimport sys, pyspark\nfrom pyspark.sql import Row\n"
        "    from pyspark import RDD\nprint('pyspark', pysparkish)\n"
    )
    assert examples.renamed(source) == (
        "# pyspark\nimport sys, sparkish\nfrom sparkish.sql import Row\n"
        "    from sparkish import RDD\nprint('pyspark', pysparkish)\n"
    )


RULE = "-" * 43


def printed(*elements: str, second: int = 1) -> str:
    return "\n".join([RULE, f"Time: 2026-11-22 10:00:0{second}", RULE, *elements, "", ""])


def test_outputs_are_compared_without_times_and_empty_batches() -> None:
    one = printed() + printed("a", second=2) + printed(second=3)
    assert examples.normalised(one) == examples.normalised(printed("a", second=7))
    assert examples.normalised(one) != examples.normalised(printed("b", second=2))
    assert examples.normalised(printed("a") * 2) != examples.normalised(printed("a"))
    assert examples.normalised(printed("a") * 2, True) == examples.normalised(printed("a"), True)
    assert examples.normalised(printed("2026-11-22")) != examples.normalised(printed())


# The quickest example with a server, the quickest with files, and the quickest with neither.
@pytest.mark.spark
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("hdfs_wordcount", marks=pytest.mark.whole),
        pytest.param("network_wordcount", marks=pytest.mark.whole),
        pytest.param("queue_stream", marks=pytest.mark.whole),
    ],
)
def test_an_example_gives_the_same(name: str) -> None:
    (row,) = examples.compare([name])
    assert not row.difference, row.difference


@pytest.mark.spark
@pytest.mark.timeout(600)
def test_a_sample_of_the_cases_gives_the_same() -> None:
    names = [case.name for case in casesOf(*MODULES)][::40]
    report = differential.compare(names)
    assert report.cases == len(names) > 3
    assert report.problems == []


# In parts, for pytest's --part.
PARTS = 4


@pytest.fixture(scope="module")
def reports() -> list[differential.Report]:
    """The reports of the parts that have run."""
    return []


@pytest.mark.spark
@pytest.mark.whole
@pytest.mark.timeout(1900)
@pytest.mark.parametrize("part", range(PARTS))
def test_the_cases_give_the_same(reports: list[differential.Report], part: int) -> None:
    report = differential.compare([case.name for case in casesOf(*MODULES)][part::PARTS])
    reports.append(report)
    assert report.problems == []
    assert report.cases > 40


@pytest.mark.whole
def test_the_cases_call_every_method(reports: list[differential.Report]) -> None:
    if len(reports) < PARTS:
        pytest.skip("only after all parts of the cases")
    assert set.intersection(*(set(report.uncovered) for report in reports)) == set()
    assert len(reports[0].methods) > 50


def test_the_cases_name_every_method() -> None:
    nodes = (node for path in CASES for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    named = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    public = {name.partition(".")[2] for name in methods().values()}
    assert len(public) > 50
    assert public - named == set()
