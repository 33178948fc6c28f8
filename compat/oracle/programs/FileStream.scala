// fileStream with a Hadoop format: a filter, older files, and a record delimiter.
import java.nio.file.{Files, Paths}

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.Path
import org.apache.hadoop.io.{LongWritable, Text}
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat
import org.apache.spark.streaming.{Seconds, StreamingContext}



object FileStream {
  def main(args: Array[String]): Unit = {
    val in = args(1) + "/in"
    val early = Paths.get(in, "early.csv")
    Files.write(early, "there;before\n".getBytes).toFile.setLastModified(500)
    val ssc = new StreamingContext("local[2]", "FileStream", Seconds(1))

    def isCsv(path: Path): Boolean =
      path.getName.endsWith(".csv")

    val conf = new Configuration()
    conf.set("textinputformat.record.delimiter", ";")
    val lines = ssc.fileStream[LongWritable, Text, TextInputFormat](in)
    lines.map(pair => (pair._1.get, pair._2.toString)).print()
    val csv = ssc.fileStream[LongWritable, Text, TextInputFormat](in, isCsv _, false)
    csv.map(pair => pair._2.toString).print()
    val fields = ssc.fileStream[LongWritable, Text, TextInputFormat](in, isCsv _, true, conf)
    fields.map(pair => pair._2.toString.trim).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
