// queueStream of queues that grow while the stream runs: one RDD per batch, all, a default.
import org.apache.spark.rdd.RDD
import org.apache.spark.streaming.{Seconds, StreamingContext}
import scala.collection.mutable.Queue

object LiveQueue {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "LiveQueue", Seconds(1))
    val sc = ssc.sparkContext
    val one = Queue[RDD[String]]()
    val all = Queue[RDD[String]](sc.makeRDD(Seq("before the start")))
    val some = Queue[RDD[String]]()
    ssc.queueStream(one).print()
    ssc.queueStream(all, oneAtATime = false).print()
    ssc.queueStream(some, true, defaultRDD = sc.makeRDD(Seq("by default"))).print()

    ssc.socketTextStream(args(0), args(1).toInt).foreachRDD { rdd =>
      val lines = rdd.collect()
      for (line <- lines; queue <- Seq(one, all, some))
        queue.synchronized(queue += sc.makeRDD(Seq(line)))
    }

    ssc.start()
    ssc.awaitTermination()
  }
}
