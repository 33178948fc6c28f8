import scala.util.control.Breaks._

/** Control flow: conditions, loops, comprehensions, returns. */
object Control {
  def main(args: Array[String]): Unit = println("snippets")

  def conditions(): Unit = {
    val n = 5
    val size = if (n > 3) "big" else "small"
    println(size)
    if (n > 3) println("yes")
    if (n < 3) println("no") else if (n == 5) println("five") else println("other")
    val m = if (n > 3) {
      println("in")
      1
    } else {
      2
    }
    println(m)
    println(if (n > 0) if (n > 10) "a" else "b" else "c")
  }

  def logic(): Unit = {
    def yes(): Boolean = { println("yes"); true }
    def no(): Boolean = { println("no"); false }
    println(no() && yes())
    println(yes() || no())
    println(no() & yes())
    println(!yes() || no())
    println(true ^ false)
  }

  def whiles(): Unit = {
    var i = 0
    while (i < 3) {
      print(i)
      i += 1
    }
    println()
    var j = 10
    do {
      print(j)
      j += 1
    } while (j < 10)
    println()
    while ({ i -= 1; i > 0 }) print("x")
    println()
  }

  def breaks(): Unit = {
    breakable {
      for (i <- 1 to 10) {
        if (i > 3) break
        println(i)
      }
    }
    println("after")
    for (i <- 1 to 3) {
      breakable {
        if (i == 2) break()
        println("i " + i)
      }
    }
    var n = 0
    breakable {
      while (true) {
        n += 1
        if (n == 4) break()
      }
    }
    println(n)
  }

  def loops(): Unit = {
    for (i <- 0 until 3) print(i)
    println()
    for (i <- 1 to 2; j <- 1 to 2) print(s"$i$j ")
    println()
    for (i <- 1 to 6 if i % 2 == 0) print(i)
    println()
    for {
      i <- 1 to 3
      d = i * i
      if d > 1
    } print(d + ",")
    println()
    for ((a, b) <- List((1, "x"), (2, "y"))) print(a + b)
    println()
    for (i <- 10 to 1 by -4) print(i + " ")
    println()
    for (x <- List(1, 2); y <- List("a")) { print(x); print(y) }
    println()
  }

  def comprehensions(): Unit = {
    println(for (i <- 1 to 3) yield i * i)
    println(for (i <- List(1, 2); j <- List(3, 4)) yield i * j)
    println(for (i <- List(1, 2, 3) if i != 2) yield i)
    println(for { i <- List(1, 2); d = i * 10; j <- List(d, d + 1) } yield j)
    println(for ((k, v) <- List(("a", 1))) yield k + v)
    println(for ((k, v) <- Map("a" -> 1)) yield (k, v + 1))
    println(for (c <- "abc") yield c.toUpper)
    println(for (s <- Set(1, 2)) yield s + 1)
    println((for (x <- Array(1, 2)) yield x * 2).toList)
    println(for (Some(x) <- List(Some(1), None, Some(3))) yield x)
    println((for (i <- 1 to 3; j <- i to 3) yield (i, j)).size)
    println(for (x <- Vector(1, 2)) yield x)
    val r = for (i <- List(1, 2)) yield {
      val y = i + 1
      y * y
    }
    println(r)
    println(for ((1, s) <- List((1, "a"), (2, "b"))) yield s)
  }

  def closuresOverLoop(): Unit = {
    val fs = for (i <- 1 to 3) yield () => i
    println(fs.map(f => f()).toList)
    val gs = scala.collection.mutable.ListBuffer[() => Int]()
    for (i <- 1 to 3) gs += (() => i * 10)
    println(gs.map(_()).toList)
    var j = 0
    val hs = scala.collection.mutable.ListBuffer[() => Int]()
    while (j < 3) {
      val k = j
      hs += (() => k)
      j += 1
    }
    println(hs.map(_()).toList)
    val is = (1 to 3).map(n => () => n)
    println(is.map(_()).sum)
  }

  def closuresOverVar(): Unit = {
    var n = 1
    val f = () => n
    n = 5
    println(f())
    var count = 0
    List(1, 2, 3).foreach(x => count += x)
    println(count)
    val add = (x: Int) => { n += x; n }
    println(add(2))
    println(n)
    def inner(): Unit = { n = 100 }
    inner()
    println(n)
    var total = 0
    for (i <- 1 to 3) { total += i }
    println(total)
    List("a", "b").zipWithIndex.foreach { case (s, i) => total += i }
    println(total)
  }

