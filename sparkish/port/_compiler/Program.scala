package sparkish.port

import com.fasterxml.jackson.databind.JsonNode
import scala.collection.JavaConverters._
import scala.reflect.internal.util.{BatchSourceFile, Position, SourceFile}
import scala.reflect.io.VirtualFile
import scala.tools.nsc.Settings
import scala.tools.nsc.interactive.{Global, Response}
import scala.tools.nsc.reporters.StoreReporter

/** One program: files that are typed together by a presentation compiler of their own.
  *
  * The compiler is a new one for each program: what an earlier one has defined is not to be found
  * in a later one.
  */
object Program {

  /** What the compiler says of a place. */
  final case class Problem(pos: Position, message: String, severity: String, phase: String)

  /** A file: its text, and what is put before and after it where it is a script. */
  final case class File(path: String, text: String, before: String, after: String, parsed: List[Problem] = Nil) {
    val source = new BatchSourceFile(new VirtualFile(path), (before + text + after).toCharArray)
    def isScript: Boolean = before.nonEmpty
  }

  def dump(request: JsonNode): Json.Obj = {
    val settings = new Settings(message => System.err.println(message))
    settings.usejavacp.value = true
    settings.processArguments(List("-Yrangepos", "-deprecation:false", "-nowarn", "-language:postfixOps"), false)
    val reporter = newReporter(settings)
    val global = new Global(settings, reporter)
    try {
      val asked = request.get("files").elements.asScala.toList
      val files = global.ask { () =>
        asked.map { file =>
          val prelude = Option(file.get("prelude")).map(_.asText)
          val opened = file.path("opened").asInt(0)
          fileOf(global, reporter, file.get("path").asText, file.get("text").asText, prelude, opened)
        }
      }
      global.ask(() => reopen(global))
      val reloaded = new Response[Unit]
      global.askReload(files.map(f => f.source: SourceFile), reloaded)
      reloaded.get
      val wanted = files.zip(asked).collect {
        case (file, node) if !node.path("sibling").asBoolean(false) => file
      }
      val typed = wanted.map { file =>
        val response = new Response[global.Tree]
        global.askLoadedTyped(file.source, true, response)
        response.get
        file -> response.get.fold(tree => Some(tree), _ => None)
      }
      val dumped = typed.map { case (file, tree) =>
        val said = file.parsed.map(p => (p.pos.point, p.message)).toSet
        val later = problems(reporter, file, "typer").filterNot(p => said((p.pos.point, p.message)))
        val all = file.parsed ++ later
        val dump = new Dump(global)
        global.ask(() => dump.file(file, tree.asInstanceOf[Option[dump.global.Tree]], all))
      }
      new Json.Obj().set("scala", scala.util.Properties.versionNumberString).set("files", dumped)
    } finally global.askShutdown()
  }

  /** `new SQLContext(sc)` is typed as before Spark 4, which has no constructor of it for programs. */
  private def reopen(global: Global): Unit = {
    import global._
    val context = rootMirror.getClassIfDefined("org.apache.spark.sql.SQLContext")
    val given = rootMirror.getClassIfDefined("org.apache.spark.SparkContext")
    if (context != NoSymbol && given != NoSymbol && context.initialize.hasAbstractFlag) {
      context.resetFlag(Flag.ABSTRACT)
      val made = context.newConstructor(NoPosition)
      val parameters = made.newSyntheticValueParams(List(given.tpe))
      made.setInfo(MethodType(parameters, context.tpe))
      context.info.decls.enter(made)
    }
  }

  /** A file with classes and objects as it is; where only statements can be read from it, a script. */
  private def fileOf(
      global: Global,
      reporter: StoreReporter,
      path: String,
      text: String,
      prelude: Option[String],
      opened: Int
  ): File = {
    def parsed(file: File): File = {
      reporter.reset()
      new global.syntaxAnalyzer.UnitParser(new global.CompilationUnit(file.source)).parse()
      val found = problems(reporter, file, "parser")
      reporter.reset()
      file.copy(parsed = found)
    }
    def isWrong(file: File) = file.parsed.exists(_.severity == "error")
    val plain = File(path, text, "", "")
    // Names of the shell come from an import, so that what the script defines itself hides them.
    val script = File(path, text, s"import _root_.sparkish.port.Shell._; ${prelude.getOrElse("")} object Script {", "\n" + "}" * (1 + opened))
    if (prelude.isDefined) parsed(script)
    else {
      val first = parsed(plain)
      if (!isWrong(first)) first
      else {
        val second = parsed(script)
        if (isWrong(second)) first else second
      }
    }
  }

  private def problems(reporter: StoreReporter, file: File, phase: String): List[Problem] =
    reporter.infos.toList
      .filter(i => i.pos.isDefined && i.pos.source.path == file.path)
      .map(i => Problem(i.pos, i.msg, i.severity.toString.toLowerCase, phase))

  /** Scala 2.12's reporter takes nothing, that of 2.13 the settings. */
  private def newReporter(settings: Settings): StoreReporter = {
    val constructor = classOf[StoreReporter].getConstructors.minBy(_.getParameterCount)
    val arguments = constructor.getParameterTypes.map(_ => settings: Object)
    constructor.newInstance(arguments: _*).asInstanceOf[StoreReporter]
  }
}
