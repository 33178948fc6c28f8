/** Maps and sets: reading, changing, order, text. */
object Maps {
  def main(args: Array[String]): Unit = println("snippets")

  def lookups(): Unit = {
    val m = Map("a" -> 1, "b" -> 2)
    println(m("a"))
    println(m.get("b"))
    println(m.get("z"))
    println(m.getOrElse("z", 0))
    println(m.contains("a"))
    println(m.size)
    println(m.isDefinedAt("q"))
    println(m.apply("b"))
  }

  def missingKey(): Unit = println(Map("a" -> 1)("b"))

  def missingIntKey(): Unit = println(Map(1 -> 1)(2))

  // differs: a key with null is like no key
  def lookupOfNull(): Unit = {
    val m = Map("a" -> null, "b" -> "x")
    println(m.get("a"))
    println(m.get("b"))
  }

  def additions(): Unit = {
    val m = Map("a" -> 1)
    println(m + ("b" -> 2))
    println(m + ("a" -> 9))
    println(m ++ Map("c" -> 3))
    println(m - "a")
    println(m -- List("a", "b"))
    println(m.updated("a", 5))
    println(m)
    println((m + ("b" -> 2) + ("c" -> 3)).toList)
    println(m ++ List("x" -> 7))
  }

  def views(): Unit = {
    val m = Map("a" -> 1, "b" -> 2)
    println(m.keys.toList)
    println(m.values.toList)
    println(m.keySet.size)
    println(m.toList)
    println(m.toSeq)
    println(m.values.sum)
    println(m.keys.mkString(","))
    println(m.mkString("; "))
    println(m.head)
    println(m.toArray.length)
  }

  def mapped(): Unit = {
    val m = Map("a" -> 1, "b" -> 2)
    println(m.map { case (k, v) => (k, v * 10) })
    println(m.map { case (k, v) => k + v })
    println(m.map(p => p._1 -> p._2.toDouble))
    println(m.map(_._2).toList)
    println(m.filter { case (_, v) => v > 1 })
    println(m.filter(_._2 > 1))
    println(m.filterKeys(_ != "a").toMap)
    println(m.mapValues(_ + 1).toMap)
    println(m.map(_.swap))
    println(m.flatMap { case (k, v) => List(k -> v, (k + k) -> v) })
    println(m.exists(_._2 > 1))
    println(m.forall { case (k, v) => v > 0 })
    println(m.count(_._2 > 0))
    println(m.find(_._2 == 2))
    println(m.foldLeft(0)((s, p) => s + p._2))
    println(m.foldLeft(0) { case (s, (_, v)) => s + v })
    println(m.maxBy(_._2))
    println(m.partition(_._2 > 1))
    println(m.toSeq.sortBy(-_._2))
    println(m.transform((k, v) => k * v))
    println(m.collect { case (k, 2) => k })
    println(m.reduce((x, y) => if (x._2 > y._2) x else y))
    println(m.groupBy(_._2 % 2).keys.toList.sorted)
  }

  def mapsToFewerKeys(): Unit = {
    val m = Map("a" -> 1, "b" -> 2)
    println(m.map { case (_, v) => ("x", v) })
    println(m.map { case (k, v) => (v, k) }.toList.sorted)
  }

  def filterKeepsMap(): Unit = {
    val m = Map(1 -> "a", 2 -> "b", 3 -> "c")
    val odd = m.filter(p => p._1 % 2 == 1)
    println(odd.size)
    println(odd(3))
    println(m.filterNot(_._1 == 1))
  }

  def fiveEntriesInAnOrder(): Unit = {
    val m = Map("one" -> 1, "two" -> 2, "three" -> 3, "four" -> 4, "five" -> 5, "six" -> 6)
    println(m.toList.sortBy(_._2))
    println(m.keys.toList.sorted)
    println(m.values.toList.sorted)
  }

