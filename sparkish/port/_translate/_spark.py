"""Spark: the facade has Scala's names, so most calls are written as they are."""

from __future__ import annotations

import importlib
import inspect
import re
from functools import cache
from typing import Any

from sparkish.port._translate import _model as m
from sparkish.port._translate._arguments import argument, arguments, broken
from sparkish.port._translate._columns import columnCall, isTypeObject
from sparkish.port._translate._core import Translator
from sparkish.port._translate._frames import toDF
from sparkish.port._translate._literals import quoted
from sparkish.port._translate._model import Call, Code, Node, code
from sparkish.port._translate._names import classNamed, sparkModule
from sparkish.port._translate._operators import ARITHMETIC
from sparkish.port._translate._patterns import CHECKS
from sparkish.port._translate._rules import calls, kindOf
from sparkish.port._translate._scopes import clean

__all__ = ["isLazy", "sparkCall"]

_OPTIONAL = {
    "leftOuterJoin": "rightOption",
    "rightOuterJoin": "leftOption",
    "fullOuterJoin": "bothOptions",
}
_PYTHON_OF = {
    "org.apache.spark.rdd.RDD": ("sparkish._rdd.base", "RDD"),
    "org.apache.spark.sql.Dataset": ("pyspark.sql", "DataFrame"),
    "org.apache.spark.sql.RelationalGroupedDataset": ("pyspark.sql", "GroupedData"),
}
_TYPED = {"map", "flatMap", "mapPartitions", "filter", "reduce", "groupByKey"}


#: Methods of collections that keep what they are given.
_KEPT = {
    *("append", "add", "put", "update", "enqueue", "push", "insert", "prepend", "addOne"),
    *("appended", "prepended", "updated", "getOrElseUpdate", "iterator", "view"),
}


def isLazy(t: Translator, node: Any) -> bool:
    """Tell whether a node has a function that may run later than where it stands."""
    if isinstance(node, list):
        return any(isLazy(t, each) for each in node)
    if not isinstance(node, dict):
        return False
    kind = node.get("k")
    if kind in ("DefDef", "ClassDef"):
        return True
    if kind in ("Function", "CaseLambda"):
        return True
    if kind == "Apply":
        call = t.call(node)
        if (
            call.q is not None
            and kindOf(t, t.cls(call.q))
            in (
                "seq",
                "map",
                "set",
                "option",
                "string",
                "range",
                "iterator",
            )
            and (call.name.isidentifier() and call.name not in _KEPT)
        ):
            inner = [
                each["body"]
                if each["k"] == "Function"
                else (
                    [case["body"] for case in each["cases"]] if each["k"] == "CaseLambda" else each
                )
                for each in call.args
            ]
            return isLazy(t, call.q) or isLazy(t, inner)
    return any(isLazy(t, each) for each in node.values() if isinstance(each, (dict, list)))


@cache
def pythonClass(full: str) -> Any:
    """Return sparkish's class for one of Spark's, if it has it."""
    place = _PYTHON_OF.get(full) or sparkModule(full)
    if place is None:
        return None
    try:
        return getattr(importlib.import_module(place[0]), place[1], None)
    except ImportError:
        return None


@calls(
    "org.apache.spark.streaming.StreamingContext.jarOfClass",
    "org.apache.spark.SparkContext.jarOfClass",
    "org.apache.spark.SparkContext.jarOfObject",
)
def jarOfClass(t: Translator, call: Call) -> Code:
    """The jar that a program is in: a Python program is in none."""
    return code(f"{t.use('sparkish', 'Option')}.empty()")


#: What has Scala's operators in Python too.
_STREAMING = ("org.apache.spark.streaming.Duration", "org.apache.spark.streaming.Time")


def _isAttribute(cls: Any, name: str) -> bool:
    """Tell whether a name is written without parentheses."""
    found = inspect.getattr_static(cls, name, None)
    if isinstance(found, (staticmethod, classmethod)):
        return False
    if (
        isinstance(found, property)
        and getattr(found.fget, "__annotations__", {}).get("return") == "Question"
    ):
        # It answers when it is called, `if` aside.
        return False
    from sparkish._executor.parentheses import Method

    return found is not None and not callable(found) and not isinstance(found, Method)


