// queueStream of RDDs that exist before the start: one per batch, all at once, a default.
import org.apache.spark.streaming.{Seconds, StreamingContext}
import scala.collection.mutable.Queue

object Queues {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "Queues", Seconds(1))
    val sc = ssc.sparkContext
    val one = Queue(sc.makeRDD(Seq(1, 2)), sc.makeRDD(Seq(3)), sc.makeRDD(Seq(4, 5, 6), 1))
    ssc.queueStream(one).print()
    val all = Queue(sc.makeRDD(Seq("a", "b")), sc.makeRDD(Seq("c")))
    ssc.queueStream(all, false).print()
    val some = Queue(sc.makeRDD(Seq((1, 0.5))))
    ssc.queueStream(some, true, sc.makeRDD(Seq((0, 0.0)))).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
