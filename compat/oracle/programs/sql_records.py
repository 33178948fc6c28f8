# Spark's own SQL example: a case class, batches without records, and a table that grows.
from dataclasses import dataclass

from sparkish import SparkConf
from sparkish.rdd import RDD
from sparkish.sql import SaveMode, SparkSession
from sparkish.sql.functions import col
from sparkish.streaming import Seconds, StreamingContext, Time


@dataclass
class SqlRecord:
    word: str
    length: int


def main(args: list[str]) -> None:
    conf = SparkConf().setMaster("local[2]").setAppName("SqlRecords")
    ssc = StreamingContext(conf, Seconds(1))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    words = lines.flatMap(lambda line: line.split(" "))

    @words.foreachRDD
    def show(rdd: RDD[str], time: Time) -> None:
        # What Scala imports of spark.implicits, RDDs have here.
        spark = SparkSession.builder.config(rdd.sparkContext.getConf).getOrCreate()
        records = rdd.map(lambda w: SqlRecord(w, len(w))).toDF()
        records.createOrReplaceTempView("words")
        counts = spark.sql("select word, count(*) as total from words group by word order by word")
        print(f"========= {time} =========")
        counts.show()
        records.where(col("length") > 2).select("word").distinct().orderBy("word").show()
        records.write.mode(SaveMode.Append).parquet(args[2] + "/table")
        print(f"rows {spark.read.parquet(args[2] + '/table').count()}")

    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
