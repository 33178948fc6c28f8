// flatMap, filter, map and reduce: the words of each batch, and the sum of their lengths.
import org.apache.spark.SparkConf
import org.apache.spark.streaming.{Seconds, StreamingContext}

object Basics {
  def main(args: Array[String]): Unit = {
    val conf = new SparkConf().setMaster("local[2]").setAppName("Basics")
    val ssc = new StreamingContext(conf, Seconds(1))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val words = lines.flatMap(line => line.split(" "))
    words.filter(word => word.length > 3).print()
    words.map(word => word.toUpperCase).print(3)
    words.map(word => word.length).reduce((a, b) => a + b).print()
    words.filter(word => word.startsWith("s")).map(word => (word.head, word)).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
