# cogroup in its three forms: the values of a key in each of two streams.
from sparkish import HashPartitioner
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[4]", "Cogroup", Seconds(1))
    left = ssc.socketTextStream(args[0], int(args[1])).map(lambda line: (len(line), line))
    right = ssc.socketTextStream(args[0], int(args[2])).map(lambda line: (len(line), line))
    left.cogroup(right).print()
    left.cogroup(right, 1).mapValues(lambda both: (len(both[0]), len(both[1]))).print()
    grouped = left.cogroup(right, HashPartitioner(3))
    grouped.mapValues(lambda both: [*both[0], *both[1]]).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
