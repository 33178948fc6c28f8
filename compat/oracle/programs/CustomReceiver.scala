// A custom receiver, which stores one number at a time, or several at once.
import java.net.Socket

import org.apache.spark.storage.StorageLevel
import org.apache.spark.streaming.{Seconds, StreamingContext}
import org.apache.spark.streaming.receiver.Receiver
import scala.collection.mutable.ArrayBuffer
import scala.io.Source

class NumberReceiver(
  host: String,
  port: Int
) extends Receiver[Int](StorageLevel.MEMORY_ONLY) {

  def onStart(): Unit =
    new Thread(() => receive()).start()

  def onStop(): Unit =
    () // The thread ends when the server ends the connection.

  def receive(): Unit = {
    val input = new Socket(host, port).getInputStream
    for (line <- Source.fromInputStream(input).getLines(); ns = line.split(" ").map(_.toInt))
      if (ns.length == 1) store(ns(0)) else store(ArrayBuffer(ns: _*))
  }
}

object CustomReceiver {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "CustomReceiver", Seconds(1))
    val numbers = ssc.receiverStream(new NumberReceiver(args(0), args(1).toInt))
    numbers.map(n => n * n).print()
    numbers.window(Seconds(2)).reduce((a, b) => a + b).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
