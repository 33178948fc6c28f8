// textFileStream: the lines of the files that appear in a directory.
import org.apache.spark.streaming.{Seconds, StreamingContext}

object TextFiles {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "TextFiles", Seconds(1))
    val lines = ssc.textFileStream(args(1) + "/in")
    lines.print()
    lines.flatMap(line => line.split(" ")).countByValue().print()
    ssc.start()
    ssc.awaitTermination()
  }
}
