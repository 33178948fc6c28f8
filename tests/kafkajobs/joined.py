"""Joins the clicks of one topic with the names of another."""

import sys

from pyspark import SparkContext
from pyspark.sql import Row, SparkSession
from pyspark.streaming import StreamingContext
from pyspark.streaming.kafka import KafkaUtils


def getSparkSessionInstance(sparkConf):
    if "sparkSessionSingletonInstance" not in globals():
        globals()["sparkSessionSingletonInstance"] = SparkSession.builder.config(
            conf=sparkConf
        ).getOrCreate()
    return globals()["sparkSessionSingletonInstance"]


def process(time, rdd):
    if rdd.isEmpty():
        return
    spark = getSparkSessionInstance(rdd.context.getConf())
    frame = spark.createDataFrame(rdd.map(lambda x: Row(user=x[0], page=x[1][0], name=x[1][1])))
    frame.createOrReplaceTempView("clicks")
    for row in spark.sql("select name, count(*) as total from clicks group by name").collect():
        print("sql: %s %d" % (row["name"], row.total))


def main():
    sc = SparkContext.getOrCreate()
    ssc = StreamingContext(sc, 1)
    params = {"metadata.broker.list": sys.argv[1], "auto.offset.reset": "smallest"}
    clicks = KafkaUtils.createDirectStream(ssc, ["clicks"], params)
    names = KafkaUtils.createDirectStream(ssc, ["names"], params)
    joined = clicks.join(names)
    joined.foreachRDD(process)
    clicks.leftOuterJoin(names).filter(lambda x: x[1][1] is None).pprint()
    both = KafkaUtils.createDirectStream(ssc, topics=["clicks", "names"], kafkaParams=params)
    both.count().pprint()
    clicks.saveAsTextFiles(sys.argv[2] + "/clicks")
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    main()
