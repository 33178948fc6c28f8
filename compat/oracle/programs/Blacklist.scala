// transform with an outer join: each batch leaves out the words on a list in the driver.
import org.apache.spark.streaming.{Seconds, StreamingContext}


object Blacklist {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "Blacklist", Seconds(1))
    val blacklist = ssc.sparkContext.parallelize(Seq(("spam", true), ("ham", false)))
    val users = ssc.socketTextStream(args(0), args(1).toInt).map(line => (line.split(" ")(1), line))

    val kept = users.transform { rdd =>
      val joined = rdd.leftOuterJoin(blacklist)
      val good = joined.filter(pair => !pair._2._2.getOrElse(false))
      good.map(pair => pair._2._1)
    }

    kept.print()
    ssc.start()
    ssc.awaitTermination()
  }
}
