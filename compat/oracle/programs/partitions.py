# repartition, glom and mapPartitions: the partitions of a batch.
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "Partitions", Seconds(1))
    numbers = ssc.socketTextStream(args[0], int(args[1])).map(lambda line: int(line))
    three = numbers.repartition(3)
    three.glom().map(lambda part: len(part)).count().print()
    three.foreachRDD(lambda rdd: print(f"{rdd.getNumPartitions()} partitions"))
    numbers.glom().map(lambda part: list(part)).print()
    numbers.mapPartitions(lambda part: iter([sum(part)])).print()
    pairs = numbers.map(lambda n: (n % 2, n)).reduceByKey(lambda a, b: a + b, 2)
    pairs.mapPartitions(lambda part: (pair[1] for pair in part), preservesPartitioning=True).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
