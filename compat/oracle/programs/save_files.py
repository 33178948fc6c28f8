# saveAsTextFiles and saveAsObjectFiles: a folder for each batch, read back at the end.
import os

from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "SaveFiles", Seconds(1))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    pairs = lines.map(lambda line: (line, len(line)))
    lines.saveAsTextFiles(args[2] + "/text", "txt")
    lines.map(lambda line: line.upper()).saveAsTextFiles(args[2] + "/upper")
    pairs.saveAsObjectFiles(args[2] + "/pairs", "objects")
    ssc.start()
    ssc.awaitTermination()
    for name in sorted(os.listdir(args[2])):
        print(name)
    for line in sorted(ssc.sparkContext.textFile(args[2] + "/text-*.txt").collect()):
        print(line)
    for line in sorted(ssc.sparkContext.textFile(args[2] + "/upper-2000").collect()):
        print(line)
    saved = ssc.sparkContext.objectFile[(str, int)](args[2] + "/pairs-*.objects")
    print(saved.map(lambda pair: pair[1]).sum())


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
