// saveAsHadoopFiles and saveAsNewAPIHadoopFiles: pairs in Hadoop's output formats.
import org.apache.hadoop.io.{IntWritable, Text}
import org.apache.hadoop.mapred.TextOutputFormat
import org.apache.hadoop.mapreduce.lib.output.SequenceFileOutputFormat
import org.apache.spark.streaming.{Seconds, StreamingContext}

object HadoopFiles {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "HadoopFiles", Seconds(1))
    val sc = ssc.sparkContext
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    val pairs = lines.map(line => (new Text(line), new IntWritable(line.length)))
    pairs.saveAsHadoopFiles[TextOutputFormat[Text, IntWritable]](args(2) + "/old", "txt")
    pairs.saveAsNewAPIHadoopFiles(
      args(2) + "/new",
      "seq",
      classOf[Text],
      classOf[IntWritable],
      classOf[SequenceFileOutputFormat[Text, IntWritable]]
    )
    ssc.start()
    ssc.awaitTermination()
    for (line <- sc.textFile(args(2) + "/old-*.txt").collect().sorted)
      println(line)
    for ((line, length) <- sc.sequenceFile[String, Int](args(2) + "/new-*.seq").collect().sorted)
      println(s"$line: $length")
  }
}
