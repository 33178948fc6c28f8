// getOrCreate with mapWithState and a timeout: visitors from before the restart still leave.
import org.apache.spark.streaming.{Seconds, State, StateSpec, StreamingContext, Time}

object RecoveredVisits {
  def visit(time: Time, user: String, page: Option[String], state: State[Int])
      : Option[(String, Option[(String, Int)])] = {
    if (state.isTimingOut()) {
      Some((user, Some(("left after", state.get()))))
    } else {
      val n = state.getOption().getOrElse(0) + 1
      state.update(n)
      Some((user, page.map(name => (name, n))))
    }
  }

  def create(args: Array[String]): StreamingContext = {
    val ssc = new StreamingContext("local[2]", "RecoveredVisits", Seconds(1))
    ssc.checkpoint(args(2))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val visits = lines.map(line => (line.split(" ")(0), line.split(" ")(1)))
    val spec = StateSpec.function(visit _).timeout(Seconds(3)).numPartitions(2)
    val seen = visits.mapWithState(spec)
    seen.checkpoint(Seconds(2))
    seen.print()
    ssc
  }

  def main(args: Array[String]): Unit = {
    for (life <- 1 to 2) {
      val ssc = StreamingContext.getOrCreate(args(2), () => create(args))
      println(s"life $life")
      ssc.start()
      ssc.awaitTermination()
      ssc.stop()
    }
  }
}
