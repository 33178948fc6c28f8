package sparkish.port

import scala.collection.mutable
import scala.reflect.internal.util.Position
import scala.tools.nsc.interactive.Global

/** Writes a file's parse tree with the types and symbols of its typed tree: see FORMAT in `__init__.py`.
  *
  * The shape is the parser's, with what the parser itself has taken apart put together again. The
  * typed tree is looked up by position.
  */
class Dump(val global: Global) extends Tables with Joins with Patterns {
  import global._
  import Json.{Obj, obj}

  private var script: Program.File = _

  def file(file: Program.File, typed: Option[Tree], problems: List[Program.Problem]): Obj = {
    script = file
    begin(file)
    for (tree <- typed) join(tree)
    val scanned = new Scan(global).tokens(file.source)
    val parser = new Recorder(file.source)
    val parsed = parser.parse()
    // The tree of a for comprehension begins with its keyword.
    val fors = scanned.collect { case (start, _, "'for'") => start }
    enumerators = parser.enumeratorsAt.map { case (start, enums) =>
      fors.filter(_ < start).lastOption.getOrElse(start) -> enums
    }
    val root = parsed match {
      case p: PackageDef if file.isScript => scriptOf(p)
      case p: PackageDef => packageOf(p)
      case other => expr(other)
    }
    val tree = if (scanned.isEmpty && parsed.isEmpty) None else Some(root)
    val errors = problems.map { case Program.Problem(pos, message, severity, phase) =>
      val end = if (pos.isRange) pos.end else pos.point
      new Obj()
        .set("start", at(if (pos.isRange) pos.start else pos.point))
        .set("end", at(end))
        .set("message", message)
        .set("severity", severity)
        .set("phase", phase)
    }
    new Obj()
      .set("path", file.path)
      .set("form", if (file.isScript) "script" else "file")
      .set("tree", tree)
      .set("types", typeTable)
      .set("symbols", symbolTable)
      .set("classes", classTable)
      .set("comments", comments(scanned))
      .set("tokens", ownTokens(scanned).map { case (s, e, kind) => List(at(s), at(e), kind) })
      .set("errors", errors)
  }

  private def ownTokens(tokens: List[(Int, Int, String)]): List[(Int, Int, String)] =
    tokens.filter { case (s, e, _) => s >= script.before.length && e <= script.before.length + script.text.length }

  /** Between two tokens there is only white space, semicolons and comments. */
  private def comments(tokens: List[(Int, Int, String)]): List[List[Int]] = {
    val first = script.before.length
    val end = first + script.text.length
    val own = ownTokens(tokens)
    val gaps = (first +: own.map(_._2)).zip(own.map(_._1) :+ end)
    gaps.flatMap { case (from, to) => Scan.comments(script.source.content, from, to) }
      .map { case (s, e) => List(at(s), at(e)) }
  }

  // Definitions

  private def packageOf(p: PackageDef): Obj = {
    val name = p.pid.toString
    node("Package", p)
      .set("name", if (name == "<empty>") null else name)
      .set("stats", stats(p.stats))
  }

  private def scriptOf(p: PackageDef): Obj = {
    // The cells before this one are around it.
    def inner(trees: List[Tree]): List[Tree] = trees.collect { case m: ModuleDef => m }.lastOption match {
      case Some(m) if m.name.toString == "Script" && m.pos.start < script.before.length => m.impl.body
      case Some(m) if m.pos.start < script.before.length => inner(m.impl.body)
      case _ => trees
    }
    val body = inner(p.stats)
    val own = body.filterNot { case d: DefDef => d.name == nme.CONSTRUCTOR; case _ => false }
    new Obj().set("k", "Package").set("s", 0).set("p", 0).set("e", script.text.length).set("name", null)
      .set("stats", stats(own))
  }

  def stats(trees: List[Tree]): List[Obj] = trees match {
    case Nil => Nil
    case (v: ValDef) :: rest if patternDefinition(v).isDefined =>
      val (pat, rhs) = patternDefinition(v).get
      val rests = if (v.mods.isSynthetic || v.mods.isArtifact) rest.span(selects(v.name, _)) else (Nil, rest)
      patDef(v, pat, rhs, rests._1) :: stats(rests._2)
    case (i: Import) :: rest => importOf(i) :: stats(rest)
    case EmptyTree :: rest => stats(rest)
    // The value of a block that ends with a definition is not in the source.
    case tree :: rest => expr(tree) :: stats(rest)
  }

