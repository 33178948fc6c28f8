// updateStateByKey: counts that continue from batch to batch, and end before they are negative.
import org.apache.spark.HashPartitioner
import org.apache.spark.streaming.{Seconds, StreamingContext}

object RunningCounts {
  def update(values: Seq[Int], state: Option[Int]): Option[Int] = {
    val sum = values.sum + state.getOrElse(0)
    if (sum < 0) None else Some(sum)
  }

  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "RunningCounts", Seconds(1))
    ssc.checkpoint(args(2))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val pairs = lines.map(line => (line.split(" ")(0), line.split(" ")(1).toInt))
    pairs.updateStateByKey(update _).print()
    pairs.updateStateByKey(update _, 1).print()
    pairs.updateStateByKey(update _, new HashPartitioner(3)).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
