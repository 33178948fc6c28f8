import scala.tools.nsc.{Global, Settings}

import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.module.scala.DefaultScalaModule

/** Prints, as JSON, the public members of the named classes and of their companions: what they
  * declare, or inherit from a class that is not named, with Scala's types, parameter names and
  * defaults. A name that ends in a dot is a package, and stands for all of its classes.
  *
  * It asks the compiler, which reads class files: run-time reflection loads the classes, and fails
  * on the annotations of Hadoop's.
  */
object Signatures {
  private val global = {
    val settings = new Settings(message => sys.error(message))
    settings.usejavacp.value = true
    new Global(settings)
  }
  import global._

  def main(names: Array[String]): Unit = {
    new Run()
    val (packages, classes) = names.partition(_.endsWith("."))
    val symbols = classes.flatMap(named) ++
      packages.flatMap(name => rootMirror.getPackage(name.init).info.decls)
    val owners = symbols.toSeq.flatMap { symbol =>
      if (symbol.isModule) Some(symbol.moduleClass) else if (symbol.isClass) Some(symbol) else None
    }.filter(owner => visible(owner) && !owner.isPackageClass)
    val rows = owners.flatMap(owner => members(owner, owners.toSet).map(row(owner, _)))
    val mapper = new ObjectMapper().registerModule(DefaultScalaModule)
    println(mapper.writeValueAsString(rows))
  }

  private def named(name: String): Seq[Symbol] = {
    val found = rootMirror.getClassIfDefined(name)
    Seq(found, found.companionModule).filter(_ != NoSymbol)
  }

  private def visible(symbol: Symbol): Boolean = {
    symbol.initialize
    symbol.isPublic && !symbol.hasAccessBoundary
  }

  private def members(owner: Symbol, owners: Set[Symbol]): Seq[Symbol] =
    owner.tpe.members.sorted.filter { member =>
      // Of a Java class, only the constants: an enumeration's are fields.
      (if (owner.isJavaDefined) owner.isModuleClass && member.isVal else member.isMethod) &&
      visible(member) && (member.owner == owner || !owners(member.owner)) &&
      !(member.isConstructor && (owner.isModuleClass || owner.isTrait || member.owner != owner))
    }

  private def row(owner: Symbol, member: Symbol): Map[String, Any] = Map(
    "owner" -> owner.fullName,
    "companion" -> owner.isModuleClass,
    "declaredIn" -> member.owner.fullName,
    "name" -> (if (member.isConstructor) "new" else member.name.decoded),
    "flags" -> Map(
      "synthetic" -> member.isSynthetic,
      "implicit" -> member.isImplicit,
      "deprecated" -> member.isDeprecated,
      "sealed" -> owner.isSealed,
      "DeveloperApi" -> (owner +: Seq(member)).exists(_.annotations.exists(
        _.atp.typeSymbol.nameString == "DeveloperApi")),
    ).collect { case (name, true) => name },
    "typeParameters" -> member.typeParams.map(p => Seq(p.nameString, p.info.toString)),
    "lists" -> member.paramLists.map(_.map(p => Map(
      "name" -> p.name.decoded,
      "type" -> p.info.toString,
      "implicit" -> p.isImplicit,
      "default" -> p.hasDefault))))
}
