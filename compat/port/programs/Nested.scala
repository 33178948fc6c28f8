package programs.Nested

trait Shape {
  def area: Double
  def name: String = "shape"
  def describe(): String = s"$name of area $area"
}

trait Named {
  val label: String
  def hello(): String = "I am " + label
}

abstract class Base(val id: Int) {
  def run(): String
  protected def twice(n: Int): Int = n * 2
}

class Square(side: Double) extends Shape {
  def area: Double = side * side
  override def name: String = "square"
}

class Worker(id: Int, val label: String) extends Base(id) with Named {
  def run(): String = s"${twice(4)} $id"
}

sealed trait Event
case class Click(x: Int, y: Int) extends Event
case class Key(code: Char) extends Event
case object Quit extends Event

object Nested {
  trait Greeter { def greet(name: String): String }
  class Polite extends Greeter { def greet(name: String): String = "Dear " + name }
  def handle(e: Event): String = e match {
    case Click(x, y) => s"click $x,$y"
    case Key(c) => s"key $c"
    case Quit => "quit"
  }
  def main(args: Array[String]): Unit = {
    println(new Square(2).describe())
    val w = new Worker(5, "w5")
    println(w.run())
    println(w.hello())
    println(w.id)
    println(new Polite().greet("Ann"))
    val rude = new Greeter { def greet(name: String): String = "Hey " + name }
    println(rude.greet("Bob"))
    val shape = new Shape {
      val side = 3
      def area: Double = side * 1.5
      override def name = "odd"
    }
    println(shape.describe())
    val base = new Base(9) { def run(): String = "run " + twice(id) }
    println(base.run())
    List(Click(1, 2), Key('k'), Quit).foreach(e => println(handle(e)))
    println(Click(1, 2) == Click(1, 2))
    println(Click(1, 2))
    println(Click(1, 2).copy(y = 5))
    val fs: List[Event] = List(Click(0, 0), Quit)
    println(fs.collect { case c: Click => c.x }.size)
    val r = new Runnable { override def run(): Unit = println("ran") }
    r.run()
    val t = new Thread(r)
    t.start()
    t.join()
    val t2 = new Thread { override def run(): Unit = println("in thread") }
    t2.start(); t2.join()
    val cmp = new java.util.Comparator[String] { override def compare(a: String, b: String): Int = a.length - b.length }
    println(cmp.compare("aaa", "b"))
  }
}
