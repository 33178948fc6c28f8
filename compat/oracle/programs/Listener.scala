// A StreamingListener: the records of each batch, and the output operations that it ran.
import org.apache.spark.streaming.{Seconds, StreamingContext}
import org.apache.spark.streaming.scheduler._

class BatchListener extends StreamingListener {
  override def onBatchSubmitted(event: StreamingListenerBatchSubmitted): Unit =
    println(s"${event.batchInfo.numRecords} records until ${event.batchInfo.batchTime}")

  override def onBatchStarted(event: StreamingListenerBatchStarted): Unit =
    println(s"started, processing delay ${event.batchInfo.processingDelay}")

  override def onOutputOperationCompleted(event: StreamingListenerOutputOperationCompleted): Unit =
    println(s"operation, failed: ${event.outputOperationInfo.failureReason}")

  override def onBatchCompleted(event: StreamingListenerBatchCompleted): Unit =
    println(s"completed, ${event.batchInfo.processingDelay.map(delay => "timed")}")
}

object Listener {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[4]", "Listener", Seconds(1))
    val one = ssc.socketTextStream(args(0), args(1).toInt)
    val two = ssc.socketTextStream(args(0), args(2).toInt)
    val unwanted = new BatchListener
    ssc.addStreamingListener(new BatchListener)
    ssc.addStreamingListener(unwanted)
    ssc.removeStreamingListener(unwanted)
    one.foreachRDD(rdd => rdd.count())
    two.union(one).foreachRDD(rdd => rdd.count())
    ssc.start()
    ssc.awaitTermination()
  }
}
