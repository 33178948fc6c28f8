"""Strings and single characters: Java's methods."""

from __future__ import annotations

import re

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument
from sparkish.port._translate._core import Translator
from sparkish.port._translate._literals import printed, quoted, textOf
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._operators import constant, mayBeNegative
from sparkish.port._translate._rules import calls, onKind

__all__: list[str] = []

#: Methods that have the same meaning in Python under another name.
_SAME = {
    "startsWith": "startswith",
    "endsWith": "endswith",
    "toLowerCase": "lower",
    "toUpperCase": "upper",
    "concat": "__add__",
    "indexOf": "find",
    "lastIndexOf": "rfind",
}
#: Methods that need a helper, which has their name.
_HELPED = {
    "split",
    "trim",
    "substring",
    "replaceAll",
    "replaceFirst",
    "matches",
    "capitalize",
    "stripMargin",
    "compare",
    "compareTo",
    "compareToIgnoreCase",
    "toIntOption",
    "toLongOption",
    "toDoubleOption",
    "hashCode",
    "toBoolean",
    "toByte",
    "toShort",
}


def _q(t: Translator, call: Call) -> Code:
    assert call.q is not None
    return t.expr(call.q)


def _args(t: Translator, call: Call) -> str:
    return ", ".join(str(argument(t, each)) for each in call.args)


@onKind("string", *_HELPED)
def helped(t: Translator, call: Call) -> Code:
    """A method that Python has no equal of."""
    args = _args(t, call)
    if call.name == "compare":
        return code(f"{t.helper('compareTo')}({_q(t, call)}, {args})")
    if call.name == "split" and t.cls(call.args[0]) in ("scala.Char", "scala.Array"):
        chars = "".join(map(str, t.exprs(call.args)))
        return code(f"{t.helper('splitByChars')}({_q(t, call)}, {chars})")
    return code(f"{t.helper(call.name)}({_q(t, call)}{', ' + args if args else ''})")


@onKind("string", *_SAME)
def same(t: Translator, call: Call) -> Code:
    """A method that Python has under another name."""
    if call.name == "concat":
        return code(f"{_q(t, call).at(m.SUM)} + {t.expr(call.args[0]).at(m.PRODUCT)}", m.SUM)
    if call.name in ("toLowerCase", "toUpperCase"):
        return code(f"{_q(t, call).at(m.ATOM)}.{_SAME[call.name]}()")
    args = [
        code(f"chr({t.expr(each)})")
        if t.cls(each) == "scala.Int" and at == 0 and each.get("lit") != "Char"
        else t.expr(each)
        for at, each in enumerate(call.args)
    ]
    return code(f"{_q(t, call).at(m.ATOM)}.{_SAME[call.name]}({', '.join(args)})")


@onKind("string", "length", "size")
def length(t: Translator, call: Call) -> Code:
    """How long a string is."""
    return code(f"len({_q(t, call)})")


@onKind("string", "isEmpty", "nonEmpty", "isBlank")
def empty(t: Translator, call: Call) -> Code:
    """Whether a string is empty."""
    if call.name == "isBlank":
        return code(f"not {_q(t, call).at(m.ATOM)}.strip()", m.NOT)
    operator = "==" if call.name == "isEmpty" else "!="
    return code(f'{_q(t, call).at(m.BITOR)} {operator} ""', m.COMPARE)


@onKind("string", "contains")
def contains(t: Translator, call: Call) -> Code:
    """Whether a string is part of another."""
    return code(f"{t.expr(call.args[0]).at(m.BITOR)} in {_q(t, call).at(m.BITOR)}", m.COMPARE)


@onKind("string", "charAt", "apply")
def charAt(t: Translator, call: Call) -> Code:
    """A character of a string."""
    if mayBeNegative(t, call.args[0]):
        return code(f"{t.helper('elementAt')}({_q(t, call)}, {t.expr(call.args[0])})")
    return code(f"{_q(t, call).at(m.ATOM)}[{t.expr(call.args[0])}]")


