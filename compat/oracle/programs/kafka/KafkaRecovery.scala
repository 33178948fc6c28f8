// A checkpoint recovers a Kafka stream at its last offsets, with its state.
import org.apache.kafka.common.serialization.StringDeserializer
import org.apache.spark.streaming.{Seconds, StreamingContext}
import org.apache.spark.streaming.kafka010.{ConsumerStrategies, KafkaUtils, LocationStrategies}

object KafkaRecovery {
  def update(values: Seq[Int], state: Option[Int]): Option[Int] = {
    Some(values.sum + state.getOrElse(0))
  }

  def create(brokers: String, directory: String): StreamingContext = {
    println("created")
    val ssc = new StreamingContext("local[2]", "KafkaRecovery", Seconds(1))
    ssc.checkpoint(directory)
    val kafkaParams = Map[String, Object](
      "bootstrap.servers" -> brokers,
      "group.id" -> "recovery",
      "key.deserializer" -> classOf[StringDeserializer],
      "value.deserializer" -> classOf[StringDeserializer],
      "auto.offset.reset" -> "earliest",
      "enable.auto.commit" -> (false: java.lang.Boolean))
    val messages = KafkaUtils.createDirectStream[String, String](
      ssc,
      LocationStrategies.PreferConsistent,
      ConsumerStrategies.Subscribe[String, String](Set("lines"), kafkaParams))
    val counts = messages.map(record => (record.value, 1)).updateStateByKey(update _)
    counts.print()
    ssc
  }

  def main(args: Array[String]): Unit = {
    val Array(brokers, directory) = args
    for (life <- 1 to 2) {
      val ssc = StreamingContext.getOrCreate(directory, () => create(brokers, directory))
      println(s"life $life")
      ssc.start()
      ssc.awaitTermination()
      ssc.stop()
    }
  }
}
