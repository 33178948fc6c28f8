/** Collections: lists, vectors, arrays, ranges, their text and their methods. */
object Collections {
  def main(args: Array[String]): Unit = println("snippets")

  def endless(): Unit = {
    println(Iterator.iterate(1)(_ * 2).take(5).toList)
    println(Iterator.from(3).take(2).toList)
    println(List(1, 5, 2, 7).lastIndexWhere(_ < 3))
    println(List(1, 5).lastIndexWhere(_ > 9))
  }

  def texts(): Unit = {
    println(List(1, 2))
    println(Vector(1, 2))
    println(Seq("a"))
    println(Set(1))
    println(Map("a" -> 1))
    println(Nil)
    println(List(List(1), Nil))
    println(Some(List(1)))
    println(1 to 3)
    println((1, "a", 2.0))
  }

  def nestedTexts(): Unit = {
    println(List(Vector(1), Vector(2, 3)))
    println(Map("a" -> Vector(1)))
    println((Vector(1), "x"))
    println(Some(Vector(1)))
    println(Vector(List(1), List()))
  }

  def vectorsKeepTheirName(): Unit = {
    val v = Vector(1, 2, 3)
    println(v.map(_ + 1))
    println(v.filter(_ > 1))
    println(v :+ 4)
    println(v.take(2))
    println(v.toList)
    println(List(1).toVector)
    println(v.updated(0, 9))
    println(v.zip(v))
    println(s"$v")
  }

  def indexOutOfRange(): Unit = {
    val xs = List(1, 2, 3)
    println(xs(3))
  }

  def indexNegative(): Unit = {
    val xs = List(1, 2, 3)
    println(xs(-1))
  }

  def arrayIndexNegative(): Unit = {
    val xs = Array(1, 2, 3)
    val i = 0
    println(xs(i - 1))
  }

  def vectorIndexNegative(): Unit = {
    val v = Vector(1, 2)
    println(v(-1))
  }

  def assignedOutOfRange(): Unit = {
    val xs = Array(1, 2, 3)
    xs(-1) = 5
    println(xs.mkString(","))
  }

  def headOfEmpty(): Unit = println(List[Int]().head)

  def lastOfEmpty(): Unit = println(List[Int]().last)

  // differs: a list without elements has no tail in Scala; in Python it is empty
  def tailOfEmpty(): Unit = println(List[Int]().tail)

  def maxOfEmpty(): Unit = println(List[Int]().max)

  def reduceOfEmpty(): Unit = println(List[Int]().reduce(_ + _))

  def parts(): Unit = {
    val xs = List(1, 2, 3, 4, 5)
    println(xs.head)
    println(xs.tail)
    println(xs.last)
    println(xs.init)
    println(xs.take(2))
    println(xs.drop(2))
    println(xs.takeRight(2))
    println(xs.dropRight(2))
    println(xs.slice(1, 3))
    println(xs.take(0))
    println(xs.takeRight(0))
    println(xs.dropRight(0))
    println(xs.drop(9))
    println(xs.takeRight(9))
    println(xs.slice(-2, 2))
    val n = -1
    println(xs.take(n))
  }

  def maps(): Unit = {
    val xs = List(1, 2, 3)
    println(xs.map(_ * 2))
    println(xs.map(x => x * x))
    println(xs.map(x => (x, x.toString)))
    println(xs.map { x =>
      val y = x + 1
      y * y
    })
    println(xs.flatMap(x => List(x, x)))
    println(xs.flatMap(x => if (x > 1) Some(x) else None))
    println(xs.filter(_ % 2 == 1))
    println(xs.filterNot(_ % 2 == 1))
    println(xs.map(identity))
  }

  def collects(): Unit = {
    val xs: List[Any] = List(1, "a", 2.0, "b")
    println(xs.collect { case s: String => s })
    println(List(1, 2, 3, 4).collect { case x if x % 2 == 0 => x * 10 })
    println(List((1, "a"), (2, "b")).collect { case (1, s) => s })
    println(List(1, 2, 3).collect {
      case 1 => "one"
      case 2 => "two"
    })
    println(List(Some(1), None, Some(3)).collect { case Some(x) => x })
    println(List(5, 6).collectFirst { case x if x > 5 => x })
  }

