package programs.Paths

import java.io.{BufferedWriter, File, FileWriter, PrintWriter}
import java.nio.charset.StandardCharsets
import java.nio.file.{Files, Paths => P, StandardOpenOption}
import scala.io.Source

object Paths {
  def main(args: Array[String]): Unit = {
    val dir = Files.createTempDirectory("demo")
    val path = P.get(dir.toString, "a.txt")
    Files.write(path, "one\ntwo\n".getBytes(StandardCharsets.UTF_8))
    println(Files.exists(path))
    println(new String(Files.readAllBytes(path), StandardCharsets.UTF_8).length)
    println(Files.readAllLines(path).size)
    Files.write(path, "three\n".getBytes, StandardOpenOption.APPEND)
    println(Source.fromFile(path.toString).getLines().toList)
    println(Source.fromFile(path.toFile).getLines.map(_.length).sum)
    println(path.getFileName)
    println(path.toFile.getName + " " + path.toFile.length)
    val out = new PrintWriter(new File(dir.toFile, "b.txt"))
    out.println("x")
    out.print(1)
    out.close()
    println(Source.fromFile(new File(dir.toFile, "b.txt")).mkString)
    println(dir.toFile.listFiles.map(_.getName).sorted.mkString(","))
    println(dir.toFile.list.length)
    val w = new BufferedWriter(new FileWriter(path.toFile, true))
    w.write("four")
    w.newLine()
    w.flush()
    w.close()
    println(Source.fromFile(path.toFile).getLines().size)
    Files.move(path, dir.resolve("c.txt"))
    println(Files.exists(path) + " " + Files.exists(dir.resolve("c.txt")))
    Files.delete(dir.resolve("c.txt"))
    Files.deleteIfExists(dir.resolve("b.txt"))
    println(dir.toFile.listFiles.isEmpty)
    new File(dir.toFile, "x/y").mkdirs()
    println(new File(dir.toFile, "x").isDirectory)
    println(new File("a/b.txt").getParent + " " + new File("a/b.txt").getPath)
  }
}
