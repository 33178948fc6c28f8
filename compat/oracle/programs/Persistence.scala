// cache, persist and checkpoint of a stream, and the storage level of its RDDs.
import org.apache.spark.storage.StorageLevel
import org.apache.spark.streaming.{Seconds, StreamingContext}

object Persistence {
  def main(args: Array[String]): Unit = {
    val ssc = new StreamingContext("local[2]", "Persistence", Seconds(1))
    ssc.checkpoint(args(2))
    val lines = ssc.socketTextStream(args(0), args(1).toInt, StorageLevel.MEMORY_ONLY)
    val cached = lines.map(line => line.length).cache()
    val persisted = lines.map(line => line.toUpperCase).persist()
    val twice = lines.map(line => line + line).persist(StorageLevel.MEMORY_AND_DISK_SER_2)
    val checkpointed = lines.map(line => line.reverse).checkpoint(Seconds(2))
    cached.foreachRDD(rdd => println(s"replicas: ${rdd.getStorageLevel.replication}"))
    twice.foreachRDD(rdd => println(s"replicas: ${rdd.getStorageLevel.replication}"))
    persisted.print()
    checkpointed.print()
    ssc.start()
    ssc.awaitTermination()
  }
}
