"""``assertStream``, for users' own tests."""

from __future__ import annotations

import importlib
import operator
import subprocess
import sys
import time
from typing import Any

import pytest

from sparkish import IllegalStateError, SparkContext
from sparkish._jvm.failures import BatchFailedError
from sparkish.streaming import Milliseconds, Minutes, Seconds, StateSpec, StreamingContext
from sparkish.testing import assertStream
from sparkish.testing._streams import _difference

spark = pytest.mark.spark


def difference(
    expected: list[Any], actual: list[Any], ordered: bool = True, slide: int = 1
) -> list[str]:
    """The lines of the message for a stream of three batches."""
    return _difference([[["a"], ["b"], ["c"]]], slide, expected, actual, ordered).splitlines()


def test_what_is_as_expected_has_no_message() -> None:
    assert difference([[1, 2], [], [3]], [[1, 2], [], [3]]) == []
    assert difference([[1, 2]], [[2, 1]], ordered=False) == []
    # Elements need neither an order nor a hash.
    assert difference([[{"a": 1}, [2]]], [[[2], {"a": 1}]], ordered=False) == []
    assert difference([[0.3]], [[pytest.approx(0.1 + 0.2)]]) == []


def test_the_message_says_which_batch_and_how_they_differ() -> None:
    assert difference([[1], [2, 2, 3]], [[1], [3, 2, 4]], ordered=False) == [
        "Batch 2 of 2 is not as expected.",
        "  input:        ['b']",
        "  expected:     [2, 2, 3]",
        "  actual:       [3, 2, 4]",
        "  missing:      [2]",
        "  not expected: [4]",
    ]


def test_the_message_says_where_the_order_alone_differs() -> None:
    assert difference([[1, 2]], [[2, 1]])[-1] == (
        "  The elements are the same in another order; ordered=False allows that."
    )


def test_the_message_shows_the_batches_of_a_slide() -> None:
    assert difference([[1]], [[2]], slide=2)[1] == "  input:        ['a'], ['b']"


def test_batches_that_are_too_many_are_told() -> None:
    assert difference([[1]], [[1], [2], [3]]) == [
        "1 batches were expected, but there were 3: after the last expected one came [[2], [3]]."
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ([[1]],),
        ([[1]], str),
        (str, [[1]]),
        ([1, 2], str, [[1]]),
        (["text"], str, [["text"]]),
        ([[1]], str, [[1]], True, "more"),
    ],
)
def test_other_arguments_are_refused(arguments: Any) -> None:
    with pytest.raises(TypeError, match="assertStream takes a SparkContext, the batches"):
        assertStream(None, *arguments)  # type: ignore[arg-type]


def test_it_needs_no_pytest() -> None:
    code = "import sys\nsys.modules['pytest'] = None\nimport sparkish.testing"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_name_that_neither_has_is_refused() -> None:
    import sparkish.testing

    with pytest.raises((AttributeError, ImportError), match=r"nonsense|[Pp]andas"):
        sparkish.testing.nonsense  # noqa: B018


def test_modules_of_pyspark_are_there() -> None:
    try:
        theirs = importlib.import_module("pyspark.testing.objects")
    except ImportError:  # the one of PySpark 3.5 needs pandas
        with pytest.raises(ImportError, match="Pandas"):
            importlib.import_module("sparkish.testing.objects")
    else:
        assert importlib.import_module("sparkish.testing.objects") is theirs


# With Spark.


@spark
def test_streams_are_compared_batch_by_batch(sc: SparkContext) -> None:
    assertStream(sc, [[1, 2], [3]], lambda numbers: numbers.map(str), [["1", "2"], ["3"]])
    assertStream(
        sc,
        input=[["b", "a"]],
        operation=lambda letters: letters.countByValue(),
        expectedOutput=[[("a", 1), ("b", 1)]],
        ordered=False,
    )
    with pytest.raises(AssertionError, match=r"Batch 2 of 2 is not(.|\n)*actual: +\[4\]"):
        assertStream(sc, [[1], [2]], lambda n: n.map(lambda n: n * 2), [[2], [5]])
    # The SparkContext has not changed, and neither has its clock.
    assert sc.parallelize([1, 2]).sum() == 3
    seen: list[int] = []
    with StreamingContext(sc, Milliseconds(200)) as ssc:
        ssc.queueStream([[1]]).foreachRDD(lambda rdd: seen.append(rdd.count()))
        ssc.runFor(batches=1, timeout=Seconds(60))
    assert seen == [1]


@spark
def test_windows_of_minutes_take_no_minutes(sc: SparkContext) -> None:
    started = time.monotonic()
    assertStream(
        sc,
        [[1], [2], [3], [4]],
        lambda numbers: numbers.reduceByWindow(operator.add, Minutes(30), Minutes(20)),
        [[3], [9], [4]],
        batchDuration=Minutes(10),
    )
    assert time.monotonic() - started < 60


@spark
def test_two_streams_and_state(sc: SparkContext) -> None:
    left, right = [[("k", 1)], [("k", 2)]], [[("k", "a")], []]
    assertStream(sc, left, right, lambda a, b: a.leftOuterJoin(b), [
        [("k", (1, "a"))],
        [("k", (2, None))],
    ])  # fmt: skip

    def total(new: list[int], last: int | None) -> int:
        return sum(new) + (last or 0)

    assertStream(sc, left, lambda pairs: pairs.updateStateByKey(total), [[("k", 1)], [("k", 3)]])

    def mapped(key: str, value: Any, state: Any) -> int:
        state.update(state.getOption().getOrElse(0) + value.getOrElse(0))
        return int(state.get())

    spec = StateSpec.function(mapped)
    assertStream(sc, left, lambda pairs: pairs.mapWithState(spec), [[1], [3]])


@spark
def test_what_fails_is_raised_and_leaves_nothing_behind(sc: SparkContext) -> None:
    with pytest.raises(BatchFailedError, match="ZeroDivisionError"):
        assertStream(sc, [[0]], lambda n: n.map(lambda n: 1 // n), [[1]])
    with pytest.raises(TypeError, match="must return a DStream, not None"):
        assertStream(sc, [[0]], lambda n: n.print(), [[1]])  # type: ignore[func-returns-value,arg-type]
    with pytest.raises(TimeoutError, match="0 of 1 batches"):
        assertStream(
            sc,
            [[0]],
            lambda n: n.map(lambda n: time.sleep(3)),
            [[None]],
            timeout=Milliseconds(300),
        )
    assert StreamingContext.getActive() is None
    assertStream(sc, [[1]], lambda n: n, [[1]])


@spark
def test_it_does_not_run_beside_another_context(ssc: StreamingContext, sc: SparkContext) -> None:
    ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)
    ssc.start()
    with pytest.raises(IllegalStateError, match="Another StreamingContext is active"):
        assertStream(sc, [[1]], lambda n: n, [[1]])
