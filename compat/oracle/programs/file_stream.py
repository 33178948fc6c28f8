# fileStream with a Hadoop format: a filter, files that were there before, a record delimiter.
import os
from pathlib import Path

from sparkish.streaming import Seconds, StreamingContext

text = {"keyClass": "LongWritable", "valueClass": "Text", "inputFormatClass": "TextInputFormat"}


def main(args: list[str]) -> None:
    directory = args[1] + "/in"
    early = Path(directory, "early.csv")
    early.write_text("there;before\n")
    os.utime(early, (0.5, 0.5))
    ssc = StreamingContext("local[2]", "FileStream", Seconds(1))

    def isCsv(path: str) -> bool:
        return path.endswith(".csv")

    conf = {}
    conf["textinputformat.record.delimiter"] = ";"
    lines = ssc.fileStream(directory, **text)
    lines.print()
    csv = ssc.fileStream(directory, isCsv, False, **text)
    csv.map(lambda pair: pair[1]).print()
    fields = ssc.fileStream(directory, isCsv, True, conf, **text)
    fields.map(lambda pair: pair[1].strip()).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
