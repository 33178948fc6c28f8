# mapValues and flatMapValues: the values change, the keys stay.
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "Values", Seconds(1))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    pairs = lines.map(lambda line: (line[0], line.split("=")[1]))
    pairs.mapValues(lambda value: len(value)).print()
    pairs.flatMapValues(lambda value: value.split(",")).print()
    pairs.flatMapValues(lambda value: ["long"] * (len(value) - 3)).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
