package programs.Props

import java.util.Properties
import scala.collection.mutable
import scala.jdk.CollectionConverters._

object Props {
  def main(args: Array[String]): Unit = {
    val p = new Properties()
    p.put("a", "1")
    p.setProperty("b", "2")
    println(p.getProperty("a") + p.getProperty("b") + p.getProperty("c", "3"))
    println(p.getProperty("zz"))
    println(p.size)
    println(p.containsKey("a"))
    System.setProperty("my.key", "v")
    println(System.getProperty("my.key"))
    println(sys.props("my.key"))
    println(sys.env.getOrElse("NO_SUCH_VARIABLE", "none"))
    println(Option(System.getenv("NO_SUCH_VARIABLE")).isEmpty)
    val jm = new java.util.HashMap[String, Int]()
    jm.put("x", 1)
    println(jm.get("x") + jm.asScala.size)
    val jl = new java.util.ArrayList[String]()
    jl.add("q")
    println(jl.get(0) + jl.size + jl.contains("q"))
    println(jl.asScala.map(_ * 2).mkString)
    println(List(1, 2).asJava.size)
    val it = jl.iterator()
    while (it.hasNext) println(it.next())
    val si = List(1, 2, 3).iterator
    while (si.hasNext) {
      val v = si.next()
      println(v)
    }
    val q = mutable.Queue(1, 2)
    q.enqueue(3)
    println(q.dequeue() + q.size)
    val hm = mutable.HashMap[String, mutable.ListBuffer[Int]]()
    hm.getOrElseUpdate("a", mutable.ListBuffer[Int]()) += 5
    println(hm("a").toList)
    println(Iterator.continually(1).take(3).toList)
    println(Iterator(1, 2, 3).map(_ + 1).filter(_ > 2).toList)
  }
}
