/** Names that Python takes: keywords, builtins, and names of helpers. */
object Names {
  case class Item(id: Int, list: List[Int], `type`: String)
  def sum(xs: List[Int]): Int = xs.sum + 1000
  def print2(in: String): Unit = println(in)
  def split(s: String): Int = s.length

  def main(args: Array[String]): Unit = println("snippets")

  def keywords(): Unit = {
    val in = 1
    val is = 2
    val lambda = 3
    val from = 4
    val not = 5
    val and = 6
    val pass = 7
    val global = 8
    val del = 9
    val as = 10
    val None2 = 11
    println(in + is + lambda + from + not + and + pass + global + del + as + None2)
  }

  def builtins(): Unit = {
    val list = List(3, 1)
    val max = list.max
    val len = list.length
    val str = "s"
    val id = 7
    val sum = list.sum
    val map = Map(1 -> 2)
    val set = Set(1)
    val dict = 4
    val range = 1 to 2
    println(list.sorted.toString + max + len + str + id + sum)
    println(map.values.sum + set.size + dict + range.sum)
    println(list.map(x => x.toString).mkString + list.zipWithIndex)
    println(list.toArray.length + list.sum + list.min)
  }

  def shadowedPrint(): Unit = {
    val print = "text"
    println(print)
    val sorted = List(2, 1).sorted
    println(sorted)
    val float = 1.5
    println(float.toInt + float)
    val int = 3
    println(int.toDouble)
    val reversed = List(1, 2).reverse
    println(reversed)
    val any = List(true).exists(x => x)
    println(any)
    val all = List(true, false).forall(x => x)
    println(all)
  }

  def shadowedHelpers(): Unit = {
    val quotient = 7 / -2
    println(quotient + 7 / -2)
    val toInt = "3".toInt
    println(toInt + "4".toInt)
    val reduce = List(1, 2).reduce(_ + _)
    println(reduce + List(3, 4).reduce(_ + _))
    val scalaString = 1.0
    println(Some(scalaString))
    val parts = "a b".split(" ")
    println(split("abc") + parts.length)
  }

  def ownFunctions(): Unit = {
    println(sum(List(1)))
    println(List(1, 2).sum)
    print2("x")
  }

  def fieldNames(): Unit = {
    val i = Item(1, List(2), "t")
    println(i)
    println(i.id + i.list.sum)
    println(i.`type`)
    println(i.copy(id = 5))
    i match { case Item(id, list, t) => println(id + t + list) }
  }

  def parameters(): Unit = {
    def f(in: Int, list: List[Int], from: String = "f"): String = in + from + list
    println(f(1, Nil))
    println(f(in = 1, list = List(2), from = "g"))
    val g = (lambda: Int, is: Int) => lambda - is
    println(g(3, 1))
    println(List(1).map(id => id + 1))
    println(List((1, 2)).map { case (in, is) => in + is })
    for (str <- List("a"); list <- List(str)) println(list)
  }

  def odd(): Unit = {
    val `a b` = 1
    val x1 = 2
    val x_ = 3
    val über = 4
    val self = 5
    val _x = 6
    val x$ = 7
    println(`a b` + x1 + x_ + über + self + _x + x$)
    val cls = 8
    val `type` = 9
    val match2 = 10
    val async = 1
    val await = 2
    val nonlocal = 3
    val elif = 4
    println(cls + `type` + match2 + async + await + nonlocal + elif)
  }

  def sameNameForTwo(): Unit = {
    val result = 1
    def result2(): Int = result + 1
    println(result2())
    val word = "w"
    val words = List(word)
    println(words.map(word => word + word))
    println(word)
    class word2(val word: String)
    println(new word2("in").word)
  }
}
