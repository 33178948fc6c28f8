/** Pattern matching: types, guards, tuples, case classes, literals, binders, sequences. */
object Matching {
  sealed trait Shape
  case class Circle(r: Double) extends Shape
  case class Rect(w: Int, h: Int) extends Shape
  case object Dot extends Shape

  def main(args: Array[String]): Unit = println("snippets")

  def literals(): Unit = {
    def name(n: Int) = n match {
      case 0 => "zero"
      case 1 | 2 => "few"
      case -1 => "minus"
      case _ => "many"
    }
    println(List(0, 1, 2, -1, 9).map(name))
    def word(s: String) = s match {
      case "a" => 1
      case "b" | "c" => 2
      case other => other.length
    }
    println(List("a", "c", "zzz").map(word))
    def letter(c: Char) = c match {
      case 'x' => "X"
      case d if d.isDigit => "digit"
      case _ => "?"
    }
    println("x1_".map(letter(_)).mkString)
    println(true match { case true => "t"; case false => "f" })
    println(2.5 match { case 2.5 => "yes"; case _ => "no" })
  }

  def types(): Unit = {
    def show(x: Any): String = x match {
      case s: String => "string " + s
      case b: Boolean => "boolean " + b
      case d: Double => "double " + d
      case l: List[_] => "list " + l.size
      case m: Map[_, _] => "map " + m.size
      case (a, b) => "pair " + a + b
      case Some(v) => "some " + v
      case None => "none"
      case null => "null"
      case _ => "other"
    }
    println(show("a"))
    println(show(true))
    println(show(2.5))
    println(show(List(1, 2)))
    println(show(Map(1 -> 2)))
    println(show((1, 2)))
    println(show(Some(3)))
    println(show(None))
    println(show(null))
    println(show(Circle(1)))
  }

  def intsBeforeBooleans(): Unit = {
    def show(x: Any) = x match {
      case n: Int => "int"
      case b: Boolean => "boolean"
      case _ => "other"
    }
    println(show(1))
    println(show(true))
    println(show("x"))
    println(show(1.0))
  }

  // differs: a value of any type: an Int and a Long are the same in Python
  def intAndLong(): Unit = {
    def show(x: Any) = x match {
      case n: Int => "int"
      case n: Long => "long"
      case _ => "other"
    }
    println(show(1))
    println(show(3000000000L))
  }

  // differs: a value of any type: a list and an array are the same in Python
  def listOrArrayOrSeq(): Unit = {
    def show(x: Any) = x match {
      case a: Array[_] => "array"
      case l: List[_] => "list"
      case s: Set[_] => "set"
      case v: Vector[_] => "vector"
      case _ => "other"
    }
    println(show(Set(1)))
    println(show(List(1)))
  }

  def caseClasses(): Unit = {
    def area(s: Shape): Double = s match {
      case Circle(r) => 3 * r * r
      case Rect(w, h) if w == h => w * w
      case Rect(w, h) => w * h
      case Dot => 0
    }
    println(area(Circle(2)))
    println(area(Rect(3, 3)))
    println(area(Rect(2, 5)))
    println(area(Dot))
    println(List(Circle(1), Dot, Rect(1, 2)).map(area))
    println(Dot)
    println(List(Dot, Rect(1, 2)))
    val Rect(a, b) = Rect(7, 8)
    println(a + b)
    Rect(1, 2) match { case r @ Rect(_, 2) => println(r) }
  }

  def nestedPatterns(): Unit = {
    def f(x: Any) = x match {
      case (1, (a, b)) => "inner " + a + b
      case (Some(n), _) => "some " + n
      case (Rect(w, _), Some(Circle(r))) => s"$w $r"
      case List(1, _*) => "starts with one"
      case List(a, b) => "two"
      case Nil => "nil"
      case _ => "?"
    }
    println(f((1, (2, 3))))
    println(f((Some(5), 1)))
    println(f((Rect(4, 5), Some(Circle(1.5)))))
    println(f(List(1, 2, 3)))
    println(f(List(5, 6)))
    println(f(Nil))
    println(f(List(9, 9, 9)))
  }

  def sequences(): Unit = {
    def f(xs: Seq[Int]) = xs match {
      case Seq() => "empty"
      case Seq(x) => "one " + x
      case Seq(x, y) => s"two $x $y"
      case Seq(x, rest @ _*) => s"more $x ${rest.size}"
    }
    println(f(Seq()))
    println(f(Seq(1)))
    println(f(Seq(1, 2)))
    println(f(Seq(1, 2, 3)))
    def g(a: Array[String]) = a match {
      case Array("add", x, y) => x.toInt + y.toInt
      case Array("neg", x) => -x.toInt
      case Array(_, _*) => 0
      case _ => -1
    }
    println(g("add 1 2".split(" ")))
    println(g("neg 5".split(" ")))
    println(g("what".split(" ")))
    println(g(Array()))
    def h(l: List[Int]): Int = l match {
      case a :: b :: _ => a + b
      case a :: Nil => a
      case Nil => 0
    }
    println(h(List(1, 2, 3)))
    println(h(List(1)))
    println(h(Nil))
  }

