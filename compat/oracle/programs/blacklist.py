# transform with an outer join: each batch leaves out the words on a list in the driver.
from sparkish import Option
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "Blacklist", Seconds(1))
    blacklist = ssc.sparkContext.parallelize([("spam", True), ("ham", False)])
    users = ssc.socketTextStream(args[0], int(args[1])).map(lambda line: (line.split(" ")[1], line))

    @users.transform
    def kept(rdd):
        joined = rdd.leftOuterJoin(blacklist)
        good = joined.filter(lambda pair: not Option(pair[1][1]).getOrElse(False))
        return good.map(lambda pair: pair[1][0])

    kept.print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
