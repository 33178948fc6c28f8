# reduceByKey by default, into one partition, and with the program's own partitioner.
from sparkish import Partitioner
from sparkish.streaming import Seconds, StreamingContext


class ByLength(Partitioner):
    numPartitions = 3

    def getPartition(self, key: str) -> int:
        return len(key) % self.numPartitions


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "ReduceByKey", Seconds(1))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    pairs = lines.flatMap(lambda line: line.split(" ")).map(lambda word: (word, 1))
    pairs.reduceByKey(lambda a, b: a + b).print()
    pairs.reduceByKey(lambda a, b: a + b, 1).print()
    byLength = pairs.reduceByKey(lambda a, b: a + b, ByLength())
    byLength.glom().map(lambda part: sorted(part)).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