  /** `val (a, b) = e`, which the parser makes a match, has its pattern before its right side. */
  private def patternDefinition(v: ValDef): Option[(Tree, Tree)] = v.rhs match {
    case Match(selector, List(CaseDef(pat, EmptyTree, _))) =>
      val rhs = unchecked(selector)
      if (pat.pos.isDefined && rhs.pos.isDefined && pat.pos.start < rhs.pos.start) Some((pat, rhs)) else None
    case _ => None
  }

  private def unchecked(tree: Tree): Tree = tree match {
    case Annotated(_, arg) => arg
    case Typed(arg, _) if !tree.pos.isRange || tree.pos == arg.pos => arg
    case other => other
  }

  private def selects(name: Name, tree: Tree): Boolean = tree match {
    case ValDef(_, _, _, Select(Ident(n), _)) => n == name
    case _ => false
  }

  private def patDef(v: ValDef, pat: Tree, rhs: Tree, parts: List[Tree]): Obj = {
    val values = if (parts.isEmpty) List(v) else parts.collect { case part: ValDef => part }
    val defined = values.head
    val vars = values.filterNot(_.mods.isSynthetic).map { part =>
      new Obj().set("name", part.name.decoded).put("sym", definedBy(part))
    }
    node("PatDef", v).set("vars", vars).set("mods", mods(defined.mods, parts.nonEmpty)).set("pat", pattern(pat)).set("rhs", expr(rhs))
  }

  private def importOf(i: Import): Obj = {
    val qualifier = importedFrom(i)
    val selectors = i.selectors.map { s =>
      val wild = s.name == nme.WILDCARD
      val hidden = !wild && s.rename == nme.WILDCARD
      val renamed = if (wild || hidden || s.rename == null || s.rename == s.name) null else s.rename.decoded
      val found = if (wild) Nil else importedNames(qualifier, s.name)
      new Obj()
        .set("name", if (wild) "_" else s.name.decoded)
        .set("rename", renamed)
        .put("wild", wild)
        .put("hide", hidden)
        .set("s", at(s.namePos))
        .put("full", found.headOption.map(x => decoded(x)))
        .put("o", if (found.isEmpty) None else Some(found.map(kindOf)))
    }
    val prior = previousWord(i.pos)
    node("Import", i)
      .set("expr", i.expr.toString)
      .put("first", prior != ",")
      .put("full", qualifier.map(q => decoded(q.termSymbol.orElse(q.typeSymbol))))
      .put("x", if (i.expr.pos.isRange) Some(expr(i.expr)) else None)
      .set("selectors", selectors)
  }

  private def previousWord(pos: Position): String = {
    var i = pos.start - 1
    val content = script.source.content
    while (i >= 0 && content(i).isWhitespace) i -= 1
    if (i >= 0 && content(i) == ',') "," else ""
  }

  private def classOf(tree: ImplDef, tparams: List[TypeDef], sort: String): Obj = {
    val result = node("ClassDef", tree).set("name", tree.name.decoded).set("sort", sort).set("mods", mods(tree.mods))
    annotations(tree.mods, result)
    result.set("tparams", tparams.map(typeOf))
    template(tree.impl, result)
  }

