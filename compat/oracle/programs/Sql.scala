// SQL on each batch, inside foreachRDD, with a session on the batch's own SparkContext.
import org.apache.spark.sql.SparkSession
import org.apache.spark.streaming.{Seconds, StreamingContext}

object Sql {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "Sql", Seconds(1))
    val words = ssc.socketTextStream(args(0), args(1).toInt).flatMap(line => line.split(" "))

    words.foreachRDD { (rdd, time) =>
      val spark = SparkSession.builder().config(rdd.sparkContext.getConf).getOrCreate()
      import spark.implicits._
      rdd.map(word => (word, word.length)).toDF("word", "length").createOrReplaceTempView("words")
      println(s"Until ${time.milliseconds} ms:")
      spark.sql("select length, count(*) as n from words group by length order by length").show()
    }

    ssc.start()
    ssc.awaitTermination()
  }
}
