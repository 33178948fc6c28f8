// groupByKey in its three forms: all the values of each key, their sum, and the greatest.
import org.apache.spark.HashPartitioner
import org.apache.spark.streaming.{Seconds, StreamingContext}

object GroupByKey {
  def pair(line: String): (String, Int) = {
    val words = line.split(" ")
    (words(0), words(1).toInt)
  }

  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "GroupByKey", Seconds(1))
    val pairs = ssc.socketTextStream(args(0), args(1).toInt).map(line => pair(line))
    pairs.groupByKey().print()
    pairs.groupByKey(1).mapValues(values => values.sum).print()
    pairs.groupByKey(new HashPartitioner(3)).mapValues(values => values.max).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