  def folds(): Unit = {
    val xs = List(1, 2, 3)
    println(xs.foldLeft(0)(_ + _))
    println(xs.foldLeft("")((s, x) => s + x))
    println(xs.foldRight("")((x, s) => s + x))
    println(xs.fold(10)(_ + _))
    println((0 /: xs)(_ + _))
    println(xs.reduceLeft(_ - _))
    println(xs.reduceRight(_ - _))
    println(xs.reduceOption(_ max _))
    println(List[Int]().reduceOption(_ + _))
    println(xs.scanLeft(0)(_ + _))
    println(xs.scan(0)(_ + _))
    println(xs.scanRight(0)(_ + _))
    println(xs.foldLeft((0, 0)) { case ((a, b), x) => (a + x, b + 1) })
    println(xs.aggregate(0)(_ + _, _ + _))
  }

  def sums(): Unit = {
    val xs = List(3, 1, 2)
    println(xs.sum)
    println(xs.product)
    println(xs.max)
    println(xs.min)
    println(List("b", "a").max)
    println(xs.maxBy(x => -x))
    println(xs.minBy(x => -x))
    println(List(1.5, 2.5).max)
    println(List((1, "a"), (2, "b")).maxBy(_._1))
    println(List((1, "a"), (1, "b")).maxBy(_._1))
  }

  def sorts(): Unit = {
    val xs = List(3, 1, 2)
    println(xs.sorted)
    println(xs.sorted.reverse)
    println(xs.sortBy(x => -x))
    println(xs.sortBy(-_))
    println(xs.sortWith(_ > _))
    println(xs.sorted(Ordering[Int].reverse))
    println(List("bb", "a", "cc").sortBy(_.length))
    println(List(("a", 2), ("b", 1)).sortBy(_._2))
    println(List(("a", 2), ("b", 1)).sorted)
    println(List((1, "b"), (1, "a"), (0, "c")).sortBy(p => (p._1, p._2)))
    println(List("b", "A", "a", "B").sorted)
  }

  def sortsAreStable(): Unit = {
    val xs = List(("a", 1), ("b", 2), ("c", 1), ("d", 2))
    println(xs.sortBy(_._2))
    println(xs.sortBy(-_._2))
    println(xs.sortBy(_._2)(Ordering[Int].reverse))
    println(xs.sortWith(_._2 > _._2))
    println(xs.sortBy(_._2).reverse)
  }

  def queries(): Unit = {
    val xs = List(1, 2, 3)
    println(xs.exists(_ > 2))
    println(xs.forall(_ > 2))
    println(xs.count(_ > 1))
    println(xs.find(_ > 1))
    println(xs.find(_ > 5))
    println(xs.contains(2))
    println(xs.indexOf(2))
    println(xs.indexOf(7))
    println(xs.indexWhere(_ > 1))
    println(xs.lastIndexOf(3))
    println(xs.isEmpty)
    println(xs.nonEmpty)
    println(xs.size == xs.length)
    println(xs.headOption)
    println(List[Int]().headOption)
    println(xs.lastOption)
    println(xs.startsWith(List(1, 2)))
    println(xs.endsWith(List(3)))
    println(xs.lift(5))
    println(xs.isDefinedAt(1))
  }

  def splits(): Unit = {
    val xs = List(1, 2, 3, 4)
    println(xs.partition(_ % 2 == 0))
    println(xs.span(_ < 3))
    println(xs.splitAt(1))
    println(xs.takeWhile(_ < 3))
    println(xs.dropWhile(_ < 3))
    println(xs.grouped(3).toList)
    println(xs.sliding(2).toList)
    println(xs.sliding(2, 2).toList)
    println(xs.sliding(9).toList)
    println(xs.grouped(3).map(_.sum).toList)
    println(xs.tails.toList)
    println(xs.inits.toList)
    val (small, large) = xs.partition(_ < 2)
    println(small + " " + large)
  }

  def zips(): Unit = {
    val xs = List("a", "b", "c")
    println(xs.zipWithIndex)
    println(xs.zip(List(1, 2)))
    println(xs.zip(1 to 3))
    println(xs zip xs.tail)
    println(List((1, "a"), (2, "b")).unzip)
    println(xs.zipWithIndex.map { case (x, i) => x + i })
    println(xs.zipWithIndex.toMap)
    println(xs.zipAll(List(1), "z", 0))
    println(xs.indices)
    println(xs.indices.toList)
  }

