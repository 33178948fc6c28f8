# The events of a listener as text: a batch's input, its delays, and its outputs.
from sparkish import scalaString
from sparkish.streaming import Seconds, StreamingContext
from sparkish.streaming.scheduler import StreamingListener


class InfoListener(StreamingListener):
    def onBatchSubmitted(self, event):
        print("submitted with " + scalaString(event.batchInfo.streamIdToInputInfo))

    def onBatchCompleted(self, event):
        info = event.batchInfo
        print("completed: " + info.batchTime + f", {info.numRecords} records")
        reasons = [each.failureReason for each in info.outputOperationInfos.values()]
        print("failed: " + scalaString(reasons))
        print("known: " + info.totalDelay.map(lambda delay: delay >= 0))


def main(args: list[str]) -> None:
    ssc = StreamingContext("local[2]", "BatchInfos", Seconds(1))
    ssc.addStreamingListener(InfoListener())
    ssc.socketTextStream(args[0], int(args[1])).foreachRDD(lambda rdd: rdd.count())
    ssc.start()
    ssc.awaitTermination()


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
