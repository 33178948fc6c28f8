// transform: any operation on RDDs, with and without the time of the batch.
import org.apache.spark.rdd.RDD
import org.apache.spark.streaming.{Seconds, StreamingContext, Time}

object Transform {
  def stamp(rdd: RDD[String], time: Time): RDD[String] = {
    val seconds = time.milliseconds / 1000
    rdd.map(line => s"$line at $seconds s")
  }

  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "Transform", Seconds(1))
    val blocked = ssc.sparkContext.makeRDD(Seq(("spam", true)))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    lines.transform(rdd => rdd.sortBy(line => line)).print()
    lines.transform((rdd, time) => stamp(rdd, time)).print()
    lines.transform(rdd => rdd.map(line => (line, 1)).subtractByKey(blocked, 1)).print()
    lines.transform(rdd => rdd.distinct(1)).count().print()
    ssc.start()
    ssc.awaitTermination()
  }
}
