# reduceByKeyAndWindow with an inverse over five batches and more, with several slides.
from sparkish import HashPartitioner
from sparkish.streaming import Milliseconds, StreamingContext


def add(a: int, b: int) -> int:
    return a + b


def subtract(a: int, b: int) -> int:
    return a - b


def main(args: list[str]) -> None:
    half = Milliseconds(500)
    ssc = StreamingContext("local[2]", "LargeInverseWindow", half)
    ssc.checkpoint(args[2])
    lines = ssc.socketTextStream(args[0], int(args[1]))
    pairs = lines.map(lambda line: (line.split(" ")[0], int(line.split(" ")[1])))

    def isSome(pair: tuple[str, int]) -> bool:
        return pair[1] != 0

    one = HashPartitioner(1)
    pairs.reduceByKeyAndWindow(add, subtract, half * 5).print()
    pairs.reduceByKeyAndWindow(add, subtract, half * 5, half, 2, isSome).print()
    pairs.reduceByKeyAndWindow(add, subtract, half * 6, half * 2).print()
    pairs.reduceByKeyAndWindow(add, subtract, half * 12, half * 2, one, isSome).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
