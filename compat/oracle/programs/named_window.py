# Windows with the parameters by name; windowed streams with transformations before and after.
from sparkish.streaming import Milliseconds, Minutes, StreamingContext
from sparkish.streaming.dstream import DStream


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "NamedWindow", Milliseconds(20000))
    lines: DStream[str] = ssc.socketTextStream(args[0], int(args[1]))
    lengths = lines.map(lambda line: len(line)).filter(lambda length: length > 0)
    lengths.window(windowDuration=Minutes(1)).reduce(lambda a, b: max(a, b)).print()
    slow = lengths.window(windowDuration=Minutes(2), slideDuration=Minutes(1))
    slow.map(lambda length: length * 10).count().print()
    slow.map(lambda length: (length % 2, 1)).reduceByKey(lambda a, b: a + b, 1).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
