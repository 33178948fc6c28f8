// reduceByWindow, for each whole window and with an inverse, over two batches and over six.
import org.apache.spark.streaming.{Seconds, StreamingContext}

object ReduceByWindow {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "ReduceByWindow", Seconds(1))
    ssc.checkpoint(args(2))
    val numbers = ssc.socketTextStream(args(0), args(1).toInt).map(line => line.toInt)
    numbers.reduceByWindow((a, b) => a max b, Seconds(2), Seconds(1)).print()
    numbers.reduceByWindow((a, b) => a + b, Seconds(6), Seconds(2)).print()
    numbers.reduceByWindow((a, b) => a + b, (a, b) => a - b, Seconds(2), Seconds(1)).print()
    numbers.reduceByWindow((a, b) => a + b, (a, b) => a - b, Seconds(6), Seconds(1)).print()
    numbers.reduceByWindow((a, b) => a + b, (a, b) => a - b, Seconds(6), Seconds(3)).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
