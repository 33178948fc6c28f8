package programs.SecondConstructor

class Account(val owner: String, var balance: Int) {
  var log: List[String] = Nil
  def this(owner: String) = this(owner, 10)
  def this(id: Int) = {
    this("id" + id, id * 2)
    log = "made" :: log
  }
  def show(): String = s"$owner has $balance $log"
}

object SecondConstructor {
  class Pair(a: Int, b: Int) {
    def this() = this(1, 2)
    def sum: Int = a + b
  }
  def main(args: Array[String]): Unit = {
    println(new Account("ann", 5).show())
    println(new Account("bob").show())
    println(new Account(7).show())
    println(new Pair().sum)
    println(new Pair(3, 4).sum)
  }
}
