// mapWithState: a running count of each word, its snapshots, and the end of a key by remove().
import org.apache.spark.SparkConf
import org.apache.spark.streaming.{Seconds, State, StateSpec, StreamingContext}

object MapWithState {
  def count(word: String, one: Option[Int], state: State[Int]): (String, Int) = {
    val total = one.getOrElse(0) + state.getOption().getOrElse(0)
    state.update(total)
    (word, total)
  }

  def toggle(word: String, one: Option[Int], state: State[String]): String = {
    val before = state.toString()
    if (state.exists())
      state.remove()
    else
      state.update("there")
    s"$word: $before, then $state"
  }

  def main(args: Array[String]): Unit = {
    val conf = new SparkConf().setMaster("local[2]").setAppName("MapWithState")
    val ssc = new StreamingContext(conf, Seconds(1))
    ssc.checkpoint(args(2))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val pairs = lines.flatMap(line => line.split(" ")).map(word => (word, 1))
    val counts = pairs.mapWithState(StateSpec.function(count _))
    counts.print()
    counts.stateSnapshots().print()
    val toggled = pairs.mapWithState(StateSpec.function(toggle _))
    toggled.print()
    toggled.stateSnapshots().print()
    ssc.start()
    ssc.awaitTermination()
  }
}
