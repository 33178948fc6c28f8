# groupByKey in its three forms: all the values of each key, their sum, and the greatest.
from sparkish import HashPartitioner
from sparkish.streaming import Seconds, StreamingContext


def pair(line: str) -> tuple[str, int]:
    words = line.split(" ")
    return words[0], int(words[1])


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "GroupByKey", Seconds(1))
    pairs = ssc.socketTextStream(args[0], int(args[1])).map(lambda line: pair(line))
    pairs.groupByKey().print()
    pairs.groupByKey(1).mapValues(lambda values: sum(values)).print()
    pairs.groupByKey(HashPartitioner(3)).mapValues(lambda values: max(values)).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
