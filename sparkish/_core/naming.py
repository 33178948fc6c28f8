"""Scala's names on what PySpark has made: it stays the same object, and has a class of ours.

PySpark makes contexts, RDDs, sessions and frames of its own classes, by name, in many places. None
of these places is changed; what comes through a door of sparkish gets the class that adds Scala's
names, and keeps all that it is.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable
from typing import Any, TypeVar

__all__ = ["nameResults", "naming", "ours", "withScalaMethods"]

T = TypeVar("T")
C = TypeVar("C", bound=type)

#: PySpark's classes, and those of ours that have the same objects.
_OURS: dict[type, type] = {}


def ours(theirs: type) -> Callable[[C], C]:
    """Let a subclass of ours stand for a class of PySpark's."""

    def register(cls: C) -> C:
        _OURS[theirs] = cls
        return cls

    return register


def withScalaMethods(value: T) -> T:
    """Give an object of PySpark's own class Scala's names too, and return it.

    It stays the same object, with the same plan in the JVM: nothing is made, and nothing runs. A
    subclass of somebody else's, and every other object, stays as it is.
    """
    cls = _OURS.get(type(value))
    if cls is not None:
        value.__class__ = cls
    return value


#: As checkpoints of before name it.
scalaNamed = withScalaMethods


def naming(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method of PySpark's that names what it returns."""

    @functools.wraps(theirs)
    def named(*args: Any, **kwargs: Any) -> Any:
        result = theirs(*args, **kwargs)
        # df.randomSplit
        return (
            list(map(withScalaMethods, result))
            if type(result) is list
            else withScalaMethods(result)
        )

    return named


def nameResults(cls: type, theirs: type) -> None:
    """Let a subclass of ours name what the methods and properties of PySpark's class return.

    Parameters
    ----------
    cls
        Ours; what it has itself stays.
    theirs
        PySpark's, of which those count whose annotation names a class that has one of ours.
    """
    returned = re.compile(rf"\b(Parent)?({'|'.join(each.__name__ for each in _OURS)})\b")
    for name in dir(theirs):
        member = inspect.getattr_static(theirs, name)
        kind = type(member)
        if name in vars(cls) or (kind is not property and not hasattr(member, "__get__")):
            continue
        function = member.fget if kind is property else getattr(member, "func", member)
        if not returned.search(str(getattr(function, "__annotations__", {}).get("return"))):
            continue
        if inspect.isfunction(member):
            setattr(cls, name, naming(member))
        elif kind in (property, functools.cached_property):
            setattr(cls, name, property(naming(member.__get__)))
