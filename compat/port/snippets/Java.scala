import java.text.{DecimalFormat, SimpleDateFormat}
import java.util.{Calendar, Date, Locale, Properties, UUID}
import java.util.concurrent.atomic.{AtomicInteger, AtomicLong}

/** Java's library and the system: dates, properties, files, atomics, wrappers. */
object Java {
  def main(args: Array[String]): Unit = println("snippets")

  def systems(): Unit = {
    println(System.currentTimeMillis() > 1500000000000L)
    println(System.nanoTime() != 0)
    System.setProperty("my.key", "v")
    println(System.getProperty("my.key"))
    println(System.getProperty("no.key"))
    println(System.getProperty("no.key", "default"))
    println(sys.props.get("my.key"))
    println(System.getenv("NO_SUCH_VARIABLE"))
    println(sys.env.get("NO_SUCH_VARIABLE"))
    println(sys.env.getOrElse("NO_SUCH_VARIABLE", "none"))
  }

  def dates(): Unit = {
    val format = new SimpleDateFormat("yyyy-MM-dd HH:mm:ss")
    val date = format.parse("2015-03-02 10:05:06")
    println(format.format(date))
    println(new SimpleDateFormat("dd/MM/yyyy").format(date))
    println(new SimpleDateFormat("yyyyMMdd").format(new Date(date.getTime + 86400000L)))
    println(format.parse("2015-03-03 10:05:06").getTime - date.getTime)
    println(new Date(0).getTime)
    println(date.before(new Date()))
    println(date == format.parse("2015-03-02 10:05:06"))
  }

  def properties(): Unit = {
    val p = new Properties()
    p.put("a", "1")
    p.setProperty("b", "2")
    println(p.getProperty("a"))
    println(p.getProperty("z"))
    println(p.getProperty("z", "d"))
    println(p.size)
  }

  def atomics(): Unit = {
    val n = new AtomicInteger(0)
    println(n.incrementAndGet())
    println(n.getAndIncrement())
    println(n.get)
    println(n.addAndGet(5))
    n.set(3)
    println(n.get())
    val l = new AtomicLong()
    l.incrementAndGet()
    println(l.get)
    println(n.compareAndSet(3, 4))
    println(n)
  }

  def files(): Unit = {
    val file = java.io.File.createTempFile("snippet", ".txt")
    val out = new java.io.PrintWriter(file)
    out.println("first")
    out.println(2.0)
    out.print("third")
    out.close()
    println(file.exists)
    val source = scala.io.Source.fromFile(file)
    println(source.getLines().toList)
    source.close()
    println(scala.io.Source.fromFile(file.getPath).mkString.length)
    println(file.length)
    println(file.delete())
    println(file.exists())
    println(new java.io.File("/a/b.txt").getName)
    println(new java.io.File("/a", "b.txt").getPath)
    println(new java.io.File("/a/b.txt").getParent)
  }

  def threads(): Unit = {
    val t = new Thread(new Runnable { def run(): Unit = println("in thread") })
    t.start()
    t.join()
    Thread.sleep(1)
    println(t.isAlive)
    println("after")
  }

  def wrappers(): Unit = {
    println(Integer.valueOf(3))
    println(java.lang.Double.parseDouble("2.5"))
    println(java.lang.Long.parseLong("7"))
    println(Integer.compare(1, 2))
    println(java.lang.Boolean.parseBoolean("TRUE"))
    println(Integer.toBinaryString(6))
    println(Integer.toHexString(-1))
    println(java.lang.Double.compare(1.0, 2.0))
    println(java.lang.Double.isNaN(0.0))
    println(Character.getNumericValue('7'))
    println(Math.hypot(3, 4))
  }