  private def template(impl: Template, result: Obj): Obj = {
    val constructor = impl.body.collectFirst { case d: DefDef if d.name == nme.CONSTRUCTOR => d }
    val accessors = impl.body.collect { case v: ValDef if v.mods.isParamAccessor => v.name -> v }.toMap
    val lists = constructor.map(_.vparamss).getOrElse(Nil).map(_.map { p =>
      val o = valDef(p)
      // The parameter's own field says what it is; the typed tree has it at that place.
      accessors.get(p.name).foreach { a =>
        nodeOf(a, o)
        o.set("mods", (mods(a.mods) ++ mods(p.mods) :+ "param").distinct)
        if (a.tpt.pos.isRange) o.set("tpt", typeOf(a.tpt))
      }
      o
    })
    constructor.foreach(c => result.set("ctor", lists).put("ctorMods", nonEmpty(mods(c.mods))))
    val parents = impl.parents.filter(p => p.pos.isRange).map { parent =>
      def lists(t: Tree, args: List[List[Obj]]): Obj = t match {
        case Apply(f, xs) => lists(f, xs.map(expr) :: args)
        case tpt => new Obj().set("tpt", typeOf(tpt)).set("args", args)
      }
      lists(parent, Nil)
    }
    result.set("parents", parents)
    if (impl.self.name != nme.WILDCARD && impl.self.name != nme.EMPTY) result.set("self", impl.self.name.decoded)
    if (!impl.self.tpt.isEmpty) result.set("selfType", typeOf(impl.self.tpt))
    val own = impl.body.filter {
      case v: ValDef => !v.mods.isParamAccessor
      case d: DefDef => !constructor.exists(_ eq d) && d.name != nme.MIXIN_CONSTRUCTOR
      case _ => true
    }
    result.set("body", stats(own))
  }

  private def valDef(v: ValDef): Obj = {
    val o = node("ValDef", v).set("name", v.name.decoded.trim).set("mods", mods(v.mods))
    annotations(v.mods, o)
    val (repeated, byName) = v.tpt match {
      case AppliedTypeTree(Select(_, n), _) => (n == tpnme.REPEATED_PARAM_CLASS_NAME, n == tpnme.BYNAME_PARAM_CLASS_NAME)
      case _ => (false, false)
    }
    val more = List("repeated" -> repeated, "byname" -> byName).collect { case (name, true) => name }
    if (more.nonEmpty) o.set("mods", mods(v.mods) ++ more)
    o.set("tpt", if (v.tpt.isEmpty || !v.tpt.pos.isRange) null else typeOf(v.tpt))
    o.set("rhs", if (v.rhs.isEmpty) null else expr(v.rhs))
  }

  private def defDef(d: DefDef): Obj = {
    val auxiliary = d.name == nme.CONSTRUCTOR
    val o = node("DefDef", d).set("name", if (auxiliary) "this" else d.name.decoded).set("mods", mods(d.mods))
    annotations(d.mods, o)
    val written = d.tpt.pos.isRange
    o.set("tparams", d.tparams.map(typeOf))
      .set("params", d.vparamss.map(_.map(valDef)))
      .set("tpt", if (written) typeOf(d.tpt) else null)
      .put("procedure", !auxiliary && !written && !d.tpt.isEmpty)
      .set("body", if (d.rhs.isEmpty) null else expr(d.rhs))
  }

  // Expressions

