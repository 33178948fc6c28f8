# The result of each operation for a batch that received nothing, or that a filter emptied.
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "EmptyBatches", Seconds(1))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    kept = lines.filter(lambda line: line != "")
    kept.print()
    kept.count().print()
    kept.map(lambda line: len(line)).reduce(lambda a, b: a + b).print()
    kept.countByValue().count().print()
    kept.window(Seconds(2)).count().print()
    kept.foreachRDD(lambda rdd: print("nothing" if rdd.isEmpty() else rdd.first()))
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
