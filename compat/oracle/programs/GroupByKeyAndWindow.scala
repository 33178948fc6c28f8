// groupByKeyAndWindow in its four forms: the values of each key, until they leave the window.
import org.apache.spark.HashPartitioner
import org.apache.spark.streaming.{Seconds, StreamingContext}

object GroupByKeyAndWindow {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "GroupByKeyAndWindow", Seconds(1))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val pairs = lines.map(line => (line.split(" ")(0), line.split(" ")(1).toInt))
    val two = pairs.groupByKeyAndWindow(Seconds(2))
    two.mapValues(values => values.toList.sorted).print()
    val six = pairs.groupByKeyAndWindow(Seconds(6), Seconds(2))
    six.mapValues(values => values.toList.sorted).print()
    val one = pairs.groupByKeyAndWindow(Seconds(2), Seconds(1), 1)
    one.mapValues(values => values.sum).print()
    val three = pairs.groupByKeyAndWindow(Seconds(4), Seconds(2), new HashPartitioner(3))
    three.glom().map(part => part.length).reduce((a, b) => a + b).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
