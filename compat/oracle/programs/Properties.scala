// The properties of a stream: its context, its slide duration, and its dependencies.
import org.apache.spark.streaming.{Durations, Milliseconds, Minutes, Seconds, StreamingContext}

object Properties {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "Properties", Durations.seconds(2))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val slow = lines.window(Minutes(1), Seconds(4))
    println(s"${lines.slideDuration} ${slow.slideDuration} ${slow.slideDuration * 2}")
    println(s"${lines.dependencies.length} ${slow.dependencies.length}")
    println(s"${slow.context.sparkContext.appName} ${ssc.sparkContext.master}")
    println(slow.slideDuration + Milliseconds(500))
    slow.count().print()
    ssc.start()
    ssc.awaitTermination()
  }
}