  def additions(): Unit = {
    val xs = List(1, 2)
    println(0 :: xs)
    println(1 :: 2 :: Nil)
    println(xs :+ 3)
    println(0 +: xs)
    println(xs ++ List(3))
    println(xs ::: List(3))
    println(xs ++ Some(9))
    println(List.concat(xs, xs))
    println(xs.appended(3))
    println(xs.patch(1, List(7, 8), 1))
    println(xs.updated(1, 5))
    println(xs.padTo(4, 0))
    println(xs.diff(List(1)))
    println(xs.intersect(List(2)))
    println(List(1, 1, 2).distinct)
    println(xs.reverse)
    println(List(3, 3).union(List(3)))
  }

  def groups(): Unit = {
    val xs = List("apple", "bob", "ann")
    val byLength = xs.groupBy(_.length)
    println(byLength(3))
    println(byLength.keys.toList.sorted)
    println(xs.groupBy(_.head).map { case (c, ws) => (c, ws.size) }.toList.sorted)
    println(xs.groupBy(_.length).mapValues(_.size).toList.sorted)
    println(List(1, 2, 3).groupBy(_ % 2 == 0)(false))
    println(List("a", "b", "a").groupBy(identity).mapValues(_.length).toSeq.sortBy(-_._2))
    println(xs.groupMapReduce(_.length)(_ => 1)(_ + _).toList.sorted)
  }

  def factories(): Unit = {
    println(List.fill(3)("x"))
    println(List.tabulate(3)(i => i * i))
    println(List.range(1, 4))
    println(Array.fill(2)(0).toList)
    println(Seq.empty[Int])
    println(List.empty[String])
    println(Vector.fill(2)(1.0))
    println(Array.ofDim[Int](2, 3).map(_.toList).toList)
    println(new Array[Int](3).toList)
    println(new Array[String](2).toList)
    println(Array.tabulate(3)(_ + 1).sum)
    println(List.iterate(1, 4)(_ * 2))
    println(Array.range(0, 3).toList)
  }

  def arrays(): Unit = {
    val xs = Array(3, 1, 2)
    xs(0) = 10
    println(xs.toList)
    println(xs.length)
    println(xs.sorted.toList)
    println(xs.map(_ + 1).mkString(","))
    xs(1) += 5
    println(xs(1))
    println(xs.contains(2))
    println(xs.toSeq.sum)
  }

  def arrayEquality(): Unit = {
    val a = Array(1, 2)
    val b = Array(1, 2)
    println(a == b)
    println(a == a)
    println(a.sameElements(b))
    println(a.toList == b.toList)
    println(List(1) == Seq(1))
    println(Vector(1) == List(1))
  }

  def aliases(): Unit = {
    val a = Array(1, 2)
    val b = a
    b(0) = 9
    println(a(0))
    val c = a.clone
    c(0) = 7
    println(a(0))
    val list = a.toList
    a(1) = 8
    println(list)
  }

  def ranges(): Unit = {
    println((1 to 5).toList)
    println((1 until 5).toList)
    println((1 to 10 by 3).toList)
    println((5 to 1 by -1).toList)
    println((5 to 1).toList)
    println((0 until 3).map(_ * 2))
    println((1 to 5).sum)
    println((1 to 5).filter(_ % 2 == 0))
    println((1 to 3).reverse.toList)
    println((1 to 3).contains(3))
    println((1 until 4).size)
    println(Range(0, 5).toList)
    println((1 to 3).mkString(","))
    println((1 to 3).toArray.length)
    println((1 to 4).foldLeft(1)(_ * _))
    println((10 until 0 by -3).toList)
    println((1 to 3).zip(4 to 6))
  }

  def iterators(): Unit = {
    val it = List(1, 2, 3).iterator
    while (it.hasNext) print(it.next() + " ")
    println()
    println(it.hasNext)
    println(Iterator(1, 2, 3).map(_ * 2).toList)
    println(Iterator(1, 2).sum)
    println(Iterator.from(5).take(3).toList)
    println(List(1, 2).iterator.zipWithIndex.toList)
    println(Iterator.continually(7).take(2).toList)
    println(Iterator(1, 2).mkString("-"))
  }

  def nextOfEmpty(): Unit = println(Iterator[Int]().next())

  def equalityOfNested(): Unit = {
    println(List(1, 2) == List(1, 2))
    println((1, "a") == (1, "a"))
    println(Set(1, 2) == Set(2, 1))
    println(Map("a" -> 1) == Map("a" -> 1))
    println(Some(1) == Some(1))
    println(List(1, 2) != List(2, 1))
    println((1, 2) == ((1, 2)))
  }

