# updateStateByKey: counts that continue from batch to batch, and end before they are negative.
from sparkish import HashPartitioner, Option, Some
from sparkish.streaming import Seconds, StreamingContext


def update(values: list[int], state: Option[int]) -> Option[int]:
    sumOfAll = sum(values) + state.getOrElse(0)
    return Option.empty() if sumOfAll < 0 else Some(sumOfAll)


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "RunningCounts", Seconds(1))
    ssc.checkpoint(args[2])
    lines = ssc.socketTextStream(args[0], int(args[1]))
    pairs = lines.map(lambda line: (line.split(" ")[0], int(line.split(" ")[1])))
    pairs.updateStateByKey(update).print()
    pairs.updateStateByKey(update, 1).print()
    pairs.updateStateByKey(update, HashPartitioner(3)).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