@onKind("string", "strip", "stripLeading", "stripTrailing")
def strip(t: Translator, call: Call) -> Code:
    """Without blanks at its ends."""
    name = {"strip": "strip", "stripLeading": "lstrip", "stripTrailing": "rstrip"}[call.name]
    return code(f"{_q(t, call).at(m.ATOM)}.{name}()")


@onKind("string", "span", "splitAt")
def cut(t: Translator, call: Call) -> Code:
    """A string in two parts."""
    hint = "filter" if call.name == "span" else ""
    value = argument(t, call.args[0], hint)
    return code(f"{t.helper(call.name)}({_q(t, call)}, {value})")


@onKind("string", "partition")
def partition(t: Translator, call: Call) -> Code:
    """The characters that a predicate holds of, and the others."""
    made = f"{t.helper('partition')}({_q(t, call)}, {argument(t, call.args[0], 'filter')})"
    return code(f'tuple("".join(part) for part in {made})')


@calls("java.lang.String.join")
def ofString(t: Translator, call: Call) -> Code | None:
    """``String.join(...)``."""
    first, *rest = call.args
    values = t.expr(rest[0]) if len(rest) == 1 else code(f"[{', '.join(t.exprs(rest))}]")
    return code(f"{t.expr(first).at(m.ATOM)}.join({values})")


@onKind("char", "to", "until")
def characterRange(t: Translator, call: Call) -> Code:
    """``'a' to 'z'``."""
    end = f"ord({t.expr(call.args[0])})" + (" + 1" if call.name == "to" else "")
    return code(f"[chr(x) for x in range(ord({_q(t, call)}), {end})]")


@onKind("string", "equals")
def equals(t: Translator, call: Call) -> Code:
    """``equals`` is ``==``."""
    return code(f"{_q(t, call).at(m.BITOR)} == {t.expr(call.args[0]).at(m.BITOR)}", m.COMPARE)


@onKind("string", "equalsIgnoreCase")
def equalsIgnoreCase(t: Translator, call: Call) -> Code:
    """Whether two strings are equal but for their case."""
    left, right = _q(t, call), t.expr(call.args[0])
    return code(f"{left.at(m.ATOM)}.lower() == {right.at(m.ATOM)}.lower()", m.COMPARE)


@onKind("string", "replace")
def replace(t: Translator, call: Call) -> Code:
    """``replace`` of every occurrence."""
    return code(f"{_q(t, call).at(m.ATOM)}.replace({_args(t, call)})")


@onKind("string", "toInt", "toLong", "toDouble", "toFloat")
def number(t: Translator, call: Call) -> Code:
    """The number that a string writes, as strictly as Java reads it."""
    return code(f"{t.helper(call.name)}({_q(t, call)})")


@onKind(
    "string",
    "toString",
    "intern",
    "toList",
    "toSeq",
    "toArray",
    "toCharArray",
    "toVector",
    "toSet",
    "toBuffer",
)
def converted(t: Translator, call: Call) -> Code:
    """A string as itself, or as its characters."""
    if call.name in ("toString", "intern"):
        return _q(t, call)
    return code(f"{'set' if call.name == 'toSet' else 'list'}({_q(t, call)})")


@onKind("string", "getBytes")
def getBytes(t: Translator, call: Call) -> Code:
    """A string's bytes."""
    encoding = str(t.expr(call.args[0])) if call.args else ""
    isUsual = encoding.strip('"').upper() in ("", "UTF-8", "UTF8")
    return code(f"{_q(t, call).at(m.ATOM)}.encode({'' if isUsual else encoding})")


@onKind("string", "reverse")
def reverse(t: Translator, call: Call) -> Code:
    """A string backwards."""
    return code(f"{_q(t, call).at(m.ATOM)}[::-1]")


@onKind("string", "*")
def repeated(t: Translator, call: Call) -> Code:
    """A string, repeated."""
    return code(f"{_q(t, call).at(m.PRODUCT)} * {t.expr(call.args[0]).at(m.UNARY)}", m.PRODUCT)


@onKind("string", "head", "last", "take", "drop", "takeRight", "dropRight", "tail", "init", "slice")
def sliced(t: Translator, call: Call) -> Code | None:
    """Parts of a string."""
    from sparkish.port._translate._collections.elements import slicing

    return slicing(t, call)


