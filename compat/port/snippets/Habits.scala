import java.io.{BufferedReader, BufferedWriter, File, FileWriter, PrintWriter, StringReader, StringWriter}

import scala.collection.mutable
import scala.collection.mutable.ArrayBuffer
import scala.io.Source
import scala.util.Try

sealed abstract class Severity(val rank: Int)
object Severity {
  case object Low extends Severity(1)
  case object High extends Severity(9)
  def of(s: String): Severity = s.toLowerCase match { case "low" => Low; case "high" => High; case other => throw new IllegalArgumentException(s"bad $other") }
  val all = Seq(Low, High)
}
case class Alert(id: Int, sev: Severity, tags: Seq[String] = Seq(), parent: Option[Alert] = None)
trait Codec[T] { def encode(t: T): String; def decode(s: String): T }
object Codec {
  implicit object IntCodec extends Codec[Int] { def encode(t: Int) = t.toString; def decode(s: String) = s.toInt }
  implicit object BoolCodec extends Codec[Boolean] { def encode(t: Boolean) = if (t) "1" else "0"; def decode(s: String) = s == "1" }
  def roundTrip[T](t: T)(implicit c: Codec[T]): T = c.decode(c.encode(t))
}
class Pool(size: Int) { private val free = ArrayBuffer.tabulate(size)(i => s"c$i"); private var taken = Set.empty[String]
  def use[A](f: String => A): A = { val c = free.remove(0); taken += c; try f(c) finally { taken -= c; free += c } }
  def status = s"${free.size}/${taken.size}" }
abstract class Job { val name: String; protected def run(): Int; final def execute(): String = { val r = try run() catch { case e: ArithmeticException => -1 }; s"$name=$r" } }
class Divide(a: Int, b: Int) extends Job { val name = "divide"; protected def run() = a / b }
class Matrix(val rows: Int, val cols: Int) { private val d = Array.ofDim[Double](rows, cols); def apply(r: Int, c: Int) = d(r)(c); def update(r: Int, c: Int, v: Double): Unit = d(r)(c) = v; def map(f: Double => Double): Matrix = { val m = new Matrix(rows, cols); for (r <- 0 until rows; c <- 0 until cols) m(r, c) = f(d(r)(c)); m }; override def toString = d.map(_.mkString(" ")).mkString("\n") }
case class Point(x: Int, y: Int) { def +(p: Point) = Point(x + p.x, y + p.y); def manhattan = math.abs(x) + math.abs(y) }
object Point { val Origin = Point(0, 0); implicit val byX: Ordering[Point] = Ordering.by(p => (p.x, p.y)); def parse(s: String): Option[Point] = s.split(",") match { case Array(a, b) => Try(Point(a.trim.toInt, b.trim.toInt)).toOption; case _ => None } }
object Stats { def mean(xs: Seq[Double]): Double = if (xs.isEmpty) 0.0 else xs.sum / xs.size; def percentile(xs: Seq[Int], p: Double): Int = { val s = xs.sorted; s(math.min((s.size * p).toInt, s.size - 1)) }; def histogram(xs: Seq[Int], w: Int): Map[Int, Int] = xs.groupBy(_ / w * w).map { case (k, v) => k -> v.length } }


/** Small programs as people write them: parsers, pools, type classes, sessions, state in objects. */
object Habits {
  def main(args: Array[String]): Unit = println("snippets")
  private val cache = mutable.LinkedHashMap[String, Int]()
  private var counter = 0
  private lazy val table: Map[String, Int] = { counter += 1; Map("a" -> 1) }

  def severities(): Unit = {
    println(Severity.of("HIGH") + " " + Severity.all.map(_.rank).sum + " " + Severity.all)
    try Severity.of("x") catch { case e: IllegalArgumentException => println(e.getMessage) }
    val a = Alert(1, Severity.Low, Seq("x"), Some(Alert(0, Severity.High)))
    println(a)
    println(a.parent.map(_.sev.rank).getOrElse(0))
    val Alert(id, _, tags, _) = a
    println(id + tags.mkString)
    a match { case Alert(_, Severity.Low, Seq(t), Some(Alert(pid, _, _, _))) => println(t + pid); case _ => println("no") }
    println(Seq(Severity.High, Severity.Low).sortBy(_.rank).head)
    println(a == a.copy())
  }

  def codecs(): Unit = { println(Codec.roundTrip(5)); println(Codec.roundTrip(true)) }

  def pools(): Unit = { val p = new Pool(2); println(p.use(c => c + p.status)); println(p.status); println(Try(p.use(c => sys.error("bad"))).isFailure); println(p.status) }

  def jobs(): Unit = { println(new Divide(6, 3).execute()); println(new Divide(6, 0).execute()) }

  def matrices(): Unit = { val m = new Matrix(2, 2); m(0, 1) = 2.5; m(1, 0) += 1; println(m.map(_ * 2)); println(m(0, 1)) }

