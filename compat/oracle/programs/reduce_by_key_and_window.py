# reduceByKeyAndWindow that reduces each whole window, in its four forms.
from sparkish import HashPartitioner
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "ReduceByKeyAndWindow", Seconds(1))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    pairs = lines.flatMap(lambda line: line.split(" ")).map(lambda word: (word, 1))
    pairs.reduceByKeyAndWindow(lambda a, b: a + b, Seconds(2)).print()
    pairs.reduceByKeyAndWindow(lambda a, b: a + b, Seconds(5), Seconds(1)).print()
    pairs.reduceByKeyAndWindow(lambda a, b: a + b, Seconds(4), Seconds(2), 1).print()
    three = HashPartitioner(3)
    pairs.reduceByKeyAndWindow(lambda a, b: max(a, b), Seconds(3), Seconds(3), three).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
