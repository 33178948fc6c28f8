// Windows with the parameters by name; windowed streams with transformations before and after.
import org.apache.spark.streaming.{Milliseconds, Minutes, StreamingContext}
import org.apache.spark.streaming.dstream.DStream

object NamedWindow {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "NamedWindow", Milliseconds(20000))
    val lines: DStream[String] = ssc.socketTextStream(args(0), args(1).toInt)
    val lengths = lines.map(line => line.length).filter(length => length > 0)
    lengths.window(windowDuration = Minutes(1)).reduce((a, b) => a max b).print()
    val slow = lengths.window(windowDuration = Minutes(2), slideDuration = Minutes(1))
    slow.map(length => length * 10).count().print()
    slow.map(length => (length % 2, 1)).reduceByKey((a, b) => a + b, 1).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
