// reduceByKey by default, into one partition, and with the program's own partitioner.
import org.apache.spark.Partitioner
import org.apache.spark.streaming.{Seconds, StreamingContext}

object ReduceByKey {
  class ByLength extends Partitioner {
    def numPartitions: Int = 3

    def getPartition(key: Any): Int =
      key.toString.length % numPartitions
  }

  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "ReduceByKey", Seconds(1))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val pairs = lines.flatMap(line => line.split(" ")).map(word => (word, 1))
    pairs.reduceByKey((a, b) => a + b).print()
    pairs.reduceByKey((a, b) => a + b, 1).print()
    val byLength = pairs.reduceByKey((a, b) => a + b, new ByLength)
    byLength.glom().map(part => part.toList.sorted).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