def sparkCall(t: Translator, call: Call) -> Code:
    """A call of Spark's, with the facade's name."""
    q, name = call.q, call.name
    assert q is not None
    cls = t.cls(q)
    own = t.sym(q)
    target = t.sym(call.function)
    isObject = own.get("o") in ("object", "package") and q["k"] in ("Ident", "Select")
    if isObject and not isTypeObject(own["full"]):
        full = own["full"]
        if (target.get("o") in ("object", "class") and own["o"] == "package") or (
            target.get("o") in ("object", "class")
            and sparkModule(target.get("full", "")) is not None
            and target.get("full", "").rpartition(".")[0] != full
        ):
            base = classNamed(t, call.function, target["full"])
            return code(f"{base}({arguments(t, call)})") if call.lists else base
        if name == "apply":
            return code(f"{classNamed(t, q, full)}({arguments(t, call)})")
        if full == "org.apache.spark.sql.functions":
            return code(f"{classNamed(t, call.function, call.full)}({arguments(t, call)})")
        base = classNamed(t, q, full)
        if full.endswith("SaveMode"):
            return code(quoted(name.lower()))
        if name == "builder":
            return code(f"{base}.builder")
        found = pythonClass(full)
        if inspect.isclass(found) and not hasattr(found, clean(name, True)):
            symbol = f"{full.rpartition('.')[2]}.{name}"
            raise t.refuse(
                call.node,
                f"sparkish has no `{symbol}`",
                "write this part with what it has",
                f"no {symbol}",
            )
        if call.lists or (
            target.get("o") == "method"
            and found is not None
            and not _isAttribute(found, name)
            and "accessor" not in target.get("flags", ())
            and callable(getattr(found, name, None))
            and not isinstance(getattr(found, name, None), found if isinstance(found, type) else ())
        ):
            made = code(f"{base}.{clean(name, True)}({arguments(t, call)})")
            return _asOption(t, call, getattr(found, clean(name, True), None), made)
        return code(f"{base}.{clean(name, True)}")
    if "org.apache.spark.sql.Column" in t.bases(cls):
        return columnCall(t, call)
    if (
        cls == "org.apache.spark.sql.Dataset"
        and name in _TYPED
        and any(each["k"] in ("Function", "CaseLambda") for each in call.args)
    ):
        if name == "filter":
            raise t.refuse(
                call.node,
                "a Dataset is filtered by a function, which PySpark's data frames do not take",
                "filter by a column, or use `.rdd.filter(...)`",
                "typed Dataset",
            )
        if not _isRowType(t, q):
            raise t.refuse(
                call.node,
                f"`{name}` of a typed Dataset takes a function, which PySpark's data frames do not",
                f"use `.rdd.{name}(...)`",
                "typed Dataset",
            )
        return code(f"{t.expr(q).at(m.ATOM)}.rdd.{name}({arguments(t, call)})")
    isOfRDD = call.args and "org.apache.spark.rdd.RDD" in t.bases(t.cls(call.args[0]))
    if name == "createDataset" and isOfRDD:
        rdd = t.expr(call.args[0]).at(m.ATOM)
        inner = Call(call.node, call.function, call.args[0], "toDF", [], [], call.symbol)
        return toDF(t, inner, f"{rdd}.")
    base = t.expr(q)
    if name == "col" and cls == "org.apache.spark.sql.Dataset" and len(call.args) == 1:
        return code(f"{base.at(m.ATOM)}[{t.expr(call.args[0])}]")
    dot = f"{base.at(m.ATOM)}{broken(t, call)}."
    found = next(
        (one for one in (pythonClass(each) for each in t.bases(cls)) if one is not None), None
    )
    attribute = clean(name, True)
    if name in ARITHMETIC and len(call.args) == 1 and cls.startswith(_STREAMING):
        prec = ARITHMETIC[name]
        return code(f"{base.at(prec)} {name} {t.expr(call.args[0]).at(prec + 1)}", prec)
    if name in ("length", "size") and call.q is not None and t.call(q).name == "partitions":
        return code(f"{t.expr(t.call(q).q or q).at(m.ATOM)}.getNumPartitions()")
    if name in _OPTIONAL:
        return code(
            f"{dot}{attribute}({arguments(t, call)}).mapValues({t.helper(_OPTIONAL[name])})"
        )
    if name == "updateStateByKey":
        return code(f"{dot}{attribute}({_stateArguments(t, call)})")
    isKnownLater = name == "toDS"
    if (
        found is not None
        and inspect.isclass(found)
        and not (isKnownLater or hasattr(found, attribute))
    ):
        symbol = f"{cls.rpartition('.')[2]}.{name}"
        isData = not call.lists and ".mllib." in cls + "."
        if name == "registerKryoClasses":
            # What Python has is pickled, whatever is registered.
            return base
        if name == "emptyDataFrame":
            types = t.use("sparkish.sql.types", "StructType")
            return code(f"{base.at(m.ATOM)}.createDataFrame([], {types}([]))")
        if name == "sqlContext":
            # A session has what the context has.
            return base
        if not call.full and attribute not in _instanceNames(found):
            t.note(
                call.node,
                f"{name}: sparkish has no `{symbol}`, and the compiler does not know this name "
                "of a library's; it is written as it is",
                "library",
            )
        elif attribute not in _instanceNames(found) and not isData:
            raise t.refuse(
                call.node,
                f"sparkish has no `{symbol}`",
                "write this part with what it has",
                f"no {symbol}",
            )
    if name in ("toDF", "toDS"):
        return toDF(t, call, dot)
    if (
        name in ("foreachRDD", "foreachPartition", "foreach")
        and call.args
        and call.args[0]["k"] == "Function"
    ):
        return code(f"{dot}{attribute}({argument(t, call.args[0], name)})")
    if not call.lists:
        isParameterless = found is not None and (
            _isAttribute(found, attribute) or _isOfInstance(found, attribute)
        )
        if isParameterless or (
            found is None and call.symbol.get("nullary") and target.get("o") != "method"
        ):
            return code(f"{dot}{attribute}")
        if found is None and not call.node.get("called"):
            return code(f"{dot}{attribute}")
        if target.get("o") in ("val", "var"):
            return code(f"{dot}{attribute}")
        return code(f"{dot}{attribute}()")
    if found is not None and _isAttribute(found, attribute) and not call.args:
        return code(f"{dot}{attribute}")
    ordered = _ordered(t, call, dot)
    if ordered is not None:
        return ordered
    lists = call.lists
    if len(lists) > 1 and _isMaterial(t, lists[-1]):
        call = Call(call.node, call.function, q, name, lists[:-1], call.types, call.symbol)
    method = getattr(found, attribute, None)
    made = code(f"{dot}{attribute}({arguments(t, _renamed(call, method))})")
    return _asOption(t, call, method, made)


