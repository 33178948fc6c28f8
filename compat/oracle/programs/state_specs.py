# mapWithState with the time, initial states, a partitioner, and results for some keys only.
from sparkish import HashPartitioner, Option, Some
from sparkish.streaming import Seconds, State, StateSpec, StreamingContext, Time


def best(time: Time, key: int, value: Option[int], state: State[int]) -> Option[str]:
    last = state.getOption().getOrElse(0)
    if value.get() > last:
        state.update(value.get())
    text = f"{key}: {state} after {time.milliseconds} ms"
    return Some(text).filter(lambda _: value.get() > last)


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "StateSpecs", Seconds(1))
    ssc.checkpoint(args[2])
    lines = ssc.socketTextStream(args[0], int(args[1]))
    pairs = lines.map(lambda line: (int(line.split(" ")[0]), int(line.split(" ")[1])))
    initial = ssc.sparkContext.makeRDD([(1, 10), (3, 30)])
    spec = StateSpec.function(best).initialState(initial)
    records = pairs.mapWithState(spec.numPartitions(3))
    records.print()
    records.stateSnapshots().glom().map(lambda part: sorted(part)).print()
    fresh = StateSpec.function(best).partitioner(HashPartitioner(2))
    pairs.mapWithState(fresh).stateSnapshots().print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
