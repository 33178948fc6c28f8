package compat.bench

import org.apache.spark.{SparkConf, SparkContext}
import org.apache.spark.streaming.{Milliseconds, StreamingContext}
import org.apache.spark.streaming.dstream.DStream

/** The programs of programs.py, by the same names. */
object Programs {
  type Lines = DStream[String]

  def map_print(ssc: StreamingContext, lines: Lines): Unit =
    lines.map(line => line + "VIN").print(10)

  def word_count(ssc: StreamingContext, lines: Lines): Unit = {
    val words = lines.flatMap(line => line.split(" "))
    words.map(word => (word, 1)).reduceByKey(_ + _).print(10)
  }

  def count(ssc: StreamingContext, lines: Lines): Unit =
    lines.count().print(10)
}

/** driver.py for Scala. */
object Driver {
  def main(args: Array[String]): Unit = {
    val Array(program, port, seconds) = args
    val sc = new SparkContext(new SparkConf().setMaster("local[*]").setAppName(program))
    val ssc = new StreamingContext(sc, Milliseconds((seconds.toDouble * 1000).toLong))
    val lines = ssc.socketTextStream("127.0.0.1", port.toInt)
    Programs.getClass.getMethod(program, classOf[StreamingContext], classOf[DStream[String]])
      .invoke(Programs, ssc, lines)
    ssc.start()
    ssc.awaitTermination()
  }
}
