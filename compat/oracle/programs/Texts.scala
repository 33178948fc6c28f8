// The text of values: numbers, Options, times, durations and storage levels, printed and joined.
import org.apache.spark.storage.StorageLevel
import org.apache.spark.streaming.{Seconds, StreamingContext}


object Texts {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "Texts", Seconds(1))
    val numbers = ssc.socketTextStream(args(0), args(1).toInt).map(line => line.toDouble)
    numbers.print()
    numbers.map(n => Option(n)).print()
    numbers.map(n => (n, Some(("half", n / 2)), Option.empty)).print()
    numbers.map(n => List(Some(n > 1), Some(List(n)))).print()
    numbers.map(n => "got " + Some((n, null))).print()

    numbers.foreachRDD { (rdd, time) =>
      println("batch of " + (time - (time - Seconds(1))) + ", again " + Seconds(1))
      val (whole, empty) = (time.isMultipleOf(Seconds(1)), rdd.isEmpty())
      println(s"is whole: $whole, empty: $empty")
      println("kept as " + StorageLevel.MEMORY_AND_DISK_SER_2 + " or " + StorageLevel.NONE)
      println("context " + ssc.getState())
    }

    ssc.start()
    ssc.awaitTermination()
  }
}
