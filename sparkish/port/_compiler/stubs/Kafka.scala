// Signatures of Kafka's clients, as far as streaming programs name them. Nothing here is ever run.

package org.apache.kafka.common {
  class TopicPartition(topic0: String, partition0: Int) extends Serializable {
    def topic: String = null
    def partition: Int = 0
  }
  class PartitionInfo { def topic: String = null; def partition: Int = 0 }
}

package org.apache.kafka.common.security.auth {
  final class SecurityProtocol private (val name: String)
  object SecurityProtocol {
    val PLAINTEXT: SecurityProtocol = new SecurityProtocol("PLAINTEXT")
    val SSL: SecurityProtocol = new SecurityProtocol("SSL")
    val SASL_PLAINTEXT: SecurityProtocol = new SecurityProtocol("SASL_PLAINTEXT")
    val SASL_SSL: SecurityProtocol = new SecurityProtocol("SASL_SSL")
  }
}

package org.apache.kafka.common.header {
  trait Header { def key: String; def value: Array[Byte] }
  trait Headers extends java.lang.Iterable[Header] { def lastHeader(key: String): Header; def toArray: Array[Header] }
}

package org.apache.kafka.common.serialization {
  trait Deserializer[T] extends java.io.Closeable {
    def configure(configs: java.util.Map[String, _], isKey: Boolean): Unit = ()
    def deserialize(topic: String, data: Array[Byte]): T
    def close(): Unit = ()
  }
  trait Serializer[T] extends java.io.Closeable {
    def configure(configs: java.util.Map[String, _], isKey: Boolean): Unit = ()
    def serialize(topic: String, data: T): Array[Byte]
    def close(): Unit = ()
  }
  class Of[T] extends Deserializer[T] { def deserialize(topic: String, data: Array[Byte]): T = throw new Error }
  class To[T] extends Serializer[T] { def serialize(topic: String, data: T): Array[Byte] = null }
  class StringDeserializer extends Of[String]
  class ByteArrayDeserializer extends Of[Array[Byte]]
  class IntegerDeserializer extends Of[Integer]
  class LongDeserializer extends Of[java.lang.Long]
  class DoubleDeserializer extends Of[java.lang.Double]
  class StringSerializer extends To[String]
  class ByteArraySerializer extends To[Array[Byte]]
  class IntegerSerializer extends To[Integer]
  class LongSerializer extends To[java.lang.Long]
}

package org.apache.kafka.clients {
  object CommonClientConfigs {
    val BOOTSTRAP_SERVERS_CONFIG: String = "bootstrap.servers"
    val CLIENT_ID_CONFIG: String = "client.id"
    val GROUP_ID_CONFIG: String = "group.id"
    val SECURITY_PROTOCOL_CONFIG: String = "security.protocol"
    val REQUEST_TIMEOUT_MS_CONFIG: String = "request.timeout.ms"
    val RECONNECT_BACKOFF_MS_CONFIG: String = "reconnect.backoff.ms"
    val RETRY_BACKOFF_MS_CONFIG: String = "retry.backoff.ms"
    val METADATA_MAX_AGE_CONFIG: String = "metadata.max.age.ms"
    val CONNECTIONS_MAX_IDLE_MS_CONFIG: String = "connections.max.idle.ms"
    val SESSION_TIMEOUT_MS_CONFIG: String = "session.timeout.ms"
    val HEARTBEAT_INTERVAL_MS_CONFIG: String = "heartbeat.interval.ms"
    val MAX_POLL_INTERVAL_MS_CONFIG: String = "max.poll.interval.ms"
  }
}

