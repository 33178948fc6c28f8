/** Text: strings, their methods, splitting, regular expressions. */
object Text {
  def main(args: Array[String]): Unit = println("snippets")

  def splitDropsTrailingEmpties(): Unit = {
    println("a,b,,".split(",").length)
    println(",a,b".split(",").length)
    println("".split(",").length)
    println(",".split(",").length)
    println(" a  b ".split(" ").mkString("[", "|", "]"))
  }

  def splitWithLimit(): Unit = {
    println("a,b,,".split(",", -1).length)
    println("a,b,c".split(",", 2).mkString("|"))
    println("a=b=c".split("=", 2)(1))
  }

  def splitByRegex(): Unit = {
    println("a1b22c".split("[0-9]+").mkString("|"))
    println("a.b.c".split("\\.").mkString("|"))
    println("a|b|c".split("\\|").mkString(","))
    println("one  two\tthree".split("\\s+").mkString("|"))
    println("  lead".split("\\s+").mkString("|"))
    println("Hello, World! It's".split("\\W+").mkString("|"))
  }

  def splitByDotIsRegex(): Unit = {
    println("a.b".split(".").length)
    println("a|b".split("|").mkString(","))
  }

  def splitByChar(): Unit = {
    println("a,b,c".split(',').mkString("|"))
    println("a.b.c".split('.').mkString("|"))
    println("a b;c".split(Array(' ', ';')).mkString("|"))
  }

  def splitEmptyPattern(): Unit = println("abc".split("").mkString("|"))

  def splitUnicode(): Unit = println("größe café".split(" ").map(_.length).mkString(","))

  def indexOutOfRange(): Unit = {
    val parts = "a b".split(" ")
    println(parts(2))
  }

  def negativeIndex(): Unit = {
    val parts = "a b".split(" ")
    println(parts(-1))
  }

  def charAtOutOfRange(): Unit = println("abc".charAt(5))

  def negativeCharAt(): Unit = println("abc"(-1))

  def chars(): Unit = {
    println("abc".charAt(1))
    println("abc"(0))
    println("abc".head)
    println("abc".last)
    println("abc".tail)
    println("abc".init)
  }

  def charArithmetic(): Unit = {
    val c = 'a'
    println(c + 1)
    println((c + 1).toChar)
    println('z' - 'a')
    println(c.toInt)
    println('7' - '0')
    println('7'.asDigit)
    println(('a' to 'e').mkString)
  }

  def charPredicates(): Unit = {
    println('a'.isLetter)
    println('1'.isDigit)
    println(' '.isWhitespace)
    println('A'.isUpper)
    println('a'.toUpper)
    println(Character.isDigit('x'))
  }

  def charComparison(): Unit = {
    val c = 'm'
    println(c >= 'a' && c <= 'z')
    println(c > 'z')
    println("hello".filter(c => c > 'h'))
    println("hello".count(_ == 'l'))
  }

  def charAndText(): Unit = {
    println('a' + "b")
    println("b" + 'a')
    println('a'.toString + 'b')
    println("ab" == "a" + 'b')
  }

  def substrings(): Unit = {
    println("hello".substring(1))
    println("hello".substring(1, 3))
    println("hello".take(2))
    println("hello".drop(2))
    println("hello".takeRight(2))
    println("hello".dropRight(2))
    println("hello".slice(1, 3))
    println("hello".take(10))
    println("hello".take(-1))
  }

  def substringOutOfRange(): Unit = println("abc".substring(2, 5))

  def substringNegative(): Unit = println("abc".substring(-1))

  def indexOfText(): Unit = {
    println("hello".indexOf("l"))
    println("hello".indexOf('z'))
    println("hello".lastIndexOf("l"))
    println("hello".indexOf("l", 3))
    println("hello".indexWhere(_ == 'l'))
  }

  def cases(): Unit = {
    println("Hello".toUpperCase)
    println("Hello".toLowerCase())
    println("hello".capitalize)
    println("".capitalize)
  }

  def trims(): Unit = {
    println("[" + "  a b \t\n".trim + "]")
    println("[" + "\u00a0a".trim + "]")
    println("x".strip())
  }

