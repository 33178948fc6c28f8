"""``sparkish demo``: runs the program of the course notes, on lines that come over TCP."""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import sys
import threading
import time
import warnings
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from py4j.protocol import Py4JJavaError
from pyspark.streaming import StreamingListener

from sparkish._cli._arguments import Commands, above0, duration, port, standardInput
from sparkish._cli._kafkafeed import KafkaFeed
from sparkish._core.doctor import Machine
from sparkish._core.errors import SparkishError
from sparkish.lineserver import LineServer
from sparkish.streaming._engine.run import Run

__all__ = ["addTo"]

_DESCRIPTION = """\
Run a first Spark Streaming program on this machine: a line server sends a few lines over TCP, and
Spark prints the result of each batch. With --kafka, an in-memory Kafka broker sends the lines. With
--stdin you type or pipe the lines yourself."""

# The demo shows this program and runs it.
_STREAMS = """\
from sparkish import SparkConf, SparkContext, StorageLevel
from sparkish.streaming import {unit}, StreamingContext

sc = SparkContext(SparkConf().setMaster({master}).setAppName("Streaming1"))
ssc = StreamingContext(sc, {unit}({number}))
dstream1 = ssc.socketTextStream({host}, {port}, StorageLevel.MEMORY_AND_DISK_SER_2)
dstream1.map(lambda x: x + "VIN").print(10)
"""
_KAFKA_STREAMS = """\
from sparkish import SparkConf, SparkContext
from sparkish.streaming import {unit}, StreamingContext
from sparkish.streaming.kafka010 import ConsumerStrategies, KafkaUtils, LocationStrategies
from sparkish.streaming.kafka010 import StringDeserializer

sc = SparkContext(SparkConf().setMaster({master}).setAppName("DirectKafkaWordCount"))
ssc = StreamingContext(sc, {unit}({number}))
kafkaParams = {{
    "bootstrap.servers": {servers},
    "key.deserializer": StringDeserializer,
    "value.deserializer": StringDeserializer,
    "group.id": "counting",
    "auto.offset.reset": "earliest",
    "enable.auto.commit": False,
}}
stream = KafkaUtils.createDirectStream(
    ssc,
    LocationStrategies.PreferConsistent,
    ConsumerStrategies.Subscribe(["lines"], kafkaParams),
)
stream.flatMap(lambda record: record.value.split(" ")).countByValue().print()
stream.foreachRDD(lambda rdd: stream.commitAsync(rdd.offsetRanges))
"""
_RUN = """\
ssc.start()
ssc.awaitTermination()
"""

_MASTER = re.compile(
    r"local(\[(\*|\d+)(,\d+)?\])?|local-cluster\[\d+,\d+,\d+\]|spark://.+|k8s://.+|yarn"
)
_BATCHES = 5
_RATE = 2
_LINES = [
    "the rain in Spain",
    "stays mainly in the plain",
    "in vino veritas",
    "a stream is a sequence of batches",
    "each batch is an RDD",
]
# After so many empty batches since the last line, no more lines are expected from the receiver.
_LAST_BATCHES = 3
# How many seconds the tasks of the last batch may take to end.
_LAST_TASKS = 5.0


def addTo(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "demo", help="run a first streaming program on this machine", description=_DESCRIPTION
    )
    parser.add_argument(
        "--batches",
        type=above0(int, "a number of batches"),
        metavar="N",
        help=f"end after N batches; default: {_BATCHES}, or with --stdin at the end of the input",
    )
    parser.add_argument(
        "--batch",
        type=duration,
        default=2000,
        metavar="DURATION",
        help="the batch duration, for instance 500ms; default: 2s",
    )
    parser.add_argument("--port", type=port, default=0, help="of the line server; default: any")
    parser.add_argument(
        "--kafka",
        action="store_true",
        help="count words of Kafka's messages, from a broker in memory (pip install "
        "'sparkish[kafka]')",
    )
    parser.add_argument("--stdin", action="store_true", help="send the lines of the standard input")
    parser.add_argument(
        "--master",
        type=_master,
        metavar="URL",
        help="default: local[*], or local[2] on a machine with one core",
    )
    parser.set_defaults(run=_run)


def _master(text: str) -> str:
    # Checked here, because spark-submit would only show a Java trace.
    if _MASTER.fullmatch(text) is None:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a master: write local[2], local[*], spark://host:7077, yarn or k8s://..."
        )
    return text


def _run(arguments: argparse.Namespace) -> int:
    master = arguments.master or ("local[*]" if Machine().cores > 1 else "local[2]")
    stdin = arguments.stdin
    with (
        # The JVM needs a file, also if sparkish is imported from a zip.
        as_file(files(__package__) / "log4j2.properties") as log,
        _feed(arguments) as server,
    ):
        _prepareSpark(master, log)
        streams = _program(arguments, master, server)
        print(streams + _RUN, flush=True)
        batches = arguments.batches or (sys.maxsize if stdin else _BATCHES)
        progress = _Progress(batches, server)
        try:
            _execute(streams, progress)
        except Py4JJavaError as error:
            if isinstance(error, SparkishError):
                raise
            raise SparkishError(error.java_exception.getMessage()) from error
    print(f"{progress.batches} batches, {progress.records} lines.")
    if progress.interrupted:
        raise KeyboardInterrupt
    return 0


