/** Functions as streams have them, on plain values: words, pairs, windows, state. */
object Spark {
  case class Reading(sensor: String, value: Double)
  case class Log(ip: String, code: Int, bytes: Long)

  object Parser {
    private val pattern = """^(\S+) (\d{3}) (\d+|-)$""".r
    def parse(line: String): Option[Log] = line match {
      case pattern(ip, code, bytes) => Some(Log(ip, code.toInt, if (bytes == "-") 0 else bytes.toLong))
      case _ => None
    }
  }

  def main(args: Array[String]): Unit = println("snippets")

  def wordCount(): Unit = {
    val lines = List("to be or not to be", "", "be")
    val words = lines.flatMap(_.split(" "))
    println(words.size)
    val counts = words.map((_, 1)).groupBy(_._1).map { case (w, ps) => (w, ps.map(_._2).sum) }
    println(counts.toList.sorted)
    println(words.filter(_.nonEmpty).map(w => (w, 1L)).head)
    println(words.map(x => (x, 1)).take(2))
  }

  def updateFunction(): Unit = {
    val update = (values: Seq[Int], state: Option[Int]) => {
      val current = values.foldLeft(0)(_ + _)
      val previous = state.getOrElse(0)
      Some(current + previous)
    }
    println(update(Seq(1, 2), None))
    println(update(Nil, Some(5)))
    def drop(values: Seq[Int], state: Option[Int]): Option[Int] =
      if (values.isEmpty) None else Some(values.sum + state.getOrElse(0))
    println(drop(Nil, Some(1)))
    println(drop(Seq(4), Some(1)))
    def average(vs: Seq[Double], s: Option[(Double, Int)]): Option[(Double, Int)] = {
      val (sum, n) = s.getOrElse((0.0, 0))
      Some((sum + vs.sum, n + vs.length))
    }
    println(average(Seq(1.5, 2), None))
    println(average(Seq(), Some((3.0, 2))))
  }

  def parsing(): Unit = {
    val lines = List("1.1.1.1 200 15", "2.2.2.2 404 -", "broken")
    println(lines.flatMap(Parser.parse))
    println(lines.map(Parser.parse).count(_.isEmpty))
    val logs = lines.flatMap(l => Parser.parse(l))
    println(logs.map(_.bytes).sum)
    println(logs.map(l => (l.code, 1)).toMap.keys.toList.sorted)
    println(logs.filter(_.code / 100 == 4).map(_.ip))
  }

  def csvRows(): Unit = {
    val rows = List("a,1.5", "b,2", "a,", "c,x")
    val good = rows.map(_.split(",")).filter(_.length == 2)
    println(good.map(_(0)))
    println(rows.map { line =>
      val fields = line.split(",")
      val value = if (fields.length > 1) fields(1) else "0"
      (fields(0), value)
    })
    val readings = rows.flatMap { r =>
      val p = r.split(",", -1)
      try Some(Reading(p(0), p(1).toDouble)) catch { case _: NumberFormatException => None }
    }
    println(readings)
    println(readings.groupBy(_.sensor).mapValues(_.map(_.value).max).toList.sortBy(_._1))
  }

  def topWords(): Unit = {
    val counts = List(("a", 3), ("b", 5), ("c", 5), ("d", 1))
    println(counts.sortBy(_._2).reverse.take(2))
    println(counts.sortBy(-_._2).take(2))
    println(counts.sortBy(p => (-p._2, p._1)).map(_._1).mkString(" "))
    println(counts.map { case (w, n) => (n, w) }.sorted.reverse.head)
    println(counts.map(_.swap).sortWith(_._1 > _._1))
    val top = counts.sortBy(_._2)(Ordering[Int].reverse).take(3)
    top.foreach { case (w, n) => println("%s (%s times)".format(w, n)) }
  }

