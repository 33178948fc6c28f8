package programs.Futures

import scala.concurrent.{Await, Future, Promise}
import scala.concurrent.ExecutionContext.Implicits.global
import scala.concurrent.duration._
import scala.util.{Failure, Success, Try}

object Futures {
  def slow(n: Int): Future[Int] = Future {
    Thread.sleep(5)
    n * 2
  }
  def main(args: Array[String]): Unit = {
    val f = Future(1 + 1)
    println(Await.result(f, 5.seconds))
    println(Await.result(slow(4).map(_ + 1), Duration.Inf))
    println(Await.result(slow(1).flatMap(n => slow(n)), 10.seconds))
    val both = for { a <- slow(1); b <- slow(2) } yield a + b
    println(Await.result(both, 5.seconds))
    println(Await.result(Future.sequence(List(slow(1), slow(2), slow(3))), Duration(5, SECONDS)))
    val p = Promise[String]()
    val done = p.future.map(_.toUpperCase)
    p.success("kept")
    println(Await.result(done, 1.second))
    val bad = Future[Int] { throw new IllegalStateException("no") }
    println(Await.result(bad.recover { case e: IllegalStateException => -1 }, 1.second))
    Await.ready(f, 1.second)
    println(f.isCompleted)
    f.value match {
      case Some(Success(v)) => println("value " + v)
      case Some(Failure(e)) => println("failed " + e.getMessage)
      case None => println("none")
    }
    val printed = f.map { v => println("got " + v); v }
    Await.result(printed, 1.second)
    println(Await.result(Future.successful(3), 1.second))
    Try(Await.result(bad, 1.second)) match {
      case Success(v) => println(v)
      case Failure(e) => println(e.getMessage)
    }
  }
}
