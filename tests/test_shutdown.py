"""How running streams end with their process: ``atexit``, Ctrl-C, SIGTERM, ``fork``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyspark
import pytest
from drivers import LIMIT, Driver, tracebacks

from sparkish.lineserver import LineServer

pytestmark = [pytest.mark.spark, pytest.mark.timeout(400)]

#: Counts the records that Spark stored in batches, and those that a slow function processed.
PROGRAM = """
import atexit, os, signal, sys, time

{early}

from sparkish import SparkConf, SparkContext
from sparkish.streaming import Milliseconds, StreamingContext
from sparkish.streaming.scheduler import StreamingListener

class Stored(StreamingListener):
    records = 0
    def onBatchSubmitted(self, batchSubmitted):
        Stored.records += batchSubmitted.batchInfo.numRecords

processed = []

@atexit.register
def tell():
    print("\\nstored", Stored.records, "processed", len(processed), flush=True)

conf = SparkConf().setMaster("local[2]").setAppName("test").set("spark.ui.enabled", "false")
conf.set("spark.driver.host", "127.0.0.1").set("spark.ui.showConsoleProgress", "false")
conf.set("spark.streaming.stopGracefullyOnShutdown", "{graceful}")
sc = SparkContext(conf)
sc.setLogLevel("OFF")
ssc = StreamingContext(sc, Milliseconds(500))
{before}
lines = ssc.socketTextStream("localhost", int(sys.argv[1]))
ssc.addStreamingListener(Stored())

def slow(rdd):
    numbers = rdd.collect()
    # Not yet done when the end comes.
    time.sleep(0.8)
    processed.extend(numbers)
    print("batch", len(numbers), flush=True)

lines.foreachRDD(slow)
ssc.start()
{waiting}
"""

AWAITING = "ssc.awaitTermination()\nprint('awaited', flush=True)"
SLEEPING = "while True: time.sleep(0.1)"
ENDING = "while not processed: time.sleep(0.1)"
ATEXIT = "atexit.register(lambda: ssc.stop(True, True))"


def program(early: str = "", graceful: bool = True, before: str = "", waiting: str = "") -> str:
    """Return the text of a program."""
    return PROGRAM.format(
        early=early, graceful=str(graceful).lower(), before=before, waiting=waiting or AWAITING
    )


def untilProcessing(job: Driver) -> None:
    """Wait until a batch with lines is done; then one more runs."""
    while job.waitFor("batch") == "batch 0":
        pass


def isAllProcessed(job: Driver) -> bool:
    """Tell whether all stored records were processed, by the program's output."""
    words = next(line for line in job.lines if line.startswith("stored")).split()
    assert int(words[1]) > 0
    return words[1] == words[3]


@pytest.mark.whole
@pytest.mark.parametrize("waiting", [AWAITING, ENDING], ids=["Ctrl-C", "end"])
def test_a_programs_own_atexit_comes_first(driver: Callable[..., Driver], waiting: str) -> None:
    with LineServer(iter(lambda: "line", None), rate=50) as server:
        job = driver(program(graceful=False, before=ATEXIT, waiting=waiting), server.port)
        untilProcessing(job)
        if waiting == AWAITING:
            job.interrupt()
        assert job.end() == (-signal.SIGINT if waiting == AWAITING else 0)
    assert isAllProcessed(job)
    assert tracebacks(job.stderr) == (waiting == AWAITING)


@pytest.mark.parametrize(
    "waiting", [AWAITING, pytest.param(SLEEPING, marks=pytest.mark.whole)], ids=["await", "sleep"]
)
def test_sigterm_finishes_what_was_received(driver: Callable[..., Driver], waiting: str) -> None:
    with LineServer(iter(lambda: "line", None), rate=50) as server:
        job = driver(program(waiting=waiting), server.port)
        untilProcessing(job)
        os.kill(job.process.pid, signal.SIGTERM)
        # A program that never ends gets SIGTERM, with the exit code that a shell shows for it.
        assert job.end() == (0 if waiting == AWAITING else 128 + signal.SIGTERM)
    assert isAllProcessed(job)
    assert ("awaited" in job.lines) == (waiting == AWAITING)
    assert tracebacks(job.stderr) == 0


OWN = """
def own(*_):
    print("own handler", flush=True)
    sys.exit(7)
signal.signal(signal.SIGTERM, own)
"""


@pytest.mark.whole
@pytest.mark.parametrize("place", ["before", "waiting"])
def test_a_handler_of_the_programs_stays(driver: Callable[..., Driver], place: str) -> None:
    places = {"before": OWN, "waiting": OWN + AWAITING}
    with LineServer(iter(lambda: "line", None), rate=50) as server:
        job = driver(program(**{place: places[place]}), server.port)  # type: ignore[arg-type]
        untilProcessing(job)
        os.kill(job.process.pid, signal.SIGTERM)
        assert job.end() == 7
    assert "own handler" in job.lines
    assert tracebacks(job.stderr) == 0


def test_sigterm_ends_a_program_at_once_where_the_conf_does_not_say_otherwise(
    driver: Callable[..., Driver],
) -> None:
    with LineServer(iter(lambda: "line", None), rate=50) as server:
        job = driver(program(graceful=False), server.port)
        untilProcessing(job)
        os.kill(job.process.pid, signal.SIGTERM)
        assert job.end() == -signal.SIGTERM


@pytest.mark.whole
def test_sigterm_under_spark_submit(tmp_path: Path) -> None:
    """The signal goes to the JVM, because the program is its child."""
    submit = Path(str(pyspark.__file__)).parent / "bin" / "spark-submit"
    file = tmp_path / "job.py"
    file.write_text(program())
    with LineServer(iter(lambda: "line", None), rate=50) as server:
        job = subprocess.Popen(
            [str(submit), "--conf", "spark.ui.enabled=false", str(file), str(server.port)],
            env=os.environ
            | {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_HOSTNAME": "localhost"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        try:
            assert job.stdout is not None
            lines = []
            for line in job.stdout:
                lines.append(line.strip())
                if line.startswith("batch") and line.split() != ["batch", "0"]:
                    break
            os.kill(job.pid, signal.SIGTERM)
            lines += [line.strip() for line in job.stdout]
            job.wait(LIMIT)
        finally:
            if job.poll() is None:
                os.killpg(job.pid, signal.SIGKILL)
    assert "awaited" in lines
    words = next(line for line in lines if line.startswith("stored")).split()
    assert words[1] == words[3] != "0"


FORKING = """
import multiprocessing
child = os.fork()
if child == 0:
    signal.raise_signal(signal.SIGTERM) if sys.argv[2] == "term" else sys.exit(3)
print("child", os.waitpid(child, 0)[1], flush=True)
ssc.awaitTerminationOrTimeout(2)
print("goes on", ssc.getState(), flush=True)
ssc.stop()
"""


@pytest.mark.whole
@pytest.mark.parametrize("end", ["exit", "term"])
def test_a_forked_process_leaves_the_streams_alone(driver: Callable[..., Driver], end: str) -> None:
    with LineServer(iter(lambda: "line", None), rate=50) as server:
        job = driver(program(before=ATEXIT, waiting=FORKING), server.port, end)
        status = job.waitFor("child").split()[1]
        assert int(status) == (3 << 8 if end == "exit" else signal.SIGTERM)
        job.waitFor("goes on ACTIVE")
        assert job.end() == 0
    assert tracebacks(job.stderr) == 0
