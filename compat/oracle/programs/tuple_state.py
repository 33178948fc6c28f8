# updateStateByKey with a tuple as the state: a key's number of values, their sum, and its end.
from sparkish import Option, Some
from sparkish.streaming import Seconds, StreamingContext


def update(values: list[int], state: Option[tuple[int, int]]) -> Option[tuple[int, int]]:
    n, total = state.getOrElse((0, 0))
    return Option.empty() if n > 3 else Some((n + len(values), total + sum(values)))


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "TupleState", Seconds(1))
    ssc.checkpoint(args[2])
    lines = ssc.socketTextStream(args[0], int(args[1]))
    pairs = lines.map(lambda line: (line.split(" ")[0], int(line.split(" ")[1])))
    states = pairs.updateStateByKey(update)
    states.print()
    states.mapValues(lambda state: state[1] / state[0]).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
