// print with fewer, exactly as many, and more elements than its limit, and the text of each kind.
import org.apache.spark.{SparkConf, SparkContext}
import org.apache.spark.streaming.{Seconds, StreamingContext}

object PrintFormats {
  def main(args: Array[String]): Unit = {
    val sc = new SparkContext(new SparkConf().setMaster("local[*]").setAppName("PrintFormats"))
    val ssc = new StreamingContext(sc, Seconds(1))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val numbers = lines.map(line => line.toInt)
    numbers.print(3)
    numbers.map(n => (s"n$n", n)).print()
    numbers.map(n => (n, ("a", (n * 0.5, n > 2)))).print()
    numbers.map(n => if (n % 2 == 0) null else "odd").print()
    numbers.map(n => (n, null)).print()
    numbers.map(n => n % 2 == 0).print(2)
    numbers.map(n => n / 4.0).print()
    numbers.map(n => n * 1e9).print()
    numbers.map(n => n / 1e6).print()
    numbers.map(n => List(n, n + 1)).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
