// updateStateByKey with a tuple as the state: a key's number of values, their sum, and its end.
import org.apache.spark.streaming.{Seconds, StreamingContext}


object TupleState {
  def update(values: Seq[Int], state: Option[(Int, Int)]): Option[(Int, Int)] = {
    val (n, total) = state.getOrElse((0, 0))
    if (n > 3) None else Some((n + values.size, total + values.sum))
  }

  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "TupleState", Seconds(1))
    ssc.checkpoint(args(2))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val pairs = lines.map(line => (line.split(" ")(0), line.split(" ")(1).toInt))
    val states = pairs.updateStateByKey(update _)
    states.print()
    states.mapValues(state => state._2.toDouble / state._1).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
