# print with fewer, exactly as many, and more elements than its limit, and the text of each kind.
from sparkish import SparkConf, SparkContext
from sparkish.streaming import Seconds, StreamingContext


def main(args: list[str]) -> None:
    sc = SparkContext(SparkConf().setMaster("local[*]").setAppName("PrintFormats"))
    ssc = StreamingContext(sc, Seconds(1))
    lines = ssc.socketTextStream(args[0], int(args[1]))
    numbers = lines.map(lambda line: int(line))
    numbers.print(3)
    numbers.map(lambda n: (f"n{n}", n)).print()
    numbers.map(lambda n: (n, ("a", (n * 0.5, n > 2)))).print()
    numbers.map(lambda n: None if n % 2 == 0 else "odd").print()
    numbers.map(lambda n: (n, None)).print()
    numbers.map(lambda n: n % 2 == 0).print(2)
    numbers.map(lambda n: n / 4.0).print()
    numbers.map(lambda n: n * 1e9).print()
    numbers.map(lambda n: n / 1e6).print()
    numbers.map(lambda n: [n, n + 1]).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
