# The three most frequent words of a window, which an inverse function keeps up to date.
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "TopThree", Seconds(1))
    ssc.checkpoint(args[2])
    words = ssc.socketTextStream(args[0], int(args[1])).flatMap(lambda line: line.split(" "))
    pairs = words.map(lambda word: (word, 1))
    window, slide = Seconds(3), Seconds(1)
    counts = pairs.reduceByKeyAndWindow(lambda a, b: a + b, lambda a, b: a - b, window, slide)
    sorted = counts.transform(lambda rdd: rdd.sortBy(lambda pair: (-pair[1], pair[0])))

    @sorted.foreachRDD
    def show(rdd):
        top = rdd.take(3)
        print(f"{len(top)} of {rdd.count()}")
        for word, n in top:
            print(f"{word}: {n}")

    sorted.print(3)
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
