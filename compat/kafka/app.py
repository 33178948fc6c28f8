"""The job under the faults: ``app.py SERVERS FOLDER SECONDS``, which are the batch duration.

It counts words and keeps their state, and writes the content of each batch to ``FOLDER/batches``.
The output of a batch replaces the output of an earlier run of the same batch, as it should. It ends
when there is a file ``FOLDER/stop``.
"""

import json
import os
import sys
from pathlib import Path

from sparkish import SparkConf, SparkContext
from sparkish.streaming import Seconds, StreamingContext
from sparkish.streaming.kafka010 import (
    ConsumerStrategies,
    KafkaUtils,
    LocationStrategies,
    StringDeserializer,
)

WORDS = 100


def summed(index, records):
    count = total = 0
    for record in records:
        count, total = count + 1, total + int(record.value)
    yield index, count, total


def update(new, count):
    return sum(new) + (count or 0)


def write(file, data):
    whole = file.with_suffix(".new")
    whole.write_text(json.dumps(data))
    os.replace(whole, file)


def create(servers, folder, seconds):
    ssc = StreamingContext(SparkContext(SparkConf().setAppName("kafka")), Seconds(int(seconds)))
    kafkaParams = {
        "bootstrap.servers": servers,
        "key.deserializer": StringDeserializer,
        "value.deserializer": StringDeserializer,
        "group.id": "faults",
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
    }
    stream = KafkaUtils.createDirectStream(
        ssc,
        LocationStrategies.PreferConsistent,
        ConsumerStrategies.SubscribePattern("numbers.*", kafkaParams),
    )

    @stream.foreachRDD
    def save(rdd, time):
        ranges = [list(each) for each in rdd.offsetRanges]
        parts = sorted(rdd.mapPartitionsWithIndex(summed).collect())
        file = folder / "batches" / f"{time.milliseconds}.json"
        before = json.loads(file.read_text()) if file.exists() else None
        runs = 1 if before is None else before["runs"] + 1
        same = before is None or (before["same"] and before["ranges"] == ranges)
        write(file, {"ranges": ranges, "parts": parts, "runs": runs, "same": same})
        stream.commitAsync(rdd.offsetRanges)

    words = stream.map(lambda record: (int(record.value) % WORDS, 1))
    counts = words.reduceByKey(lambda a, b: a + b, 4).updateStateByKey(update, 4)

    @counts.foreachRDD
    def saveCounts(rdd, time):
        write(folder / "state.json", {str(word): count for word, count in rdd.collect()})

    return ssc


def main(servers, path, seconds):
    folder = Path(path)
    (folder / "batches").mkdir(parents=True, exist_ok=True)
    checkpoint = str(folder / "checkpoint")
    ssc = StreamingContext.getOrCreate(checkpoint, lambda: create(servers, folder, seconds))
    ssc.start()
    while not ssc.awaitTerminationOrTimeout(0.5):
        if (folder / "stop").exists():
            ssc.stop(stopSparkContext=True, stopGracefully=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