@onKind("string", "format", "formatted")
def formatted(t: Translator, call: Call) -> Code:
    """``format`` as Java has it."""
    return _formatted(t, call.q or {}, call.args)


_DIRECTIVE = re.compile(r"%[-#+ 0,(<]*\d*(?:\.\d+)?([a-zA-Z%])")


def _formatted(t: Translator, pattern: Node, values: list[Node]) -> Code:
    """Return a pattern with its values; ``%s`` of a Float has a Float's digits."""
    found = _DIRECTIVE.findall(str(pattern.get("v", ""))) if pattern["k"] == "Literal" else []
    kinds = [kind for kind in found if kind not in "n%"]
    given = [
        textOf(t, each)
        if t.cls(each) == "scala.Float" and kinds[at : at + 1] == ["s"]
        else argument(t, each)
        for at, each in enumerate(values)
    ]
    return code(f"{t.helper('formatted')}({', '.join(map(str, [t.expr(pattern), *given]))})")


@calls("java.lang.String.format", "scala.Predef.String.format")
def javaFormat(t: Translator, call: Call) -> Code | None:
    """``String.format(pattern, values)``."""
    if call.q is not None and call.q.get("name") != "String":
        return None
    given = call.args[1:] if t.cls(call.args[0]) == "java.util.Locale" else call.args
    return _formatted(t, given[0], given[1:])


@onKind("string", "r")
def regex(t: Translator, call: Call) -> Code:
    """A regular expression."""
    return code(f"{t.helper('Regex')}({_q(t, call)})")


@onKind(
    "string",
    "map",
    "filter",
    "flatMap",
    "foreach",
    "exists",
    "forall",
    "count",
    "filterNot",
    "zipWithIndex",
    "mkString",
    "groupBy",
    "toMap",
    "distinct",
    "sorted",
    "find",
    "indexWhere",
    "zip",
    "iterator",
    "foldLeft",
    "sortBy",
    "takeWhile",
    "dropWhile",
    "sum",
    "max",
    "min",
    "indices",
    "grouped",
    "sliding",
    "sortWith",
    "reduce",
    "tails",
    "inits",
)
def characters(t: Translator, call: Call) -> Code | None:
    """What a string has as a sequence of characters."""
    from sparkish.port._translate._rules import METHODS

    rule = METHODS.get(("seq", call.name))
    made = rule(t, call) if rule is not None else None
    if (
        made is not None
        and t.cls(call.node) == "java.lang.String"
        and call.name
        in (
            "map",
            "filter",
            "flatMap",
            "filterNot",
            "distinct",
            "sorted",
            "takeWhile",
            "dropWhile",
            "sortBy",
            "sortWith",
        )
    ):
        inner = made[1:-1] if made.startswith("[") else made
        return code(f'"".join({inner})')
    return made


@onKind("string", "lines", "linesIterator")
def lines(t: Translator, call: Call) -> Code:
    """A string's lines."""
    return code(f"{_q(t, call).at(m.ATOM)}.splitlines()")


@onKind("string", "stripPrefix", "stripSuffix")
def stripped(t: Translator, call: Call) -> Code:
    """A string without what it begins or ends with."""
    name = "removeprefix" if call.name == "stripPrefix" else "removesuffix"
    return code(f"{_q(t, call).at(m.ATOM)}.{name}({_args(t, call)})")


@onKind("string", "stripLineEnd")
def stripLineEnd(t: Translator, call: Call) -> Code:
    """A string without the end of its line."""
    return code(f'{_q(t, call).at(m.ATOM)}.removesuffix("\\n").removesuffix("\\r")')


@onKind("string", "padTo")
def padTo(t: Translator, call: Call) -> Code:
    """A string, filled up at its end."""
    return code(f"{_q(t, call).at(m.ATOM)}.ljust({_args(t, call)})")


