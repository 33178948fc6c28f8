# mapWithState: a running count of each word, its snapshots, and the end of a key by remove().
from sparkish import Option, SparkConf
from sparkish.streaming import Seconds, State, StateSpec, StreamingContext


def count(word: str, one: Option[int], state: State[int]) -> tuple[str, int]:
    total = one.getOrElse(0) + state.getOption().getOrElse(0)
    state.update(total)
    return word, total


def toggle(word: str, one: Option[int], state: State[str]) -> str:
    before = state.toString()
    if state.exists():
        state.remove()
    else:
        state.update("there")
    return f"{word}: {before}, then {state}"


def main(args: list[str]) -> None:
    conf = SparkConf().setMaster("local[2]").setAppName("MapWithState")
    ssc = StreamingContext(conf, Seconds(1))
    ssc.checkpoint(args[2])
    lines = ssc.socketTextStream(args[0], int(args[1]))
    pairs = lines.flatMap(lambda line: line.split(" ")).map(lambda word: (word, 1))
    counts = pairs.mapWithState(StateSpec.function(count))
    counts.print()
    counts.stateSnapshots().print()
    toggled = pairs.mapWithState(StateSpec.function(toggle))
    toggled.print()
    toggled.stateSnapshots().print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
