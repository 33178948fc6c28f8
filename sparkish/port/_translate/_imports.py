"""Imports: a name that two modules have is one thing in Python."""

from __future__ import annotations

from collections.abc import Collection

__all__ = ["importedAs"]


def importedAs(
    imports: dict[str, set[str]], module: str, name: str, own: Collection[str]
) -> tuple[str, bool]:
    """Return how a name is written, and whether it is still to be imported.

    Where two modules have it and one of both is a guess, for what the compiler does not know, the
    other one stands.

    Parameters
    ----------
    imports : dict
        The names of each module that is imported; a guess in it gives way.
    module, name : str
        What is imported now.
    own : collection of str
        The program's own modules.
    """
    for other in sorted(imports):
        if other == module or name not in imports[other]:
            continue
        ranks = _rank(module, name, own), _rank(other, name, own)
        if ranks[0] == ranks[1]:
            return f"{name}_", True
        if ranks[0] < ranks[1]:
            return name, False
        imports[other].discard(name)
    return name, True


def _rank(module: str, name: str, own: Collection[str]) -> int:
    """Tell how much is known of a module: a guess, a library's, sparkish's, the program's own."""
    if module == "unknown" or module == name.lower():
        return 0
    if module in own:
        return 3
    if any(each.startswith(f"{module}.") for each in own):
        # A package of the program's, not its module.
        return 1
    return 2 if module.startswith("sparkish") else 1
