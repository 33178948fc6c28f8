"""Overloads at run time: the types of the arguments choose the form of a call.

A form is an ordinary typed function. ``Forms`` tries the forms in order, and runs the first one
that fits the arguments. If no form fits, the error lists all of them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

R = TypeVar("R")

Kind = type | tuple[type, ...] | Callable[[Any], bool]


class Forms(Generic[R]):
    """The forms of the call ``name``, in the order of the attempts."""

    def __init__(self, name: str, aliases: Mapping[str, str] | None = None) -> None:
        self._name = name
        self._aliases = aliases or {}
        self._forms: list[tuple[Callable[..., R], inspect.Signature, dict[str, Kind]]] = []

    def form(self, **kinds: Kind) -> Callable[[Callable[..., R]], Callable[..., R]]:
        """Add the decorated function as a form, with conditions on its arguments.

        Parameters
        ----------
        **kinds
            For a parameter, the type or types that it must have, or a predicate on its value. A
            parameter with its default value is not checked.
        """

        def add(function: Callable[..., R]) -> Callable[..., R]:
            self._forms.append((function, inspect.signature(function), kinds))
            return function

        return add

    def __call__(self, *args: Any, **kwargs: Any) -> R:
        """Run the first form that fits.

        Raises
        ------
        TypeError
            If no form fits; the message lists the forms.
        """
        kwargs = {self._aliases.get(name, name): value for name, value in kwargs.items()}
        for function, signature, kinds in self._forms:
            try:
                bound = signature.bind(*args, **kwargs)
            except TypeError:
                continue
            if all(
                _isOf(bound.arguments[name], kind)
                for name, kind in kinds.items()
                if name in bound.arguments
            ):
                return function(*bound.args, **bound.kwargs)
        raise TypeError(self._noneFits(args, kwargs))

    def _noneFits(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        isMethod = "self" in self._forms[0][1].parameters
        given = [type(arg).__name__ for arg in args[isMethod:]]
        given += [f"{name}={type(value).__name__}" for name, value in kwargs.items()]
        forms = "\n".join(f"    {self._name}{_shown(form[1])}" for form in self._forms)
        return f"{self._name}({', '.join(given)}): no matching call; these exist:\n{forms}"


def _isOf(value: Any, kind: Kind) -> bool:
    return isinstance(value, kind) if isinstance(kind, (type, tuple)) else kind(value)


def _shown(signature: inspect.Signature) -> str:
    parameters = [p for name, p in signature.parameters.items() if name != "self"]
    shown = str(signature.replace(parameters=parameters, return_annotation=signature.empty))
    return shown.replace("'", "")  # annotations that are strings have quotes
