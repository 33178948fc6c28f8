// reduceByKeyAndWindow that reduces each whole window, in its four forms.
import org.apache.spark.HashPartitioner
import org.apache.spark.streaming.{Seconds, StreamingContext}

object ReduceByKeyAndWindow {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "ReduceByKeyAndWindow", Seconds(1))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val pairs = lines.flatMap(line => line.split(" ")).map(word => (word, 1))
    pairs.reduceByKeyAndWindow((a: Int, b: Int) => a + b, Seconds(2)).print()
    pairs.reduceByKeyAndWindow((a: Int, b: Int) => a + b, Seconds(5), Seconds(1)).print()
    pairs.reduceByKeyAndWindow((a: Int, b: Int) => a + b, Seconds(4), Seconds(2), 1).print()
    val three = new HashPartitioner(3)
    pairs.reduceByKeyAndWindow((a: Int, b: Int) => a max b, Seconds(3), Seconds(3), three).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
