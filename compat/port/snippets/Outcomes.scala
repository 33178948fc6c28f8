import scala.collection.mutable
import scala.collection.mutable.{ArrayBuffer, LinkedHashSet}
import scala.util.{Failure, Success, Try}
import scala.util.control.NonFatal


/** Partial functions with a name, sides of an Either, what is missing, collections with less usual names. */
object Outcomes {
  def main(args: Array[String]): Unit = println("snippets")

  def partials(): Unit = {
    val squareRoot: PartialFunction[Double, Double] = { case x if x >= 0 => math.sqrt(x) }
    println(squareRoot.isDefinedAt(-1))
    println(List(4.0, -1.0, 9.0).collect(squareRoot))
    val pf: PartialFunction[Any, String] = { case i: Int => "int"; case s: String => "str" }
    println(List(1, "a", 2.0).collect(pf))
    println(pf.lift(2.0))
    println(pf.orElse[Any, String] { case _ => "other" }(2.0))
    println((pf andThen (_.length))(1))
    println(pf.applyOrElse(2.0, (x: Any) => "default " + x))
  }

  def linkedSets(): Unit = {
    val s = LinkedHashSet("c", "a")
    s += "b"
    s += "a"
    println(s.toList)
    println(s.mkString(","))
    println(s.contains("a"))
    println(s)
    s -= "a"
    println(s.size)
  }

  def anyResults(): Unit = {
    val p = java.util.regex.Pattern.compile("(\\w+)=(\\d+)")
    val r = List("a=1", "zz").map(x => { val m = p.matcher(x); if (m.matches()) m.group(1) })
    println(r)
    println(r.map(_.toString))
    def f(x: Int) = if (x > 1) "big"
    println(f(1)); println(f(2))
  }

  def missing(): Unit = {
    try println(List[Int]().head) catch { case e: NoSuchElementException => println("nse") }
    try println(Map("a" -> 1)("b")) catch { case e: NoSuchElementException => println("nse") }
    try println(Option.empty[Int].get) catch { case e: NoSuchElementException => println("nse") }
    try println(Iterator[Int]().next()) catch { case e: NoSuchElementException => println("nse") }
    try println(mutable.Queue[Int]().dequeue()) catch { case e: NoSuchElementException => println("nse") }
    try println(List[Int]().max) catch { case e: UnsupportedOperationException => println("uoe") }
    try println(List[Int]().reduce(_ + _)) catch { case e: UnsupportedOperationException => println("uoe") }
    try println(Array(1)(3)) catch { case e: ArrayIndexOutOfBoundsException => println("aioobe") }
    try println("abc".toInt) catch { case e: NumberFormatException => println("nfe") }
    try { val s: String = null; println(s.length) } catch { case e: NullPointerException => println("npe") }
    try { val a: Any = "x"; println(a.asInstanceOf[Int] + 1) } catch { case e: ClassCastException => println("cce") }
  }

  def recovers(): Unit = {
    println(Try("x".toInt).recover { case e: IllegalStateException => 0 }.isFailure)
    println(Try("x".toInt).recover { case e: NumberFormatException => 0 })
    println(Try("x".toInt).recoverWith { case e: IllegalStateException => Success(1) })
    println(Try("5".toInt).fold(_ => -1, _ + 1))
    println(Try("5".toInt).toEither.right.get)
    println(Try("5".toInt).toOption.map(_ + 1))
    val e: Either[String, Int] = Left("bad")
    println(e.left.get + e.left.map(_.length) + e.right.toOption + e.left.toOption + e.right.getOrElse(3) + e.left.getOrElse("q"))
    println(e match { case Left(m) => m; case Right(v) => v.toString })
    println(for (x <- e.right) yield x + 1)
  }

