"""The constructors, the state and the settings of a StreamingContext."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyspark
import pytest
from pyspark.streaming import StreamingContext as PySparkStreamingContext

from sparkish import IllegalStateError, SparkConf, SparkContext
from sparkish._jvm.failures import BatchFailedError, JavaError
from sparkish.streaming import (
    Duration,
    Durations,
    Milliseconds,
    Seconds,
    StreamingContext,
    StreamingContextState,
)

pytestmark = pytest.mark.spark

INITIALIZED, ACTIVE, STOPPED = StreamingContextState


def batchMilliseconds(ssc: StreamingContext) -> int:
    return int(ssc._jssc.ssc().graph().batchDuration().milliseconds())


@pytest.mark.parametrize(
    ("duration", "milliseconds"),
    [(Seconds(2), 2000), (Milliseconds(1500), 1500), (Durations.minutes(1), 60000), (1, 1000),
     (0.5, 500), (1.001, 1001)],
)  # fmt: skip
def test_with_a_spark_context_and_a_duration(
    sc: SparkContext, duration: Any, milliseconds: int
) -> None:
    ssc = StreamingContext(sc, duration)
    assert batchMilliseconds(ssc) == milliseconds
    assert isinstance(ssc, PySparkStreamingContext)
    assert ssc.sparkContext is sc
    assert ssc.getState() is INITIALIZED


def test_keywords_of_pyspark(sc: SparkContext) -> None:
    first = StreamingContext(sparkContext=sc, batchDuration=1)
    again = StreamingContext(sparkContext=sc, jssc=first._jssc)
    assert again._jssc is first._jssc
    assert StreamingContext(sc, None, first._jssc)._jssc is first._jssc


def test_without_a_duration_it_comes_from_the_configuration(sc: SparkContext) -> None:
    with pytest.raises(TypeError, match=r"spark\.sparkish\.batchDuration is not set") as error:
        StreamingContext(sc)
    assert "StreamingContext(sc, Seconds(10))" in str(error.value)
    try:
        for text, milliseconds in [("3s", 3000), ("250ms", 250), ("2", 2000), ("1min", 60000)]:
            sc._jsc.sc().conf().set("spark.sparkish.batchDuration", text)
            assert batchMilliseconds(StreamingContext(sc)) == milliseconds
        sc._jsc.sc().conf().set("spark.sparkish.batchDuration", "soon")
        with pytest.raises(ValueError, match="soon"):
            StreamingContext(sc)
    finally:
        sc._jsc.sc().conf().remove("spark.sparkish.batchDuration")


@pytest.mark.parametrize(
    ("duration", "error", "words"),
    [
        (0, ValueError, "greater than zero"),
        (Seconds(0), ValueError, "greater than zero"),
        (-1, ValueError, "greater than zero"),
        (Milliseconds(-1), ValueError, "greater than zero"),
        (True, TypeError, "Seconds"),
        ("1", TypeError, "Seconds"),
        (float("nan"), ValueError, "batchDuration"),
        ([1], TypeError, "batchDuration"),
    ],
)
def test_a_duration_that_is_none_is_refused(
    sc: SparkContext, duration: Any, error: type[Exception], words: str
) -> None:
    for arguments in [
        {"sparkContext": sc},
        {"conf": SparkConf()},
        {"master": "local[2]", "appName": "refused"},
    ]:
        with pytest.raises(error, match=words):
            StreamingContext(**arguments, batchDuration=duration)
    assert pyspark.SparkContext._active_spark_context is sc


@pytest.mark.parametrize(
    "arguments",
    [(), (1,), (1, 2), ("local[2]", "name"), (SparkConf(),), ("a", "b", 1, 2, 3, 4, 5, 6), (None,)],
)
def test_what_is_no_form_is_refused_with_a_list_of_them(
    sc: SparkContext, arguments: tuple[Any, ...]
) -> None:
    with pytest.raises(TypeError) as error:
        StreamingContext(*arguments)
    message = str(error.value)
    assert "StreamingContext(sparkContext: pyspark.SparkContext, batchDuration" in message
    assert "StreamingContext(conf: pyspark.SparkConf, batchDuration" in message
    assert "StreamingContext(master: str, appName: str, batchDuration" in message
    assert "StreamingContext(path: str, sparkContext" in message
    assert "StreamingContext(path: str, hadoopConf" in message


def test_a_session_is_refused_with_what_to_write(sc: SparkContext) -> None:
    session = pyspark.sql.SparkSession(sc)
    with pytest.raises(TypeError, match=r"spark\.sparkContext, not spark"):
        StreamingContext(session, Seconds(1))


def test_a_stopped_spark_context_is_refused(sc: SparkContext) -> None:
    stopped = object.__new__(SparkContext)
    stopped._jsc = None
    with pytest.raises(IllegalStateError, match="was stopped: make a new one"):
        StreamingContext(stopped, Seconds(1))


def test_a_path_without_a_checkpoint_is_refused(sc: SparkContext, tmp_path: Path) -> None:
    for arguments in [(str(tmp_path),), (str(tmp_path), sc)]:
        with pytest.raises(IllegalStateError, match="no checkpoint in"):
            StreamingContext(*arguments)


def test_states_through_the_life_of_a_context(ssc: StreamingContext) -> None:
    ssc.queueStream([[1]]).print()
    assert ssc.getState() is INITIALIZED
    assert StreamingContext.getActive() is None
    ssc.start()
    assert ssc.getState() is ACTIVE
    assert StreamingContext.getActive() is ssc
    assert StreamingContext.getActiveOrCreate(None, lambda: pytest.fail("not called")) is ssc
    ssc.stop(stopSparkContext=False)
    assert ssc.getState() is STOPPED
    assert StreamingContext.getActive() is None


def test_the_active_context_is_found_after_another_has_ended(sc: SparkContext) -> None:
    for _ in range(2):
        ssc = StreamingContext(sc, Milliseconds(500))
        ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)
        ssc.start()
        assert StreamingContext.getActive() is ssc
        # PySpark asks the JVM: a context that is stopped there is not active any more.
        ssc._jssc.stop(False)
        assert StreamingContext.getActive() is None


@pytest.mark.parametrize(
    "keywords", [{}, {"stopGraceFully": True}, {"stopGracefully": True}, {"stopGracefully": False}]
)
def test_stopping_in_both_spellings_and_twice(
    ssc: StreamingContext, keywords: dict[str, bool]
) -> None:
    ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)
    ssc.start()
    ssc.stop(stopSparkContext=False, **keywords)
    ssc.stop(False, True)
    assert ssc.getState() is STOPPED
    assert ssc.sparkContext.parallelize([1]).count() == 1


def test_with_stops_the_streams_only_where_the_spark_context_was_given(sc: SparkContext) -> None:
    with StreamingContext(sc, Milliseconds(500)) as ssc:
        ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)
        ssc.start()
    assert ssc.getState() is STOPPED
    assert sc.parallelize([1]).count() == 1


def test_waiting_with_a_time_limit(ssc: StreamingContext) -> None:
    ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)
    ssc.start()
    assert ssc.awaitTerminationOrTimeout(Milliseconds(1)) is False
    assert ssc.awaitTerminationOrTimeout(0.001) is False
    ssc.awaitTermination(Milliseconds(1))
    ssc.stop(stopSparkContext=False)
    assert ssc.awaitTerminationOrTimeout(1) is True


def test_get_or_create_makes_a_new_context_where_there_is_no_checkpoint(
    sc: SparkContext, tmp_path: Path
) -> None:
    def create() -> StreamingContext:
        ssc = StreamingContext(sc, Seconds(1))
        ssc.textFileStream(str(tmp_path)).print()
        return ssc

    directory = str(tmp_path / "checkpoint")
    ssc = StreamingContext.getOrCreate(directory, create)
    assert ssc._jssc.ssc().isCheckpointingEnabled()


@pytest.mark.parametrize("name", ["setupFunc", "creatingFunc"])
def test_get_or_create_with_the_name_of_either(sc: SparkContext, tmp_path: Path, name: str) -> None:
    for get in (StreamingContext.getOrCreate, StreamingContext.getActiveOrCreate):
        made = StreamingContext(sc, Seconds(1))
        create: dict[str, Any] = {name: lambda made=made: made}
        assert get(str(tmp_path), **create) is made
        assert made._jssc.ssc().isCheckpointingEnabled()


def test_get_active_or_create_without_a_checkpoint(sc: SparkContext, ssc: StreamingContext) -> None:
    made = StreamingContext(sc, Seconds(1))
    get: Any = StreamingContext.getActiveOrCreate
    for arguments, names in [
        ((lambda: made,), {}),
        ((), {"creatingFunc": lambda: made}),
        ((None, lambda: made), {}),
        ((None, lambda: made, {"a": "b"}, True), {}),
    ]:
        assert get(*arguments, **names) is made
        assert not made._jssc.ssc().isCheckpointingEnabled()
    ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)
    ssc.start()
    assert get(lambda: made) is ssc
    assert get("nowhere", pytest.fail, {}, False) is ssc


@pytest.mark.parametrize(
    "arguments",
    [(), ("path",), ("path", 5), (None, "f"), ("path", print, 5), ("path", print, {}, 5)],
)
def test_what_is_no_form_of_get_or_create(arguments: tuple[Any, ...]) -> None:
    for name in ("getOrCreate", "getActiveOrCreate"):
        with pytest.raises(TypeError, match=rf"{name}\(.*no matching call"):
            getattr(StreamingContext, name)(*arguments)


@pytest.fixture
def checkpoint(sc: SparkContext, tmp_path: Path, eventually: Callable[..., None]) -> str:
    """The checkpoint directory of a context with batches of 700 ms, which ran and ended."""
    directory = tmp_path / "checkpoint"
    ssc = StreamingContext(sc, Milliseconds(700))
    ssc.checkpoint(str(directory))
    # Not tmp_path itself: Spark takes a new directory in it for a file.
    (tmp_path / "input").mkdir()
    ssc.textFileStream(str(tmp_path / "input")).foreachRDD(lambda rdd: None)
    ssc.start()
    eventually(lambda: list(directory.glob("checkpoint-*")), "a checkpoint")
    ssc.stop(stopSparkContext=False)
    return str(directory)


def test_a_checkpoint_is_read_with_settings_of_hadoops(sc: SparkContext, checkpoint: str) -> None:
    # A file system that exists only with these settings.
    conf = {"fs.viewfs.mounttable.sparkish.link./in": f"file:{checkpoint}"}
    path = "viewfs://sparkish/in"
    for made in (
        lambda: StreamingContext(path, conf),
        lambda: StreamingContext(path=path, hadoopConf=conf),
        lambda: StreamingContext.getOrCreate(path, pytest.fail, conf),
        lambda: StreamingContext.getActiveOrCreate(path, pytest.fail, hadoopConf=conf),
        lambda: StreamingContext(checkpoint, sc),
        lambda: StreamingContext(checkpoint, {}),
    ):
        with made() as ssc:
            assert type(ssc) is StreamingContext
            assert ssc.sparkContext is sc
            assert batchMilliseconds(ssc) == 700
    with pytest.raises(JavaError, match=r"cannot be read: .*viewfs://elsewhere"):
        StreamingContext("viewfs://elsewhere/in", {"a": "b"})


def test_settings_of_the_spark_contexts_count_where_it_is_given(
    sc: SparkContext, checkpoint: str
) -> None:
    sc.hadoopConfiguration.set("fs.viewfs.mounttable.ofcontext.link./in", f"file:{checkpoint}")
    path = "viewfs://ofcontext/in"
    with StreamingContext(path, sc) as ssc:
        assert batchMilliseconds(ssc) == 700


def test_a_checkpoint_that_cannot_be_read(sc: SparkContext, tmp_path: Path) -> None:
    (tmp_path / "checkpoint-1000").write_bytes(b"no checkpoint")
    path = str(tmp_path)
    for get in (StreamingContext.getOrCreate, StreamingContext.getActiveOrCreate):
        with pytest.raises(JavaError, match=r"The checkpoint in .* cannot be read"):
            get(path, pytest.fail)
        with pytest.raises(JavaError, match=r"The checkpoint in .* cannot be read"):
            get(path, pytest.fail, createOnError=False)
        made = StreamingContext(sc, Seconds(1))
        assert get(path, lambda made=made: made, None, True) is made
    with pytest.raises(JavaError, match=r"The checkpoint in .* cannot be read"):
        StreamingContext(path, {"a": "b"})


@pytest.mark.parametrize("duration", [0, -5, Milliseconds(0)])
def test_remembering_nothing_is_warned_of_and_runs(ssc: StreamingContext, duration: Any) -> None:
    """As in Spark, which always keeps what it needs itself."""
    with pytest.warns(UserWarning, match="keeps no RDD longer"):
        ssc.remember(duration)
    ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)
    ssc.runFor(batches=1)


def test_remember_and_checkpoint(ssc: StreamingContext, tmp_path: Path) -> None:
    ssc.remember(Seconds(3))
    assert ssc._jssc.ssc().graph().rememberDuration().milliseconds() == 3000
    with pytest.raises(JavaError, match=r"remember\(\): .*already set as 3000 ms"):
        ssc.remember(4)
    ssc.checkpoint(str(tmp_path))
    assert ssc._jssc.ssc().isCheckpointingEnabled()


@pytest.mark.parametrize("batches", [0, -1])
def test_running_for_no_batch_is_refused(ssc: StreamingContext, batches: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        ssc.runFor(batches)
    with pytest.raises(TypeError, match="whole number"):
        ssc.runFor(True)
    assert ssc.getState() is INITIALIZED


def test_running_for_some_batches_runs_no_more(ssc: StreamingContext) -> None:
    seen: list[Any] = []
    ssc.queueStream([[n] for n in range(10)]).foreachRDD(lambda rdd: seen.extend(rdd.collect()))
    ssc.runFor(batches=3)
    assert seen == [0, 1, 2]
    assert ssc.getState() is STOPPED


def test_batches_in_which_no_window_slides_are_batches_too(ssc: StreamingContext) -> None:
    times: list[int] = []
    slides = ssc.queueStream([[n] for n in range(10)]).window(Seconds(1), Seconds(1))
    slides.foreachRDD(lambda rdd, time: times.append(time.milliseconds))
    started = time.monotonic()
    ssc.runFor(batches=5, timeout=Seconds(60))
    zero = ssc._jssc.ssc().graph().zeroTime().milliseconds()
    assert [at - zero for at in times] == [1000, 2000]
    # Spark does not count batches without jobs, and five with jobs would take twice as long.
    assert 2 < time.monotonic() - started < 4.9


def test_a_recovered_context_runs_for_as_many_batches_too(sc: SparkContext, tmp_path: Path) -> None:
    checkpoint, files, seen = (str(tmp_path / name) for name in ("checkpoint", "files", "seen"))
    (tmp_path / "files").mkdir()

    def create() -> StreamingContext:
        def show(rdd: Any, time: Any) -> None:
            with open(seen, "a") as file:
                file.write(f"{time.milliseconds}\n")

        ssc = StreamingContext(sc, Milliseconds(500))
        ssc.textFileStream(files).foreachRDD(show)
        return ssc

    lives = []
    for _ in range(2):
        (tmp_path / "seen").unlink(missing_ok=True)
        began = time.time() * 1000
        StreamingContext.getOrCreate(checkpoint, create).runFor(3, timeout=Seconds(60))
        lives.append([int(line) - began for line in (tmp_path / "seen").read_text().split()])
    first, second = lives
    assert len(first) == 3
    # In addition to the batches that it missed between the two runs.
    assert [at > 0 for at in second][-3:] == [True, True, True]
    assert sum(at > 0 for at in second) in (3, 4)


def test_running_for_some_batches_within_a_time(ssc: StreamingContext) -> None:
    ssc.queueStream([[1]]).foreachRDD(lambda rdd: None)
    with pytest.raises(TimeoutError, match="of 1000 batches completed within 600 ms"):
        ssc.runFor(1000, timeout=Milliseconds(600))
    assert ssc.getState() is STOPPED


def test_a_failing_function_surfaces_with_its_own_line(ssc: StreamingContext) -> None:
    def fail(rdd: Any) -> None:
        raise RuntimeError("a bug of the user's")

    ssc.queueStream([[1]]).foreachRDD(fail)
    ssc.start()
    with pytest.raises(BatchFailedError) as error:
        ssc.awaitTerminationOrTimeout(30)
    first = str(error.value).splitlines()[0]
    assert first.startswith(f"RuntimeError: a bug of the user's, in fail at {__file__}:")
    assert 'raise RuntimeError("a bug of the user\'s")' in str(error.value)
    assert isinstance(error.value, pyspark.errors.PySparkException) is False
    assert error.value.__cause__ is not None


PROGRAM = """
import sys, warnings
warnings.simplefilter("ignore")
from sparkish import SparkConf, SparkContext
from sparkish.streaming import Seconds, StreamingContext

