import java.io._
import java.nio.charset.StandardCharsets
import java.util.Scanner

/** Streams of bytes, readers and writers of text, scanners. */
object Streams {
  def main(args: Array[String]): Unit = println("snippets")

  def aByteAtATime(): Unit = {
    val in = new ByteArrayInputStream("aé".getBytes("UTF-8"))
    var b = in.read()
    while (b != -1) {
      println(b)
      b = in.read()
    }
    in.close()
  }

  def pairsOfBytes(): Unit = {
    def numbers(stream: InputStream): Iterator[Int] =
      Iterator.continually((stream.read(), stream.read()))
        .takeWhile(bytes => bytes._2 >= 0)
        .map(bytes => bytes._1 * 256 + bytes._2)
    println(numbers(new ByteArrayInputStream(Array[Byte](1, 2, 0, 3, 9))).toList)
  }

  def aBuffer(): Unit = {
    val in = new BufferedInputStream(new ByteArrayInputStream("hello world".getBytes))
    val buffer = new Array[Byte](4)
    var count = in.read(buffer)
    while (count != -1) {
      println(s"$count ${new String(buffer, 0, count)}")
      count = in.read(buffer)
    }
    println(in.read(buffer, 1, 2))
  }

  def readUntilNothingIsLeft(): Unit = {
    val in = new ByteArrayInputStream("abc".getBytes)
    println(in.available())
    println(in.skip(1))
    while (in.available() > 0) print(in.read().toChar)
    println()
    println(Iterator.continually(in.read()).takeWhile(_ != -1).toList)
  }

  def copied(): Unit = {
    val in = new ByteArrayInputStream("copied".getBytes)
    val out = new ByteArrayOutputStream()
    val buffer = new Array[Byte](1024)
    Iterator.continually(in.read(buffer)).takeWhile(_ != -1).foreach(n => out.write(buffer, 0, n))
    out.write('!')
    println(out.toString("UTF-8"))
    println(out.toByteArray.length + " " + out.size())
  }

  def signedElements(): Unit = {
    val in = new ByteArrayInputStream("é".getBytes("UTF-8"))
    val buffer = new Array[Byte](2)
    in.read(buffer)
    println(buffer(0))
    println(buffer(0) & 0xff)
    buffer(1) = -1
    println(buffer(1))
    println(new String(buffer, 0, 1, StandardCharsets.ISO_8859_1))
  }

  def dataStreams(): Unit = {
    val made = new ByteArrayOutputStream()
    val out = new DataOutputStream(made)
    out.writeInt(-2)
    out.writeLong(1L << 40)
    out.writeDouble(0.5)
    out.writeUTF("ü")
    out.writeBoolean(true)
    out.writeByte(200)
    out.writeBytes("line\n")
    out.flush()
    val in = new DataInputStream(new ByteArrayInputStream(made.toByteArray))
    println(s"${in.readInt()} ${in.readLong()} ${in.readDouble()} ${in.readUTF()} ${in.readBoolean()}")
    println(in.readByte())
    println(in.available())
    println(in.read())
    val rest = new Array[Byte](4)
    in.readFully(rest)
    println(new String(rest).trim)
    try println(in.readInt()) catch { case e: IOException => println("over") }
  }

  def linesOfAReader(): Unit = {
    val text = "one\r\ntwo\n\nfour"
    val reader = new BufferedReader(new InputStreamReader(new ByteArrayInputStream(text.getBytes), StandardCharsets.UTF_8))
    var line = reader.readLine()
    while (line != null) {
      println(line)
      line = reader.readLine()
    }
    println(reader.readLine() == null)
    reader.close()
  }

  def linesWhileReady(): Unit = {
    val reader = new BufferedReader(new InputStreamReader(new ByteArrayInputStream("a\nb".getBytes)))
    while (reader.ready()) println(reader.readLine())
  }

  def charactersOfAReader(): Unit = {
    val reader = new InputStreamReader(new ByteArrayInputStream("é!x".getBytes("UTF-8")), "UTF-8")
    println(reader.read())
    println(reader.read().toChar)
    val chars = new Array[Char](4)
    val count = reader.read(chars)
    println(count + new String(chars, 0, count))
    println(reader.read())
  }

  def continuallyLines(): Unit = {
    val reader = new BufferedReader(new StringReader("a b\nc"))
    val lines = Iterator.continually(reader.readLine()).takeWhile(_ != null)
    println(lines.flatMap(_.split(" ")).mkString(","))
  }

  def scannerOfWords(): Unit = {
    val scanner = new Scanner("7 words of 2.5 text\n\nlast line\n12")
    println(scanner.nextInt())
    println(scanner.hasNextInt)
    println(scanner.next())
    println(scanner.next())
    println(scanner.nextDouble())
    println(scanner.nextLine())
    println("[" + scanner.nextLine() + "]")
    while (scanner.hasNextLine) println(scanner.nextLine())
    println(scanner.hasNext)
  }

  def scannerOfAStream(): Unit = {
    val scanner = new Scanner(new ByteArrayInputStream("a,b\nc,,d".getBytes), "UTF-8").useDelimiter("[,\n]")
    while (scanner.hasNext) println("[" + scanner.next() + "]")
    println(new Scanner(new StringReader("all\nof it")).useDelimiter("\\A").next())
    try new Scanner("x").nextInt() catch { case e: java.util.InputMismatchException => println("no number") }
    try new Scanner("").next() catch { case e: NoSuchElementException => println("nothing") }
  }

  def writers(): Unit = {
    val made = new ByteArrayOutputStream()
    val out = new PrintWriter(new OutputStreamWriter(made, "UTF-8"), true)
    out.println("é " + 1.0)
    out.print(List(1, 2))
    out.write("!")
    out.flush()
    println(made.toString("UTF-8"))
    val text = new StringWriter()
    new PrintWriter(text).println(2)
    text.append("x").write("y")
    println(text.toString.replace("\n", "|"))
    val stream = new PrintStream(made)
    stream.print(" more")
    stream.flush()
    println(made.size())
  }

  def stackTraceAsText(): Unit = {
    val text = new StringWriter()
    new RuntimeException("told").printStackTrace(new PrintWriter(text))
    println(text.toString.contains("told"))
  }

  def overASocket(): Unit = {
    val server = new java.net.ServerSocket(0)
    val client = new java.net.Socket("127.0.0.1", server.getLocalPort)
    val there = server.accept()
    val reader = new BufferedReader(new InputStreamReader(there.getInputStream, "UTF-8"))
    println(reader.ready())
    client.getOutputStream.write("first\nsecond\n".getBytes)
    println(reader.readLine())
    println(reader.ready())
    println(reader.readLine())
    println(there.getInputStream.available())
    client.close()
    println(reader.readLine() == null)
    there.close()
    server.close()
  }

  def filesOfBytes(): Unit = {
    val file = File.createTempFile("streams", ".bin")
    val out = new BufferedOutputStream(new FileOutputStream(file))
    out.write(Array[Byte](1, 2, -3))
    out.write(300)
    out.close()
    val in = new FileInputStream(file)
    val all = new Array[Byte](in.available())
    println(in.read(all))
    println(all(2))
    println(all(3))
    in.close()
    val zip = new java.util.zip.GZIPOutputStream(new FileOutputStream(file))
    zip.write("zipped".getBytes)
    zip.close()
    val reader = new BufferedReader(new InputStreamReader(new java.util.zip.GZIPInputStream(new FileInputStream(file))))
    println(reader.readLine())
    reader.close()
    file.delete()
  }
}