  def randoms(): Unit = {
    val r = new scala.util.Random(42)
    println(r.nextInt(100))
    println(r.nextInt(100))
    println(r.nextDouble())
    println(r.nextBoolean())
    println(r.nextLong())
    println(r.nextGaussian())
    println(r.shuffle(List(1, 2, 3, 4)))
    val j = new java.util.Random(7)
    println(j.nextInt(10))
    println(j.nextInt())
    println(r.nextInt(3) < 3)
  }

  def uuids(): Unit = {
    println(UUID.randomUUID().toString.length)
    println(UUID.fromString("123e4567-e89b-12d3-a456-426614174000"))
  }

  def localDates(): Unit = {
    val d = java.time.LocalDate.of(2020, 2, 28)
    println(d)
    println(d.plusDays(2))
    println(d.getYear + d.getMonthValue + d.getDayOfMonth)
    println(java.time.LocalDate.parse("2021-01-05"))
    println(d.isBefore(java.time.LocalDate.of(2021, 1, 1)))
    val f = java.time.format.DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm")
    val t = java.time.LocalDateTime.of(2020, 1, 2, 3, 4, 5)
    println(t)
    println(t.format(f))
    println(java.time.LocalDateTime.parse("2020-01-02T03:04:05").getHour)
    println(java.time.Duration.ofSeconds(90).toMinutes)
    println(java.time.Instant.ofEpochMilli(0))
  }

  def decimals(): Unit = {
    println(new DecimalFormat("#.##").format(3.14159))
    println(new DecimalFormat("0.00").format(2))
    println(new DecimalFormat("#,###").format(1234567))
    println(BigDecimal("1.10") + BigDecimal("2.20"))
    println(BigDecimal(2.5).setScale(0, BigDecimal.RoundingMode.HALF_UP))
    println(BigDecimal(2.345).setScale(2, BigDecimal.RoundingMode.HALF_UP).toDouble)
    println(BigDecimal(1) / 3)
    println(BigDecimal("10") * 2 - 0.5)
    println(2 * BigDecimal("1.5"))
    println(BigDecimal(1e16))
    println(BigDecimal("1.0") == BigDecimal("1.00"))
    println(BigDecimal("3") > BigDecimal("2"))
    println(-BigDecimal("3"))
    println(List(BigDecimal("1.1"), BigDecimal("2.2")).sum)
    println(BigDecimal("7.9").toInt)
  }

  def javaDecimals(): Unit = {
    val d = new java.math.BigDecimal("2.345")
    println(d.setScale(2, java.math.RoundingMode.HALF_EVEN))
    println(d.add(new java.math.BigDecimal("1")))
    println(d.multiply(new java.math.BigDecimal("2")).doubleValue)
  }

  def patternsOfNumbers(): Unit = {
    for (x <- List(0.0, 0.5, -0.5, 1234.567, -1234.5, 0.125, 1e7, 0.005))
      println(Seq("#.##", "0.00", "#,##0.0", "00", "#", "0.0%", "$#,##0.00").map(p => new DecimalFormat(p).format(x)).mkString(" | "))
    println(new DecimalFormat("#,###.00").format(1234567L))
  }

  def arraysAndCollections(): Unit = {
    println(java.util.Arrays.toString(Array(1, 2)))
    println(java.util.Arrays.asList("a", "b"))
    val xs = Array(3, 1, 2)
    java.util.Arrays.sort(xs)
    println(xs.toList)
    val l = new java.util.ArrayList[String]()
    l.add("b")
    l.add("a")
    java.util.Collections.sort(l)
    println(l)
    println(java.util.Collections.emptyList[String]().size)
  }

  def converters(): Unit = {
    import scala.collection.JavaConverters._
    val j = new java.util.ArrayList[String]()
    j.add("x")
    println(j.asScala.toList)
    println(List(1, 2).asJava)
    println(Map("a" -> 1).asJava.get("a"))
    for (s <- j.asScala) println(s)
    println(j.asScala.map(_.toUpperCase).mkString)
  }

