// The result of each operation for a batch that received nothing, or that a filter emptied.
import org.apache.spark.streaming.{Seconds, StreamingContext}

object EmptyBatches {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "EmptyBatches", Seconds(1))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val kept = lines.filter(line => line.nonEmpty)
    kept.print()
    kept.count().print()
    kept.map(line => line.length).reduce((a, b) => a + b).print()
    kept.countByValue().count().print()
    kept.window(Seconds(2)).count().print()
    kept.foreachRDD(rdd => println(if (rdd.isEmpty()) "nothing" else rdd.first()))
    ssc.start()
    ssc.awaitTermination()
  }
}
