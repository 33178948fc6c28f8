// Signatures of the libraries that streaming programs use most. Nothing here is ever run.

package twitter4j.auth {
  trait Authorization extends Serializable
  class OAuthAuthorization(conf: twitter4j.conf.Configuration) extends Authorization
  class AccessToken(token: String, secret: String) extends Serializable
}

package twitter4j.conf {
  trait Configuration
  class ConfigurationBuilder {
    def setDebugEnabled(debug: Boolean): ConfigurationBuilder = this
    def setOAuthConsumerKey(key: String): ConfigurationBuilder = this
    def setOAuthConsumerSecret(secret: String): ConfigurationBuilder = this
    def setOAuthAccessToken(token: String): ConfigurationBuilder = this
    def setOAuthAccessTokenSecret(secret: String): ConfigurationBuilder = this
    def build(): Configuration = null
  }
}

package twitter4j {
  trait HashtagEntity { def getText(): String }
  trait URLEntity { def getURL(): String; def getExpandedURL(): String }
  trait UserMentionEntity { def getScreenName(): String; def getName(): String }
  class GeoLocation(latitude: Double, longitude: Double) extends Serializable {
    def getLatitude(): Double = 0
    def getLongitude(): Double = 0
  }
  trait Place { def getName(): String; def getCountry(): String; def getCountryCode(): String; def getFullName(): String }
  trait User extends Serializable {
    def getId(): Long
    def getName(): String
    def getScreenName(): String
    def getLocation(): String
    def getLang(): String
    def getDescription(): String
    def getFollowersCount(): Int
    def getFriendsCount(): Int
    def getStatusesCount(): Int
    def getCreatedAt(): java.util.Date
    def isVerified(): Boolean
  }
  trait Status extends Serializable {
    def getId(): Long
    def getText(): String
    def getLang(): String
    def getUser(): User
    def getCreatedAt(): java.util.Date
    def getHashtagEntities(): Array[HashtagEntity]
    def getURLEntities(): Array[URLEntity]
    def getUserMentionEntities(): Array[UserMentionEntity]
    def getGeoLocation(): GeoLocation
    def getPlace(): Place
    def getSource(): String
    def getRetweetCount(): Int
    def getFavoriteCount(): Int
    def getRetweetedStatus(): Status
    def isRetweet(): Boolean
    def isTruncated(): Boolean
    def getInReplyToScreenName(): String
  }
  trait Twitter { def getAuthorization(): twitter4j.auth.Authorization; def setOAuthConsumer(key: String, secret: String): Unit; def setOAuthAccessToken(token: twitter4j.auth.AccessToken): Unit }
  class TwitterFactory(conf: twitter4j.conf.Configuration) {
    def this() = this(null)
    def getInstance(): Twitter = null
    def getInstance(auth: twitter4j.auth.AccessToken): Twitter = null
  }
}

package org.apache.spark.streaming.twitter {
  import org.apache.spark.storage.StorageLevel
  import org.apache.spark.streaming.StreamingContext
  import org.apache.spark.streaming.dstream.ReceiverInputDStream
  object TwitterUtils {
    def createStream(
        ssc: StreamingContext,
        twitterAuth: Option[twitter4j.auth.Authorization],
        filters: Seq[String] = Nil,
        storageLevel: StorageLevel = StorageLevel.MEMORY_AND_DISK_SER_2
    ): ReceiverInputDStream[twitter4j.Status] = null
  }
}

package org.apache.spark.streaming.flume {
  import java.nio.ByteBuffer
  import org.apache.spark.storage.StorageLevel
  import org.apache.spark.streaming.StreamingContext
  import org.apache.spark.streaming.dstream.ReceiverInputDStream
  class AvroFlumeEvent { def getBody(): ByteBuffer = null; def getHeaders(): java.util.Map[CharSequence, CharSequence] = null }
  class SparkFlumeEvent extends Serializable { var event: AvroFlumeEvent = null }
  object FlumeUtils {
    def createStream(
        ssc: StreamingContext,
        hostname: String,
        port: Int,
        storageLevel: StorageLevel = StorageLevel.MEMORY_AND_DISK_SER_2,
        enableDecompression: Boolean = false
    ): ReceiverInputDStream[SparkFlumeEvent] = null
    def createPollingStream(
        ssc: StreamingContext,
        hostname: String,
        port: Int,
        storageLevel: StorageLevel = StorageLevel.MEMORY_AND_DISK_SER_2
    ): ReceiverInputDStream[SparkFlumeEvent] = null
  }
}

