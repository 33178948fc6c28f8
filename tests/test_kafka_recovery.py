"""A driver is killed and started again: the same offset ranges, nothing lost or doubled."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from drivers import Driver

from sparkish.testing import KafkaBroker

pytestmark = [pytest.mark.spark, pytest.mark.kafka]

JOB = """
import sys
from sparkish import SparkConf, SparkContext
from sparkish.streaming import Seconds, StreamingContext, kafka
from sparkish.streaming.kafka010 import *

servers, directory, output = sys.argv[1:]

def create():
    conf = SparkConf().setMaster("local[2]").setAppName("recovery").set("spark.ui.enabled", "false")
    sc = SparkContext(conf.set("spark.streaming.kafka.maxRatePerPartition", "10"))
    sc.setLogLevel("OFF")
    ssc = StreamingContext(sc, Seconds(1))
    kafkaParams = {
        "bootstrap.servers": servers,
        "key.deserializer": StringDeserializer,
        "value.deserializer": StringDeserializer,
        "group.id": "recovery",
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
    }
    stream = KafkaUtils.createDirectStream(
        ssc,
        LocationStrategies.PreferConsistent,
        ConsumerStrategies.Subscribe(["lines"], kafkaParams),
    )
    values = stream.map(lambda record: int(record.value))
    # A stream of PySpark's kind beside it, in the same context.
    pairs = kafka.KafkaUtils.createDirectStream(
        ssc, ["lines"], {"metadata.broker.list": servers, "auto.offset.reset": "smallest"}
    )

    def write(*words):
        with open(output, "a") as file:
            print(*words, sep="|", file=file)

    def save(rdd, time):
        ranges = rdd.offsetRanges
        values = rdd.map(lambda record: int(record.value)).collect()
        write(time.milliseconds, [tuple(each) for each in ranges], sorted(values))
        stream.commitAsync(ranges)

    def total(time, rdd):
        for _, counted in rdd.collect():
            write("total", counted)

    stream.foreachRDD(save)
    pairs.foreachRDD(lambda rdd: write("pairs", rdd.offsetRanges()[0].untilOffset))
    values.map(lambda value: ("all", 1)).updateStateByKey(
        lambda new, old: (old or 0) + len(new)
    ).foreachRDD(total)
    return ssc

ssc = StreamingContext.getOrCreate(directory, create)
ssc.start()
ssc.awaitTermination()
"""


def batches(file: Path) -> tuple[dict[str, list[Any]], int]:
    """Return the output of each run of each batch, and the last total."""
    found: dict[str, list[Any]] = {}
    total = 0
    for line in file.read_text().splitlines():
        first, *rest = line.split("|")
        if first == "total":
            total = int(rest[0])
        elif first != "pairs":
            found.setdefault(first, []).append([ast.literal_eval(each) for each in rest])
    return found, total


@pytest.mark.whole
@pytest.mark.timeout(400)
def test_a_driver_that_is_killed(
    tmp_path: Path,
    driver: Callable[..., Driver],
    eventually: Callable[..., None],
) -> None:
    output = tmp_path / "output"
    output.touch()
    sent = 0
    with KafkaBroker({"lines": 3}) as broker:

        def send(number: int) -> None:
            nonlocal sent
            broker.send("lines", [str(each) for each in range(sent, sent + number)])
            sent += number

        def values() -> set[int]:
            runs = [run for each in batches(output)[0].values() for run in each]
            return {value for _, found in runs for value in found}

        job = driver(JOB, broker.bootstrapServers, tmp_path / "checkpoint", output)
        send(100)
        # Kill it while batches run.
        eventually(lambda: len(values()) >= 30, "messages are processed", 150)
        job.kill()
        send(20)
        job = driver(JOB, broker.bootstrapServers, tmp_path / "checkpoint", output)
        eventually(lambda: len(values()) == sent, "all messages are processed", 150)
        eventually(lambda: batches(output)[1] == sent, "the state has all of them", 60)
        ends = {number: latest for number, (_, latest) in broker.offsets("lines").items()}
        eventually(lambda: broker.committed("recovery", "lines") == ends, "all is committed", 30)
        job.kill()
        assert not re.search("Traceback", job.stderr), job.stderr
    found, _ = batches(output)
    # A batch that ran again has the same ranges and the same messages.
    assert all(run == runs[0] for runs in found.values() for run in runs)
    once = sorted(value for runs in found.values() for value in runs[0][1])
    assert once == list(range(sent))
    # Each range begins where the last one ended.
    ends = dict.fromkeys(range(3), 0)
    for time_ in sorted(found, key=int):
        for _, partition, start, until in found[time_][0][0]:
            assert start == ends[partition]
            ends[partition] = until