  def triesEithers(): Unit = {
    def parse(s: String): Either[String, Int] = try Right(s.toInt) catch { case _: NumberFormatException => Left("bad " + s) }
    val (good, bad) = List("1", "x", "3").map(parse).partition(_.isRight)
    println(good.map(_.right.get).sum)
    println(bad.map(_.left.get))
    println(List("1", "x", "3").flatMap(s => Try(s.toInt).toOption))
    println(List("1", "x").map(s => Try(s.toInt).getOrElse(-1)))
    Try("5".toInt) match { case Success(v) => println("ok " + v); case Failure(e) => println("failed " + e.getMessage) }
    Try("q".toInt) match { case Success(v) => println("ok " + v); case Failure(e: NumberFormatException) => println("nfe " + e.getMessage); case Failure(e) => println("failed " + e) }
    println(Try(1).map(_ + 1).filter(_ > 5).recover { case e: NoSuchElementException => 0 }.get)
    println(Try("x".toInt).recoverWith { case _ => Success(7) })
    println(Try("x".toInt).orElse(Success(2)).get)
    parse("4") match { case Right(n) if n > 3 => println("big"); case Right(n) => println(n); case Left(m) => println(m) }
    println(parse("z").fold(m => m.length, n => n))
    println(parse("4").map(_ * 2))
    println((for { a <- parse("1"); b <- parse("2") } yield a + b))
    println((for { a <- parse("1"); b <- parse("w") } yield a + b))
    println(for { a <- Try("1".toInt); b <- Try("2".toInt) } yield a + b)
    println(parse("5").toOption)
    println(Left(3).isLeft)
    println(Try { throw new IllegalStateException("s") }.failed.get.getMessage)
    println(Try(3).toEither)
    println(parse("5").getOrElse(0))
    println(parse("5").swap)
    val r: Try[Int] = Failure(new Exception("boom"))
    println(r)
    println(r.isSuccess)
    r.foreach(println)
    try { r.get } catch { case NonFatal(e) => println("nonfatal " + e.getMessage) } finally { println("fin") }
    println(Try(2).transform(v => Success(v * 2), e => Failure(e)))
    println(Either.cond(1 > 0, "y", "n"))
    println(List(Right(1), Left("e"), Right(2)).collect { case Right(n) => n })
    println(Try(List(1).apply(0)).fold(e => "err", v => "val " + v))
  }

  def maps(): Unit = {
    println(List(Map("a" -> 1), Map("b" -> 2)).flatten)
    println(List(1, 2).flatMap(i => Map(i -> i * 2)))
    println(Map("a" -> 1, "b" -> 2).unzip)
    println(Map("a" -> 1, "b" -> 2).zipWithIndex)
    val m = mutable.Map("a" -> 1, "b" -> 2); m.retain((k, v) => v > 1); println(m)
    m.filterInPlace((k, v) => v > 5); println(m.isEmpty)
    println(Map("a" -> 1).keys + " " + Map("a" -> 1).values + " " + Map("a" -> 1).keySet)
    val s = LinkedHashSet[String](); for (w <- "c a b a".split(" ")) s += w; println(s.toList + " " + s.size + " " + s.head)
    val jm = new java.util.HashMap[String, Integer](); jm.put("a", 1); println(jm); println(jm.get("zz"))
    val arr = new Array[String](2); println(arr(0)); println("x" + arr(1))
    println(Array("b", "a").toIndexedSeq)
    val d = Map("a" -> 1).withDefault(k => k.length); println(d("abc") + d("a"))
  }

  def postfix(): Unit = {
    val xs = List(1, 2, 3)
    val n = xs size
    val s = "5" toInt
    val pre = List("a", "b").map("p_" +)
    println(n + s)
    println(pre)
  }

  def loops(): Unit = {
    val fns = ArrayBuffer[() => Int]()
    var i = 0
    while (i < 3) { val j = i; fns += (() => j); i += 1 }
    println(fns.map(_()))
    val gs = for (k <- 1 to 3) yield (x: Int) => x + k
    println(gs.map(_(10)))
    var total = 0
    for (a <- List(1, 2); b <- List(10, 20)) total += a * b
    println(total)
    val it = List(1, 2, 3).iterator
    var acc = List[Int]()
    while (it.hasNext) { val v = it.next(); if (v != 2) acc ::= v }
    println(acc)
    for ((w, n) <- List("a" -> 1, "b" -> 2); if n > 1) println(w)
    for (line <- "a,b\nc,d".split("\n"); Array(x, y) = line.split(",")) println(x + y)
    val m = scala.collection.mutable.Map[String, Int]().withDefaultValue(0)
    for (w <- "x y x".split(" ")) m(w) += 1
    println(m.toList.sortBy(-_._2))
    println((for (x <- Seq(1, 2, 3) if x % 2 == 1; y = x * x) yield (x, y)).toMap)
    1 to 3 foreach { i => print(i + " ") }
    println()
    (1 to 3).foreach(print)
    println()
    for (i <- (1 to 3).reverse) print(i)
    println()
    for (i <- 3 to 1 by -1) print(i)
    println()
  }

  def optionExtras(): Unit = {
    println(Option(3).sum)
    println(None.orElse(Some(2)))
    println(None.getOrElse(5))
    val n: Option[Int] = None
    println(n.sum)
    println(Option(3).toList ++ n.toList)
    println(List(Some(1), None, Some(3)).flatten.sum)
    println(Option("a").contains("a"))
    println(Option(3).exists(_ > 2))
    println(Option(3).forall(_ > 5))
    println(Option(3).fold("none")(x => "got " + x))
    println(Option(3).filter(_ > 5).isEmpty)
    println(Option(3).collect { case x if x > 2 => x * 2 })
    println(Option(3).zip(Option(4)))
    println(Option(3).toRight("no"))
    println(n.toLeft("no"))
    println(Option(3).iterator.next())
    println(Some(3).get + Some(4).value)
    println(Option(Option(3)).flatten)
    println(Option(1).orNull)
  }
}
