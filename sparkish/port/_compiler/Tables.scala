package sparkish.port

import scala.collection.mutable
import scala.reflect.internal.Flags

/** Types and symbols, each written once; nodes refer to them by number. */
trait Tables { self: Dump =>
  import global._
  import Json.Obj

  private var current: Program.File = _
  private var places: Array[Int] = _
  private val types = mutable.ArrayBuffer.empty[Obj]
  private val typeNumbers = mutable.HashMap.empty[String, Int]
  private val symbols = mutable.ArrayBuffer.empty[Obj]
  private val symbolNumbers = mutable.HashMap.empty[Symbol, Int]
  private val bases = mutable.LinkedHashMap.empty[String, List[String]]

  def begin(file: Program.File): Unit = {
    current = file
    // Python counts code points.
    places = null
    if (file.text.exists(Character.isSurrogate)) {
      places = new Array[Int](file.text.length + 1)
      var n = 0
      for (i <- 0 until file.text.length) {
        places(i) = n
        if (!Character.isHighSurrogate(file.text.charAt(i))) n += 1
      }
      places(file.text.length) = n
    }
    types.clear(); typeNumbers.clear(); symbols.clear(); symbolNumbers.clear(); bases.clear()
  }

  def at(offset: Int): Int = {
    val own = math.max(0, math.min(offset - current.before.length, current.text.length))
    if (places == null) own else places(own)
  }

  def typeTable: List[Obj] = types.toList
  def symbolTable: List[Obj] = symbols.toList
  def classTable: Obj = {
    val o = new Obj()
    for ((name, all) <- bases) o.set(name, all)
    o
  }

  def decoded(s: Symbol): String = s.fullName.split('.').map(part => scala.reflect.NameTransformer.decode(part)).mkString(".")

  def typeIndex(tpe: Type): Option[Int] =
    if (tpe == null || tpe.isError || tpe == NoType || tpe == WildcardType) None
    else {
      val widened = tpe.widen.deconst.withoutAnnotations.dealias
      val text = widened.toString
      // One name may be two classes in two places.
      val key = text + "#" + widened.typeSymbol.id
      Some(typeNumbers.getOrElse(key, {
        val n = types.size
        typeNumbers(key) = n
        val o = new Obj().set("s", text)
        types += o
        val symbol = widened.typeSymbol
        widened match {
          case _: MethodType | _: PolyType | _: NullaryMethodType => o.set("method", true)
          case _ if isGood(symbol) && symbol.isClass =>
            o.set("c", decoded(symbol))
            klass(symbol)
            symbol match {
              case definitions.RepeatedParamClass => o.set("repeated", true)
              case definitions.ByNameParamClass => o.set("byname", true)
              case _ =>
            }
            if (symbol.isModuleClass) o.set("single", true)
          case _ if isGood(symbol) => o.set("param", symbol.name.decoded)
          case _ =>
        }
        widened match {
          case RefinedType(parents, _) => o.set("a", parents.flatMap(p => typeIndex(p))).set("refined", true)
          case _ => if (widened.typeArgs.nonEmpty) o.set("a", widened.typeArgs.map(t => typeIndex(t).getOrElse(-1)))
        }
        n
      }))
    }

  def klass(found: Symbol): Unit = {
    // A class and its companion have one name, which says the bases of the class.
    val symbol = if (found.isModuleClass) found.companionClass.orElse(found) else found
    val name = decoded(symbol)
    if (!bases.contains(name)) {
      bases(name) = Nil
      try bases(name) = symbol.baseClasses.map(decoded)
      catch { case _: Throwable => bases(name) = List(name) }
    }
  }

  /** A value of a class has a field and accessors: here they are one symbol, the getter. */
  private def normal(s: Symbol): Symbol = {
    if (s.isModuleClass && !s.isPackageClass) s.sourceModule.orElse(s)
    else if (s.isSetter) s.getterIn(s.owner).orElse(s)
    else if (s.isTerm && !s.isMethod && s.owner.isClass && s.name.toString.endsWith(" ")) s.getterIn(s.owner).orElse(s)
    else s
  }

  def kindOf(s: Symbol): String =
    if (s.hasPackageFlag || s.isPackageClass) "package"
    else if (s.isModule || s.isModuleClass) "object"
    else if (s.isClass) if (s.isTrait) "trait" else "class"
    else if (s.isTypeParameter) "typeparam"
    else if (s.isType) "type"
    else if (s.isConstructor) "constructor"
    else if (s.isLazy) "lazy"
    else if (s.isMethod && s.isAccessor) {
      if (s.isGetter && s.setterIn(s.owner) == NoSymbol) "val" else "var"
    } else if (s.isMethod) "method"
    else if (s.isParameter) "param"
    else if (s.isVariable) "var"
    else "val"

