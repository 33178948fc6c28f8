// updateStateByKey by an iterator over the keys of a partition, with and without initial states.
import scala.collection.Iterator

import org.apache.spark.HashPartitioner
import org.apache.spark.streaming.{Seconds, StreamingContext}

object StateIterator {
  def longest(keys: Iterator[(Int, Seq[String], Option[String])]): Iterator[(Int, String)] = {
    for ((key, words, state) <- keys if key < 9) yield {
      (key, (state.toList ++ words).maxBy(word => word.length))
    }
  }

  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "StateIterator", Seconds(1))
    ssc.checkpoint(args(2))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val pairs = lines.map(line => (line.split(" ")(0).toInt, line.split(" ")(1)))
    val two = new HashPartitioner(2)
    val initial = ssc.sparkContext.makeRDD(Seq((1, "initial"), (5, "five")))
    pairs.updateStateByKey(longest _, two, true).print()
    pairs.updateStateByKey(longest _, two, false).print()
    val states = pairs.updateStateByKey(longest _, two, true, initial)
    states.glom().map(part => part.map(pair => pair._1).toList.sorted).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