@onKind(
    "char",
    "isDigit",
    "isLetter",
    "isLetterOrDigit",
    "isUpper",
    "isLower",
    "isWhitespace",
    "toLower",
    "toUpper",
    "toInt",
    "toLong",
    "toChar",
    "toString",
    "asDigit",
    "isSpaceChar",
)
def character(t: Translator, call: Call) -> Code | None:
    """A character's methods."""
    names = {
        "isDigit": "isdecimal",
        "isLetter": "isalpha",
        "isUpper": "isupper",
        "isLower": "islower",
        "isWhitespace": "isspace",
        "toLower": "lower",
        "toUpper": "upper",
        "isLetterOrDigit": "isalnum",
    }
    if call.name in names:
        return code(f"{_q(t, call).at(m.ATOM)}.{names[call.name]}()")
    if call.name in ("toInt", "toLong"):
        return code(f"ord({_q(t, call)})")
    if call.name == "asDigit":
        return code(f"int({_q(t, call)}, 36)")
    return _q(t, call) if call.name in ("toChar", "toString") else None


@calls(
    "java.lang.Character.isDigit",
    "java.lang.Character.isLetter",
    "java.lang.Character.isLetterOrDigit",
    "java.lang.Character.isUpperCase",
    "java.lang.Character.isWhitespace",
    "java.lang.Character.toLowerCase",
    "java.lang.Character.toUpperCase",
    "java.lang.Character.isLowerCase",
)
def javaCharacter(t: Translator, call: Call) -> Code:
    """``Character.isDigit(c)`` and its like."""
    names = {
        "isDigit": "isdecimal",
        "isLetter": "isalpha",
        "isLetterOrDigit": "isalnum",
        "isUpperCase": "isupper",
        "isLowerCase": "islower",
        "isWhitespace": "isspace",
        "toLowerCase": "lower",
        "toUpperCase": "upper",
    }
    return code(f"{t.expr(call.args[0]).at(m.ATOM)}.{names[call.name]}()")


@onKind(
    "builder",
    "append",
    "toString",
    "length",
    "++=",
    "+=",
    "insert",
    "reverse",
    "setLength",
    "deleteCharAt",
    "delete",
    "charAt",
    "setCharAt",
    "indexOf",
    "substring",
    "isEmpty",
    "nonEmpty",
    "mkString",
    "result",
    "clear",
)
def builder(t: Translator, call: Call) -> Code | None:
    """A ``StringBuilder``'s methods, which the helper has."""
    names = {"++=": "append", "+=": "append", "mkString": "toString", "result": "toString"}
    name = names.get(call.name, call.name)
    if name == "reverse" and t.cls(call.q).startswith("scala."):
        return code(f"{t.helper('StringBuilder')}(str({_q(t, call)})[::-1])")
    args = ", ".join(
        str(t.expr(each) if t.cls(each) == "scala.Int" and name != "append" else textOf(t, each))
        for each in call.args
    )
    return code(f"{_q(t, call).at(m.ATOM)}.{name}({args})")


@onKind("any", "toString")
def toString(t: Translator, call: Call) -> Code | None:
    """A value's text."""
    assert call.q is not None
    if call.args:
        return None
    return textOf(t, call.q)


@calls("scala.Predef.println", "scala.Predef.print", "scala.Console.println", "scala.Console.print")
def println(t: Translator, call: Call) -> Code:
    """``println`` prints the text that Scala has for a value."""
    args = call.args
    if len(args) > 1:
        # println takes one value: several are a tuple.
        args = [{**args[0], "k": "Tuple", "elems": args, "e": args[-1]["e"], "view": None}]
        args[0]["t"] = t.tupleType(args[0]["elems"])
    inner = ", ".join(str(_printed(t, each)) for each in args)
    if call.name == "print":
        inner += ', end=""'
    return code(f"print({inner})")


def _printed(t: Translator, node: Node) -> Code:
    return printed(t, node)


@calls("scala.Predef.printf", "java.io.PrintStream.printf")
def printf(t: Translator, call: Call) -> Code | None:
    """``printf`` prints what Java's ``format`` makes."""
    stream = t.call(call.q).full if call.q is not None and call.full.startswith("java.io.") else ""
    if stream and stream not in ("java.lang.System.out", "java.lang.System.err"):
        return None
    file = f", file={t.use('sys')}.stderr" if stream.endswith(".err") else ""
    return code(f'print({_formatted(t, call.args[0], call.args[1:])}, end=""{file})')


_ = (constant, quoted)
