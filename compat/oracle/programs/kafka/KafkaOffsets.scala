// Each batch has its offset ranges and commits them, also with given first offsets.
import org.apache.kafka.common.TopicPartition
import org.apache.kafka.common.serialization.{LongDeserializer, StringDeserializer}
import org.apache.spark.{SparkConf, TaskContext}
import org.apache.spark.streaming.{Seconds, StreamingContext}
import org.apache.spark.streaming.kafka010._

object KafkaOffsets {
  def main(args: Array[String]): Unit = {
    val Array(brokers, directory) = args
    val sparkConf = new SparkConf().setMaster("local[2]").setAppName("KafkaOffsets")
    sparkConf.set("spark.streaming.kafka.maxRatePerPartition", "2")
    val ssc = new StreamingContext(sparkConf, Seconds(1))
    val kafkaParams = Map[String, Object](
      "bootstrap.servers" -> brokers,
      "group.id" -> "offsets",
      "key.deserializer" -> classOf[StringDeserializer],
      "value.deserializer" -> classOf[StringDeserializer],
      "auto.offset.reset" -> "earliest",
      "enable.auto.commit" -> (false: java.lang.Boolean))
    val fromOffsets = Map(new TopicPartition("lines", 0) -> 1L)

    val stream = KafkaUtils.createDirectStream[String, String](
      ssc,
      LocationStrategies.PreferConsistent,
      ConsumerStrategies.Assign[String, String](fromOffsets.keys, kafkaParams, fromOffsets))

    stream.foreachRDD { (rdd, time) =>
      val offsetRanges = rdd.asInstanceOf[HasOffsetRanges].offsetRanges
      offsetRanges.foreach(println)
      println(s"${time.milliseconds}: ${rdd.count()} of ${rdd.partitions.length}, ${rdd.isEmpty()}")
      rdd.map(record => record.value).collect().foreach(println)
      stream.asInstanceOf[CanCommitOffsets].commitAsync(offsetRanges)
    }

    ssc.start()
    ssc.awaitTermination()
  }
}
