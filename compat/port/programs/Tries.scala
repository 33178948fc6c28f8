package programs.Tries

import scala.util.{Failure, Success, Try}

object Tries {
  def parse(s: String): Try[Int] = Try(s.toInt)
  def main(args: Array[String]): Unit = {
    println(parse("1").isSuccess)
    println(parse("x").isFailure)
    println(parse("2").get + 1)
    println(parse("x").getOrElse(-1))
    println(parse("3").map(_ * 2).getOrElse(0))
    println(parse("4").toOption)
    println(parse("y").toOption)
    parse("5") match {
      case Success(n) => println("ok " + n)
      case Failure(e) => println("bad " + e.getMessage)
    }
    parse("z") match {
      case Success(n) => println("ok " + n)
      case Failure(e) => println("bad " + e.getMessage)
    }
    println(parse("q").recover { case _: NumberFormatException => 0 }.get)
    println(parse("6").filter(_ > 10).isSuccess)
    println(parse("7").flatMap(n => parse(n.toString + "0")).get)
    val all = List("1", "a", "3").map(parse)
    println(all.filter(_.isSuccess).map(_.get).sum)
    println(List("1", "a", "3").flatMap(s => parse(s).toOption))
    parse("8").foreach(n => println(n))
    println(Try { 10 / 0 }.isFailure)
    val r = Try {
      val a = 5
      a * 2
    }
    println(r.get)
    try {
      parse("bad").get
    } catch {
      case e: NumberFormatException => println("thrown " + e.getMessage)
    }
    println(parse("x").failed.get.getMessage)
    println(parse("1").isSuccess && !parse("x").isSuccess)
  }
}
