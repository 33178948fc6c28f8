package programs.Definitions

/** What runs when an object is first named needs what is defined further down. */
object Definitions {
  val models = load()
  val helper = new Helper("x")
  val counted = Counter.start + 1

  case class Pair(a: Int, b: Int)
  private def load(): Map[String, Int] = Map("a" -> twice(1))
  private def twice(n: Int): Int = n * 2
  val pair = make
  def make: Pair = Pair(1, 2)

  def main(args: Array[String]): Unit = {
    println(models("a") + helper.name + counted + pair)
    println(new Sub().name)
  }
}

class Sub extends Base("sub")

class Base(val name: String)

class Helper(val name: String)

object Counter {
  val start = Later.value
}

object Later {
  val value = compute(3)
  println("later")
  Registry.add(value)
  def compute(n: Int): Int = n + Other.one
}

object Registry {
  var all = List[Int]()
  add(1)
  val first = all.head
  val doubled = all.map(x => x + first)
  def add(n: Int): Unit = { all = n :: all }
}

object Other { val one = 1 }