  def expr(tree: Tree): Obj = tree match {
    case p: PackageDef => packageOf(p)
    case c: ClassDef => classOf(c, c.tparams, if (c.mods.isTrait) "trait" else "class")
    case m: ModuleDef => classOf(m, Nil, "object")
    case v: ValDef => patternDefinition(v) match {
      case Some((pat, rhs)) => patDef(v, pat, rhs, Nil)
      case None => valDef(v)
    }
    case d: DefDef => defDef(d)
    case t: TypeDef =>
      node("TypeDef", t).set("name", t.name.decoded).set("mods", mods(t.mods)).set("tparams", t.tparams.map(typeOf))
        .set("rhs", typeOf(t.rhs))
    case i: Import => importOf(i)
    case Literal(c) => literal(tree, c)
    case Ident(name) =>
      val o = node("Ident", tree).set("name", name.decoded)
      o.put("placeholder", textAt(tree.pos) == "_")
    case This(name) => node("This", tree).set("qual", if (name.isEmpty) null else name.decoded)
    case Super(This(q), mix) =>
      node("Super", tree).set("qual", if (q.isEmpty) null else q.decoded).set("mix", if (mix.isEmpty) null else mix.decoded)
    case Super(_, mix) => node("Super", tree).set("qual", null).set("mix", if (mix.isEmpty) null else mix.decoded)
    case _ if isTuple(tree) =>
      node("Tuple", tree).set("elems", tree.asInstanceOf[Apply].args.map(expr))
    case Apply(Select(Apply(_, parts), id), args) if isInterpolation(tree) => interpolation(tree, id, parts, args)
    case For(o) => o
    case NewOf(o) => o
    case Block(List(v: ValDef), Apply(Select(right, op), List(Ident(n))))
        if n == v.name && v.mods.isSynthetic && v.rhs.pos.isDefined && right.pos.isDefined &&
          v.rhs.pos.start < right.pos.start =>
      val select = node("Select", tree.asInstanceOf[Block].expr.asInstanceOf[Apply].fun)
        .set("q", expr(right)).set("name", op.decoded)
      val whole = node("Apply", tree)
      nodeOf(tree.asInstanceOf[Block].expr, whole)
      whole.set("f", select).set("args", List(expr(v.rhs))).set("infix", true).set("rightAssoc", true)
    case Select(q, name) => select(tree, q, name).put("postfix", isPostfix(tree, q, name))
    case Apply(f, args) =>
      val called = f match { case Select(q, name) => select(f, q, name); case _ => expr(f) }
      val o = node("Apply", tree).set("f", called).set("args", args.map(expr))
      val infix = isInfix(f)
      o.put("infix", infix)
      o.put("rightAssoc", infix && (f match {
        case Select(_, op) => op.decoded.endsWith(":")
        case TypeApply(Select(_, op), _) => op.decoded.endsWith(":")
        case _ => false
      }))
      f match {
        case Select(_, op) if op.decoded.endsWith("=") && isAssignment(tree) => o.set("assignOp", true)
        case _ =>
      }
      o
    case TypeApply(f, targs) => node("TypeApply", tree).set("f", expr(f)).set("targs", targs.map(typeOf))
    case Assign(l, r) => node("Assign", tree).set("l", expr(l)).set("r", expr(r))
    case Typed(x, Function(Nil, EmptyTree)) => node("MethodValue", tree).set("x", expr(x))
    case Typed(x, Ident(tpnme.WILDCARD_STAR)) => node("Splat", tree).set("x", expr(x))
    case Typed(x, tpt) => node("Typed", tree).set("x", expr(x)).set("tpt", typeOf(tpt))
    case Annotated(annotation, x) => // (x: @unchecked)
      node("Typed", tree).set("x", expr(x)).set("tpt", null)
    case Match(EmptyTree, cases) => node("CaseLambda", tree).set("cases", cases.map(caseOf))
    case Match(selector, cases) => node("Match", tree).set("sel", expr(selector)).set("cases", cases.map(caseOf))
    case Function(params, body) =>
      val isPlaceholder = params.nonEmpty && params.forall(p => p.mods.isSynthetic && p.name.startsWith("x$"))
      if (isPlaceholder) placeholderBodies.add(body)
      node("Function", tree).set("params", params.map(valDef)).set("body", expr(body)).put("placeholder", isPlaceholder)
    case If(c, a, b) =>
      val missing = b match { case Literal(Constant(())) => !b.pos.isRange; case _ => b.isEmpty }
      node("If", tree).set("c", expr(c)).set("a", expr(a)).set("b", if (missing) null else expr(b))
    case LabelDef(_, _, If(c, Block(body, _), _)) =>
      node("While", tree).set("c", expr(c)).set("body", bodyOf(body))
    case LabelDef(_, _, Block(body, If(c, _, _))) =>
      node("DoWhile", tree).set("body", bodyOf(body)).set("c", expr(c))
    case Try(body, cases, fin) =>
      val o = node("Try", tree).set("body", expr(body))
      cases match {
        // `catch handler` is made a case of its own.
        case List(CaseDef(pat, _, Block(List(v: ValDef), _))) if v.mods.isSynthetic && v.rhs.pos.isRange && !pat.pos.isRange =>
          o.set("cases", Nil).set("catcher", expr(v.rhs))
        case _ => o.set("cases", cases.map(caseOf)).set("catcher", null)
      }
      o.set("fin", if (fin.isEmpty) null else expr(fin))
    case Throw(x) => node("Throw", tree).set("x", expr(x))
    case Return(x) =>
      val missing = x.isEmpty || (x match { case Literal(Constant(())) => !x.pos.isRange; case _ => false })
      node("Return", tree).set("x", if (missing) null else expr(x))
    case Block(body, last) =>
      val unit = last match { case Literal(Constant(())) => !last.pos.isRange; case _ => last.isEmpty }
      node("Block", tree).set("stats", stats(body)).set("x", if (unit) null else stats(List(last)).headOption)
    case _ if isNamedArgument(tree) => namedArgument(tree)
    case Parens(List(x)) => expr(x)
    case Parens(xs) => node("Tuple", tree).set("elems", xs.map(expr))
    case t if t.isType => typeOf(t)
    case EmptyTree => new Obj().set("k", "Empty").set("syn", true)
    case other =>
      node("Unknown", other).set("text", textAt(other.pos)).set("why", other.getClass.getSimpleName)
  }

