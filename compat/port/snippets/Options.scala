import scala.util.{Failure, Success, Try}

/** Options, Either, Try, null, exceptions. */
object Options {
  def main(args: Array[String]): Unit = println("snippets")

  def options(): Unit = {
    val some: Option[Int] = Some(3)
    val none: Option[Int] = None
    println(some)
    println(none)
    println(some.get)
    println(some.getOrElse(0))
    println(none.getOrElse(0))
    println(some.isDefined)
    println(none.isEmpty)
    println(some.nonEmpty)
    println(some.map(_ + 1))
    println(none.map(_ + 1))
    println(some.flatMap(x => if (x > 5) Some(x) else None))
    println(some.filter(_ > 1))
    println(some.filter(_ > 5))
    println(some.exists(_ == 3))
    println(some.contains(3))
    println(none.orElse(Some(9)))
    println(some.toList)
    println(none.toList)
    println(some.fold(-1)(_ * 2))
    println(none.fold(-1)(_ * 2))
    println(some.size)
    println(some == Some(3))
    println(none == None)
    println(some.forall(_ > 5))
    println(some.toSeq)
    println(some.iterator.next())
  }

  def getOfNone(): Unit = {
    val none: Option[Int] = None
    println(none.get)
  }

  def optionOfNull(): Unit = {
    println(Option(null))
    println(Option("x"))
    println(Some(null))
    println(Option(null: String).getOrElse("none"))
    println(Some("x").orNull)
    println((None: Option[String]).orNull)
  }

  def optionSideEffects(): Unit = {
    def costly(): Int = { println("costly"); 1 }
    println(Some(2).getOrElse(costly()))
    println((None: Option[Int]).getOrElse(costly()))
    Some(1).foreach(println)
    (None: Option[Int]).foreach(println)
    Some(5).foreach { x => println(x + 1) }
    for (x <- Some(4)) println(x)
  }

  def optionComprehension(): Unit = {
    val r = for (a <- Some(1); b <- Some(2)) yield a + b
    println(r)
    val e = for (a <- Some(1); b <- (None: Option[Int])) yield a + b
    println(e)
    val g = for { a <- Option(3) if a > 5 } yield a
    println(g)
    println(for { a <- Option(3); c = a * 2; b <- Option(c) } yield a + b + c)
  }

  def optionMatch(): Unit = {
    def show(o: Option[Int]) = o match {
      case Some(0) => "zero"
      case Some(n) if n < 0 => "negative " + n
      case Some(n) => "n " + n
      case None => "none"
    }
    println(show(Some(0)))
    println(show(Some(-2)))
    println(show(Some(7)))
    println(show(None))
  }

  def nestedOptions(): Unit = {
    println(Some(Some(1)))
    println(Some(None))
    println(Some(Some(1)).flatten)
    println(Some((1, None)))
    println(List(Some(1), None).map(_.getOrElse(0)).sum)
    println(Some(List(1, 2)).map(_.sum))
    println(Some(1).zip(Some("a")))
    println(Option(1.5).map(_.toString).getOrElse("-"))
    println(Some(3).collect { case x if x > 2 => x * 2 })
    println(List(1, 2).headOption.map(_ * 10))
  }

  def tries(): Unit = {
    println(Try("1".toInt))
    println(Try("x".toInt))
    println(Try("1".toInt).map(_ + 1))
    println(Try("x".toInt).map(_ + 1).getOrElse(0))
    println(Try("x".toInt).isFailure)
    println(Try("x".toInt).toOption)
    println(Try(1 / 0).recover { case e: ArithmeticException => -1 })
    println(Try(10).flatMap(x => Try(x / 2)))
    println(Try("5".toInt).filter(_ > 10).isSuccess)
    println(Try(4).get)
    println(Success(3))
    println(Try("q".toInt).orElse(Try(8)))
  }

  def tryMatch(): Unit = {
    def parse(s: String): String = Try(s.toInt) match {
      case Success(n) => "number " + n
      case Failure(e) => "bad: " + e.getMessage
    }
    println(parse("12"))
    println(parse("1x"))
    Try("z".toDouble) match {
      case Success(d) => println(d)
      case Failure(e: NumberFormatException) => println("format")
      case Failure(e) => println("other")
    }
  }

  def getOfFailure(): Unit = println(Try("x".toInt).get)

