package programs.Columns

import org.apache.spark.sql.{Row, SparkSession}
import org.apache.spark.sql.expressions.Window
import org.apache.spark.sql.functions._
import org.apache.spark.sql.types._

case class Sale(shop: String, amount: Int, price: Double, note: Option[String])

object Columns {
  def main(args: Array[String]): Unit = {
    val spark = SparkSession.builder().master("local[2]").appName("columns").getOrCreate()
    import spark.implicits._
    val sales = Seq(Sale("b", 3, 2.5, Some("x")), Sale("a", 1, 4.0, None), Sale("b", 7, 1.0, Some("yy")), Sale("c", 2, 8.0, None)).toDF()
    sales.select($"shop", $"amount" * ($"price" + 1), $"amount" - ($"price" - 1), lit(10) / ($"amount" * 2), -$"amount").show()
    sales.filter($"amount" > 1 && ($"shop" === "b" || $"price" >= 8)).show()
    sales.where(($"amount" > 2) === ($"price" < 3)).orderBy($"amount".desc).show()
    sales.filter(!($"shop" === "b")).select($"shop".as("name"), $"amount".alias("n")).show()
    sales.filter($"shop" notEqual "a").filter($"amount" geq 2).filter($"amount" leq 3).show()
    sales.select($"note" <=> "x", $"shop".startsWith("b"), $"shop".endsWith("a"), $"note".isNull, $"amount".between(2, 3)).show()
    sales.select($"amount".cast("double"), $"price".cast(IntegerType), $"shop".isin("a", "b"), $"shop".isInCollection(Seq("c"))).show()
    sales.select($"amount".plus(1), $"amount".minus(1), $"amount".multiply(2), $"amount".divide(2), $"amount".mod(2)).show()
    sales.select($"amount" bitwiseAND 2, $"amount".bitwiseOR(4), $"amount".bitwiseXOR(lit(1))).show()
    sales.filter('amount > 2 && 'shop === "b").select('shop, 'amount + 1, -'price).show()
    val half = udf((n: Int) => n / 2)
    val long = udf((s: String) => s.length)
    val parts = udf { (s: String, n: Int) => Seq.fill(n)(s) }
    sales.select(half($"amount") + 1, long($"shop"), parts($"shop", $"amount")).show(false)
    spark.udf.register("twice", (n: Int) => n * 2)
    spark.udf.register("shout", (s: String) => s.toUpperCase + "!")
    sales.createOrReplaceTempView("sales")
    spark.sql("select shop, twice(amount) as t, shout(shop) as s from sales order by t").show()
    sales.groupBy("shop").agg(sum("amount").as("total"), max($"price"), countDistinct("amount")).orderBy("shop").show()
    sales.groupBy($"shop").agg(Map("amount" -> "sum")).orderBy("shop").show()
    sales.groupBy($"shop").agg("amount" -> "sum", "price" -> "max").orderBy("shop").show()
    sales.groupBy($"shop").count().sort(desc("count"), asc("shop")).show()
    sales.withColumn("big", when($"amount" > 2, "yes").when($"amount" > 1, "some").otherwise("no")).show()
    sales.select(not($"amount" > 2), typedLit(5), expr("amount + 1"), col("shop"), upper($"shop"), concat($"shop", lit("-"), $"amount")).show()
    val w = Window.partitionBy("shop").orderBy($"amount".desc)
    sales.withColumn("rank", row_number().over(w)).filter($"rank" === 1).orderBy("shop").show()
    val name = "amount"
    sales.select($"${name}", $"$name" + 1, col(s"${name}")).show(2)
    sales.select(sales("shop"), sales.col("amount")).show(2, false)
    val nulls = Seq((1, Some(4)), (2, None)).toDF("id", "maybe")
    nulls.select(half($"maybe")).show()
    nulls.na.fill(0).show()
    spark.stop()
  }
}
