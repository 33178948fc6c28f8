"""Killed drivers continue from their checkpoint in a new process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from drivers import Driver

from sparkish.lineserver import LineServer

pytestmark = [pytest.mark.spark, pytest.mark.timeout(400)]

Eventually = Callable[..., None]

#: A program with every kind of stream; each has an output that prints its name and elements.
PROGRAM = """
import sys
from operator import add, sub

from sparkish import RDD, SparkConf, SparkContext
from sparkish.storage import StorageLevel
from sparkish.streaming import Minutes, Seconds, StateSpec, StreamingContext
from sparkish.streaming.scheduler import StreamingListener

checkpoint, files, port = sys.argv[1:]
batch, long = Seconds(4), Minutes(10)


def conf():
    conf = SparkConf().setMaster("local[3]").setAppName("recovered")
    conf.set("spark.ui.enabled", "false").set("spark.driver.host", "127.0.0.1")
    conf.set("spark.default.parallelism", "1").set("spark.streaming.blockInterval", "1s")
    return conf.set("spark.streaming.receiver.writeAheadLog.enable", "true")


def out(name, stream):
    def show(rdd):
        elements = rdd.collect()
        if elements:
            print(name, sorted(elements, key=str), flush=True)

    stream.foreachRDD(show)


def scalas(rdd: RDD, time):
    if not rdd.isEmpty():
        print("foreachRDD(rdd,time)", type(time).__name__, sorted(rdd.collect()), flush=True)


def pysparks(time, words):
    if not words.isEmpty():
        print("foreachRDD(time,rdd)", type(time).__name__, sorted(words.collect()), flush=True)


def running(key, value, state):
    state.update(state.getOption().getOrElse(0) + value.get())
    return key, state.get()


def create():
    ssc = StreamingContext(conf(), batch)
    lines = ssc.textFileStream(files)
    pairs = lines.map(lambda line: (line, 1))
    out("map", lines.flatMap(str.split).filter(bool).map(str.upper))
    out("transform(rdd,time)", lines.transform(lambda rdd, time: rdd.map(
        lambda line: (line, time.milliseconds > 0))))
    out("transform(time,rdd)", lines.transform(lambda time, words: words.map(
        lambda line: (line, time.year > 2000))))
    lines.foreachRDD(scalas)
    lines.foreachRDD(pysparks)
    out("union", ssc.union([lines, lines.map(str.upper)]))
    out("ssc.transform", ssc.transform([lines, pairs], lambda rdds, time: rdds[1].values()))
    out("join", pairs.reduceByKey(add).join(pairs.reduceByKey(add)))
    out("transformWith", lines.transformWith(lambda one, other: one.union(other), lines))
    out("window", lines.window(long, batch))
    out("reduceByWindow", lines.map(len).reduceByWindow(add, long, batch))
    out("inverse", pairs.reduceByKeyAndWindow(add, sub, long, batch))
    out("shortInverse", pairs.reduceByKeyAndWindow(add, sub, batch + batch, batch))
    out("groupByKeyAndWindow", pairs.groupByKeyAndWindow(long, batch).mapValues(list))
    out("countByValueAndWindow", lines.countByValueAndWindow(long, batch))
    out("updateStateByKey", pairs.updateStateByKey(lambda new, last: sum(new) + (last or 0)))
    mapped = pairs.mapWithState(StateSpec.function(running))
    out("mapWithState", mapped)
    out("stateSnapshots", mapped.stateSnapshots())
    lines.saveAsTextFiles(files + "/../saved/batch")
    lines.map(lambda line: "printed " + line).print()
    level = StorageLevel.MEMORY_AND_DISK_SER
    out("socket", ssc.socketTextStream("localhost", int(port), level).map(str.upper))
    ssc.checkpoint(checkpoint)
    return ssc


class Listener(StreamingListener):
    def onBatchCompleted(self, batchCompleted):
        print("listener", batchCompleted.batchInfo.processingDelay.isDefined, flush=True)


ssc = StreamingContext.getOrCreate(checkpoint, create)
assert isinstance(ssc, StreamingContext) and isinstance(ssc.sparkContext, SparkContext)
ssc.sparkContext.setLogLevel("OFF")
ssc.addStreamingListener(Listener())
ssc.start()
ssc.awaitTermination()
"""


def expected(run: int) -> set[str]:
    """Return the lines that the n-th run must print, if each run reads a file of a, b, a."""
    a, b = 2 * run, run
    return {
        "map ['A', 'A', 'B']",
        "transform(rdd,time) [('a', True), ('a', True), ('b', True)]",
        "transform(time,rdd) [('a', True), ('a', True), ('b', True)]",
        "foreachRDD(rdd,time) Time ['a', 'a', 'b']",
        "foreachRDD(time,rdd) datetime ['a', 'a', 'b']",
        "union ['A', 'A', 'B', 'a', 'a', 'b']",
        "ssc.transform [1, 1, 1]",
        "join [('a', (2, 2)), ('b', (1, 1))]",
        "transformWith ['a', 'a', 'a', 'a', 'b', 'b']",
        f"window {['a'] * a + ['b'] * b}",
        f"reduceByWindow [{a + b}]",
        f"inverse [('a', {a}), ('b', {b})]",
        "shortInverse [('a', 2), ('b', 1)]",
        f"groupByKeyAndWindow [('a', {[1] * a}), ('b', {[1] * b})]",
        f"countByValueAndWindow [('a', {a}), ('b', {b})]",
        f"updateStateByKey [('a', {a}), ('b', {b})]",
        f"mapWithState [('a', {a - 1}), ('a', {a}), ('b', {b})]",
        f"stateSnapshots [('a', {a}), ('b', {b})]",
        "printed a",
        "printed b",
        "listener True",
    }


def untilSeen(job: Driver, wanted: set[str], words: str) -> None:
    """Read a job's lines until all wanted lines, and a line that begins with ``words``, came."""
    missing = set(wanted) | {words}

    def lines() -> Iterator[str]:
        while missing:
            yield job.waitFor("")

    try:
        for line in lines():
            missing.discard(line)
            if line.startswith(words):
                missing.discard(words)
    except AssertionError as error:
        raise AssertionError(f"never printed: {sorted(missing)}, but {job.lines}") from error


