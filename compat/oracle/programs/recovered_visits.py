# getOrCreate with mapWithState and a timeout: visitors from before the restart still leave.
from sparkish import Option, Some
from sparkish.streaming import Seconds, State, StateSpec, StreamingContext, Time


def visit(
    time: Time, user: str, page: Option[str], state: State[int]
) -> Option[tuple[str, Option[tuple[str, int]]]]:
    if state.isTimingOut():
        return Some((user, Some(("left after", state.get()))))
    n = state.getOption().getOrElse(0) + 1
    state.update(n)
    return Some((user, page.map(lambda name: (name, n))))


def create(args: list[str]) -> StreamingContext:
    ssc = StreamingContext("local[2]", "RecoveredVisits", Seconds(1))
    ssc.checkpoint(args[2])
    lines = ssc.socketTextStream(args[0], int(args[1]))
    visits = lines.map(lambda line: (line.split(" ")[0], line.split(" ")[1]))
    spec = StateSpec.function(visit).timeout(Seconds(3)).numPartitions(2)
    seen = visits.mapWithState(spec)
    seen.checkpoint(Seconds(2))
    seen.print()
    return ssc


def main(args: list[str]) -> None:
    for life in (1, 2):
        ssc = StreamingContext.getOrCreate(args[2], lambda: create(args))
        print(f"life {life}")
        ssc.start()
        ssc.awaitTermination()
        ssc.stop()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
