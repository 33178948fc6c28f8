# The properties of a stream: its context, its slide duration, and its dependencies.
from sparkish.streaming import Durations, Milliseconds, Minutes, Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "Properties", Durations.seconds(2))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    slow = lines.window(Minutes(1), Seconds(4))
    print(f"{lines.slideDuration} {slow.slideDuration} {slow.slideDuration * 2}")
    print(f"{len(lines.dependencies)} {len(slow.dependencies)}")
    print(f"{slow.context().sparkContext.appName} {ssc.sparkContext.master}")
    print(slow.slideDuration + Milliseconds(500))
    slow.count().print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