  def mutableMaps(): Unit = {
    val m = scala.collection.mutable.Map[String, Int]()
    m("a") = 1
    m += ("b" -> 2)
    m.put("c", 3)
    println(m("a") + m("b") + m("c"))
    println(m.put("a", 5))
    println(m.put("q", 5))
    m -= "b"
    println(m.contains("b"))
    m.update("a", 7)
    println(m.getOrElse("a", 0))
    println(m.getOrElseUpdate("z", 26))
    println(m("z"))
    println(m.remove("z"))
    println(m.remove("zz"))
    m("a") += 1
    println(m("a"))
    m ++= Map("d" -> 4)
    println(m.size)
    println(m.toList.sorted)
    m.clear()
    println(m.isEmpty)
    println(m)
  }

  def countsWords(): Unit = {
    val counts = scala.collection.mutable.HashMap.empty[String, Int]
    for (w <- "a b a c a b".split(" ")) counts(w) = counts.getOrElse(w, 0) + 1
    println(counts.toList.sortBy(-_._2))
    val sorted = counts.toSeq.sortBy { case (w, n) => (-n, w) }
    println(sorted.map(_._1).mkString)
    println(counts)
  }

  def defaults(): Unit = {
    val m = Map("a" -> 1).withDefaultValue(0)
    println(m("a"))
    println(m("zzz"))
    println(m.get("zzz"))
    val c = scala.collection.mutable.Map[String, Int]().withDefaultValue(0)
    c("x") += 1
    c("x") += 1
    println(c("x"))
    println(c("y"))
  }

  def insertionOrdered(): Unit = {
    val m = scala.collection.mutable.LinkedHashMap("z" -> 1, "a" -> 2)
    m("m") = 3
    println(m)
    println(m.keys.toList)
    val l = scala.collection.immutable.ListMap("z" -> 1, "a" -> 2)
    println(l.toList)
    println(l)
  }

  def sets(): Unit = {
    val s = Set(1, 2, 3)
    println(s.contains(2))
    println(s(5))
    println((s + 4).size)
    println((s - 1).toList.sorted)
    println(s ++ Set(3))
    println(s & Set(2, 3, 9))
    println((s | Set(9)).toList.sorted)
    println((s diff Set(1)).toList.sorted)
    println(s -- Set(1, 2))
    println(s.map(_ % 2).size)
    println(s.filter(_ > 2))
    println(s.subsetOf(Set(1, 2, 3, 4)))
    println(s.exists(_ > 2))
    println(s.sum)
    println(s.toList.sorted.mkString(","))
    println(Set("a") == Set("a"))
    println(s.isEmpty)
    println(List(1, 1, 2).toSet.size)
    println(s intersect Set(3))
  }

  def mutableSets(): Unit = {
    val s = scala.collection.mutable.Set[Int]()
    s += 1
    s += 2
    s += 1
    println(s.size)
    println(s.add(1))
    println(s.add(7))
    s -= 1
    println(s.contains(1))
    println(s.remove(7))
    s ++= List(5, 6)
    println(s.toList.sorted)
    s.clear()
    println(s)
  }

  def setsAsFunctions(): Unit = {
    val stop = Set("the", "a")
    println(List("the", "cat").filter(stop))
    println(List("the", "cat").filterNot(stop.contains))
    println(List("the", "cat").filterNot(stop(_)))
    val m = Map("a" -> 1)
    println(List("a", "a").map(m))
    println(List("a", "b").flatMap(m.get))
  }

  def toMaps(): Unit = {
    println(List("a" -> 1, "b" -> 2).toMap)
    println(List("a" -> 1, "a" -> 2).toMap)
    println(List("x", "yy").map(w => w -> w.length).toMap)
    println(Map(1 -> "a").toMap)
    println(List("a", "b").zip(List(1, 2)).toMap.get("a"))
  }

  def nested(): Unit = {
    val m = Map("a" -> List(1, 2), "b" -> Nil)
    println(m("a").sum)
    println(m.getOrElse("c", Nil))
    println(m.mapValues(_.size).toMap)
    val mm = Map("x" -> Map("y" -> 1))
    println(mm("x")("y"))
    println(mm.get("x").flatMap(_.get("y")))
    println(mm.get("z").flatMap(_.get("y")).getOrElse(-1))
  }
}
