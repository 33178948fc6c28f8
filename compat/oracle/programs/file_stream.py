# fileStream with a Hadoop format: a filter, older files, and a record delimiter.
import os
import pathlib

from sparkish.hadoop.conf import Configuration
from sparkish.hadoop.fs import Path
from sparkish.hadoop.io import LongWritable, Text
from sparkish.hadoop.mapreduce.lib.input import TextInputFormat
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    directory = args[1] + "/in"
    early = pathlib.Path(directory, "early.csv")
    early.write_text("there;before\n")
    os.utime(early, (0.5, 0.5))
    ssc = StreamingContext("local[2]", "FileStream", Seconds(1))

    def isCsv(path: Path) -> bool:
        return path.getName().endswith(".csv")

    conf = Configuration()
    conf.set("textinputformat.record.delimiter", ";")
    lines = ssc.fileStream[LongWritable, Text, TextInputFormat](directory)
    lines.print()
    csv = ssc.fileStream[LongWritable, Text, TextInputFormat](directory, isCsv, False)
    csv.map(lambda pair: pair[1]).print()
    fields = ssc.fileStream[LongWritable, Text, TextInputFormat](directory, isCsv, True, conf)
    fields.map(lambda pair: pair[1].strip()).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
