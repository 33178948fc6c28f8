package sparkish.port

import scala.collection.mutable

/** What is written: numbers, strings, booleans, sequences, and objects whose fields keep their order. */
object Json {
  final class Obj {
    val fields = mutable.LinkedHashMap.empty[String, Any]

    /** Set a field, unless its value is missing, false or an empty option. */
    def put(name: String, value: Any): this.type = {
      value match {
        case null | None | false =>
        case Some(x) => fields(name) = x
        case x => fields(name) = x
      }
      this
    }

    /** Set a field whatever its value is; null is written as null. */
    def set(name: String, value: Any): this.type = { fields(name) = value; this }
  }

  def obj(kind: String): Obj = new Obj().set("k", kind)

  def write(value: Any, out: java.lang.StringBuilder): Unit = value match {
    case null | None => out.append("null")
    case Some(x) => write(x, out)
    case o: Obj =>
      var separator = '{'
      for ((name, x) <- o.fields) {
        out.append(separator)
        quote(name, out)
        out.append(':')
        write(x, out)
        separator = ','
      }
      out.append(if (separator == '{') "{}" else "}")
    case xs: Iterable[_] =>
      var separator = '['
      for (x <- xs) { out.append(separator); write(x, out); separator = ',' }
      out.append(if (separator == '[') "[]" else "]")
    case d: Double => number(d, out)
    case f: Float => number(f.toString.toDouble, out)
    case n @ (_: Int | _: Long | _: Short | _: Byte | _: Boolean) => out.append(n.toString)
    case other => quote(other.toString, out)
  }

  private def number(d: Double, out: java.lang.StringBuilder): Unit =
    if (d.isNaN || d.isInfinite) quote(d.toString, out) else out.append(d.toString)

  private def quote(text: String, out: java.lang.StringBuilder): Unit = {
    out.append('"')
    for (c <- text) c match {
      case '"' => out.append("\\\"")
      case '\\' => out.append("\\\\")
      case c if c < ' ' || c > '~' => out.append("\\u%04x".format(c.toInt))
      case c => out.append(c)
    }
    out.append('"')
  }
}
