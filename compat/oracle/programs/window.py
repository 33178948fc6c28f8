# window of two and of five batches, with and without a slide, and a window over a window.
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "Window", Seconds(1))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    lines.window(Seconds(2)).print()
    lines.window(Seconds(5)).print(4)
    lines.window(Seconds(2), Seconds(2)).map(lambda line: f"every two seconds: {line}").print()
    lines.window(Seconds(4), Seconds(3)).map(lambda line: f"every three seconds: {line}").print()
    lines.window(Seconds(2), Seconds(2)).window(Seconds(4)).count().print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
