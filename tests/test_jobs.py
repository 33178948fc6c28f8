"""Jobs in Scala's forms: what they run, which handlers they call, and their names."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyspark
import pytest
from pyspark import TaskContext

from sparkish import SparkContext

pytestmark = pytest.mark.spark

Eventually = Callable[..., None]


def local() -> Any:
    """Return a function that is pickled by value: workers do not find this module."""

    def total(context: Any, part: Any) -> Any:
        assert isinstance(context, TaskContext)
        return context.partitionId(), sum(part)

    return total


total = local()


# runJob.


def test_a_function_of_the_partition_as_in_pyspark(sc: SparkContext) -> None:
    rdd = sc.parallelize(range(6), 3)

    def squares(part: Any) -> Any:
        return [n * n for n in part]

    for arguments in ((), (None,), ([0, 2],), ([0, 2], True), ([],)):
        theirs = pyspark.SparkContext.runJob(sc, rdd, squares, *arguments)  # type: ignore[arg-type]
        assert sc.runJob(rdd, squares, *arguments) == theirs
    assert sc.runJob(rdd, partitionFunc=lambda part: (n for n in part), partitions=[1]) == [2, 3]
    # Text is iterable, so PySpark's result is its letters.
    assert sc.runJob(rdd, lambda part: "ab", [0]) == ["a", "b"]


def test_a_result_that_is_no_iterable_is_the_partitions_own(sc: SparkContext) -> None:
    rdd = sc.parallelize(range(6), 3)
    assert sc.runJob(rdd, sum) == [1, 5, 9]
    assert sc.runJob(rdd, func=sum, partitions=(2, 0)) == [9, 1]
    assert sc.runJob(rdd, lambda part: None, range(2)) == [None, None]


def test_a_function_that_raises_type_error_is_not_called_again(
    sc: SparkContext, tmp_path: Path
) -> None:
    calls = str(tmp_path / "calls")

    def fails(part: Any) -> Any:
        with open(calls, "a") as file:
            file.write("called ")
        raise TypeError("the user's own")

    with pytest.raises(Exception, match="the user's own"):
        sc.runJob(sc.parallelize([1], 1), fails)
    assert Path(calls).read_text() == "called "


def test_a_function_of_the_task_context_as_in_scala(sc: SparkContext) -> None:
    rdd = sc.parallelize(range(6), 3)
    assert sc.runJob(rdd, total) == [(0, 1), (1, 5), (2, 9)]
    assert sc.runJob(rdd, total, [2, 0]) == [(2, 9), (0, 1)]
    # An iterable is a result like any other.
    assert sc.runJob(rdd, lambda context, part: list(part)) == [[0, 1], [2, 3], [4, 5]]
    # An optional argument does not take the iterator.
    assert sc.runJob(rdd, lambda part, extra=10: sum(part) + extra) == [11, 15, 19]


def test_a_result_handler(sc: SparkContext) -> None:
    rdd = sc.parallelize(range(6), 3)
    seen: dict[int, Any] = {}
    assert sc.runJob(rdd, total, seen.__setitem__) is None
    assert seen == {0: (0, 1), 1: (1, 5), 2: (2, 9)}
    seen.clear()
    assert sc.runJob(rdd, list, seen.__setitem__) is None
    assert seen == {0: [0, 1], 1: [2, 3], 2: [4, 5]}
    seen.clear()
    # The index is the position in the list of requested partitions, as in Scala.
    sc.runJob(rdd, total, [2, 0], seen.__setitem__)
    assert seen == {0: (2, 9), 1: (0, 1)}
    seen.clear()
    sc.runJob(rdd, processPartition=sum, resultHandler=seen.__setitem__)
    assert seen == {0: 1, 1: 5, 2: 9}
    seen.clear()
    sc.runJob(rdd, sum, [1, 1], resultHandler=seen.__setitem__)
    assert seen == {0: 5, 1: 5}


def test_a_result_is_handed_on_while_the_job_runs(sc: SparkContext, tmp_path: Path) -> None:
    mark = str(tmp_path / "handed")

    def slow(part: Any) -> Any:
        [n] = part
        deadline = time.monotonic() + 30
        while n == 1 and not Path(mark).exists():
            assert time.monotonic() < deadline, "the other partition's result did not come"
            time.sleep(0.01)
        return n

    seen: list[int] = []

    def handler(index: int, result: int) -> None:
        seen.append(result)
        Path(mark).touch()

    sc.runJob(sc.parallelize([0, 1], 2), slow, handler)
    assert seen == [0, 1]


def test_what_a_handler_raises_is_raised_and_ends_its_calls(sc: SparkContext) -> None:
    calls: list[int] = []

    def handler(index: int, result: int) -> None:
        calls.append(index)
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        sc.runJob(sc.parallelize(range(4), 4), sum, handler)
    assert len(calls) == 1
    # PySpark's accumulators still work.
    counter = sc.longAccumulator()
    sc.parallelize([1, 2]).foreach(counter.add)
    assert counter.value == 3


def test_a_task_that_fails_hands_on_nothing(sc: SparkContext) -> None:
    seen: list[Any] = []
    with pytest.raises(Exception, match="ZeroDivisionError"):
        sc.runJob(sc.parallelize([1], 1), lambda part: 1 / 0, lambda *result: seen.append(result))
    with pytest.raises(Exception, match="cannot pickle"):
        sc.runJob(
            sc.parallelize([1], 1),
            lambda part: (n for n in part),
            lambda *result: seen.append(result),
        )
    assert seen == []


@pytest.mark.parametrize(
    "arguments",
    [(), (5,), (sum, 5), (sum, "ab"), (sum, [0], 5), (total, [0], False), (sum, [0], len, len)],
)
def test_other_calls_are_answered_with_the_forms(
    sc: SparkContext, arguments: tuple[Any, ...]
) -> None:
    with pytest.raises(TypeError, match=r"no matching call[\s\S]*resultHandler"):
        sc.runJob(sc.parallelize([1]), *arguments)


# submitJob, and futures.


def test_a_job_in_the_background(sc: SparkContext) -> None:
    rdd = sc.parallelize(range(6), 3)
    seen: dict[int, int] = {}
    future = sc.submitJob(rdd, sum, [0, 2], seen.__setitem__, lambda: sum(seen.values()))
    assert future.result(60) == 10
    assert seen == {0: 1, 1: 9}
    with pytest.raises(TypeError, match="resultFunc of submitJob must be a function"):
        sc.submitJob(rdd, sum, [0], seen.__setitem__, 5)  # type: ignore[arg-type]
    failed = sc.submitJob(rdd, lambda part: 1 / 0, [0], seen.__setitem__, dict)  # type: ignore[arg-type]
    assert "ZeroDivisionError" in str(failed.exception(60))


def test_a_future_cancels_its_jobs_and_no_others(sc: SparkContext, eventually: Eventually) -> None:
    def slow(n: int) -> None:
        time.sleep(60)

    tracker = sc.statusTracker()
    future = sc.parallelize([1], 1).foreachAsync(slow)
    eventually(tracker.getActiveStageIds, "a job that runs")
    assert future.cancel()
    assert "cancel" in str(future.exception(60))
    assert not future.cancel()
    eventually(lambda: not tracker.getActiveJobsIds(), "the job's end")
    # Also if the job has not started yet.
    early = sc.parallelize([1], 1).foreachAsync(slow)
    assert early.cancel()
    assert "cancel" in str(early.exception(60))
    assert sc.parallelize([1]).countAsync().result(60) == 1
    assert set(sc.getJobTags()) == set()


# Call sites.


def stages(sc: SparkContext, action: Callable[[], Any]) -> set[str]:
    """Return the names of the stages that an action runs."""
    sc.setJobGroup("call sites", "")
    tracker = sc.statusTracker()
    before = set(tracker.getJobIdsForGroup("call sites"))
    action()
    jobs = set(tracker.getJobIdsForGroup("call sites")) - before
    infos = [tracker.getJobInfo(job) for job in jobs]
    names = {tracker.getStageInfo(stage).name for info in infos for stage in info.stageIds}
    sc.clearJobGroup()
    return names


def test_jobs_and_rdds_are_called_as_the_user_says(sc: SparkContext) -> None:
    rdd = sc.parallelize(range(4), 2)
    frame = sc.parallelize([("a", 1)]).toDF("word", "count")
    sc.setCallSite("mine")
    try:
        made = sc.parallelize([1], 1)
        assert "at mine" in made.toDebugString().decode()
        # PySpark sets its own call site around most actions, and clears it afterwards.
        for action in (rdd.collect, rdd.count, lambda: rdd.take(1), frame.collect, rdd.count):
            assert stages(sc, action) == {"mine"}
        sc.setCallSite("another")
        assert stages(sc, rdd.count) == {"another"}
    finally:
        sc.clearCallSite()
    assert any("test_jobs.py" in name for name in stages(sc, rdd.count))
    assert "at mine" not in sc.parallelize([1], 1).toDebugString().decode()


def test_a_call_site_is_one_threads(sc: SparkContext) -> None:
    rdd = sc.parallelize(range(4), 2)
    named: dict[str, set[str]] = {}
    sc.setCallSite("mine")
    try:
        for kind in (pyspark.InheritableThread, threading.Thread):
            thread = kind(
                target=lambda kind=kind: named.update({kind.__name__: stages(sc, rdd.count)})
            )
            thread.start()
            thread.join(60)
    finally:
        sc.clearCallSite()
    assert named["InheritableThread"] == {"mine"}
    assert "mine" not in named["Thread"]
