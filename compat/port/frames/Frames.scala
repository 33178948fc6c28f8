package programs.Frames

import org.apache.spark.SparkConf
import org.apache.spark.sql.{DataFrame, Row, SaveMode, SparkSession}
import org.apache.spark.sql.functions._
import org.apache.spark.sql.types._

object Frames {
  def describe(df: DataFrame): Unit = {
    println(df.columns.mkString(","))
    println(df.count())
    println(df.schema.fieldNames.mkString("|"))
    println(df.schema.simpleString)
  }
  def main(args: Array[String]): Unit = {
    val spark = SparkSession.builder.config(new SparkConf().setMaster("local[2]").setAppName("frames")).getOrCreate()
    import spark.implicits._
    val schema = StructType(Array(StructField("id", IntegerType, nullable = false), StructField("name", StringType, true), StructField("score", DoubleType)))
    val rows = spark.sparkContext.parallelize(Seq(Row(1, "ann", 2.5), Row(2, "bob", 3.5), Row(3, "cid", 1.0)))
    val people = spark.createDataFrame(rows, schema)
    describe(people)
    people.printSchema()
    people.show(2)
    people.show(false)
    people.show(2, truncate = false)
    println(people.first().getString(1) + people.head.getInt(0))
    println(people.collect().map(r => r.getAs[String]("name")).mkString(";"))
    println(people.rdd.map(r => r.getDouble(2)).sum())
    people.select("id", "name").filter("id > 1").show()
    people.selectExpr("id * 2 as d", "upper(name)").show()
    people.sort($"score").limit(2).show()
    val others = Seq((1, "x"), (3, "y"), (4, "z")).toDF("id", "tag")
    people.join(others, "id").orderBy("id").show()
    people.join(others, Seq("id"), "left_outer").orderBy("id").show()
    people.join(others, people("id") === others("id"), "outer").orderBy(others("id")).show()
    people.drop("score").dropDuplicates("name").orderBy("name").show()
    people.withColumnRenamed("name", "who").withColumn("twice", col("score") * 2).drop($"score").show()
    people.union(people).distinct().orderBy("id").show()
    people.agg(avg("score"), min("id")).show()
    people.describe("score").show()
    println(people.map(r => r.getString(1)).collect().toList)
    people.foreach(r => ())
    println(people.take(1).head)
    println(people.isEmpty, people.where($"id" > 5).count())
    people.createOrReplaceTempView("people")
    println(spark.sql("select max(score) from people").head().getDouble(0))
    people.groupBy("name").pivot("id").sum("score").orderBy("name").show()
    val ds = Seq("a b", "b c").toDS()
    ds.groupBy("value").count().orderBy("value").show()
    spark.stop()
  }
}
