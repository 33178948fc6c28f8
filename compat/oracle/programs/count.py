# count() gives one element for each batch, and 0 for a batch that received nothing.
from sparkish import SparkConf
from sparkish.streaming import Milliseconds, StreamingContext


def main(args: list[str]) -> None:
    conf = SparkConf().setMaster("local[*]").setAppName("Count")
    ssc = StreamingContext(conf, Milliseconds(1500))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    lines.count().print()
    lines.filter(lambda line: line > "b").count().map(lambda n: f"after b: {n}").print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
