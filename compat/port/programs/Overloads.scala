package programs.Overloads

class Printer(prefix: String) {
  def show(n: Int): String = prefix + "int " + n
  def show(s: String): String = prefix + "text " + s
  def show(a: Int, b: Int): String = show(a) + "," + show(b)
  def show(xs: Seq[Int]): String = xs.map(show(_)).mkString(";")
}

class Loud extends Printer("!") {
  override def show(n: Int): String = super.show(n).toUpperCase
}

object Overloads {
  def area(r: Double): Double = r * r * 3
  def area(w: Int, h: Int): Int = w * h
  object Util {
    def twice(n: Int): Int = n * 2
    def twice(s: String): String = s + s
  }
  def main(args: Array[String]): Unit = {
    val p = new Printer("> ")
    println(p.show(1))
    println(p.show("x"))
    println(p.show(1, 2))
    println(p.show(Seq(1, 2)))
    val l: Printer = new Loud
    println(l.show(3))
    println(l.show("y"))
    println(l.show(Seq(4)))
    println(area(2.0))
    println(area(2, 3))
    println(Util.twice(4))
    println(Util.twice("ab"))
  }
}
