package sparkish.port

import java.io.{BufferedReader, InputStreamReader, PrintStream}
import java.nio.charset.StandardCharsets.UTF_8

import com.fasterxml.jackson.databind.ObjectMapper
import scala.util.control.NonFatal

/** Answers one line with one line: a program's files go in, its trees come out, both as JSON.
  *
  * It ends with its standard input, and so with the process that has started it.
  */
object Server {
  def main(args: Array[String]): Unit = {
    val out = new PrintStream(System.out, true, "UTF-8")
    System.setOut(System.err) // whatever the compiler says is no answer
    val in = new BufferedReader(new InputStreamReader(System.in, UTF_8))
    val mapper = new ObjectMapper()
    Iterator.continually(in.readLine()).takeWhile(_ != null).foreach { line =>
      val answer =
        try Program.dump(mapper.readTree(line))
        catch {
          case e @ (NonFatal(_) | _: StackOverflowError | _: AssertionError) =>
            val trace = e.getStackTrace.take(12).mkString("\n  at ", "\n  at ", "")
            new Json.Obj().set("failed", s"$e$trace")
        }
      val text = new java.lang.StringBuilder
      Json.write(answer, text)
      out.println(text)
    }
    System.exit(0) // the presentation compilers have threads of their own
  }
}
