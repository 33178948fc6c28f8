// repartition, glom and mapPartitions: the partitions of a batch.
import org.apache.spark.streaming.{Seconds, StreamingContext}

object Partitions {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "Partitions", Seconds(1))
    val numbers = ssc.socketTextStream(args(0), args(1).toInt).map(line => line.toInt)
    val three = numbers.repartition(3)
    three.glom().map(part => part.length).count().print()
    three.foreachRDD(rdd => println(s"${rdd.getNumPartitions} partitions"))
    numbers.glom().map(part => part.toList).print()
    numbers.mapPartitions(part => Iterator(part.sum)).print()
    val pairs = numbers.map(n => (n % 2, n)).reduceByKey((a, b) => a + b, 2)
    pairs.mapPartitions(part => part.map(pair => pair._2), preservePartitioning = true).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
