// A receiver that reports lines that are not numbers, and a listener that gets the reports.
import java.net.ProtocolException
import java.net.Socket

import org.apache.spark.storage.StorageLevel
import org.apache.spark.streaming.{Seconds, StreamingContext}
import org.apache.spark.streaming.receiver.Receiver
import org.apache.spark.streaming.scheduler._
import scala.io.Source

class CarefulReceiver(
  host: String,
  port: Int
) extends Receiver[String](StorageLevel.MEMORY_AND_DISK) {

  def onStart(): Unit =
    new Thread(() => receive()).start()

  def onStop(): Unit =
    () // The thread ends when the server ends the connection.

  def receive(): Unit = {
    for (line <- Source.fromInputStream(new Socket(host, port).getInputStream).getLines()) {
      if (!line.forall(_.isDigit)) reportError(s"no number: $line", new ProtocolException(line))
      store(line)
    }
  }
}

class ErrorListener extends StreamingListener {
  private var errors = 0

  override def onReceiverError(event: StreamingListenerReceiverError): Unit =
    errors += 1

  override def onBatchCompleted(event: StreamingListenerBatchCompleted): Unit =
    println(s"$errors errors until ${event.batchInfo.batchTime}")
}

object ReceiverErrors {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[4]", "ReceiverErrors", Seconds(1))
    ssc.addStreamingListener(new ErrorListener)
    val numbers = ssc.receiverStream(new CarefulReceiver(args(0), args(1).toInt))
    val texts = ssc.socketTextStream(args(0), args(2).toInt)
    numbers.map(line => s"number $line").union(texts).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
