"""What the inputs cost the driver: ``python -m compat.bench.inputs``.

For each batch, the driver asks Kafka for the offsets of all partitions; and what Python receivers
store passes through the driver. A cluster multiplies neither.
"""

from __future__ import annotations

import argparse
import threading
import time
from typing import Any

from compat.bench.limits import Clock
from compat.bench.process import driverSeconds
from sparkish import SparkConf, SparkContext, StorageLevel
from sparkish.streaming import Seconds, StreamingContext
from sparkish.streaming._kafka.feed import Feed
from sparkish.streaming.kafka010 import (
    ConsumerStrategies,
    KafkaUtils,
    LocationStrategies,
    StringDeserializer,
)
from sparkish.streaming.receiver import Receiver
from sparkish.testing import KafkaBroker

PARTITIONS = (10, 100, 1000, 10_000)
RECEIVERS = (1, 2, 4)
#: Seconds before the measurement, and of the measurement.
WARM_UP = 10.0
MEASURED = 20.0
#: The elements that a receiver stores: so many at once, of so many characters.
ELEMENTS = 1000
CHARACTERS = 50


def started(master: str) -> StreamingContext:
    """Return a context with batches of a second."""
    conf = SparkConf().setMaster(master).setAppName("inputs").set("spark.ui.enabled", "false")
    sc = SparkContext(conf.set("spark.ui.showConsoleProgress", "false"))
    sc.setLogLevel("OFF")
    return StreamingContext(sc, Seconds(1))


def cpu(ssc: Any) -> dict[str, float]:
    """Return the CPU seconds of the driver's two processes."""
    return driverSeconds(ssc._sc._gateway.proc.pid)


def costs(first: dict[str, float], last: dict[str, float], count: float) -> str:
    """Return the cells of the CPU seconds for one of the count: Python's, and the JVM's."""
    names = "driver's Python", "driver's JVM"
    return " | ".join(f"{(last[name] - first[name]) / count:.3f}" for name in names)


def kafka(partitions: int) -> str:
    """Run a stream of a topic without messages, and return its row of the table."""
    clock = Clock()
    clock.watch(Feed, "__call__", "offsets")
    with KafkaBroker() as broker:
        broker.createTopic("lines", partitions)
        params = {
            "bootstrap.servers": broker.bootstrapServers,
            "key.deserializer": StringDeserializer,
            "value.deserializer": StringDeserializer,
            "group.id": "inputs",
        }
        ssc = started("local[2]")
        stream = KafkaUtils.createDirectStream(
            ssc,
            LocationStrategies.PreferConsistent,
            ConsumerStrategies.Subscribe(["lines"], params),
        )
        stream.foreachRDD(lambda rdd: None)
        ssc.start()
        time.sleep(WARM_UP)
        calls, seconds, first = clock.calls["offsets"], clock.seconds["offsets"], cpu(ssc)
        time.sleep(MEASURED)
        batches, last = clock.calls["offsets"] - calls, cpu(ssc)
        took = (clock.seconds["offsets"] - seconds) / batches
        ssc.stop()
    return f"| {partitions:,} | {took:.3f} | {costs(first, last, batches)} |"


class Texts(Receiver[str]):
    """Stores as many texts as it can, and counts them."""

    def __init__(self) -> None:
        super().__init__(StorageLevel.MEMORY_ONLY)
        self.stored = 0

    def onStart(self) -> None:
        threading.Thread(target=self.receive, daemon=True).start()

    def onStop(self) -> None:
        pass

    def receive(self) -> None:
        # Not one text again and again: that would be pickled once.
        texts = [f"{number:0{CHARACTERS}}" for number in range(ELEMENTS)]
        while not self.isStopped():
            self.store(texts)
            self.stored += ELEMENTS


def receivers(number: int) -> str:
    """Run receivers that store as much as they can, and return their row of the table."""
    ssc = started(f"local-cluster[1,{number + 1},4096]")
    made = [Texts() for _ in range(number)]
    for receiver in made:
        ssc.receiverStream(receiver).foreachRDD(lambda rdd: None)
    ssc.start()
    time.sleep(WARM_UP)
    stored, first, began = sum(each.stored for each in made), cpu(ssc), time.monotonic()
    time.sleep(MEASURED)
    millions = (sum(each.stored for each in made) - stored) / 1e6
    last, seconds = cpu(ssc), time.monotonic() - began
    ssc.stop()
    rate = 1e6 * millions / seconds
    return f"| {number} | {rate:,.0f} | {costs(first, last, millions)} |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m compat.bench.inputs", description=__doc__)
    parser.parse_args()
    rows = [
        "| partitions of a topic, without messages | s for the offsets of a batch "
        "| CPU s of Python | CPU s of the JVM |",
        "|---|---|---|---|",
        *map(kafka, PARTITIONS),
        "",
        f"| Python receivers, texts of {CHARACTERS} characters | elements a second "
        "| CPU s of Python, a million | CPU s of the JVM, a million |",
        "|---|---|---|---|",
        *map(receivers, RECEIVERS),
    ]
    print("\n".join(rows))


if __name__ == "__main__":
    main()
