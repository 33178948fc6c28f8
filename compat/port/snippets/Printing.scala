/** Printing: println, print, printf, what values look like. */
object Printing {
  case class P(x: Int, y: Option[Double])

  def main(args: Array[String]): Unit = println("snippets")

  def values(): Unit = {
    println(1)
    println(1.0)
    println(1L)
    println(1.5f)
    println('c')
    println("s")
    println(true)
    println(null)
    println()
    println(())
    println(1e10)
    println(1e-10)
    println(Array(1).length)
  }

  def containers(): Unit = {
    println(List(1.0, 2.0))
    println(List("a", "b"))
    println(List('a'))
    println(List(true))
    println(List(null))
    println((1.0, 'c', "s", null))
    println(Map(1 -> 1.0))
    println(Some('c'))
    println(P(1, Some(2.0)))
    println(List(P(1, None)))
    println(Map("k" -> P(2, None)))
    println(Left(1))
    println(Right("x"))
    println(List(List(1L), List()))
    println((List(1), Set(2.0), Map('a' -> 1)))
    println(Seq(1, 2).toBuffer)
    println(Set("x"))
  }

  def prints(): Unit = {
    print("a")
    print(1.0)
    print(List(1))
    println("b")
    Console.println("c")
    System.out.println("d")
    System.out.print(2.0)
    System.out.println()
    System.out.println(true)
    Predef.println("e")
    println(("a", 1))
    println("a", 1)
  }

  def printfs(): Unit = {
    printf("%d %s%n", 1, "x")
    printf("%.3f\n", 2.0)
    println("%s is %d years".format("Ann", 3))
    println("%-10s|%10s|".format("left", "right"))
    println("%08.2f".format(3.14159))
    println("%+d".format(5))
    println("%5s|%-5s|".format(true, null))
    println("%s".format(1.0))
    println("%10.4f|".format(math.Pi))
    println("%2$s %1$s".format("a", "b"))
    println(f"${3}%03d ${2.0}%6.2f ${"x"}%3s")
    println(f"${5}%d%%")
    println("%o".format(8))
    println("%.3s|".format("abcdef"))
    println("%b".format(true))
  }

  def concatenated(): Unit = {
    val n = 1
    val d = 2.0
    val b = true
    val c = 'c'
    val l = List(1)
    val o = Some(1)
    val p = P(1, None)
    println("" + n + d + b + c + l + o + p)
    println(n + "" + d)
    println("a" + (n + 1) + "b")
    println("sum: " + n + 1)
    println("d: " + d / 3)
    println("list: " + l.map(_ * 2.5))
    println("nested " + (if (b) "yes" else "no"))
    println("vector " + Vector(1) + " map " + Map(1 -> 2) + " range " + (1 to 2))
  }

  def arraysInText(): Unit = {
    val a = Array(1, 2)
    println(a.mkString(" "))
    println(a.toList)
    println("" + a.length)
  }

  def longText(): Unit = {
    println("-------------------------------------------")
    println("=" * 20)
    println("a" + "b" * 3 + "c")
    println("line one\nline two")
    println("tab\tseparated")
    println("unicode é ü 日本")
  }

  def expressionsInText(): Unit = {
    val xs = List(1, 2, 3)
    println(s"sum ${xs.sum} max ${xs.max} avg ${xs.sum.toDouble / xs.size}")
    println(s"${xs.map(x => s"<$x>").mkString(" ")}")
    println(s"${xs.filter(_ > 1)} and ${xs.headOption} and ${xs.find(_ > 9)}")
    println(s"map ${xs.map(x => x -> x * x).toMap}")
    println(s"a${1}b${2}c")
    println(s"${'a'}${1.0}${null}${true}")
    println(s"nested quotes ${xs.mkString("\"", ",", "\"")}")
    val m = Map("key" -> 1)
    println(s"value ${m("key")}")
    println(s"cond ${if (xs.isEmpty) "none" else xs.head.toString}")
    println(s"block ${ val y = 2; y * 2 }")
  }

  def aStreamOfItsOwn(): Unit = {
    val made = new java.io.ByteArrayOutputStream()
    val out = new java.io.PrintStream(made)
    out.println("not here")
    out.printf("%d%n", Integer.valueOf(3))
    out.flush()
    println(made.toString.length)
  }

  def optionsOfAnything(): Unit = {
    val some: Option[(Int, Option[String])] = Some((1, None))
    println(some)
    println(s"$some ${Option(2.0)} ${Some(true)}")
    println("+ " + Some(List(1, 2)) + None)
  }
}
