"""``runFor`` and ``stop``: a batch that did not run is not recorded, and nothing stays behind."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyspark
import pytest
from records import Record

from sparkish import IllegalStateError, SparkContext
from sparkish._core import threads
from sparkish.streaming import Milliseconds, StreamingContext, StreamingContextState
from sparkish.streaming._engine import run
from sparkish.streaming.scheduler import StreamingListener

pytestmark = pytest.mark.spark

Eventually = Callable[..., None]


class Batches(Record):
    """Records each run of a batch: its time, and its lines."""

    def __init__(self, delay: float) -> None:
        super().__init__()
        self._delay = delay

    def add(self, rdd: pyspark.RDD[str], time_: Any) -> None:
        """Record a batch; the second one takes longer."""
        self.append((time_.milliseconds, sorted(rdd.collect())))
        if len(self.byTime()) == 2:
            delay, self._delay = self._delay, 0
            time.sleep(delay)

    def byTime(self) -> dict[int, list[list[str]]]:
        """Return the lines of each run of each batch."""
        runs = defaultdict(list)
        for at, lines in list(self):
            runs[at].append(lines)
        return dict(sorted(runs.items()))


class Feed:
    """Puts a file of one line into a folder again and again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.count = 0
        (folder / "in").mkdir(exist_ok=True)

    def _run(self) -> None:
        while not self._done.wait(0.3):
            hidden = self._folder / str(self.count)
            hidden.write_text(f"{self.count}\n")
            hidden.rename(self._folder / "in" / str(self.count))
            self.count += 1

    def __enter__(self) -> Feed:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()


@pytest.mark.parametrize("late", [False, True])
def test_what_runfor_skips_is_run_after_recovery(
    sc: SparkContext,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    late: bool,
) -> None:
    """Nothing is lost, and a batch that runs again, as Spark's last one does, has the same data."""
    # Start the workers before.
    sc.parallelize(range(2), 2).count()
    # Spark may begin later batches before sparkish notices that the last one has begun.
    batches, totals = Batches(delay=1.6 if late else 0), Record()
    checkpoint = str(tmp_path / "checkpoint")
    (tmp_path / "in").mkdir()

    def create() -> StreamingContext:
        ssc = StreamingContext(sc, Milliseconds(500))
        lines = ssc.textFileStream(str(tmp_path / "in"))
        lines.foreachRDD(batches.add)
        counts = lines.map(lambda line: (line, 1)).updateStateByKey(
            lambda new, last: sum(new) + (last or 0)
        )
        counts.foreachRDD(totals.take)
        return ssc

    completed = []

    class Completed(StreamingListener):
        def onBatchCompleted(self, batchCompleted: Any) -> None:
            completed.append(batchCompleted.batchInfo.batchTime.milliseconds)

    first = StreamingContext.getOrCreate(checkpoint, create)
    first.addStreamingListener(Completed())
    if late:
        monkeypatch.setattr(run, "_endGeneration", lambda *_: True)
    with Feed(tmp_path) as feed:
        first.runFor(batches=2)
    wanted = list(batches.byTime())
    assert len(wanted) == 2
    assert completed == wanted
    monkeypatch.undo()

    second = StreamingContext.getOrCreate(checkpoint, create)
    assert second is not first
    made = feed.count
    second.runFor(batches=3)
    runsOf = batches.byTime()
    assert all(each == runs[0] for runs in runsOf.values() for each in runs)
    lines = [line for runs in runsOf.values() for line in runs[0]]
    assert sorted(lines, key=int) == [str(n) for n in range(made)]
    assert dict(totals) == {str(n): 1 for n in range(made)}
    assert all(len(runs) == 1 for at, runs in runsOf.items() if at != wanted[-1])