  private def select(tree: Tree, q: Tree, name: Name): Obj =
    node("Select", tree).set("q", expr(q)).set("name", name.decoded)

  private def bodyOf(trees: List[Tree]): Obj = trees match {
    case List(one) => expr(one)
    case many =>
      val o = new Obj().set("k", "Block")
      val positioned = many.filter(_.pos.isDefined)
      if (positioned.nonEmpty) o.set("s", at(positioned.map(_.pos.start).min)).set("p", at(positioned.head.pos.point)).set("e", at(positioned.map(_.pos.end).max))
      o.set("stats", stats(many)).set("x", null)
  }

  def caseOf(c: CaseDef): Obj =
    node("Case", c).set("pat", pattern(c.pat)).set("guard", if (c.guard.isEmpty) null else expr(c.guard))
      .set("body", expr(c.body))

  private def literal(tree: Tree, c: Constant): Obj = {
    val (kind, value) = c.tag match {
      case UnitTag => ("Unit", null)
      case BooleanTag => ("Boolean", c.booleanValue)
      case ByteTag => ("Byte", c.intValue)
      case ShortTag => ("Short", c.intValue)
      case CharTag => ("Char", c.stringValue)
      case IntTag => ("Int", c.intValue)
      case LongTag => ("Long", c.longValue)
      case FloatTag => ("Float", c.floatValue)
      case DoubleTag => ("Double", c.doubleValue)
      case StringTag => ("String", c.stringValue)
      case NullTag => ("Null", null)
      case _ => c.value match {
        case s: scala.Symbol => ("Symbol", s.name)
        case other => ("Class", String.valueOf(other))
      }
    }
    val o = node("Literal", tree).set("lit", kind).set("v", value)
    // The value of a case without a body has the place of its arrow.
    o.put("syn", !tree.pos.isRange || kind == "Unit" && !textAt(tree.pos).startsWith("("))
  }

  private def isTuple(tree: Tree): Boolean = tree match {
    case Apply(Select(Ident(nme.scala_) | Select(_, nme.scala_), name), args) =>
      name.toString == s"Tuple${args.size}" && textAt(tree.pos).startsWith("(")
    case _ => false
  }

  private def isInterpolation(tree: Tree): Boolean = tree match {
    case Apply(Select(Apply(Ident(n), parts), id), _) =>
      n.toString == "StringContext" && textAt(tree.pos).startsWith(id.decoded + "\"")
    case Apply(Select(Apply(Select(_, n), parts), id), _) =>
      n.toString == "StringContext" && textAt(tree.pos).startsWith(id.decoded + "\"")
    case _ => false
  }

  private def interpolation(tree: Tree, id: Name, parts: List[Tree], args: List[Tree]): Obj = {
    val text = textAt(tree.pos)
    node("Interp", tree)
      .set("id", id.decoded)
      .set("parts", parts.map { case Literal(c) => c.stringValue; case other => textAt(other.pos) })
      .set("args", args.map(expr))
      .put("triple", text.startsWith(id.decoded + "\"\"\""))
  }

  private def isPostfix(tree: Tree, q: Tree, name: Name): Boolean =
    q.pos.isRange && tree.pos.isRange && !name.decoded.startsWith("unary_") && {
      val end = q.pos.end
      val between = between0(end, tree.pos.point)
      !between.isEmpty && !between.contains('.') && between.forall(c => c.isWhitespace || c == ')')
    }

