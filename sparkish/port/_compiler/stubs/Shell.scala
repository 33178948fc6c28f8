package sparkish.port

/** What Spark's shell defines before the first line of a script. Signatures only. */
object Shell {
  def sc: org.apache.spark.SparkContext = null
  def spark: org.apache.spark.sql.SparkSession = null
}
