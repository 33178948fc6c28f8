// countByValue: how often each line is in a batch, and the number of partitions of the counts.
import org.apache.spark.SparkContext
import org.apache.spark.streaming.{Milliseconds, StreamingContext}

object CountByValue {
  def main(args: Array[String]): Unit = {
    val sc = new SparkContext("local[2]", "CountByValue")
    val ssc = new StreamingContext(sc, Milliseconds(500))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    lines.countByValue().print()
    val counts = lines.map(line => line.toInt % 3).countByValue(3)
    counts.glom().map(part => part.toList).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
