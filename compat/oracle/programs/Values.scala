// mapValues and flatMapValues: the values change, the keys stay.
import org.apache.spark.streaming.{Seconds, StreamingContext}

object Values {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "Values", Seconds(1))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val pairs = lines.map(line => (line.head.toString, line.split("=")(1)))
    pairs.mapValues(value => value.length).print()
    pairs.flatMapValues(value => value.split(",")).print()
    pairs.flatMapValues(value => List.fill(value.length - 3)("long")).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
