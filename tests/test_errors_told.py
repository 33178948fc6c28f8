"""The error of a failing function: the sentence, the user's own line, and no log before it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from drivers import Driver
from py4j.protocol import Py4JError

from sparkish import IllegalStateError, SparkContext
from sparkish._jvm.failures import BatchFailedError, _ofFiles, usersTrace
from sparkish._jvm.telling import told
from sparkish.streaming import Milliseconds, StreamingContext
from sparkish.streaming._engine import run

HERE = Path(__file__).name
LOCK = threading.Lock()


def firstLines(sc: SparkContext, declare: Callable[[Any, Any], Any]) -> str:
    """Run the declared streams, and return the lines of the error before the trace."""
    ssc = StreamingContext(sc, Milliseconds(300))
    declare(ssc.queueStream([[("a", 1)]]), ssc.queueStream([["no json"]]))
    with pytest.raises(BatchFailedError) as error, pytest.warns(match="does not run"):
        ssc.runFor(batches=1)
    assert error.value.__cause__ is not None
    return str(error.value).split("\n\n")[0]


@pytest.mark.spark
def test_the_place_is_the_users_own(sc: SparkContext) -> None:
    def lines(element: Any) -> Any:
        raise ValueError("first line\nsecond line")

    told = {
        "library": firstLines(sc, lambda s, t: t.map(lambda x: json.loads(x)).print()),
        "strptime": firstLines(
            sc, lambda s, t: t.map(lambda x: datetime.strptime(x, "%Y")).print()
        ),
        "itself": firstLines(sc, lambda s, t: t.map(json.loads).print()),
        "pairs": firstLines(sc, lambda s, t: t.map(len).groupByKey().print()),
        "none": firstLines(sc, lambda s, t: s.flatMap(lambda v: None).print()),
        "lines": firstLines(sc, lambda s, t: s.map(lines).print()),
        "arguments": firstLines(
            sc, lambda s, t: s.foreachRDD(lambda rdd: rdd.map(lambda a, b: a).collect())
        ),
        "lock": firstLines(sc, lambda s, t: s.map(lambda x: (x, LOCK)).print()),
        "context": firstLines(sc, lambda s, t: s.map(lambda x: sc.parallelize([x])).print()),
    }
    for name in ("library", "strptime", "arguments"):
        assert f", in <lambda> at {__file__}:" in told[name], told[name]
    for name, operation in {"itself": "map", "pairs": "groupByKey", "none": "flatMap"}.items():
        assert f", in print() at {HERE}:" in told[name], told[name]
        assert f"{operation}() at {HERE}:" in told[name], told[name]
    assert "second line, in " in told["lines"], told["lines"]
    assert told["lines"].startswith("ValueError: first line\n")
    assert "uses LOCK, a _thread.lock, which cannot be sent to the workers" in told["lock"]
    assert "uses sc, a sparkish.context.SparkContext, which cannot be" in told["context"]
    assert "\nWrite what makes the value inside the function" in told["lock"]
    assert "\nWrite rdd.context in a function of transform" in told["context"]


@pytest.mark.spark
@pytest.mark.skipif(sys.version_info < (3, 11), reason="ExceptionGroups are of 3.11")
def test_a_group_of_exceptions_is_opened(sc: SparkContext) -> None:
    def several(element: Any) -> Any:
        raise ExceptionGroup("several", [ValueError("one"), KeyError("two")])  # noqa: F821

    told = firstLines(sc, lambda s, t: s.map(several).print())
    first, *parts = told.splitlines()
    assert first == "ExceptionGroup: several (2 sub-exceptions)"
    assert parts[0] == "  ValueError: one"
    assert parts[1].startswith("  KeyError: 'two', in several at ")


JOB = """
from sparkish import SparkContext
from sparkish.streaming import Milliseconds, StreamingContext
ssc = StreamingContext(SparkContext("local[1]", "x"), Milliseconds(500))
{declared}
ssc.start()
ssc.awaitTermination()
"""


@pytest.mark.spark
def test_nothing_is_logged_before_the_sentence(driver: Callable[..., Driver]) -> None:
    job = driver(JOB.format(declared="ssc.queueStream([[0]]).map(lambda n: 1 / n).print()"))
    assert job.end() == 1
    lines = [line for line in job.stderr.splitlines() if line.strip()]
    at = next(i for i, line in enumerate(lines) if "BatchFailedError: ZeroDivisionError" in line)
    assert re.search(r"ZeroDivisionError: .*, in <lambda> at .*job\.py:5\.$", lines[at])
    before = [line for line in lines[:at] if "ERROR" in line or "Traceback" in line]
    assert not before
    assert not [line for line in lines if line.startswith("\tat ")]
    # Of the frames the user's own are shown, and how many there are beside them.
    frames = [line for line in lines[at:] if line.startswith('  File "')]
    assert frames, job.stderr
    assert all("job.py" in line for line in frames), job.stderr
    assert any(re.match(r"  \.\.\. \(\d+ of Spark's and sparkish's own\)", line) for line in lines)


@pytest.mark.parametrize(("failedAt", "told"), [("map() at job.py:3", [1000]), (None, [])])
def test_a_stop_after_a_failure_interrupts_a_batch_and_logs_nothing(
    monkeypatch: pytest.MonkeyPatch, failedAt: str | None, told: list[int]
) -> None:
    active = SimpleNamespace(_failedAt=failedAt, _isStopping=True, _jvm=None)
    seen: list[int] = []
    monkeypatch.setattr(run.PySparkStreamingContext, "_activeContext", active)
    monkeypatch.setattr(run.quiet, "batchIsTold", lambda jvm, time: seen.append(time))
    with pytest.raises(Py4JError), run.recordingFailure("here", (), datetime.fromtimestamp(1)):
        raise Py4JError("the JVM's thread was interrupted")
    assert (seen, active._failedAt) == (told, failedAt)


def test_an_error_without_a_trace_of_java_is_printed_without_its_cause() -> None:
    try:
        try:
            raise ValueError("java")
        except ValueError as cause:
            raise IllegalStateError("the sentence") from cause
    except IllegalStateError as error:
        text = told(type(error), error, error.__traceback__)
    assert "ValueError: java" not in text
    assert text.rstrip().endswith("IllegalStateError: the sentence")


def test_a_worker_that_ended_is_told_in_a_line() -> None:
    trace = (
        "Traceback (most recent call last):\n"
        '  File "/x/site-packages/pyspark/core/rdd.py", line 1, in collect\n'
        "    return 1\n"
        "py4j.protocol.Py4JJavaError: An error occurred while calling o1.collect.\n"
        ": org.apache.spark.SparkException: Job aborted due to stage failure: Task 0 in stage 1.0 "
        "failed 1 times, most recent failure: Lost task 0.0 in stage 1.0 (TID 1) (host executor "
        "driver): org.apache.spark.SparkException: Python worker exited unexpectedly (crashed).\n"
        "\tat org.apache.spark.Some.thing(Some.scala:1)\n"
    )
    assert usersTrace(trace, "print() at job.py:3").split("\n\n")[0] == (
        "org.apache.spark.SparkException: Python worker exited unexpectedly (crashed), in print() "
        "at job.py:3.\n"
        'Write conf.set("spark.python.worker.faulthandler.enabled", "true") to see where it was: '
        "its process was ended, by itself or by the system, which has no memory left for instance"
    )


def test_a_hook_of_the_programs_own_stays() -> None:
    code = (
        "import sys\n"
        "def hook(kind, error, trace): print('mine', kind.__name__)\n"
        "sys.excepthook = hook\n"
        "import sparkish\n"
        "raise sparkish.IllegalStateError('a')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("mine IllegalStateError\n", "")


def test_an_accumulator_of_a_checkpoint_is_told_in_a_line() -> None:
    trace = (
        "Traceback (most recent call last):\n"
        '  File "/x/job.py", line 7, in show\n'
        "    print(count.value)\n"
        '  File "/x/site-packages/pyspark/accumulators.py", line 1, in value\n'
        "pyspark.errors.PySparkRuntimeError: [VALUE_NOT_ACCESSIBLE] Value `Accumulator.value` "
        "cannot be accessed inside tasks.\n"
    )
    told = usersTrace(trace).split("\n\n")[0]
    what, write = told.splitlines()
    assert what.endswith("cannot be accessed inside tasks, in show at /x/job.py:7.")
    assert write.startswith("Write a function that makes the accumulator once")
    assert "it does not come back from a checkpoint" in write


def test_a_file_that_loses_a_batch_is_told_with_the_reason() -> None:
    hidden = _ofFiles("Input path does not exist: file:/data/in/_SUCCESS")
    assert "Hadoop hides names that begin with an underscore" in hidden
    assert "Write files elsewhere" in hidden
    gone = _ofFiles("Input path does not exist: file:/data/in/a.txt")
    assert "it has gone since the batch listed it" in gone
    assert _ofFiles("Job aborted") == ""
