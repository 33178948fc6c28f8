package sparkish.port

import scala.collection.mutable

/** The typed tree, found by position. */
trait Joins { self: Dump =>
  import global._
  import Json.Obj

  private val typedAt = mutable.HashMap.empty[(Int, Int), mutable.ArrayBuffer[Tree]]

  private val definedAt = mutable.HashMap.empty[(Int, String), Symbol]

  /** The symbol of a value that `val (a, b) = e` defines. */
  def definedBy(part: ValDef): Option[Int] =
    definedAt.get((part.pos.point, part.name.toString.trim)).flatMap(symbolIndex)

  def join(typed: Tree): Unit = {
    typedAt.clear()
    definedAt.clear()
    new Traverser {
      override def traverse(tree: Tree): Unit = {
        if (tree.pos.isRange) typedAt.getOrElseUpdate((tree.pos.start, tree.pos.end), mutable.ArrayBuffer.empty) += tree
        tree match {
          case v: ValDef if v.pos.isDefined => definedAt((v.pos.point, v.name.toString.trim)) = v.symbol
          case _ =>
        }
        tree match {
          case t: TypeTree if t.original != null => traverse(t.original)
          case _ => super.traverse(tree)
        }
      }
    }.traverse(typed)
  }

  private def found(tree: Tree): List[Tree] =
    if (tree.pos.isRange) typedAt.get((tree.pos.start, tree.pos.end)).map(_.toList).getOrElse(Nil).filterNot(isUnchecked)
    else Nil

  private def isUnchecked(tree: Tree): Boolean =
    tree.symbol != null && tree.symbol.isConstructor && tree.symbol.owner.fullName == "scala.unchecked"

