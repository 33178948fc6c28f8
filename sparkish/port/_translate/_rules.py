"""Rules of calls: by the name of what is called, or by the kind of the receiver."""

from __future__ import annotations

from collections.abc import Callable

from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Call, Code

__all__ = ["METHODS", "NAMED", "Rule", "calls", "kindOf", "onKind"]

Rule = Callable[[Translator, Call], "Code | None"]


#: Rules by the full name of what is called.
NAMED: dict[str, Rule] = {}


#: Rules by the kind of the receiver and the name.
METHODS: dict[tuple[str, str], Rule] = {}


def calls(*names: str) -> Callable[[Rule], Rule]:
    """Register the rule for what has these full names."""

    def register(rule: Rule) -> Rule:
        NAMED.update(dict.fromkeys((name.replace(".package.", ".") for name in names), rule))
        return rule

    return register


def onKind(kind: str, *names: str) -> Callable[[Rule], Rule]:
    """Register the rule for methods of a kind of values."""

    def register(rule: Rule) -> Rule:
        METHODS.update({(kind, name): rule for name in names})
        return rule

    return register


_KINDS = [
    ("builder", "java.lang.StringBuilder"),
    ("builder", "scala.collection.mutable.StringBuilder"),
    ("builder", "java.lang.StringBuffer"),
    ("string", "java.lang.String"),
    ("string", "scala.collection.StringOps"),
    ("option", "scala.Option"),
    ("option", "scala.Some"),
    ("option", "scala.None"),
    ("map", "scala.collection.Map"),
    ("map", "scala.collection.MapView"),
    ("map", "java.util.Map"),
    ("map", "java.util.Properties"),
    ("set", "scala.collection.Set"),
    ("set", "java.util.Set"),
    ("range", "scala.collection.immutable.Range"),
    ("stack", "scala.collection.mutable.Stack"),
    ("priority", "scala.collection.mutable.PriorityQueue"),
    ("ordering", "scala.math.Ordering"),
    ("numeric", "scala.math.Numeric"),
    ("queue", "scala.collection.mutable.Queue"),
    ("seq", "scala.Array"),
    ("seq", "scala.collection.Seq"),
    ("seq", "java.util.List"),
    # It has all of Java's methods.
    ("", "java.util.Scanner"),
    ("iterator", "scala.collection.Iterator"),
    ("iterator", "java.util.Iterator"),
    ("seq", "scala.collection.Iterable"),
    ("seq", "scala.collection.IterableOnce"),
    ("seq", "java.lang.Iterable"),
    ("seq", "scala.collection.ArrayOps"),
    ("seq", "scala.collection.IterableOps"),
    ("regex", "scala.util.matching.Regex"),
    ("match", "scala.util.matching.Regex.Match"),
    ("throwable", "java.lang.Throwable"),
    ("random", "java.util.Random"),
    ("random", "scala.util.Random"),
    ("thread", "java.lang.Thread"),
    ("row", "org.apache.spark.sql.Row"),
    ("try", "scala.util.Try"),
    ("try", "scala.util.Success"),
    ("try", "scala.util.Failure"),
    ("either", "scala.util.Either"),
    ("either", "scala.util.Left"),
    ("either", "scala.util.Right"),
    ("char", "scala.Char"),
    ("boolean", "scala.Boolean"),
    ("bigdecimal", "scala.math.BigDecimal"),
    ("bigdecimal", "java.math.BigDecimal"),
    ("number", "scala.Int"),
    ("number", "scala.Long"),
    ("number", "scala.Double"),
    ("number", "scala.Float"),
    ("number", "scala.Short"),
    ("number", "scala.Byte"),
    ("number", "java.lang.Number"),
    ("tuple", "scala.Product2"),
    ("tuple", "scala.Product3"),
    ("function", "scala.Function1"),
    ("function", "scala.Function2"),
    ("function", "scala.Function0"),
    ("date", "java.util.Date"),
    ("dateformat", "java.text.DateFormat"),
    # Its own rules print.
    ("", "java.io.PrintStream"),
    # It has all of Java's methods.
    ("", "java.io.DataOutputStream"),
    ("instream", "java.io.InputStream"),
    ("outstream", "java.io.OutputStream"),
    ("writable", "org.apache.hadoop.io.Writable"),
]


_ENDS = {
    "Map": "map",
    "Set": "set",
    "Iterator": "iterator",
    "Queue": "queue",
    "Range": "range",
    "StringBuilder": "builder",
}


def kindOf(t: Translator, cls: str) -> str:
    """Return what a class is in Python."""
    if not cls:
        return ""
    if cls.startswith("scala.Tuple"):
        return "tuple"
    if cls.startswith("scala.Function"):
        return "function"
    from sparkish.port._translate._java.library import helperOf

    bases = t.bases(cls)
    if any(each.startswith("org.apache.spark.") for each in bases[:1]):
        return "row" if cls == "org.apache.spark.sql.Row" else "spark"
    for kind, base in _KINDS:
        if base in bases:
            return "" if base == "java.lang.Iterable" and helperOf(cls) else kind
    if any(each.startswith("org.apache.spark.") for each in bases):
        return "spark"
    if cls.startswith("scala.collection."):
        # The table of bases leaves out what no expression in the file has as its own class.
        name = cls.rpartition(".")[2]
        return next((kind for end, kind in _ENDS.items() if name.endswith(end)), "seq")
    return ""
