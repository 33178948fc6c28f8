"""Counts words with three receivers of one group, as Spark's guide says: parallel receiving."""

import sys

from pyspark import SparkContext
from pyspark.streaming import StreamingContext
from pyspark.streaming.kafka import KafkaUtils

if __name__ == "__main__":
    zkQuorum, topic = sys.argv[1:]
    sc = SparkContext.getOrCreate()
    ssc = StreamingContext(sc, 1)

    numStreams = 3
    kafkaStreams = [
        KafkaUtils.createStream(
            ssc,
            zkQuorum,
            "spark-streaming-consumer",
            {topic: 1},
            {"auto.offset.reset": "smallest"},
        )
        for _ in range(numStreams)
    ]
    unifiedStream = ssc.union(*kafkaStreams)
    lines = unifiedStream.map(lambda x: x[1])
    counts = (
        lines.flatMap(lambda line: line.split(" "))
        .map(lambda word: (word, 1))
        .reduceByKey(lambda a, b: a + b)
    )
    counts.pprint()

    ssc.start()
    ssc.awaitTermination()