def _asOption(t: Translator, call: Call, method: Any, made: Code) -> Code:
    """Make an Option of what Python returns as a value or None, such as ``getActive()``."""
    if t.cls(call.node) != "scala.Option" or not callable(method):
        return made
    result = str(getattr(method, "__annotations__", {}).get("return", ""))
    isPlain = "None" in result or result.startswith("Optional")
    return code(f"{t.use('sparkish', 'Option')}({made})") if isPlain else made


def _renamed(call: Call, method: Any) -> Call:
    """Give arguments by name the names of Python's parameters at the same places."""
    named = [each["name"] for each in call.args if each["k"] == "NamedArg"]
    try:
        own = list(inspect.signature(method).parameters.values()) if named else []
    except (TypeError, ValueError):
        return call
    names = [each.name for each in own if each.name != "self"]
    scala = [each["name"] for each in (call.symbol.get("params") or [[]])[0]]
    isOpen = any(each.kind is each.VAR_KEYWORD for each in own)
    wrong = {name for name in named if clean(name, True) not in names and name in scala}
    if isOpen or not wrong:
        return call
    places = {name: scala.index(name) for name in wrong}
    new = {name: names[at] for name, at in places.items() if at < len(names)}

    def changed(node: Node) -> Node:
        isWrong = node["k"] == "NamedArg" and node["name"] in new
        return {**node, "name": new[node["name"]]} if isWrong else node

    lists = [[changed(node) for node in each] for each in call.lists]
    return Call(call.node, call.function, call.q, call.name, lists, call.types, call.symbol)


def _isOfInstance(cls: Any, name: str) -> bool:
    """Tell whether a class gives an attribute to its instances only."""
    return inspect.isclass(cls) and not hasattr(cls, name) and name in _instanceNames(cls)


