# How print shows outer joins: Some and None, also after a filter.
from sparkish.streaming import Seconds, StreamingContext


def pair(line: str) -> tuple[str, float]:
    return line.split(" ")[0], float(line.split(" ")[1])


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[4]", "OuterJoins", Seconds(1))
    left = ssc.socketTextStream(args[0], int(args[1])).map(lambda line: pair(line))
    right = ssc.socketTextStream(args[0], int(args[2])).map(lambda line: pair(line))
    left.leftOuterJoin(right).print()
    left.rightOuterJoin(right, 2).print()
    left.fullOuterJoin(right).filter(lambda joined: joined[0] != "b").print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
