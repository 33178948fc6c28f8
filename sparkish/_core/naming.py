"""Adds Scala's names to objects that PySpark makes: the same object gets one of our classes.

PySpark makes contexts, RDDs, sessions and frames in many places, and names its own classes there.
We change none of these places. When sparkish returns such an object, it sets the object's class to
our subclass, which adds Scala's names. Everything else stays the same.
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

#: PySpark's classes, and our subclasses that replace them.
_OURS: dict[type, type] = {}


def ours(theirs: type) -> Callable[[C], C]:
    """Register a subclass of ours for a PySpark class."""

    def register(cls: C) -> C:
        _OURS[theirs] = cls
        return cls

    return register


def withScalaMethods(value: T) -> T:
    """Add Scala's names to an object of PySpark's own class, and return it.

    It stays the same object, with the same plan in the JVM. Nothing is made, and nothing runs. An
    object of any other class, also of another subclass, is returned unchanged.
    """
    cls = _OURS.get(type(value))
    if cls is not None:
        value.__class__ = cls
    return value


#: The name in old checkpoints.
scalaNamed = withScalaMethods


def naming(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a PySpark method: its result gets Scala's names."""

    @functools.wraps(theirs)
    def named(*args: Any, **kwargs: Any) -> Any:
        result = theirs(*args, **kwargs)
        # A list is, for instance, the result of df.randomSplit.
        return (
            list(map(withScalaMethods, result))
            if type(result) is list
            else withScalaMethods(result)
        )

    return named


def nameResults(cls: type, theirs: type) -> None:
    """Wrap the inherited methods and properties of our subclass, so that their results have names.

    Parameters
    ----------
    cls
        Our subclass; the names that it defines itself stay unchanged.
    theirs
        PySpark's class. A member is wrapped if its annotation names a class that we replace.
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
