"""Kafka compared with sockets, in one run: ``python -m compat.bench.kafka``.

It measures the messages per second and core through ``map`` and ``count``, and the time of a batch
of a few messages and of many. The broker is librdkafka's mock cluster, in a separate process on
this machine.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from compat.bench.report import machine
from compat.bench.results import RESULTS
from sparkish import SparkConf, SparkContext
from sparkish.lineserver import LineServer
from sparkish.streaming import Milliseconds, Seconds, StreamingContext
from sparkish.streaming.kafka import KafkaUtils, OffsetRange
from sparkish.streaming.scheduler import StreamingListener
from sparkish.testing import KafkaBroker

PARTITIONS = 4
_PATIENCE = 300.0
_NOTE = """\
Made by `python -m compat.bench.kafka --save kafka`. Messages a second: the median, and the best run
in brackets. Batches: the median, and the quartiles in brackets. A batch of Kafka has four tasks
here, one for each partition; a batch of the socket has one for each block of 250 ms.
"""


class Delays(StreamingListener):
    """Takes the processing times of the batches with records, in seconds."""

    def __init__(self) -> None:
        self.found: list[tuple[int, float]] = []

    def onBatchCompleted(self, batchCompleted: Any) -> None:
        info = batchCompleted.batchInfo
        if info.numRecords:
            self.found.append((info.numRecords, info.processingDelay.get() / 1000))


def throughput(sc: SparkContext, broker: KafkaBroker, messages: int) -> tuple[float, float]:
    """Return the messages per second and core: the best of all runs, and the median once warm."""
    # The mock cluster keeps 5 MB of a partition: 200,000 of these messages.
    broker.createTopic("throughput", max(messages // 200_000 + 1, 2 * PARTITIONS))
    broker.send("throughput", ["a line of text" for _ in range(messages)])
    ranges = [
        OffsetRange("throughput", partition, 0, end)
        for partition, (_, end) in broker.offsets("throughput").items()
    ]
    cores = sc.defaultParallelism
    rates = []
    for _ in range(6):
        rdd = KafkaUtils.createRDD(sc, {"metadata.broker.list": broker.bootstrapServers}, ranges)
        began = time.perf_counter()
        assert rdd.map(lambda pair: len(pair[1])).count() == messages
        rates.append(messages / (time.perf_counter() - began) / cores)
    return max(rates), median(rates[1:])


@contextmanager
def kafka(ssc: StreamingContext, broker: KafkaBroker, number: int) -> Iterator[tuple[Any, Any]]:
    """Yield a stream of a topic's values, and the function that sends a batch of lines to it."""
    topic = f"batches{number}-{time.time_ns()}"
    broker.createTopic(topic, PARTITIONS)
    params = {"metadata.broker.list": broker.bootstrapServers}
    stream = KafkaUtils.createDirectStream(ssc, [topic], params)
    lines = ["a line of text"] * number
    yield stream.map(lambda pair: pair[1]), lambda: broker.send(topic, lines)


@contextmanager
def sockets(ssc: StreamingContext, _: KafkaBroker, number: int) -> Iterator[tuple[Any, Any]]:
    """Yield a stream of a socket's lines, and the function that sends a batch of lines to it."""
    import queue

    waiting: queue.Queue[str] = queue.Queue()

    def lines() -> Iterator[str]:
        while True:
            yield waiting.get()

    text = "\n".join(["a line of text"] * number)
    with LineServer(lines()) as server:
        yield ssc.socketTextStream(server.host, server.port), lambda: waiting.put(text)


def batchTime(
    sc: SparkContext, broker: KafkaBroker, source: Callable[..., Any], number: int, batches: int
) -> list[float]:
    """Return the quartiles of the time of a batch of ``number`` lines, ``map`` and ``count``."""
    duration = Milliseconds(500) if number < 1000 else Seconds(3)
    delays = Delays()
    ssc = StreamingContext(sc, duration)
    try:
        with source(ssc, broker, number) as (stream, send):
            stream.map(lambda line: len(line)).foreachRDD(lambda rdd: rdd.count())
            ssc.addStreamingListener(delays)
            ssc.start()
            began = time.monotonic()
            while len(delays.found) < batches + 3:
                send()
                time.sleep(duration.milliseconds / 1000)
                if time.monotonic() - began > _PATIENCE:
                    raise TimeoutError(f"{len(delays.found)} of {batches} batches")
            ssc.stop(stopSparkContext=False)
    finally:
        ssc.stop(stopSparkContext=False)
    # The first ones start Python's workers; a socket's lines may be cut into two batches.
    whole = [seconds for records, seconds in delays.found[3:] if records >= number / 2]
    return quantiles(whole, n=4)


def _told(quartiles: list[float]) -> str:
    low, middle, high = quartiles
    return f"{middle:.3f} s ({low:.3f} to {high:.3f})"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m compat.bench.kafka", description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--batches", type=int, default=20)
    parser.add_argument("--save", metavar="NAME", help="write results/NAME.json and .md")
    options = parser.parse_args()
    conf = SparkConf().setMaster("local[2]").setAppName("kafka").set("spark.ui.enabled", "false")
    sc = SparkContext(conf.set("spark.streaming.blockInterval", "250ms"))
    sc.setLogLevel("ERROR")
    with sc, KafkaBroker() as broker:
        best, middle = throughput(sc, broker, options.messages)
        times = {
            (name, number): batchTime(sc, broker, source, number, options.batches)
            for number in (5, 100_000)
            for name, source in (("Kafka", kafka), ("socketTextStream", sockets))
        }
    rows = [
        "| | Kafka | socketTextStream |",
        "|---|---|---|",
        f"| messages a second and core, `map` and `count` | {middle:,.0f} ({best:,.0f}) | |",
    ]
    for number in (5, 100_000):
        cells = [_told(times[name, number]) for name in ("Kafka", "socketTextStream")]
        rows.append(f"| a batch of {number:,} | {' | '.join(cells)} |")
    rendered = "\n".join(rows)
    print(rendered)
    if options.save:
        described = ", ".join(f"{what} {value}" for what, value in machine().items())
        Path(RESULTS, f"{options.save}.md").write_text(
            f"{rendered}\n\nMachine: {described}.\n\n{_NOTE}"
        )
        results = {
            "machine": machine(),
            "messages a second and core": {"median": middle, "best": best},
            "seconds a batch, quartiles": {f"{name}, {n}": t for (name, n), t in times.items()},
        }
        Path(RESULTS, f"{options.save}.json").write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
