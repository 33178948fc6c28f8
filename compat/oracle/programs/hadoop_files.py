# saveAsHadoopFiles and saveAsNewAPIHadoopFiles: pairs in Hadoop's output formats.
from sparkish.streaming import Seconds, StreamingContext

TEXT, INT = "Text", "IntWritable"  # Hadoop's classes, by their names.
OLD, NEW = "TextOutputFormat", "SequenceFileOutputFormat"


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "HadoopFiles", Seconds(1))
    sc = ssc.sparkContext
    lines = ssc.socketTextStream(args[0], int(args[1]))
    pairs = lines.map(lambda line: (line, len(line)))
    pairs.saveAsHadoopFiles(args[2] + "/old", "txt", outputFormatClass=OLD)
    pairs.saveAsNewAPIHadoopFiles(
        args[2] + "/new",
        "seq",
        TEXT,
        INT,
        NEW,
    )
    ssc.start()
    ssc.awaitTermination()
    for line in sorted(sc.textFile(args[2] + "/old-*.txt").collect()):
        print(line)
    for line, length in sorted(sc.sequenceFile(args[2] + "/new-*.seq").collect()):
        print(f"{line}: {length}")


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
