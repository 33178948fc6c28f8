// mapWithState with a timeout: visitors who are idle for longer than three seconds leave.
import org.apache.spark.SparkConf
import org.apache.spark.streaming.{Seconds, State, StateSpec, StreamingContext}

object Sessions {
  def visit(user: String, page: Option[String], state: State[List[String]]): String = {
    val pages = state.getOption().getOrElse(List()) ++ page.toList
    if (!state.isTimingOut())
      state.update(pages)
    val does = if (state.isTimingOut()) "leaves after" else "sees"
    s"$user $does ${pages.mkString(", ")}"
  }

  def main(args: Array[String]): Unit = {
    val conf = new SparkConf().setMaster("local[2]").setAppName("Sessions")
    val ssc = new StreamingContext(conf, Seconds(1))
    ssc.checkpoint(args(2))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val visits = lines.map(line => (line.split(" ")(0), line.split(" ")(1)))
    val often = visits.mapWithState(StateSpec.function(visit _).timeout(Seconds(3)))
    often.checkpoint(Seconds(2))
    often.print()
    often.stateSnapshots().print()
    visits.mapWithState(StateSpec.function(visit _).timeout(Seconds(3))).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
