# flatMap, filter, map and reduce: the words of each batch, and the sum of their lengths.
from sparkish import SparkConf
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    conf = SparkConf().setMaster("local[2]").setAppName("Basics")
    ssc = StreamingContext(conf, Seconds(1))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    words = lines.flatMap(lambda line: line.split(" "))
    words.filter(lambda word: len(word) > 3).print()
    words.map(lambda word: word.upper()).print(3)
    words.map(lambda word: len(word)).reduce(lambda a, b: a + b).print()
    words.filter(lambda word: word.startswith("s")).map(lambda word: (word[0], word)).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