package org.apache.kafka.clients.consumer {
  import org.apache.kafka.common.TopicPartition
  import org.apache.kafka.common.header.Headers
  class ConsumerRecord[K, V](topic0: String, partition0: Int, offset0: Long, key0: K, value0: V)
      extends Serializable {
    def topic(): String = null
    def partition(): Int = 0
    def offset(): Long = 0L
    def key(): K = key0
    def value(): V = value0
    def timestamp(): Long = 0L
    def headers(): Headers = null
    def checksum(): Long = 0L
    def serializedKeySize(): Int = 0
    def serializedValueSize(): Int = 0
  }
  class ConsumerRecords[K, V] extends java.lang.Iterable[ConsumerRecord[K, V]] {
    def iterator(): java.util.Iterator[ConsumerRecord[K, V]] = null
    def count(): Int = 0
    def isEmpty: Boolean = true
  }
  class OffsetAndMetadata(offset0: Long, metadata0: String) extends Serializable {
    def this(offset0: Long) = this(offset0, "")
    def offset(): Long = 0L
    def metadata(): String = null
  }
  trait OffsetCommitCallback {
    def onComplete(offsets: java.util.Map[TopicPartition, OffsetAndMetadata], exception: Exception): Unit
  }
  trait Consumer[K, V] extends java.io.Closeable {
    def subscribe(topics: java.util.Collection[String]): Unit
    def assign(partitions: java.util.Collection[TopicPartition]): Unit
    def poll(timeout: Long): ConsumerRecords[K, V]
    def commitSync(): Unit
    def commitAsync(): Unit
    def seek(partition: TopicPartition, offset: Long): Unit
    def position(partition: TopicPartition): Long
    def assignment(): java.util.Set[TopicPartition]
  }
  class KafkaConsumer[K, V](properties: java.util.Properties) extends Consumer[K, V] {
    def this(configs: java.util.Map[String, Object]) = this(null: java.util.Properties)
    def subscribe(topics: java.util.Collection[String]): Unit = ()
    def assign(partitions: java.util.Collection[TopicPartition]): Unit = ()
    def poll(timeout: Long): ConsumerRecords[K, V] = null
    def commitSync(): Unit = ()
    def commitAsync(): Unit = ()
    def seek(partition: TopicPartition, offset: Long): Unit = ()
    def position(partition: TopicPartition): Long = 0L
    def assignment(): java.util.Set[TopicPartition] = null
    def close(): Unit = ()
  }
  object ConsumerConfig {
    val BOOTSTRAP_SERVERS_CONFIG: String = "bootstrap.servers"
    val CLIENT_ID_CONFIG: String = "client.id"
    val GROUP_ID_CONFIG: String = "group.id"
    val REQUEST_TIMEOUT_MS_CONFIG: String = "request.timeout.ms"
    val RECONNECT_BACKOFF_MS_CONFIG: String = "reconnect.backoff.ms"
    val RETRY_BACKOFF_MS_CONFIG: String = "retry.backoff.ms"
    val METADATA_MAX_AGE_CONFIG: String = "metadata.max.age.ms"
    val CONNECTIONS_MAX_IDLE_MS_CONFIG: String = "connections.max.idle.ms"
    val SESSION_TIMEOUT_MS_CONFIG: String = "session.timeout.ms"
    val HEARTBEAT_INTERVAL_MS_CONFIG: String = "heartbeat.interval.ms"
    val MAX_POLL_INTERVAL_MS_CONFIG: String = "max.poll.interval.ms"
    val KEY_DESERIALIZER_CLASS_CONFIG: String = "key.deserializer"
    val VALUE_DESERIALIZER_CLASS_CONFIG: String = "value.deserializer"
    val AUTO_OFFSET_RESET_CONFIG: String = "auto.offset.reset"
    val ENABLE_AUTO_COMMIT_CONFIG: String = "enable.auto.commit"
    val AUTO_COMMIT_INTERVAL_MS_CONFIG: String = "auto.commit.interval.ms"
    val MAX_POLL_RECORDS_CONFIG: String = "max.poll.records"
    val FETCH_MIN_BYTES_CONFIG: String = "fetch.min.bytes"
    val FETCH_MAX_BYTES_CONFIG: String = "fetch.max.bytes"
    val FETCH_MAX_WAIT_MS_CONFIG: String = "fetch.max.wait.ms"
    val MAX_PARTITION_FETCH_BYTES_CONFIG: String = "max.partition.fetch.bytes"
    val RECEIVE_BUFFER_CONFIG: String = "receive.buffer.bytes"
    val SEND_BUFFER_CONFIG: String = "send.buffer.bytes"
    val CHECK_CRCS_CONFIG: String = "check.crcs"
    val CLIENT_RACK_CONFIG: String = "client.rack"
    val ISOLATION_LEVEL_CONFIG: String = "isolation.level"
    val PARTITION_ASSIGNMENT_STRATEGY_CONFIG: String = "partition.assignment.strategy"
    val EXCLUDE_INTERNAL_TOPICS_CONFIG: String = "exclude.internal.topics"
    val ALLOW_AUTO_CREATE_TOPICS_CONFIG: String = "allow.auto.create.topics"
    val DEFAULT_API_TIMEOUT_MS_CONFIG: String = "default.api.timeout.ms"
  }
}

