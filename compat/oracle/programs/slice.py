# slice: the RDDs between two times that ssc remembers, with an Interval and with two Times.
from sparkish.streaming import Interval, Minutes, Seconds, StreamingContext, Time


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "Slice", Seconds(10))
    ssc.remember(Minutes(1))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    lengths = lines.map(lambda line: len(line))
    lengths.count().print()

    @lines.foreachRDD
    def show(rdd, time):
        last = lines.slice(time - Seconds(10), time)
        print(" | ".join(" ".join(rdd.collect()) for rdd in last))
        interval = Interval(time - Seconds(20), time)
        print(sum(rdd.count() for rdd in lines.slice(interval)))
        print(sum(rdd.sum() for rdd in lengths.slice(Time(10000), time)))

    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