  def symbolIndex(given0: Symbol): Option[Int] = if (!isGood(given0)) None else {
    val s = normal(given0)
    Some(symbolNumbers.getOrElse(s, {
      val n = symbols.size
      symbolNumbers(s) = n
      val o = new Obj()
      symbols += o
      val kind = kindOf(s)
      o.set("name", s.name.decoded.trim).set("full", decoded(s).trim).set("owner", decoded(s.owner)).set("o", kind)
      if (s.owner.isClass && !s.owner.hasPackageFlag) klass(s.owner)
      val flags = List(
        "implicit" -> s.isImplicit,
        "case" -> s.isCase,
        "macro" -> s.isMacro,
        "java" -> s.isJavaDefined,
        "private" -> s.isPrivate,
        "accessor" -> s.isAccessor,
        "caseAccessor" -> s.isCaseAccessor,
        "paramAccessor" -> s.isParamAccessor,
        "local" -> (s.owner.isTerm || s.owner.isLocalDummy),
        "member" -> (s.owner.isClass && !s.owner.hasPackageFlag),
        "static" -> s.isStatic,
        "abstract" -> (s.isDeferred || s.isAbstractClass),
        "override" -> s.isOverride,
        "synthetic" -> s.isSynthetic
      ).collect { case (name, true) => name }
      o.put("flags", nonEmpty(flags))
      try {
        if (s.isMethod || s.isConstructor) {
          val info = s.info
          val lists = info.paramss
          if (!s.isAccessor) o.put("params", nonEmpty(lists.map(_.map(parameter))))
          o.put("nullary", lists.isEmpty)
          o.put("ret", typeIndex(info.finalResultType))
          o.put("targs", nonEmpty(info.typeParams.map(_.name.decoded)))
          if (s.owner.isClass) o.put("overrides", nonEmpty(s.allOverriddenSymbols.map(decoded)))
          if (s.pos.isDefined && s.owner.isClass && !s.isSynthetic) {
            val n = alternative(s)
            if (n > 0) o.set("alt", n)
          }
          val companion = s.owner.companionClass
          o.put("companionOfCase", (s.name == nme.apply || s.name == nme.unapply) && isGood(companion) && companion.isCaseClass && s.isSynthetic)
        } else if (s.isTerm && !s.hasPackageFlag) o.put("t", typeIndex(s.tpe))
        if (s.isAccessor) o.put("t", typeIndex(s.info.finalResultType))
        if (s.isClass && !s.hasPackageFlag) klass(s)
      } catch { case _: CyclicReference | _: TypeError => }
      if (s.pos.isDefined && s.sourceFile != null) {
        o.set("file", s.pos.source.path)
        if (s.pos.source == current.source) o.set("s", at(if (s.pos.isRange) s.pos.start else s.pos.point))
      }
      n
    }))
  }

  private def root(s: Symbol): Symbol = s.allOverriddenSymbols.lastOption.getOrElse(s)

  /** The place of a method among those of its name, the ones of base classes first. */
  private def alternative(s: Symbol): Int = if (s.isConstructor) {
    if (s.isPrimaryConstructor) 0
    else s.owner.info.decl(nme.CONSTRUCTOR).alternatives.filterNot(_.isPrimaryConstructor).sortBy(_.pos.point).indexOf(s) + 1
  } else {
    val first = root(s)
    if (!first.pos.isDefined) 0
    else {
      val all = first.owner.info.member(first.name).alternatives.map(root).distinct
      all.sortBy(each => (each.owner == first.owner, if (each.pos.isDefined) each.pos.point else -1)).indexOf(first).max(0)
    }
  }

  private def parameter(p: Symbol): Obj = {
    val repeated = definitions.isRepeatedParamType(p.tpe)
    val byName = definitions.isByNameParamType(p.tpe)
    new Obj()
      .set("name", p.name.decoded)
      .put("t", typeIndex(if (repeated || byName) p.tpe.typeArgs.headOption.getOrElse(p.tpe) else p.tpe))
      .put("default", p.hasDefault)
      .put("implicit", p.isImplicit)
      .put("byname", byName)
      .put("repeated", repeated)
  }
}