  def eithers(): Unit = {
    def half(n: Int): Either[String, Int] = if (n % 2 == 0) Right(n / 2) else Left("odd " + n)
    println(half(4))
    println(half(5))
    half(8) match {
      case Right(n) => println(n)
      case Left(s) => println(s)
    }
    println(half(4).isRight)
    println(half(6).map(_ + 1))
    println(half(5).map(_ + 1))
    println(half(8).flatMap(half))
    println(half(4).getOrElse(0))
    println(half(5).left.map(_.length))
    println(half(5).fold(s => s.length, n => n))
    println(half(4).toOption)
    println(half(5).swap)
  }

  def caught(): Unit = {
    try {
      println("12x".toInt)
    } catch {
      case e: NumberFormatException => println("caught " + e.getMessage)
    } finally {
      println("finally")
    }
  }

  def caughtByOrder(): Unit = {
    def attempt(f: () => Any): Any = try f() catch {
      case e: ArithmeticException => "arithmetic " + e.getMessage
      case e: NumberFormatException => "number"
      case e: IllegalArgumentException => "argument " + e.getMessage
      case e: IndexOutOfBoundsException => "index"
      case e: NoSuchElementException => "element"
      case e: NullPointerException => "null"
      case e: ClassCastException => "cast"
      case e: RuntimeException => "runtime " + e.getMessage
      case e: Exception => "exception " + e.getMessage
    }
    println(attempt(() => 1 / 0))
    println(attempt(() => "x".toInt))
    println(attempt(() => require(false, "no")))
    println(attempt(() => Array(1)(5)))
    println(attempt(() => List(1)(5)))
    println(attempt(() => Map(1 -> 2)(3)))
    println(attempt(() => throw new RuntimeException("boom")))
    println(attempt(() => throw new IllegalStateException("state")))
    println(attempt(() => (null: String).length))
    println(attempt(() => sys.error("sys")))
  }

  def tryIsAnExpression(): Unit = {
    val n = try "x".toInt catch { case _: Exception => -1 }
    println(n)
    val m = try { "5".toInt } catch { case _: Throwable => 0 } finally { println("f") }
    println(m)
    def f(s: String): Int = {
      try {
        s.toInt
      } catch {
        case e: Exception =>
          println("bad " + s)
          0
      }
    }
    println(f("3") + f("z"))
  }

  def uncaught(): Unit = throw new IllegalStateException("state")

  def thrownFromNested(): Unit = {
    def check(n: Int): Int = if (n > 0) n else throw new IllegalArgumentException("n = " + n)
    println(check(1))
    println(check(-1))
  }

  def requireFails(): Unit = {
    require(1 > 0)
    require(1 < 0, "one is not less")
  }

  def requireFailsWithoutText(): Unit = require(1 < 0)

  def assertFails(): Unit = assert(1 > 2, "no")

  def exceptionText(): Unit = {
    try throw new RuntimeException("boom") catch {
      case e: Exception =>
        println(e)
        println(e.getMessage)
    }
    println(new IllegalArgumentException("x").toString)
    println(new Exception("y"))
  }

  def ownExceptions(): Unit = {
    class TooSmall(val n: Int) extends Exception("too small: " + n)
    try throw new TooSmall(3) catch {
      case e: TooSmall => println(e.getMessage + e.n)
    }
    case class Wrong(what: String) extends RuntimeException(what)
    try throw Wrong("w") catch { case Wrong(x) => println("wrong " + x) }
  }

  def finallyAlways(): Unit = {
    def f(): Int = try { return 1 } finally { println("closing") }
    println(f())
    try {
      try throw new Exception("inner") finally println("first")
    } catch {
      case e: Exception => println("then " + e.getMessage)
    }
  }

  def guardedCatch(): Unit = {
    for (text <- List("a", "b")) {
      try throw new RuntimeException(text) catch {
        case e: RuntimeException if e.getMessage == "a" => println("first")
        case e: RuntimeException => println("second")
      }
    }
  }

  def causes(): Unit = {
    try {
      try "x".toInt catch { case e: Exception => throw new RuntimeException("outer", e) }
    } catch {
      case e: RuntimeException => println(e.getMessage + " <- " + e.getCause.getMessage)
    }
  }

  def nonFatal(): Unit = {
    import scala.util.control.NonFatal
    try throw new RuntimeException("r") catch { case NonFatal(e) => println("non fatal " + e.getMessage) }
  }

  def nulls(): Unit = {
    val s: String = null
    println(if (s == null) "null" else s)
    println(s != null && s.length > 0)
    println(Option(s).map(_.length).getOrElse(0))
    println(List(null, "a"))
    val m: Map[String, String] = null
    println(m == null)
  }

  def asOutcomes(): Unit = {
    val some: Option[Int] = Some(1)
    val none: Option[Int] = None
    println(some.toRight("no"))
    println(none.toRight("no" + 1))
    println(none.toLeft(2))
  }
}
