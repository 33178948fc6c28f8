// reduceByKeyAndWindow with an inverse over five batches and more, with several slides.
import org.apache.spark.HashPartitioner
import org.apache.spark.streaming.{Milliseconds, StreamingContext}

object LargeInverseWindow {
  def add(a: Int, b: Int): Int = {
    a + b
  }

  def subtract(a: Int, b: Int): Int = {
    a - b
  }

  def main(args: Array[String]): Unit = {
    val half = Milliseconds(500)
    val ssc = new StreamingContext("local[2]", "LargeInverseWindow", half)
    ssc.checkpoint(args(2))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val pairs = lines.map(line => (line.split(" ")(0), line.split(" ")(1).toInt))

    def isSome(pair: (String, Int)): Boolean =
      pair._2 != 0

    val one = new HashPartitioner(1)
    pairs.reduceByKeyAndWindow(add _, subtract _, half * 5).print()
    pairs.reduceByKeyAndWindow(add _, subtract _, half * 5, half, 2, isSome _).print()
    pairs.reduceByKeyAndWindow(add _, subtract _, half * 6, half * 2).print()
    pairs.reduceByKeyAndWindow(add _, subtract _, half * 12, half * 2, one, isSome _).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
