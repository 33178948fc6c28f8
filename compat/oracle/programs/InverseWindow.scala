// reduceByKeyAndWindow with an inverse, small windows: a key that left has 0, or is dropped.
import org.apache.spark.HashPartitioner
import org.apache.spark.streaming.{Seconds, StreamingContext}

object InverseWindow {
  def add(a: Int, b: Int): Int = {
    a + b
  }

  def subtract(a: Int, b: Int): Int = {
    a - b
  }

  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "InverseWindow", Seconds(1))
    ssc.checkpoint(args(2))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val pairs = lines.flatMap(line => line.split(" ")).map(word => (word, 1))
    pairs.reduceByKeyAndWindow(add _, subtract _, Seconds(2)).print()
    pairs.reduceByKeyAndWindow(add _, subtract _, Seconds(4), Seconds(2)).print()
    pairs.reduceByKeyAndWindow(add _, subtract _, Seconds(2), Seconds(1), 1).print()

    def some(pair: (String, Int)): Boolean =
      pair._2 > 0

    pairs.reduceByKeyAndWindow(add _, subtract _, Seconds(2), Seconds(1), 1, some _).print()
    val two = new HashPartitioner(2)
    pairs.reduceByKeyAndWindow(add _, subtract _, Seconds(3), Seconds(1), two, some _).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
