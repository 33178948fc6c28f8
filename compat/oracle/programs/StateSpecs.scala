// mapWithState with the time, initial states, a partitioner, and results for some keys only.
import org.apache.spark.HashPartitioner
import org.apache.spark.streaming.{Seconds, State, StateSpec, StreamingContext, Time}

object StateSpecs {
  def best(time: Time, key: Int, value: Option[Int], state: State[Int]): Option[String] = {
    val last = state.getOption().getOrElse(0)
    if (value.get > last)
      state.update(value.get)
    val text = s"$key: $state after ${time.milliseconds} ms"
    Some(text).filter(_ => value.get > last)
  }

  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "StateSpecs", Seconds(1))
    ssc.checkpoint(args(2))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val pairs = lines.map(line => (line.split(" ")(0).toInt, line.split(" ")(1).toInt))
    val initial = ssc.sparkContext.makeRDD(Seq((1, 10), (3, 30)))
    val spec = StateSpec.function(best _).initialState(initial)
    val records = pairs.mapWithState(spec.numPartitions(3))
    records.print()
    records.stateSnapshots().glom().map(part => part.toList.sorted).print()
    val fresh = StateSpec.function(best _).partitioner(new HashPartitioner(2))
    pairs.mapWithState(fresh).stateSnapshots().print()
    ssc.start()
    ssc.awaitTermination()
  }
}
