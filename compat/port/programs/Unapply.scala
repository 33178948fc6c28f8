package programs.Unapply

object Even {
  def unapply(n: Int): Boolean = n % 2 == 0
}

object Email {
  def unapply(text: String): Option[(String, String)] = {
    val parts = text.split("@")
    if (parts.length == 2) Some((parts(0), parts(1))) else None
  }
}

object Number {
  def unapply(text: String): Option[Int] =
    try Some(text.toInt) catch { case _: NumberFormatException => None }
}

object Words {
  def unapplySeq(text: String): Option[Seq[String]] = Some(text.split(" ").toSeq)
}

class Point(val x: Int, val y: Int)
object Point {
  def apply(x: Int, y: Int): Point = new Point(x, y)
  def unapply(p: Point): Option[(Int, Int)] = Some((p.x, p.y))
}

object Unapply {
  def kind(value: Any): String = value match {
    case Email(user, host) => s"mail of $user at $host"
    case Number(n) if n > 100 => s"big $n"
    case Number(n) => s"number $n"
    case Words(first, _*) => s"words from $first"
    case Point(x, y) => s"point $x $y"
    case _ => "other"
  }
  def main(args: Array[String]): Unit = {
    println(kind("a@b.c"))
    println(kind("123"))
    println(kind("12"))
    println(kind("hello big world"))
    println(kind(Point(1, 2)))
    println(kind(3.0))
    4 match { case Even() => println("even"); case _ => println("odd") }
    5 match { case Even() => println("even"); case n => println("odd " + n) }
    val Email(u, h) = "x@y"
    println(u + " " + h)
    val Array(host, Number(port)) = Array("localhost", "99")
    println(host + ":" + (port + 1))
    val Point(px, py) = Point(5, 6)
    println(px * py)
    val found = List("1", "x", "3").collect { case Number(n) => n * 2 }
    println(found)
    for (Number(n) <- List("7", "z", "9")) println(n)
    println(List("a@b", "c", "d@e").flatMap { case Email(a, b) => List(a, b); case _ => Nil })
  }
}
