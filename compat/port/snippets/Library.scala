import java.sql.Timestamp
import java.util.{Calendar, Date}
import java.util.regex.{Matcher, Pattern}

import scala.collection.mutable

class Parser2 extends Serializable {
  private val ddd = "\\d{1,3}"
  private val ip = s"($ddd\\.$ddd\\.$ddd\\.$ddd)?"
  private val client = "(\\S+)"
  private val regex = s"$ip $client"
  private val p = Pattern.compile(regex)
  def parse(s: String): Option[(String, String)] = { val m = p.matcher(s); if (m.find) Some((m.group(1), m.group(2))) else None }
}

object Thing { val x = 1 }
class Plain

/** Java's and Scala's libraries as streaming jobs use them: patterns, dates, names, random letters. */
object Library {
  def main(args: Array[String]): Unit = println("snippets")

  def patterns(): Unit = {
    val p = Pattern.compile("(\\w+)=(\\d+)")
    val m: Matcher = p.matcher("a=1, b=22")
    while (m.find()) println(m.group(1) + " " + m.group(2) + " " + m.start + " " + m.end())
    println(p.matcher("a=1").matches())
    println(p.matcher("x a=1").matches)
    println(Pattern.matches("\\d+", "12"))
    println(Pattern.compile("ABC", Pattern.CASE_INSENSITIVE).matcher("xabcx").find())
    println(p.matcher("a=1 b=2").replaceAll("$2"))
    println(Pattern.quote("a.b").nonEmpty && "a.b".matches(Pattern.quote("a.b")))
    println("\\s+".r.pattern.matcher("a b").find())
    println(new Parser2().parse("1.2.3.4 bob"))
    println(p.split("x a=1 y").toList)
    try { println(p.matcher("zz").group(1)) } catch { case e: IllegalStateException => println(e.getMessage) }
    val m2 = p.matcher("k=9"); if (m2.matches()) println(m2.groupCount() + m2.group())
    println(p.pattern() + p)
  }

  def characters(): Unit = {
    println(new String(Array('a', 'b')))
    println(new String("héllo".toCharArray))
    println(String.valueOf(Array('x', 'y')))
    println("abc".toCharArray.reverse.mkString)
    println(scala.util.Random.alphanumeric.take(5).mkString.length)
    println(new scala.util.Random(42).alphanumeric.take(8).mkString)
    println(new scala.util.Random(42).between(5, 10))
    println(Thread.currentThread().getName.nonEmpty)
    println(Runtime.getRuntime.availableProcessors() > 0)
  }

  def dateParts(): Unit = {
    val d = new Date(1500000000000L)
    println(d.getYear + " " + d.getMonth + " " + d.getDate + " " + d.getHours + " " + d.getMinutes + " " + d.getSeconds + " " + d.getDay)
    val t = new Timestamp(1500000000000L)
    println(t.getYear + " " + t.getMonth + " " + t.getDate + " " + t.getHours)
    val c = Calendar.getInstance()
    for (n <- List(0L, 86400000L * 3, 1500000000000L, 1483228799000L, 1482600000000L, 1514764799000L)) {
      c.setTimeInMillis(n)
      println(c.get(Calendar.WEEK_OF_MONTH) + " " + c.get(Calendar.WEEK_OF_YEAR) + " " + c.get(Calendar.DAY_OF_WEEK) + " " + c.get(Calendar.MONTH))
    }
    c.set(2020, Calendar.FEBRUARY, 3)
    println(c.get(Calendar.DAY_OF_MONTH) + " " + (c.get(Calendar.DAY_OF_WEEK) == Calendar.MONDAY))
    c.set(2020, 4, 5, 6, 7, 8)
    println(c.get(Calendar.HOUR_OF_DAY) + ":" + c.get(Calendar.MINUTE) + ":" + c.get(Calendar.SECOND))
    c.set(Calendar.HOUR_OF_DAY, 0)
    println(c.get(Calendar.HOUR_OF_DAY))
  }

  def names(): Unit = {
    println(classOf[String].getName + " " + classOf[String].getSimpleName)
    println(classOf[java.util.Date].getCanonicalName)
    println(Thing.getClass.getSimpleName + " " + Thing.getClass.getName)
    println(new Plain().getClass.getSimpleName)
    println(classOf[Plain].getSimpleName)
    println("x".getClass.getName)
    println(this.getClass.getSimpleName + " " + getClass.getName.stripSuffix("$"))
    println(new RuntimeException("x").getClass.getName)
    println(classOf[org.apache.spark.serializer.KryoSerializer].getName)
  }

  def removals(): Unit = {
    val s = mutable.Set(1, 2, 3); s --= Seq(1, 2); println(s)
    val m = mutable.Map("a" -> 1, "b" -> 2); m --= List("a"); println(m)
    val a = Array(1, 2, 3, 4); val b = new Array[Int](4); System.arraycopy(a, 1, b, 0, 2); println(b.toList)
  }
}
