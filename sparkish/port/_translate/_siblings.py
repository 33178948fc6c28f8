"""The other files of a program: what their modules call what they define."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Refused
from sparkish.port._translate._modules import predeclare
from sparkish.port._translate._objects import instances

__all__ = ["Siblings", "siblings"]


@dataclass
class Siblings:
    """What the files of a program define, by Scala's full names."""

    #: The module, and the name in it: ``Help.word``, ``main``; "" for an object that is a module.
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    lazy: set[object] = field(default_factory=set)
    #: Objects that are the one instance of a class.
    instances: set[str] = field(default_factory=set)

    def without(self, module: str) -> Siblings:
        """Return what the other modules define."""
        names = {full: each for full, each in self.names.items() if each[0] != module}
        return Siblings(names, self.lazy & names.keys(), self.instances & names.keys())


def siblings(
    files: Iterable[dict[str, Any]], texts: Mapping[str, str], modules: Mapping[str, str]
) -> Siblings:
    """Return what the files of a program define.

    Parameters
    ----------
    files : iterable of dict
        The compiler's dumps of them.
    texts, modules : mapping
        The text and the module of each path.
    """
    found = Siblings()
    for file in files:
        if file["tree"] is None:
            continue
        module = modules[file["path"]]
        t = Translator(file, texts[file["path"]], module, modules, False)
        try:
            predeclare(t)
        except (Refused, KeyError):
            # Its own translation says why.
            continue
        for full, name in t.members.items():
            found.names.setdefault(full, (module, "" if full in t.flat else name))
        found.lazy |= t.lazy
        found.instances |= instances(t)
    return found
