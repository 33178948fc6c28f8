# SQL on each batch, inside foreachRDD, with a session on the batch's own SparkContext.
from sparkish.sql import SparkSession
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "Sql", Seconds(1))
    words = ssc.socketTextStream(args[0], int(args[1])).flatMap(lambda line: line.split(" "))

    @words.foreachRDD
    def show(rdd, time):
        spark = SparkSession.builder().config(rdd.sparkContext.getConf).getOrCreate()
        pairs = rdd.map(lambda word: (word, len(word)))
        pairs.toDF("word", "length").createOrReplaceTempView("words")
        print(f"Until {time.milliseconds} ms:")
        spark.sql("select length, count(*) as n from words group by length order by length").show()

    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
