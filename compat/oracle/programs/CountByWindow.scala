// countByWindow and countByValueAndWindow, over two batches and over six.
import org.apache.spark.streaming.{Seconds, StreamingContext}

object CountByWindow {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "CountByWindow", Seconds(1))
    ssc.checkpoint(args(2))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    lines.countByWindow(Seconds(2), Seconds(1)).print()
    lines.countByWindow(Seconds(6), Seconds(2)).print()
    lines.countByValueAndWindow(Seconds(2), Seconds(1)).print()
    lines.countByValueAndWindow(Seconds(6), Seconds(1), 1).print()
    lines.countByValueAndWindow(Seconds(6), Seconds(3), 2).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
