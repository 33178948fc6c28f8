# mapWithState with a timeout: visitors who are idle for longer than three seconds leave.
from sparkish import Option, SparkConf
from sparkish.streaming import Seconds, State, StateSpec, StreamingContext


def visit(user: str, page: Option[str], state: State[list[str]]) -> str:
    pages = state.getOption().getOrElse([]) + page.toList()
    if not state.isTimingOut():
        state.update(pages)
    does = "leaves after" if state.isTimingOut() else "sees"
    return f"{user} {does} {', '.join(pages)}"


def main(args: list[str]) -> None:
    conf = SparkConf().setMaster("local[2]").setAppName("Sessions")
    ssc = StreamingContext(conf, Seconds(1))
    ssc.checkpoint(args[2])
    lines = ssc.socketTextStream(args[0], int(args[1]))
    visits = lines.map(lambda line: (line.split(" ")[0], line.split(" ")[1]))
    often = visits.mapWithState(StateSpec.function(visit).timeout(Seconds(3)))
    often.checkpoint(Seconds(2))
    often.print()
    often.stateSnapshots().print()
    visits.mapWithState(StateSpec.function(visit).timeout(Seconds(3))).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
