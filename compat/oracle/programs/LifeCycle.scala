// getState and getActive from INITIALIZED to STOPPED, and waiting in steps of 50 ms.
import org.apache.spark.{SparkConf, SparkContext}
import org.apache.spark.streaming.{Seconds, StreamingContext}

object LifeCycle {
  def main(args: Array[String]): Unit = {
    val conf = new SparkConf().setMaster("local[2]").setAppName("LifeCycle")
    val sc = SparkContext.getOrCreate(conf)
    val ssc = StreamingContext.getActiveOrCreate(() => new StreamingContext(sc, Seconds(1)))
    val lines = ssc.socketTextStream(args(0), args(1).toInt)
    lines.foreachRDD(rdd => println(s"${ssc.getState()}: ${rdd.count()} lines"))
    println(s"${ssc.getState()}, active: ${StreamingContext.getActive().isDefined}")
    ssc.start()
    while (!ssc.awaitTerminationOrTimeout(50)) {
      assert(StreamingContext.getActive().isDefined)
    }
    println(s"${ssc.getState()}, active: ${StreamingContext.getActive().isDefined}")
    val again = new StreamingContext(sc, Seconds(2))
    println(s"another one: ${again.getState()}")
    again.stop(stopSparkContext = true, stopGracefully = true)
    println(s"another one: ${again.getState()}")
  }
}
