"""Names of what Scala has several of by one name: methods and constructors, told by parameters."""

from __future__ import annotations

from typing import Any

from sparkish.port._translate._core import Translator
from sparkish.port._translate._scopes import clean

__all__ = ["constructorName", "methodName"]


def methodName(t: Translator, symbol: dict[str, Any], name: str) -> str:
    """Return a method's name: the first of its name has it, each other one its types behind it."""
    if not symbol.get("alt"):
        return name
    types = [_type(t, each) for group in symbol.get("params") or [] for each in group]
    return name + ("".join(each[:1].upper() + each[1:] for each in types) or "Empty")


def _type(t: Translator, parameter: dict[str, Any]) -> str:
    index = parameter.get("t")
    full = str(t.file["types"][index].get("c", "")) if index is not None else ""
    return clean(full.rpartition(".")[2] or str(parameter["name"]), True)


def constructorName(symbol: dict[str, Any]) -> str:
    """Return the class method that stands for a second constructor."""
    names = [each["name"] for group in symbol.get("params") or [] for each in group]
    return "with" + ("".join(name[:1].upper() + name[1:] for name in names) or "Defaults")
