# transformWith: an operation on the RDDs of two streams in the same batch.
from sparkish import RDD
from sparkish.streaming import Seconds, StreamingContext, Time


def both(rdd1: RDD[str], rdd2: RDD[str], time: Time) -> RDD[str]:
    name = f"in both at {time.milliseconds} ms: "
    return rdd1.intersection(rdd2).map(lambda line: name + line)


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[4]", "TransformWith", Seconds(1))
    left = ssc.socketTextStream(args[0], int(args[1]))
    right = ssc.socketTextStream(args[0], int(args[2]))
    left.transformWith(right, lambda a, b: a.subtract(b)).print()
    left.transformWith(right, both).print()
    left.transformWith(right, lambda a, b: a.cartesian(b)).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
