// rawSocketStream: a server sends whole blocks, as Spark itself would serialize them.
import org.apache.spark.storage.StorageLevel
import org.apache.spark.streaming.{Seconds, StreamingContext}

object RawSocket {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "RawSocket", Seconds(1))
    val level = StorageLevel.MEMORY_ONLY_SER
    val texts = ssc.rawSocketStream[String](args(0), args(1).toInt, level)
    texts.print()
    texts.flatMap(text => text.split(" ")).map(word => word.length).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
