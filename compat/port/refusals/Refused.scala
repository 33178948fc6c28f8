import scala.collection.mutable

/** What the porter refuses: the line above says where in the next line, and with which words. */
object Refused {
  class Box(val w: Int)

  def main(args: Array[String]): Unit = println("refusals")

  def stacks(): Unit = {
    // 21: `scala.collection.mutable.Stack` has no rule yet: write it in Python
    val s = mutable.Stack[Int]()
    println("after")
  }

  def trees(): Unit = {
    // 40: `scala.collection.immutable.TreeMap` has no rule yet: write it in Python
    val m = scala.collection.immutable.TreeMap("z" -> 1)
    println("after")
  }

  def partial(): Unit = {
    val half: PartialFunction[Int, Int] = { case n if n % 2 == 0 => n / 2 }
    // 29: `isDefinedAt` of scala.PartialFunction has no rule yet: write this part in Python
    println(half.isDefinedAt(3))
  }

  def priority(): Unit = {
    // 21: `scala.collection.mutable.PriorityQueue` has no rule yet: write it in Python
    val p = mutable.PriorityQueue(3, 1)
    println("after")
  }

  def lazily(): Unit = {
    // 23: `view` of scala.collection.immutable.Range.Inclusive has no rule yet: write this part in Python
    println((1 to 10).view.map(_ * 2).toList)
  }

  def caught(): Unit = {
    object Small { def unapply(e: Throwable): Option[String] = Some("x") }
    // 35: `Small(x)` catches what is no exception of Python's: catch a class of exceptions
    try println("a") catch { case Small(x) => println(x) }
  }

  def reflected(): Unit = {
    // 26: `getDeclaredFields` of java.lang.Class has no rule yet: write this part in Python
    println("x".getClass.getDeclaredFields.length)
  }

  def inner(): Unit = {
    import scala.util.control.Breaks._
    // 15: this `break` is in a loop, or a function, inside of what it leaves: let a function of its own return
    breakable { for (i <- 1 to 3; j <- 1 to 3) if (j == 2) break() }
  }

  trait Named { def name: String }
  class Fixed extends Named {
    // 9: `name` is a value here and a method in a base class: write `def` in both
    val name = "fixed"
  }

  class Settable {
    private var c = 0.0
    def degrees = c
    // 9: the setter `degrees_=` has no rule yet: write a property in Python
    def degrees_=(d: Double): Unit = c = d
  }
}
