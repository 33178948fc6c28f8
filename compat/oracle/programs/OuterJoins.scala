// How print shows outer joins: Some and None, also after a filter.
import org.apache.spark.streaming.{Seconds, StreamingContext}


object OuterJoins {
  def pair(line: String): (String, Double) =
    (line.split(" ")(0), line.split(" ")(1).toDouble)

  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[4]", "OuterJoins", Seconds(1))
    val left = ssc.socketTextStream(args(0), args(1).toInt).map(line => pair(line))
    val right = ssc.socketTextStream(args(0), args(2).toInt).map(line => pair(line))
    left.leftOuterJoin(right).print()
    left.rightOuterJoin(right, 2).print()
    left.fullOuterJoin(right).filter(joined => joined._1 != "b").print()
    ssc.start()
    ssc.awaitTermination()
  }
}
