// window of two and of five batches, with and without a slide, and a window over a window.
import org.apache.spark.streaming.{Seconds, StreamingContext}

object Window {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "Window", Seconds(1))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    lines.window(Seconds(2)).print()
    lines.window(Seconds(5)).print(4)
    lines.window(Seconds(2), Seconds(2)).map(line => s"every two seconds: $line").print()
    lines.window(Seconds(4), Seconds(3)).map(line => s"every three seconds: $line").print()
    lines.window(Seconds(2), Seconds(2)).window(Seconds(4)).count().print()
    ssc.start()
    ssc.awaitTermination()
  }
}
