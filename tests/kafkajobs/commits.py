"""Scala's example of offsets and commits, line for line."""

import sys

from sparkish import SparkContext, TaskContext
from sparkish.streaming import Seconds, StreamingContext
from sparkish.streaming.kafka010 import (
    CanCommitOffsets,
    ConsumerStrategies,
    HasOffsetRanges,
    KafkaUtils,
    LocationStrategies,
)

brokers, topic = sys.argv[1:]
ssc = StreamingContext(SparkContext.getOrCreate(), Seconds(1))
kafkaParams = {
    "bootstrap.servers": brokers,
    "key.deserializer": "org.apache.kafka.common.serialization.StringDeserializer",
    "value.deserializer": "org.apache.kafka.common.serialization.LongDeserializer",
    "group.id": "use_a_separate_group_id_for_each_stream",
    "auto.offset.reset": "earliest",
    "enable.auto.commit": False,
}
stream = KafkaUtils.createDirectStream(
    ssc,
    LocationStrategies.PreferConsistent,
    ConsumerStrategies.Subscribe[str, int]([topic], kafkaParams),
)


class Committed:
    def onComplete(self, offsets, exception):
        for tp, om in offsets.items():
            if exception is None and om.offset():
                print(f"committed {tp.topic()} {tp.partition()} {om.offset()}")


def perPartition(offsetRanges):
    def show(iterator):
        o = offsetRanges[TaskContext.get().partitionId()]
        return [f"{o.topic} {o.partition} {o.fromOffset} {o.untilOffset} {sum(iterator)}"]

    return show


@stream.foreachRDD
def _(rdd):
    assert isinstance(rdd, HasOffsetRanges)
    offsetRanges = rdd.offsetRanges
    values = rdd.map(lambda record: record.value())
    for line in values.mapPartitions(perPartition(offsetRanges)).collect():
        print(line)
    assert isinstance(stream, CanCommitOffsets)
    stream.commitAsync(offsetRanges, Committed())


stream.map(lambda record: (record.key, record.value)).reduceByKey(lambda a, b: a + b).print()
ssc.start()
ssc.awaitTermination()
