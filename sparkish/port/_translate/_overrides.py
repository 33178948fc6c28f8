"""Methods of the program that override what is an attribute in sparkish."""

from __future__ import annotations

import importlib
import inspect

from sparkish.port._inputs import walk
from sparkish.port._translate._core import Translator
from sparkish.port._translate._names import sparkModule

__all__ = ["PROPERTY", "findProperties"]

#: The modifier of a method that Python reads without parentheses.
PROPERTY = "property"


def findProperties(t: Translator) -> None:
    """Mark each ``def`` that overrides an attribute, such as a partitioner's ``numPartitions``.

    Spark reads the attribute, and in Scala a ``def`` without parameters may override it.
    """
    for node in walk(t.file["tree"]):
        if node["k"] != "ClassDef" or node["sort"] == "object":
            continue
        bases = t.bases(str(t.sym(node).get("full", "")))[1:]
        names = {name for base in bases for name in _attributes(base)}
        for each in node["body"]:
            if each["k"] == "DefDef" and not any(each["params"]) and each["name"] in names:
                each["mods"] = [*each["mods"], PROPERTY]
                t.sym(each)["o"] = "val"


def _attributes(full: str) -> set[str]:
    """Return the attributes that instances of a class of Spark's have in sparkish."""
    found = sparkModule(full)
    cls = getattr(importlib.import_module(found[0]), found[1], None) if found else None
    if not isinstance(cls, type) or not cls.__module__.startswith("sparkish"):
        return set()
    annotated = {name for each in cls.__mro__ for name in inspect.get_annotations(each)}
    properties = {name for name in dir(cls) if isinstance(_static(cls, name), property)}
    return {name for name in annotated | properties if not name.startswith("_")}


def _static(cls: type, name: str) -> object:
    return inspect.getattr_static(cls, name, None)
