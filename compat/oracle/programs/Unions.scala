// One stream of several receivers: stream.union, ssc.union, and ssc.transform of them all.
import org.apache.spark.rdd.RDD
import org.apache.spark.streaming.{Seconds, StreamingContext, Time}

object Unions {
  def longest(rdds: Seq[RDD[_]], time: Time): RDD[String] = {
    val sizes = rdds.map(rdd => rdd.count())
    rdds.head.sparkContext.makeRDD(Seq(s"at ${time.milliseconds} ms at most ${sizes.max}"))
  }

  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[4]", "Unions", Seconds(1))
    val one = ssc.socketTextStream(args(0), args(1).toInt)
    val two = ssc.socketTextStream(args(0), args(2).toInt)
    val three = ssc.socketTextStream(args(0), args(3).toInt)
    one.union(two).print()
    ssc.union(Seq(one, two, three)).map(line => line.toUpperCase).print()
    ssc.union(Seq(one, two, three)).window(Seconds(2)).count().print()
    ssc.transform(Seq(one, two, three), longest _).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
