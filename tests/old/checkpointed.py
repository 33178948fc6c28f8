"""Counts words in several ways, all of them with functions of sparkish in the checkpoint.

``python checkpointed.py DIRECTORY BATCHES`` runs BATCHES batches on Spark's manual clock, on the
files in the folder ``input`` next to it. If the directory holds a checkpoint, it continues there.
"""

import os
import sys
import time

from sparkish import SparkConf
from sparkish.streaming import Option, Seconds, State, StateSpec, StreamingContext, Time

directory, batches = sys.argv[1], int(sys.argv[2])


def create():
    conf = SparkConf().setMaster("local[2]").setAppName("checkpointed")
    conf.set("spark.ui.enabled", "false").set("spark.driver.bindAddress", "127.0.0.1")
    conf.set("spark.streaming.clock", "org.apache.spark.util.ManualClock")
    ssc = StreamingContext(conf, Seconds(1))
    ssc.checkpoint(directory)
    words = ssc.textFileStream("input").flatMap(lambda line: line.split(" "))
    pairs = words.map(lambda word: (word, 1))

    def track(time: Time, word: str, one: Option, state: State) -> Option:
        total = one.getOrElse(0) + (state.get() if state.exists() else 0)
        state.update(total)
        return Option((word, total))

    def show(name):
        return lambda rdd, time: print(
            name, time.milliseconds // 1000, sorted(rdd.collect()), flush=True
        )

    pairs.mapWithState(StateSpec.function(track)).foreachRDD(show("mapWithState"))
    pairs.updateStateByKey(lambda new, old: sum(new) + (old or 0)).foreachRDD(
        show("updateStateByKey")
    )
    pairs.reduceByKeyAndWindow(
        lambda a, b: a + b, lambda a, b: a - b, Seconds(4), Seconds(2)
    ).foreachRDD(show("window"))
    words.countByValue().transform(lambda rdd: rdd.sortByKey()).foreachRDD(show("countByValue"))
    pairs.groupByKey().print()
    return ssc


if __name__ == "__main__":
    os.chdir(os.path.dirname(os.path.abspath(__file__)))
    ssc = StreamingContext.getOrCreate(directory, create)
    ssc.start()
    clock = ssc._jssc.ssc().scheduler().clock()
    for _ in range(batches):
        clock.advance(1000)
        time.sleep(0.5)
    ssc.awaitTermination()