def drop(folder: Path, name: str, text: str) -> None:
    """Put a file into a folder in one step."""
    (folder.parent / name).write_text(text)
    (folder.parent / name).rename(folder / name)


def saved(folder: Path) -> list[str]:
    """Return the lines that a job's batches saved."""
    parts = (folder / "saved").glob("batch-*/part-*")
    return sorted("".join(part.read_text() for part in parts).split())


@pytest.mark.whole
def test_every_kind_of_stream_goes_on_after_a_kill(
    driver: Callable[..., Driver], tmp_path: Path, eventually: Eventually
) -> None:
    files = tmp_path / "in"
    files.mkdir()
    with LineServer(iter(lambda: "line", None), rate=5) as server:
        for run in (1, 2):
            job = driver(PROGRAM, tmp_path / "checkpoint", files, server.port)
            job.waitFor("listener")
            drop(files, f"{run}.txt", "a\nb\na\n")
            untilSeen(job, expected(run), "socket ['LINE'")
            # The first batch may run again, and then prints what the second saves before it saves.
            wanted = sorted(run * "aab")
            eventually(lambda wanted=wanted: saved(tmp_path) == wanted, f"{wanted} is saved")
            job.kill()


#: PySpark's own call forms only.
PYSPARKS = """
import sys
from operator import add, sub

from {module} import SparkConf, SparkContext
from {module}.streaming import StreamingContext

checkpoint, files = sys.argv[1:]


def show(name):
    def shown(time, rdd):
        elements = rdd.collect()
        if elements:
            print(name, sorted(elements), flush=True)

    return shown


conf = SparkConf().setMaster("local[2]").setAppName("old job").set("spark.ui.enabled", "false")


def create():
    ssc = StreamingContext(SparkContext(conf=conf), 2)
    pairs = ssc.textFileStream(files).map(lambda line: (line, 1))
    pairs.reduceByKey(add).foreachRDD(show("counts"))
    pairs.transform(lambda time, rdd: rdd.mapValues(lambda n: n + 1)).foreachRDD(show("transform"))
    pairs.updateStateByKey(lambda new, last: sum(new) + (last or 0)).foreachRDD(show("state"))
    pairs.reduceByKeyAndWindow(add, sub, 600, 2).foreachRDD(show("inverse"))
    pairs.window(600, 2).foreachRDD(show("window"))
    pairs.map(lambda pair: pair[0] + "!").pprint()
    return ssc


ssc = {made}
assert type(ssc).__module__.startswith("{module}."), type(ssc)
SparkContext._active_spark_context.setLogLevel("OFF")
print("starting", flush=True)
ssc.start()
ssc.awaitTermination()
"""


@pytest.mark.whole
@pytest.mark.parametrize("lives", [2, 4])
def test_a_checkpoint_of_raw_pyspark_is_recovered_after_the_change_of_the_import(
    driver: Callable[..., Driver], tmp_path: Path, lives: int
) -> None:
    """Scala's constructors recover it as well."""
    files = tmp_path / "in"
    files.mkdir()
    ways = [
        ("pyspark", "StreamingContext.getOrCreate(checkpoint, create)"),
        ("sparkish", "StreamingContext.getOrCreate(checkpoint, create)"),
        ("sparkish", "StreamingContext(checkpoint)"),
        ("sparkish", "StreamingContext(checkpoint, SparkContext(conf))"),
    ]
    for run, (module, made) in enumerate(ways[:lives], 1):
        program = PYSPARKS.format(module=module, made=made)
        job = driver(program, tmp_path / "checkpoint", files)
        job.waitFor("starting")
        drop(files, f"{run}.txt", "a\nb\na\n")
        counts = {
            "counts [('a', 2), ('b', 1)]",
            "transform [('a', 2), ('a', 2), ('b', 2)]",
            f"state [('a', {2 * run}), ('b', {run})]",
            f"inverse [('a', {2 * run}), ('b', {run})]",
            f"window {[('a', 1)] * 2 * run + [('b', 1)] * run}",
        }
        untilSeen(job, counts, "a!")
        job.kill()