  def points(): Unit = {
    println(Point.parse("1, 2")); println(Point.parse("x,2")); println(Point.parse("1"))
    println(List(Point(2, 1), Point(1, 5)).sorted); println(List(Point(2, 1), Point(1, 5)).min); println((Point.Origin + Point(1, -2)).manhattan)
    println(List("1,2", "bad", "3,4").flatMap(Point.parse).map(_.x).sum)
    println(List(Point(1, 1), Point(1, 1)).distinct.size + Set(Point(1, 1), Point(1, 1)).size)
    println(Map(Point(1, 2) -> "a")(Point(1, 2)))
  }

  def stats(): Unit = { println(Stats.mean(Seq(1, 2, 4))); println(Stats.percentile(Seq(5, 1, 9), 0.9)); println(Stats.histogram(Seq(1, 11, 12, 25), 10).toSeq.sorted); println(Stats.mean(Nil)); println(f"${Stats.mean(Seq(1.0, 2.0))}%.1f%%") }

  def objectState(): Unit = { cache("a") = 1; cache.getOrElseUpdate("b", { counter += 1; 5 }); println(cache); println(counter); println(table("a") + table.size + counter); counter = 0 }

  def files(): Unit = {
    val f = File.createTempFile("forms", ".txt"); val w = new PrintWriter(f); w.println("a,1"); w.println("b,2"); w.print("c,3"); w.close()
    println(Source.fromFile(f).getLines().map(_.split(",")).map(p => p(0) -> p(1).toInt).toMap)
    val src = Source.fromFile(f.getPath); try println(src.getLines().drop(1).toList) finally src.close()
    println(Source.fromFile(f).mkString.length)
    val bw = new BufferedWriter(new FileWriter(f, true)); bw.newLine(); bw.write("d,4"); bw.close()
    println(Source.fromFile(f).getLines.size); println(f.exists() + " " + f.getName.endsWith(".txt") + " " + f.length()); f.delete(); println(f.exists)
    val r = new BufferedReader(new StringReader("x\ny")); var line = r.readLine(); while (line != null) { println(line); line = r.readLine() }
    println(Iterator.continually(5).take(2).toList)
    val sw = new StringWriter(); sw.write("q"); println(sw.toString)
    println(Source.fromString("l1\nl2").getLines().toList)
  }

  def parsing(): Unit = {
    def csv(line: String): Array[String] = { val out = ArrayBuffer[String](); val sb = new StringBuilder; var inQuotes = false; for (c <- line) c match { case '"' => inQuotes = !inQuotes; case ',' if !inQuotes => out += sb.toString; sb.clear(); case other => sb.append(other) }; out += sb.toString; out.toArray }
    println(csv("a,\"b,c\",d").toList); println(csv("").length)
    def kv(s: String) = s.split("&").map { p => val i = p.indexOf('='); if (i < 0) (p, "") else (p.substring(0, i), p.substring(i + 1)) }.toMap
    println(kv("a=1&b&c=x=y"))
    val text = "the cat the dog"; println(text.split(" ").foldLeft(Map.empty[String, Int]) { (m, w) => m + (w -> (m.getOrElse(w, 0) + 1)) })
    println(text.split("\\W+").groupBy(identity).mapValues(_.length).toSeq.sortBy { case (w, n) => (-n, w) }.take(2))
    println(text.toSeq.filter(_.isLetter).groupBy(_.toLower).map { case (c, s) => c -> s.size }.toList.sortBy(_._1).take(3))
    println(text.zipWithIndex.collect { case (c, i) if c == 't' => i }); println(text.indexWhere(_ == 'c')); println(text.span(_ != ' ')); println(text.partition(_ > 'h')); 
    println("1;2;;".split(";", -1).length + " " + "".split(",").length + " " + ",a".split(",").toList + " " + " ".split(" ").length)
    println("2020-01-02T03".split("[-T]").map(_.toInt).toList); println("aXbX".split("X").toList); println("k: v".split(":").map(_.trim).toList)
    println("%s|%5.1f|%03d".format("a", 2.25, 7)); println("Hello".foldLeft(0)((h, c) => 31 * h + c) == "Hello".hashCode); println("abc".map(_.toInt).sum); println("a-b".map { case '-' => '_'; case c => c })
    println("line1\r\nline2".split("\r?\n").toList); println("x".padTo(3, ' ') + "|"); println("abc".slice(1, 9) + "abc".drop(5) + "abc".takeRight(2)); println("a,b".split(',') match { case Array(x, y) => y + x }); println("abc".contains('b')); println("abc".indices.toList); println("%x".format(255).toUpperCase); println("12ab".filter(_.isDigit).toInt + 1); println("ab" + 'c' + 1 + 2L + 1.5f + true + null + None + Some(1) + List(1)); println('a' + 'b' + "c"); println("a" + ('b' + 1)); println("abc".last.toString * 2); println("a b".capitalize)
  }
}
