// transformWith: an operation on the RDDs of two streams in the same batch.
import org.apache.spark.rdd.RDD
import org.apache.spark.streaming.{Seconds, StreamingContext, Time}

object TransformWith {
  def both(rdd1: RDD[String], rdd2: RDD[String], time: Time): RDD[String] = {
    val name = s"in both at ${time.milliseconds} ms: "
    rdd1.intersection(rdd2).map(line => name + line)
  }

  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[4]", "TransformWith", Seconds(1))
    val left = ssc.socketTextStream(args(0), args(1).toInt)
    val right = ssc.socketTextStream(args(0), args(2).toInt)
    left.transformWith(right, (a: RDD[String], b: RDD[String]) => a.subtract(b)).print()
    left.transformWith(right, both _).print()
    left.transformWith(right, (a: RDD[String], b: RDD[String]) => a.cartesian(b)).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
