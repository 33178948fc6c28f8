# queueStream of queues that grow while the stream runs: one RDD per batch, all, a default.
from sparkish import RDD
from sparkish.streaming import Seconds, StreamingContext
from sparkish.streaming.queue import Queue


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "LiveQueue", Seconds(1))
    sc = ssc.sparkContext
    one: Queue[RDD[str]] = Queue()
    all: Queue[RDD[str]] = Queue(sc.makeRDD(["before the start"]))
    some: Queue[RDD[str]] = Queue()
    ssc.queueStream(one).print()
    ssc.queueStream(all, oneAtATime=False).print()
    ssc.queueStream(some, True, defaultRDD=sc.makeRDD(["by default"])).print()

    @ssc.socketTextStream(args[0], int(args[1])).foreachRDD
    def enqueue(rdd):
        lines = rdd.collect()
        for queue in (one, all, some):
            queue.enqueueAll(sc.makeRDD([line]) for line in lines)

    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
