// slice: the RDDs between two times that ssc remembers, with an Interval and with two Times.
import org.apache.spark.streaming.{Minutes, Seconds, StreamingContext, Time}

object Slice {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "Slice", Seconds(10))
    ssc.remember(Minutes(1))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val lengths = lines.map(line => line.length)
    lengths.count().print()

    lines.foreachRDD { (rdd, time) =>
      val last = lines.slice(time - Seconds(10), time)
      println(last.map(rdd => rdd.collect().mkString(" ")).mkString(" | "))
      val begin = time - Seconds(20) // In Scala only Spark itself can make an Interval.
      println(lines.slice(begin, time).map(rdd => rdd.count()).sum)
      println(lengths.slice(new Time(10000), time).map(rdd => rdd.sum().toInt).sum)
    }

    ssc.start()
    ssc.awaitTermination()
  }
}