  def javaMaps(): Unit = {
    val m = new java.util.HashMap[String, Int]()
    println(m.put("a", 1) == null)
    println(m.put("a", 2))
    println(m.getOrDefault("a", 9))
    println(m.getOrDefault("z", 9))
    println(m.putIfAbsent("a", 3))
    m.putIfAbsent("b", 4)
    println(m.get("b"))
    println(m.size)
  }

  def arrays(): Unit = {
    val values = Array(3, 1, 2)
    java.util.Arrays.sort(values)
    println(java.util.Arrays.toString(values))
    java.util.Arrays.fill(values, 7)
    println(values.mkString(","))
    println(java.util.Arrays.toString(Array(1.5, 2.0)))
  }

  def urlTexts(): Unit = {
    val text = java.net.URLEncoder.encode("a b&c=~*-._/é", "UTF-8")
    println(text)
    println(java.net.URLDecoder.decode(text, "UTF-8"))
  }

  def blockingQueues(): Unit = {
    import java.util.concurrent.{LinkedBlockingQueue, TimeUnit}
    val q = new LinkedBlockingQueue[String](2)
    println(q.offer("a"))
    println(q.offer("b"))
    println(q.offer("c"))
    println(q)
    println(q.peek)
    println(q.poll(1, TimeUnit.SECONDS))
    println(q.take())
    println(q.isEmpty)
    println(q.poll(1, TimeUnit.MILLISECONDS) == null)
  }

  def concurrent(): Unit = {
    val m = new java.util.concurrent.ConcurrentHashMap[String, Int]()
    m.put("a", 1)
    println(m.get("a"))
    println(m.containsKey("b"))
    println(m.putIfAbsent("a", 5))
    val q = new java.util.concurrent.LinkedBlockingQueue[Int]()
    q.put(1)
    q.add(2)
    println(q.take())
    println(q.size)
    println(q.poll())
    val latch = new java.util.concurrent.CountDownLatch(1)
    latch.countDown()
    latch.await()
    println(latch.getCount)
  }

  def synchronizedBlocks(): Unit = {
    val lock = new Object
    var n = 0
    lock.synchronized { n += 1 }
    println(n)
    val r = lock.synchronized { n * 10 }
    println(r)
    class Safe { private var c = 0; def inc(): Int = synchronized { c += 1; c } }
    println(new Safe().inc())
  }

  def dateText(): Unit = {
    val c = Calendar.getInstance()
    c.setTime(new Date(0))
    c.add(Calendar.DAY_OF_MONTH, 1)
    println(c.getTimeInMillis)
    println("ABC".toLowerCase(Locale.ENGLISH))
  }

  def iteratorsOfJava(): Unit = {
    val l = java.util.Arrays.asList(1, 2, 3)
    val it = l.iterator()
    var sum = 0
    while (it.hasNext) sum += it.next()
    println(sum)
  }

  // not yet: bytes are from 0 to 255, and a String of an array of characters
  def byteArrays(): Unit = {
    println("abc".getBytes.length)
    println("é".getBytes("UTF-8").length)
    println(new String("abc".getBytes("UTF-8"), "UTF-8"))
    println("abc".getBytes.map(_.toInt).sum)
    println(new String(Array('a', 'b')))
    println("é".getBytes("UTF-8").map(b => b.toInt).toList)
  }

  def urls(): Unit = {
    println(java.net.URLEncoder.encode("a b&c", "UTF-8"))
    println(java.net.URLDecoder.decode("a+b%26c", "UTF-8"))
    println(java.net.InetAddress.getByName("127.0.0.1").getHostAddress)
  }

  def propertiesOfAFile(): Unit = {
    val p = new java.util.Properties()
    p.load(new java.io.StringReader("a.b=1\n# comment\nname = x y \nempty="))
    println(p.getProperty("a.b") + p.getProperty("name") + "|" + p.getProperty("empty"))
    println(p.getProperty("none", "other"))
  }
}