  def predicates(): Unit = {
    println("hello".startsWith("he"))
    println("hello".endsWith("lo"))
    println("hello".contains("ell"))
    println("".isEmpty)
    println("a".nonEmpty)
    println("Hello".equalsIgnoreCase("hELLO"))
    println("a".equals("a"))
  }

  def replaces(): Unit = {
    println("a.b.c".replace(".", "-"))
    println("a.b.c".replace('.', '-'))
    println("a1b2".replaceAll("[0-9]", "#"))
    println("a1b2".replaceAll("([a-z])([0-9])", "$2$1"))
    println("a1b2".replaceFirst("[0-9]", "#"))
    println("a.b".replaceAll(".", "x"))
  }

  def matchesWhole(): Unit = {
    println("abc123".matches("[a-z]+[0-9]+"))
    println("abc123".matches("[a-z]+"))
    println("2015-01-02".matches("\\d{4}-\\d{2}-\\d{2}"))
  }

  def regexes(): Unit = {
    val number = "[0-9]+".r
    println(number.findFirstIn("ab12cd34"))
    println(number.findAllIn("ab12cd34").toList)
    println(number.replaceAllIn("ab12cd34", "#"))
    println(number.findFirstIn("none"))
  }

  def regexPattern(): Unit = {
    val date = """(\d+)-(\d+)""".r
    "12-34" match {
      case date(a, b) => println(a + "/" + b)
      case _ => println("no")
    }
    "12-34x" match {
      case date(a, b) => println(a + "/" + b)
      case other => println("no " + other)
    }
    val date(x, y) = "5-6"
    println(x.toInt + y.toInt)
  }

  def concatenations(): Unit = {
    println("a" + 1 + 2)
    println(1 + 2 + "a")
    println("n = " + 1.0)
    println("l = " + List(1, 2))
    println("o = " + Some("x") + None)
    println("b = " + true + null)
    val nothing: String = null
    println("null: " + nothing)
  }

  def appended(): Unit = {
    var text = "a"
    text += "b"
    text += 1
    text += 2.0
    text += 'c'
    println(text)
  }

  def repeated(): Unit = {
    println("ab" * 3)
    println("-" * 0 + "|")
  }

  def backwards(): Unit = {
    println("hello".reverse)
    println("hello".sorted)
    println("hello".distinct)
    println("hello".toSet.size)
  }

  def asCollection(): Unit = {
    println("hello".map(_.toUpper))
    println("abc".map(c => (c + 1).toChar))
    println("hello".filter(_ != 'l'))
    println("abc".zipWithIndex)
    println("abc".toList)
    println("abc".toCharArray.length)
    println("a-b-c".count(_ == '-'))
    println("hello".groupBy(identity).map { case (c, s) => (c, s.length) }.toList.sorted)
  }

  def partsOfText(): Unit = {
    println("hello world".partition(_ < 'l'))
    println("12ab".span(_.isDigit))
    println("12ab".takeWhile(_.isDigit))
    println("12ab".dropWhile(_.isDigit))
    println("hello".splitAt(2))
    println("abcdef".grouped(4).toList)
    println("abcd".sliding(2).toList)
  }

  def multiline(): Unit = {
    val text =
      """first
        |second
        |  third""".stripMargin
    println(text)
    println(text.split("\n").length)
    println(text.linesIterator.toList)
  }

  def rawText(): Unit = {
    println("""a\nb "c" \d""")
    println("tab\there \"quoted\" back\\slash")
    println("\u00e9")
    println('\'')
    println("it's")
  }

  def comparesText(): Unit = {
    println("a".compareTo("c"))
    println("apple" < "banana")
    println("abc".compareTo("abcd"))
    println("B".compareToIgnoreCase("a"))
  }

  def formats(): Unit = {
    println("%d %s".format(3, "x"))
    println("%5d|%-5s|%05d".format(42, "ab", 42))
    println("%.2f %8.3f".format(3.14159, 2.0))
    println("%s %s".format(List(1), Some(2.0)))
    println("%x %X".format(255, 255))
    println("%,d".format(1234567))
    println("%5.1f%%".format(12.345))
    println("%c%b".format('a', true))
    println("%e".format(12345.678))
    println(String.format("%s-%s", "a", "b"))
  }

