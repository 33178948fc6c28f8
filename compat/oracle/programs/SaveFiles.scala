// saveAsTextFiles and saveAsObjectFiles: a folder for each batch, read back at the end.
import java.io.File

import org.apache.spark.streaming.{Seconds, StreamingContext}

object SaveFiles {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "SaveFiles", Seconds(1))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val pairs = lines.map(line => (line, line.length))
    lines.saveAsTextFiles(args(2) + "/text", "txt")
    lines.map(line => line.toUpperCase).saveAsTextFiles(args(2) + "/upper")
    pairs.saveAsObjectFiles(args(2) + "/pairs", "objects")
    ssc.start()
    ssc.awaitTermination()
    for (name <- new File(args(2)).list().sorted)
      println(name)
    for (line <- ssc.sparkContext.textFile(args(2) + "/text-*.txt").collect().sorted)
      println(line)
    for (line <- ssc.sparkContext.textFile(args(2) + "/upper-2000").collect().sorted)
      println(line)
    val saved = ssc.sparkContext.objectFile[(String, Int)](args(2) + "/pairs-*.objects")
    println(saved.map(pair => pair._2).sum().toInt)
  }
}