def test_ctrl_c_while_runfor_stops_changes_nothing_for_the_next_context(sc: SparkContext) -> None:
    class Interrupted(StreamingContext):
        def _stop(self, *args: Any, **kwargs: Any) -> None:
            os.kill(os.getpid(), signal.SIGINT)
            super()._stop(*args, **kwargs)

    interrupted = Interrupted(sc, Milliseconds(500))
    interrupted.queueStream([[1]]).foreachRDD(lambda rdd: None)
    with pytest.raises(KeyboardInterrupt):
        interrupted.runFor(batches=1)
    assert interrupted.getState() == StreamingContextState.STOPPED

    seen: list[Any] = []
    ssc = StreamingContext(sc, Milliseconds(500))
    ssc.queueStream([[1], [2]]).foreachRDD(lambda rdd: seen.extend(rdd.collect()))
    ssc.runFor(batches=2)
    assert seen == [1, 2]


def test_ctrl_c_leaves_a_stop_to_go_on(ssc: StreamingContext) -> None:
    ended = threading.Event()
    main = threading.main_thread().ident
    assert main is not None

    def interrupt() -> None:
        signal.pthread_kill(main, signal.SIGINT)
        time.sleep(0.5)
        ended.set()

    ssc._whenStopped.append(interrupt)
    ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)
    ssc.start()
    with pytest.raises(KeyboardInterrupt):
        ssc.stop(stopSparkContext=False)
    assert not ended.is_set()
    ssc._whenStopped.clear()
    # It waits for the running batch.
    ssc.stop(stopSparkContext=False)
    assert ended.is_set()


def test_stop_returns_when_no_function_runs_any_more(ssc: StreamingContext) -> None:
    began, ended = threading.Event(), threading.Event()

    def slow(rdd: pyspark.RDD[int]) -> None:
        began.set()
        # Spark waits for 2 s.
        time.sleep(3.5)
        ended.set()

    ssc.queueStream([[1]]).foreachRDD(slow)
    ssc.start()
    assert began.wait(30)
    ssc.stop(stopSparkContext=False)
    assert ended.is_set()


def test_stop_says_which_function_still_runs(
    ssc: StreamingContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_PATIENCE", 1)
    began, release, ended = (threading.Event() for _ in range(3))

    def endless(rdd: pyspark.RDD[int]) -> None:
        began.set()
        release.wait(60)
        ended.set()

    ssc.queueStream([[1]]).foreachRDD(endless)
    ssc.start()
    assert began.wait(30)
    try:
        with pytest.warns(UserWarning, match=r"endless at .*test_runs\.py:\d+, .* still runs"):
            ssc.stop(stopSparkContext=False)
    finally:
        release.set()
    assert ended.wait(30)


def test_a_graceful_stop_in_a_function_of_runfor_runs_what_was_begun(
    ssc: StreamingContext,
) -> None:
    seen: list[int] = []

    def stopOnce(rdd: pyspark.RDD[int]) -> None:
        seen.extend(rdd.collect())
        if seen == [1]:
            ssc.stop(stopSparkContext=False, stopGracefully=True)

    ssc.queueStream([[1], [2], [3]]).foreachRDD(stopOnce)
    ssc.runFor(batches=1)
    assert ssc.getState() == StreamingContextState.STOPPED
    assert seen[:1] == [1]


def test_a_start_that_is_refused_leaves_no_run_behind(ssc: StreamingContext) -> None:
    with pytest.raises(IllegalStateError, match="No output operation"):
        ssc.runFor(batches=1)
    began = threading.Event()
    ssc.queueStream([[1]]).foreachRDD(lambda rdd: began.set())
    ssc.start()
    assert began.wait(60)


def test_a_future_is_cancelled_in_a_result_handler(sc: SparkContext) -> None:
    """Spark's scheduler waits for the handler, and so the handler must not wait for a job."""
    ready, answers = threading.Event(), []

    def slow(part: Iterator[int]) -> list[int]:
        numbers = list(part)
        time.sleep(60 * (numbers[0] > 1))
        return numbers

    def handle(place: int, result: list[int]) -> None:
        ready.wait(30)
        answers.append(future.cancel())
        # Then sc.stop() and ssc.stop() do not wait there either.
        answers.append(threads._isCallback(sys._getframe()))

    future: Any = sc.submitJob(sc.parallelize([1, 2], 2), slow, [0, 1], handle, lambda: None)
    ready.set()
    assert "cancel" in str(future.exception(60))
    assert answers[:2] == [True, True]
    assert sc.parallelize([1]).count() == 1
