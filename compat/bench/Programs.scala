package compat.bench

import java.nio.file.Files

import org.apache.spark.{SparkConf, SparkContext}
import org.apache.spark.streaming.{Milliseconds, State, StateSpec, StreamingContext}
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

  def ten_maps(ssc: StreamingContext, lines: Lines): Unit =
    (1 to 10).foldLeft(lines)((stream, _) => stream.map(line => line + "V")).print(10)

  def three_outputs(ssc: StreamingContext, lines: Lines): Unit = {
    val upper = lines.map(_.toUpperCase)
    upper.print(10)
    upper.foreachRDD(rdd => rdd.foreach(_.length))
    upper.foreachRDD { rdd => rdd.count(); () }
  }

  def foreach_collect(ssc: StreamingContext, lines: Lines): Unit =
    lines.map(line => line + "VIN").foreachRDD { (rdd, time) =>
      val rule = "-" * 43
      println((s"$rule\nTime: $time\n$rule" +: rdd.collect().take(1)).mkString("\n") + "\n")
    }

  def window_counts(ssc: StreamingContext, lines: Lines): Unit = {
    ssc.checkpoint(scratch)
    val pairs = lines.flatMap(line => line.split(" ")).map(word => (word, 1))
    val batch = lines.slideDuration
    pairs.reduceByKeyAndWindow(_ + _, _ - _, batch * 10, batch).print(10)
  }

  def update_state(ssc: StreamingContext, lines: Lines): Unit = {
    ssc.checkpoint(scratch)
    val pairs = lines.flatMap(line => line.split(" ")).map(word => (word, 1))
    pairs.updateStateByKey((ones: Seq[Int], last: Option[Int]) => Some(ones.sum + last.getOrElse(0)))
      .print(10)
  }

  def map_state(ssc: StreamingContext, lines: Lines): Unit = {
    def running(word: String, one: Option[Int], state: State[Int]): (String, Int) = {
      state.update(state.getOption.getOrElse(0) + one.get)
      (word, state.get)
    }
    ssc.checkpoint(scratch)
    val pairs = lines.flatMap(line => line.split(" ")).map(word => (word, 1))
    pairs.mapWithState(StateSpec.function(running _)).print(10)
  }

  private def scratch: String = Files.createTempDirectory("bench").toString
}

/** driver.py for Scala. */
object Driver {
  def main(args: Array[String]): Unit = {
    val Array(program, port, seconds, streams) = args
    val cores = Runtime.getRuntime.availableProcessors + streams.toInt - 1
    val sc = new SparkContext(new SparkConf().setMaster(s"local[$cores]").setAppName(program))
    val ssc = new StreamingContext(sc, Milliseconds((seconds.toDouble * 1000).toLong))
    val sources = Seq.fill(streams.toInt)(ssc.socketTextStream("127.0.0.1", port.toInt))
    val lines = if (sources.size == 1) sources.head else ssc.union(sources)
    Programs.getClass.getMethod(program, classOf[StreamingContext], classOf[DStream[String]])
      .invoke(Programs, ssc, lines)
    ssc.start()
    ssc.awaitTermination()
  }
}
