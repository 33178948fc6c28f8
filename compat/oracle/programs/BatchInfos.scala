// The events of a listener as text: a batch's input, its delays, and its outputs.
import org.apache.spark.streaming.{Seconds, StreamingContext}
import org.apache.spark.streaming.scheduler._


class InfoListener extends StreamingListener {
  override def onBatchSubmitted(event: StreamingListenerBatchSubmitted): Unit =
    println("submitted with " + event.batchInfo.streamIdToInputInfo)

  override def onBatchCompleted(event: StreamingListenerBatchCompleted): Unit = {
    val info = event.batchInfo
    println("completed: " + info.batchTime + ", " + info.numRecords + " records")
    println("failed: " + info.outputOperationInfos.values.toList.map(_.failureReason))
    println("known: " + info.totalDelay.map(delay => delay >= 0))
  }
}

object BatchInfos {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "BatchInfos", Seconds(1))
    ssc.addStreamingListener(new InfoListener)
    ssc.socketTextStream(args(0), args(1).toInt).foreachRDD(rdd => rdd.count())
    ssc.start()
    ssc.awaitTermination()
  }
}