def _ordered(t: Translator, call: Call, dot: str) -> Code | None:
    """Return a call that takes an order: PySpark's takes a key."""
    from sparkish.port._translate._collections.orders import (
        composed,
        givenOrder,
        ordersByItself,
        orderValue,
    )

    name = call.name
    if name == "sortByKey" and call.q is not None:
        of = t.type(call.q)
        if of.get("c") == "org.apache.spark.rdd.RDD" and of.get("a"):
            of = t.file["types"][of["a"][0]]
        if of.get("a") and not ordersByItself(t, of["a"][0]):
            raise t.refuse(
                call.node,
                "the keys have an order of the program's own, which `sortByKey` does not show",
                "use sortBy, with the order's key",
                "sortByKey by an own order",
            )
        return None
    if name not in ("top", "takeOrdered", "max", "min", "sortBy"):
        return None
    explicit = call.lists[-1] if len(call.lists) > 1 else []
    key, isReversed = givenOrder(t, call, explicit)
    if name == "sortBy":
        first, *rest = call.lists[0]
        if key is not None or isReversed:
            key = composed(t, orderValue(t, (key, isReversed)), argument(t, first, "map"))
            given = [str(key), *(str(argument(t, each)) for each in rest)]
            return code(f"{dot}sortBy({', '.join(given)})")
        if _isMaterial(t, explicit):
            shorter = Call(
                call.node, call.function, call.q, name, call.lists[:1], call.types, call.symbol
            )
            return code(f"{dot}sortBy({arguments(t, shorter)})")
        return None
    if isReversed:
        name = {"top": "takeOrdered", "takeOrdered": "top", "max": "min", "min": "max"}[name]
    args = [str(argument(t, each)) for each in (call.lists[0] if call.lists else [])]
    if key is not None:
        args.append(f"key={key}")
    return code(f"{dot}{name}({', '.join(args)})") if key is not None or isReversed else None


def _isMaterial(t: Translator, args: list[Node]) -> bool:
    return bool(args) and all(
        t.cls(each).startswith(("scala.math.Ordering", "scala.reflect"))
        or t.call(each).full == "scala.Predef.implicitly"
        for each in args
    )


def _instanceNames(cls: type) -> set[str]:
    """Return what a class's annotations say that its instances have."""
    made = {name for each in cls.__mro__ for name in getattr(each, "__annotations__", {})}
    for each in cls.__mro__[:-1]:
        try:
            source = inspect.getsource(each)
        except (OSError, TypeError):
            continue
        made |= set(re.findall(r"\bself\.([a-z]\w*)\s*(?::[^=\n]+)?= ", source))
    return made


def _isRowType(t: Translator, q: Node) -> bool:
    args = t.typeArgs(t.type(q))
    return bool(args) and args[0].get("c") == "org.apache.spark.sql.Row"


def _stateArguments(t: Translator, call: Call) -> str:
    """Return the arguments of ``updateStateByKey``, its function with Options in and out."""
    first, *rest = call.args
    made = argument(t, first, "updateStateByKey")
    types = t.typeArgs(t.type(first))
    isPlain = first["k"] in ("Ident", "Select") and t.sym(first).get("o") != "method"
    known = (t.locals.get(first.get("sym")) or {}).get("rhs") or {}
    if isPlain and len(types) == 3 and known.get("k") != "Function":
        # What has no annotation is given a value or None.
        option = t.use("sparkish", "Option")
        text = f"lambda values, state: {made.at(m.ATOM)}(values, {option}(state))"
        made = code(text, m.LAMBDA)
    return ", ".join([str(made), *(str(argument(t, node)) for node in rest)])


#: The classes of collections in Python.
_COLLECTIONS = {"map": "dict", "seq": "list", "set": "set"}


@calls("sparkish.port.Shell.sc", "sparkish.port.Shell.spark")
def shell(t: Translator, call: Call) -> Code:
    """What Spark's shell has before a script begins."""
    if call.name == "sc":
        return code(f"{t.use('sparkish', 'SparkContext')}.getOrCreate()")
    return code(f"{t.use('sparkish.sql', 'SparkSession')}.builder.getOrCreate()")


@calls("scala.Predef.classOf")
def classOf(t: Translator, call: Call) -> Code:
    """``classOf[X]`` is the class."""
    node = call.types[0]
    full = t.cls(node)
    types = t.typeArgs(t.type(call.node))
    if not full and types:
        full = str(types[0].get("c", ""))
    if full in CHECKS:
        return code(CHECKS[full])
    if full.startswith(("org.apache.hadoop.", "java.lang.")):
        return code(quoted(full))
    collection = _COLLECTIONS.get(kindOf(t, full)) if full.startswith(("scala.", "java.")) else None
    if collection is not None:
        return code(collection)
    return classNamed(t, node, full or node.get("text", ""))