  def tuples(): Unit = {
    val t = (1, "a", 2.5, true)
    println(t._1)
    println(t._3)
    println(t)
    val (a, b, c, d) = t
    println(a + b + c + d)
    println((1, 2).swap)
    val pair = 1 -> "x"
    println(pair._2)
    println(((1, 2), 3))
    val ((x, y), z) = ((1, 2), 3)
    println(x + y + z)
    println((1, (2, 3))._2._1)
    println(t.productArity)
    println((1, 2).copy(_2 = 9))
    println((1, 2, 3, 4, 5)._5)
  }

  def flattened(): Unit = {
    println(List(List(1), List(2, 3)).flatten)
    println(List(Some(1), None).flatten)
    println(List("ab", "c").flatten)
    println(List("a b", "c").flatMap(_.split(" ")))
    println(Array("a b", "c").flatMap(_.split(" ")).toList)
    println(List(List(1, 2), List(3, 4)).transpose)
    println(List(1, 2, 3).combinations(2).toList)
    println(List(1, 2, 3).permutations.size)
    println(List(1, 2).map(List.fill(2)(_)))
  }

  def comparedWithPattern(): Unit = {
    val Array(a, b) = "x y".split(" ")
    println(a + b)
    val List(x, _*) = List(1, 2, 3)
    println(x)
    val head :: rest = List(1, 2, 3)
    println(head + " " + rest)
  }

  def patternOfWrongSize(): Unit = {
    val Array(a, b) = "x y z".split(" ")
    println(a + b)
  }

  def foreachs(): Unit = {
    List(1, 2).foreach(println)
    List(1, 2).foreach(x => print(x + ","))
    println()
    List("a" -> 1).foreach { case (k, v) => println(k + v) }
    for ((k, v) <- Map("a" -> 1)) println(s"$k=$v")
    List(1.0, 2.0).foreach(println)
    List(Some(1)).foreach(println(_))
    List(1, 2, 3).zipWithIndex.foreach { case (x, i) => if (i > 0) println(x) }
  }

  def copiesOfCopies(): Unit = {
    val ages = Map("b" -> 2, "a" -> 1)
    println(ages.values.toSeq.map(_ + 1).sorted)
    println(ages.keys.toList.sorted.mkString(","))
    println(ages.toList.sorted.toArray.toSeq.head)
    val words: Iterable[String] = List("x", "y")
    println(words.toList ++ words.toSeq)
    println(words.toList :+ "z")
    val first = words.toList
    val again = first.toBuffer
    again += "w"
    println(first.size + " " + again.size)
  }

  def orders(): Unit = {
    val pairs = List("x" -> 1, "y" -> 3, "z" -> 2)
    val descending = new Ordering[Int] { def compare(a: Int, b: Int) = b - a }
    println(List(3, 1, 2).sorted(descending))
    println(List(3, 1, 2).max(descending))
    println(pairs.sortBy(_._2)(descending))
    println(pairs.sortBy(_._2)(Ordering[Int].reverse))
    println(pairs.maxBy(_._2)(Ordering[Int].reverse))
    println(pairs.max(Ordering.by((p: (String, Int)) => p._2)))
    println(pairs.sorted(Ordering[Int].reverse.on[(String, Int)](_._2)))
    println(List("b" -> 1, "a" -> 1, "c" -> 2).sorted(Ordering.Tuple2(Ordering.String, Ordering.Int.reverse)))
    println(List(3, 1, 2).sorted(Ordering.fromLessThan[Int](_ > _)))
    println(Ordering[Int].compare(2, 1))
    println(List(1, 3, 2).reduceLeft(Ordering[Int].max))
    case class P(name: String, age: Int)
    implicit val byAge: Ordering[P] = Ordering.by(_.age)
    println(List(P("a", 2), P("b", 1)).sorted)
    println(List(P("a", 2), P("b", 1)).min)
  }

  def tables(): Unit = {
    val table = Array.tabulate(2, 3)((i, j) => i * 10 + j)
    println(table.map(_.mkString(" ")).mkString("/"))
    table(1)(2) /= 5
    table(0)(0) -= 7
    println(table.flatten.toList)
    println((1 to 4).foldRight(0)(_ - _))
  }
}
