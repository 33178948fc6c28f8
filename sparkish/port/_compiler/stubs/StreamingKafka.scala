// Signatures of Spark's connectors to Kafka 0.10 and 0.8. Nothing here is ever run.

package org.apache.spark.streaming.kafka010 {
  import org.apache.kafka.clients.consumer.{ConsumerRecord, OffsetAndMetadata, OffsetCommitCallback}
  import org.apache.kafka.common.TopicPartition
  import org.apache.spark.SparkContext
  import org.apache.spark.rdd.RDD
  import org.apache.spark.streaming.StreamingContext
  import org.apache.spark.streaming.dstream.InputDStream

  sealed abstract class LocationStrategy
  object LocationStrategies {
    def PreferBrokers: LocationStrategy = null
    def PreferConsistent: LocationStrategy = null
    def PreferFixed(hostMap: collection.Map[TopicPartition, String]): LocationStrategy = null
  }
  object PreferConsistent extends LocationStrategy
  object PreferBrokers extends LocationStrategy

  abstract class ConsumerStrategy[K, V]
  object ConsumerStrategies {
    def Subscribe[K, V](topics: Iterable[String], kafkaParams: collection.Map[String, Object]): ConsumerStrategy[K, V] = null
    def Subscribe[K, V](
        topics: Iterable[String],
        kafkaParams: collection.Map[String, Object],
        offsets: collection.Map[TopicPartition, Long]
    ): ConsumerStrategy[K, V] = null
    def Subscribe[K, V](topics: java.util.Collection[String], kafkaParams: java.util.Map[String, Object]): ConsumerStrategy[K, V] = null
    def SubscribePattern[K, V](pattern: java.util.regex.Pattern, kafkaParams: collection.Map[String, Object]): ConsumerStrategy[K, V] = null
    def SubscribePattern[K, V](
        pattern: java.util.regex.Pattern,
        kafkaParams: collection.Map[String, Object],
        offsets: collection.Map[TopicPartition, Long]
    ): ConsumerStrategy[K, V] = null
    def Assign[K, V](topicPartitions: Iterable[TopicPartition], kafkaParams: collection.Map[String, Object]): ConsumerStrategy[K, V] = null
    def Assign[K, V](
        topicPartitions: Iterable[TopicPartition],
        kafkaParams: collection.Map[String, Object],
        offsets: collection.Map[TopicPartition, Long]
    ): ConsumerStrategy[K, V] = null
  }

  final class OffsetRange private (
      val topic: String, val partition: Int, val fromOffset: Long, val untilOffset: Long
  ) extends Serializable {
    def topicPartition(): TopicPartition = null
    def count(): Long = 0L
  }
  object OffsetRange {
    def apply(topic: String, partition: Int, fromOffset: Long, untilOffset: Long): OffsetRange = null
    def apply(topicPartition: TopicPartition, fromOffset: Long, untilOffset: Long): OffsetRange = null
    def create(topic: String, partition: Int, fromOffset: Long, untilOffset: Long): OffsetRange = null
  }
  trait HasOffsetRanges { def offsetRanges: Array[OffsetRange] }
  trait CanCommitOffsets {
    def commitAsync(offsetRanges: Array[OffsetRange]): Unit
    def commitAsync(offsetRanges: Array[OffsetRange], callback: OffsetCommitCallback): Unit
  }
  abstract class PerPartitionConfig extends Serializable {
    def maxRatePerPartition(topicPartition: TopicPartition): Long
    def minRatePerPartition(topicPartition: TopicPartition): Long = 1L
  }
  object KafkaUtils {
    def createDirectStream[K, V](
        ssc: StreamingContext, locationStrategy: LocationStrategy, consumerStrategy: ConsumerStrategy[K, V]
    ): InputDStream[ConsumerRecord[K, V]] = null
    def createDirectStream[K, V](
        ssc: StreamingContext,
        locationStrategy: LocationStrategy,
        consumerStrategy: ConsumerStrategy[K, V],
        perPartitionConfig: PerPartitionConfig
    ): InputDStream[ConsumerRecord[K, V]] = null
    def createRDD[K, V](
        sc: SparkContext,
        kafkaParams: java.util.Map[String, Object],
        offsetRanges: Array[OffsetRange],
        locationStrategy: LocationStrategy
    ): RDD[ConsumerRecord[K, V]] = null
  }
}