  private def between0(from: Int, to: Int): String =
    if (from < to && to <= script.source.length) new String(script.source.content, from, to - from) else ""

  private def isInfix(f: Tree): Boolean = f match {
    case TypeApply(g, _) => isInfix(g)
    case Select(q, op) if f.pos.isDefined && q.pos.isRange =>
      val point = f.pos.point
      if (op.decoded.endsWith(":") && q.pos.start > point) true
      else point >= q.pos.end && !Scan.stripped(script.source.content, q.pos.end, point).contains('.') &&
        textAt(point, op.decoded.length) == op.decoded
    case _ => false
  }

  private object NewOf { def unapply(tree: Tree): Option[Obj] = newOf(tree) }

  /** `new T(...) { ... }` in its three forms. */
  private def newOf(tree: Tree): Option[Obj] = {
    def arguments(t: Tree, args: List[List[Tree]]): Option[(Tree, List[List[Tree]])] = t match {
      case Apply(f, xs) => arguments(f, xs :: args)
      case Select(New(tpt), nme.CONSTRUCTOR) => Some((tpt, args))
      case _ => None
    }
    tree match {
      case Block(List(c: ClassDef), Apply(Select(New(Ident(n)), nme.CONSTRUCTOR), _)) if n == c.name && c.name.toString.startsWith("$anon") =>
        val anonymous = classOf(c, Nil, "class")
        val parents = anonymous.fields("parents").asInstanceOf[List[Obj]]
        val o = node("New", tree)
        for (first <- parents.headOption) o.set("tpt", first.fields("tpt")).set("args", first.fields("args"))
        Some(o.set("anon", anonymous))
      case _ =>
        arguments(tree, Nil).map { case (tpt, args) =>
          node("New", tree).set("tpt", typeOf(tpt)).set("args", args.map(_.map(expr))).set("anon", null)
        }
    }
  }

  // For comprehensions

  private var enumerators: Map[Int, List[Tree]] = Map.empty

  private object For { def unapply(tree: Tree): Option[Obj] = forOf(tree) }

  private def forOf(tree: Tree): Option[Obj] = tree match {
    case Apply(Select(_, method), List(_)) if tree.pos.isDefined && Set("map", "flatMap", "foreach").contains(method.toString) =>
      enumerators.get(tree.pos.start).flatMap { enums =>
        val generators = enums.count(generator(_).isDefined)
        enumerators -= tree.pos.start // what is inside begins elsewhere
        body(tree, generators).map { inner =>
          val methods = levels(tree, generators)
          var n = -1
          val parts = enums.map { e =>
            generator(e) match {
              case Some((pat, rhs)) =>
                n += 1
                val o = position("Gen", e).set("pat", pattern(pat)).set("rhs", expr(rhs))
                methods.lift(n).foreach { m => nodeOf(m, o); o.set("method", m.asInstanceOf[Apply].fun.asInstanceOf[Select].name.decoded) }
                o
              case None => enumerator(e)
            }
          }
          node("For", tree).set("yields", method.toString != "foreach").set("enums", parts).set("body", expr(inner))
        }
      }
    case _ => None
  }

  private def generator(e: Tree): Option[(Tree, Tree)] = e match {
    case Apply(Ident(name), List(pat, rhs)) if name == nme.LARROWkw => Some((pat, unfiltered(rhs)))
    case _ => None
  }

  /** Without the filter for what the pattern does not take, which the parser has put in. */
  private def unfiltered(rhs: Tree): Tree = rhs match {
    case Apply(Select(q, _), List(Function(List(p), _))) if p.name.toString.startsWith("check$ifrefutable") => q
    case other => other
  }

  private def enumerator(e: Tree): Obj = e match {
    case Apply(Ident(name), List(condition)) => position("Guard", e).set("c", expr(condition))
    case Assign(pat, rhs) => position("Let", e).set("pat", pattern(pat)).set("rhs", expr(rhs))
    case other => expr(other)
  }

  private def closureBody(f: Tree): Option[Tree] = f match {
    case Function(_, Match(_, CaseDef(_, _, body) :: _)) if !f.pos.isRange || f.pos.isDefined && synthetic(f) => Some(body)
    case Function(_, body) => Some(body)
    case Match(EmptyTree, CaseDef(_, _, body) :: _) => Some(body)
    case _ => None
  }

