"""``Answer``: a boolean that can be called, for names that Scala writes without parentheses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sparkish._executor.shared import Shared, shared

__all__ = ["Answer", "answer"]

shared(__name__)

if TYPE_CHECKING:

    class Answer(bool):  # type: ignore[misc]
        """A ``bool`` that can be called."""

        def __call__(self) -> bool:
            """Return the plain ``bool``."""

else:

    class Answer(int, metaclass=Shared):
        """A boolean that can be called; it compares, prints and pickles like a ``bool``.

        Its type is not ``bool``, because Python allows no subclass of ``bool``. For ``is True``,
        JSON and data frames write ``value.isDefined()`` or ``bool(value.isDefined)``.

        Examples
        --------
        >>> Answer(1), Answer(1)(), Answer(0) == False, not Answer(0), Answer(1) & True
        (True, True, True, True, True)
        """

        __slots__ = ()

        def __call__(self) -> bool:
            return bool(self)

        def __repr__(self) -> str:
            return repr(bool(self))

        def __and__(self, other: Any) -> Any:
            return bool(self) & other

        def __or__(self, other: Any) -> Any:
            return bool(self) | other

        def __xor__(self, other: Any) -> Any:
            return bool(self) ^ other

        def __reduce__(self) -> tuple[Any, ...]:
            return bool, (int(self),)


_YES, _NO = Answer(True), Answer(False)


def answer(value: object) -> Answer:
    """Return a value's truth as an ``Answer``."""
    return _YES if value else _NO