def _feed(arguments: argparse.Namespace) -> LineServer | KafkaFeed:
    lines, stdin = standardInput() if arguments.stdin else _LINES, arguments.stdin
    rate = None if stdin else _RATE
    if not arguments.kafka:
        return LineServer(lines, port=arguments.port, rate=rate, repeat=not stdin)
    if arguments.port:
        raise SparkishError("--port is the line server's: leave it out with --kafka.")
    try:
        return KafkaFeed(lines, rate, repeat=not stdin)
    except ImportError as error:
        raise SparkishError(str(error)) from error


def _program(arguments: argparse.Namespace, master: str, feed: LineServer | KafkaFeed) -> str:
    whole = arguments.batch % 1000 == 0
    values = {
        "unit": "Seconds" if whole else "Milliseconds",
        "number": arguments.batch // 1000 if whole else arguments.batch,
        "master": json.dumps(master),
    }
    if isinstance(feed, KafkaFeed):
        return _KAFKA_STREAMS.format(**values, servers=json.dumps(feed.servers))
    return _STREAMS.format(**values, host=json.dumps(feed.host), port=feed.port)


def _prepareSpark(master: str, log: Path) -> None:
    args = [
        f"--driver-java-options -Dlog4j2.configurationFile={log.as_uri()}",
        "--conf spark.ui.showConsoleProgress=false",
        os.environ.get("PYSPARK_SUBMIT_ARGS", "pyspark-shell"),
    ]
    os.environ["PYSPARK_SUBMIT_ARGS"] = " ".join(args)
    if master.startswith("local"):
        # Otherwise the workers run the PATH's `python3`, outside this virtual environment.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    warnings.filterwarnings("ignore", "DStream is deprecated", FutureWarning)


class _Progress(StreamingListener):
    """Counts lines and batches, and decides when to stop."""

    def __init__(self, limit: int, server: LineServer | KafkaFeed) -> None:
        super().__init__()
        self.batches = 0
        self.records = 0
        self.enough = threading.Event()
        self.ssc: Any = None
        self._last: int | None = None
        self.interrupted = False
        self._limit = limit
        self._server = server
        self._empty = 0

    def onBatchSubmitted(self, batchSubmitted: Any) -> None:
        # Count batches from the first one with lines: before that, the receiver is starting.
        info = batchSubmitted.batchInfo()
        if self._last is None and info.numRecords():
            batch = self.ssc._jssc.ssc().graph().batchDuration().milliseconds()
            self._last = info.batchTime().milliseconds() + (self._limit - 1) * batch
            run = Run()
            run.until(self._last)
            self.ssc._run = run

    def onBatchCompleted(self, batchCompleted: Any) -> None:
        if self.enough.is_set():
            return
        records = batchCompleted.batchInfo().numRecords()
        self.batches += self._last is not None
        self.records += records
        if self._server.finished:
            self._empty = 0 if records else self._empty + 1
        allDone = self._server.finished and (
            self.records >= self._server.sent or self._empty >= _LAST_BATCHES
        )
        if allDone or self.batches >= self._limit:
            self.enough.set()


def _execute(streams: str, progress: _Progress) -> None:
    program: dict[str, Any] = {"__name__": "__main__"}
    started = False

    def stop() -> None:
        progress.enough.wait()
        program["ssc"].stop(stopSparkContext=False)

    # Ctrl-C in a call to the JVM fills the screen with traces. During the JVM's start it leaves the
    # JVM running forever.
    def interrupt(*_: object) -> None:
        if started and progress.interrupted:
            raise KeyboardInterrupt
        os.write(2, b"\nending ...\n")
        progress.interrupted = True
        progress.enough.set()

    stopping = threading.Thread(target=stop, daemon=True)
    signal.signal(signal.SIGINT, interrupt)
    try:
        exec(compile(streams, "streaming1.py", "exec"), program)
        # Again, because SparkContext has set its own handler.
        signal.signal(signal.SIGINT, interrupt)
        print(f"Spark's web UI: {program['sc'].uiWebUrl}\n", flush=True)
        progress.ssc = program["ssc"]
        progress.ssc.addStreamingListener(progress)
        started = True
        if not progress.interrupted:
            stopping.start()
            # Blank lines first, so that a warning has the line number of the shown program.
            blank = "\n" * streams.count("\n")
            exec(compile(blank + _RUN, "streaming1.py", "exec"), program)
            stopping.join()
    finally:
        if "ssc" in program:
            program["ssc"].stop(stopSparkContext=False)
        if "sc" in program:
            _waitForTasks(program["sc"])
            program["sc"].stop()


def _waitForTasks(sc: Any) -> None:
    """Wait for the tasks of a stopped batch: Spark would log each task that it must kill."""
    end = time.monotonic() + _LAST_TASKS
    while sc.statusTracker().getActiveStageIds() and time.monotonic() < end:
        time.sleep(0.05)
