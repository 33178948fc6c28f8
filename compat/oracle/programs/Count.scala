// count() gives one element for each batch, and 0 for a batch that received nothing.
import org.apache.spark.{SparkConf, SparkContext}
import org.apache.spark.streaming.{Milliseconds, StreamingContext}

object Count {
  def main(args: Array[String]): Unit = {
    val conf = new SparkConf().setMaster("local[*]").setAppName("Count")
    val ssc = new StreamingContext(conf, Milliseconds(1500))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    lines.count().print()
    lines.filter(line => line > "b").count().map(n => s"after b: $n").print()
    ssc.start()
    ssc.awaitTermination()
  }
}
