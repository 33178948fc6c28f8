/** Numbers: division, remainders, what wraps around, shifts, conversions. */
object Numbers {
  def main(args: Array[String]): Unit = println("snippets")

  def quotientTowardZero(): Unit = {
    println(-7 / 2)
    println(7 / -2)
    println(-7L / 2)
    val a = -9
    val b = 4
    println(a / b)
  }

  def remainderHasSignOfDividend(): Unit = {
    println(-7 % 3)
    println(7 % -3)
    val n = -8
    println(n % 3)
    println(-7.5 % 2)
  }

  def divisionByZero(): Unit = {
    val zero = 0
    println(1 / zero)
  }

  def remainderByZero(): Unit = {
    val zero = 0
    println(1 % zero)
  }

  def doubleDivisionByZero(): Unit = {
    val zero = 0.0
    println(1.0 / zero)
    println(-1 / zero)
    println((zero / zero).isNaN)
  }

  def intSumWraps(): Unit = {
    val largest = Int.MaxValue
    println(largest + 1)
    var n = 2000000000
    n += 2000000000
    println(n)
    println(Int.MinValue - 1)
  }

  def sumOfVariablesWraps(): Unit = {
    val a = 2000000000
    val b = 2000000000
    println(a + b)
    println(-a - b - a)
  }

  // differs: a sum of numbers that are small wraps around in Scala only
  def foldedSumWraps(): Unit = {
    val numbers = List(2000000000, 2000000000)
    println(numbers.sum)
    println(numbers.reduce(_ + _))
    println(numbers.foldLeft(0)(_ + _))
    println(numbers.product)
  }

  // differs: a sum of numbers that are small wraps around in Scala only
  def loopedSumWraps(): Unit = {
    var total = 0
    for (n <- 1 to 70000) total += n
    println(total)
    var product = 1
    for (n <- 1 to 20) product *= n
    println(product)
  }

  def incrementedCounter(): Unit = {
    var n = Int.MaxValue
    n += 1
    println(n)
  }

  def longSumWraps(): Unit = {
    val largest = Long.MaxValue
    println(largest + 1)
    println(largest * 2)
    var n = 1L
    for (_ <- 0 until 70) n *= 3
    println(n)
  }

  def intProductWraps(): Unit = {
    val day = 24 * 60 * 60 * 1000
    println(day * 30)
    println(day * 30L)
    val thousand = 1000000
    println(thousand * thousand)
  }

  def hashLikeLoop(): Unit = {
    var h = 17
    for (c <- "hello world") h = 31 * h + c
    println(h)
    println("hello world".hashCode)
  }

  def negationWraps(): Unit = {
    val smallest = Int.MinValue
    println(-smallest)
  }

  def shifts(): Unit = {
    println(1 << 31)
    println(1 << 33)
    println(-16 >> 2)
    println(-16 >>> 28)
    println(1L << 63)
    val by = 40
    println(1 << by)
  }

  def bits(): Unit = {
    println(12 & 10)
    println(12 | 3)
    println(12 ^ 5)
    println(~7)
  }

  def toIntOfDouble(): Unit = {
    println(3.99.toInt)
    println((-3.99).toInt)
    println(1e20.toInt)
    println(1e20.toLong)
    println(Double.NaN.toInt)
  }

  def toIntOfLong(): Unit = {
    println(3000000000L.toInt)
    println(300.toByte)
    println(70000.toShort)
  }

  def toIntOfText(): Unit = {
    println("42".toInt + 1)
    println("-7".toInt)
    println("+7".toInt)
    println("0042".toInt)
  }

  def toIntOfBadText(): Unit = println("4x".toInt)

  def toIntOfBlank(): Unit = println(" 42".toInt)

  def toIntOfEmpty(): Unit = println("".toInt)

  def toIntOfLarge(): Unit = println("3000000000".toInt)

  def toIntOfUnderscore(): Unit = println("1_000".toInt)

  def toIntOfPoint(): Unit = println("1.5".toInt)

  def toLongOfText(): Unit = {
    println("3000000000".toLong)
    println("12345678901234567890".toLong)
  }

  def toDoubleOfText(): Unit = {
    println("1.5".toDouble)
    println(" 2 ".toDouble)
    println("1e3".toDouble)
    println("3d".toDouble)
    println("NaN".toDouble)
  }

  def toDoubleOfBadText(): Unit = println("1,5".toDouble)

  def toDoubleOfEmpty(): Unit = println("".toDouble)

  def toDoubleOfUnderscore(): Unit = println("1_0.5".toDouble)

