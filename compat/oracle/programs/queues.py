# queueStream of RDDs that exist before the start: one per batch, all at once, a default.
from sparkish.streaming import Seconds, StreamingContext
from sparkish.streaming.queue import Queue


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "Queues", Seconds(1))
    sc = ssc.sparkContext
    one = Queue(sc.makeRDD([1, 2]), sc.makeRDD([3]), sc.makeRDD([4, 5, 6], 1))
    ssc.queueStream(one).print()
    all = Queue(sc.makeRDD(["a", "b"]), sc.makeRDD(["c"]))
    ssc.queueStream(all, False).print()
    some = Queue(sc.makeRDD([(1, 0.5)]))
    ssc.queueStream(some, True, sc.makeRDD([(0, 0.0)])).print()
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
