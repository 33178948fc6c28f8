// foreachRDD in both forms: functions of several statements, which Python writes as decorators.
import org.apache.spark.streaming.{Seconds, StreamingContext}

object ForeachRdd {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "ForeachRdd", Seconds(1))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val totals = ssc.sparkContext.longAccumulator("characters")

    lines.foreachRDD { rdd =>
      val longest = rdd.map(line => line.length).fold(0)((a, b) => a max b)
      println(s"the longest line has $longest characters")
    }

    lines.foreachRDD { (rdd, time) =>
      rdd.foreachPartition(part => part.foreach(line => totals.add(line.length)))
      println(s"until ${time.milliseconds} ms: ${totals.value} characters")
    }

    val shouted = lines.map { line =>
      val words = line.split(" ")
      words.map(word => word.capitalize).mkString(" ")
    }

    shouted.foreachRDD(rdd => rdd.collect().foreach(line => println(line)))
    ssc.start()
    ssc.awaitTermination()
  }
}