  def stableIdentifiers(): Unit = {
    val Limit = 10
    val other = 5
    def f(n: Int) = n match {
      case Limit => "limit"
      case `other` => "other"
      case x => "x" + x
    }
    println(f(10))
    println(f(5))
    println(f(1))
  }

  def binders(): Unit = {
    def f(x: Any) = x match {
      case n @ (1 | 2) => "small " + n
      case all @ List(_, _) => "pair " + all
      case s @ Some(_) => s.toString
      case other => "?" + other
    }
    println(f(2))
    println(f(List(3, 4)))
    println(f(Some(1)))
    println(f("z"))
  }

  def matchAsValue(): Unit = {
    val n = 3
    val text = n match {
      case 1 => "one"
      case 3 =>
        val half = n / 2
        "three " + half
      case _ => "?"
    }
    println(text)
    println((n match { case 3 => 10; case _ => 0 }) + 1)
    val xs = List(1, 2, 3).map {
      case 1 => "a"
      case n if n > 2 => "c"
      case _ => "b"
    }
    println(xs)
  }

  def matchAsStatement(): Unit = {
    var n = 0
    "add" match {
      case "add" => n += 1
      case "sub" => n -= 1
      case _ =>
    }
    println(n)
    "nothing" match {
      case "add" => println("add")
      case _ => ()
    }
    List(1, 2) match {
      case x :: _ => println(x)
      case Nil => println("nil")
    }
  }

  def matchError(): Unit = {
    val n = 7
    val text = n match { case 1 => "one" }
    println(text)
  }

  def matchErrorOfText(): Unit = "x" match { case "a" => println("a") }

  def caseLambdas(): Unit = {
    val pairs = List(("a", 1), ("b", 2))
    println(pairs.map { case (k, v) => k * v })
    println(pairs.filter { case (_, v) => v > 1 })
    println(pairs.map { case (k, v) =>
      val w = v * 2
      k + w
    })
    println(pairs.foldLeft(0) { case (sum, (_, v)) => sum + v })
    println(pairs.sortBy { case (k, v) => -v })
    println(List((("a", 1), 2.0)).map { case ((k, n), d) => k + n + d })
    println(List(Rect(1, 2)).map { case Rect(w, h) => w * h })
    val f: Any => String = {
      case s: String => s
      case _ => "other"
    }
    println(f("x") + f(1))
  }

  def ownExtractor(): Unit = {
    object Even {
      def unapply(n: Int): Option[Int] = if (n % 2 == 0) Some(n / 2) else None
    }
    def f(n: Int) = n match {
      case Even(h) => "even " + h
      case _ => "odd"
    }
    println(f(8))
    println(f(7))
  }

  def wholeNumbersAndText(): Unit = {
    def f(x: Any) = x match {
      case 1 => "one"
      case "1" => "text"
      case 'c' => "char"
      case _ => "?"
    }
    println(f(1))
    println(f("1"))
    println(f('c'))
    println(f(true))
  }

  def infixPatterns(): Unit = {
    val (a, b) = ("k" -> 2)
    println(a + b)
    "k" -> 1 match { case k -> v => println(k + v) }
    List(1, 2, 3) match { case first +: _ => println(first) }
    List(1, 2, 3) match { case _ :+ last => println(last) }
    Vector(1, 2) match { case x +: xs => println(xs) }
  }

  def optionsOfPairs(): Unit = {
    def f(a: Option[Int], b: Option[Int]) = (a, b) match {
      case (Some(x), Some(y)) => x + y
      case (Some(x), None) => x
      case (None, Some(y)) => y
      case (None, None) => 0
    }
    println(f(Some(1), Some(2)))
    println(f(Some(1), None))
    println(f(None, Some(2)))
    println(f(None, None))
  }

  def restOfGroups(): Unit = {
    val Pattern = "(\\w+)-(\\w+)-(\\d+)".r
    for (text <- List("a-b-1", "c-d-22", "e")) println(text match {
      case Pattern(a, _, n) if n.toInt > 9 => s"$a $n"
      case Pattern(a, rest @ _*) => a + rest.mkString("+")
      case _ => "none"
    })
  }
}