  private def synthetic(f: Tree): Boolean = f match {
    case Function(List(p), Match(_, _)) => p.mods.isSynthetic && p.name.toString.matches("(x|check\\$ifrefutable\\$|check)\\$.*|x0\\$.*")
    case _ => false
  }

  private def body(tree: Tree, levels: Int): Option[Tree] = tree match {
    case Apply(Select(_, _), List(f)) =>
      closureBody(f).flatMap(b => if (levels <= 1) Some(b) else body(b, levels - 1))
    case Block(_, Apply(_, _)) => body(tree.asInstanceOf[Block].expr, levels)
    case _ => None
  }

  private def levels(tree: Tree, n: Int): List[Tree] = tree match {
    case Apply(Select(_, _), List(f)) if n > 0 => tree :: closureBody(f).map(levels(_, n - 1)).getOrElse(Nil)
    case _ => Nil
  }

  // Types

  def typeOf(tree: Tree): Obj = {
    val o = node("Type", tree).set("text", textAt(tree.pos))
    tree match {
      case AppliedTypeTree(_, args) => o.set("args", args.map(typeOf))
      case t: TypeDef => o.set("name", t.name.decoded)
      case Ident(name) => o.set("name", name.decoded)
      case Select(_, name) => o.set("name", name.decoded)
      case _ =>
    }
    o
  }

  // What all nodes have

  def node(kind: String, tree: Tree): Obj = nodeOf(tree, position(kind, tree))

  private def position(kind: String, tree: Tree): Obj = {
    val o = obj(kind)
    val pos = tree.pos
    if (pos.isDefined) {
      o.set("s", at(if (pos.isRange) pos.start else pos.point)).set("p", at(pos.point)).set("e", at(if (pos.isRange) pos.end else pos.point))
    }
    o.put("syn", !pos.isRange)
  }

  def nonEmpty[T](xs: List[T]): Option[List[T]] = if (xs.isEmpty) None else Some(xs)

  private def annotations(m: Modifiers, o: Obj): Unit =
    o.put("annots", nonEmpty(m.annotations.map(a => textAt(a.pos))))

  private def mods(m: Modifiers, isPart: Boolean = false): List[String] = {
    import scala.reflect.internal.Flags._
    List(
      "var" -> (m.isMutable && !m.hasFlag(PARAM)),
      "varParam" -> (m.isMutable && m.hasFlag(PARAM | PARAMACCESSOR)),
      "lazy" -> m.isLazy,
      "implicit" -> m.isImplicit,
      "param" -> m.isParameter,
      "paramAccessor" -> m.isParamAccessor,
      "valParam" -> (m.isParamAccessor && !m.isMutable && !m.isPrivate),
      "private" -> (m.isPrivate && !isPart),
      "protected" -> m.isProtected,
      "override" -> m.isOverride,
      "final" -> m.isFinal,
      "case" -> m.isCase,
      "abstract" -> (m.hasFlag(ABSTRACT) || m.hasFlag(ABSOVERRIDE)),
      "sealed" -> m.isSealed,
      "default" -> m.hasDefault
    ).collect { case (name, true) => name }
  }

  def textAt(pos: Position): String =
    if (pos.isRange) new String(script.source.content, pos.start, pos.end - pos.start)
    else if (pos.isDefined) textAt(pos.point, 1)
    else ""

  private def textAt(from: Int, length: Int): String =
    new String(script.source.content, from, math.max(0, math.min(length, script.source.content.length - from)))

  /** A parser that remembers what stands in the heads of its for comprehensions. */
  private class Recorder(source: scala.reflect.internal.util.SourceFile)
      extends global.syntaxAnalyzer.UnitParser(new global.CompilationUnit(source)) {
    var enumeratorsAt: Map[Int, List[Tree]] = Map.empty

    override def enumerators(): List[Tree] = {
      val found = super.enumerators()
      for (first <- found.headOption if first.pos.isDefined) enumeratorsAt += first.pos.start -> found
      found
    }
  }
}
