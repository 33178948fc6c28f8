/** What the porter refuses: the line above says where in the next line, and with which words. */
object Refused {
  class Box(val w: Int)

  def main(args: Array[String]): Unit = println("refusals")

  def trees(): Unit = {
    // 40: `scala.collection.immutable.TreeMap` has no rule yet: write it in Python
    val m = scala.collection.immutable.TreeMap("z" -> 1)
    println("after")
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
}
