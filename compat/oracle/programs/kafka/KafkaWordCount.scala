// The words of Kafka's messages are counted in each batch.
import org.apache.kafka.common.serialization.StringDeserializer
import org.apache.spark.SparkConf
import org.apache.spark.streaming.{Seconds, StreamingContext}
import org.apache.spark.streaming.kafka010.{ConsumerStrategies, KafkaUtils, LocationStrategies}

object KafkaWordCount {
  def main(args: Array[String]): Unit = {
    val Array(brokers, directory) = args
    val sparkConf = new SparkConf().setMaster("local[2]").setAppName("KafkaWordCount")
    val ssc = new StreamingContext(sparkConf, Seconds(2))
    val kafkaParams = Map[String, Object](
      "bootstrap.servers" -> brokers,
      "group.id" -> "words",
      "key.deserializer" -> classOf[StringDeserializer],
      "value.deserializer" -> classOf[StringDeserializer],
      "auto.offset.reset" -> "earliest",
      "enable.auto.commit" -> (false: java.lang.Boolean))

    val messages = KafkaUtils.createDirectStream[String, String](
      ssc,
      LocationStrategies.PreferConsistent,
      ConsumerStrategies.Subscribe[String, String](Set("lines"), kafkaParams))
    val words = messages.map(_.value).flatMap(_.split(" "))
    words.map(word => (word, 1L)).reduceByKey(_ + _).print()
    messages.count().print()
    messages.map(record => (record.key, record.partition, record.offset)).print()

    ssc.start()
    ssc.awaitTermination()
  }
}