package com.typesafe.config {
  trait Config {
    def getString(path: String): String
    def getInt(path: String): Int
    def getLong(path: String): Long
    def getDouble(path: String): Double
    def getBoolean(path: String): Boolean
    def getStringList(path: String): java.util.List[String]
    def getConfig(path: String): Config
    def hasPath(path: String): Boolean
  }
  object ConfigFactory {
    def load(): Config = null
    def load(name: String): Config = null
    def parseFile(file: java.io.File): Config = null
    def parseString(text: String): Config = null
  }
}

package redis.clients.jedis {
  class JedisPoolConfig {
    def setMaxTotal(n: Int): Unit = ()
    def setMaxIdle(n: Int): Unit = ()
    def setMinIdle(n: Int): Unit = ()
    def setMaxWaitMillis(n: Long): Unit = ()
    def setTestOnBorrow(test: Boolean): Unit = ()
    def setTestOnReturn(test: Boolean): Unit = ()
    def setBlockWhenExhausted(block: Boolean): Unit = ()
  }
  class JedisPool(config: JedisPoolConfig, host: String, port: Int, timeout: Int, password: String) extends Serializable {
    def this(config: JedisPoolConfig, host: String, port: Int, timeout: Int) = this(config, host, port, timeout, null)
    def this(config: JedisPoolConfig, host: String, port: Int) = this(config, host, port, 0, null)
    def this(config: JedisPoolConfig, host: String) = this(config, host, 0, 0, null)
    def this(host: String, port: Int) = this(null, host, port, 0, null)
    def getResource(): Jedis = null
    def returnResource(jedis: Jedis): Unit = ()
    def close(): Unit = ()
    def destroy(): Unit = ()
  }
  class Jedis(host: String, port: Int, timeout: Int) extends java.io.Closeable {
    def this(host: String, port: Int) = this(host, port, 0)
    def this(host: String) = this(host, 0, 0)
    def auth(password: String): String = null
    def select(index: Int): String = null
    def get(key: String): String = null
    def set(key: String, value: String): String = null
    def setex(key: String, seconds: Int, value: String): String = null
    def del(keys: String*): java.lang.Long = null
    def exists(key: String): java.lang.Boolean = null
    def expire(key: String, seconds: Int): java.lang.Long = null
    def incr(key: String): java.lang.Long = null
    def incrBy(key: String, n: Long): java.lang.Long = null
    def keys(pattern: String): java.util.Set[String] = null
    def hget(key: String, field: String): String = null
    def hset(key: String, field: String, value: String): java.lang.Long = null
    def hgetAll(key: String): java.util.Map[String, String] = null
    def hmset(key: String, hash: java.util.Map[String, String]): String = null
    def hincrBy(key: String, field: String, n: Long): java.lang.Long = null
    def hincrByFloat(key: String, field: String, n: Double): java.lang.Double = null
    def lpush(key: String, values: String*): java.lang.Long = null
    def rpush(key: String, values: String*): java.lang.Long = null
    def lrange(key: String, from: Long, to: Long): java.util.List[String] = null
    def sadd(key: String, members: String*): java.lang.Long = null
    def smembers(key: String): java.util.Set[String] = null
    def sismember(key: String, member: String): java.lang.Boolean = null
    def zadd(key: String, score: Double, member: String): java.lang.Long = null
    def zincrby(key: String, score: Double, member: String): java.lang.Double = null
    def publish(channel: String, message: String): java.lang.Long = null
    def pipelined(): Pipeline = null
    def flushDB(): String = null
    def close(): Unit = ()
  }
  class Pipeline {
    def set(key: String, value: String): Any = null
    def hset(key: String, field: String, value: String): Any = null
    def incrBy(key: String, n: Long): Any = null
    def incr(key: String): Any = null
    def get(key: String): Any = null
    def del(keys: String*): Any = null
    def expire(key: String, seconds: Int): Any = null
    def hincrBy(key: String, field: String, n: Long): Any = null
    def lpush(key: String, values: String*): Any = null
    def rpush(key: String, values: String*): Any = null
    def sadd(key: String, members: String*): Any = null
    def zadd(key: String, score: Double, member: String): Any = null
    def publish(channel: String, message: String): Any = null
    def sync(): Unit = ()
    def multi(): Any = null
    def exec(): Any = null
  }
}
