# The words of Kafka's messages are counted in each batch.
import sys

from sparkish import SparkConf
from sparkish.streaming import Seconds, StreamingContext
from sparkish.streaming.kafka010 import (
    ConsumerStrategies,
    KafkaUtils,
    LocationStrategies,
    StringDeserializer,
)

brokers, directory = sys.argv[1:]

sparkConf = SparkConf().setMaster("local[2]").setAppName("KafkaWordCount")
ssc = StreamingContext(sparkConf, Seconds(2))
kafkaParams = {
    "bootstrap.servers": brokers,
    "group.id": "words",
    "key.deserializer": StringDeserializer,
    "value.deserializer": StringDeserializer,
    "auto.offset.reset": "earliest",
    "enable.auto.commit": False,
}

messages = KafkaUtils.createDirectStream(
    ssc,
    LocationStrategies.PreferConsistent,
    ConsumerStrategies.Subscribe(["lines"], kafkaParams),
)
words = messages.map(lambda record: record.value).flatMap(lambda line: line.split(" "))
words.map(lambda word: (word, 1)).reduceByKey(lambda a, b: a + b).print()
messages.count().print()
messages.map(lambda record: (record.key, record.partition, record.offset)).print()

ssc.start()
ssc.awaitTermination()
