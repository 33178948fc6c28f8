// binaryRecordsStream: files of records of the same length.
import org.apache.spark.streaming.{Seconds, StreamingContext}

object BinaryRecords {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "BinaryRecords", Seconds(1))
    val records = ssc.binaryRecordsStream(args(1) + "/in", 4)
    records.map(record => record.length).print()
    records.map(record => new String(record, "UTF-8").trim).print()
    records.map(record => record.sum).reduce((a, b) => (a max b).toByte).print()
    ssc.start()
    ssc.awaitTermination()
  }
}
