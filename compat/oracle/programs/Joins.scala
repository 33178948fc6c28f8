// join and the outer joins of two streams, batch by batch.
import org.apache.spark.streaming.{Seconds, StreamingContext}

object Joins {
  def pair(line: String): (String, String) = {
    val words = line.split(" ")
    (words(0), words(1))
  }

  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[4]", "Joins", Seconds(1))
    val names = ssc.socketTextStream(args(0), args(1).toInt).map(line => pair(line))
    val towns = ssc.socketTextStream(args(0), args(2).toInt).map(line => pair(line))
    names.join(towns).print()
    names.leftOuterJoin(towns).mapValues(both => (both._1, both._2.getOrElse("-"))).print()
    names.rightOuterJoin(towns).mapValues(both => (both._1.getOrElse("-"), both._2)).print()
    val all = names.fullOuterJoin(towns)
    all.mapValues(both => (both._1.getOrElse("-"), both._2.getOrElse("-"))).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
