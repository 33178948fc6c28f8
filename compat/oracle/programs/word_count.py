# Counts the words of each batch, on the real clock.
from sparkish import SparkConf, SparkContext
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    sc = SparkContext(SparkConf().setMaster("local[*]").setAppName("WordCount"))
    ssc = StreamingContext(sc, Seconds(2))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    words = lines.flatMap(lambda line: line.split(" "))
    counts = words.map(lambda word: (word, 1)).reduceByKey(lambda a, b: a + b)
    counts.print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
