import scala.collection.mutable
import scala.collection.mutable.{ArrayBuffer, ListBuffer}

/** Mutable collections: buffers, queues, stacks. */
object Mutable {
  def main(args: Array[String]): Unit = println("snippets")

  def buffers(): Unit = {
    val b = ArrayBuffer[Int]()
    b += 1
    b += 2
    b += (3, 4)
    b ++= List(5)
    b.append(6)
    println(b)
    println(b.length)
    b -= 1
    println(b.head)
    b(0) = 9
    println(b(0))
    b.remove(0)
    println(b)
    b.insert(1, 100)
    println(b.toList)
    0 +=: b
    println(b)
    b.prepend(7)
    println(b.mkString(" "))
    b.clear()
    println(b.isEmpty)
  }

  def bufferTexts(): Unit = {
    val b = ListBuffer("a")
    b += "b"
    println(b)
    println(s"$b")
    println("got " + b)
    println(b.map(_.toUpperCase))
    println(b.toList)
    println(List(ArrayBuffer(1)))
    println((ArrayBuffer(1), 2))
    println(Map("k" -> ListBuffer(1)))
    println(Some(ArrayBuffer(2)))
  }

  def removals(): Unit = {
    val b = ArrayBuffer(1, 2, 3, 2)
    b -= 2
    println(b)
    b -= 99
    println(b)
    println(b.remove(1))
    b --= List(1)
    println(b)
    b.trimEnd(1)
    println(b)
    val c = ArrayBuffer(1, 2, 3, 4)
    c.remove(1, 2)
    println(c)
  }

  def removeOutOfRange(): Unit = {
    val b = ArrayBuffer(1)
    b.remove(3)
  }

  def bufferIndexNegative(): Unit = {
    val b = ArrayBuffer(1)
    println(b(-1))
  }

  def bufferMethods(): Unit = {
    val b = ArrayBuffer(3, 1, 2)
    println(b.sorted)
    println(b.max)
    println(b.filter(_ > 1))
    println(b.toArray.length)
    println(b.indexOf(2))
    println(b.reverse)
    println(b == ArrayBuffer(3, 1, 2))
    println(b.contains(3))
    println(b.last)
    println(b.take(1))
  }

  def copiesAreTheirOwn(): Unit = {
    val b = ArrayBuffer(1)
    val l = b.toList
    val s = b.toSeq
    val c = b.clone()
    b += 2
    println(l)
    println(s.size)
    println(c)
  }

  def sharedBuffer(): Unit = {
    val b = ListBuffer[Int]()
    def add(n: Int): Unit = b += n
    add(1)
    List(2, 3).foreach(b += _)
    (4 to 5).foreach(n => b.append(n))
    println(b.sum)
  }

  def varBuffer(): Unit = {
    var l = List[Int]()
    l = l :+ 1
    l :+= 2
    l ::= 0
    l ++= List(7)
    println(l)
    var s = Set[Int]()
    s += 3
    s ++= Set(4)
    s -= 3
    println(s)
    var m = Map[String, Int]()
    m += "a" -> 1
    m += ("b" -> 2)
    m -= "a"
    println(m)
    val before = m
    m += ("c" -> 3)
    println(before)
    var v = Vector(1)
    v :+= 2
    v +:= 0
    println(v)
  }

  def queues(): Unit = {
    val q = mutable.Queue[Int]()
    q.enqueue(1)
    q += 2
    q ++= Seq(3, 4)
    println(q.dequeue())
    println(q.size)
    println(q.head)
    println(q.isEmpty)
    println(q.length)
  }

  def dequeueOfEmpty(): Unit = {
    val q = mutable.Queue[Int]()
    q.dequeue()
  }

  def builtLists(): Unit = {
    val b = List.newBuilder[Int]
    b += 1
    b += 2
    println(b.result())
    val m = Map.newBuilder[String, Int]
    m += ("a" -> 1)
    println(m.result())
  }

  def nestedBuffers(): Unit = {
    val groups = mutable.Map[String, ListBuffer[Int]]()
    groups.getOrElseUpdate("a", ListBuffer()) += 1
    groups.getOrElseUpdate("a", ListBuffer()) += 2
    println(groups("a"))
    println(groups("a").toList)
    val grid = Array.fill(2)(ArrayBuffer[Int]())
    grid(0) += 5
    println(grid.map(_.size).toList)
  }

  def fillSharesNothing(): Unit = {
    val rows = Array.fill(2, 2)(0)
    rows(0)(0) = 1
    println(rows.map(_.mkString(" ")).mkString("/"))
    val lists = List.fill(2)(ArrayBuffer[Int]())
    lists(0) += 1
    println(lists.map(_.size))
    val sets = Vector.fill(2)(mutable.Set[Int]())
    sets(1) += 4
    println(sets.map(_.size).toList)
  }

  // not yet: rules of Java's library
  def javaCollections(): Unit = {
    val l = new java.util.ArrayList[String]()
    l.add("a")
    l.add("b")
    println(l.size)
    println(l.get(1))
    println(l)
    println(l.contains("a"))
    val m = new java.util.HashMap[String, Int]()
    m.put("k", 1)
    println(m.get("k"))
    println(m.containsKey("z"))
    println(m.getOrDefault("z", 9))
    println(m)
    val q = new java.util.LinkedList[Int]()
    q.add(4)
    println(q.size())
    val s = new java.util.HashSet[Int]()
    s.add(1)
    println(s.contains(1))
  }

  def countedElements(): Unit = {
    val counts = new Array[Int](4)
    for (i <- 1 to 6) counts(i * 2 % 4) += i
    println(counts.mkString(","))
  }

  def stacks(): Unit = {
    val stack = scala.collection.mutable.Stack[Int]()
    stack.push(1)
    stack.push(2).push(3)
    println(stack.pop() + stack.top)
    println(stack)
    println(stack.toList)
    println(stack.isEmpty)
    println(stack.size)
    println(stack.mkString("-"))
  }

  def priorityQueues(): Unit = {
    val queue = scala.collection.mutable.PriorityQueue[(String, Int)]()(Ordering.by(_._2))
    queue.enqueue("a" -> 3, "b" -> 9)
    queue += ("c" -> 5)
    println(queue.dequeue())
    println(queue.head)
    println(queue.size)
    val small = scala.collection.mutable.PriorityQueue.empty[Int](Ordering[Int].reverse)
    small ++= List(5, 2, 8)
    println(small.dequeue())
  }

  def builders(): Unit = {
    val b = new StringBuilder("abc")
    println(b.reverse)
    println(b.indexOf("c"))
    b.setCharAt(0, 'x')
    println(b)
  }
}