  /** The bodies of lambdas of placeholders: `_.size` alone is at the same place as its lambda. */
  val placeholderBodies: java.util.Set[Tree] = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap)

  /** Add to a node what the typed tree says at the place of a parsed one. */
  def nodeOf(parsed: Tree, o: Obj): Obj = {
    if (parsed.isType && !parsed.isDef) {
      val at = found(parsed).filter(t => t.tpe != null && t.isType)
      at.headOption.foreach(t => o.put("t", typeIndex(t.tpe)))
      at.headOption.foreach(t => if (isGood(t.symbol)) o.put("sym", symbolIndex(t.symbol)))
      return o
    }
    val candidates = found(parsed).filterNot(t => t.isInstanceOf[TypeTree] && !parsed.isType)
    if (candidates.isEmpty) return o
    parsed match {
      case _: LabelDef => return o
      case d: DefTree if !d.isInstanceOf[Bind] =>
        val same = candidates.filter(t => t.isDef && (t.asInstanceOf[DefTree].name.toString.trim == d.name.toString.trim))
        val best = same.find(_.getClass == parsed.getClass).orElse(same.headOption)
        best.filter(t => isGood(t.symbol)).foreach { t =>
          o.put("sym", symbolIndex(t.symbol))
          t match {
            case v: ValDef => o.put("t", typeIndex(v.symbol.tpe))
            case b: DefDef => o.put("t", typeIndex(b.symbol.info.finalResultType))
            case _ =>
          }
        }
        return o
      case _ =>
    }
    // What a for comprehension calls has the place of what it is called on.
    val name = calledName(parsed)
    var rest = candidates.dropWhile(t => calledName(t).exists(n => ofFor(n) && !name.contains(n)))
    // A lambda of placeholders, and what a for comprehension makes of a part, has the place of its body.
    val isBody = placeholderBodies.contains(parsed)
    if (!parsed.isInstanceOf[Function] && (!parsed.isInstanceOf[RefTree] || isBody) && !parsed.isInstanceOf[Match]) {
      val inner = rest.dropWhile(!_.isInstanceOf[Function]).dropWhile(_.isInstanceOf[Function])
      if (inner.nonEmpty && isBody || inner.exists(t => t.getClass == parsed.getClass && calledName(t) == name || t.isInstanceOf[ApplyImplicitView])) rest = inner
    }
    var going = true
    while (going && rest.nonEmpty) rest.head match {
      case a: ApplyToImplicitArgs if a.fun.isInstanceOf[ApplyImplicitView] => rest = rest.tail
      case v: ApplyImplicitView =>
        if (isGood(v.symbol)) {
          o.set("view", new Obj().set("sym", symbolIndex(v.symbol)).put("t", typeIndex(v.tpe)))
        }
        rest = rest.tail.dropWhile(t => t eq v.fun)
      case s @ Select(q, name) if q.pos == s.pos && name.toString.startsWith("to") && !named(parsed, name) && isNumber(s.symbol) =>
        o.set("widen", name.decoded)
        rest = rest.tail
      case _ => going = false
    }
    if (rest.isEmpty) return o
    if (!parsed.isInstanceOf[Bind]) rest = rest.filterNot(_.isDef)
    if (rest.isEmpty) return o
    val main = rest.head
    val symbolTree: Option[Tree] = parsed match {
      case r: RefTree => rest.find { case t: RefTree => isSame(t.name, r.name) && isGood(t.symbol); case _ => false }
        .orElse(rest.find { case t: This => isGood(t.symbol); case _ => false })
      case _: Apply | _: TypeApply | _: Block =>
        rest.find { case t: Apply => isGood(t.symbol); case _ => false }
          .orElse(rest.find { case t: TypeApply => isGood(t.symbol); case _ => false })
          .orElse(rest.find { case t: Select => isGood(t.symbol); case _ => false })
      // A variable of `val (a, b) = e` is what the program goes on with.
      case b: Bind =>
        rest.find { case t: ValDef => t.name == b.name; case _ => false }
          .orElse(rest.find { case t: Bind => t.name == b.name; case _ => false })
      case UnApply(_, _) => None
      case _ => rest.find(t => isGood(t.symbol) && t.getClass == parsed.getClass)
    }
    if (!parsed.isInstanceOf[Import] && !parsed.isInstanceOf[LabelDef]) symbolTree.foreach(t => o.put("sym", symbolIndex(t.symbol)))
    rest.collectFirst { case u: UnApply => u }.foreach { u =>
      val s = u.fun match { case Apply(f, _) => f.symbol; case f => f.symbol }
      if (isGood(s)) o.put("sym", symbolIndex(s))
    }
    // A binding has its symbol's type: that of the tree is its pattern's.
    val tpe = main match {
      case b: Bind => b.symbol.tpe
      case d: DefTree => d.symbol.tpe
      case t => rest.map(_.tpe).find(t => t != null && t != NoType && !t.isInstanceOf[MethodType] && !t.isInstanceOf[PolyType] && !t.isError).orNull
    }
    if (tpe != null && tpe != NoType) {
      o.put("t", typeIndex(tpe))
      tpe match {
        case ConstantType(c) if !parsed.isInstanceOf[Literal] && c.tag != ClazzTag && c.tag != UnitTag =>
          o.put("const", c.value match { case ch: Char => ch.toString; case n: Number => n; case b: Boolean => b; case s: String => s; case _ => None })
        case _ =>
      }
    }
    rest.collectFirst { case a: ApplyToImplicitArgs => a }.foreach { a =>
      o.put("impl", nonEmpty(a.args.map(x => if (isGood(x.symbol)) decoded(x.symbol) else x.toString)))
    }
    if (parsed.isInstanceOf[RefTree] && rest.exists(_.isInstanceOf[Function])) o.set("eta", true)
    if (parsed.isInstanceOf[RefTree] && rest.exists { case a: Apply if !a.isInstanceOf[ApplyToImplicitArgs] => a.args.isEmpty; case _ => false }) o.set("called", true)
    o
  }

  /** Whether `a op= b` means `a = a op b`. */
  def isAssignment(parsed: Tree): Boolean = {
    val at = found(parsed)
    at.exists {
      case Assign(_, _) => true
      case Apply(Select(_, name), _) => name.toString.endsWith("_$eq") || name == nme.update
      case _ => false
    } && (parsed match {
      case Apply(Select(_, op), _) => !at.exists { case Apply(Select(_, n), _) => n == op; case _ => false }
      case _ => false
    })
  }

  /** What is assigned to is called by its setter's name. */
  private def isSame(typed: Name, parsed: Name): Boolean =
    typed == parsed || typed.toString == s"${parsed}_$$eq"

  private val ofFor = Set("withFilter", "map", "flatMap", "foreach")

  private def calledName(tree: Tree): Option[String] = tree match {
    case Apply(f, _) => calledName(f)
    case TypeApply(f, _) => calledName(f)
    case r: RefTree => Some(r.name.toString)
    case _ => None
  }

  private def named(parsed: Tree, name: Name): Boolean = parsed match {
    case r: RefTree => r.name == name
    case _ => false
  }

  private def isNumber(s: Symbol): Boolean =
    isGood(s) && definitions.ScalaNumericValueClasses.contains(s.owner)

  def isGood(s: Symbol): Boolean = s != null && s != NoSymbol && !s.isErroneous

  def isNamedArgument(tree: Tree): Boolean = tree.getClass.getSimpleName match {
    case "NamedArg" | "AssignOrNamedArg" => true
    case _ => false
  }

  /** Scala 2.12 and 2.13 have names of their own for `name = value`. */
  def namedArgument(tree: Tree): Obj = {
    val List(name, value) = tree.children
    node("NamedArg", tree).set("name", name.asInstanceOf[Ident].name.decoded).set("x", expr(value))
  }

  def importedFrom(i: Import): Option[Type] = {
    val typed = found(i).collectFirst { case t: Import => t }
    typed.flatMap { t =>
      val tpe = t.expr.tpe
      if (tpe == null || tpe.isError) None else Some(tpe)
    }
  }

  def importedNames(qualifier: Option[Type], name: Name): List[Symbol] = qualifier.toList.flatMap { q =>
    List(q.member(name.toTypeName), q.member(name.toTermName)).filter(s => isGood(s) && s.exists)
  }
}
