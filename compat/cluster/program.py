"""One job with every kind of operation that runs on executors: ``program.py PORT FOLDER TOTAL``.

It is submitted to executors with and without sparkish. It reads TOTAL words from the port, and
writes its results to FOLDER/results.json.
"""

import importlib.util
import json
import sys
import threading
import time
import uuid
from collections import Counter
from pathlib import Path

import sparkish
from sparkish import HashPartitioner, Option, SparkConf, SparkContext
from sparkish.storage import StorageLevel
from sparkish.streaming import Seconds, StateSpec, StreamingContext
from sparkish.streaming.receiver import Receiver

NUMBERS = 50
LIMIT = 120
DURATION = Seconds(3)


class Numbers(Receiver):
    def onStart(self):
        threading.Thread(target=self.receive, daemon=True).start()

    def onStop(self):
        pass

    def receive(self):
        for number in range(NUMBERS):
            self.store((number % 3, number))


def track(key, value, state):
    total = state.getOption().getOrElse(0) + value.getOrElse(0)
    state.update(total)
    return key, total


def total(new: list[int], last: Option[int]) -> Option[int]:
    return Option(sum(new) + last.getOrElse(0))


def whereabouts(_):
    spec = importlib.util.find_spec("sparkish")
    yield spec and spec.origin


def main(port, folder, wanted):
    sc = SparkContext(SparkConf().setAppName("cluster"))
    ssc = StreamingContext(sc, DURATION)
    ssc.checkpoint(f"{folder}/checkpoint")
    found = {
        "driver": sparkish.__file__,
        "executors": sc.parallelize(range(4), 4).mapPartitions(whereabouts).distinct().collect(),
    }
    gathered = {name: Counter() for name in ("filtered", "joined", "numbers", "transformed")}
    last = {}
    length = sc.longAccumulator("length")

    def gather(name, stream):
        stream.foreachRDD(lambda rdd: gathered[name].update(map(str, rdd.collect())))

    def keep(name, stream):
        # Later batches may have less than the last full window, so keep the last result.
        stream.foreachRDD(lambda rdd: last.update({name: dict(rdd.collect()) or last.get(name)}))

    lines = ssc.socketTextStream("127.0.0.1", port, StorageLevel.MEMORY_AND_DISK_SER_2)
    lines.map(lambda line: "printed " + line).print(3)
    pairs = lines.flatMap(lambda line: line.split(" ")).map(lambda word: (word, 1))

    @pairs.filter
    def kept(pair):
        length.add(len(pair[0]))
        return pair[0] != "b"

    gather("filtered", kept)
    gather(
        "joined",
        pairs.reduceByKey(lambda a, b: a + b).leftOuterJoin(pairs.groupByKey().mapValues(len)),
    )
    gather("transformed", lines.transform(lambda rdd: rdd.map(str.upper).sortBy(len)))
    window = {"windowDuration": Seconds(10 * LIMIT), "slideDuration": DURATION}
    keep("window", pairs.reduceByKeyAndWindow(lambda a, b: a + b, **window))
    keep("inverse", pairs.reduceByKeyAndWindow(lambda a, b: a + b, lambda a, b: a - b, **window))
    keep("updated", pairs.updateStateByKey(total, HashPartitioner(2)))
    keep(
        "mapped",
        pairs.mapWithState(StateSpec.function(track).timeout(Seconds(600))).stateSnapshots(),
    )

    numbers = ssc.receiverStream(Numbers(StorageLevel.MEMORY_ONLY))
    gather("numbers", numbers.mapValues(lambda number: number * number).map(lambda pair: pair[1]))

    def write(words):
        with Path(folder, f"partition-{uuid.uuid4()}").open("w") as file:
            file.writelines(f"{word}\n" for word in words)

    done = []  # a list, not an Event: the checkpoint pickles what the callbacks use

    # The last output operation of the batch: all others have run before it.
    @lines.foreachRDD
    def finish(rdd):
        rdd.foreachPartition(write)
        words = sum((last.get("mapped") or {}).values())
        if words == wanted and gathered["numbers"].total() == NUMBERS:
            done.append(True)

    ssc.start()
    limit = time.monotonic() + LIMIT
    while not (done or time.monotonic() > limit):
        ssc.awaitTerminationOrTimeout(0.1)
    ssc.stop(stopSparkContext=False)
    found |= {"gathered": gathered, "last": last, "length": length.value}
    Path(folder, "results.json").write_text(json.dumps(found))
    sc.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
