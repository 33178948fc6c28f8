# join and the outer joins of two streams, batch by batch.
from sparkish.streaming import Seconds, StreamingContext


def pair(line: str) -> tuple[str, str]:
    words = line.split(" ")
    return words[0], words[1]


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[4]", "Joins", Seconds(1))
    names = ssc.socketTextStream(args[0], int(args[1])).map(lambda line: pair(line))
    towns = ssc.socketTextStream(args[0], int(args[2])).map(lambda line: pair(line))
    names.join(towns).print()
    names.leftOuterJoin(towns).mapValues(lambda both: (both[0], both[1] or "-")).print()
    names.rightOuterJoin(towns).mapValues(lambda both: (both[0] or "-", both[1])).print()
    everything = names.fullOuterJoin(towns)
    everything.mapValues(lambda both: (both[0] or "-", both[1] or "-")).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