  def toBooleanOfText(): Unit = {
    println("true".toBoolean)
    println("FALSE".toBoolean)
    println("yes".toBoolean)
  }

  def doubleText(): Unit = {
    println(1.0)
    println(100.0)
    println(1e7)
    println(1.0e-5)
    println(0.1 + 0.2)
    println(123456789.123)
    println(1.0 / 3)
    println(-0.0)
  }

  def floatText(): Unit = {
    println(0.1f)
    println(1.0f / 3)
    println(0.1f + 0.2f)
    println(16777216f + 1f)
    val f: Float = 3.3f
    println(f * 2)
    println(f.toDouble)
  }

  def floatInCollections(): Unit = {
    println(List(0.1f, 0.7f))
    println((0.1f, 2.5f))
    val f = 1.1f
    println(s"$f and ${f * f}")
  }

  def numbersWiden(): Unit = {
    val n: Double = 3
    println(n)
    val m: Long = 7
    println(m)
    val xs: List[Double] = List(1, 2, 3)
    println(xs)
    println(1 + 2.5)
    println(3 * 1.0)
  }

  def sumOfDoubles(): Unit = {
    println(List(1.5, 2.5).sum)
    println(List[Double]().sum)
    println(List(1.0, 2.0).sum / 2)
  }

  def averageIsInteger(): Unit = {
    val xs = List(1, 2, 4)
    println(xs.sum / xs.size)
    println(xs.sum.toDouble / xs.size)
    println(xs.sum / xs.size.toDouble)
  }

  def mathFunctions(): Unit = {
    println(math.max(3, 7))
    println(math.min(3.5, 7))
    println(math.sqrt(2))
    println(math.pow(2, 10))
    println(Math.abs(-3))
    println(math.abs(-2.5))
    println(math.floor(-1.5))
    println(math.ceil(1.2))
    println(Math.signum(-2.0))
  }

  def rounding(): Unit = {
    println(math.round(2.5))
    println(math.round(-2.5))
    println(2.4.round)
    println(math.rint(2.5))
    println(Math.floorMod(-7, 3))
    println(Math.floorDiv(-7, 3))
  }

  def mathOfNothing(): Unit = {
    println(math.sqrt(-1).isNaN)
    println(math.log(0))
    println(math.pow(0, -1))
    println(math.exp(1000))
  }

  def compares(): Unit = {
    println(3.compare(5))
    println(5.compareTo(3))
    println(2.0.compare(2.0))
    println(3 max 5)
    println(3 min 5)
  }

  def bigInts(): Unit = {
    val big = BigInt("123456789012345678901234567890")
    println(big + 1)
    println(big * big)
    println(BigInt(2).pow(100))
    println(BigInt(-7) / 2)
  }

  def radix(): Unit = {
    println(255.toHexString)
    println(5.toBinaryString)
    println((-1).toHexString)
    println(Integer.parseInt("ff", 16))
    println(Integer.parseInt("12"))
    println(Integer.toString(12))
  }

  def limits(): Unit = {
    println(Int.MaxValue)
    println(Long.MinValue)
    println(Double.MaxValue)
    println(Integer.MAX_VALUE)
    println(Double.PositiveInfinity)
  }

  def intAndDoubleAreEqual(): Unit = {
    println(1 == 1.0)
    println(1L == 1)
    println('a' == 97)
    val x: Any = 1
    println(x == 1L)
  }

  def literals(): Unit = {
    println(0xff)
    println(1000000L)
    println(1e3)
    println(.5)
    println(1.5f)
    println(0x7fffffff)
  }

  def assignmentOperators(): Unit = {
    var n = 10
    n -= 3
    n *= 2
    n /= 3
    n %= 3
    println(n)
    var d = 10.0
    d /= 4
    println(d)
    var b = 6
    b &= 3
    b |= 8
    b <<= 2
    println(b)
  }

  def precedence(): Unit = {
    println(2 + 3 * 4 - 6 / 2)
    println((2 + 3) * (4 - 6) / 3)
    println(-(3 + 4) % 5)
    println(1 - (2 - 3))
    println(100 / 7 * 7)
    println(100 / (7 * 7))
    println(7 - 3 - 2)
  }

  def parsedWithTry(): Unit = {
    import scala.util.Try
    println(Try("12".toInt).getOrElse(-1))
    println(Try("x".toInt).getOrElse(-1))
    println(Try("x".toInt).isSuccess)
    println(Try("3.5".toDouble).toOption)
    println("5".toIntOption)
    println("z".toIntOption)
  }

  def sumsOfBytes(): Unit = {
    println("there".getBytes("UTF-8").sum)
    println(Array[Short](32767, 2).sum)
  }
}
