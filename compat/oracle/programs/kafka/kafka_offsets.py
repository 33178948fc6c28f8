# Each batch has its offset ranges and commits them, also with given first offsets.
import sys

from sparkish import SparkConf
from sparkish.streaming import Seconds, StreamingContext
from sparkish.streaming.kafka010 import (
    ConsumerStrategies,
    KafkaUtils,
    LocationStrategies,
    StringDeserializer,
    TopicPartition,
)

brokers, directory = sys.argv[1:]

sparkConf = SparkConf().setMaster("local[2]").setAppName("KafkaOffsets")
sparkConf.set("spark.streaming.kafka.maxRatePerPartition", "2")
ssc = StreamingContext(sparkConf, Seconds(1))
kafkaParams = {
    "bootstrap.servers": brokers,
    "group.id": "offsets",
    "key.deserializer": StringDeserializer,
    "value.deserializer": StringDeserializer,
    "auto.offset.reset": "earliest",
    "enable.auto.commit": False,
}
fromOffsets = {TopicPartition("lines", 0): 1}

stream = KafkaUtils.createDirectStream(
    ssc,
    LocationStrategies.PreferConsistent,
    ConsumerStrategies.Assign(fromOffsets.keys(), kafkaParams, fromOffsets),
)


@stream.foreachRDD
def show(rdd, time):
    offsetRanges = rdd.offsetRanges
    for offsets in offsetRanges:
        print(offsets)
    isEmpty = str(rdd.isEmpty()).lower()
    print(f"{time.milliseconds}: {rdd.count()} of {rdd.partitions.length}, {isEmpty}")
    for value in rdd.map(lambda record: record.value).collect():
        print(value)
    stream.commitAsync(offsetRanges)


ssc.start()
ssc.awaitTermination()
