"""The parity table is true, and its checker finds what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, overload

import pyspark
import pytest
from pyspark.accumulators import Accumulator

from compat.parity.calls import answer, publicNames
from compat.parity.exclusions import EXCLUDED, RULES, exclusion
from compat.parity.names import OWN, PYSPARK
from compat.parity.scala import Parameter, Signature, signatures
from compat.parity.table import (
    VERSION,
    PythonName,
    Row,
    markdown,
    pythonOnly,
    rows,
    stale,
    unanswered,
)
from sparkish import Option, SparkContext
from sparkish._core.forms import Forms
from sparkish.partitioner import Partitioner
from sparkish.streaming import Duration, Time

# The real table: the compiler in the jars reads the signatures from the classes.


@pytest.fixture(scope="module")
def table() -> list[Row]:
    return rows(signatures())


@pytest.mark.spark
def test_every_signature_is_supported_or_excluded_and_every_python_name_accounted_for(table):
    assert len(table) > 600
    assert unanswered(table, pythonOnly(table)) == []


@pytest.mark.spark
def test_the_methods_of_scalas_implicits_are_in_the_table(table):
    owners = {row.signature.group for row in table if row.status == "supported"}
    kinds = ("Pair", "Ordered", "Double", "SequenceFile")
    assert {f"{kind}RDDFunctions" for kind in kinds} | {"RDD", "AsyncRDDActions"} <= owners


@pytest.mark.spark
@pytest.mark.skipif(pyspark.__version__ != VERSION, reason=f"the table is PySpark {VERSION}'s")
def test_the_written_table_and_its_exclusions_are_of_this_day(table):
    assert stale(table, pythonOnly(table)) == []


# The checker, on a class of the test.

_split: Forms[list[Any]] = Forms("split", {"partitioner": "numPartitions"})


@_split.form(numPartitions=int)
def _(self: Any, window: Duration | float, numPartitions: int = 1) -> list[Any]:
    return []


@_split.form(numPartitions=Partitioner)
def _(self: Any, window: Duration | float, numPartitions: Partitioner) -> list[Any]:
    return []


class Question:
    def __call__(self) -> bool:
        return True


class Toy:
    limit: int

    def __init__(self, size: int) -> None:
        self.size = size

    @property
    def isEmpty(self) -> bool:
        return False

    @property
    def isFull(self) -> Question:
        return Question()

    @property
    def isBroken(self) -> Question:
        raise RuntimeError("not now")

    def count(self, into: Accumulator[int]) -> None: ...

    @classmethod
    def create(cls, name: str = "toy") -> Toy:
        return Toy(0)

    @overload
    @classmethod
    def make(cls, name: str) -> Toy: ...
    @overload
    @classmethod
    def make(cls, size: int) -> Toy: ...
    @classmethod
    def make(cls, *args: Any, **kwargs: Any) -> Toy:
        return cls(0)

    def take(self, num: int) -> None: ...

    def link(self, other: Any, weight: int) -> None:
        other.linked = self
        other.weight = self.weight = weight

    def each(self, f: Callable[[int], Any], numPartitions: int | None = None) -> None: ...

    def fold(self, zero: int, op: Callable[[int, int], int], times: int = 1) -> None: ...

    def save(self, keyClass: str, valueClass: str) -> None: ...

    def read(self, path: str, keyClass: str, valueClass: str, inputFormatClass: str) -> None: ...

    def ask(self, wait: Option[int]) -> None: ...

    def each_of(self, *all: int) -> None: ...

    def split(self, *args: Any, **kwargs: Any) -> Any:
        return _split(self, *args, **kwargs)

    @overload
    def typed(self, a: int) -> None: ...
    @overload
    def typed(self, a: str) -> None: ...
    def typed(self, a: Any) -> None: ...

    def __add__(self, that: Duration) -> Toy:
        return self


def scala(name: str, *lists: str | None, companion: bool = False, types: str = "") -> Signature:
    """Return a signature from texts such as ``"a: Int, b: Seq[T] = …"``."""
    parameters = []
    for each in lists:
        texts = each.split("; ") if each else []
        split = [text.removesuffix(" = …").partition(": ") for text in texts]
        parameters.append(
            tuple(
                Parameter(name, kind, text.endswith(" = …"))
                for (name, _, kind), text in zip(split, texts, strict=True)
            )
        )
    named = [pair.partition(" <: ") for pair in types.split("; ")] if types else []
    return Signature(
        owner="org.apache.spark.Toy",
        name=name,
        lists=tuple(parameters),
        typeParameters=tuple(name for name, _, _ in named),
        typeArguments=tuple((name, bound) for name, _, bound in named),
        companion=companion,
    )


def how(signature: Signature) -> str:
    found = answer(signature, Toy)
    assert not found.problem
    return ", ".join(filter(None, found[::2]))


def problem(signature: Signature, python: Any = Toy) -> str:
    return answer(signature, python).problem


@pytest.mark.parametrize(
    ("signature", "python"),
    [
        (scala("new", "size: Int"), "Toy"),
        (scala("limit"), "limit"),
        (scala("size"), "size"),
        (scala("isEmpty"), "isEmpty"),
        (scala("isFull"), "isFull"),
        (scala("isFull", ""), "isFull"),
        (scala("count", "into: AccumulatorV2[_, _]"), "count"),
        (scala("create", "", companion=True), "create"),
        (scala("create", "name: String = …", companion=True), "create"),
        (scala("take", "num: Int"), "take"),
        (scala("take", "n: Int"), "take, by position"),
        (scala("each", "f: T => Unit; numPartitions: Int = …"), "each"),
        (scala("fold", "zero: Int; times: Int", "op: (Int, Int) => Int"), "fold"),
        (scala("read", "path: String", types="K; V; F <: InputFormat[K, V]"), "read"),
        (scala("ask", "wait: Option[Long]"), "ask"),
        (scala("each_of", "first: Int*"), "each_of"),
        (scala("split", "window: Duration; numPartitions: Int = …"), "split"),
        (scala("split", "window: Duration; partitioner: Partitioner"), "split"),
        (scala("typed", "a: String"), "typed"),
        (scala("+", "that: Duration"), "__add__"),
    ],
    ids=str,
)
def test_a_call_that_python_accepts_is_supported(signature, python):
    assert how(signature) == python


@pytest.mark.parametrize(
    ("signature", "said"),
    [
        # A name, a class
        (scala("drop", "num: Int"), "Toy has no drop"),
        (scala("toString", ""), "Toy has no toString"),  # the method of object does not count
        # Arity
        (scala("take", ""), "missing a required argument: 'num'"),
        (scala("take", "num: Int; step: Int"), "too many positional arguments"),
        (scala("take", "num: Int = …"), "missing a required argument: 'num'"),
        (scala("new", ""), "missing a required argument: 'size'"),
        # Types
        (scala("take", "num: Duration"), "num: int does not take Duration"),
        (scala("take", "num: Boolean"), "num: int does not take bool"),
        (scala("each_of", "first: String*"), "all: int does not take str"),
        (scala("each", "f: (RDD[T], Time) => Unit"), "does not take a function of 2"),
        (scala("each", "f: T => Unit; p: Partitioner"), "does not take HashPartitioner"),
        (scala("+", "that: Int"), "that: Duration does not take int"),
        # Overloads that a dispatcher does not have
        (scala("split", "window: Duration; n: Int; m: Int"), "no matching call"),
        (scala("split", "window: Duration; numPartitions: String"), "no matching call"),
        (scala("split", "window: String; numPartitions: Int"), "does not take str"),
        # Places and kinds
        (scala("save", "valueClass: String; keyClass: String"), "valueClass lands in keyClass"),
        (scala("take"), "a method, where Scala has a property"),
        (scala("isEmpty", ""), "a property, where Scala has a method"),
        (scala("isBroken", ""), "a property, where Scala has a method"),
        (scala("isFull", "by: Int"), "too many positional arguments"),
        (scala("count", "into: Long"), "does not take int"),
        (scala("take", "num: Int", companion=True), "a method of objects"),
        (scala("read", "path: String; parts: Int", types="K; V; F <: InputFormat"), "keyClass"),
    ],
    ids=str,
)
def test_a_call_that_python_does_not_accept_is_missing(signature, said):
    assert said in problem(signature)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python 3.10 keeps no overloads")
def test_an_overload_that_type_checkers_would_refuse_is_missing():
    assert problem(scala("typed", "a: Duration")) == "no @overload says so"
    assert problem(scala("make", "n: Duration", companion=True)) == "no @overload says so"
    assert problem(scala("make", "n: Int", companion=True)) == ""


def test_a_name_that_scala_overloads_is_one_method_in_python():
    assert answer(scala("create", companion=True), Toy, overloaded=True).name == "create()"
    assert "a property" in answer(scala("isEmpty", "n: Int"), Toy, overloaded=True).problem


def test_what_has_no_python_class_is_missing():
    assert problem(scala("take", "num: Int"), python=None) == "Python has no such class"


def test_pysparks_own_way_of_writing_a_name_is_kept():
    assert answer(scala("id"), pyspark.RDD).name == "id()"
    assert answer(scala("listFiles", ""), pyspark.SparkContext).name == "listFiles"
    assert "a property" in problem(scala("listFiles", "path: String"), pyspark.SparkContext)


def row(signature: Signature) -> Row:
    return Row(signature, answer(signature, Toy), exclusion(signature))


def test_a_missing_overload_and_an_unlisted_name_are_reported_by_their_names():
    table = [row(scala("take", "num: Int")), row(scala("take", "num: Int; step: Int"))]
    names = [PythonName("Toy", "each", ""), PythonName("Toy", "fold", "A reason.")]
    assert unanswered(table, names) == [
        "missing: Toy.take(num: Int, step: Int) (too many positional arguments)",
        "in no list: Toy.each",
    ]


def test_an_excluded_signature_is_not_missing(monkeypatch):
    monkeypatch.setitem(EXCLUDED, "Toy.drop(num: Int)", "Not a user's.")
    table = [row(scala("drop", "num: Int"))]
    assert unanswered(table, []) == []
    assert "| `drop(num: Int)` | excluded: Not a user's. |" in markdown(table, [])
    assert "stale exclusion: Toy.drop(num: Int)" not in stale(table, [])


def test_what_is_written_down_and_no_longer_there_is_stale(monkeypatch):
    monkeypatch.setitem(EXCLUDED, "Toy.drop(num: Int)", "Not a user's.")
    monkeypatch.setitem(RULES, "Never so.", lambda signature: False)
    monkeypatch.setitem(OWN, "Toy.gone", "A reason.")
    found = stale([row(scala("take", "num: Int"))], [])
    assert {
        "stale exclusion: Toy.drop(num: Int)",
        "stale rule: Never so.",
        "stale name of sparkish's own: Toy.gone",
        "stale: PARITY.md; python -m compat.parity makes it anew",
    } <= set(found)


def test_an_attribute_is_one_that_its_own_methods_assign():
    assert {"limit", "size", "weight", "take"} < publicNames(Toy)
    assert "linked" not in publicNames(Toy)


def test_a_name_of_a_newer_spark_is_none_of_ours(monkeypatch):
    isLocal = Signature(owner="org.apache.spark.SparkContext", name="isLocal")

    def reason(name: str) -> str:
        names = pythonOnly([Row(isLocal, answer(isLocal, SparkContext), "")])
        return {each.name: each.reason for each in names if each.owner == "SparkContext"}[name]

    monkeypatch.setattr(pyspark, "__version__", VERSION)
    assert reason("addJobTags") == ""
    monkeypatch.setattr(pyspark, "__version__", "3.5.9")
    assert reason("addJobTags") == "Of a newer Spark."


def test_names_of_python_alone_are_found_with_their_reasons(monkeypatch):
    monkeypatch.setattr(pyspark, "__version__", VERSION)
    milliseconds = Signature(owner="org.apache.spark.streaming.Time", name="milliseconds")
    names = pythonOnly([Row(milliseconds, answer(milliseconds, Time), "")])
    reasons = {(name.owner, name.name): name.reason for name in names}
    assert reasons["Time", "less"] == ""
    assert reasons["Time", "toDatetime"] == OWN["Time.toDatetime"]
    assert ("Time", "milliseconds") not in reasons
    assert reasons["sparkish", "TaskContext"] == PYSPARK