conf = SparkConf().setMaster("local[2]").setAppName("by conf").set("spark.ui.enabled", "false")
with StreamingContext(conf, Seconds(1)) as ssc:
    sc = ssc.sparkContext
    assert isinstance(sc, SparkContext) and sc.appName == "by conf"
    sc.setLogLevel("OFF")
assert sc._jsc is None, "with stops the SparkContext that it has made"

ssc = StreamingContext("local[1]", "by name", Seconds(2), None, ["a.jar"], {"MOOD": "good"})
sc = ssc.sparkContext
assert (sc.master, sc.appName) == ("local[1]", "by name")
assert sc.getConf().get("spark.jars") == "a.jar"
assert sc.environment["MOOD"] == "good"
ssc.stop()
assert sc._jsc is None, "stop() stops the SparkContext too"

ssc = StreamingContext(appName="keywords", master="local[1]", batchDuration=0.5)
assert ssc.sparkContext.appName == "keywords"
ssc.stop(True, stopGracefully=True)
print("done")
"""


def test_constructors_that_make_the_spark_context() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120
    )
    assert run.stdout.strip() == "done", run.stderr


def test_durations_reach_the_jvm_exactly(sc: SparkContext) -> None:
    for milliseconds in (1, 999, 1001, 123457):
        ssc = StreamingContext(sc, Duration(milliseconds))
        assert batchMilliseconds(ssc) == milliseconds


def test_a_function_that_fails_on_an_executor_surfaces_with_its_own_line(
    ssc: StreamingContext,
) -> None:
    def divide(n: int) -> float:
        return 1 / n

    ssc.queueStream([[0]]).map(divide).print()
    ssc.start()
    with pytest.raises(BatchFailedError) as error:
        ssc.awaitTerminationOrTimeout(30)
    first = str(error.value).splitlines()[0]
    assert first.startswith(f"ZeroDivisionError: division by zero, in divide at {__file__}:")
