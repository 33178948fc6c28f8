/** Functions: parameters, defaults, names, by-name, implicits, currying, composition. */
object Functions {
  implicit class Extended(val n: Int) {
    def squared: Int = n * n
    def times(f: => Unit): Unit = for (_ <- 1 to n) f
  }

  implicit class Words(s: String) {
    def shout: String = s.toUpperCase + "!"
  }

  type Name = String
  type Pair = (String, Int)

  val limit = 10
  var calls = 0
  lazy val expensive = { println("computed"); 42 }

  def add(a: Int, b: Int = 10, c: Int = 100): Int = a + b + c
  def sumAll(xs: Int*): Int = xs.sum
  def labelled(label: String, xs: Any*): String = label + ": " + xs.mkString(",")
  def count(): Int = { calls += 1; calls }

  def main(args: Array[String]): Unit = println("snippets")

  def defaults(): Unit = {
    println(add(1))
    println(add(1, 2))
    println(add(1, c = 3))
    println(add(c = 1, a = 2, b = 3))
    println(add(b = 0, a = 5))
  }

  def namedArgumentOrder(): Unit = {
    def say(s: String): Int = { println(s); s.length }
    def f(a: Int, b: Int) = a * 10 + b
    println(f(b = say("first"), a = say("second!")))
  }

  def varargs(): Unit = {
    println(sumAll())
    println(sumAll(1, 2, 3))
    println(sumAll(List(4, 5): _*))
    println(labelled("x", 1, "a", 2.0))
    println(labelled("none"))
    def count(xs: String*) = xs.length
    println(count("a", "b"))
  }

  def parameterLists(): Unit = {
    def fold(start: Int)(xs: List[Int])(f: (Int, Int) => Int) = xs.foldLeft(start)(f)
    println(fold(0)(List(1, 2))(_ + _))
    println(fold(1)(List(3, 4)) { (a, b) => a * b })
    def using[T](name: String)(body: String => T): T = { println("open " + name); body(name) }
    val length = using("file") { n => n.length }
    println(length)
  }

  def byName(): Unit = {
    def twice(body: => Int): Int = body + body
    println(twice(count()))
    def unless(c: Boolean)(body: => Unit): Unit = if (!c) body
    unless(false) { println("ran") }
    unless(true) { println("not") }
    def timed[T](block: => T): T = { val r = block; println("done"); r }
    println(timed { 1 + 2 })
    def logged(level: Int, message: => String): Unit = if (level > 1) println(message)
    logged(2, "shown")
    logged(0, { println("never"); "x" })
  }

  def implicitClasses(): Unit = {
    println(5.squared)
    println("hey".shout)
    3.times { print("x") }
    println()
  }

  def implicitParameters(): Unit = {
    implicit val factor: Int = 3
    def scaled(n: Int)(implicit f: Int): Int = n * f
    println(scaled(5))
    println(scaled(5)(10))
    implicit val ord: Ordering[String] = Ordering.by(_.length)
    println(List("ccc", "a", "bb").sorted)
    println(List("ccc", "a", "bb").max)
  }

  def implicitConversions(): Unit = {
    case class Meters(n: Double)
    implicit def toMeters(n: Double): Meters = Meters(n)
    def show(m: Meters) = m.n + "m"
    println(show(2.5))
  }

  def functionValues(): Unit = {
    val inc = (x: Int) => x + 1
    val dbl: Int => Int = _ * 2
    println(inc(1))
    println((inc andThen dbl)(3))
    println((inc compose dbl)(3))
    println(List(1, 2).map(inc))
    val f2 = (a: Int, b: Int) => a * b
    println(f2(3, 4))
    println(inc.apply(7))
    val f0 = () => "zero"
    println(f0())
    val big = (x: Int) => {
      val y = x * x
      y + 1
    }
    println(big(3))
    println(f2.curried(2)(5))
    println(f2.tupled((2, 6)))
    val fs = List[Int => Int](_ + 1, _ * 10, x => -x)
    println(fs.map(f => f(5)))
    val table = Map("inc" -> inc, "dbl" -> dbl)
    println(table("dbl")(8))
  }

  def placeholders(): Unit = {
    println(List(1, 2, 3).reduce(_ + _))
    println(List((1, "a")).map(_._2))
    println(List("a b").map(_.split(" ")(1)))
    println(List(1, 2).map(_ + 1).map(_ * 2))
    println(List("x").map("pre" + _))
    println(List(1, 2, 3).filter(_ > 1).map(-_))
    println(List(1, 2).map(n => List(n).map(_ + n)))
    println(List(3, 4).map(sumAll(1, _)))
    println(List(1, 2).map(add(_, 0)))
  }

  def methodsAsValues(): Unit = {
    def sq(n: Int) = n * n
    println(List(1, 2).map(sq))
    println(List(1, 2).map(sq _))
    val f = sq _
    println(f(9))
    println(List("1", "2").map(_.toInt).map(Integer.valueOf(_)))
    println(List(-1, 2).map(math.abs))
    println(List(1.5).map(_.toString))
    println(List(2, 3).map(add(_)))
  }

  def fields(): Unit = {
    println(limit)
    println(expensive)
    println(expensive)
    calls = 5
    println(count())
    println(calls)
    calls += 10
    println(count() + calls)
  }

  def typeAliases(): Unit = {
    val n: Name = "x"
    val p: Pair = ("a", 1)
    println(n + p._1)
    def f(p: Pair): Name = p._1 * p._2
    println(f(("z", 3)))
  }

  def higherOrder(): Unit = {
    def compose[A, B, C](f: A => B, g: B => C): A => C = a => g(f(a))
    println(compose((x: Int) => x + 1, (y: Int) => "r" + y)(4))
    def applyN(n: Int, f: Int => Int)(x: Int): Int = if (n == 0) x else applyN(n - 1, f)(f(x))
    println(applyN(3, _ * 2)(1))
    def makeCounter(): () => Int = {
      var n = 0
      () => { n += 1; n }
    }
    val c1 = makeCounter()
    val c2 = makeCounter()
    c1()
    println(c1() + c2())
  }

  def evaluationOrder(): Unit = {
    def say(n: Int): Int = { print(n + " "); n }
    println(say(1) + say(2) * say(3))
    println(List(say(4), say(5)))
    println((say(6), say(7)))
    println(add(say(8), say(9)))
    val xs = Array(0, 0, 0)
    xs(say(1)) = 2
    println(xs.mkString)
  }

  def optionalParens(): Unit = {
    println(count)
    println("abc".length())
    println("abc".length)
    println(List(1).toString())
    println(List(1, 2) map (_ + 1) filter (_ > 2) mkString "-")
  }
}