  def returns(): Unit = {
    def f(n: Int): String = {
      if (n < 0) return "negative"
      if (n == 0) {
        return "zero"
      }
      "positive"
    }
    println(f(-1))
    println(f(0))
    println(f(1))
    def g(xs: List[Int]): Int = {
      for (x <- xs) if (x > 2) return x
      -1
    }
    println(g(List(1, 3, 5)))
    println(g(List(1)))
    def h(xs: List[Int]): Boolean = {
      xs.foreach { x => if (x == 7) return true }
      false
    }
    println(h(List(7)))
    println(h(List(8)))
  }

  def lastExpressions(): Unit = {
    def f(x: Int) = x match {
      case 1 => "one"
      case _ => "many"
    }
    println(f(1))
    def g(x: Int) = {
      val y = x * 2
      if (y > 5) {
        "large"
      } else {
        "small"
      }
    }
    println(g(3))
    def h = { val a = 1; val b = 2; a + b }
    println(h)
    def u() { println("procedure") }
    u()
    def k(n: Int): Int = try { n / 0 } catch { case _: Exception => 0 }
    println(k(1))
  }

  def blocks(): Unit = {
    val x = {
      val a = 1
      val b = 2
      a + b
    }
    println(x)
    val a = 10
    println({ val a = 20; a } + a)
    println {
      val y = 3
      y * y
    }
    val n = 1
    if (n == 1) { val n = 2; println(n) }
    println(n)
  }

  def shadowing(): Unit = {
    val x = 1
    List(10, 20).foreach { x => print(x + " ") }
    println(x)
    for (x <- 5 to 6) print(x)
    println(x)
    val f = (x: Int) => x + 1
    println(f(x))
    Some(9) match { case Some(x) => println(x) }
    println(x)
    val ys = for (x <- List(7)) yield x
    println(ys + "" + x)
  }

  def recursion(): Unit = {
    def fact(n: Int): Int = if (n <= 1) 1 else n * fact(n - 1)
    println(fact(5))
    println(fact(13))
    @annotation.tailrec
    def gcd(a: Int, b: Int): Int = if (b == 0) a else gcd(b, a % b)
    println(gcd(48, 18))
    def fib(n: Int): Long = {
      def go(k: Int, a: Long, b: Long): Long = if (k == 0) a else go(k - 1, b, a + b)
      go(n, 0, 1)
    }
    println(fib(50))
    def even(n: Int): Boolean = if (n == 0) true else odd(n - 1)
    def odd(n: Int): Boolean = if (n == 0) false else even(n - 1)
    println(even(10))
  }

  // differs: Python's stack ends where Scala makes a loop of a tail call
  def deepTailRecursion(): Unit = {
    @annotation.tailrec
    def count(n: Int, total: Long): Long = if (n == 0) total else count(n - 1, total + n)
    println(count(100000, 0))
    def loop(xs: List[Int], sum: Int): Int = xs match {
      case Nil => sum
      case x :: rest => loop(rest, sum + x)
    }
    println(loop((1 to 5000).toList, 0))
  }

  def assignmentsAreUnits(): Unit = {
    var a = 0
    val b = { a = 5 }
    println(b)
    println(a)
  }

  def multipleValues(): Unit = {
    val (a, b) = (1, 2)
    println(a + b)
    val x, y = 3
    println(x + y)
    var (c, d) = ("c", 4)
    c = "cc"
    d += 1
    println(c + d)
    val (q, r) = { val n = 17; (n / 5, n % 5) }
    println(q + " " + r)
  }

  def nestedFunctions(): Unit = {
    def outer(n: Int): Int = {
      def inner(m: Int) = m * n
      inner(2) + inner(3)
    }
    println(outer(4))
    def twice(f: Int => Int, x: Int) = f(f(x))
    println(twice(_ + 3, 1))
    println(twice(x => x * x, 3))
    def adder(n: Int): Int => Int = (m: Int) => m + n
    println(adder(2)(3))
    val add5 = adder(5)
    println(List(1, 2).map(add5))
    def curried(a: Int)(b: Int) = a * 10 + b
    println(curried(1)(2))
    println(List(1, 2).map(curried(3)))
    val partial = curried(7) _
    println(partial(1))
  }

  case class Refused(code: Int) extends Exception(s"code $code")

  def namedExceptions(): Unit = {
    import scala.util.control.NonFatal
    for (n <- 0 to 3) try {
      n match {
        case 0 => throw new IllegalArgumentException("bad")
        case 1 => throw new NumberFormatException("worse")
        case 2 => throw Refused(7)
        case _ => throw new RuntimeException("other")
      }
    } catch {
      case e @ (_: NumberFormatException | _: IllegalArgumentException) => println("given " + e.getMessage)
      case e @ Refused(code) => println(s"$code ${e.getMessage}")
      case e @ NonFatal(_) => println("last " + e.getMessage)
    }
  }
}
