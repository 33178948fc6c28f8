# countByWindow and countByValueAndWindow, over two batches and over six.
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "CountByWindow", Seconds(1))
    ssc.checkpoint(args[2])
    lines = ssc.socketTextStream(args[0], int(args[1]))
    lines.countByWindow(Seconds(2), Seconds(1)).print()
    lines.countByWindow(Seconds(6), Seconds(2)).print()
    lines.countByValueAndWindow(Seconds(2), Seconds(1)).print()
    lines.countByValueAndWindow(Seconds(6), Seconds(1), 1).print()
    lines.countByValueAndWindow(Seconds(6), Seconds(3), 2).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