package org.apache.kafka.clients.producer {
  class ProducerRecord[K, V](topic0: String, key0: K, value0: V) extends Serializable {
    def this(topic0: String, value0: V) = this(topic0, null.asInstanceOf[K], value0)
    def this(topic0: String, partition0: Integer, key0: K, value0: V) = this(topic0, key0, value0)
    def topic(): String = null
    def key(): K = key0
    def value(): V = value0
  }
  class RecordMetadata { def topic(): String = null; def partition(): Int = 0; def offset(): Long = 0L }
  trait Callback { def onCompletion(metadata: RecordMetadata, exception: Exception): Unit }
  trait Producer[K, V] extends java.io.Closeable {
    def send(record: ProducerRecord[K, V]): java.util.concurrent.Future[RecordMetadata]
    def flush(): Unit
  }
  class KafkaProducer[K, V](properties: java.util.Properties) extends Producer[K, V] {
    def this(configs: java.util.Map[String, Object]) = this(null: java.util.Properties)
    def send(record: ProducerRecord[K, V]): java.util.concurrent.Future[RecordMetadata] = null
    def send(record: ProducerRecord[K, V], callback: Callback): java.util.concurrent.Future[RecordMetadata] = null
    def flush(): Unit = ()
    def close(): Unit = ()
  }
  object ProducerConfig {
    val BOOTSTRAP_SERVERS_CONFIG: String = "bootstrap.servers"
    val KEY_SERIALIZER_CLASS_CONFIG: String = "key.serializer"
    val VALUE_SERIALIZER_CLASS_CONFIG: String = "value.serializer"
    val ACKS_CONFIG: String = "acks"
    val RETRIES_CONFIG: String = "retries"
    val BATCH_SIZE_CONFIG: String = "batch.size"
    val LINGER_MS_CONFIG: String = "linger.ms"
    val BUFFER_MEMORY_CONFIG: String = "buffer.memory"
    val CLIENT_ID_CONFIG: String = "client.id"
  }
}

// Kafka 0.8

package kafka.utils {
  class VerifiableProperties(properties: java.util.Properties) { def this() = this(null) }
}

package kafka.serializer {
  import kafka.utils.VerifiableProperties
  trait Decoder[T] { def fromBytes(bytes: Array[Byte]): T }
  trait Encoder[T] { def toBytes(value: T): Array[Byte] }
  class StringDecoder(props: VerifiableProperties = null) extends Decoder[String] {
    def fromBytes(bytes: Array[Byte]): String = null
  }
  class DefaultDecoder(props: VerifiableProperties = null) extends Decoder[Array[Byte]] {
    def fromBytes(bytes: Array[Byte]): Array[Byte] = null
  }
  class StringEncoder(props: VerifiableProperties = null) extends Encoder[String] {
    def toBytes(value: String): Array[Byte] = null
  }
}

package kafka.common {
  case class TopicAndPartition(topic: String, partition: Int)
}

package kafka.message {
  case class MessageAndMetadata[K, V](topic: String, partition: Int, offset: Long, key0: K, message0: V) {
    def key(): K = key0
    def message(): V = message0
  }
}

package kafka.producer {
  class ProducerConfig(properties: java.util.Properties)
  case class KeyedMessage[K, V](topic: String, key: K, partKey: Any, message: V) {
    def this(topic: String, message: V) = this(topic, null.asInstanceOf[K], null, message)
    def this(topic: String, key: K, message: V) = this(topic, key, key, message)
  }
  class Producer[K, V](config: ProducerConfig) {
    def send(messages: KeyedMessage[K, V]*): Unit = ()
    def close(): Unit = ()
  }
}
