// A recovered program continues with its inverse window and its mapWithState.
import org.apache.spark.SparkConf
import org.apache.spark.streaming.{Seconds, State, StateSpec, StreamingContext}

object RecoveredWindow {
  def count(word: String, one: Option[Int], state: State[Int]): (String, Int) = {
    state.update(one.getOrElse(0) + state.getOption().getOrElse(0))
    (word, state.get())
  }

  def create(args: Array[String]): StreamingContext = {
    val conf = new SparkConf().setMaster("local[2]").setAppName("RecoveredWindow")
    val ssc = new StreamingContext(conf, Seconds(1))
    ssc.checkpoint(args(2))
    val pairs = ssc.socketTextStream(args(0), args(1).toInt).map(line => (line, 1))
    val sums = pairs.reduceByKeyAndWindow((a, b) => a + b, (a, b) => a - b, Seconds(5))
    sums.checkpoint(Seconds(1)).print()
    val counts = pairs.mapWithState(StateSpec.function(count _))
    counts.checkpoint(Seconds(2))
    counts.stateSnapshots().print()
    ssc
  }

  def main(args: Array[String]): Unit = {
    val first = create(args)
    first.start()
    first.awaitTermination()
    first.stop(stopSparkContext = true)
    val second = new StreamingContext(args(2))
    second.start()
    second.awaitTermination()
  }
}
