# transform: any operation on RDDs, with and without the time of the batch.
from sparkish import RDD
from sparkish.streaming import Seconds, StreamingContext, Time


def stamp(rdd: RDD[str], time: Time) -> RDD[str]:
    seconds = time.milliseconds // 1000
    return rdd.map(lambda line: f"{line} at {seconds} s")


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "Transform", Seconds(1))
    blocked = ssc.sparkContext.makeRDD([("spam", True)])
    lines = ssc.socketTextStream(args[0], int(args[1]))
    lines.transform(lambda rdd: rdd.sortBy(lambda line: line)).print()
    lines.transform(lambda rdd, time: stamp(rdd, time)).print()
    lines.transform(lambda rdd: rdd.map(lambda line: (line, 1)).subtractByKey(blocked, 1)).print()
    lines.transform(lambda rdd: rdd.distinct(1)).count().print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
