# A StreamingListener: the records of each batch, and the output operations that it ran.
from sparkish.streaming import Seconds, StreamingContext
from sparkish.streaming.scheduler import StreamingListener


class BatchListener(StreamingListener):
    def onBatchSubmitted(self, event):
        print(f"{event.batchInfo.numRecords} records until {event.batchInfo.batchTime}")

    def onBatchStarted(self, event):
        print(f"started, processing delay {event.batchInfo.processingDelay}")

    def onOutputOperationCompleted(self, event):
        print(f"operation, failed: {event.outputOperationInfo.failureReason}")

    def onBatchCompleted(self, event):
        print(f"completed, {event.batchInfo.processingDelay.map(lambda _: 'timed')}")


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[4]", "Listener", Seconds(1))
    one = ssc.socketTextStream(args[0], int(args[1]))
    two = ssc.socketTextStream(args[0], int(args[2]))
    unwanted = BatchListener()
    ssc.addStreamingListener(BatchListener())
    ssc.addStreamingListener(unwanted)
    ssc.removeStreamingListener(unwanted)
    one.foreachRDD(lambda rdd: rdd.count())
    two.union(one).foreachRDD(lambda rdd: rdd.count())
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
