// print with fewer, exactly as many, and more elements than its limit.
import org.apache.spark.streaming.{Seconds, StreamingContext}

object PrintLimits {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "PrintLimits", Seconds(1))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    lines.print()
    lines.print(2)
    lines.print(1)
    lines.map(line => s"$line!").print(0)
    lines.flatMap(line => List.fill(12)(line)).print(12)
    lines.flatMap(line => List.fill(11)(line)).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
