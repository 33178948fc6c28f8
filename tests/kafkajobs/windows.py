"""Counts hashtags in a window and in all time, and is recovered from its checkpoint."""

import sys

from pyspark import SparkContext
from pyspark.streaming import StreamingContext
from pyspark.streaming.kafka import KafkaUtils


def functionToCreateContext():
    sc = SparkContext.getOrCreate()
    ssc = StreamingContext(sc, 1)
    ssc.checkpoint(checkpoint)
    kvs = KafkaUtils.createDirectStream(
        ssc, [topic], {"bootstrap.servers": brokers, "auto.offset.reset": "smallest"}
    )
    tags = kvs.map(lambda x: x[1]).filter(lambda w: w.startswith("#")).map(lambda w: (w, 1))

    def updateFunc(new_values, last_sum):
        return sum(new_values) + (last_sum or 0)

    total = tags.updateStateByKey(updateFunc)
    total.transform(lambda rdd: rdd.sortByKey()).map(lambda x: "total %s %d" % x).pprint()
    window = tags.reduceByKeyAndWindow(lambda x, y: x + y, lambda x, y: x - y, 3, 1)
    window.map(lambda x: "in window: %s %d" % x).pprint()
    kvs.window(2, 1).count().map(lambda n: "window of %d" % n).pprint()
    return ssc


brokers, topic, checkpoint = sys.argv[1:]
ssc = StreamingContext.getOrCreate(checkpoint, functionToCreateContext)
ssc.start()
ssc.awaitTermination()
