package sparkish.port

/** Patterns, which have kinds of their own. */
trait Patterns { self: Dump =>
  import global._
  import Json.Obj

  def pattern(tree: Tree): Obj = tree match {
    case Ident(nme.WILDCARD) => node("PWild", tree)
    case Bind(name, Ident(nme.WILDCARD)) => node("PVar", tree).set("name", name.decoded)
    case Bind(name, Typed(Ident(nme.WILDCARD), tpt)) if name.isTermName =>
      val wild = node("PWild", tree)
      node("PTyped", tree).set("pat", node("PVar", tree).set("name", name.decoded)).set("tpt", typeOf(tpt))
    case Bind(name, pat) => node("PBind", tree).set("name", name.decoded).set("pat", pattern(pat))
    case Star(_) => node("PSeq", tree)
    case Typed(pat, tpt) => node("PTyped", tree).set("pat", pattern(pat)).set("tpt", typeOf(tpt))
    case Literal(_) => node("PLit", tree).set("lit", expr(tree))
    case Alternative(pats) => node("PAlt", tree).set("alts", pats.map(pattern))
    case Parens(List(pat)) => pattern(pat)
    case Parens(pats) => node("PTuple", tree).set("elems", pats.map(pattern))
    case Apply(Select(Ident(nme.scala_) | Select(_, nme.scala_), name), args)
        if name.toString == s"Tuple${args.size}" && textAt(tree.pos).startsWith("(") =>
      node("PTuple", tree).set("elems", args.map(pattern))
    case Apply(f, args) =>
      val infix = args.nonEmpty && args.head.pos.isRange && f.pos.isRange && args.head.pos.start < f.pos.start
      // `x: _*` in last place is the rest of the sequence.
      node("PExtract", tree).set("f", expr(f)).set("args", args.map(pattern)).put("infix", infix)
    // A name in lower case binds, unless it stands in back quotes.
    case Ident(name) if name.isTermName && isVariable(tree, name) => node("PVar", tree).set("name", name.decoded)
    case Ident(_) | Select(_, _) => node("PStable", tree).set("x", expr(tree))
    case other if other.isTerm => node("PStable", tree).set("x", expr(other))
    case other => node("Unknown", other).set("text", textAt(other.pos)).set("why", other.getClass.getSimpleName)
  }

  private def isVariable(tree: Tree, name: Name): Boolean =
    nme.isVariableName(name) && !textAt(tree.pos).startsWith("`")
}
