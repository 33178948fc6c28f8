package org.apache.spark.streaming.oracle

import java.io.{BufferedReader, FileOutputStream, InputStreamReader, OutputStream, PrintStream}
import java.lang.reflect.InvocationTargetException
import java.net.Socket

import scala.util.control.NonFatal

import org.apache.spark.SparkContext
import org.apache.spark.streaming.StreamingContext

/**
 * Runs the Scala programs one after another in one JVM. The runner tells it over a socket what to
 * do, in lines of words separated by tabs; twins.py is the same for Python.
 */
object Harness {
  private var program: Thread = new Thread()
  private var failure: Option[Throwable] = None
  private var stdout: OutputStream = OutputStream.nullOutputStream()

  /** Where everything that a program prints goes, from whichever thread. */
  private val switch = new PrintStream(new OutputStream {
    override def write(byte: Int): Unit = stdout.write(byte)
    override def write(bytes: Array[Byte], from: Int, n: Int): Unit = stdout.write(bytes, from, n)
    override def flush(): Unit = stdout.flush()
  }, true, "UTF-8")

  def main(args: Array[String]): Unit = {
    System.setOut(switch)
    val socket = new Socket("127.0.0.1", args(0).toInt)
    val in = new BufferedReader(new InputStreamReader(socket.getInputStream, "UTF-8"))
    val out = new PrintStream(socket.getOutputStream, true, "UTF-8")
    Iterator.continually(in.readLine()).takeWhile(_ != null).foreach { line =>
      val reply = try "ok\t" + answer(line.split('\t').toList) catch {
        // What ended the program says more than that it has ended.
        case NonFatal(error) => "error\t" + describe(failure.getOrElse(error))
      }
      out.println(reply.replace("\\", "\\\\").replace("\n", "\\n"))
    }
    sys.exit() // Spark leaves threads behind that would hold the JVM.
  }

  private def answer(words: List[String]): Any = words match {
    case "run" :: clock :: name :: output :: args =>
      Control.useClock(clock)
      stdout = new FileOutputStream(output)
      failure = None
      program = new Thread(() => Console.withOut(switch)(run(name, args.toArray)), name)
      program.start()
      ""
    case "started" :: Nil =>
      while (!Control.isStarted && program.isAlive) Thread.sleep(10)
      failure.foreach(throw _)
      s"${Control.batchDuration} ${Control.currentTime}"
    case "received" :: records :: Nil => Control.received(records.toLong)
    case "nextBatch" :: Nil => Control.nextBatch(); Control.currentTime
    case "finished" :: time :: Nil => Control.finished(time.toLong)
    case "stop" :: Nil => stop()
    case "join" :: Nil =>
      program.join()
      failure.foreach(throw _)
    case _ => throw new IllegalArgumentException(s"unknown: $words")
  }

  private def run(name: String, args: Array[String]): Unit =
    try Class.forName(name).getMethod("main", classOf[Array[String]]).invoke(null, args)
    catch {
      case error: InvocationTargetException => failure = Some(error.getCause)
      case NonFatal(error) => failure = Some(error)
    } finally {
      stop()
      SparkContext.getActive.foreach(_.stop())
    }

  /** The SparkContext goes on until the program ends: the program may use it, or stop it. */
  private def stop(): Unit =
    StreamingContext.getActive().foreach(_.stop(stopSparkContext = false, stopGracefully = false))

  private def describe(error: Throwable): String = {
    val trace = new java.io.StringWriter
    error.printStackTrace(new java.io.PrintWriter(trace))
    trace.toString
  }
}
