# reduceByKeyAndWindow with an inverse, small windows: a key that left has 0, or is dropped.
from sparkish import HashPartitioner
from sparkish.streaming import Seconds, StreamingContext


def add(a: int, b: int) -> int:
    return a + b


def subtract(a: int, b: int) -> int:
    return a - b


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "InverseWindow", Seconds(1))
    ssc.checkpoint(args[2])
    lines = ssc.socketTextStream(args[0], int(args[1]))
    pairs = lines.flatMap(lambda line: line.split(" ")).map(lambda word: (word, 1))
    pairs.reduceByKeyAndWindow(add, subtract, Seconds(2)).print()
    pairs.reduceByKeyAndWindow(add, subtract, Seconds(4), Seconds(2)).print()
    pairs.reduceByKeyAndWindow(add, subtract, Seconds(2), Seconds(1), 1).print()

    def some(pair: tuple[str, int]) -> bool:
        return pair[1] > 0

    pairs.reduceByKeyAndWindow(add, subtract, Seconds(2), Seconds(1), 1, some).print()
    two = HashPartitioner(2)
    pairs.reduceByKeyAndWindow(add, subtract, Seconds(3), Seconds(1), two, some).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
