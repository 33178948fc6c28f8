# combineByKey with a partitioner, with and without combining before the shuffle: averages.
from sparkish import HashPartitioner
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "CombineByKey", Seconds(1))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    pairs = lines.map(lambda line: (line.split(" ")[0], float(line.split(" ")[1])))
    sums = pairs.combineByKey(
        lambda n: (n, 1),
        lambda sum, n: (sum[0] + n, sum[1] + 1),
        lambda a, b: (a[0] + b[0], a[1] + b[1]),
        HashPartitioner(2),
    )
    sums.mapValues(lambda sum: sum[0] / sum[1]).print()
    lists = pairs.combineByKey(
        lambda n: [n],
        lambda list, n: [*list, n],
        lambda a, b: a + b,
        HashPartitioner(1),
        mapSideCombine=False,
    )
    lists.print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
