# foreachRDD in both forms: functions of several statements, which Python writes as decorators.
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "ForeachRdd", Seconds(1))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    totals = ssc.sparkContext.longAccumulator("characters")

    @lines.foreachRDD
    def showLongest(rdd):
        longest = rdd.map(lambda line: len(line)).fold(0, lambda a, b: max(a, b))
        print(f"the longest line has {longest} characters")

    @lines.foreachRDD
    def showTotal(rdd, time):
        rdd.foreachPartition(lambda part: [totals.add(len(line)) for line in part])
        print(f"until {time.milliseconds} ms: {totals.value} characters")

    @lines.map
    def shouted(line):
        words = line.split(" ")
        return " ".join(word.capitalize() for word in words)

    shouted.foreachRDD(lambda rdd: [print(line) for line in rdd.collect()])
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
