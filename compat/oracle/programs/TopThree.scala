// The three most frequent words of a window, which an inverse function keeps up to date.
import org.apache.spark.streaming.{Seconds, StreamingContext}

object TopThree {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "TopThree", Seconds(1))
    ssc.checkpoint(args(2))
    val words = ssc.socketTextStream(args(0), args(1).toInt).flatMap(line => line.split(" "))
    val pairs = words.map(word => (word, 1))
    val (window, slide) = (Seconds(3), Seconds(1))
    val counts = pairs.reduceByKeyAndWindow((a: Int, b: Int) => a + b, (a: Int, b: Int) => a - b, window, slide)
    val sorted = counts.transform(rdd => rdd.sortBy(pair => (-pair._2, pair._1)))

    sorted.foreachRDD { rdd =>
      val top = rdd.take(3)
      println(s"${top.length} of ${rdd.count()}")
      for ((word, n) <- top)
        println(s"$word: $n")
    }

    sorted.print(3)
    ssc.start()
    ssc.awaitTermination()
  }
}
