# A recovered program continues with its inverse window and its mapWithState.
from sparkish import Option, SparkConf
from sparkish.streaming import Seconds, State, StateSpec, StreamingContext


def count(word: str, one: Option[int], state: State[int]) -> tuple[str, int]:
    state.update(one.getOrElse(0) + state.getOption().getOrElse(0))
    return word, state.get()


def create(args: list[str]) -> StreamingContext:
    conf = SparkConf().setMaster("local[2]").setAppName("RecoveredWindow")
    ssc = StreamingContext(conf, Seconds(1))
    ssc.checkpoint(args[2])
    pairs = ssc.socketTextStream(args[0], int(args[1])).map(lambda line: (line, 1))
    sums = pairs.reduceByKeyAndWindow(lambda a, b: a + b, lambda a, b: a - b, Seconds(5))
    sums.checkpoint(Seconds(1)).print()
    counts = pairs.mapWithState(StateSpec.function(count))
    counts.checkpoint(Seconds(2))
    counts.stateSnapshots().print()
    return ssc


def main(args: list[str]) -> None:
    first = create(args)
    first.start()
    first.awaitTermination()
    first.stop(stopSparkContext=True)
    second = StreamingContext(args[2])
    second.start()
    second.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
