// updateStateByKey with initial states: the plain function, and the function with the time.
import org.apache.spark.HashPartitioner
import org.apache.spark.streaming.{Seconds, StreamingContext, Time}

object InitialState {
  def last(time: Time, key: String, values: Seq[Int], state: Option[String]): Option[String] = {
    val seconds = time.milliseconds / 1000
    if (values.isEmpty) state else Some(s"$key: ${values.length} at $seconds s")
  }

  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "InitialState", Seconds(1))
    ssc.checkpoint(args(2))
    val counts = ssc.sparkContext.makeRDD(Seq(("a", 10), ("z", 20)))
    val texts = ssc.sparkContext.makeRDD(Seq(("a", "never"), ("z", "never")))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val pairs = lines.map(line => (line.split(" ")(0), line.split(" ")(1).toInt))
    val two = new HashPartitioner(2)

    def update(values: Seq[Int], state: Option[Int]): Option[Int] =
      Some(values.sum + state.getOrElse(0))

    pairs.updateStateByKey(update _, two, counts).print()
    pairs.updateStateByKey(last _, two, true, Some(texts)).print()
    pairs.updateStateByKey(last _, two, false).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
