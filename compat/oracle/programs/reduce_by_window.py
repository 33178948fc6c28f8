# reduceByWindow, for each whole window and with an inverse, over two batches and over six.
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "ReduceByWindow", Seconds(1))
    ssc.checkpoint(args[2])
    numbers = ssc.socketTextStream(args[0], int(args[1])).map(lambda line: int(line))
    numbers.reduceByWindow(lambda a, b: max(a, b), Seconds(2), Seconds(1)).print()
    numbers.reduceByWindow(lambda a, b: a + b, Seconds(6), Seconds(2)).print()
    numbers.reduceByWindow(lambda a, b: a + b, lambda a, b: a - b, Seconds(2), Seconds(1)).print()
    numbers.reduceByWindow(lambda a, b: a + b, lambda a, b: a - b, Seconds(6), Seconds(1)).print()
    numbers.reduceByWindow(lambda a, b: a + b, lambda a, b: a - b, Seconds(6), Seconds(3)).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
