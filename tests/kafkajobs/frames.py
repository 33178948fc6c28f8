"""Reads JSON into data frames, and offset ranges in a batch."""

import sys

from pyspark import SparkContext, StorageLevel
from pyspark.sql import SQLContext
from pyspark.streaming import StreamingContext
from pyspark.streaming.kafka import Broker, KafkaUtils, OffsetRange, TopicAndPartition

brokers, topic = sys.argv[1:]
sc = SparkContext.getOrCreate()
params = {"metadata.broker.list": brokers}

offsetRanges = [OffsetRange(topic, 0, 0, 2), OffsetRange(topic, 1, 0, 1)]
host, port = brokers.split(":")
leaders = {TopicAndPartition(topic, 0): Broker(host, int(port))}
rdd = KafkaUtils.createRDD(sc, params, offsetRanges, leaders)
print("batch: %d of %s" % (rdd.count(), [str(o) for o in rdd.offsetRanges()]))
rdd2 = KafkaUtils.createRDD(
    sc, params, offsetRanges, messageHandler=lambda m: (m.partition, m.offset, len(m.message))
)
print("handled: %s" % rdd2.collect())

ssc = StreamingContext(sc, 1)
sqlContext = SQLContext.getOrCreate(sc)
stream = KafkaUtils.createStream(
    ssc,
    "zk1:2181,zk2:2181/chroot",
    "frames",
    {topic: 2},
    kafkaParams={
        "metadata.broker.list": brokers,
        "auto.offset.reset": "smallest",
        "zookeeper.connection.timeout.ms": "10000",
    },
    storageLevel=StorageLevel.MEMORY_AND_DISK_SER,
    valueDecoder=lambda s: s.decode("latin-1"),
)


def handle(rdd):
    if not rdd.isEmpty():
        df = sqlContext.read.json(rdd.map(lambda x: x[1]))
        df.filter(df.level == "ERROR").select("host").show()
        print("columns: %s" % df.columns)
        rdd.map(lambda x: (len(x[1]), x[1])).toDF(["size", "value"]).groupBy("size").count().show()
        for host in df.rdd.map(lambda r: r.host).distinct().collect():
            print("host %s" % host)


stream.foreachRDD(handle)
ssc.start()
ssc.awaitTermination()