  def hashtags(): Unit = {
    val tweets = List("I #love #spark", "no tags", "#spark")
    val tags = tweets.flatMap(_.split(" ").filter(_.startsWith("#")))
    println(tags)
    println(tags.map(t => (t.toLowerCase, 1)).groupBy(_._1).mapValues(_.size).toList.sorted)
    println(tweets.map(_.split(" ").count(_.startsWith("#"))))
    println(tags.map(_.substring(1)).distinct.sorted)
  }

  def partitions(): Unit = {
    def each(it: Iterator[(String, Int)]): Iterator[Int] = {
      val out = scala.collection.mutable.ArrayBuffer[Int]()
      while (it.hasNext) {
        val (_, n) = it.next()
        out += n * 2
      }
      out.iterator
    }
    println(each(Iterator(("a", 1), ("b", 2))).toList)
    def sums(it: Iterator[Int]): Iterator[Int] = Iterator(it.sum)
    println(sums(Iterator(1, 2)).toList)
    println(Iterator(1, 2, 3).filter(_ > 1).map(x => (x, 1)).toList)
    println(Iterator(("a", 1)).map { case (k, v) => k + v }.mkString(","))
  }

  def windows(): Unit = {
    val add = (a: Int, b: Int) => a + b
    val remove = (a: Int, b: Int) => a - b
    println(List(1, 2, 3).sliding(2).map(_.reduce(add)).toList)
    println(remove(5, 2))
    println(List((1, 2.0), (2, 4.0)).reduce((a, b) => (a._1 + b._1, a._2 + b._2)))
    val (n, total) = List((1, 2.0), (2, 4.0)).reduce { (a, b) => (a._1 + b._1, a._2 max b._2) }
    println(total / n)
  }

  def combiners(): Unit = {
    val create = (v: Double) => (v, 1)
    val merge = (acc: (Double, Int), v: Double) => (acc._1 + v, acc._2 + 1)
    val combine = (a: (Double, Int), b: (Double, Int)) => (a._1 + b._1, a._2 + b._2)
    println(combine(merge(create(1.0), 3.0), create(5.0)))
    val joined: (String, (Int, Option[String])) = ("k", (1, None))
    println(joined._2._2.getOrElse("none"))
    joined match { case (k, (n, o)) => println(k + n + o) }
    val grouped: (String, Iterable[Int]) = ("k", List(1, 2))
    println(grouped._2.sum + grouped._1)
  }

  def options(): Unit = {
    val args = Array("localhost", "9999")
    val Array(host, port) = args
    println(host + ":" + port.toInt)
    val seconds = if (args.length > 2) args(2).toInt else 5
    println(seconds)
    val Array(first, _) = args
    println(first)
    if (args.length < 3) println("Usage: <host> <port> <seconds>")
    val topics = "a,b".split(",").map((_, 1)).toMap
    println(topics)
    println("a,b".split(",").toSet.size)
    val params = Map[String, String]("k" -> "v", "n" -> 1.toString)
    println(params("n"))
    println(args.headOption.getOrElse("none"))
    println(args.lift(7).map(_.toInt).getOrElse(0))
  }

  class ByLength(parts: Int) extends org.apache.spark.Partitioner {
    def numPartitions: Int = parts
    def getPartition(key: Any): Int = key.toString.length % numPartitions
  }

  def anOverriddenAttributeIsRead(): Unit = {
    val byLength = new ByLength(3)
    println(byLength.getPartition("four") + " of " + byLength.numPartitions)
  }

  def hadoopsValuesArePythons(): Unit = {
    import org.apache.hadoop.io.{BooleanWritable, DoubleWritable, IntWritable, LongWritable, Text}
    val pairs = List("a", "bb").map(word => (new Text(word), new IntWritable(word.length)))
    println(pairs.map(pair => pair._1.toString + pair._2.get).mkString(" "))
    println(pairs.map(_._2.get).sum / 2)
    println((new LongWritable(7L).get, new DoubleWritable(1.0).get, new BooleanWritable(true).get))
    println(new Text().toString.length)
  }
}
