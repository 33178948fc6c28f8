"""Keeps its offsets in a file, where a second run goes on."""

import json
import os
import sys

from pyspark import SparkContext
from pyspark.streaming import StreamingContext
from pyspark.streaming.kafka import KafkaUtils, TopicAndPartition

brokers, topic, offset_file = sys.argv[1:]
offsetRanges = []


def read_offsets():
    if not os.path.exists(offset_file):
        return None
    with open(offset_file) as f:
        saved = json.load(f)
    return {TopicAndPartition(t, int(p)): int(o) for t, p, o in saved}


def store_offset_ranges(rdd):
    global offsetRanges
    offsetRanges = rdd.offsetRanges()
    return rdd


def save_offsets(rdd):
    with open(offset_file, "w") as f:
        json.dump([[o.topic, o.partition, o.untilOffset] for o in offsetRanges], f)
    for o in offsetRanges:
        print("saved %s %s %s" % (o.topic, o.partition, o.untilOffset))


def output(time, rdd):
    records = rdd.collect()
    if records:
        print("records: %s" % sorted(records))


sc = SparkContext.getOrCreate()
ssc = StreamingContext(sc, 1)
kafka_params = {"metadata.broker.list": brokers, "auto.offset.reset": "smallest"}
from_offsets = read_offsets()
if from_offsets is None:
    directKafkaStream = KafkaUtils.createDirectStream(ssc, [topic], kafka_params)
else:
    directKafkaStream = KafkaUtils.createDirectStream(
        ssc, [topic], kafka_params, fromOffsets=from_offsets
    )
lines = directKafkaStream.transform(store_offset_ranges).map(lambda kv: kv[1])
lines.foreachRDD(output)
directKafkaStream.foreachRDD(save_offsets)
ssc.start()
ssc.awaitTermination()
