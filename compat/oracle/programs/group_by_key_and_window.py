# groupByKeyAndWindow in its four forms: the values of each key, until they leave the window.
from sparkish import HashPartitioner
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "GroupByKeyAndWindow", Seconds(1))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    pairs = lines.map(lambda line: (line.split(" ")[0], int(line.split(" ")[1])))
    two = pairs.groupByKeyAndWindow(Seconds(2))
    two.mapValues(lambda values: sorted(values)).print()
    six = pairs.groupByKeyAndWindow(Seconds(6), Seconds(2))
    six.mapValues(lambda values: sorted(values)).print()
    one = pairs.groupByKeyAndWindow(Seconds(2), Seconds(1), 1)
    one.mapValues(lambda values: sum(values)).print()
    three = pairs.groupByKeyAndWindow(Seconds(4), Seconds(2), HashPartitioner(3))
    three.glom().map(lambda part: len(part)).reduce(lambda a, b: a + b).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