package org.apache.spark.streaming.kafka {
  import kafka.common.TopicAndPartition
  import kafka.message.MessageAndMetadata
  import kafka.serializer.Decoder
  import org.apache.spark.SparkContext
  import org.apache.spark.rdd.RDD
  import org.apache.spark.storage.StorageLevel
  import org.apache.spark.streaming.StreamingContext
  import org.apache.spark.streaming.dstream.{InputDStream, ReceiverInputDStream}
  import scala.reflect.ClassTag

  final class OffsetRange private (
      val topic: String, val partition: Int, val fromOffset: Long, val untilOffset: Long
  ) extends Serializable {
    def topicAndPartition(): TopicAndPartition = null
    def count(): Long = 0L
  }
  object OffsetRange {
    def apply(topic: String, partition: Int, fromOffset: Long, untilOffset: Long): OffsetRange = null
    def apply(topicAndPartition: TopicAndPartition, fromOffset: Long, untilOffset: Long): OffsetRange = null
    def create(topic: String, partition: Int, fromOffset: Long, untilOffset: Long): OffsetRange = null
  }
  trait HasOffsetRanges { def offsetRanges: Array[OffsetRange] }
  final class Broker private (val host: String, val port: Int) extends Serializable
  object KafkaUtils {
    def createStream(
        ssc: StreamingContext,
        zkQuorum: String,
        groupId: String,
        topics: Map[String, Int],
        storageLevel: StorageLevel = StorageLevel.MEMORY_AND_DISK_SER_2
    ): ReceiverInputDStream[(String, String)] = null
    def createStream[K: ClassTag, V: ClassTag, U <: Decoder[_]: ClassTag, T <: Decoder[_]: ClassTag](
        ssc: StreamingContext, kafkaParams: Map[String, String], topics: Map[String, Int], storageLevel: StorageLevel
    ): ReceiverInputDStream[(K, V)] = null
    def createDirectStream[K: ClassTag, V: ClassTag, KD <: Decoder[K]: ClassTag, VD <: Decoder[V]: ClassTag](
        ssc: StreamingContext, kafkaParams: Map[String, String], topics: Set[String]
    ): InputDStream[(K, V)] = null
    def createDirectStream[K: ClassTag, V: ClassTag, KD <: Decoder[K]: ClassTag, VD <: Decoder[V]: ClassTag, R: ClassTag](
        ssc: StreamingContext,
        kafkaParams: Map[String, String],
        fromOffsets: Map[TopicAndPartition, Long],
        messageHandler: MessageAndMetadata[K, V] => R
    ): InputDStream[R] = null
    def createRDD[K: ClassTag, V: ClassTag, KD <: Decoder[K]: ClassTag, VD <: Decoder[V]: ClassTag](
        sc: SparkContext, kafkaParams: Map[String, String], offsetRanges: Array[OffsetRange]
    ): RDD[(K, V)] = null
  }
}

package org.apache.spark.streaming.kinesis {
  import org.apache.spark.storage.StorageLevel
  import org.apache.spark.streaming.{Duration, StreamingContext}
  import org.apache.spark.streaming.dstream.ReceiverInputDStream
  object KinesisInitialPositions {
    class Latest
    class TrimHorizon
  }
  class KinesisInputDStream
  object KinesisInputDStream {
    class Builder {
      def streamingContext(ssc: StreamingContext): Builder = this
      def streamName(name: String): Builder = this
      def endpointUrl(url: String): Builder = this
      def regionName(name: String): Builder = this
      def initialPosition(position: Any): Builder = this
      def initialPositionInStream(position: Any): Builder = this
      def checkpointAppName(name: String): Builder = this
      def checkpointInterval(interval: Duration): Builder = this
      def storageLevel(level: StorageLevel): Builder = this
      def build(): ReceiverInputDStream[Array[Byte]] = null
    }
    def builder: Builder = null
  }
}
