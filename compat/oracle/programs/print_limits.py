# print with fewer, exactly as many, and more elements than its limit.
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "PrintLimits", Seconds(1))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    lines.print()
    lines.print(2)
    lines.print(1)
    lines.map(lambda line: f"{line}!").print(0)
    lines.flatMap(lambda line: [line] * 12).print(12)
    lines.flatMap(lambda line: [line] * 11).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
