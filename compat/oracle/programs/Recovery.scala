// A checkpoint recovers a program with its state; broadcasts and accumulators are made again.
import org.apache.spark.SparkContext
import org.apache.spark.broadcast.Broadcast
import org.apache.spark.streaming.{Seconds, StreamingContext}
import org.apache.spark.util.LongAccumulator

object Recovery {
  var shared: (Broadcast[Seq[String]], LongAccumulator) = null
  def sharedBy(sc: SparkContext): (Broadcast[Seq[String]], LongAccumulator) = {
    if (shared == null)
      shared = (sc.broadcast(Seq("spam", "eggs")), sc.longAccumulator("dropped"))
    shared
  }

  def update(values: Seq[Int], state: Option[Int]): Option[Int] = {
    Some(values.sum + state.getOrElse(0))
  }

  def create(args: Array[String]): StreamingContext = {
    println("created")
    val ssc = new StreamingContext("local[2]", "Recovery", Seconds(1))
    ssc.checkpoint(args(2))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val counts = lines.map(line => (line, 1)).updateStateByKey(update _)
    counts.checkpoint(Seconds(1)).print()

    lines.foreachRDD { rdd =>
      val (excluded, dropped) = sharedBy(rdd.sparkContext)
      rdd.filter(line => excluded.value.contains(line)).foreach(line => dropped.add(1))
      println(s"dropped: ${dropped.value}")
    }

    ssc
  }

  def main(args: Array[String]): Unit = {
    for (life <- 1 to 2) {
      shared = null
      val ssc = StreamingContext.getOrCreate(args(2), () => create(args))
      println(s"life $life")
      ssc.start()
      ssc.awaitTermination()
      ssc.stop()
    }
  }
}
