package sparkish.port

import scala.collection.mutable
import scala.reflect.internal.util.SourceFile
import scala.tools.nsc.ast.parser.Tokens
import scala.tools.nsc.interactive.Global
import scala.util.control.NonFatal

/** The tokens of a file: start, end and kind of each. */
class Scan(val global: Global) {
  def tokens(source: SourceFile): List[(Int, Int, String)] = {
    val scanner = new global.syntaxAnalyzer.UnitScanner(new global.CompilationUnit(source)) {
      override def error(off: Int, message: String): Unit = ()
    }
    val found = mutable.ListBuffer.empty[(Int, Int, String)]
    // One malformed literal ends the scanner; what stands before it is known all the same.
    try {
      scanner.init()
      while (scanner.token != Tokens.EOF) {
        val kind = scanner.token
        val start = scanner.offset
        scanner.nextToken()
        if (kind != Tokens.NEWLINE && kind != Tokens.NEWLINES) {
          found += ((start, math.max(start, scanner.lastOffset), global.syntaxAnalyzer.token2string(kind)))
        }
      }
    } catch { case NonFatal(_) => }
    found.toList
  }
}

object Scan {

  /** The comments of a part without tokens. */
  def comments(content: Array[Char], from: Int, to: Int): List[(Int, Int)] = {
    val found = mutable.ListBuffer.empty[(Int, Int)]
    var i = from
    while (i + 1 < to) {
      if (content(i) == '/' && content(i + 1) == '/') {
        val start = i
        while (i < to && content(i) != '\n' && content(i) != '\r') i += 1
        found += ((start, i))
      } else if (content(i) == '/' && content(i + 1) == '*') {
        val start = i
        var depth = 1
        i += 2
        while (i < to && depth > 0) {
          if (i + 1 < to && content(i) == '*' && content(i + 1) == '/') { depth -= 1; i += 2 }
          else if (i + 1 < to && content(i) == '/' && content(i + 1) == '*') { depth += 1; i += 2 }
          else i += 1
        }
        found += ((start, i))
      } else i += 1
    }
    found.toList
  }

  /** The text of a part without tokens, without its comments. */
  def stripped(content: Array[Char], from: Int, to: Int): String = {
    val hidden = comments(content, from, to)
    (from until to).filterNot(i => hidden.exists { case (s, e) => s <= i && i < e }).map(content(_)).mkString
  }
}
