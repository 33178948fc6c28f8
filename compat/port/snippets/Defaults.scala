import scala.collection.mutable.{ArrayBuffer, ListBuffer}

object Clock { var now = 100L; def tick(): Long = { now += 1; now } }
object Given {
  val Port = 9999
  def url(host: String = "localhost", port: Int = Port): String = s"$host:$port"
  def stamp(name: String, at: Long = Clock.tick()): String = s"$name@$at"
  def fill(x: Int, into: ListBuffer[Int] = ListBuffer()): ListBuffer[Int] = { into += x; into }
  def area(w: Int, h: Int = 2)(unit: String): String = s"${w * h}$unit"
  def late(a: Int = 1, b: String): String = s"$a$b"
  def retry[T](times: Int = 3, wait: Long = 1)(f: => T): T = { var n = 0; var r: Option[T] = None; while (r.isEmpty) { n += 1; try { r = Some(f) } catch { case e: Exception if n < times => println(s"attempt $n: ${e.getMessage}") } }; r.get }
}
case class Stamped(name: String, at: Long = Clock.tick())
trait Base2
case class Holder(name: String, tags: Map[String, String] = Map(), items: List[Int] = Nil) extends Base2
case class Options2(verbose: Boolean = false, level: Int)
class Builder2(val host: String = "h", val at: Long = Clock.tick(), val buf: ArrayBuffer[Int] = ArrayBuffer()) { def add(i: Int): Builder2 = { buf += i; this } }

/** Defaults that are evaluated at each call, and arguments behind one that is left out. */
object Defaults {
  def main(args: Array[String]): Unit = println("snippets")

  def withDefaults(): Unit = {
    println(Given.url() + Given.url("a") + Given.url(port = 1) + Given.url("b", 2))
    println(Given.stamp("a") + Given.stamp("b") + Given.stamp("c", 5L))
    println(Given.fill(1)); println(Given.fill(2))
    println(Given.area(3)("m") + Given.area(3, 3)("k"))
    println(Given.late(b = "x") + Given.late(2, "y"))
  }

  def behindOneLeftOut(): Unit = {
    var c = 0
    println(Given.retry() { c += 1; if (c < 3) throw new RuntimeException("c" + c); c })
    println(Given.retry(times = 1)(7))
    println(Given.retry(2)(8))
  }

  def fieldDefaults(): Unit = {
    println(Stamped("a").at < Stamped("b").at)
    println(Holder("x"))
    println(Holder("x", items = List(1)).copy(name = "y"))
  }

  def fieldsBehindDefaults(): Unit = {
    println(Options2(level = 3))
    println(Options2(true, 4))
    println(new Builder2().add(1).buf.size + new Builder2().add(2).buf.size)
    println(new Builder2("q").host + new Builder2(at = 3).at)
  }
}
