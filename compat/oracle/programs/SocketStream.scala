// socketStream with a converter: the bytes of a connection become records of two bytes.
import java.io.InputStream

import org.apache.spark.storage.StorageLevel
import org.apache.spark.streaming.{Seconds, StreamingContext}

object SocketStream {
  def numbers(stream: InputStream): Iterator[Int] = {
    Iterator.continually((stream.read(), stream.read()))
      .takeWhile(bytes => bytes._2 >= 0)
      .map(bytes => bytes._1 * 256 + bytes._2)
  }

  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "SocketStream", Seconds(1))
    val level = StorageLevel.MEMORY_AND_DISK_SER
    val stream = ssc.socketStream(args(0), args(1).toInt, numbers _, level)
    stream.print()
    stream.reduce((a, b) => a max b).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
