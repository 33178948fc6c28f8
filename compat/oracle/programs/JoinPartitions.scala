// Each join with a number of partitions and with a partitioner, and the resulting partitions.
import org.apache.spark.HashPartitioner
import org.apache.spark.streaming.{Seconds, StreamingContext}

object JoinPartitions {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[4]", "JoinPartitions", Seconds(1))
    val left = ssc.socketTextStream(args(0), args(1).toInt).map(line => (line.toInt, "left"))
    val right = ssc.socketTextStream(args(0), args(2).toInt).map(line => (line.toInt, "right"))
    val three = new HashPartitioner(3)
    left.join(right, 2).glom().map(part => part.toList.sorted).print()
    left.join(right, three).glom().map(part => part.toList.sorted).print()
    left.leftOuterJoin(right, 2).glom().map(part => part.map(_._1).toList.sorted).print()
    left.leftOuterJoin(right, three).glom().map(part => part.length).print()
    left.rightOuterJoin(right, 2).glom().map(part => part.map(_._1).toList.sorted).print()
    left.rightOuterJoin(right, three).glom().map(part => part.length).print()
    left.fullOuterJoin(right, 2).foreachRDD(rdd => println(rdd.getNumPartitions))
    left.fullOuterJoin(right, three).glom().map(part => part.length).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