  def formatHalfUp(): Unit = {
    println("%.1f".format(0.25))
    println("%.0f".format(2.5))
    println("%.2f".format(1.005))
    println(f"${0.125}%.2f")
  }

  def formatsMismatch(): Unit = println("%d".format("x"))

  def interpolated(): Unit = {
    val name = "Ann"
    val age = 41
    val height = 1.5
    println(s"$name is $age")
    println(s"${name.toUpperCase} is ${age + 1}")
    println(s"$height ${Some(height)} ${List(1.0)}")
    println(f"$height%.2f $age%5d $name%-6s|")
    println(s"$$5 {braces} ${if (age > 40) "old" else "young"}")
    println(raw"a\n$name")
    println(s"quote \" and 'single' $name")
    println(s"${"nested " + s"$age"}")
    println(s"true: ${age > 3} null: ${null}")
  }

  def interpolatedLines(): Unit = {
    val n = 3
    println(s"""first $n
      |second ${n + 1}""".stripMargin)
  }

  def builders(): Unit = {
    val sb = new StringBuilder
    sb.append("a")
    sb.append(1)
    sb.append(2.0).append('c')
    sb ++= "xyz"
    sb += '!'
    println(sb.toString)
    println(sb.length)
    println(sb)
    sb.setLength(2)
    println(sb.reverse.toString)
    val other = new StringBuilder("start")
    other.insert(0, ">")
    println(other.toString())
  }

  def javaBuilders(): Unit = {
    val sb = new java.lang.StringBuilder()
    sb.append(true).append(List(1)).append(3L)
    println(sb.toString)
    sb.deleteCharAt(0)
    println(sb.charAt(0))
  }

  def joins(): Unit = {
    println(List("a", "b").mkString)
    println(List("a", "b").mkString(", "))
    println(List(1.0, 2.5).mkString("<", ";", ">"))
    println(List(Some(1), None).mkString(" "))
    println(String.join("-", "a", "b"))
    println(List().mkString("[", ",", "]"))
    println(Array(true, false).mkString(","))
  }

  def conversions(): Unit = {
    println(String.valueOf(3))
    println(3.toString + 4.0.toString)
    println(true.toString)
    println(List("1", "2").map(_.toInt).sum)
    println("12".toLong + "3".toDouble)
    println("a b c".split(" ").map(_ + "!").toList)
  }

  def stripped(): Unit = {
    println("http://x".stripPrefix("http://"))
    println("a.txt".stripSuffix(".txt"))
    println("a.txt".stripSuffix(".csv"))
    println("[" + "a\n".stripLineEnd + "]")
    println("ab".padTo(5, '.'))
    println("x".padTo(3, '-').length)
  }

  def nullText(): Unit = {
    val s: String = null
    println(s == null)
    println(s)
    println(s.length)
  }

  def textOfUnit(): Unit = {
    val nothing = println("x")
    println(nothing)
    println(())
  }

  def existsAndForall(): Unit = {
    println("abc1".exists(_.isDigit))
    println("abc1".forall(_.isLetter))
    println("abc1".find(_.isDigit))
    for (c <- "ab") print(c + ";")
    println()
    "ab".foreach(print)
    println()
  }

  def matchesOfRegexes(): Unit = {
    val number = new scala.util.matching.Regex("([a-z]+)(\\d+)", "word", "digits")
    for (m <- number.findAllMatchIn("abc123 de45 f6")) println(m.group(1) + "/" + m.group(2) + " at " + m.start)
    println(number.replaceAllIn("abc123 de45", m => m.group("digits") + m.group("word").toUpperCase))
    println(number.findFirstMatchIn("-- q7").map(_.matched))
    println(number.findFirstMatchIn("-- q7").map(m => m.before + "|" + m.after + "|"))
  }

  def floatsInTuples(): Unit = {
    println(0.1f + 0.2f, 1.0f / 3)
    println(3.99f.toLong, 2.5f.toInt)
    println("a", Vector(1, 2), 'c')
  }

  def formattedFloats(): Unit = {
    val ratio = 1.toFloat / 3
    println("%s of %d: %.2f".format(ratio, 3, ratio))
    println(String.format("%s", ratio.toString))
    System.out.printf("%s and %s%n", "a", ratio.toString)
  }
}
