# Each join with a number of partitions and with a partitioner, and the resulting partitions.
from sparkish import HashPartitioner
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[4]", "JoinPartitions", Seconds(1))
    left = ssc.socketTextStream(args[0], int(args[1])).map(lambda line: (int(line), "left"))
    right = ssc.socketTextStream(args[0], int(args[2])).map(lambda line: (int(line), "right"))
    three = HashPartitioner(3)
    left.join(right, 2).glom().map(lambda part: sorted(part)).print()
    left.join(right, three).glom().map(lambda part: sorted(part)).print()
    left.leftOuterJoin(right, 2).glom().map(lambda part: sorted(pair[0] for pair in part)).print()
    left.leftOuterJoin(right, three).glom().map(lambda part: len(part)).print()
    left.rightOuterJoin(right, 2).glom().map(lambda part: sorted(pair[0] for pair in part)).print()
    left.rightOuterJoin(right, three).glom().map(lambda part: len(part)).print()
    left.fullOuterJoin(right, 2).foreachRDD(lambda rdd: print(rdd.getNumPartitions()))
    left.fullOuterJoin(right, three).glom().map(lambda part: len(part)).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
