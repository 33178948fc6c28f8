package programs.Rows

import org.apache.spark.sql.{Row, SparkSession}
import org.apache.spark.sql.types._

object Rows {
  case class Point(x: Int, y: Double)
  case class Named(name: String, at: Point, tags: Seq[String], extra: Map[String, Int])
  def main(args: Array[String]): Unit = {
    val spark = SparkSession.builder.master("local[2]").appName("rows").getOrCreate()
    import spark.implicits._
    val sc = spark.sparkContext
    val df = sc.parallelize(Seq(Named("a", Point(1, 2.0), Seq("p", "q"), Map("k" -> 1)), Named("b", Point(2, 0.5), Nil, Map.empty))).toDF()
    df.show(false)
    df.select("at.x", "name").show()
    for (row <- df.collect()) {
      println(row.getString(0) + " " + row.length + " " + row.isNullAt(0))
      println(row.getStruct(1).getInt(0) + row.getAs[Row]("at").getDouble(1))
      println(row.getSeq[String](2).mkString("-"))
      println(row.getAs[Seq[String]]("tags").size)
      println(row.getMap[String, Int](3).getOrElse("k", 0))
      println(row.fieldIndex("tags"))
    }
    val r = Row(1, "two", 3.0, null, true)
    println(r)
    println(r(1))
    println(r.get(0))
    println(r.mkString("[", ";", "]"))
    println(r.toSeq.length, r.size, r.isNullAt(3), r.getBoolean(4), r.anyNull)
    r match {
      case Row(n: Int, s: String, d: Double, _, b: Boolean) => println(s"$n $s $d $b")
      case _ => println("other")
    }
    println(Row.fromSeq(Seq(1, 2)), Row.fromTuple((1, "x")))
    val pairs = spark.sql("select 1 as id, 'x' as tag union all select 2, 'y'").orderBy("id")
    val found = pairs.rdd.map { case Row(id: Int, tag: String) => (tag, id) }.collectAsMap()
    println(found("x") + found("y"))
    pairs.collect().foreach(row => println(row.mkString(",")))
    pairs.collect().foreach(println)
    val types = StructType(List(StructField("word", StringType, true), StructField("n", LongType, false), StructField("list", ArrayType(IntegerType)), StructField("m", MapType(StringType, DoubleType))))
    println(types.fields.map(_.name).mkString(","), types.fields.length)
    types.fields.foreach(f => println(f.name + " " + f.dataType.simpleString + " " + f.nullable))
    val more = new StructType().add("a", IntegerType).add("b", "string").add("c", DoubleType, nullable = true)
    println(more.simpleString)
    val made = spark.createDataFrame(sc.parallelize(Seq(Row("w", 1L, Seq(1, 2), Map("z" -> 1.5)))), types)
    made.show()
    made.select("word", "n").toJSON.collect().foreach(println)
    println(made.columns.toList)
    spark.stop()
  }
}
