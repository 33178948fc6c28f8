package programs.Implicits

object Implicits {
  implicit class RichText(val s: String) extends AnyVal {
    def shout: String = s.toUpperCase + "!"
    def times(n: Int): String = s * n
  }
  implicit class Ints(n: Int) {
    def squared: Int = n * n
    def isEven = n % 2 == 0
  }
  case class Meters(value: Double)
  case class Feet(value: Double)
  implicit def toMeters(f: Feet): Meters = Meters(f.value * 0.5)
  implicit val greeting: String = "hello"
  def greet(name: String)(implicit g: String): String = g + " " + name
  def double(m: Meters): Double = m.value * 2
  def largest[T](xs: List[T])(implicit ord: Ordering[T]): T = xs.max
  implicit val byLength: Ordering[Meters] = Ordering.by(_.value)
  def main(args: Array[String]): Unit = {
    println("abc".shout)
    println("ab".times(3))
    println(5.squared + 3.squared)
    println(4.isEven)
    println(greet("ann"))
    println(greet("ann")("bye"))
    println(double(Feet(3)))
    println(double(Meters(3)))
    println(List(Meters(1), Meters(3), Meters(2)).max)
    println(List(Meters(3), Meters(1)).sorted)
    println(largest(List(3, 1, 2)))
    val m: Meters = Feet(8)
    println(m)
    println(Feet(4).value + "x".shout)
  }
}
