# countByValue: how often each line is in a batch, and the number of partitions of the counts.
from sparkish import SparkContext
from sparkish.streaming import Milliseconds, StreamingContext


def main(args: list[str]) -> None:
    sc = SparkContext("local[2]", "CountByValue")
    ssc = StreamingContext(sc, Milliseconds(500))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    lines.countByValue().print()
    counts = lines.map(lambda line: int(line) % 3).countByValue(3)
    counts.glom().map(lambda part: list(part)).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
