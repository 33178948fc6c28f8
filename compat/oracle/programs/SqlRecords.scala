// Spark's own SQL example: a case class, batches without records, and a table that grows.

import org.apache.spark.SparkConf
import org.apache.spark.rdd.RDD
import org.apache.spark.sql.{SaveMode, SparkSession}
import org.apache.spark.streaming.{Seconds, StreamingContext, Time}



case class SqlRecord(
  word: String,
  length: Int
)


object SqlRecords {
  def main(args: Array[String]): Unit = {
    val conf = new SparkConf().setMaster("local[2]").setAppName("SqlRecords")
    val ssc = new StreamingContext(conf, Seconds(1))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val words = lines.flatMap(_.split(" "))

    words.foreachRDD { (rdd: RDD[String], time: Time) =>
      val spark = SparkSession.builder.config(rdd.sparkContext.getConf).getOrCreate()
      import spark.implicits._
      val records = rdd.map(w => SqlRecord(w, w.length)).toDF()
      records.createOrReplaceTempView("words")
      val counts = spark.sql("select word, count(*) as total from words group by word order by word")
      println(s"========= $time =========")
      counts.show()
      records.where($"length" > 2).select("word").distinct().orderBy("word").show()
      records.write.mode(SaveMode.Append).parquet(args(2) + "/table")
      println("rows " + spark.read.parquet(args(2) + "/table").count())
    }

    ssc.start()
    ssc.awaitTermination()
  }
}
