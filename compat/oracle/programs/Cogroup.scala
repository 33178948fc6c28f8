// cogroup in its three forms: the values of a key in each of two streams.
import org.apache.spark.HashPartitioner
import org.apache.spark.streaming.{Seconds, StreamingContext}

object Cogroup {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[4]", "Cogroup", Seconds(1))
    val left = ssc.socketTextStream(args(0), args(1).toInt).map(line => (line.length, line))
    val right = ssc.socketTextStream(args(0), args(2).toInt).map(line => (line.length, line))
    left.cogroup(right).print()
    left.cogroup(right, 1).mapValues(both => (both._1.size, both._2.size)).print()
    val grouped = left.cogroup(right, new HashPartitioner(3))
    grouped.mapValues(both => both._1.toList ++ both._2.toList).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
