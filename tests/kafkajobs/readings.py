"""Decodes binary readings, like Avro's, with decoders and a message handler of its own."""

import io
import struct
import sys

from pyspark import SparkContext
from pyspark.streaming import StreamingContext
from pyspark.streaming.kafka import KafkaUtils, TopicAndPartition


class Reading:
    def __init__(self, sensor, celsius):
        self.sensor = sensor
        self.celsius = celsius


def decoder(msg):
    bytes_io = io.BytesIO(msg)
    magic, schema_id = struct.unpack(">bi", bytes_io.read(5))
    if magic != 0:
        raise ValueError("not Confluent's wire format")
    sensor, celsius = struct.unpack(">id", bytes_io.read())
    return {"schema": schema_id, "sensor": sensor, "celsius": celsius}


def message_handler(m):
    return "%s-%d:%d" % (m.topic, m.partition, m.offset), m.key, m.message


sc = SparkContext.getOrCreate()
ssc = StreamingContext(sc, 1)
brokers, topic = sys.argv[1:]
start = {TopicAndPartition(topic, 0): 1}
kvs = KafkaUtils.createDirectStream(
    ssc,
    [topic],
    {"metadata.broker.list": brokers, "fetch.message.max.bytes": "10000000"},
    start,
    keyDecoder=lambda k: k if k is None else struct.unpack(">q", k)[0],
    valueDecoder=decoder,
    messageHandler=message_handler,
)
kvs.pprint()
(
    kvs.map(lambda m: Reading(m[2]["sensor"], m[2]["celsius"]))
    .map(lambda r: (r.sensor, (r.celsius, 1)))
    .reduceByKey(lambda a, b: (a[0] + b[0], a[1] + b[1]))
    .mapValues(lambda x: x[0] / x[1])
    .map(lambda x: "sensor %d: %.2f" % x)
    .pprint()
)
ssc.start()
ssc.awaitTermination()
