"""Counts the tweets of each author: JSON from ZooKeeper's stream."""

import json
import sys

from pyspark import SparkConf, SparkContext
from pyspark.streaming import StreamingContext
from pyspark.streaming.kafka import KafkaUtils

sc = SparkContext.getOrCreate(SparkConf().setAppName("PythonSparkStreamingKafka"))
sc.setLogLevel("OFF")
ssc = StreamingContext(sc, 1)

kafkaStream = KafkaUtils.createStream(
    ssc, sys.argv[1], "spark-streaming", {"tweets": 1}, {"auto.offset.reset": "smallest"}
)
parsed = kafkaStream.map(lambda v: json.loads(v[1]))
parsed.count().map(lambda x: "Tweets in this batch: %s" % x).pprint()

authors_dstream = parsed.map(lambda tweet: tweet["user"]["screen_name"])
author_counts = authors_dstream.countByValue()
author_counts_sorted = author_counts.transform(lambda foo: foo.sortBy(lambda x: -x[1]))
author_counts_sorted.pprint()
top_five = author_counts_sorted.transform(
    lambda rdd: rdd.context.parallelize(["top: %s (%d)" % pair for pair in rdd.take(1)])
)
top_five.pprint()
popular = author_counts.filter(lambda x: x[1] > 1 or x[0] == "rmoff")
popular.pprint()
parsed.flatMap(lambda tweet: tweet["text"].split(" ")).countByValue().transform(
    lambda rdd: rdd.sortBy(lambda x: -x[1])
).pprint(3)

ssc.start()
ssc.awaitTermination(timeout=120)
