// combineByKey with a partitioner, with and without combining before the shuffle: averages.
import org.apache.spark.HashPartitioner
import org.apache.spark.streaming.{Seconds, StreamingContext}

object CombineByKey {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "CombineByKey", Seconds(1))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val pairs = lines.map(line => (line.split(" ")(0), line.split(" ")(1).toDouble))
    val sums = pairs.combineByKey[(Double, Int)](
      n => (n, 1),
      (sum, n) => (sum._1 + n, sum._2 + 1),
      (a, b) => (a._1 + b._1, a._2 + b._2),
      new HashPartitioner(2)
    )
    sums.mapValues(sum => sum._1 / sum._2).print()
    val lists = pairs.combineByKey[List[Double]](
      n => List(n),
      (list, n) => list :+ n,
      (a, b) => a ++ b,
      new HashPartitioner(1),
      mapSideCombine = false
    )
    lists.print()
    ssc.start()
    ssc.awaitTermination()
  }
}
