import java.net.URL

import scala.concurrent.duration._
import scala.sys.process._
import scala.util.{Random, Try}

/** Commands of the system, lengths of time, numbers without an end, what builds a text. */
object Outside {
  def main(args: Array[String]): Unit = println("snippets")

  def commands(): Unit = {
    println("echo one two".!!.trim)
    println(Seq("printf", "%s-%s", "a b", "c").!!)
    val name = "x y"
    println(s"echo '$name'".!!)
    println("true".! + " " + "false".!)
    println(Try("false".!!).isFailure)
  }

  def lengthsOfTime(): Unit = {
    val d = 90.seconds
    println(d.toMillis + " " + d.toMinutes + " " + 5.minutes.toSeconds + " " + 3.days.toHours)
    println(Duration("10 seconds").toMillis + " " + Duration("250ms").toMicros)
    println(1.second + ", " + d + ", " + 200.millis + ", " + Duration(3, MINUTES))
    println(60.seconds == 1.minute)
  }

  def numbersWithoutAnEnd(): Unit = {
    println(List("a", "b").zip(Stream from 1))
    println((List("a", "b") zip Stream.from(5)).map { case (a, n) => a * n })
    for ((word, n) <- Seq("x", "y") zip Stream.from(1, 10)) println(n + word)
  }

  def addresses(): Unit = {
    val u = new URL("http://example.com:8080/a/b?c=1")
    println(u.getHost + u.getPort + u.getPath + " " + u.getFile + u.getProtocol + " " + u)
    println(new URL("https://example.com").getPort + " " + u.getQuery)
    println(getClass.getResource("/no/such/file") == null)
    println((1, "a").productIterator.mkString("-"))
  }

  def seeds(): Unit = {
    val random = new java.util.Random(1)
    val first = random.nextInt(100)
    random.setSeed(1)
    println(random.nextInt(100) == first)
    val other = new Random(5)
    other.setSeed(1)
    println(other.nextInt(100) == first)
  }

  def builtText(): Unit = {
    val text = StringBuilder.newBuilder
    text.append("a").append(1)
    text ++= "bc"
    println(text.toString + text.length)
    println(Iterator.single(3).toList ++ Iterator.empty)
  }

  def aCollectionInAnOption(): Unit = {
    val words = for {
      line <- Option("3 4")
      parts = line.split(" ")
    } yield parts.length
    println(words)
    val all = for {
      line <- Try("1 2 3")
      sum <- Try(line.split(" ").map(_.toInt).sum)
    } yield sum
    println(all)
  }

  def functionsInAComprehension(): Unit = {
    var last = 0
    val sum = for {
      a <- Option(2)
      b <- Option(a + 3)
    } yield {
      last = b
      val c = a * b
      c + last
    }
    println(sum + " " + last)
    val either: Either[String, Int] = Right(4)
    val more = for (n <- either.right) yield {
      last += n
      n * last
    }
    println(more + " " + last)
  }
}
