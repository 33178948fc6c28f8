# textFileStream: the lines of the files that appear in a directory.
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "TextFiles", Seconds(1))
    lines = ssc.textFileStream(args[1] + "/in")
    lines.print()
    lines.flatMap(lambda line: line.split(" ")).countByValue().print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
