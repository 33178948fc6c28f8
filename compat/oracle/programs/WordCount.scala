// Counts the words of each batch, on the real clock.
import org.apache.spark.{SparkConf, SparkContext}
import org.apache.spark.streaming.{Seconds, StreamingContext}

object WordCount {
  def main(args: Array[String]): Unit = {
    val sc = new SparkContext(new SparkConf().setMaster("local[*]").setAppName("WordCount"))
    val ssc = new StreamingContext(sc, Seconds(2))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val words = lines.flatMap(line => line.split(" "))
    val counts = words.map(word => (word, 1)).reduceByKey((a, b) => a + b)
    counts.print()
    ssc.start()
    ssc.awaitTermination()
  }
}
