# One stream of several receivers: stream.union, ssc.union, and ssc.transform of them all.
from sparkish import RDD
from sparkish.streaming import Seconds, StreamingContext, Time


def longest(rdds: list[RDD[str]], time: Time) -> RDD[str]:
    sizes = [rdd.count() for rdd in rdds]
    return rdds[0].sparkContext.makeRDD([f"at {time.milliseconds} ms at most {max(sizes)}"])


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[4]", "Unions", Seconds(1))
    one = ssc.socketTextStream(args[0], int(args[1]))
    two = ssc.socketTextStream(args[0], int(args[2]))
    three = ssc.socketTextStream(args[0], int(args[3]))
    one.union(two).print()
    ssc.union([one, two, three]).map(lambda line: line.upper()).print()
    ssc.union([one, two, three]).window(Seconds(2)).count().print()
    ssc.transform([one, two, three], longest).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
