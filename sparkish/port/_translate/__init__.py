"""From the Scala compiler's trees to Python: the rules, one module a subject."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sparkish.port._translate import (
    _breaks,
    _calls,
    _classes,
    _collections,
    _columns,
    _control,
    _enumerations,
    _frames,
    _hadoop,
    _java,
    _literals,
    _logging,
    _matches,
    _mllib,
    _new,
    _objects,
    _outcomes,
    _regexes,
    _spark,
    _strings,
    _tries,
)
from sparkish.port._translate._core import Translator
from sparkish.port._translate._model import Message, Translation
from sparkish.port._translate._modules import module as _module
from sparkish.port._translate._siblings import Siblings, siblings

__all__ = ["Message", "Siblings", "Translation", "siblings", "translate"]

#: The modules whose rules are registered when they are imported.
RULES = (
    *(_breaks, _calls, _classes, _collections, _columns, _control, _enumerations, _frames),
    *(_hadoop, _java),
    *(
        _literals,
        _logging,
        _matches,
        _mllib,
        _new,
        _objects,
        _outcomes,
        _regexes,
        _spark,
        _strings,
        _tries,
    ),
)


def translate(
    file: dict[str, Any],
    text: str,
    *,
    module: str,
    modules: Mapping[str, str],
    partial: bool,
    given: Collection[str] = (),
    others: Siblings | None = None,
) -> Translation:
    """Return a file of a program in Python.

    Parameters
    ----------
    file : dict
        The compiler's dump of it.
    text : str
        Its Scala text.
    module : str
        The Python module that it becomes.
    modules : mapping
        Of every file of the program: its path and its module.
    partial : bool
        Whether what is refused is written as a comment and an error; it is in either case, and
        the refusals say so.
    given : collection of str
        Names that Python has where the port runs.
    others : Siblings, optional
        What the files of the program define.
    """
    translator = Translator(file, text, module, modules, partial, given)
    if others is not None:
        mine = others.without(module)
        translator.others = mine.names
        translator.lazy |= mine.lazy
        translator.instances |= mine.instances
    # Python reads no text that has this character itself.
    python = _module(translator).replace("\0", "\\0")
    return Translation(python, translator.notes, translator.refusals)
